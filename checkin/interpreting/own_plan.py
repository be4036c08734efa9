"""The own plan of an interpreter: everything that one person must see, and nothing of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import own_gathering, own_missing, promises, publishing
from checkin.interpreting.own_gathering import Around
from checkin.interpreting.own_line import Line
from checkin.interpreting.published_line import Difference, differences
from checkin.interpreting.publishing import Standing
from checkin.interpreting.told import Told
from checkin.interpreting.tongues import Tongues
from checkin.interpreting.wanted import Wanted
from checkin.model.moment import instant
from checkin.model.person import Person

BREAK = timedelta(minutes=10)  # shorter pauses between two lines are the way

_WORK = """SELECT start, "end" FROM work WHERE person = ? ORDER BY unixepoch(start), entry"""


@dataclass(frozen=True, slots=True)
class Gone:
    """An assignment that the interpreter was told of and that is no more."""

    assignment: str
    version: int  # of the plan that last had it
    title: str
    start: datetime
    end: datetime
    place: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """The plan of one interpreter, for a day or for all of them."""

    person: Person
    tongues: Tongues
    day: str  # ISO date; '' for all days
    lines: tuple[Line, ...]
    gone: tuple[Gone, ...]
    drafts: frozenset[str]  # assignments that are not yet published as they are
    state: str  # of the whole plan: draft, changed, published, reached, acknowledged
    published: Told | None
    acknowledged: Told | None  # the newest plan that the interpreter has seen
    changes: tuple[Difference, ...]  # since then
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
        seen = self.acknowledged.version if self.acknowledged else 0
        return tuple(one for one in self.gone if one.version >= seen)


def own_plan(  # noqa: PLR0913  what it is of, and what several are made from
    desk: Desk,
    person_id: str,
    day: str | None = None,
    at: datetime | None = None,
    *,
    around: Around | None = None,
    standing: Standing | None = None,
) -> OwnPlan:
    """Return the plan of one interpreter; who makes several may pass what all are made from.

    Raises DeskError where there is no such person.
    """
    moment = at or desk.moment(None)
    person = desk.registered(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    ground = around or own_gathering.around(desk, moment)
    known = standing or publishing.state(desk, person.id, moment)
    seen = next((one for one in reversed(known.told) if one.acknowledged), None)
    every = _lines(ground, person)
    lines = [one for one in every if day in {None, "", one.day}]
    return OwnPlan(
        person=person.veiled(),
        tongues=Tongues.of(person),
        day=day or "",
        lines=tuple(lines),
        gone=tuple(_gone(desk, known, day, every)),
        drafts=frozenset(one.assignment for one in known.changes if one.now),
        state=known.state,
        published=known.latest,
        acknowledged=seen,
        changes=differences(seen.lines, known.draft) if seen else (),
        breaks=tuple(_breaks(lines)),
        worked=tuple(_worked(desk, person.id, day)),
        emergency=desk.event.emergency,
        missing=own_missing.of_person(person, desk.event.emergency),
        desk=desk.label,
        at=moment,
    )


def several(
    desk: Desk,
    whom: Mapping[str, Iterable[str]],
    at: datetime,
    known: Sequence[Wanted] | None = None,
) -> list[OwnPlan]:
    """Return the plans of several interpreters, for each of the days that are named for them."""
    around = own_gathering.around(desk, at, known)
    standings = publishing.standings(desk, at, list(around.wanted.values()))
    return [
        own_plan(
            desk,
            person,
            day,
            at,
            around=around,
            standing=standings.get(person) or Standing(person, (), ()),
        )
        for person, days in whom.items()
        for day in days
    ]


def working_days(desk: Desk, known: Iterable[Wanted]) -> dict[str, list[str]]:
    """Return on which days each interpreter is promised to anything, by subject."""
    when = {one.demand.id: one.demand.day for one in known}
    found: dict[str, set[str]] = {}
    for one in promises.standing(desk):
        if one.need in when:
            found.setdefault(one.person, set()).add(when[one.need])
    return {person: sorted(some) for person, some in found.items()}


def _lines(around: Around, person: Person) -> list[Line]:
    """Return all that somebody is promised to, by time, each with what is missing of it.

    A need that nobody listens to just now stays in it until somebody closes it.
    """
    starts = {name: one.demand for name, one in around.wanted.items() if one.state != "closed"}
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


def _gone(desk: Desk, known: Standing, day: str | None, every: Iterable[Line]) -> Iterator[Gone]:
    """Yield what somebody was once told of and is promised to no more, by time."""
    standing = {name for one in every for name in (one.assignment, one.need)}
    last: dict[str, Gone] = {}
    for told in known.told:
        for one in told.lines:
            start, end = instant(one.get("start")), instant(one.get("end"))
            name = one.get("assignment", "")
            if start and end and name and standing.isdisjoint({name, one.get("need", "")}):
                times = start.astimezone(desk.event.tz), end.astimezone(desk.event.tz)
                rest = (one.get(field, "") for field in ("place", "source", "target"))
                last[name] = Gone(name, told.version, one.get("title", ""), *times, *rest)
    for gone in sorted(last.values(), key=lambda one: (one.start, one.assignment)):
        if not day or desk.event.day_of(gone.start).isoformat() == day:
            yield gone


def _breaks(lines: Sequence[Line]) -> Iterator[tuple[datetime, datetime]]:
    """Yield the pauses between what follows each other on a day."""
    until: datetime | None = None
    for one, other in pairwise(lines):
        until = max(until, one.end) if until else one.end
        if one.day != other.day:
            until = None
        elif other.start - until >= BREAK:
            yield until, other.start


def _worked(desk: Desk, person: str, day: str | None) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield the times that were really worked."""
    for begun, over in desk.db.execute(_WORK, (person,)).fetchall():
        start, end = desk.event.moment(begun), instant(over)
        if not day or desk.event.day_of(start).isoformat() == day:
            yield start, end.astimezone(desk.event.tz) if end else None
