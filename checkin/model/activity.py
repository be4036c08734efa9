"""An activity: a part of the programme; activities nest, and every day of the event is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin.model.event import Event, day_subject
from checkin.model.moment import calendar_day, instant
from checkin.model.noun import Noun, number, subject

KINDS = (
    "day",
    "symposium",
    "session",
    "contribution",
    "site-visit",
    "ceremony",
    "meeting",
    "transfer",
)
_DEEPEST = 20  # wholes above an activity
ADMISSION_BEFORE = 60  # minutes before its start that an activity takes people in


@dataclass(frozen=True, slots=True)
class Activity(Noun):
    """Something people can be checked in to, with the times in the event's zone."""

    title: str = ""
    title_de: str = ""
    title_en: str = ""
    title_zh: str = ""
    title_ru: str = ""
    kind: str = ""
    day: str = ""  # ISO date
    start: str = ""  # ISO time with offset
    end: str = ""
    admission: str = ""  # minutes before the start; '' means ADMISSION_BEFORE
    place: str = ""  # its subject
    languages: str = ""
    capacity: str = ""
    whole: str = ""  # the activity this is a part of; '' means its day
    speakers: str = ""
    responsible: str = ""
    hard_time: str = ""
    eligibility: str = ""  # all | booked | terms of eligibility | '' (booked as soon as anybody is)
    host: str = ""  # the organisation that is visited
    contact: str = ""  # there
    contact_phone: str = ""
    meeting_point: str = ""
    gate: str = ""  # where one goes in; '' means the address of the place
    gear: str = ""  # protective gear that is worn there
    briefing: str = ""  # yes where everybody is briefed on safety before they go in
    photo_rule: str = ""
    access: str = ""  # for whom who cannot climb, or see, or hear
    leader: str = ""  # of the group: a name, or a person's subject
    bus: str = ""  # the transfer that carries its guests
    gate_list: str = ""  # ISO: until when the host needs the names; '' means that it needs none
    gate_list_sent: str = ""  # ISO
    lateness: str = ""  # minutes after the start from which the host promises nothing more
    responsible_phone: str = ""
    dress: str = ""  # how one dresses; this and the next ones hold for all parts of an activity
    meals: str = ""  # when and with whom those who work there eat, and whether it counts as work
    technician: str = ""  # who helps with booths and receivers, with the telephone
    noise: str = ""  # how loud it is there, and what one wears against it
    room_plan: str = ""  # where booths and doors are: words, or the name of a file
    documents: str = ""  # slides with their version, glossary, minutes of earlier meetings, CVs
    mode: str = ""  # of interpreting, one of need.MODES; '' follows from the kind
    driver: str = ""  # of a transfer
    driver_phone: str = ""
    departed: str = ""  # ISO: when this leg of a transfer left
    letter: str = ""  # of its group or bus on badges; '' means the next of the alphabet
    note: str = ""
    source: str = ""
    source_id: str = ""

    def titles(self) -> tuple[str, ...]:
        """Return every title of the activity."""
        titles = (self.title, self.title_de, self.title_en, self.title_zh, self.title_ru)
        return tuple(dict.fromkeys(title for title in titles if title))

    def admission_times(self, event: Event) -> tuple[datetime, datetime] | None:
        """Return from when and until when it takes people in; None where it has no times."""
        day = calendar_day(self.day)
        if self.kind == "day":
            return event.bounds(day) if day else None
        start = instant(self.start)
        if start is None:
            return None
        end = instant(self.end) or event.bounds(event.day_of(start))[1]
        before = number(self.admission)
        minutes = ADMISSION_BEFORE if before is None else before
        return start - timedelta(minutes=minutes), end


class Tree:
    """Which activity is a part of which, up to the day."""

    def __init__(
        self, key: bytes, event: Event | None, activity: Callable[[str], Activity | None]
    ) -> None:
        """Look activities up with the given function, each once."""
        self._key, self._event, self._activity = key, event, activity
        self._known: dict[str, tuple[str, ...]] = {}

    def wholes(self, subject: str) -> tuple[str, ...]:
        """Return what an activity is a part of, the nearest first; a ring ends where it closes."""
        if subject not in self._known:
            found: list[str] = []
            above = self._whole(subject)
            while above and above not in {subject, *found} and len(found) < _DEEPEST:
                found.append(above)
                above = self._whole(above)
            self._known[subject] = tuple(found)
        return self._known[subject]

    def _whole(self, subject: str) -> str:
        activity = self._activity(subject)
        if activity is None or activity.kind == "day":
            return ""
        if activity.whole:
            return activity.whole
        day = activity.day
        start = instant(activity.start)
        if not day and start and self._event:
            day = self._event.day_of(start).isoformat()
        return day_subject(self._key, day) if day else ""


def activity_subject(key: bytes, *parts: str) -> str:
    """Return the subject of the activity that a list names by these parts."""
    return subject("a", key, "listed", *parts)
