"""Tallies: how many were registered, expected, there, by whatever one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checkin import programme
from checkin.attendance import arrivals, rules
from checkin.attendance.arrivals import Scope
from checkin.desk import Desk
from checkin.model.activity import Activity

COLUMNS = (
    "registered",
    "cancelled",
    "expected",
    "substituted",
    "no_show",
    "walk_in",
    "attended",
    "here",
    "in_house",
    "visits",
)
"""`in_house` counts as `attended`, but everybody; `visits` are person-days of participants."""

BY = (
    "country",
    "delegation",
    "role",
    "organisation_type",
    "origin",
    "activity",
    "day",
    "hour",
    "language",
)
_QUARTER = 900  # seconds: every zone is a whole number of them off UTC

_KEYS = {
    "": "NULL",
    "country": "nullif(p.country, '')",
    "delegation": "nullif(p.delegation, '')",
    "role": "CASE WHEN entered <> 'unknown' THEN coalesce(nullif(p.role, ''), 'delegate') END",
    "organisation_type": "nullif(p.organisation_type, '')",
    "origin": """CASE WHEN '' IN (:home, {seat}) THEN NULL
      WHEN {seat} = :home THEN 'domestic' ELSE 'abroad' END""",
    "hour": f"CAST(came.moment / {_QUARTER} AS INTEGER)",
    "language": "nullif(substr(p.languages, 1, instr(p.languages || ' ', ' ') - 1), '')",
}
_SEATS = {
    "organisation": "p.country",
    "residence": "coalesce(nullif(p.residence, ''), p.country)",
}
_WEIGHTS = {"persons": "1", "visits": "came.visits", "fkm": "came.official"}

_ON_THE_LIST = "(p.entered = '' AND p.status <> 'waiting')"
_BOOKED = "(coalesce(b.status, '') IN ('booked', 'cancelled') AND p.entered <> 'substitute')"
_BOOKINGS = "JOIN booking AS b ON b.person = p.id AND b.activity = :activity"
_CANCELLED = "(p.status = 'cancelled')"
_CANCELLED_HERE = "(p.status = 'cancelled' OR b.status = 'cancelled')"

_REGISTERED = """SELECT {key},
  sum({listed}), sum({listed} AND {cancelled}), sum({listed} AND NOT {cancelled}),
  sum({listed} AND NOT {cancelled} AND p.status = 'substituted')"""
_REGISTER = _REGISTERED + " FROM person AS p {bookings} WHERE p.visitor GROUP BY 1"
_ATTENDED = (
    _REGISTERED.replace("sum(", "sum(p.visitor AND ")
    + """,
  sum(p.visitor AND {listed} AND NOT {cancelled} AND p.status <> 'substituted'),
  sum(p.visitor AND {walk_in}), sum(p.visitor * {weight}), sum(p.visitor * came.here),
  sum({weight}), sum(p.visitor * came.visits)
  FROM came JOIN person AS p ON p.id = came.person {bookings} GROUP BY 1"""
)

Key = str | None
Figures = dict[str, int]
_Sums = dict[Key, list[int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures, and the rule by which they were counted."""

    rule: str
    text: str
    rows: tuple[dict[str, Any], ...]  # COLUMNS beside a `key`, which is None where unknown
    total: Figures


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, beside the people and activities it is asked of."""

    by: str
    rule: str
    abroad: str
    at: datetime | None


def tally(  # noqa: PLR0913, PLR0917  what is counted, how, and as of when
    desk: Desk,
    by: str | None = None,
    activity: str | None = None,
    rule: str = "persons",
    abroad: str | None = None,
    at: datetime | None = None,
) -> Tally:
    """Count people by a key, at the whole event or one activity, as of a time or as known now.

    Raises DeskError, naming the choices, for what cannot be counted by.
    """
    if by is not None:
        rules.require(by, BY)
    setting = desk.event.abroad if desk.event.abroad in rules.ABROAD else ""
    where = abroad or setting or rules.ABROAD[0]
    sentences = [rules.text(rule)]
    rules.require(where, rules.ABROAD)
    if activity:
        activity = programme.activity(desk, activity).id
    as_of = at if at and at < desk.this_moment() and at != desk.moment(None) else None
    if by in {"activity", "day"}:
        asked = _Question("", rule, where, as_of)
        listed = _activities(desk, by, activity)
        rows = [{**_row(one, by), **_total(_rows(desk, asked, one.id))} for one in listed]
        total = _total(_rows(desk, asked, activity))
        sentences.append(rules.overlap_text())
    else:
        rows = _rows(desk, _Question(by or "", rule, where, as_of), activity)
        total = _total(rows)
        if by == "origin":
            sentences.append(rules.origin_text(where, desk.event.country))
    return Tally(rule, " ".join(sentences), tuple(rows) if by else (), total)


def _activities(desk: Desk, by: str, within: str | None) -> list[Activity]:
    """Return the days, or all other activities, of the event or of one activity."""
    return sorted(
        (
            one
            for one in desk.programme.activities.values()
            if (one.kind == "day") == (by == "day") and _concerns(desk, one.id, within)
        ),
        key=lambda one: (one.day or one.start, one.start, one.title, one.id),
    )


def _concerns(desk: Desk, one: str, within: str | None) -> bool:
    """Tell whether an activity is asked about: it is the one, a part of it, or its day."""
    return within is None or within in (one, *desk.wholes(one)) or one in desk.wholes(within)


def _row(activity: Activity, by: str) -> dict[str, Any]:
    if by == "day":
        return {"key": activity.day}
    return {"key": activity.id, "title": activity.title}


def _rows(desk: Desk, asked: _Question, activity: str | None) -> list[dict[str, Any]]:
    """Return the figures per key, unknown ones last."""
    official = asked.rule == "fkm"
    if activity:
        scope = Scope((activity,), at=asked.at, official=official)
    else:
        scope = arrivals.everywhere(desk, asked.at, official=official)
    booked = bool(activity) and _has_bookings(desk, activity or "")
    words = {
        "key": _KEYS[asked.by].format(seat=_SEATS[asked.abroad]),
        "listed": _BOOKED if booked else _ON_THE_LIST,
        "cancelled": _CANCELLED_HERE if booked else _CANCELLED,
        "walk_in": "(p.entered = 'walk-in')",
        "weight": _WEIGHTS[asked.rule],
        "bookings": _BOOKINGS if booked else "",
    }
    if booked:
        words["walk_in"] = f"(NOT {_BOOKED} AND p.entered IN ('', 'walk-in'))"
    values = {"home": desk.event.country, "activity": activity}
    came = _came(desk, scope, words, values)
    if asked.by == "hour":
        registered = _at_their_hour(_register(desk, {**words, "key": "NULL"}, values), came)
    else:
        registered = _register(desk, words, values)
    merged = _named(_columns(registered, came), _names(desk, asked.by))
    return [
        {"key": key, **dict(zip(COLUMNS, merged[key], strict=True))}
        for key in sorted(merged, key=lambda key: (key is None, key or ""))
    ]


def _has_bookings(desk: Desk, activity: str) -> bool:
    query = "SELECT 1 FROM booking WHERE activity = ? AND status = 'booked' LIMIT 1"
    return desk.db.execute(query, (activity,)).fetchone() is not None


def _register(desk: Desk, words: Mapping[str, str], values: Mapping[str, Any]) -> _Sums:
    """Return registered, cancelled, expected and substituted per key."""
    rows = desk.db.execute(_REGISTER.format(**words), values)
    return {row[0]: list(row[1:]) for row in rows}


def _came(desk: Desk, scope: Scope, words: Mapping[str, str], values: Mapping[str, Any]) -> _Sums:
    """Return the same of those who came, then how they came, per key."""
    head, more = arrivals.query(desk, scope)
    attended = _ATTENDED.format(**{**words, "bookings": words["bookings"] and "LEFT " + _BOOKINGS})
    rows = desk.db.execute(head + attended, {**values, **more})
    return {row[0]: list(row[1:]) for row in rows}


def _at_their_hour(everybody: _Sums, came: _Sums) -> _Sums:
    """Put those who came at their hour, and all others at none."""
    sums = {key: figures[:4] for key, figures in came.items()}
    totals = everybody.get(None, [0, 0, 0, 0])
    arrived = [sum(column) for column in zip(*sums.values(), strict=True)] or [0, 0, 0, 0]
    left = [whole - part for whole, part in zip(totals, arrived, strict=True)]
    return {**sums, None: left} if any(left) else sums


def _columns(register: _Sums, came: _Sums) -> _Sums:
    """Return the figures of COLUMNS; no-shows are expected, without a substitute, and away."""
    found: _Sums = {}
    for key in {**register, **came}:
        registered, cancelled, expected, substituted = register.get(key, [0] * 4)
        seen, walk_in, attended, here, in_house, visits = came.get(key, [0] * 10)[4:]
        no_show = expected - substituted - seen
        found[key] = [registered, cancelled, expected, substituted, no_show, walk_in, attended]
        found[key] += [here, in_house, visits]
    return found


def _names(desk: Desk, by: str) -> Callable[[Any], Key]:
    """Return what makes a key of what the tables hold."""
    if by == "hour":
        return lambda quarter: f"{desk.event.at(quarter * _QUARTER * 1000):%Y-%m-%dT%H}"
    if by == "delegation":
        return lambda subject: found.title if (found := desk.delegation(subject)) else None
    return str


def _named(sums: _Sums, name: Callable[[Any], Key]) -> _Sums:
    """Add up what has one name."""
    found: _Sums = {}
    for key, figures in sums.items():
        named = None if key is None else name(key) or None
        known = found.get(named, [0] * len(figures))
        found[named] = [one + other for one, other in zip(known, figures, strict=True)]
    return found


def _total(rows: Iterable[Mapping[str, Any]]) -> Figures:
    every = list(rows)
    return {column: sum(row[column] for row in every) for column in COLUMNS}
