"""Speakers whose contribution is about to begin and who are not here."""

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
    names = (frozenset(name_key(name).split()) for name in _NAMES.split(activity.speakers))
    return [person for name in names if name and (person := _speaker(desk, name))]


def here(desk: Desk, person: str, now: datetime) -> bool:
    """Tell whether somebody is at the event on the day of a moment."""
    row = desk.db.execute(
        "SELECT here FROM attendance WHERE person = ? AND activity = ? AND moment <= ?",
        (person, desk.day(now), now.timestamp()),
    ).fetchone()
    return bool(row and row[0])


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
