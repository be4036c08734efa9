"""Our own lists: CSV for programs and for spreadsheets, and XLSX."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables.cells import protected

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | None

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?([+-]\d\d:\d\d|Z)?)?"
)
_WIDEST, _NARROWEST, _MEASURED = 60, 6, 200
_LONGEST = 32_767
_MOST_ROWS = 1_048_576
"""What a cell and a sheet of XLSX can hold."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to write CSV."""

    encoding: str = "utf-8-sig"
    delimiter: str = ","
    protect: bool = True
    german: bool = False


PRESETS = {
    "raw": Preset("utf-8", protect=False),
    "excel-de": Preset(delimiter=";", german=True),
    "excel-zh": Preset(),
    "cp1252": Preset("cp1252", delimiter=";", german=True),
}
"""`raw` for other programs (RFC 4180), the others for spreadsheets: formula-safe."""


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]], preset: str = "raw"
) -> int:
    """Write a list whole or not at all, and return its number of rows; see `losses` for cp1252."""
    how = PRESETS[preset]
    count = 0

    def counted() -> Iterator[Sequence[Value]]:
        nonlocal count
        for count, row in enumerate(rows, 1):  # noqa: B007  the last one is the number of rows
            yield row

    with (
        _replacing(path) as temporary,
        temporary.open("w", encoding=how.encoding, errors="replace", newline="") as file,
    ):
        writer = csv.writer(file, delimiter=how.delimiter, lineterminator="\r\n")
        shown = _german if how.german else _plain
        if not how.protect:
            writer.writerow(header)
            writer.writerows(counted())
        else:
            writer.writerow([shown(text) for text in header])
            writer.writerows([shown(value) for value in row] for row in counted())
        _flush(file)
    return count


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises DeskError."""
    with _replacing(path) as temporary, temporary.open("wb") as file:
        file.write(content)
        _flush(file)


def losses(rows: Iterable[Sequence[Value]], encoding: str) -> list[tuple[int, str, str]]:
    """List each text that the encoding would damage: row from 1, as it is, as it would be."""
    found: list[tuple[int, str, str]] = []
    for number, row in enumerate(rows, 1):
        for value in row:
            if isinstance(value, str) and not value.isascii():
                written = value.encode(encoding, "replace").decode(encoding)
                if written != value:
                    found.append((number, value, written))
    return found


def write_xlsx(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]], title: str
) -> int:
    """Write a workbook of one sheet, text always as text, and return its number of rows."""
    import xlsxwriter  # noqa: PLC0415  slow to import, and only workbooks need it

    rest = iter(rows)
    count = 0
    with _replacing(path) as temporary, tempfile.TemporaryDirectory() as rows_aside:
        head = list(islice(rest, _MEASURED))
        file = _Patient(temporary, "wb")
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": rows_aside})
        sheet = book.add_worksheet(_sheet_name(title))
        for column, width in enumerate(_widths(header, head)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        _write_row(sheet, 0, header, book.add_format({"bold": True}))
        for count, row in enumerate(chain(head, rest), 1):
            _write_row(sheet, count, row)
        if header:
            sheet.autofilter(0, 0, count, len(header) - 1)
        book.close()
        with file:
            file.settle()
    return count


class _Patient(io.FileIO):
    """A file that keeps its fault until it is asked: a workbook cut off complains at its end."""

    _fault: OSError | None = None

    def write(self, content: Buffer) -> int:
        """Write all of it, unless something has failed before."""
        left = memoryview(content).cast("B")
        while left and not self._fault:
            try:
                left = left[super().write(left) or 0 :]
            except OSError as fault:
                self._fault = fault
        return memoryview(content).nbytes

    def settle(self) -> None:
        """Bring it to the disk; raises OSError where anything failed."""
        if self._fault:
            raise self._fault
        _flush(self)


def _plain(value: Value) -> Value:
    return protected(value) if isinstance(value, str) else value


def _german(value: Value) -> Value:
    """Show numbers with a comma, and ISO dates as Germans write them."""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if not isinstance(value, str):
        return value
    found = _DATE.fullmatch(value)
    if found:
        year, month, day, clock, _offset = found.groups()
        return f"{day}.{month}.{year} {clock or ''}".rstrip()
    return protected(value)


def _sheet_name(title: str) -> str:
    """Return a title without what a sheet's name may not hold."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip("' ")[:31].strip("' ") or "checkin"


def _widths(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> list[int]:
    """Make each column as wide as its first rows, within reason; Han counts double."""
    texts = [header, *([("" if value is None else str(value)) for value in row] for row in rows)]
    widest = [0] * len(header)
    for row in texts:
        for column, text in enumerate(row[: len(header)]):
            width = len(text) + sum(letter >= "\u1100" for letter in text)
            widest[column] = max(widest[column], width)
    return [min(max(width + 2, _NARROWEST), _WIDEST) for width in widest]


def _write_row(
    sheet: Worksheet, number: int, row: Sequence[Value], look: Format | None = None
) -> None:
    if number >= _MOST_ROWS:
        raise DeskError(
            _("A workbook holds at most {rows} rows. Write CSV.").format(rows=_MOST_ROWS)
        )
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, column, value[:_LONGEST], look)
        elif value is not None:
            sheet.write_number(number, column, value, look)


def _flush(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Write beside the file and take its place at the end; whatever fails, the old one stays."""
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".tmp", f".{path.stem[:40]}-", path.parent)  # private
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.replace(path)
        _flush_folder(path.parent)
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        sentence = _("{file} cannot be written: {reason}.")
        raise DeskError(sentence.format(file=path.name, reason=reason)) from fault
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make the new name durable, where folders can be flushed."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
