"""What interpreters have acknowledged: the lines of the newest plan that each has seen."""

from __future__ import annotations

import json
from collections import defaultdict

from checkin.desk import Desk
from checkin.interpreting.heirs import heirs
from checkin.interpreting.published_line import Line, read, united
from checkin.interpreting.spans import Span
from checkin.model.moment import instant

_SEEN = """SELECT DISTINCT version, publication.at, publication.desk, lines, place
  FROM publication JOIN answer
    ON answer.person = publication.person AND answer.of = publication.entry
  WHERE publication.person = ? AND what = 'acknowledged' ORDER BY place DESC"""
_LAST = """SELECT version, at, desk, lines, place FROM publication
  WHERE person = ? ORDER BY place DESC"""
_PEOPLE = "SELECT DISTINCT person FROM answer WHERE what = 'acknowledged' ORDER BY person"


def lines(desk: Desk, person: str) -> list[Line]:
    """Return the lines of the plan that an interpreter acknowledged last, as texts."""
    return _newest(desk, _SEEN, person)


def promised(desk: Desk, person: str) -> frozenset[str]:
    """Return the promises in that plan, and their needs, that were published since, too."""
    seen, told = (
        {one.get(name, "") for one in found for name in ("assignment", "need")}
        for found in (lines(desk, person), _newest(desk, _LAST, person))
    )
    return frozenset(seen & told) - {""}


def _newest(desk: Desk, query: str, person: str) -> list[Line]:
    """Return the lines of the first plan, of all parts of it where two people are one."""
    rows = desk.db.execute(query, (person,)).fetchall()
    newest = [row for row in rows if row[:3] == rows[0][:3]]
    moved = heirs(desk) if newest else {}
    return [*united(line for row in newest for line in read(json.loads(row[3]), moved))]


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
