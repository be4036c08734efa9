"""A field that offers the variants of a letter, for names that no keyboard here can type."""

from __future__ import annotations

import unicodedata
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from checkin.i18n import gettext as _
from ui.widgets.field import Field

_ALPHABETS = {
    "LV": "āčēģīķļņšūž",
    "LT": "ąčęėįšųūž",
    "EE": "äõöüšž",
    "PL": "ąćęłńóśźż",
    "CZ": "áčďéěíňóřšťúůýž",
    "SK": "áäčďéíĺľňóôŕšťúýž",
    "HU": "áéíóöőúüű",
    "RO": "ăâîșț",
    "TR": "çğıöşü",
    "FR": "àâæçéèêëîïôœùûüÿ",
    "ES": "áéíñóúü",
    "PT": "áâãàçéêíóôõú",
    "SE": "åäö",
    "NO": "æøå",
    "DK": "æøå",
    "IS": "áæðéíóöþúý",
    "CN": "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü",
}
"""The letters of the people of a country that plain English lacks, in their order."""

_SISTERS = {"a": "æå", "d": "ðđ", "l": "ł", "o": "øœ", "s": "ß", "t": "þŧ", "i": "ı", "h": "ħ"}
_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_MOST = 12


def variants(letter: str, country: str = "") -> list[str]:
    """Return the letters that differ from this one by their marks only; the country's own first."""
    own = _ALPHABETS.get(country, "")
    low = letter.lower()
    found = sorted(_sisters(_base(low)), key=lambda one: (one not in own, own.find(one)))
    wanted = [one for one in found if one != low][:_MOST]
    return [one.upper() if letter.isupper() and len(one.upper()) == 1 else one for one in wanted]


@cache
def _sisters(base: str) -> list[str]:
    letters = [chr(code) for code in _LATIN if _base(chr(code)) == base and chr(code).islower()]
    return [base, *_SISTERS.get(base, ""), *letters]


def _base(letter: str) -> str:
    for base, sisters in _SISTERS.items():
        if letter in sisters:
            return base
    return unicodedata.normalize("NFD", letter)[:1]


class LetterField(Field):
    """Alt+Down offers what the letter before the cursor may also be."""

    def __init__(self, name: str, text: str = "", country: str = "") -> None:
        super().__init__(name, text, _("Alt+↓ offers letters"))
        self._country = country

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer letters."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer_letters()
        else:
            super().keyPressEvent(event)

    def offer_letters(self) -> None:
        """Open a menu with the variants of the letter before the cursor, the likeliest first."""
        place = self.cursorPosition()
        letter = self.text()[place - 1 : place]
        found = variants(letter, self._country) if letter.isalpha() else []
        if not found:
            return
        menu = QMenu(self)
        menu.setAccessibleName(_("Letters"))
        for one in found:
            menu.addAction(one).triggered.connect(
                lambda _checked=False, sign=one: self._put(place, sign)
            )
        menu.setActiveAction(menu.actions()[0])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.cursorRect().bottomLeft()))

    def _put(self, place: int, letter: str) -> None:
        text = self.text()
        self.setText(f"{text[: place - 1]}{letter}{text[place:]}")
        self.setCursorPosition(place)
