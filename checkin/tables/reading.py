"""Other people's lists: CSV, XLSX, DOCX or what was copied, as one table with a header."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables import archive, delimited, document, encodings, workbook
from checkin.tables.cells import cleaned
from checkin.tables.codepages import Guess
from checkin.tables.encodings import Content
from checkin.vocabulary import headings

LARGEST = 200_000_000
MOST_COLUMNS = 1000
_ABOVE = 20
_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(
    rb"\s*(<!doctype html|<html|<table|<\?xml|<meta|<head|<style|\{\\rtf)", re.IGNORECASE
)
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3",
    b"\x1f\x8b",
    b"7z\xbc",
    b"Rar!",
)

Rows = Callable[[], Iterator[delimited.Raw]]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a list: where it starts in the file, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A list that was read; the records come again with every call, never all at once."""

    path: Path
    encoding: str
    guesses: tuple[Guess, ...]
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    width: int
    """Cells in the row of headings, unnamed ones at its end included."""
    notes: tuple[str, ...]
    damaged: bool
    """Whether some bytes are no characters in this encoding; U+FFFD stands for them."""
    parts: tuple[str, ...]
    """The sheets of a workbook or the tables of a document: this one first."""
    _rows: Rows = field(repr=False, compare=False)
    _first: int = 0  # the first row below the headings
    _top: int = 0  # the row of headings

    def records(self) -> Iterator[Record]:
        """Go through the rows below the header, blank and repeated header rows left out."""
        header = self.header
        try:
            for line, raw in islice(self._rows(), self._first, None):
                cells = cleaned(raw)
                if any(cells) and cells[: len(header)] != header:
                    yield Record(line, cells)
        except OSError as fault:
            raise _unreadable(self.path, fault) from fault


def read(path: Path, encoding: str | None = None, part: str | None = None) -> Table:
    """Open a list of whatever make; raise a DeskError that names the file if it is none.

    A part is the name of a sheet, or the number of a table in a document.
    """
    try:
        head = _head(path)
        if head.startswith(_ZIP):
            known = archive.is_document(path)
            return _read_document(path, part) if known else _read_workbook(path, part)
        _refuse_other_formats(path, head)
        return _read_text(path, encoding)
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def planes(path: Path, encoding: str | None = None) -> list[tuple[str, tuple[Record, ...]]]:
    """Return each sheet of a workbook or table of a document, cell by cell as it lies there.

    Of a text it is one without a name. Raises DeskError, naming the file, for what is no list.
    """
    try:
        head = _head(path)
        if not head.startswith(_ZIP):
            _refuse_other_formats(path, head)
            content = encodings.told(path, encoding) if encoding else encodings.found(path)
            return [("", _laid(delimited.opened(path, content.encoding).records()))]
        if archive.is_document(path):
            found = document.opened(path, None)[1]
            return [(str(one.number), _laid(one.records())) for one in found]
        first, others = workbook.opened(path, None)
        sheets = (first, *(workbook.Sheet(path, name) for name in others))
        return [(one.name, _laid(one.spread())) for one in sheets]
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _laid(rows: Iterable[delimited.Raw]) -> tuple[Record, ...]:
    return tuple(Record(line, cleaned(cells)) for line, cells in rows if any(cells))


def pasted(text: str) -> Table:
    """Read a table that was copied from a spreadsheet, a document or a mail."""
    path = Path(_("clipboard"))
    if not text.strip():
        raise DeskError(_("There is no table in the clipboard."))
    encodings.check_text(path, text)
    copied = delimited.opened(path, "utf-8", text)
    return _table(path, Content("utf-8"), copied.delimiter, copied.records, [])


def numbered(table: Table) -> Table:
    """Return a table whose row of headings is a row like all others; its columns are numbered."""
    header = tuple(str(number) for number in range(1, max(table.width, 1) + 1))
    return replace(table, header=header, _first=table._top)  # noqa: SLF001  of the same make


def _unreadable(path: Path, fault: OSError) -> DeskError:
    reason = os.strerror(fault.errno) if fault.errno else str(fault)
    return DeskError(_("{file} cannot be read: {reason}.").format(file=path.name, reason=reason))


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise DeskError(_("{file} is a folder, not a list.").format(file=path.name))
    if not path.exists():
        raise DeskError(_("There is no file {file}.").format(file=path))
    if not path.is_file():
        raise DeskError(_("{file} is not a list.").format(file=path.name))
    if path.stat().st_size > LARGEST:
        raise DeskError(_("{file} is too large for a list.").format(file=path.name))
    with path.open("rb") as file:
        return file.read(4096)


def _refuse_other_formats(path: Path, head: bytes) -> None:
    if not head.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise DeskError(_("{file} is empty.").format(file=path.name))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        sentence = _(
            "{file} is an old or encrypted Excel file. Save it as XLSX without a password."
        )
    elif _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        sentence = _("{file} is a web or text page, not a list. Save it as XLSX or CSV.")
    elif head.startswith(_BINARY):
        sentence = _("{file} is no list. Save it as XLSX or CSV.")
    elif head.removeprefix(codecs.BOM_UTF8).startswith((b"fmt,event,replica,", b'"fmt","event"')):
        sentence = _("{file} comes from another desk. It is not imported but synchronised.")
    else:
        return
    raise DeskError(sentence.format(file=path.name))


def _read_workbook(path: Path, sheet: str | None) -> Table:
    chosen, others = workbook.opened(path, sheet)
    notes = []
    if others and sheet is None:
        notes.append(_("Only the sheet “{sheet}” was read.").format(sheet=chosen.name))
    parts = (chosen.name, *others)
    return replace(_table(path, Content("xlsx"), "", chosen.records, notes), parts=parts)


def _read_document(path: Path, number: str | None) -> Table:
    chosen, grids = document.opened(path, number)
    notes = []
    if len(grids) > 1 and number is None:
        sentence = _("Only table {number} of {all} was read.")
        notes.append(sentence.format(number=chosen.number, all=len(grids)))
    others = (str(grid.number) for grid in grids if grid is not chosen)
    table = _table(path, Content("docx"), "", chosen.records, notes)
    return replace(table, parts=(str(chosen.number), *others))


def _read_text(path: Path, encoding: str | None) -> Table:
    content = encodings.told(path, encoding) if encoding else encodings.found(path)
    text = delimited.opened(path, content.encoding)
    notes = []
    if content.damaged:
        notes.append(
            _("Some bytes are no characters in {encoding}.").format(encoding=content.encoding)
        )
    if not content.certain:
        pages = ", ".join(guess.encoding for guess in content.guesses)
        notes.append(_("The code page is not certain: {pages}.").format(pages=pages))
    return _table(path, content, text.delimiter, text.records, notes)


def _table(path: Path, content: Content, delimiter: str, rows: Rows, notes: list[str]) -> Table:
    """Find the headings among the first rows, and put the table together."""
    top = [(line, list(cleaned(cells))) for line, cells in islice(rows(), _ABOVE)]
    if not top:
        raise DeskError(_("{file} is empty.").format(file=path.name))
    if max(len(_stripped(cells)) for _line, cells in top) > MOST_COLUMNS:
        raise DeskError(_("{file} has too many columns for a list.").format(file=path.name))
    at = delimited.heading_row([cells for _line, cells in top])
    line, cells = top[at]
    first = at + 1
    width = len(cells)
    if _headless(cells):
        notes.append(_("There are no headings; the columns are numbered."))
        cells, first = [str(number) for number in range(1, len(_stripped(cells)) + 1)], at
    else:
        cells, first = _all_headings([cells for _line, cells in top], at)
    if at:
        notes.append(_("The headings stand in line {line}.").format(line=line))
    header = _stripped(cells)
    encoding = "utf-8" if content.encoding == "utf-8-sig" else content.encoding
    return Table(
        path=path,
        encoding=encoding,
        guesses=content.guesses,
        delimiter=delimiter,
        header=header,
        header_line=line,
        width=width,
        notes=tuple(notes),
        damaged=content.damaged,
        parts=(),
        _rows=rows,
        _first=first,
        _top=at,
    )


def _headless(cells: list[str]) -> bool:
    """Say whether the first row already is a person: an e-mail address and no heading."""
    return any("@" in cell for cell in cells) and not any(map(headings.known, cells))


def _all_headings(top: list[list[str]], at: int) -> tuple[list[str], int]:
    """Fill unnamed columns from further rows of headings, and step over those below."""
    cells = list(top[at])
    first = at + 1
    while first < len(top):
        filled = [cell for cell in top[first] if cell]
        if sum(map(headings.known, filled)) < max(2, len(filled) * 0.6):
            break
        first += 1
    others = [*top[at + 1 : first], *reversed(top[:at])]
    for other in others:
        if sum(1 for cell in other if cell) > 1:
            cells = [
                cell or above for cell, above in zip(cells, _padded(other, cells), strict=True)
            ]
    return cells, first


def _padded(row: list[str], to: list[str]) -> list[str]:
    return (row + [""] * len(to))[: len(to)]


def _stripped(cells: list[str]) -> tuple[str, ...]:
    """Leave out empty cells at the end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])
