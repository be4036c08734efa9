"""Hours: when work really began and ended, beside what was planned; the proof for invoices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import acknowledged, needs, promises
from checkin.interpreting.layout import figure
from checkin.interpreting.problem import Demand
from checkin.interpreting.spans import Span, net
from checkin.interpreting.wanted import Wanted
from checkin.journal.entry import Fact
from checkin.model.moment import instant

_TWICE = timedelta(seconds=3)  # in which a scanner may read one badge again
_LONGEST = timedelta(hours=16)  # that anybody works without a pause in which they were seen
_WORK = """SELECT work.person, entry, start, "end", desk, assignment FROM work
  JOIN person ON person.id = work.person WHERE NOT erased
  ORDER BY unixepoch(start), entry"""


@dataclass(frozen=True, slots=True)
class Work:
    """A time of work, as it was clocked."""

    entry: str
    person: str
    day: str  # ISO date, of its begin
    start: datetime
    end: datetime | None  # None while it goes on, or where nobody ended it
    desk: str
    assignment: str  # '' where nobody said for which


@dataclass(frozen=True, slots=True)
class Hours:
    """What one interpreter worked on one day, and was planned for."""

    person: str
    name: str
    day: str
    works: tuple[Work, ...]
    planned: int  # net minutes of what the person is promised to
    confirmed: int  # net minutes of the plan that they acknowledged last
    worked: int  # net minutes; what goes on counts until now
    overtime: int  # minutes above the figure of the profile

    @property
    def open(self) -> bool:
        """Tell whether an end is missing, or work goes on."""
        return any(one.end is None for one in self.works)


@dataclass(frozen=True, slots=True)
class Proof:
    """A row of the proof of hours: one time of work."""

    person: str
    name: str
    day: str
    began: str  # HH:MM
    ended: str  # '' where nobody said
    minutes: int
    title: str  # of what was interpreted
    desk: str
    entry: str


def clock(desk: Desk, person_id: str, at: datetime | None = None) -> bool:
    """Begin the work of an interpreter, or end it where it goes on; tell whether it began.

    A badge that is read twice begins or ends its work once. What was begun long ago and never
    ended stays open, so that somebody notices.
    """
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    moment = at or desk.this_moment()
    own = [one for one in works(desk) if one.person == person.id]
    if any(one.end and timedelta() <= moment - one.end < _TWICE for one in own):
        return False
    going = [one for one in own if one.end is None and timedelta() <= moment - one.start < _LONGEST]
    if any(moment - one.start < _TWICE for one in going):
        return True
    if going:
        said = {"at": moment.isoformat(), "of": [one.entry for one in going]}
        desk.write(Fact("ended", person.id, said))
        return False
    said = {"at": moment.isoformat(), "assignment": _assignment(desk, person.id, moment)}
    desk.write(Fact("began", person.id, said))
    return True


def works(desk: Desk) -> list[Work]:
    """Return all times of work, by their begin."""
    found = []
    for person, entry, begun, over, label, assignment in desk.db.execute(_WORK).fetchall():
        start, end = desk.event.moment(begun), instant(over)
        day = desk.event.day_of(start).isoformat()
        until = end.astimezone(desk.event.tz) if end else None
        found.append(Work(entry, person, day, start, until, label, assignment))
    return found


def hours(
    desk: Desk, at: datetime | None = None, known: Sequence[Wanted] | None = None
) -> list[Hours]:
    """Return what each interpreter worked and was planned for, by day and name."""
    moment = at or desk.moment(None)
    planned = _planned(desk, needs.wanted(desk, moment) if known is None else known)
    done: dict[tuple[str, str], list[Work]] = defaultdict(list)
    for one in works(desk):
        done[one.day, one.person].append(one)
    limit = figure(needs.profile_of(desk).limits.overtime)
    confirmed = acknowledged.days(desk)
    found = []
    for day, subject in sorted({*planned, *done}):
        person = desk.person(subject)
        if person:
            own = tuple(done[day, subject])
            worked = net(span for one in own if (span := _span(one, moment)))
            over = max(worked - limit, 0) if limit else 0
            minutes = net(need.span for need in planned.get((day, subject), ()))
            sums = (minutes, net(confirmed.get((day, subject), ())), worked, over)
            found.append(Hours(subject, person.whole_name, day, own, *sums))
    return sorted(found, key=lambda one: (one.day, one.name, one.person))


def proof(desk: Desk, at: datetime | None = None) -> list[Proof]:
    """Return the proof of hours, a row for each time of work, by name and time."""
    moment = at or desk.moment(None)
    titles = {one.demand.id: one.demand.title for one in needs.wanted(desk, moment)}
    found = []
    for one in works(desk):
        person = desk.person(one.person)
        promise = promises.assignment(desk, one.assignment) if one.assignment else None
        end = f"{one.end:%H:%M}" if one.end else ""
        minutes = net([(one.start.timestamp(), one.end.timestamp())]) if one.end else 0
        name = person.whole_name if person else ""
        title = titles.get(promise.need, "") if promise else ""
        found.append(
            Proof(
                one.person,
                name,
                one.day,
                f"{one.start:%H:%M}",
                end,
                minutes,
                title,
                one.desk,
                one.entry,
            )
        )
    return sorted(found, key=lambda one: (one.name, one.day, one.began, one.entry))


def _span(one: Work, at: datetime) -> Span | None:
    """Return a time of work; what goes on lasts until now, what was forgotten not at all."""
    if one.end is None and at - one.start >= _LONGEST:
        return None
    end = one.end or max(at, one.start)
    return one.start.timestamp(), end.timestamp()


def _planned(desk: Desk, known: Sequence[Wanted]) -> dict[tuple[str, str], list[Demand]]:
    demands = {one.demand.id: one.demand for one in known if one.state != "closed"}
    found: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for one in promises.standing(desk):
        if one.need in demands:
            found[demands[one.need].day, one.person].append(demands[one.need])
    return found


def _assignment(desk: Desk, person: str, at: datetime) -> str:
    """Return for which assignment somebody begins: what is on, or comes next on that day."""
    demands = {one.demand.id: one.demand for one in needs.wanted(desk, at)}
    day = desk.event.day_of(at).isoformat()
    own = [
        one
        for one in promises.standing(desk)
        if one.person == person
        and (need := demands.get(one.need))
        and need.day == day
        and need.end > at
    ]
    own.sort(key=lambda one: (demands[one.need].span, one.id))
    return own[0].id if own else ""
