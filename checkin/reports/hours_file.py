"""The proof of hours as a table: each time of work, and what was planned that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import hours
from checkin.tables.writing import write_csv, write_xlsx

COLUMNS = (
    *("interpreter_id", "interpreter", "day", "began", "ended", "minutes", "activity", "desk"),
    *("day_planned", "day_confirmed", "day_worked", "day_overtime"),
)
"""What the table says, a row for each time of work; a day is summed up in its first row alone."""


def export(desk: Desk, out: Path, preset: str = "raw", at: datetime | None = None) -> int:
    """Write the hours of all interpreters as CSV or XLSX, and return the number of rows."""
    made = list(rows(desk, at))
    if out.suffix.lower() == ".xlsx":
        return write_xlsx(out, COLUMNS, made, _("Hours"))
    return write_csv(out, COLUMNS, made, preset)


def rows(desk: Desk, at: datetime | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the hours as rows of COLUMNS, by name and time."""
    days = {(one.person, one.day): one for one in hours.hours(desk, at)}
    for one in hours.proof(desk, at):
        day = days.pop((one.person, one.day), None)
        sums = (day.planned, day.confirmed, day.worked, day.overtime) if day else ()
        row = (one.person, one.name, one.day, one.began, one.ended, one.minutes, one.title)
        yield (*map(str, row), one.desk, *map(str, sums or [""] * 4))
