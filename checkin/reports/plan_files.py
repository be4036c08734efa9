"""The plan of interpreters as a file for others: promises, names and slots, or hours."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import grid_file
from checkin.reports import hours_file, interpreter_plan

_TABLES = (".csv", ".xlsx")


def export(
    desk: Desk, what: str, out: Path, preset: str = "raw", at: datetime | None = None
) -> int:
    """Write a plan by the ending of the file, and return its number of rows.

    `plan` has all that is known of each promise; `grid` is what a chief interpreter can hand
    back; `hours` is for invoices. Raises DeskError, naming the choices, for an ending that there
    is not.
    """
    endings = (*_TABLES, ".pdf") if what == "plan" else _TABLES
    if out.suffix.lower() not in endings:
        text = _("“{word}” cannot be written here; choose of: {choices}.")
        raise DeskError(text.format(word=out.suffix, choices=", ".join(endings)))
    if what == "hours":
        return hours_file.export(desk, out, preset, at)
    if what == "grid":
        return grid_file.write(desk, out, preset, at)
    return interpreter_plan.export(desk, out, preset, at)
