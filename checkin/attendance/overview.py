"""The overview: all that one looks at while people come, read from one state of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from checkin.attendance import arrival_curve, as_of, speakers, targets
from checkin.attendance.arrival_curve import Curve
from checkin.attendance.as_of import Stand
from checkin.attendance.kept import Kept
from checkin.attendance.speakers import Missing
from checkin.attendance.tallies import Tally, tally
from checkin.attendance.targets import Reached
from checkin.desk import Desk

Progress = Callable[[int, int], None]
_PARTS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see."""

    by: str = "delegation"
    activity: str = ""  # '' is the whole event
    rule: str = "persons"
    abroad: str = ""  # '' as the event says
    day: str = ""  # ISO date of the curve; '' is today, or the last day before


@dataclass(frozen=True, slots=True)
class Overview:
    """What there was to see."""

    asked: Asked
    at: datetime
    counted: Tally
    persons: dict[str, int]  # the total by persons, whatever the rule
    stands: tuple[Stand, ...]
    provisional: str  # a sentence; '' where no-shows are final
    over: bool
    curve: Curve
    lately: int  # arrivals of the last five minutes
    live: str  # the activity that they came to
    pace: float | None  # seconds per guest at this desk
    missing: tuple[Missing, ...]
    origin: Tally  # of those who attended, who is from abroad, whatever is counted by
    targets: tuple[Reached, ...]


def overview(
    desk: Desk, asked: Asked, progress: Progress | None = None, kept: Kept | None = None
) -> Overview:
    """Return figures, curve and pace as of now, all from one state of the file.

    Who asks again and again hands over what was kept of the last time.
    """
    desk.db.execute("BEGIN")
    try:
        if kept:
            kept.follow(desk)
        return _read(desk, asked, progress or (lambda _done, _all: None), kept)
    finally:
        desk.db.execute("COMMIT")


def _read(desk: Desk, asked: Asked, progress: Progress, kept: Kept | None) -> Overview:
    at = desk.moment(None)
    activity = asked.activity or None
    found = as_of.stands(desk, at, kept.extents if kept else None)
    progress(1, _PARTS)
    counted = tally(desk, asked.by, activity, asked.rule, asked.abroad or None, kept=kept)
    progress(2, _PARTS)
    persons = counted if asked.rule == "persons" else tally(desk, None, activity, kept=kept)
    progress(3, _PARTS)
    live = asked.activity or desk.day(at)
    return Overview(
        asked,
        at,
        counted,
        persons.total,
        found,
        as_of.provisional(desk, found, at, activity),
        at >= as_of.end_of(desk, activity),
        arrival_curve.curve(desk, _day(desk, asked, at), activity),
        len(arrival_curve.people_between(desk, live, *arrival_curve.lately(at))),
        live,
        arrival_curve.pace(desk, live, at),
        tuple(speakers.missing_speakers(desk, at)),
        tally(desk, "origin", activity, asked.rule, asked.abroad or None, kept=kept),
        tuple(targets.reached(desk, asked.abroad or None, kept)),
    )


def _day(desk: Desk, asked: Asked, at: datetime) -> date:
    """Return the day of the curve: the chosen one, else today or the nearest one before."""
    days = arrival_curve.days(desk, asked.activity or None)
    today = desk.event.day_of(at)
    chosen = next((day for day in days if day.isoformat() == asked.day), None)
    return chosen or max((day for day in days if day <= today), default=min(days, default=today))
