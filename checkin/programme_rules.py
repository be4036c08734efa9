"""What does not fit in the programme: too many, two at once, too short, too far, unclear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from itertools import combinations, pairwise
from typing import Literal

from checkin import bookings, eligibility, limits, programme, projection, travel
from checkin.attendance import speakers
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.activity import Activity
from checkin.model.noun import number
from checkin.model.person import Person

Severity = Literal["stop", "look"]

_CONSECUTIVE = "consecutive"
_NAMED = 3  # people in one sentence

_BOOKED = """SELECT activity, person FROM booking JOIN person ON person.id = booking.person
  WHERE booking.status = 'booked' AND person.status NOT IN ('cancelled', 'substituted')
  ORDER BY person.n"""
_TOLD = ("role", "country", "residence", "delegation")  # all that eligibility asks for
_ASKED = """SELECT person.id, role, country, residence, delegation FROM booking
  JOIN person ON person.id = booking.person
  WHERE activity = ? AND booking.status = 'booked'
    AND person.status NOT IN ('cancelled', 'substituted') ORDER BY person.n"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at, in words."""

    rule: str
    severity: Severity
    text: str  # a sentence
    activities: tuple[str, ...]
    people: tuple[str, ...] = ()


class _Sight:
    """The programme and its lists, read once."""

    def __init__(self, desk: Desk) -> None:
        planned = desk.programme
        self.desk, self.known = desk, planned.activities
        self.every = sorted(self.known.values(), key=lambda one: (one.day, one.start, one.id))
        self.times = {one.id: at for one in self.every if (at := bookings.times(one))}
        self.lists: dict[str, list[str]] = defaultdict(list)  # activity -> people
        self.mine: dict[str, list[str]] = defaultdict(list)  # person -> activities
        for activity, person in desk.db.execute(_BOOKED):
            if known := planned.activity(activity):
                self.lists[known.id].append(person)
                self.mine[person].append(known.id)

    def in_spite(self, rule: str, people: Iterable[str], *activities: str) -> set[str]:
        """Return who of some people was booked for one of these in spite of a rule."""
        folds = projection.folds(self.desk.db, sorted(people))
        return {person for person, said in folds if rule in limits.overridden(said, *activities)}

    def named(self, people: Sequence[str]) -> str:
        """Return some names and how many more there are."""
        known = [person for one in people[:_NAMED] if (person := self.desk.person(one))]
        names = ", ".join(one.whole_name for one in known if one.named)
        more = len(people) - sum(one.named for one in known)
        if not more:
            return names
        text = ngettext("{n} more", "{n} more", more).format(n=more)
        return f"{names}, {text}" if names else text


def findings(desk: Desk) -> list[Finding]:
    """Return what does not fit, what stops people first, then by day and start."""
    sight = _Sight(desk)
    place = {one.id: at for at, one in enumerate(sight.every)}
    found = [one for rule in _RULES for one in rule(sight)]
    return sorted(found, key=lambda one: (one.severity != "stop", place[one.activities[0]]))


def _overbooked(sight: _Sight) -> Iterator[Finding]:
    """Find lists that are too long; it stops nobody where somebody wanted all that is too much."""
    for one in sight.every:
        limit, listed = bookings.permitted(sight.desk, one), sight.lists[one.id]
        if limit is not None and len(listed) > limit:
            meant = len(sight.in_spite(bookings.FULL, listed, one.id)) >= len(listed) - limit
            text = ngettext(
                "{title}: {n} are booked, {limit} place.",
                "{title}: {n} are booked, {limit} places.",
                limit,
            )
            said = text.format(title=one.title, n=len(listed), limit=limit)
            yield Finding("full", "look" if meant else "stop", said, (one.id,), tuple(listed))


def _over_place(sight: _Sight) -> Iterator[Finding]:
    """Find activities with room for more than their place permits."""
    for one in sight.every:
        place = sight.desk.place(one.place) if one.place else None
        limit, own = number(place.capacity) if place else None, number(one.capacity)
        if place and limit is not None and own is not None and own > limit:
            text = _("{title} has {n} places, {place} permits {limit} persons.")
            said = text.format(title=one.title, n=own, place=place.title, limit=limit)
            yield Finding("place", "look", said, (one.id,))


def _two_at_once(sight: _Sight) -> Iterator[Finding]:
    """Find people on two overlapping lists, as desks may book that had not met."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    overlapping: dict[tuple[str, str], bool] = {}
    for person, activities in sight.mine.items():
        for pair in combinations(sorted(activities), 2):
            if pair not in overlapping:
                one, other = (sight.known[subject] for subject in pair)
                overlapping[pair] = bookings.overlap(sight.desk, one, other)
            if overlapping[pair]:
                together[pair].append(person)
    for pair, listed in together.items():
        meant = sight.in_spite(bookings.OVERLAP, listed, *pair)
        people = tuple(person for person in listed if person not in meant)
        if people:
            one, other = (sight.known[subject] for subject in pair)
            said = bookings.clash(sight.desk, one, other)
            yield Finding("overlap", "stop", f"{said} {sight.named(people)}", pair, people)


def _not_eligible(sight: _Sight) -> Iterator[Finding]:
    """Find people on lists that are not for them, unless somebody gave a reason."""
    for one in sight.every:
        terms = eligibility.terms(sight.desk, one)
        if not any(term.test for term in terms):
            continue
        rows = sight.desk.db.execute(_ASKED, (one.id,))
        asked = [Person(row[0], **dict(zip(_TOLD, row[1:], strict=True))) for row in rows]
        wrong = [who.id for who in asked if not eligibility.answers(who, terms)]
        meant = sight.in_spite(bookings.NOT_ELIGIBLE, wrong, one.id)
        people = tuple(person for person in wrong if person not in meant)
        if people:
            whom = eligibility.text(sight.desk, one)
            text = _("{title} is {whom}: {names}.")
            said = text.format(title=one.title, whom=whom, names=sight.named(people))
            yield Finding("not-eligible", "look", said, (one.id,), people)


def _unclear(sight: _Sight) -> Iterator[Finding]:
    for one in sight.every:
        for term in eligibility.unclear(sight.desk, one):
            text = _("{title}: nobody understands for whom it is, “{term}”.")
            said = text.format(title=one.title, term=term[:60])
            yield Finding("unclear", "look", said, (one.id,))


def _too_far(sight: _Sight) -> Iterator[Finding]:
    """Find ways between two bookings of a person that are longer than the time for them."""
    placed = {
        one.id: (sight.times[one.id], one.place, one.id)
        for one in sight.every
        if one.place and one.id in sight.times and one.kind not in {*bookings.WHOLE, bookings.BUS}
    }
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person, activities in sight.mine.items():
        mine = sorted(placed[one] for one in activities if one in placed)
        for (_at, here, first), (_then, there, second) in pairwise(mine):
            if here != there:
                rows[first, second].append(person)
    between = cache(partial(travel.minutes, sight.desk))
    for (first, second), people in rows.items():
        one, other = sight.known[first], sight.known[second]
        gap = _minutes(sight.times[second][0] - sight.times[first][1])
        way = between(one.place, other.place)
        if way and 0 <= gap < way:
            text = _("From {one} to {other} it takes {way} minutes, and there are {gap}: {names}.")
            names = sight.named(people)
            said = text.format(one=one.title, other=other.title, way=way, gap=gap, names=names)
            yield Finding("travel", "look", said, (first, second), tuple(people))


def _bus_too_fast(sight: _Sight) -> Iterator[Finding]:
    """Find legs of a bus, from where the leg before ended, that are shorter than the way."""
    legs: dict[str, list[Activity]] = defaultdict(list)
    for one in sight.every:
        if one.kind == bookings.BUS and one.whole and one.place and one.id in sight.times:
            legs[one.whole].append(one)
    for row in legs.values():
        for before, leg in pairwise(sorted(row, key=lambda one: sight.times[one.id])):
            way = travel.minutes(sight.desk, before.place, leg.place)
            planned = _minutes(sight.times[leg.id][1] - sight.times[leg.id][0])
            if way and planned < way:
                text = _("{title} takes {way} minutes, and {planned} are planned.")
                said = text.format(title=leg.title, way=way, planned=planned)
                yield Finding("bus", "look", said, (leg.id,))


def _shared_place(sight: _Sight) -> Iterator[Finding]:
    """Find what is at one place at one time; the place of a bus is only where it goes."""
    placed = [one for one in sight.every if one.place and one.kind != bookings.BUS]
    for one, other in combinations(placed, 2):
        if one.place == other.place and bookings.overlap(sight.desk, one, other):
            place = sight.desk.place(one.place)
            text = _("{place}: {clash}")
            clash = bookings.clash(sight.desk, one, other)
            said = text.format(place=place.title if place else "", clash=clash)
            yield Finding("shared-place", "look", said, (one.id, other.id))


def _outside(sight: _Sight) -> Iterator[Finding]:
    """Find what is on no day of the event, and parts that stick out of their whole."""
    days = {day.isoformat() for day in sight.desk.event.days()}
    for one in sight.every:
        at = bookings.times(one)
        day = sight.desk.event.day_of(at[0]).isoformat() if at else one.day
        if day and day not in days and one.kind != "day":
            said = _("{title} is on {day}, which is no day of the event.")
            yield Finding("no-day", "stop", said.format(title=one.title, day=day), (one.id,))
        whole = sight.desk.activity(one.whole) if one.whole else None
        around = bookings.times(whole) if whole and whole.kind != "day" else None
        if whole and at and around and (at[0] < around[0] or at[1] > around[1]):
            said = _("{part} is not within the time of {whole}.")
            text = said.format(part=one.title, whole=whole.title)
            yield Finding("outside", "look", text, (one.id, whole.id))


def _speaks_twice(sight: _Sight) -> Iterator[Finding]:
    speaking: dict[str, list[Activity]] = defaultdict(list)
    for one in sight.every:
        for person in speakers.named(sight.desk, one) if one.speakers else ():
            speaking[person.id].append(one)
    for speaker, parts in speaking.items():
        for one, other in combinations(parts, 2):
            if bookings.overlap(sight.desk, one, other):
                clash = bookings.clash(sight.desk, one, other)
                said = _("{name} speaks at both: {clash}").format(
                    name=sight.named([speaker]), clash=clash
                )
                yield Finding("speaker", "look", said, (one.id, other.id), (speaker,))


def _unprepared(sight: _Sight) -> Iterator[Finding]:
    """Find visits to which no bus goes and nobody knows where to meet, or whom to call there."""
    rides = {(one.day, one.place) for one in sight.every if one.kind == bookings.BUS and one.place}
    for one in sight.every:
        if one.kind != "site-visit":
            continue
        ridden = (one.day, one.place) in rides
        lacking = [
            *([_("a meeting point")] if not (one.meeting_point or one.bus or ridden) else []),
            *([_("somebody to call there")] if not _contact(sight, one) else []),
        ]
        if lacking:
            text = _("{title} lacks {what}.").format(title=one.title, what=", ".join(lacking))
            yield Finding("unprepared", "look", text, (one.id,))


def _contact(sight: _Sight, visit: Activity) -> str:
    """Return whom to call, of the visit itself or of another one at the same host."""
    same = [one for one in sight.every if one.host and one.host == visit.host]
    return next(filter(None, (one.contact or one.contact_phone for one in (visit, *same))), "")


def _too_short(sight: _Sight) -> Iterator[Finding]:
    """Find what is interpreted one after the other in too little time: that doubles it (F45)."""
    for one in sight.every:
        if one.mode != _CONSECUTIVE or one.id not in sight.times:
            continue
        start, end = sight.times[one.id]
        inside = [part.id for part in programme.parts(sight.desk, one.id)]
        spans = [sight.times[part] for part in inside if part in sight.times]
        spoken = sum((until - since for since, until in spans), timedelta())
        if spoken and end - start < 2 * spoken:
            text = _("{title} is interpreted consecutively, which doubles {planned} minutes.")
            said = text.format(title=one.title, planned=_minutes(spoken))
            yield Finding("too-short", "look", said, (one.id,))


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


_RULES: Sequence[Callable[[_Sight], Iterator[Finding]]] = (
    _overbooked,
    _over_place,
    _two_at_once,
    _not_eligible,
    _unclear,
    _too_far,
    _bus_too_fast,
    _shared_place,
    _outside,
    _speaks_twice,
    _unprepared,
    _too_short,
)
