"""Exchange files that another program saved again: its doings are repaired, edits are refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from pathlib import Path
from typing import TextIO

from checkin.i18n import gettext as _
from checkin.journal.entry import COLUMNS, Entry, parsed
from checkin.letters import k1
from checkin.letters.letter import ROWS, Known, Letter, RefusedError

_BYTE_ORDER = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}


def repaired(letter: Letter, known: Known, erased: AbstractSet[str]) -> Iterator[list[Entry]]:
    """Yield the new entries of a file that was saved again; every row of it is proved."""
    proof = _Proof(letter)
    some: list[Entry] = []
    for number, cells in _rows(letter.path):
        entry = proof.entry(cells, number)
        if entry:
            some.append(entry)
        if len(some) == ROWS:
            yield _unknown(letter, some, known, erased)
            some = []
    yield _unknown(letter, some, known, erased)
    letter.end = proof.end()


def _unknown(
    letter: Letter, some: Sequence[Entry], known: Known, erased: AbstractSet[str]
) -> list[Entry]:
    held = known([(entry.replica, f"s{entry.seq}", entry.id) for entry in some])
    letter.hold(held.values())
    blank = {entry.subject for entry in some if held.get(entry.id, 0) < 0}
    letter.compare(some, erased | blank)
    return [entry for entry in some if entry.id not in held]


class _Proof:
    """What the rows of a file prove, and the first of each kind of fault."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._altered: RefusedError | None = None
        self._edited: RefusedError | None = None
        self._ids: list[str] = []
        self._ends: list[k1.End | None] = []

    def entry(self, cells: list[str], number: int) -> Entry | None:
        """Return the entry of a row that is well; else note what is wrong with it."""
        if cells[0] == "end":
            self._ends.append(k1.end(cells))
            return None
        if k1.is_newer(cells):
            raise _newer()
        self._letter.rows += 1
        if self._letter.rows > k1.MOST_ROWS:
            raise RefusedError(_("The file holds more rows than any sync file."))
        column = k1.changed_column(cells)
        if column:
            self._altered = self._altered or _altered(number, column)
            return None
        entry = parsed(cells)
        self._require_event(entry.event)
        self._ids.append(entry.id)
        if k1.genuine(entry):
            return entry
        self._edited = self._edited or _edited(number)
        return None

    def end(self) -> k1.End:
        """Return the end row; raises RefusedError unless it and every row are well."""
        end = self._ends[0] if len(self._ends) == 1 else None
        if end is None:
            raise _cut_off()
        self._require_event(end.event)
        rows = self._letter.rows
        if rows != end.rows:
            raise _incomplete(rows, end.rows)
        fault = self._altered or self._edited
        if fault:
            raise fault
        if k1.ids_digest(self._ids) != end.ids:
            raise _incomplete(len(set(self._ids)), end.rows)
        return end

    def _require_event(self, event: str) -> None:
        if self._letter.event and event != self._letter.event:
            raise _foreign(event)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header, each with its line; raises RefusedError for other files."""
    with path.open("rb") as file:
        encoding = _BYTE_ORDER.get(file.read(2), "ascii")
    with path.open(encoding=encoding, newline="") as text:
        lines = _lines(text, path)
        header = next(lines, "")
        before = 0
        if header.lower().startswith("sep="):
            header, before = next(lines, ""), 1
        reader = csv.reader(
            chain([header], lines), delimiter=max(",;\t", key=header.count), strict=True
        )
        try:
            names = _trimmed(next(reader))
            for row in map(_trimmed, reader):
                if names != COLUMNS:
                    raise _stranger(names, row)
                if row:
                    yield reader.line_num + before, row
        except csv.Error as error:
            raise _torn(error, reader.line_num + before) from None
        if names != COLUMNS:
            raise _stranger(names, [])


def _lines(text: TextIO, path: Path) -> Iterator[str]:
    """Yield lines that a desk may have written; raises RefusedError at the first other."""
    try:
        while line := text.readline(k1.LONGEST_LINE + 1):
            if len(line) > k1.LONGEST_LINE:
                raise _changed()
            yield line
    except UnicodeError:
        raise (_no_sync_file() if _is_list(path) else _changed()) from None


def _is_list(path: Path) -> bool:
    """Tell a list in some other writing: its heading is none of ours, and it is text."""
    with path.open("rb") as file:
        heading = file.readline(k1.LONGEST_LINE)
    return b"fmt" not in heading and not re.search(rb"[\0-\x08\x0e-\x1f]", heading)


def _trimmed(cells: list[str]) -> list[str]:
    """Leave out the empty cells that a spreadsheet adds at the end of a row."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _stranger(names: list[str], row: list[str]) -> RefusedError:
    """Say why a file with another header is refused."""
    if not row and k1.HEADER.startswith(",".join(names)):
        return _cut_off()
    if names[:1] != ["fmt"]:
        return _no_sync_file()
    return _newer() if k1.is_newer(row) else _changed()


def _torn(error: csv.Error, line: int) -> RefusedError:
    """Say what is wrong with a file that cannot be parted into rows."""
    return _cut_off() if "end of data" in str(error) else _edited(line)


def _no_sync_file() -> RefusedError:
    return RefusedError(_("This is no sync file. If it is a list of people, import it as a list."))


def _cut_off() -> RefusedError:
    return RefusedError(_("The file is cut off (copy was interrupted). Copy it again."))


def _changed() -> RefusedError:
    return RefusedError(_("Not an unchanged sync file."))


def _newer() -> RefusedError:
    return RefusedError(_("The file was made by a newer version, please update."))


def _foreign(event: str) -> RefusedError:
    return RefusedError(_("The file is of another event ({event}).").format(event=event))


def _edited(line: int) -> RefusedError:
    return RefusedError(
        _("Line {line} was edited by hand. Please make the change in the app.").format(line=line)
    )


def _altered(line: int, column: str) -> RefusedError:
    return RefusedError(
        _("Line {line}, column {column} was changed by another program.").format(
            line=line, column=column
        )
    )


def _incomplete(found: int, expected: int) -> RefusedError:
    return RefusedError(
        _("Rows were removed or added: {found}, should be {expected}.").format(
            found=found, expected=expected
        )
    )
