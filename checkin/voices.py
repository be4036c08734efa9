"""Who interprets for a guest: those promised to where the guest goes, else those booked there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from checkin import clusters, schema
from checkin.desk import Desk
from checkin.interpreting import booths, listening, needs
from checkin.journal import store
from checkin.model.moment import instant
from checkin.model.person import Person
from checkin.model.place import Place

MOST = 4  # interpreters named for one guest
_INTERPRETER = "interpreter"
_LISTENERS = frozenset(listening.LISTENERS)
_PROMISED = """SELECT assignment.person, assignment.booth, assignment.channel, need.activity,
    need.source, need.target, need.mode
  FROM need JOIN assignment ON assignment.need = need.id
  WHERE assignment.withdrawn = '' AND need.closed = '' AND (need.target = :heard
    OR need.source = :heard)"""


@dataclass(frozen=True, slots=True)
class Voice:
    """An interpreter who is there for a person, and in which activities."""

    person: Person
    languages: tuple[str, ...]  # those they share, or from and into which
    activities: tuple[str, ...]
    booth: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Unheard:
    """What a guest goes to next where nobody interprets into the guest's language."""

    language: str
    title: str
    start: str  # ISO


def voices(desk: Desk, person: Person, booked: Sequence[str], at: datetime) -> tuple[Voice, ...]:
    """Return who interprets for a guest on the day of a moment, the next one first.

    `booked` are the activities of the day that the guest is booked for. Interpreters need none.
    """
    if person.role == _INTERPRETER:
        return ()
    return _promised(desk, person, booked, at) or _booked(desk, person, booked)


def unheard(desk: Desk, person: Person, booked: Sequence[str], at: datetime) -> Unheard | None:
    """Return what a foreign guest will not understand next; None where all is well or unplanned.

    An event without interpreters promises nobody to be understood.
    """
    heard = listening.of_person(desk, person)
    if person.role not in _LISTENERS or not heard or not _interpreted(desk):
        return None
    slot = next(_ahead(desk, booked, at), None)
    understood = listening.understood(heard, person.languages)
    if slot is None or understood & set(slot.sources):
        return None
    if any(slot.activity.id in one.activities for one in voices(desk, person, booked, at)):
        return None
    return Unheard(heard, slot.activity.title, slot.start.isoformat())


# Promised #############################################################################


def _promised(desk: Desk, person: Person, booked: Sequence[str], at: datetime) -> tuple[Voice, ...]:
    heard = listening.of_person(desk, person)
    rows = desk.db.execute(_PROMISED, {"heard": heard}).fetchall() if heard else []
    today = desk.event.day_of(at)
    found: dict[str, list[tuple[bool, str, tuple[str, ...]]]] = {}
    for who, booth, channel, where, source, target, mode in rows:
        activity = desk.activity(where)
        start = instant(activity.start) if activity else None
        if not activity or not start or desk.event.day_of(start) != today:
            continue
        if (target != heard and mode != "liaison") or not _goes(desk, activity.id, booked):
            continue
        end = instant(activity.end) or start
        over = end <= at
        if not over and _ill(desk, who, end):
            continue
        told = _booth(desk, activity.place, target, booth, channel)
        found.setdefault(clusters.root(desk.db, who), []).append(
            (over, activity.start, (activity.id, source, target, *told))
        )
    order = sorted(found, key=lambda one: (min(found[one]), one))[:MOST]
    made = (_voice(desk, one, sorted(found[one])) for one in order)
    return tuple(voice for voice in made if voice)


def _ill(desk: Desk, subject: str, until: datetime) -> bool:
    """Tell whether an interpreter will be away before a time."""
    person = desk.registered(subject)
    away = instant(person.away) if person else None
    return away is not None and away < until


def _voice(desk: Desk, subject: str, told: list[tuple[bool, str, tuple[str, ...]]]) -> Voice | None:
    person = desk.person(subject)
    if person is None or not person.may_come:
        return None
    _where, source, target, booth, channel = told[0][2]
    places = tuple(dict.fromkeys(one[2][0] for one in told))
    return Voice(person, (source, target), places, booth, channel)


def _booth(desk: Desk, place: str, target: str, booth: str, channel: str) -> tuple[str, str]:
    """Return booth and channel, as the promise says or else the place and the event."""
    room = schema.noun(desk.db, Place, clusters.root(desk.db, place)) if place else None
    usual = booths.booths(room.booths if room else "").get(target, booths.Booth("", ""))
    return booth or usual.booth, channel or usual.channel or booths.channel(desk.event, target)


def _goes(desk: Desk, activity: str, booked: Sequence[str]) -> bool:
    """Tell whether a guest goes there: booked, or nobody has to be."""
    line = (activity, *desk.wholes(activity))
    if any(one in booked for one in line):
        return True
    query = "SELECT 1 FROM booking WHERE activity = ? AND status = 'booked' LIMIT 1"
    return not any(store.single(desk.db, query, (one,)) for one in line)


def _ahead(desk: Desk, booked: Sequence[str], at: datetime) -> Iterator[needs.Slot]:
    """Yield what is under way or ahead on the day of a moment, by start."""
    ahead = (one for one in needs.slots(desk, desk.event.day_of(at)) if one.end > at)
    for slot in sorted(ahead, key=lambda one: (one.start, one.activity.id)):
        if _goes(desk, slot.activity.id, booked):
            yield slot


def _interpreted(desk: Desk) -> bool:
    query = """SELECT 1 FROM person INDEXED BY person_interpreting
      WHERE role = 'interpreter' AND NOT erased LIMIT 1"""
    return bool(store.single(desk.db, query))


# Booked ###############################################################################


def _booked(desk: Desk, person: Person, booked: Sequence[str]) -> tuple[Voice, ...]:
    """Return the interpreters who are booked where a guest is, for a language of the guest.

    Who listens first to the language in which an activity is held needs nobody there.
    """
    spoken = person.languages.split()
    floors = {one: _floor(desk, one) for one in booked}
    foreign = [one for one, floor in floors.items() if spoken and floor != spoken[0]]
    if not foreign:
        return ()
    marks = ",".join("?" * len(foreign))
    rows = desk.db.execute(
        f"""SELECT person.id, languages_a || ' ' || languages_b || ' ' || languages_c,
              booking.activity
            FROM person INDEXED BY person_interpreting
            CROSS JOIN booking ON booking.person = person.id
            WHERE person.role = 'interpreter' AND person.status = ''
              AND booking.status = 'booked' AND booking.activity IN ({marks})
            ORDER BY person.n""",  # noqa: S608
        foreign,
    )
    found: dict[str, dict[str, list[str]]] = {}  # interpreter -> language shared -> activities
    for one, theirs, activity in rows:
        for word in spoken:
            if word != floors[activity] and word in theirs.split():
                found.setdefault(one, {}).setdefault(word, []).append(activity)
    best = sorted(found, key=lambda one: min(map(spoken.index, found[one])))[:MOST]
    return tuple(
        Voice(
            interpreter,
            tuple(word for word in spoken if word in found[one]),
            tuple(dict.fromkeys(chain.from_iterable(found[one].values()))),
        )
        for one in best
        if (interpreter := desk.person(one))
    )


def _floor(desk: Desk, subject: str) -> str:
    """Return the language in which an activity is held, the first that it names."""
    activity = desk.activity(subject)
    return next(iter(activity.languages.split()), "") if activity else ""
