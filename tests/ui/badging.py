"""Somebody on the badges page, and the register whose badges they print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checkin import people
from checkin.desk import Desk
from checkin.journal.queue import Row as Job
from checkin.printing import jobs
from ui.main_window import MainWindow
from ui.pages.badges_batch import BatchSheet
from ui.pages.badges_page import BadgesPage

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
PATIENCE = 20_000  # ms
UNPRINTABLE = "\U0010fffd"  # of no font that there will ever be

GUESTS = {
    "anna": {"given": "Anna", "family": "Kalniņa", "country": "LV"},
    "li": {"family": "LI", "given": "Na", "native_name": "李娜", "country": "CN"},
    "rare": {"family": "WANG", "given": "Rou", "native_name": f"王{UNPRINTABLE}", "country": "CN"},
    **{
        f"h{n}": {"family": f"Gast{chr(101 - n)}", "given": "H", "delegation": "Harbin"}
        for n in range(5)
    },
}


class Badging:
    """Hands at the page; what is pressed besides letters is counted."""

    def __init__(self, window: MainWindow, ids: dict[str, str], qtbot: QtBot) -> None:
        self.window, self.ids, self._qtbot = window, ids, qtbot
        self.pressed = 0
        window.go("badges")
        self.settle()

    @property
    def page(self) -> BadgesPage:
        """Return the page, which a change of language makes anew."""
        page = self.window.pages["badges"]
        assert isinstance(page, BadgesPage)
        return page

    @property
    def desk(self) -> Desk:
        """Return the desk that the window reads."""
        return self.window.bridge.desk

    @property
    def batch(self) -> BatchSheet:
        """Return the sheet of the batch that is open."""
        sheet = self.page.doing.sheet
        assert isinstance(sheet, BatchSheet)
        return sheet

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, and wait until what it began is done."""
        QTest.keyClick(_focus(), key, held)
        self.pressed += 1
        self.settle()

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for sign in text:
            QTest.keyClick(_focus(), sign)

    def settle(self) -> None:
        """Wait until every verb is answered, and no work is under way."""
        bridge, background = self.window.bridge, self.window.background
        self._qtbot.waitUntil(lambda: not (bridge.waiting or background.jobs), timeout=PATIENCE)
        QApplication.processEvents()

    def until(self, so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(so, timeout=PATIENCE)

    def run(self, verb: Callable[..., object], *args: object, **named: object) -> None:
        """Let the desk do something that was done elsewhere."""
        self.window.bridge.run(verb, *args, **named)
        self.settle()
        self.page.refresh()

    def jobs(self) -> list[Job]:
        """Return the jobs of the desk."""
        return jobs.jobs(self.desk)

    def shown(self) -> list[tuple[str, str]]:
        """Return what the queue shows: the state in a word, and the name."""
        model = self.page.queue.rows
        return [
            (str(model.index(place, 0).data()), str(model.index(place, 1).data()))
            for place in range(model.rowCount())
        ]

    def choose(self, *places: int) -> None:
        """Choose rows of the queue."""
        view = self.page.queue.view
        view.clearSelection()
        view.setFocus()
        for place in places:
            index = self.page.queue.rows.index(place, 0)
            flags = view.selectionModel().SelectionFlag
            view.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)

    def said(self) -> str:
        """Return the sentence in the status line."""
        return self.window.status.sentence.text()


def filled(path: Path, now: Callable[[], int]) -> dict[str, str]:
    """Fill the register; return the ids by a short name."""
    with Desk(path, writing=True, now=now) as desk:
        return {key: people.enter(desk, fields, "").id for key, fields in GUESTS.items()}


def _focus() -> QWidget:
    focused = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focused is not None
    return focused
