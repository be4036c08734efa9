"""Text files of values set apart by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.vocabulary import headings

DELIMITERS = (",", ";", "\t", "|")
LONGEST_CELL = 131_072
_NONE = "\x1f"
"""Stands for no delimiter at all: a control character that no cell keeps."""
_END = "\x1eend\x1e"
"""One more line after the last: found inside a cell, it tells that the cell was never closed."""
_LOOKED_AT = 60
_PROOF = 2
"""In no more columns than these, a delimiter inside quotation marks proves nothing."""
_SEP = re.compile(r'^\ufeff?"?sep=(.|\\t)"?$', re.IGNORECASE)

Raw = tuple[int, list[str]]
"""The physical line where a record starts, and its cells as they are in the file."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text file whose encoding is known, and whose records can be gone through again."""

    path: Path
    encoding: str
    delimiter: str = ""
    skipped: int = 0
    content: str | None = None
    """What the file holds where it is none: a text from the clipboard."""

    def lines(self) -> IO[str]:
        """Open it, line ends as they are."""
        if self.content is not None:
            return io.StringIO(self.content, newline="")
        return self.path.open(encoding=self.encoding, errors="replace", newline="")

    def records(self) -> Iterator[Raw]:
        """Go through the records, blank ones left out."""
        lines = _Lines(self)
        rows = csv.reader(lines, delimiter=self.delimiter or _NONE, skipinitialspace=True)
        try:
            while True:
                start = lines.begin()
                cells = next(rows)
                if cells == [_END]:
                    return
                lines.check(cells)
                if any(cells):
                    yield start, cells
        except csv.Error as fault:
            raise lines.refusal() from fault
        finally:
            lines.close()


def opened(path: Path, encoding: str, content: str | None = None) -> Text:
    """Find out which character sets the cells apart; a first line `sep=;` decides."""
    plain = Text(path, encoding, content=content)
    lines = _Lines(plain)
    try:
        first = [line for line in islice(lines, _LOOKED_AT) if line != _END]
    finally:
        lines.close()
    told = _SEP.match(first[0].rstrip("\r\n")) if first else None
    if told:
        return replace(plain, delimiter=told[1].replace("\\t", "\t"), skipped=1)
    return replace(plain, delimiter=_delimiter(first))


def _delimiter(lines: list[str]) -> str:
    """Choose the one that shows most headings we know, then the most even rows, then most cells."""
    scores = {delimiter: _score(lines, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best][2] > 1 else ""


def _score(lines: list[str], delimiter: str) -> tuple[int, float, int]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # the records before the faulty one tell enough
        rows.extend(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return 0, 0.0, 0
    at = heading_row(rows)
    below = rows[at + 1 :] or rows[at:]
    width = len(rows[at])
    even = sum(len(row) == width for row in below) / len(below)
    return sum(map(headings.known, rows[at])), even, width


def heading_row(rows: list[list[str]]) -> int:
    """Return which of the first rows holds the headings: most known ones, else most cells."""
    rows = rows[:20]
    known = [sum(map(headings.known, set(row))) for row in rows]
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    best = max(known)
    for at, number in enumerate(known):
        certain = at == 0 or best > 3 or number >= 0.3 * filled[at]  # noqa: PLR2004  seen in lists
        if number and number >= 0.6 * best and certain and (best > 1 or at == 0):
            return at
    return filled.index(next(n for n in filled if n >= max(filled) * 0.6))


class _Lines:
    """Feeds physical lines to the reader, and remembers those of the present record."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._file = text.lines()
        self._number = 0
        self._record: list[str] = []
        self._width = 0
        self._ended = 0
        for _line in range(text.skipped):
            next(self)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._file, "")
        if not line:
            line, self._ended = _END, self._ended + 1
            if self._ended > 1:
                raise StopIteration
        self._number += 1
        if "\ufeff" in line:
            line = line.replace("\ufeff", "")
        self._record.append(line)
        return line

    def begin(self) -> int:
        """Start a new record at the next physical line."""
        self._record.clear()
        return self._number + 1

    def check(self, cells: list[str]) -> None:
        """Refuse a quotation mark that swallowed whole rows because it was never closed."""
        width = self._width = self._width or len(cells)
        if len(self._record) == 1:
            return
        if self._ended:
            raise self.refusal()
        delimiter = self._text.delimiter or _NONE
        for at, cell in enumerate(cells):
            first, *others = cell.split("\n")
            whole_line_first = others and first.count(delimiter) >= max(_PROOF, width - 1 - at)
            whole_line_inside = any(line.count(delimiter) >= width - 1 for line in others[:-1])
            if width > _PROOF and (whole_line_first or whole_line_inside):
                raise self.refusal()

    def refusal(self) -> DeskError:
        """Name the line and column where a cell begins that does not end as it should."""
        start = self._number + 1 - len(self._record)
        column, too_long = _faulty(self._record, self._text.delimiter)
        sentence = (
            _("{file}, line {line}, column {column}: the cell is too long.")
            if too_long and len(self._record) == 1
            else _("{file}, line {line}, column {column}: a quotation mark is never closed.")
        )
        return DeskError(sentence.format(file=self._text.path.name, line=start, column=column))

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def _faulty(lines: Iterable[str], delimiter: str) -> tuple[int, bool]:
    """Return the column of the first cell over lines or over length, and whether it is too long."""
    column, length, quoted, before = 1, 0, False, ""
    for letter in "".join(lines):
        length += 1
        if length > LONGEST_CELL:
            return column, True
        if letter == '"' and (quoted or not before.strip() or before == '"'):
            quoted = not quoted
        elif quoted and letter in "\r\n":
            return column, False
        elif letter == delimiter and not quoted:
            column, length, letter = column + 1, 0, ""  # noqa: PLW2901  a cell begins
        before = letter
    return column, False
