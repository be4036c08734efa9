"""Names that look as if something had happened to them on the way; people decide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from checkin.i18n import gettext as _
from checkin.lists.roster import Roster

MOST = 1_000
_NAMES = ("name", "family", "given", "middle", "native_name", "title", "person")
_LOST = re.compile(r"[?]|(?<=\w)_(?=\w)")
_TWO = re.compile(r"[;/&+、；／＆]|\s(?:und|and|u\.|et|и|та|un)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"\S*[^\x00-\x7f]\S*")
_PAGES = ("cp1252", "latin-1", "cp1251", "cp1257")  # that text in UTF-8 is taken for
_SCRIPTS = {
    **{name: name for name in ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "GEORGIAN")},
    **{name: name for name in ("ARMENIAN", "DEVANAGARI", "THAI", "MONGOLIAN")},
    **dict.fromkeys(("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "HANGUL"), "HAN"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell with a name that somebody should look at."""

    line: int
    column: int
    text: str
    reason: str


def doubts(roster: Roster, most: int = MOST) -> list[Doubt]:
    """List the suspicious names of a list, at most so many."""
    found: list[Doubt] = []
    for doubt in _doubts(roster):
        found.append(doubt)
        if len(found) == most:
            break
    return found


def reason(text: str, *, of_person: bool = True) -> str:
    """Say why a name, or else a title, is suspicious; '' where it is not."""
    if "\ufffd" in text or (of_person and _LOST.search(text)):
        return _("A character was lost here.")
    if any(map(_garbled, _FOREIGN.findall(text))):
        return _("This looks like the wrong code page.")
    return _reason_of_name(text) if of_person else ""


def _reason_of_name(text: str) -> str:
    if "@" in text:
        return _("This is an e-mail address, not a name.")
    if not _WORD.search(text):
        return _("There is no letter in this name.")
    if any(len(_scripts(word)) > 1 for word in _WORD.findall(text)):
        return _("Letters of two scripts stand in one word.")
    return _("These may be two people.") if _TWO.search(text) else ""


def _doubts(roster: Roster) -> Iterator[Doubt]:
    people = roster.kind in {"people", "interpreters", "bookings"}
    columns = [
        at
        for name, at in roster.columns.columns.items()
        if name in _NAMES and not (people and name == "title")
    ]
    for record in roster.table.records():
        for at in columns:
            text = record.cells[at] if at < len(record.cells) else ""
            if text and (why := reason(text, of_person=people)):
                yield Doubt(record.line, at, text, why)


def _garbled(word: str) -> bool:
    """Tell whether the word is UTF-8 that was read in an older code page: MÃ¼ller, РњРёСЂ."""
    for page in _PAGES:
        try:
            meant = word.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        if meant != word:
            return True
    return False


def _scripts(word: str) -> set[str]:
    first = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return {_SCRIPTS[name] for name in first if name in _SCRIPTS}
