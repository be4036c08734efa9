"""The encoding of a text file: told, marked, valid as UTF-8, or the likeliest."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables import codepages
from checkin.tables.codepages import Guess

MOST_LINES = 500_000
LONGEST_LINE = 4_000_000
LARGEST_TEXT = 50_000_000  # characters of a clipboard
_BLOCK = 1 << 20
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What the bytes of a text file turned out to be."""

    encoding: str
    guesses: tuple[Guess, ...] = ()
    certain: bool = True
    damaged: bool = False


def told(path: Path, encoding: str) -> Content:
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
    return Content(known, damaged=not _valid(path, known))


def found(path: Path) -> Content:
    """Find the encoding out: marks first, then the validity of UTF-8, then likelihood."""
    ascii_only = _check_lines(path)
    with path.open("rb") as file:
        head = file.read(_BLOCK)
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return Content(encoding, damaged=not _valid(path, encoding))
    wide = _utf16(head)
    if wide and _valid(path, wide):
        return Content(wide)
    if ascii_only or _valid(path, "utf-8"):
        return Content("utf-8")
    if _nearly_utf8(head):
        return Content("utf-8", damaged=True)
    best, certain = codepages.guesses(_blocks(path))
    chosen = best[0].encoding
    return Content(chosen, best, certain, damaged=not _valid(path, chosen))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block + file.readline(LONGEST_LINE)


def check_text(path: Path, text: str) -> None:
    """Refuse a text with too many lines, or with one that never ends."""
    lines = text.count("\n") + text.count("\r")
    if lines > MOST_LINES or (not lines and len(text) > LONGEST_LINE) or len(text) > LARGEST_TEXT:
        raise _too_long(path, 1)


def _check_lines(path: Path) -> bool:
    """Refuse too many lines or one that never ends; return whether all bytes are ASCII."""
    lines, plain, size = 0, True, path.stat().st_size
    for block in _blocks(path):
        plain = plain and block.isascii()
        breaks = max(block.count(b"\n"), block.count(b"\r"))
        lines += breaks
        endless = not breaks and size > LONGEST_LINE
        if lines > MOST_LINES or endless or len(block) >= _BLOCK + LONGEST_LINE:
            raise _too_long(path, lines + 1)
    return plain


def _too_long(path: Path, line: int) -> DeskError:
    sentence = _("{file} has too many or too long lines for a list (from line {line}).")
    return DeskError(sentence.format(file=path.name, line=line))


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
