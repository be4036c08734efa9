"""Taking in a list: every good row in one act, every bad one kept with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from checkin.desk import Desk
from checkin.lists import planning, roster, rows
from checkin.lists.meaning import Meant
from checkin.lists.readers import reader
from checkin.lists.rows import Row
from checkin.lists.taking import Difference, Intake, Likeness, Progress

__all__ = ["Difference", "Intake", "Likeness", "subjects", "take_in"]


def take_in(  # noqa: PLR0913  a list can be read in that many ways
    desk: Desk,
    path: Path,
    kind: str = "people",
    *,
    pairs: Mapping[str, str] | None = None,
    encoding: str | None = None,
    source: str = "",
    dry_run: bool = False,
    rejected: Path | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Read a list into the register as one act; raises DeskError where the file is none.

    A second reading of the same file changes nothing. A newer one never deletes, never resets a
    check-in and never overwrites what a desk corrected. A dry run needs a desk only for reading.
    """
    listed = roster.opened(path, kind, pairs=pairs, encoding=encoding, source=source)
    planned = planning.plan(desk, listed, progress)
    if rejected is not None:
        rows.write_rejected(rejected, listed.named(), planned.intake.rejected)
    return planned.intake if dry_run else planning.apply(desk, planned, progress)


def subjects(desk: Desk, path: Path, kind: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a list that was taken in, and whom they mean."""
    listed = roster.opened(path, kind, source=source)
    known = reader(desk, listed.table, listed.columns, kind, source)
    for row in listed.rows():
        meant = known.meant(row) if isinstance(row, Row) else row
        if isinstance(meant, Meant):
            yield row.line, meant.subject
