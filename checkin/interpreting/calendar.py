"""The own plan of an interpreter as a calendar: a file for a telephone, or few enough for a QR."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from checkin.i18n import gettext as _
from checkin.interpreting import own_words
from checkin.interpreting.own_line import Line
from checkin.interpreting.own_plan import Gone, OwnPlan
from checkin.tables.cells import clean
from checkin.tables.writing import write_bytes

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

MOST_BYTES = 1273
"""A QR mark of version 25 holds as many, and is read from a sheet or a screen at arm's length."""

_PRODUCT = "-//checkin//checkin//EN"
_TITLE, _PLACE = 60, 40  # characters of each in a QR


def write(plan: OwnPlan, out: Path) -> int:
    """Write the calendar, whole or not at all; return how many events stand in it."""
    write_bytes(out, text(plan))
    return len(plan.lines) + len(plan.gone)


def text(plan: OwnPlan) -> bytes:
    """Return the calendar with what was told once and is no more as cancelled.

    An event keeps its UID whatever becomes of it, and its SEQUENCE is the version of the plan: a
    telephone that reads a later file moves what it has.
    """
    calendar = _calendar()
    for line in plan.lines:
        calendar.add_component(_event(plan, line))
    for gone in plan.gone:
        calendar.add_component(_cancelled(plan, gone))
    every = [*(one.start for one in plan.lines), *(one.start for one in plan.gone)]
    if every:
        first, last = min(every).date(), max(every).date()
        year = timedelta(days=366)
        calendar.add_missing_timezones(first_date=first - year, last_date=last + year)
    return bytes(calendar.to_ical())


def for_photo(plan: OwnPlan) -> tuple[str, int]:
    """Return a calendar short enough for a QR mark, and how many lines it leaves out.

    Of too many the first ones stand in it: those that are not over.
    """
    left = [one for one in plan.lines if one.end > plan.at] or list(plan.lines)
    said, fitting = b"", 0
    for count in range(1, len(left) + 1):
        more = _short(plan, left[:count])
        if len(more) > MOST_BYTES:
            break
        said, fitting = more, count
    return said.decode(), len(left) - fitting


def _calendar() -> Calendar:
    from icalendar import Calendar  # noqa: PLC0415  slow to load, and only calendars need it

    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    return made


def _event(plan: OwnPlan, line: Line) -> Event:
    made = _timed(line.assignment, plan, line.start, line.end)
    made.add("summary", clean(own_words.summary(line)))
    place = ", ".join(part for part in (line.where.place, line.where.address) if part)
    if place:
        made.add("location", clean(place))
    made.add("description", _cleaned(own_words.notes(line, plan.person)))
    made.add("status", "TENTATIVE" if line.assignment in plan.drafts else "CONFIRMED")
    made.add_component(_alarm(line))
    return made


def _cleaned(notes: list[str]) -> str:
    """Return notes as lines without the signs that steer what shows them."""
    return "\n".join(clean(row) for note in notes for row in note.splitlines())


def _cancelled(plan: OwnPlan, gone: Gone) -> Event:
    made = _timed(gone.assignment, plan, gone.start, gone.end)
    made.add("summary", clean(own_words.gone(gone)))
    if gone.place:
        made.add("location", clean(gone.place))
    made.add("status", "CANCELLED")
    return made


def _alarm(line: Line) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415  the same

    made, title = Alarm(), own_words.summary(line)
    made.add("action", "DISPLAY")
    made.add("description", clean(_("Be there: {title}").format(title=title)))
    made.add("trigger", (line.call or line.start).astimezone(UTC))
    return made


def _timed(assignment: str, plan: OwnPlan, start: datetime, end: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415  the same

    made = Event()
    made.add("uid", f"{assignment}@checkin")
    made.add("dtstamp", plan.at.astimezone(UTC))
    made.add("sequence", plan.published.version if plan.published else 0)
    made.add("dtstart", start)
    made.add("dtend", end)
    return made


def _short(plan: OwnPlan, lines: list[Line]) -> bytes:
    """Return a calendar without all that a telephone can do without; times are in UTC."""
    calendar = _calendar()
    for line in lines:
        made = _timed(line.assignment, plan, line.start.astimezone(UTC), line.end.astimezone(UTC))
        made.add("summary", clean(own_words.summary(line))[:_TITLE])
        if line.where.place:
            made.add("location", clean(line.where.place)[:_PLACE])
        calendar.add_component(made)
    return bytes(calendar.to_ical())
