"""Somebody at the keyboard of the desk page, and the register that they have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checkin import people
from checkin.desk import Desk
from tests.ui.pausing import paused
from ui.main_window import MainWindow
from ui.pages.desk_page import DeskPage

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HOSTILE = '<b>Bobby</b> & Sons\u202e"; DROP TABLE person; --'


class Register:
    """The people of the tests, by a short name, and what their badges say."""

    def __init__(self, path: Path, clock: Callable[[], int]) -> None:
        self.ids: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        with Desk(path, writing=True, now=clock) as desk:
            for key, fields in GUESTS.items():
                self.ids[key] = people.enter(desk, fields, "").id
                self.codes[key] = desk.badge_code(self.ids[key])
            people.substitute(desk, self.ids["gone"], {"name": "Nora Neu"})
            people.cancel(desk, self.ids["off"])


GUESTS = {
    "anna": {"given": "Anna", "family": "Kalniņa", "country": "LV", "organisation": "Stadtrat"},
    "li": {"family": "LI", "given": "Na", "native_name": "李娜", "country": "CN"},
    "olena": {"given": "Olena", "family": "Shevchenko", "organisation": "Zaporizhstal"},
    "oleh": {"given": "Oleh", "family": "Shevchenko", "organisation": "Saporoshje Rat"},
    "stop": {"name": "Bernd Boettner", "attention": "Bitte zum Podium begleiten."},
    "gone": {"name": "Gustav Gegangen"},
    "off": {"name": "Olaf Abgesagt"},
    "evil": {"name": HOSTILE},
    **{f"h{n}": {"name": f"Harbin Gast{chr(97 + n)}", "delegation": "Harbin"} for n in range(5)},
}


class Hands:
    """Somebody at the keyboard of the desk page, who counts what is pressed besides letters."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot
        self.pressed = 0

    @property
    def page(self) -> DeskPage:
        """Return the page, which a change of language makes anew."""
        page = self.window.pages["desk"]
        assert isinstance(page, DeskPage)
        return page

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for sign in text:
            QTest.keyClick(self._focus(), sign)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key, and wait until what it began is done."""
        QTest.keyClick(self._focus(), key, held)
        self.pressed += 1
        self.settle()

    def scan(self, code: str) -> None:
        """Scan a code, with the Enter that scanners send."""
        self.type(code)
        QTest.keyClick(self._focus(), Qt.Key.Key_Return)

    def settle(self) -> None:
        """Wait until every verb is answered."""
        self._qtbot.waitUntil(lambda: not paused(self.window), timeout=10_000)
        self._qtbot.waitUntil(lambda: self.window.bridge.waiting == 0, timeout=10_000)
        self._qtbot.waitUntil(lambda: not self.page.reading_later(), timeout=10_000)

    def word(self) -> str:
        """Return the great word on the card."""
        return self.page.card.word.text()

    def advice(self) -> str:
        """Return what stands below it."""
        return self.page.card.advice.text()

    def _focus(self) -> QWidget:
        focused = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert focused is not None
        return focused


def here(hands: Hands, subject: str) -> bool:
    desk = hands.window.bridge.desk
    query = "SELECT max(here) FROM attendance WHERE person = ?"
    return bool(desk.db.execute(query, (subject,)).fetchone()[0])


def arrivals(hands: Hands) -> int:
    desk = hands.window.bridge.desk
    query = "SELECT count(*) FROM journal WHERE kind = 'arrived'"
    return int(desk.db.execute(query).fetchone()[0])
