"""Other people's lists: a CSV or XLSX file as one table with a header."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables import codepages, delimited, workbook
from checkin.tables.cells import cleaned
from checkin.tables.codepages import Guess
from checkin.vocabulary import headings

LARGEST = 200_000_000
MOST_LINES = 500_000
MOST_COLUMNS = 1000
LONGEST_LINE = 4_000_000
_BLOCK = 1 << 20
_ABOVE = 20
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
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
    _rows: Rows = field(repr=False, compare=False)
    _first: int = 0

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


@dataclass(frozen=True, slots=True)
class _Content:
    """What the bytes of a text file turned out to be."""

    encoding: str
    guesses: tuple[Guess, ...] = ()
    certain: bool = True
    damaged: bool = False


def read(path: Path, encoding: str | None = None, sheet: str | None = None) -> Table:
    """Open a list of whatever make; raise a DeskError that names the file if it is none."""
    try:
        head = _head(path)
        if head.startswith(_ZIP):
            return _read_workbook(path, sheet)
        _refuse_other_formats(path, head)
        return _read_text(path, encoding)
    except OSError as fault:
        raise _unreadable(path, fault) from fault


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
    notes = [_("Only the sheet “{sheet}” was read.").format(sheet=chosen.name)] if others else []
    return _table(path, _Content("xlsx"), "", chosen.records, notes)


def _read_text(path: Path, encoding: str | None) -> Table:
    content = _told(path, encoding) if encoding else _found(path)
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


def _told(path: Path, encoding: str) -> _Content:
    """Take the encoding that somebody named, if there is one of that name that makes text."""
    try:
        known = codecs.lookup(encoding).name
        "a".encode(known)
    except (LookupError, UnicodeError, ValueError) as fault:
        raise DeskError(
            _("There is no encoding “{encoding}”.").format(encoding=encoding)
        ) from fault
    known = {"utf-8": "utf-8-sig"}.get(known, known)
    _check_lines(path)
    return _Content(known, damaged=not _valid(path, known))


def _found(path: Path) -> _Content:
    """Find the encoding out: marks first, then the validity of UTF-8, then likelihood."""
    ascii_only = _check_lines(path)
    with path.open("rb") as file:
        head = file.read(_BLOCK)
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return _Content(encoding, damaged=not _valid(path, encoding))
    wide = _utf16(head)
    if wide and _valid(path, wide):
        return _Content(wide)
    if ascii_only or _valid(path, "utf-8"):
        return _Content("utf-8")
    if _nearly_utf8(head):
        return _Content("utf-8", damaged=True)
    best, certain = codepages.guesses(_blocks(path))
    chosen = best[0].encoding
    return _Content(chosen, best, certain, damaged=not _valid(path, chosen))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block + file.readline(LONGEST_LINE)


def _check_lines(path: Path) -> bool:
    """Refuse too many lines or one that never ends; return whether all bytes are ASCII."""
    lines, plain, size = 0, True, path.stat().st_size
    for block in _blocks(path):
        plain = plain and block.isascii()
        breaks = max(block.count(b"\n"), block.count(b"\r"))
        lines += breaks
        endless = not breaks and size > LONGEST_LINE
        if lines > MOST_LINES or endless or len(block) >= _BLOCK + LONGEST_LINE:
            raise DeskError(
                _("{file} has too many or too long lines for a list (from line {line}).").format(
                    file=path.name, line=lines + 1
                )
            )
    return plain


def _valid(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(head: bytes) -> str:
    """Tell UTF-16 without a mark by its NULs, which stand on one side of nearly all signs."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) * 0.03 or min(even, odd) > max(even, odd) * 0.02:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _nearly_utf8(head: bytes) -> bool:
    """Say whether this is UTF-8 with a few bytes broken: no other text decodes so well."""
    text = head.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(letter > "\x7f" for letter in text) - broken
    return broken * 10 <= good


def _table(path: Path, content: _Content, delimiter: str, rows: Rows, notes: list[str]) -> Table:
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
        _rows=rows,
        _first=first,
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
