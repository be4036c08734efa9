"""A register in a window, and the hands that use it: keys pressed wherever the focus is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from checkin import people
from checkin.attendance import scanning
from checkin.desk import Desk
from ui.main_window import MainWindow
from ui.pages.people_page import PeoplePage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BOTH = CTRL | SHIFT
HOSTILE = '<b>Bobby</b> & Sons\u202e"; DROP TABLE person; --'
GUESTS: dict[str, dict[str, str]] = {
    "zander": {"given": "Uwe", "family": "Zander", "country": "DE", "role": "speaker"},
    "arzt": {"given": "Anna", "family": "Ärzte", "country": "DE", "organisation": "Klinikum"},
    "anna": {"given": "Anna", "family": "Kalniņa", "country": "LV", "delegation": "Daugavpils"},
    "li": {"family": "LI", "given": "Na", "native_name": "李娜", "country": "CN"},
    "twin": {"family": "Li", "given": "Na", "native_name": "李娜", "city": "Harbin"},
    "stop": {"name": "Bernd Boettner", "attention": "Bitte zum Podium begleiten."},
    "evil": {"name": HOSTILE, "organisation": "=HYPERLINK(1)"},
    "long": {"name": "x" * 20_000, "city": "\u202e" * 500},
}


class Register:
    """A window on a register, and the ids of its people by a short name."""

    def __init__(self, window: MainWindow, ids: dict[str, str], qtbot: QtBot) -> None:
        self.window, self.ids, self.qtbot = window, ids, qtbot
        page = window.pages["people"]
        assert isinstance(page, PeoplePage)
        self.page = page

    @property
    def desk(self) -> Desk:
        """Return the desk that reads."""
        return self.window.bridge.desk

    def person(self, key: str) -> Any:
        """Return a person as they are now."""
        return self.desk.person(self.ids[key])

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key wherever the focus is, and let the desk answer."""
        popup = QApplication.activePopupWidget()
        QTest.keyClick(popup or QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def type(self, text: str) -> None:
        """Type letters wherever the focus is."""
        for letter in text:
            QTest.keyClick(QApplication.focusWidget(), letter)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        QApplication.processEvents()
        bridge, background = self.window.bridge, self.window.background
        self.qtbot.waitUntil(lambda: not bridge.waiting and not background.jobs)
        for _each in range(4):  # what is put into a layout is shown by an event, and its parts too
            QApplication.processEvents()

    def names(self) -> list[str]:
        """Return the names in the table."""
        model = self.page.table.view.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def mark(self, key: str) -> None:
        """Go to a person in the table, with the arrow keys."""
        self.page.table.view.setFocus()
        self.press(Qt.Key.Key_Home, CTRL)
        wanted = self.desk.person(self.ids[key])
        for _row in range(len(self.names())):
            current = self.page.table.current()
            if current is not None and self.page.roll.ids([current]) == [wanted and wanted.id]:
                return
            self.press(Qt.Key.Key_Down)
        raise AssertionError(key)

    def words(self, widget: QWidget) -> str:
        """Return all that a part of the window says."""
        return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())

    def await_words(self, text: str, widget: QWidget) -> None:
        """Wait until a part of the window says something."""
        self.qtbot.waitUntil(lambda: text in self.words(widget))


def opened(window: MainWindow, ids: dict[str, str], qtbot: QtBot) -> Register:
    """Go to the register of a window by its key."""
    made = Register(window, ids, qtbot)
    number = list(made.window.pages).index("people") + 1
    made.press(getattr(Qt.Key, f"Key_{number}"), CTRL)
    return made


def filled(event_file: Path, clock: Callable[[], int]) -> dict[str, str]:
    """Enter the people of the tests; return their ids."""
    with Desk(event_file, writing=True, now=clock) as desk:
        ids = {key: people.enter(desk, fields, "").id for key, fields in GUESTS.items()}
        scanning.check_in(desk, ids["anna"])
    return ids
