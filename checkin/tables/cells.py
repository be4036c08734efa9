"""What is taken off a cell when it is read, and put on one when a spreadsheet will open it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

BLANK = " \t\r\n\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
BLANK += "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff"
"""White space in the widest sense: also no-break, ideographic and zero-width."""

_LINE = re.compile("\r\n|[\t\n\r\x0b\x0c\x85\u2028\u2029]")
# Controls of C0 and C1, byte order marks, bidirectional marks, embeddings, overrides, isolates,
# tag characters and noncharacters; the joiners stay, Persian and Indic names need them.
_DROPPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_RISKY = re.compile("^'*[" + re.escape(BLANK) + "]*[-=+@＝＋－＠]|^'*[\t\r]")


def clean(text: str) -> str:
    """Take off what surrounds a value or hides in it; never touch how it is written."""
    text = _DROPPED.sub("", _LINE.sub(" ", text))
    return unicodedata.normalize("NFC", unprotected(text.strip(BLANK)).strip(BLANK))


def cleaned(cells: Sequence[str]) -> tuple[str, ...]:
    """Clean a whole record; the usual one is printable, has no apostrophe, and is only stripped."""
    whole = "".join(cells)
    if (
        whole.isprintable()
        and "'" not in whole
        and (whole.isascii() or unicodedata.is_normalized("NFC", whole))
    ):
        return tuple([cell.strip() for cell in cells])
    return tuple([clean(cell) for cell in cells])


def risky(text: str) -> bool:
    """Say whether a spreadsheet may take the text for a formula (CSV-06)."""
    return _RISKY.match(text) is not None


def protected(text: str) -> str:
    """Put an apostrophe before what a spreadsheet may take for a formula."""
    return "'" + text if risky(text) else text


def unprotected(text: str) -> str:
    """Take the apostrophe away again that `protected` put there."""
    return text[1:] if text[:1] == "'" and risky(text[1:]) else text
