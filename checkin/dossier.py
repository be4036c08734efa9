"""The dossier of a person: bookings, visits, codes, and what desks said against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checkin import clusters
from checkin.desk import FOR_EVER, Desk
from checkin.history import Happening, history
from checkin.journal import clock
from checkin.journal.entry import LOG_ONLY, Entry
from checkin.journal.fold import Folded
from checkin.model import booking
from checkin.model.person import Person
from checkin.vocabulary import fields


@dataclass(frozen=True, slots=True)
class Booked:
    """An activity on whose list a person is."""

    activity: str
    start: str  # ISO, '' where it has no time
    place: str
    status: str


@dataclass(frozen=True, slots=True)
class Visit:
    """That a person was at an activity."""

    activity: str
    at: str
    left: str  # '' while there
    times: int
    desk: str


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a field, and who said it when."""

    value: str
    desk: str
    at: str


@dataclass(frozen=True, slots=True)
class Rivals:
    """A field that desks set unlike each other without knowing; the first value is shown."""

    field: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that is known of a person, beside the fields; of a protected one no more."""

    person: Person
    merged: tuple[str, ...]  # the other ids that are the same person
    bookings: tuple[Booked, ...]
    visits: tuple[Visit, ...]
    rivals: tuple[Rivals, ...]
    history: tuple[Happening, ...]
    may_undo: frozenset[str]  # entries of the history that can be taken back
    settings: Mapping[str, Mapping[str, str]]  # per entry of the history, the fields it set

    @property
    def values(self) -> Mapping[str, str]:
        """Return the fields."""
        return {name: getattr(self.person, name) for name in Person.names()}


def dossier(desk: Desk, subject: str) -> Dossier | None:
    """Return all about a person, None where there is nobody of this id."""
    person = desk.person(subject)
    if person is None:
        return None
    said = desk.folded(person.id)
    told = history(desk, person.id)
    return Dossier(
        person,
        tuple(one for one in clusters.members(desk.db, person.id) if one != person.id),
        _bookings(desk, person.id),
        _visits(desk, person.id),
        rivals(desk, said) if person.named else (),
        tuple(told),
        frozenset(
            one.entry
            for one in told
            if not one.undone and one.kind not in FOR_EVER and one.kind not in LOG_ONLY
        ),
        {entry.id: found for entry in said.entries if person.named and (found := _settings(entry))},
    )


def rivals(desk: Desk, said: Folded) -> tuple[Rivals, ...]:
    """Return the fields with unlike values that nobody has chosen between."""
    found = []
    for name, field in sorted(said.fields.items()):
        if field.rivals:
            heads = set(field.heads)
            told = {
                data["set"][name]: Said(
                    data["set"][name],
                    entry.desk,
                    desk.event.at(clock.milliseconds(entry.hlc)).isoformat(),
                )
                for entry, data in said.live
                if entry.id in heads
            }
            order = [field.value, *field.rivals]
            found.append(Rivals(name, tuple(told[value] for value in order if value in told)))
    return tuple(found)


def booked_activity(field: str) -> str:
    """Return the activity that a field is a booking of; '' where it is none."""
    return next(iter(booking.bookings({field: booking.STATUSES[0]})), "")


def _settings(entry: Entry) -> dict[str, str]:
    """Return the fields that an entry set and people know of, in a form's order."""
    told = entry.said.get("set")
    values = told if isinstance(told, dict) else {}
    known = [name for _group, names in fields.GROUPS for name in (*names, "badge_name")]
    order = dict.fromkeys([*known, *(name for name in values if booked_activity(name))])
    return {name: values[name] for name in order if isinstance(values.get(name), str)}


def _bookings(desk: Desk, person: str) -> tuple[Booked, ...]:
    rows = desk.db.execute("SELECT activity, status FROM booking WHERE person = ?", (person,))
    found = []
    for subject, status in rows.fetchall():
        activity = desk.activity(subject)
        place = desk.place(activity.place) if activity and activity.place else None
        start = (activity.start or activity.day) if activity else ""
        found.append(Booked(subject, start, place.title if place else "", status))
    return tuple(sorted(found, key=lambda one: (one.start, one.activity)))


def _visits(desk: Desk, person: str) -> tuple[Visit, ...]:
    rows = desk.db.execute(
        """SELECT activity, at, gone, times, desk FROM attendance
           WHERE person = ? ORDER BY moment, activity""",
        (person,),
    )
    return tuple(Visit(*row) for row in rows)


def choose(desk: Desk, subject: str, field: str, value: str) -> bool:
    """Settle what desks said against each other; return whether that changed anything."""
    kind = "booked" if booked_activity(field) else "changed"
    facts = desk.change(kind, subject, {field: value})
    if facts:
        desk.write(*facts)
    return bool(facts)
