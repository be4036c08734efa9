"""What does not fit in the programme: too many, two at once, too short, too far, unclear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Literal

from checkin import bookings, eligibility, programme, travel
from checkin.attendance import speakers
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.activity import Activity
from checkin.model.noun import number

Severity = Literal["stop", "look"]

_CONSECUTIVE = "consecutive"
_NAMED = 3  # people in one sentence

_BOOKED = """SELECT activity, person FROM booking JOIN person ON person.id = booking.person
  WHERE booking.status = 'booked' AND person.status NOT IN ('cancelled', 'substituted')
  ORDER BY person.n"""


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
        self.desk = desk
        self.every = sorted(
            desk.programme.activities.values(), key=lambda one: (one.day, one.start, one.id)
        )
        self.lists: dict[str, list[str]] = defaultdict(list)  # activity -> people
        self.mine: dict[str, list[str]] = defaultdict(list)  # person -> activities
        for activity, person in desk.db.execute(_BOOKED):
            if known := desk.activity(activity):
                self.lists[known.id].append(person)
                self.mine[person].append(known.id)

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
    for one in sight.every:
        limit, taken = bookings.permitted(sight.desk, one), len(sight.lists[one.id])
        if limit is not None and taken > limit:
            text = _("{title}: {n} are booked, {limit} places.")
            said = text.format(title=one.title, n=taken, limit=limit)
            yield Finding("full", "stop", said, (one.id,), tuple(sight.lists[one.id]))


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
                one, other = (sight.desk.programme.activities[subject] for subject in pair)
                overlapping[pair] = bookings.overlap(sight.desk, one, other)
            if overlapping[pair]:
                together[pair].append(person)
    for pair, people in together.items():
        one, other = (sight.desk.programme.activities[subject] for subject in pair)
        said = bookings.clash(sight.desk, one, other)
        yield Finding("overlap", "stop", f"{said} {sight.named(people)}", pair, tuple(people))


def _not_eligible(sight: _Sight) -> Iterator[Finding]:
    for one in sight.every:
        if not eligibility.ruled(sight.desk, one):
            continue
        known = (sight.desk.person(person) for person in sight.lists[one.id])
        wrong = [who.id for who in known if who and not eligibility.eligible(sight.desk, who, one)]
        if wrong:
            whom = eligibility.text(sight.desk, one)
            text = _("{title} is {whom}: {names}.")
            said = text.format(title=one.title, whom=whom, names=sight.named(wrong))
            yield Finding("not-eligible", "look", said, (one.id,), tuple(wrong))


def _unclear(sight: _Sight) -> Iterator[Finding]:
    for one in sight.every:
        for term in eligibility.unclear(sight.desk, one):
            text = _("{title}: nobody understands for whom it is, “{term}”.")
            said = text.format(title=one.title, term=term[:60])
            yield Finding("unclear", "look", said, (one.id,))


def _too_far(sight: _Sight) -> Iterator[Finding]:
    """Find ways between two bookings of a person that are longer than the time for them."""
    far: dict[tuple[str, str], list[str]] = defaultdict(list)
    ways: dict[tuple[str, str], int | None] = {}
    for person, activities in sight.mine.items():
        known = [sight.desk.programme.activities[one] for one in activities]
        timed = [(at, one) for one in known if one.place and (at := bookings.times(one))]
        timed = [(at, one) for at, one in timed if one.kind not in bookings.WHOLE]
        for (at, one), (then, other) in pairwise(sorted(timed, key=lambda pair: pair[0])):
            pair = one.place, other.place
            if pair not in ways:
                ways[pair] = travel.minutes(sight.desk, *pair)
            gap = then[0] - at[1]
            if ways[pair] and timedelta() <= gap < timedelta(minutes=ways[pair] or 0):
                far[one.id, other.id].append(person)
    for (first, second), people in far.items():
        one, other = (sight.desk.programme.activities[subject] for subject in (first, second))
        text = _("From {one} to {other} it takes {way} minutes, and there are {gap}: {names}.")
        start, end = bookings.times(other), bookings.times(one)
        between = round((start[0] - end[1]).total_seconds() / 60) if start and end else 0
        way = ways[one.place, other.place]
        said = text.format(
            one=one.title, other=other.title, way=way, gap=between, names=sight.named(people)
        )
        yield Finding("travel", "look", said, (first, second), tuple(people))


def _shared_place(sight: _Sight) -> Iterator[Finding]:
    for one, other in combinations([one for one in sight.every if one.place], 2):
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
    """Find visits of which nobody knows where to meet, or whom to call."""
    for one in sight.every:
        if one.kind != "site-visit":
            continue
        lacking = [
            *([_("a meeting point")] if not (one.meeting_point or one.bus) else []),
            *([_("somebody to call there")] if not _contact(sight, one) else []),
        ]
        if lacking:
            text = _("{title} lacks {what}.").format(title=one.title, what=", ".join(lacking))
            yield Finding("unprepared", "look", text, (one.id,))


def _contact(sight: _Sight, visit: Activity) -> str:
    """Return whom to call, of the visit itself or of another one at the same host."""
    same = [one for one in sight.every if one.host and one.host == visit.host]
    return next((one.contact or one.contact_phone for one in (visit, *same) if one.contact), "")


def _too_short(sight: _Sight) -> Iterator[Finding]:
    """Find what is interpreted one after the other in too little time: that doubles it (F45)."""
    for one in sight.every:
        at = bookings.times(one)
        inside = [part for part in programme.parts(sight.desk, one.id) if bookings.times(part)]
        if one.mode != _CONSECUTIVE or not at or not inside:
            continue
        spans = (bookings.times(part) for part in inside)
        spoken = sum(((span[1] - span[0]) for span in spans if span), timedelta())
        if at[1] - at[0] < 2 * spoken:
            text = _("{title} is interpreted consecutively, which doubles {planned} minutes.")
            planned = round(spoken.total_seconds() / 60)
            yield Finding(
                "too-short", "look", text.format(title=one.title, planned=planned), (one.id,)
            )


_RULES: Sequence[Callable[[_Sight], Iterator[Finding]]] = (
    _overbooked,
    _over_place,
    _two_at_once,
    _not_eligible,
    _unclear,
    _too_far,
    _shared_place,
    _outside,
    _speaks_twice,
    _unprepared,
    _too_short,
)
