"""Somebody at the keyboard of a page, who waits for what the keys set off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.desk import Desk
from tests.ui.pausing import paused
from ui.main_window import MainWindow
from ui.pages.viewed_page import ViewedPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_PATIENCE = 10_000  # ms


class Keys:
    """Goes to a page, and presses keys there."""

    page = ""

    def __init__(self, window: MainWindow, ids: dict[str, str], qtbot: QtBot) -> None:
        self.window, self.ids, self._qtbot = window, ids, qtbot
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go(self.page)
        self.settle()

    @property
    def desk(self) -> Desk:
        """Return the desk as the window reads it."""
        return self.window.bridge.desk

    def view(self, name: str) -> Any:
        """Turn to a view."""
        page = self.window.page
        assert isinstance(page, ViewedPage)
        page.turn(name)
        self.settle()
        return page.view

    def press(self, *keys: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is, and wait for what they set off."""
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, key, held)
            self.settle()

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for sign in text:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, sign)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for what is worked out beside the window."""
        self._qtbot.waitUntil(until, timeout=_PATIENCE)

    def settle(self) -> None:
        """Wait until all is done."""
        bridge, background = self.window.bridge, self.window.background
        self.wait(lambda: not paused(self.window))
        self.wait(lambda: not bridge.waiting and not background.jobs)
        QApplication.processEvents()
