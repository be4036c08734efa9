"""The file of figures: what was seen, with its totals, its rule, and as of when it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables.writing import PRESETS, Value, write_csv, write_xlsx

Row = Sequence[Value]


def write(  # noqa: PLR0913, PLR0917  a sheet has these parts
    path: Path,
    title: str,
    header: Sequence[str],
    rows: Sequence[Row],
    notes: Sequence[str],
    preset: str = "excel-de",
) -> int:
    """Write rows and, below them, notes; CSV by a preset or XLSX, whole or not at all.

    Return the number of rows without the notes. Raises DeskError for an ending that there is not.
    """
    below: list[Row] = [("",) * len(header), *((note, *[""] * (len(header) - 1)) for note in notes)]
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, header, [*rows, *below], title)
    elif path.suffix.lower() == ".csv" and preset in PRESETS:
        write_csv(path, header, [*rows, *below], preset)
    else:
        raise DeskError(
            _("“{word}” cannot be written here; choose of: {choices}.").format(
                word=path.suffix, choices=".csv, .xlsx"
            )
        )
    return len(rows)
