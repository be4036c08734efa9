"""What interpreters have acknowledged: the lines of the newest plan that each has seen."""

from __future__ import annotations

import json
from collections import defaultdict

from checkin.desk import Desk
from checkin.interpreting.published_line import Line
from checkin.interpreting.spans import Span
from checkin.model.moment import instant

_NEWEST = """SELECT lines FROM publication JOIN answer
    ON answer.person = publication.person AND answer.of = publication.entry
  WHERE publication.person = ? AND what = 'acknowledged' ORDER BY place DESC LIMIT 1"""
_LAST = "SELECT lines FROM publication WHERE person = ? ORDER BY place DESC LIMIT 1"
_PEOPLE = "SELECT DISTINCT person FROM answer WHERE what = 'acknowledged' ORDER BY person"


def lines(desk: Desk, person: str) -> list[Line]:
    """Return the lines of the plan that an interpreter acknowledged last, as texts."""
    return _lines(desk, _NEWEST, person)


def _lines(desk: Desk, query: str, person: str) -> list[Line]:
    row = desk.db.execute(query, (person,)).fetchone()
    return [
        {name: text for name, text in line.items() if isinstance(text, str)}
        for line in (json.loads(row[0]) if row else [])
    ]


def assignments(desk: Desk, person: str) -> frozenset[str]:
    """Return the promises in that plan that stand in what was published since, too."""
    known = {line.get("assignment", "") for line in lines(desk, person)} - {""}
    return frozenset(known & {line.get("assignment", "") for line in _lines(desk, _LAST, person)})


def days(desk: Desk) -> dict[tuple[str, str], list[Span]]:
    """Return the times that interpreters have acknowledged, by day and person."""
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for (person,) in desk.db.execute(_PEOPLE).fetchall():
        for line in lines(desk, person):
            start, end = instant(line.get("start")), instant(line.get("end"))
            if start and end:
                day = desk.event.day_of(start).isoformat()
                found[day, person].append((start.timestamp(), end.timestamp()))
    return found
