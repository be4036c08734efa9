"""The card of a person: everything that the desk says of somebody who stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from checkin import delegations as groups
from checkin import engagements, people, receivers, voices
from checkin.desk import Desk
from checkin.i18n import language
from checkin.journal import store
from checkin.model.activity import Activity
from checkin.model.delegation import Delegation
from checkin.model.person import Person
from checkin.printing import jobs
from checkin.printing.spool import DOUBTFUL
from checkin.receivers import Loan
from checkin.search import collation
from checkin.sheet import name_key
from checkin.voices import Unheard, Voice

GROUP_KINDS = frozenset({"site-visit", "transfer"})
"""Activities to which people go as a group, by bus or on foot."""

_SET = ("title", "start", "end", "place")  # what people may say of a need itself
_PERSON = ", ".join(("id", *Person.names()))

_NAMES = re.compile(r"\s*(?:[,;/&、，；]|\b(?:und|and|и)\b)\s*")


@dataclass(frozen=True, slots=True)
class Seat:
    """An activity as it concerns a person."""

    id: str
    title: str
    kind: str
    start: str  # ISO, '' where the activity has no time
    end: str
    place: str  # its title
    status: str  # of the booking, or promised; '' for a part in which the person speaks
    meeting_point: str

    @property
    def group(self) -> bool:
        """Tell whether people go there together."""
        return self.kind in GROUP_KINDS


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a delegation, as far as known."""

    name: str
    person: Person | None = None
    since: str = ""  # ISO: here since; '' while away


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody is at the event on a day, since when, and where that was said."""

    here: bool = False
    since: str = ""  # ISO: the first arrival that day
    desk: str = ""
    left: str = ""  # ISO, where somebody has left


@dataclass(frozen=True, slots=True)
class BadgeState:
    """Where a badge is, as far as this desk knows."""

    code: str
    issue: int
    state: str  # '' | queued | sent | failed | unclear | printed | handed-out
    at: str = ""  # ISO: since when that is so
    words: str = ""  # of the printer
    folder: str = ""  # where the badges of the delegation lie together
    prints: int = 0
    desk: str = ""  # where it was printed last


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that the desk says of one person."""

    person: Person
    delegation: Delegation | None
    delegation_title: str
    head: Head | None  # of the delegation; None where it has none, or the person is it
    presence: Presence
    badge: BadgeState
    today: tuple[Seat, ...]  # bookings
    later: tuple[Seat, ...]
    speaks: tuple[Seat, ...]  # today
    interpreters: tuple[Voice, ...]
    unheard: Unheard | None  # what is next, and nobody interprets it for the person
    receivers: tuple[Loan, ...]
    substitute_for: Person | None
    substitutes: tuple[Person, ...]
    comes_with: Person | None
    company: tuple[Person, ...]  # who come with this one
    conflicts: tuple[str, ...]  # what there is to look at
    next: Seat | None  # what is booked or promised from now on, or is under way


def card(desk: Desk, person_id: str, at: datetime, language: str = "") -> Card | None:
    """Return the card of a person at a moment, with titles in a language; None for nobody."""
    person = desk.person(person_id)
    if person is None:
        return None
    seats = _bookings(desk, person.id, at, language)
    today = desk.event.day_of(at).isoformat()
    now = tuple(seat for seat, day in seats if day == today)
    delegation = desk.delegation(person.delegation) if person.delegation else None
    booked = [seat.id for seat in now if seat.status == "booked"]
    return Card(
        person=person,
        delegation=delegation,
        delegation_title=titled(delegation, language) if delegation else "",
        head=_head(desk, delegation, person, at) if delegation else None,
        presence=presence(desk, person.id, at),
        badge=badge_state(desk, person),
        today=now,
        later=tuple(seat for seat, day in seats if day > today),
        speaks=_speaks(desk, person, today, language),
        interpreters=voices.voices(desk, person, booked, at),
        unheard=voices.unheard(desk, person, booked, at),
        receivers=tuple(receivers.of_person(desk, person.id)),
        substitute_for=desk.person(person.substitute_for) if person.substitute_for else None,
        substitutes=tuple(people.substitutes(desk, person.id)),
        comes_with=desk.person(person.accompanies) if person.accompanies else None,
        company=tuple(people.company(desk, person.id)),
        conflicts=_conflicts(desk, person.id),
        next=_next([*(seat for seat, _day in seats), *_promised(desk, person, language)], at),
    )


def titled(noun: Activity | Delegation, language: str) -> str:
    """Return the title in a language, else the one that it has."""
    return getattr(noun, f"title_{language}", "") or noun.title


def presence(desk: Desk, person: str, at: datetime) -> Presence:
    """Return whether a person is at the event at a moment, by the attendance of its day."""
    row = desk.db.execute(
        "SELECT at, moment, desk, here, gone FROM attendance WHERE person = ? AND activity = ?",
        (person, desk.day(at)),
    ).fetchone()
    if not row or row[1] > at.timestamp():
        return Presence()
    since, _moment, label, here, gone = row
    here = bool(here) or datetime.fromisoformat(gone) > at
    return Presence(here, since, label, "" if here else gone)


def _head(desk: Desk, delegation: Delegation, person: Person, at: datetime) -> Head | None:
    """Return who leads a delegation, known by id or by the name in the list."""
    if not delegation.head:
        return None
    found = groups.head(desk, delegation.id)
    if found is None:
        return Head(delegation.head)
    if found.id == person.id:
        return None
    there = presence(desk, found.id, at)
    return Head(found.whole_name, found, there.since if there.here else "")


def badge_state(desk: Desk, person: Person) -> BadgeState:
    """Return where the badge of a person is, as things stand now."""
    delegation = desk.delegation(person.delegation) if person.delegation else None
    issue: int = store.single(desk.db, "SELECT issue FROM person WHERE id = ?", (person.id,))
    had = jobs.traces(desk, person.id)
    job = jobs.latest(desk, person.id)
    state, at, words, label = "", "", "", ""
    if job and job.state in {"queued", "sent", "failed"}:
        doubtful = job.state == "failed" and job.stage in DOUBTFUL
        state, at, words = "unclear" if doubtful else job.state, job.at, job.words
    elif had.handed_out:
        state, at = "handed-out", had.handed_out
    elif had.prints:
        state, at, label = "printed", had.prints[-1], had.desks[-1]
    folder = delegation.folder if delegation else ""
    code = desk.badge_code(person.id)
    return BadgeState(code, issue, state, at, words, folder, len(had.prints), label)


def _bookings(desk: Desk, person: str, at: datetime, language: str) -> list[tuple[Seat, str]]:
    """Return the bookings of this day and later, with their days, by start."""
    rows = desk.db.execute("SELECT activity, status FROM booking WHERE person = ?", (person,))
    today = desk.event.day_of(at).isoformat()
    found = []
    for subject, status in rows:
        activity = desk.activity(subject)
        day = _day(desk, activity) if activity else ""
        if activity and (not day or day >= today):
            found.append((_seat(desk, activity, language, status), day or today))
    return sorted(found, key=lambda one: (one[1], one[0].start, one[0].id))


def seat_on(desk: Desk, subject: str, day: str, language: str) -> Seat | None:
    """Return an activity to which somebody is booked, None where it is on another day."""
    activity = desk.activity(subject)
    on = activity is not None and _day(desk, activity) == day
    return _seat(desk, activity, language, "booked") if activity and on else None


def _day(desk: Desk, activity: Activity) -> str:
    if activity.day or not activity.start:
        return activity.day
    return desk.event.day_of(datetime.fromisoformat(activity.start)).isoformat()


def _seat(desk: Desk, activity: Activity, language: str, status: str = "") -> Seat:
    place = desk.place(activity.place) if activity.place else None
    return Seat(
        activity.id,
        titled(activity, language),
        activity.kind,
        activity.start,
        activity.end,
        place.title if place else "",
        status,
        activity.meeting_point,
    )


def _promised(desk: Desk, person: Person, language: str) -> Iterator[Seat]:
    """Yield what an interpreter is promised to, by the activity or as people set it."""
    for need in engagements.promised_needs(desk, person.id):
        activity = desk.activity(need.activity) if need.activity else Activity(need.id)
        if activity:
            said = {name: getattr(need, name) or getattr(activity, name) for name in _SET}
            yield _seat(desk, replace(activity, **said), language, "promised")


def _next(seats: Iterable[Seat], at: datetime) -> Seat | None:
    """Return the first that is not over yet, as far as the person still goes there."""
    coming = [
        seat
        for seat in seats
        if seat.status in {"booked", "promised"}
        and seat.start
        and datetime.fromisoformat(seat.end or seat.start) > at
    ]
    return min(coming, key=lambda seat: datetime.fromisoformat(seat.start), default=None)


def _speaks(desk: Desk, person: Person, today: str, language: str) -> tuple[Seat, ...]:
    """Return the parts of a day whose list of speakers names a person."""
    whole = person if person.named else desk.registered(person.id) or person
    names = {frozenset(name_key(name).split()) for name in (whole.whole_name, whole.native_name)}
    names.discard(frozenset())
    found = [
        activity
        for activity in desk.programme.activities.values()
        if activity.speakers and _named(activity.speakers, names) and _day(desk, activity) == today
    ]
    found.sort(key=lambda activity: (activity.start, activity.id))
    return tuple(_seat(desk, activity, language) for activity in found)


def _named(text: str, names: Iterable[frozenset[str]]) -> bool:
    return any(name <= said for name in names for said in _said(text))


@lru_cache(maxsize=2000)
def _said(text: str) -> tuple[frozenset[str], ...]:
    """Return the words of each name in a list of names, titles among them."""
    return tuple(frozenset(name_key(name).split()) for name in _NAMES.split(text))


def _conflicts(desk: Desk, person: str) -> tuple[str, ...]:
    rows = desk.db.execute(
        "SELECT what FROM conflict WHERE subject = ? ORDER BY what, field", (person,)
    )
    return tuple(row[0] for row in rows)


def delegations(desk: Desk, language: str) -> list[tuple[str, str]]:
    """Return the delegations, each with its title in a language, in the order of the titles."""
    ids = [row[0] for row in desk.db.execute("SELECT id FROM delegation ORDER BY id")]
    found = (desk.delegation(one) for one in ids)
    titles = [(one.id, titled(one, language)) for one in found if one]
    order = collation.usual(language)
    return sorted(titles, key=lambda pair: collation.key(pair[1], order))


def members(desk: Desk, delegation: str) -> list[Person]:
    """Return the people of a delegation by name; the protected veiled, for whoever counts."""
    rows = desk.db.execute(
        f"SELECT {_PERSON} FROM person WHERE delegation = ? AND NOT erased ORDER BY n",  # noqa: S608
        (delegation,),
    )
    order = collation.usual(language())
    return sorted(
        (Person(*row).veiled() for row in rows),
        key=lambda one: collation.name_key(one.family or one.whole_name, one.given, order),
    )
