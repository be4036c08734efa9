"""Speakers of the day: who is here, and who is not though the contribution is about to begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin.desk import Desk
from checkin.model.activity import Activity
from checkin.model.person import Person
from checkin.sheet import name_key

AHEAD = timedelta(minutes=30)
_NAMES = re.compile(r"\s*(?:[,;/&、，；]|\b(?:und|and|и)\b)\s*")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Missing:
    """A speaker who is not here yet."""

    person: Person
    activity: Activity
    start: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker of a contribution of the day."""

    activity: Activity
    start: datetime
    name: str  # as the programme has it, where the register knows nobody of that name
    person: Person | None
    here: bool
    due: bool  # it begins within half an hour, or goes on


def turns(desk: Desk, now: datetime) -> list[Turn]:
    """Return the speakers of what is not over on the day of a moment, by start."""
    found = []
    today = desk.event.day_of(now)
    for activity in desk.programme.activities.values():
        times = desk.programme.admission(activity) if activity.speakers else None
        if times is None or not activity.start or times[1] <= now:
            continue
        start = desk.event.moment(activity.start)
        if desk.event.day_of(start) != today:
            continue
        due = _soon(desk, activity, now) is not None
        for said, person in _said(desk, activity):
            name = person.whole_name if person else said
            present = bool(person and here(desk, person.id, now))
            found.append(Turn(activity, start, name, person, present, due))
    return sorted(found, key=lambda one: (one.start, one.activity.id))


def missing_speakers(desk: Desk, now: datetime) -> list[Missing]:
    """Return the speakers of what begins within half an hour or goes on, who are not here."""
    found = []
    for activity in desk.programme.activities.values():
        start = _soon(desk, activity, now) if activity.speakers else None
        if start is None:
            continue
        missing = (one for one in named(desk, activity) if not here(desk, one.id, now))
        found += [Missing(person, activity, start) for person in missing]
    return sorted(found, key=lambda one: (one.start, one.activity.id))


def named(desk: Desk, activity: Activity) -> list[Person]:
    """Return the people of the register whom an activity names as its speakers, in its order."""
    return [person for _name, person in _said(desk, activity) if person]


def names(activity: Activity) -> list[str]:
    """Return the names of the speakers as an activity has them."""
    return [name for name in _NAMES.split(activity.speakers) if name]


def here(desk: Desk, person: str, now: datetime) -> bool:
    """Tell whether somebody is at the event on the day of a moment."""
    row = desk.db.execute(
        "SELECT here FROM attendance WHERE person = ? AND activity = ? AND moment <= ?",
        (person, desk.day(now), now.timestamp()),
    ).fetchone()
    return bool(row and row[0])


def _said(desk: Desk, activity: Activity) -> list[tuple[str, Person | None]]:
    """Return the names of the speakers as an activity has them, each with whom it means."""
    said = ((name, frozenset(name_key(name).split())) for name in names(activity))
    return [(name, _speaker(desk, words)) for name, words in said if words]


def _soon(desk: Desk, activity: Activity, now: datetime) -> datetime | None:
    """Return when a contribution begins, if that is soon or it is not over yet."""
    times = desk.programme.admission(activity)
    if times is None or not activity.start:
        return None
    start = desk.event.moment(activity.start)
    return start if start - AHEAD <= now < times[1] else None


def _speaker(desk: Desk, said: Words) -> Person | None:
    """Return whom a name in the programme means: all words of theirs are in it, titles besides."""
    keys = desk.db.execute(
        """SELECT id, name_key FROM person
           WHERE role = 'speaker' AND status = '' AND name_key <> '' ORDER BY n"""
    )
    person = next((row[0] for row in keys if frozenset(row[1].split()) <= said), None)
    if person is None:
        row = desk.db.execute(
            "SELECT id FROM person WHERE name_key = ? AND status = '' ORDER BY n LIMIT 1",
            (" ".join(sorted(said)),),
        ).fetchone()
        person = row[0] if row and said else None
    return desk.person(person) if person else None
