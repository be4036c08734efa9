"""Whoever is behind a figure: exactly the people that a tally counted there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from checkin.attendance import arrivals, counting, rules
from checkin.attendance.counting import COLUMNS, Key, Question
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _

_EXPECTED = "p.visitor AND {listed} AND NOT {cancelled}"
_CONDITIONS = {
    "registered": "p.visitor AND {listed}",
    "cancelled": "p.visitor AND {listed} AND {cancelled}",
    "expected": _EXPECTED,
    "substituted": f"{_EXPECTED} AND p.status = 'substituted'",
    "no_show": f"{_EXPECTED} AND p.status <> 'substituted' AND came.person IS NULL",
    "walk_in": "came.person IS NOT NULL AND p.visitor AND {walk_in}",
    "attended": "came.person IS NOT NULL AND p.visitor AND {weight} > 0",
    "here": "p.visitor AND came.here",
    "in_house": "came.person IS NOT NULL AND {weight} > 0",
    "visits": "p.visitor AND came.visits > 0",
}
_WHOEVER = """SELECT p.id, {key} FROM person AS p LEFT JOIN came ON came.person = p.id {bookings}
  WHERE {condition} ORDER BY p.n"""
_WEIGHED = ("attended", "in_house")
_UNNAMED = ("activity", "day")  # keys that are activities themselves


def counts_persons(column: str, rule: str = "persons") -> bool:
    """Tell whether a figure is the number of its people, and not of their visits or entries."""
    return column != "visits" and (rule == "persons" or column not in _WEIGHED)


def people_of(  # noqa: PLR0913, PLR0917  a figure has that many names
    desk: Desk,
    key: Key,
    by: str | None,
    column: str,
    activity: str | None = None,
    rule: str = "persons",
    abroad: str | None = None,
    at: datetime | None = None,
) -> list[str]:
    """Return the ids behind a figure of the tally that was asked the same, in register order.

    Without `by` the figure is one of the total's. Where a figure counts visits or entries, these
    are the people who made them. Raises DeskError for a figure that there is not.
    """
    rules.require(column, COLUMNS)
    asked = counting.question(desk, by, rule, abroad, at)
    activity = counting.activity_of(desk, activity)
    if asked.by in _UNNAMED:
        activity = _named(desk, asked.by, key, activity)
        asked = replace(asked, by="")
    return _people(desk, asked, activity, key if asked.by else None, column)


def _people(desk: Desk, asked: Question, activity: str | None, key: Key, column: str) -> list[str]:
    terms = counting.terms(desk, asked, activity)
    head, more = arrivals.query(desk, terms.scope)
    words = {
        **terms.words,
        "bookings": terms.words["bookings"] and "LEFT " + terms.words["bookings"],
    }
    condition = _CONDITIONS[column].format(**words)
    query = head + _WHOEVER.format(**words, condition=condition)
    name = counting.key_names(desk, asked.by)
    known: dict[object, Key] = {None: None}
    found = []
    for person, raw in desk.db.execute(query, {**terms.values, **more}):
        if raw not in known:
            known[raw] = name(raw) or None
        if known[raw] == key:
            found.append(person)
    return found


def _named(desk: Desk, by: str, key: Key, within: str | None) -> str:
    """Return the activity that is a key; raises DeskError where it was not counted."""
    for one in counting.counted_activities(desk, by, within):
        if key == (one.day if by == "day" else one.id):
            return one.id
    raise DeskError(_("There is no activity {id}.").format(id=key))
