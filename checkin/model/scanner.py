"""Keyboard scanners: what their key strokes became under another layout, undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from checkin.model import code
from checkin.model.code import Reading


@dataclass(frozen=True, slots=True)
class Scan:
    """A text as read: the token of a genuine code, and the code or else the text itself."""

    reading: Reading
    token: str
    code: str


_Dead = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The characters of 47 keys, row by row, without and with Shift; dead keys by their mark."""

    plain: str
    shifted: str
    dead: _Dead = ()


_US = _Layout(
    r"`1234567890-= qwertyuiop[]\ asdfghjkl;' zxcvbnm,./",
    r'~!@#$%^&*()_+ QWERTYUIOP{}| ASDFGHJKL:" ZXCVBNM<>?',
)
_GERMAN = _Layout(
    "^1234567890ß\u00b4 qwertzuiopü+# asdfghjklöä yxcvbnm,.-",
    "°!\"§$%&/()=?` QWERTZUIOPÜ*' ASDFGHJKLÖÄ YXCVBNM;:_",
    (("\u0302", "^"), ("\u0301", "\u00b4"), ("\u0300", "`")),
)
_FRENCH = _Layout(
    "²&é\"'(-è_çà)= azertyuiop^$* qsdfghjklmù wxcvbn,;:!",
    "~1234567890°+ AZERTYUIOP¨£µ QSDFGHJKLM% WXCVBN?./§",
    (("\u0302", "^"), ("\u0308", "¨")),
)
_RUSSIAN = _Layout(
    r"ё1234567890-= йцукенгшщзхъ\ фывапролджэ ячсмитьбю.",
    'Ё!"№;%:?*()_+ ЙЦУКЕНГШЩЗХЪ/ ФЫВАПРОЛДЖЭ ЯЧСМИТЬБЮ,',
)
_UKRAINIAN = _Layout(
    r"'1234567890-= йцукенгшщзхї\ фівапролджє ячсмитьбю.",
    '₴!"№;%:?*()_+ ЙЦУКЕНГШЩЗХЇ/ ФІВАПРОЛДЖЄ ЯЧСМИТЬБЮ,',
)
_KAZAKH = _Layout(
    r'("әіңғ,.үұқөһ йцукенгшщзхъ\ фывапролджэ ячсмитьбю№',
    ")!ӘІҢҒ;:ҮҰҚӨҺ ЙЦУКЕНГШЩЗХЪ/ ФЫВАПРОЛДЖЭ ЯЧСМИТЬБЮ?",
)
_LATVIAN = _Layout(  # the ergonomic one, ŪGJRMV
    "\u00ad1234567890-f ūgjrmvnzēčžhķ šusildatec\u00b4 ņbīkpoā,.ļ",
    "?!«»$%/&\u00d7()_F ŪGJRMVNZĒČŽHĶ ŠUSILDATEC° ŅBĪKPOĀ;:Ļ",
    (("\u0301", "\u00b4"), ("\u030a", "°")),
)
_LATVIAN_MODERN = _Layout(
    r"`1234567890-= šēertāuiopūņ\ asdfghjklī' zķcvbnm,.ļ",
    '~!ČčŽž^&*()_+ ŠĒERTĀUIOPŪŅ| ASDFGHJKLĪ" ZĶCVBNMģĢĻ',
)
_LATVIAN_QWERTY = _Layout(  # as the American, but ' waits for a letter to put a mark on
    _US.plain,
    _US.shifted,
    (("\u0304", "'"), ("\u030c", "'"), ("\u0327", "'")),
)
_LAYOUTS = (
    _GERMAN,
    _RUSSIAN,
    _UKRAINIAN,
    _FRENCH,
    _LATVIAN,
    _LATVIAN_MODERN,
    _LATVIAN_QWERTY,
    _KAZAKH,
    _US,
)

_NOISE: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]),  # STX, ETX, GS, CR, LF, TAB ...
    **dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF]),
    **{0xFEE0 + value: chr(value) for value in range(0x21, 0x7F)},  # full-width, from an IME
    0x3000: " ",
}
_PREFIX = re.compile(r"(?:\][A-Za-z][0-9A-Za-z])?(?:\\[0-9]{6})*")
"""What scanners put in front: the AIM symbology identifier, then extended channel numbers."""
_ANNOUNCED = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_FIGURE = re.compile("[0-9]")
_LONGEST = 4_296  # characters in the fullest QR symbol


def read(key: bytes, text: str) -> Scan:
    """Tell what was scanned or typed: as it stands, else as some layout may have changed it.

    Only a genuine code is believed under any layout. Anything less must show that it was no word:
    by a structure that no words have, or by figures in the text as it arrived.
    """
    for sent in candidates(text):
        if whole := code.genuine(key, sent):
            return Scan(Reading.GENUINE, whole[: code.TOKEN], whole)
    return _other(key, text)


def candidates(text: str) -> Iterator[str]:
    """Yield what a scanner may have sent: the text as it stands, then each layout undone."""
    text = _clean(text)
    seen = {_bare(text)}
    yield _bare(text)
    for table in _TABLES if len(text) <= _LONGEST else ():
        sent = _bare(text.translate(table))
        if sent.isascii() and sent not in seen:  # American keys send nothing else
            seen.add(sent)
            yield sent


def _other(key: bytes, text: str) -> Scan:
    """Tell what a text is that is no genuine code under any layout."""
    as_it_stands, *undone = candidates(text)
    reading, said = code.read(key, as_it_stands)
    if reading is not Reading.NOT_A_CODE:
        return Scan(reading, "", said)
    figures, word = _FIGURE.search(as_it_stands), as_it_stands.isalpha()
    for sent in undone:
        if figures or (code.structured(sent) and not (word and sent.isdigit())):
            reading, found = code.read(key, sent)
            if reading is not Reading.NOT_A_CODE:
                return Scan(reading, "", found)
    return Scan(Reading.FOREIGN if _announced(text) else Reading.NOT_A_CODE, "", said)


def _bare(text: str) -> str:
    return _PREFIX.sub("", text, count=1).strip()


def _clean(text: str) -> str:
    return text.translate(_NOISE).strip()


def _announced(text: str) -> bool:
    """Tell whether a scanner said which kind of symbol it read; nobody types that."""
    return _ANNOUNCED.match(_clean(text)) is not None


def _tables(layout: _Layout) -> Iterator[dict[int, str]]:
    """Lead back to the American keys: as they are, with Caps Lock, with Shift inverted."""
    arrived = _keys(layout.plain, layout.shifted)
    locked = [swapped if len(swapped := char.swapcase()) == 1 else char for char in arrived]
    sent, inverted = _keys(_US.plain, _US.shifted), _keys(_US.shifted, _US.plain)
    yield _way_back(arrived, sent, layout.dead)
    yield _way_back(locked, sent, layout.dead)
    yield _way_back(arrived, inverted, layout.dead)


def _keys(*rows: str) -> list[str]:
    return [char for row in rows for char in row if char != " "]


def _way_back(arrived: list[str], sent: list[str], dead: _Dead) -> dict[int, str]:
    """Map what arrived to what was sent; where two keys give one character, the plain one."""
    table = {ord(char): key for char, key in zip(reversed(arrived), reversed(sent), strict=True)}
    for mark, key in dead:
        for char in filter(str.isalpha, arrived):
            marked = unicodedata.normalize("NFC", char + mark)
            if len(marked) == 1:
                table.setdefault(ord(marked), table[ord(key)] + table[ord(char)])
    return table


_TABLES = [table for layout in _LAYOUTS for table in _tables(layout)]
