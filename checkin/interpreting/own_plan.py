"""The own plan of an interpreter: everything that one person must see, and nothing of others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import own_gathering, own_missing, promises
from checkin.interpreting.own_gathering import Around
from checkin.interpreting.own_line import Line
from checkin.interpreting.tongues import Tongues
from checkin.model.moment import instant
from checkin.model.person import Person

BREAK = timedelta(minutes=10)  # shorter pauses between two lines are the way

_PUBLISHED = """SELECT entry, version, at, desk, lines FROM publication
  WHERE person = ? ORDER BY place"""
_ACKNOWLEDGED = "SELECT DISTINCT of FROM answer WHERE person = ? AND what = 'acknowledged'"
_WORK = """SELECT start, "end" FROM work WHERE person = ? ORDER BY unixepoch(start), entry"""


@dataclass(frozen=True, slots=True)
class Change:
    """What is other than in the plan that the interpreter acknowledged."""

    assignment: str
    field: str  # '' where the whole assignment is new
    before: str


@dataclass(frozen=True, slots=True)
class Gone:
    """An assignment that the interpreter was told of and that is no more."""

    assignment: str
    version: int  # of the plan that last had it
    title: str
    start: datetime
    end: datetime
    place: str


@dataclass(frozen=True, slots=True)
class Version:
    """A plan that was published to a person."""

    entry: str
    number: int
    at: str  # ISO
    desk: str
    lines: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """The plan of one interpreter, for a day or for all of them."""

    person: Person
    tongues: Tongues
    day: str  # ISO date; '' for all days
    lines: tuple[Line, ...]
    gone: tuple[Gone, ...]
    drafts: frozenset[str]  # assignments that are not yet published
    published: Version | None
    acknowledged: Version | None
    changes: tuple[Change, ...]
    breaks: tuple[tuple[datetime, datetime], ...]
    worked: tuple[tuple[datetime, datetime | None], ...]  # None while it goes on
    emergency: str
    missing: tuple[str, ...]  # of the person; that of lines stands with them
    desk: str
    at: datetime

    @property
    def call(self) -> datetime | None:
        """Return when the interpreter has to be there first."""
        first = self.lines[0] if self.lines else None
        return (first.call or first.start) if first else None

    @property
    def next(self) -> Line | None:
        """Return what comes next, or goes on."""
        return next((one for one in self.lines if one.end > self.at), None)

    @property
    def lacking(self) -> Mapping[str, tuple[int, ...]]:
        """Return what is missing, each with the numbers of the lines, none for the person's."""
        found: dict[str, tuple[int, ...]] = dict.fromkeys(self.missing, ())
        for number, line in enumerate(self.lines, 1):
            for name in line.missing:
                found[name] = (*found.get(name, ()), number)
        return found

    @property
    def gone_since(self) -> tuple[Gone, ...]:
        """Return what is no more and was still in the plan that the interpreter has seen."""
        seen = self.acknowledged.number if self.acknowledged else 0
        return tuple(one for one in self.gone if one.version >= seen)


def own_plan(
    desk: Desk,
    person_id: str,
    day: str | None = None,
    at: datetime | None = None,
    *,
    around: Around | None = None,
) -> OwnPlan:
    """Return the plan of one interpreter; who makes several may pass what all are made from.

    Raises DeskError where there is no such person.
    """
    moment = at or desk.moment(None)
    person = desk.registered(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    ground = around or own_gathering.around(desk, moment)
    lines = [one for one in _lines(ground, person) if day in {None, "", one.day}]
    versions = _versions(desk, person.id)
    seen = _acknowledged(desk, person.id, versions)
    current = versions[-1] if versions else None
    told = {str(one.get("assignment", "")) for one in current.lines} if current else set()
    return OwnPlan(
        person=person,
        tongues=Tongues.of(person),
        day=day or "",
        lines=tuple(lines),
        gone=tuple(_gone(desk, person.id, day, versions)),
        drafts=frozenset(one.assignment for one in lines if one.assignment not in told),
        published=current,
        acknowledged=seen,
        changes=tuple(_changes(lines, seen)),
        breaks=tuple(_breaks(lines)),
        worked=tuple(_worked(desk, person.id, day)),
        emergency=desk.event.emergency,
        missing=own_missing.of_person(person, desk.event.emergency),
        desk=desk.label,
        at=moment,
    )


def days(around: Around) -> dict[str, list[str]]:
    """Return on which days each interpreter is promised to anything, by subject."""
    found: dict[str, set[str]] = {}
    for one in around.promised:
        if one.need in around.wanted:
            found.setdefault(one.person, set()).add(around.wanted[one.need].demand.day)
    return {person: sorted(some) for person, some in found.items()}


def told(line: Line) -> dict[str, str]:
    """Return what of a line an interpreter is told by a published plan, in comparable words."""
    return {
        "assignment": line.assignment,
        "title": line.title,
        "start": line.start.isoformat(),
        "end": line.end.isoformat(),
        "call": line.call.isoformat() if line.call else "",
        "place": line.where.place,
        "mode": line.mode,
        "source": line.source,
        "target": line.target,
        "via": line.team.via,
        "booth": line.where.booth,
        "channel": line.where.channel,
    }


def _lines(around: Around, person: Person) -> list[Line]:
    """Return all that somebody is promised to, by time, each with what is missing of it."""
    starts = {name: one.demand for name, one in around.wanted.items()}
    own = [one for one in around.promised if one.person == person.id and one.need in starts]
    own.sort(key=lambda one: (starts[one.need].start, starts[one.need].end, one.id))
    found: list[Line] = []
    for one in own:
        first = not found or found[-1].day != starts[one.need].day
        made = own_gathering.line(around, one, person, first=first)
        found += [made] if made else []
    noon = {
        day: own_missing.over_noon(one for one in found if one.day == day)
        for day in {one.day for one in found}
    }
    before = [None, *(one.day for one in found)]
    return [
        replace(
            one,
            missing=own_missing.of_line(one, first=one.day != day, over_noon=noon[one.day]),
        )
        for one, day in zip(found, before, strict=False)
    ]


def _versions(desk: Desk, person: str) -> list[Version]:
    """Return the plans that were published to somebody, the oldest first."""
    rows = desk.db.execute(_PUBLISHED, (person,)).fetchall()
    return [
        Version(entry, number, at, label, tuple(json.loads(lines)))
        for entry, number, at, label, lines in rows
    ]


def _acknowledged(desk: Desk, person: str, versions: Sequence[Version]) -> Version | None:
    """Return the newest plan that somebody has seen."""
    seen = {row[0] for row in desk.db.execute(_ACKNOWLEDGED, (person,))}
    return next((one for one in reversed(versions) if one.entry in seen), None)


def _changes(lines: Iterable[Line], seen: Version | None) -> Iterable[Change]:
    """Yield how lines differ from the plan that the interpreter has seen."""
    if seen is None:
        return
    before = {str(one.get("assignment", "")): one for one in seen.lines}
    for line in lines:
        known = before.get(line.assignment)
        if known is None:
            yield Change(line.assignment, "", "")
            continue
        for name, now in told(line).items():
            if name in known and not _same(str(known[name]), now):
                yield Change(line.assignment, name, str(known[name]))


def _same(one: str, other: str) -> bool:
    """Tell whether two values are one, whatever the offset of their times."""
    first, second = instant(one), instant(other)
    return first == second if first and second else one == other


def _gone(desk: Desk, person: str, day: str | None, versions: Sequence[Version]) -> Iterable[Gone]:
    """Yield what somebody was once told of and is promised to no more, by time."""
    standing = {one.id for one in promises.standing(desk) if one.person == person}
    last: dict[str, Gone] = {}
    for version in versions:
        for one in version.lines:
            start, end = instant(one.get("start")), instant(one.get("end"))
            name = str(one.get("assignment", ""))
            if start and end and name and name not in standing:
                last[name] = Gone(
                    name,
                    version.number,
                    str(one.get("title", "")),
                    start.astimezone(desk.event.tz),
                    end.astimezone(desk.event.tz),
                    str(one.get("place", "")),
                )
    for gone in sorted(last.values(), key=lambda one: (one.start, one.assignment)):
        if not day or desk.event.day_of(gone.start).isoformat() == day:
            yield gone


def _breaks(lines: Sequence[Line]) -> Iterable[tuple[datetime, datetime]]:
    """Yield the pauses between what follows each other on a day."""
    until: datetime | None = None
    for one, other in pairwise(lines):
        until = max(until, one.end) if until else one.end
        if one.day != other.day:
            until = None
        elif other.start - until >= BREAK:
            yield until, other.start


def _worked(desk: Desk, person: str, day: str | None) -> Iterable[tuple[datetime, datetime | None]]:
    """Yield the times that were really worked."""
    for begun, over in desk.db.execute(_WORK, (person,)).fetchall():
        start, end = desk.event.moment(begun), instant(over)
        if not day or desk.event.day_of(start).isoformat() == day:
            yield start, end.astimezone(desk.event.tz) if end else None
