"""XLSX workbooks, opened only after a look that they are what they say and small enough."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables import archive

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

CELLS = 20_000_000
_EXACT = 2.0**53
_BLOCK = 1 << 20
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})([0-9]{1,9})["']""")

T = TypeVar("T")
Value = str | float | bool | dt.date | dt.time | dt.timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, whose rows can be gone through again."""

    path: Path
    name: str

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows that are not blank, with their number in the sheet."""
        rows = _guarded(self.path, lambda book: book.get_sheet_by_name(self.name).iter_rows())
        for number, row in enumerate(rows, 1):
            cells = [shown(value) for value in row]
            if any(cells):
                yield number, cells

    def spread(self) -> Iterator[tuple[int, list[str]]]:
        """Go through all rows, each cell in its column; every part of a merged cell says it."""
        left, rows, merged = _guarded(self.path, self._laid_out)
        cells = [[""] * left + [shown(value) for value in row] for row in rows]
        width = max(map(len, cells), default=0)
        for (top, begin), (bottom, end) in merged:
            if top < len(cells) and begin < width:
                said = cells[top][begin]
                for row in cells[top : bottom + 1]:
                    row[begin : end + 1] = [said] * len(row[begin : end + 1])
        yield from enumerate(cells, 1)

    def _laid_out(
        self, book: CalamineWorkbook
    ) -> tuple[int, list[list[Value]], list[tuple[tuple[int, int], tuple[int, int]]]]:
        sheet = book.get_sheet_by_name(self.name)
        left = sheet.start[1] if sheet.start else 0
        return left, list(sheet.iter_rows()), list(sheet.merged_cell_ranges or ())


def opened(path: Path, sheet: str | None) -> tuple[Sheet, tuple[str, ...]]:
    """Choose the sheet named, else the first visible one that holds anything; tell the others."""
    check(path)
    chosen, others = _guarded(path, lambda book: _chosen(book, sheet))
    if sheet is not None and not chosen:
        raise DeskError(_("{file} has no sheet “{sheet}”.").format(file=path.name, sheet=sheet))
    if not chosen:
        raise DeskError(_("{file} is empty.").format(file=path.name))
    return Sheet(path, chosen), others


def _chosen(book: CalamineWorkbook, sheet: str | None) -> tuple[str, tuple[str, ...]]:
    from python_calamine import SheetVisibleEnum  # noqa: PLC0415  only workbooks need it

    seen = SheetVisibleEnum.Visible
    visible = [about.name for about in book.sheets_metadata if about.visible == seen]
    if sheet is not None:
        return (sheet if sheet in book.sheet_names else ""), ()
    for name in visible:
        if book.get_sheet_by_name(name).height:
            return name, tuple(other for other in visible if other != name)
    return "", ()


def shown(value: Value) -> str:
    """Return a cell as one would type it: whole numbers without point, dates ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.date().isoformat() if whole_day else value.isoformat(timespec="minutes")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return str(value)


def check(path: Path) -> None:
    """Refuse what is no plain workbook, or would not fit in memory once unpacked."""
    with archive.opened(path) as (members, names):
        if "xl/workbook.xml" not in names:
            raise DeskError(
                _("{file} is no list. Save it as XLSX, DOCX or CSV.").format(file=path.name)
            )
        for name in sorted(names):
            _check_content(path, members, name)


def _check_content(path: Path, members: zipfile.ZipFile, name: str) -> None:
    """Unpack once: a size that lies shows here, and so does a sheet with a cell far out."""
    columns: set[bytes] = set()
    row = 0
    rest = b""
    with members.open(name) as member:
        while block := member.read(_BLOCK):
            if not name.startswith("xl/worksheets/"):
                continue
            found = _REFERENCE.findall(rest + block)
            columns.update(column for column, _number in found)
            row = max(row, max((int(number) for _column, number in found), default=0))
            rest = block[-40:]
    width = max(map(_column_number, columns), default=0)
    if width * row > CELLS:
        raise archive.too_large(path)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _guarded(path: Path, read: Callable[[CalamineWorkbook], T]) -> T:
    """Let the reader work, and say in a sentence when the workbook is damaged."""
    import python_calamine  # noqa: PLC0415  only workbooks need it

    try:
        with python_calamine.load_workbook(str(path)) as book:
            return read(book)
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise archive.damaged(path) from fault
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # the reader's own language has no errors here
            raise archive.damaged(path) from fault
        raise
