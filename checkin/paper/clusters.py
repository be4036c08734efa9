"""Characters that belong together: a letter with its marks, a syllable, a pair of joined signs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

JOINERS = "\u200c\u200d"
"""They draw nothing themselves; they belong to Persian and Indic spelling."""

_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_VOWELS = "\u0e33\u0eb3"  # Thai and Lao vowels that stand partly above the letter before them
_JAMO = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))  # vowels and finals of a Korean syllable
_LINK = 9  # the combining class of signs that bind the next letter to the last
_LOOSE = "\u0e3a\u103a\u0bcd"  # of that class, but the letter after them stands alone


def clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks that stand on it and the letters bound to it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _bound(text[place - 1], text[place]):
            yield text[start:place]
            start = place


def is_selector(character: str) -> bool:
    """Tell whether a character chooses a form of the one before it."""
    return any(ord(character) in block for block in _SELECTORS)


def _bound(before: str, after: str) -> bool:
    if after < "\u0300":
        return False
    if after in JOINERS or unicodedata.category(after)[0] == "M" or after in _VOWELS:
        return True
    if any(ord(after) in block for block in _JAMO):
        return unicodedata.category(before) == "Lo"
    return _links(before) and unicodedata.category(after) == "Lo"


def _links(character: str) -> bool:
    """Tell whether the letter after this sign is part of the same syllable."""
    if character in JOINERS:
        return character == "\u200d"
    return character not in _LOOSE and unicodedata.combining(character) == _LINK
