"""What is counted: the keys, the columns, and who belongs to which, as conditions of queries."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
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
    "tier",
    "city",
    "activity",
    "day",
    "hour",
    "language",
)
_QUARTER = 900  # seconds: every zone is a whole number of them off UTC

_TIER = """CASE WHEN p.tier IN ('local', 'region', 'country', 'abroad') THEN p.tier
  WHEN '' NOT IN (:home, {seat}) AND {seat} <> :home THEN 'abroad'
  WHEN p.city <> '' AND p.city = :town COLLATE NOCASE OR EXISTS (
    SELECT 1 FROM json_each(:local) WHERE substr(p.postcode, 1, length(value)) = value) THEN 'local'
  WHEN p.region <> '' AND p.region = :region COLLATE NOCASE OR EXISTS (
    SELECT 1 FROM json_each(:regional) WHERE substr(p.postcode, 1, length(value)) = value)
    THEN 'region'
  WHEN {seat} = :home AND '' <> :home AND '' <> p.city || p.postcode || p.region
    THEN 'country' END"""

_KEYS = {
    "": "NULL",
    "country": "nullif(p.country, '')",
    "delegation": "nullif(p.delegation, '')",
    "role": "CASE WHEN entered <> 'unknown' THEN coalesce(nullif(p.role, ''), 'delegate') END",
    "organisation_type": "nullif(p.organisation_type, '')",
    "origin": """CASE WHEN '' IN (:home, {seat}) THEN NULL
      WHEN {seat} = :home THEN 'domestic' ELSE 'abroad' END""",
    "tier": _TIER,
    "city": "nullif(p.city, '')",
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

Key = str | None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, beside the people and activities it is asked of."""

    by: str
    rule: str
    abroad: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Terms:
    """A question at one activity or everywhere, in the terms of the tables."""

    scope: Scope
    words: Mapping[str, str]
    values: Mapping[str, Any]


def question(
    desk: Desk, by: str | None, rule: str, abroad: str | None, at: datetime | None
) -> Question:
    """Return what is asked; raises DeskError, naming the choices, for what nobody counts by."""
    if by is not None:
        rules.require(by, BY)
    rules.require(rule, rules.RULES)
    setting = desk.event.abroad if desk.event.abroad in rules.ABROAD else ""
    where = abroad or setting or rules.ABROAD[0]
    rules.require(where, rules.ABROAD)
    as_of = at if at and at < desk.this_moment() and at != desk.moment(None) else None
    return Question(by or "", rule, where, as_of)


def terms(desk: Desk, asked: Question, activity: str | None) -> Terms:
    """Return the terms of a question: an activity with a list expects those who are on it."""
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
    return Terms(scope, words, {**_around(desk), "activity": activity})


def _around(desk: Desk) -> dict[str, str]:
    """Return where the event is, as far as that decides from how far somebody comes."""
    event = desk.event
    return {
        "home": event.country,
        "town": event.place or "-",
        "region": event.region or "-",
        "local": json.dumps(event.local_postcodes.replace(",", " ").split()),
        "regional": json.dumps(event.region_postcodes.replace(",", " ").split()),
    }


def key_names(desk: Desk, by: str) -> Callable[[Any], Key]:
    """Return what makes a key of what the tables hold."""
    if by == "hour":
        return lambda quarter: f"{desk.event.at(quarter * _QUARTER * 1000):%Y-%m-%dT%H}"
    if by == "delegation":
        return lambda subject: found.title if (found := desk.delegation(subject)) else None
    return str


def activity_of(desk: Desk, name: str | None) -> str | None:
    """Return the activity that a name means; raises DeskError where there is none or several."""
    return programme.activity(desk, name).id if name else None


def counted_activities(desk: Desk, by: str, within: str | None) -> list[Activity]:
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


def _has_bookings(desk: Desk, activity: str) -> bool:
    query = "SELECT 1 FROM booking WHERE activity = ? AND status = 'booked' LIMIT 1"
    return desk.db.execute(query, (activity,)).fetchone() is not None
