"""Three laptops of one congress: a window each, hands that type into it, one clock for all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checkin.desk import Desk
from tests.ui.pausing import paused
from ui.bridge import Bridge
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_results import DoneStep
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages.desk_page import DeskPage
from ui.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier
_PATIENCE = 20_000  # ms
_MOST_STEPS = 6  # of the import assistant


class Laptop:
    """One desk: its window, and somebody who types into it."""

    def __init__(self, event: Path, state: Path, clock: Callable[[], int], qtbot: QtBot) -> None:
        self._event, self._state, self._clock, self._qtbot = event, state, clock, qtbot
        self.window = self._opened()

    @property
    def desk(self) -> Desk:
        """Return the desk as the window reads it."""
        return self.window.bridge.desk

    def _opened(self) -> MainWindow:
        settings = Settings(self._state / "window.json")
        settings.set("language", "en")
        window = MainWindow(Bridge(self._event, self._clock, self._state), settings)
        with self._qtbot.waitExposed(window):
            window.show()
        return window

    def pull_the_plug(self) -> None:
        """Leave of the event file only what lies on the disk at this moment."""
        names = [self._event, Path(f"{self._event}-wal")]
        image = {path: path.read_bytes() for path in names if path.exists()}
        self.close()
        for path, content in image.items():
            path.write_bytes(content)

    def start_again(self) -> None:
        """Open the window on what is left."""
        self.window = self._opened()

    def close(self) -> None:
        """Close the window, and let nothing run on."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # Hands ##############################################################################

    def go(self, name: str) -> Page:
        """Bring a page to the front, with the keyboard in it."""
        self.window.activateWindow()
        if self.window.page.name != name:
            self.window.go(name)
        self.settle()
        return self.window.page

    def act(self, words: str) -> None:
        """Do what the palette finds by its words on the page that is open."""
        (found,) = (one for one in self.window.page.actions_here() if one.text == words)
        found.run()
        self.settle()

    def type(self, text: str) -> None:
        """Type where the focus is; what is no plain letter comes as from an input method."""
        for sign in text:
            focus = self._focus()
            if sign.isascii():
                QTest.keyClick(focus, sign)
            else:
                focus.insert(sign)  # type: ignore[attr-defined]

    def press(self, *keys: str) -> None:
        """Press keys, and wait for what they set off: F7, Return, ctrl+Return."""
        for key in keys:
            *held, name = key.split("+")
            modifier = CTRL if held else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self._focus(), getattr(Qt.Key, f"Key_{name}"), modifier)
            self.settle()

    def scan(self, code: str) -> None:
        """Scan a code, with the Enter that scanners send."""
        self.type(code)
        QTest.keyClick(self._focus(), Qt.Key.Key_Return)
        self.settle()

    def settle(self) -> None:
        """Wait until every verb is answered and every work is done."""
        window, page = self.window, self.window.page

        def still() -> bool:
            busy = window.bridge.waiting or window.background.jobs
            return (
                not busy
                and not paused(window)
                and not (isinstance(page, DeskPage) and page.reading_later())
            )

        for _twice in range(2):
            self._qtbot.waitUntil(still, timeout=_PATIENCE)
            QApplication.processEvents()

    def _focus(self) -> QWidget:
        if not self.window.isActiveWindow() and not QApplication.activeModalWidget():
            self.window.activateWindow()
            self._qtbot.waitUntil(self.window.isActiveWindow, timeout=_PATIENCE)
        focused = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert focused is not None
        return focused

    # Whole jobs #########################################################################

    def take_list(self, file: Path) -> None:
        """Take a list in with the assistant, as it is understood."""
        dialog = ImportDialog(self.window._context, self.window, file)  # noqa: SLF001  as it does
        dialog.show()
        self.settle()
        for _step in range(_MOST_STEPS):
            if isinstance(dialog.part, DoneStep):
                break
            dialog.go_on()
            self.settle()
        assert isinstance(dialog.part, DoneStep), file
        dialog.close()
        self.settle()

    def meet(self, folder: Path) -> None:
        """Exchange with the other desks by a folder."""
        page = self.go("exchange")
        page.meet(folder)  # type: ignore[attr-defined]
        self.settle()
