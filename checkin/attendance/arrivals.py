"""Who came to some activities: one row per person, from the tables, or the journal where needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checkin import projection
from checkin.desk import Desk
from checkin.model.activity import Activity
from checkin.model.presence import Arrival

Bounds = tuple[float, float]

_ROWS = """WITH stated AS (
    SELECT person, moment,
      {here} AS here, {official} AS official, {vague} AS vague
    FROM attendance
    WHERE {whose} {by}activity IN (SELECT value FROM json_each(:activities)) {known}),
  told AS ({told})"""
_WHOSE = "person IN (SELECT value FROM json_each(:people)) AND"
_ALONE = "SELECT person, moment, here, 1 AS visits, official, vague FROM stated"
_TOGETHER = """SELECT person, min(moment) AS moment, max(here) AS here, count(*) AS visits,
  sum(official) AS official, max(vague) AS vague FROM stated GROUP BY person"""
_HERE = "(gone = '' OR unixepoch(gone) > :at)"
_ONE_OF_SEVERAL = f"(times > 1 AND (here OR {_HERE}))"
_CAME = """, came AS (
  SELECT person, moment, here, visits, official FROM told WHERE NOT vague
  UNION ALL SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
    json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]')
  FROM json_each(:recounted)) """


@dataclass(frozen=True, slots=True)
class Scope:
    """Which arrivals are looked at: those to some activities, as of a time."""

    activities: tuple[str, ...]
    everywhere: bool = False  # all that ever came, to whatever; who is here came today
    at: datetime | None = None  # None: all that is known by now
    official: bool = False  # only the official hours matter


def everywhere(desk: Desk, at: datetime | None, *, official: bool) -> Scope:
    """Return the scope of all arrivals: everybody who came is in some uppermost activity."""
    attended = [row[0] for row in desk.db.execute("SELECT activity FROM headcount")]
    uppermost = tuple(one for one in attended if not desk.wholes(one))
    return Scope(uppermost, everywhere=True, at=at, official=official)


def query(
    desk: Desk, scope: Scope, people: Sequence[str] | None = None
) -> tuple[str, dict[str, Any]]:
    """Return a query's head that defines the table `came`, of everybody or some, and its values.

    A row of attendance tells the first arrival and the last departure. Where that does not decide,
    the person is counted from the journal.
    """
    vague = _vague(desk, scope)
    head, values = _head(desk, scope, " OR ".join(vague) or "0", people)
    told = f"{head} SELECT person FROM told WHERE vague"  # noqa: S608
    unsure = [row[0] for row in desk.db.execute(told, values)] if vague else []
    recounted = list(_recounted(desk, scope, sorted(unsure)))
    return head + _CAME, {**values, "recounted": json.dumps(recounted)}


def since(desk: Desk, scope: Scope) -> str:
    """Return what else decides about the arrivals of a scope, in a form that can be compared."""
    return "".join(_head(desk, scope, " OR ".join(_vague(desk, scope)), None)[0].split()) + repr(
        _midnight(desk, scope)
    )


def _vague(desk: Desk, scope: Scope) -> list[str]:
    """Return the conditions under which a row of attendance does not tell enough."""
    vague = []
    if not all(_within_a_day(desk, one) for one in scope.activities):
        vague.append("(activity IN (SELECT value FROM json_each(:wide)))")
    if scope.at:
        vague.append(_ONE_OF_SEVERAL)
    if scope.official:
        vague.append(f"(times > 1 AND NOT {_official(desk)})")
    return vague


def _head(
    desk: Desk, scope: Scope, vague: str, people: Sequence[str] | None
) -> tuple[str, dict[str, Any]]:
    wide = [one for one in scope.activities if not _within_a_day(desk, one)]
    head = _ROWS.format(
        here=f"({_HERE if scope.at else 'here'} AND moment >= :midnight)",
        official=_official(desk) if scope.official else "0",
        vague=vague,
        by="+" if scope.everywhere or people is not None else "",  # else by its index
        whose="" if people is None else _WHOSE,
        known="AND moment <= :at" if scope.at else "",
        told=_ALONE if len(scope.activities) == 1 else _TOGETHER,
    )
    return head, {
        "activities": json.dumps(scope.activities),
        "wide": json.dumps(wide),
        "people": json.dumps(people),
        "at": scope.at.timestamp() if scope.at else None,
        "midnight": _midnight(desk, scope),
    }


def _midnight(desk: Desk, scope: Scope) -> float:
    """Return since when somebody must have come to be here: nobody stays over night."""
    if not scope.everywhere:
        return float("-inf")
    today = desk.event.day_of(scope.at or desk.moment(None))
    return desk.event.bounds(today)[0].timestamp()


def _official(desk: Desk) -> str:
    """Return the condition that an arrival was within the official hours, in plain numbers."""
    hours = (f"moment >= {opens!r} AND moment < {closes!r}" for opens, closes in _hours(desk))
    return f"({' OR '.join(hours) or '0'})"


def _hours(desk: Desk) -> list[Bounds]:
    """Return, per day of the event, the first admission and the last end; else the whole day."""
    hours = []
    for day in desk.event.days():
        begins, ends = desk.event.bounds(day)
        times = [
            times
            for activity in desk.programme.activities.values()
            if activity.kind != "day"
            and (times := desk.programme.admission(activity))
            and begins <= times[0] < ends
        ]
        opens = min((one[0] for one in times), default=begins)
        closes = max((one[1] for one in times), default=ends)
        hours.append((opens.timestamp(), closes.timestamp()))
    return hours


def _within_a_day(desk: Desk, subject: str) -> bool:
    activity = desk.activity(subject)
    if activity is None:
        return False
    return activity.kind == "day" or _on_one_day(desk, activity)


def _on_one_day(desk: Desk, activity: Activity) -> bool:
    times = desk.programme.admission(activity)
    if times is None or not activity.end:
        return bool(activity.day or activity.start)
    return desk.event.day_of(times[0]) == desk.event.day_of(times[1])


def _recounted(
    desk: Desk, scope: Scope, people: Sequence[str]
) -> Iterator[tuple[str, float, int, int, int]]:
    """Yield person, first arrival, here, days and official days of these people."""
    hours = _hours(desk) if scope.official else []
    end = scope.at.timestamp() if scope.at else float("inf")
    midnight = _midnight(desk, scope)
    for person, said in projection.folds(desk.db, people):
        came = [
            one
            for one in desk.arrivals(said)
            if one.moment <= end
            and (
                scope.everywhere
                or not {one.activity, *desk.wholes(one.activity)}.isdisjoint(scope.activities)
            )
        ]
        entries = [one for one in came if any(a <= one.moment < b for a, b in hours)]
        here = any(
            one.moment >= midnight and (not one.ended or _seconds(one.ended) > end) for one in came
        )
        yield person, came[0].moment, int(here), _days(desk, came), _days(desk, entries)


def _days(desk: Desk, came: Sequence[Arrival]) -> int:
    return len({desk.event.day_of(desk.event.at(int(one.moment * 1000))) for one in came})


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()
