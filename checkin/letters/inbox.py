"""Reading exchange files: each is taken whole, or not at all."""

from __future__ import annotations

import csv
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import BinaryIO

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Entry
from checkin.letters import k1, repair
from checkin.letters.letter import REMEMBERED, ROWS, Known, Letter, RefusedError

_BLOCK = 1 << 20  # bytes
_SHARED = {32, 33}  # what Windows says of a file that another program holds
_PAUSES = (0.1, 0.4, 1.0)  # seconds
_START = 200  # bytes among which the heading of a sync file begins
_OFFICE = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".docx"})
_IGNORED = ("~$", ".")  # an office program's lock, a synchroniser's file in the making


Seen = Callable[[int], None]
"""Hears that so many bytes more were read."""


class _OddError(Exception):
    """The bytes are not those that a desk wrote; the rows may still be."""


def _pass_by(_size: int) -> None:
    """Hear of bytes and do nothing."""


def files(folder: Path) -> list[Path]:
    """Return the files of a folder that may be exchange files, in the order of their names."""
    try:
        return sorted(
            Path(item.path)
            for item in os.scandir(folder)
            if item.name.lower().endswith(".csv")
            and not item.name.startswith(_IGNORED)
            and item.is_file(follow_symlinks=False)
        )
    except OSError as error:
        raise DeskError(
            _("The folder {path} cannot be read ({reason}).").format(
                path=folder, reason=error.strerror
            )
        ) from error


def received(
    path: Path, event: str, known: Known, erased: AbstractSet[str], seen: Seen = _pass_by
) -> Letter:
    """Read a file whole and prove what is new in it; raises RefusedError.

    `seen` hears of the bytes that were read, and may raise StoppedError.
    """
    try:
        _require_file(path)
        _wait_for_others(path)
        try:
            letter = Letter(path, event)
            for entries in _intact(letter, known, erased, seen):
                letter.take(entries)
        except _OddError:
            letter = Letter(path, event)
            for entries in repair.repaired(letter, known, erased):
                letter.take(entries)
                seen(0)
    except OSError as error:
        raise RefusedError(
            _("The file cannot be read ({reason}).").format(reason=error.strerror or error)
        ) from error
    return letter


def entries(letter: Letter, known: Known) -> Iterator[list[Entry]]:
    """Yield the new entries of a letter, from memory or by reading it once more.

    Raises RefusedError, also after the last, where the file is no longer the one that was proved.
    """
    if letter.new <= REMEMBERED:
        yield letter.fresh
        return
    again = Letter(letter.path, letter.event)
    try:
        if letter.repaired:
            yield from repair.repaired(again, known, frozenset())
        else:
            yield from _intact(again, known, frozenset(), _pass_by, proved=True)
    except (_OddError, OSError):
        again.whole = "unreadable"
    if (again.whole, again.end) != (letter.whole, letter.end):
        raise RefusedError(_("The file was changed while it was read."))


def _require_file(path: Path) -> None:
    """Refuse what is no regular file, or larger than any that a desk writes."""
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise RefusedError(_("This is no file."))
    if state.st_size > k1.MOST_BYTES:
        raise RefusedError(
            _("The file is larger than any sync file: {size} MB.").format(
                size=state.st_size // 1_000_000
            )
        )


def _wait_for_others(path: Path) -> None:
    """Give a virus scanner that holds the file a moment; raises OSError if it holds on."""
    for pause in (*_PAUSES, 0.0):
        try:
            path.open("rb").close()
        except PermissionError as error:
            if getattr(error, "winerror", 0) not in _SHARED or not pause:
                raise
            time.sleep(pause)
        else:
            return


# Files as they were written ###########################################################


def _intact(
    letter: Letter, known: Known, erased: AbstractSet[str], seen: Seen, *, proved: bool = False
) -> Iterator[list[Entry]]:
    """Yield the new entries of a file whose bytes are as written; raises _OddError if not."""
    sha256 = hashlib.sha256()
    with letter.path.open("rb") as file:
        if file.readline(k1.LONGEST_LINE) != (k1.HEADER + k1.BREAK).encode():
            raise _OddError
        sha256.update((k1.HEADER + k1.BREAK).encode())
        last = b""
        for piece in _pieces(file):
            sha256.update(last)
            seen(len(last))
            for lines in _batches(_text(last).split(k1.BREAK)[:-1]):
                yield _news(letter, lines, known, erased, proved=proved)
            last = piece
    letter.whole = sha256.hexdigest()
    end = k1.end(next(csv.reader([_text(last)]), []))
    if end is None or (end.sha256, end.rows) != (letter.whole, letter.rows):
        raise _OddError
    if end.event != (letter.event or end.event):
        raise _OddError
    letter.end = end


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield whole lines in large pieces, and the last line of the file by itself."""
    rest = b""
    while block := file.read(_BLOCK):
        rest += block
        start = rest.rfind(b"\n", 0, -1) + 1
        if len(rest) - start > k1.LONGEST_LINE:
            raise _OddError
        if start:
            yield rest[:start]
            rest = rest[start:]
    yield rest


def _text(block: bytes) -> str:
    try:
        return block.decode("ascii")
    except UnicodeDecodeError:
        raise _OddError from None


def _batches(rows: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]


def _news(
    letter: Letter, lines: Sequence[str], known: Known, erased: AbstractSet[str], *, proved: bool
) -> list[Entry]:
    """Return the entries of those lines that are new; what is known is not even read."""
    letter.rows += len(lines)
    parts = (line.split(",", 4) for line in lines)
    try:
        places = [(part[2], part[3], line[-33:]) for part, line in zip(parts, lines, strict=True)]
    except IndexError:
        raise _OddError from None
    held = known(places)
    letter.hold(held.values())
    news = []
    for line, place in zip(lines, places, strict=True):
        row = held.get(place[2])
        if row is None:
            entry = k1.read_line(line)
            if entry is None or not (proved or _acceptable(entry, letter)):
                raise _OddError
            news.append(entry)
        elif row < 0 and ",redacted,redacted,d" not in line:
            letter.telling = True
    letter.compare(news, erased)
    return news


def _acceptable(entry: Entry, letter: Letter) -> bool:
    return (not letter.event or entry.event == letter.event) and k1.genuine(entry)


# What a file is, at a glance ##########################################################


def is_finished(path: Path) -> bool:
    """Tell whether a file ends as a whole one does, so that nobody is still copying it."""
    if not path.is_file():  # a pipe would be waited for, and a device never ends
        return False
    try:
        with path.open("rb") as file:
            file.seek(-min(k1.LONGEST_LINE, path.stat().st_size), os.SEEK_END)
            last = file.read().rstrip(b"\r\n").rpartition(b"\n")[2]
        return k1.end(next(csv.reader([last.decode("ascii")]), [])) is not None
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def is_list(path: Path) -> bool:
    """Tell a file that is no sync file and may be a list of people."""
    if path.exists() and not path.is_file():
        return False
    if path.suffix.lower() not in {".csv", ".txt", ".tsv"}:
        return path.suffix.lower() in _OFFICE
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return False
    return bool(start.strip()) and b"fmt" not in start.replace(b"\0", b"")
