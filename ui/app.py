"""The program with a window: one for each person, whatever event it opens."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QMetaObject, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from checkin import demo_clock, i18n, timekeeping
from checkin.i18n import gettext as _
from checkin.journal.writer import machine_now
from ui import faults, power, theme
from ui.bridge import Bridge
from ui.dialogs.trouble_dialog import TroubleDialog
from ui.faults import Faults
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.single import Single
from ui.theme import Tone

if TYPE_CHECKING:
    from ui.dialogs.opening import Opening

_POWER_EVERY, _HEARD_EVERY = 60_000, 500  # ms


class App:
    """The application, its look and language, and the window that is open."""

    def __init__(self, arguments: list[str]) -> None:
        os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia*=false")
        running = QApplication.instance() or QApplication(arguments)
        assert isinstance(running, QApplication)  # noqa: S101  made above
        self.qt = running
        self.qt.setApplicationName("checkin")
        self.qt.setDesktopFileName("checkin")
        self.settings = Settings()
        self._words = QTranslator()
        self.window: MainWindow | None = None
        self.opening: Opening | None = None
        self._told = False  # that there was a fault
        self._refused = ""  # the last sentence
        self.look()
        self._gauge = QTimer()
        self._gauge.timeout.connect(self.read_battery)
        self._faults = Faults()
        self._faults.noticed.connect(self.tell_fault)
        self._faults.refused.connect(self.refuse)
        self._watched: list[QMetaObject.Connection] = []

    # Looks and words ####################################################################

    def look(self) -> None:
        """Wear the look and speak the language that the settings say."""
        i18n.use(self.settings.language)
        self.qt.removeTranslator(self._words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._words.load(f"qtbase_{self.settings.language}", folder):
            self.qt.installTranslator(self._words)
        chosen = self.settings.value("theme", "")
        dark = theme.system_is_dark() if not chosen else chosen == "dark"
        theme.apply(self.qt, dark=dark, size=self.settings.text_size)
        self.qt.setWindowIcon(theme.icon("badge", Tone.ACCENT, 64))

    def follow(self) -> None:
        """Turn dark or light with the machine, unless somebody chose otherwise."""
        if self.settings.value("theme", ""):
            return
        if theme.system_is_dark() == (theme.current() is theme.DARK):
            return
        if self.window:
            self.window.wear()
        else:
            self.look()

    # The window #########################################################################

    def start(self, event: Path | None = None) -> None:
        """Open this event, else the one that was open last, else ask which."""
        latest = [Path(text) for text in self.settings.value("recent", []) if isinstance(text, str)]
        if event or latest:
            self.show(event or latest[0])
        else:
            self.ask()

    def open(self, event: Path) -> MainWindow:
        """Open an event file in a window; raises DeskError where that cannot be."""
        bridge = Bridge(event, demo_clock.of(event) or machine_now)
        self.settings.opened(event)
        before, self.window = self.window, MainWindow(bridge, self.settings)
        self.window.looked_new.connect(self.look)
        self.window.left.connect(self.ask)
        self.window.wanted.connect(self.show)
        if self.settings.value("geometry", ""):
            self.window.show()
        else:
            self.window.showMaximized()
        self.stay_in_sight()
        self.read_battery()
        if bridge.renewed:
            text = _("This file is a copy. It goes on as a desk of its own; nothing is lost.")
            self.window.say(text, Tone.NOTE)
        if before:
            if not before.shut:
                before.close()
            before.deleteLater()
        self._ask_time(bridge)
        return self.window

    def _ask_time(self, bridge: Bridge) -> None:
        """Ask once for day and time, where those of this machine cannot be right."""
        doubt = None if demo_clock.of(bridge.path) else timekeeping.doubt(bridge.desk)
        if doubt:
            from ui.dialogs.time_dialog import TimeDialog  # noqa: PLC0415  rarely needed

            TimeDialog(self.window, bridge, doubt).open()

    def show(self, event: Path) -> bool:
        """Bring this event to the front; where it cannot be opened, say why and what to do."""
        if (
            self.window
            and not self.window.shut
            and self.window.bridge.path.resolve() == event.resolve()
        ):
            _raise(self.window)
            return True
        try:
            self.open(event)
        except Exception as error:
            if not (sentence := faults.sentence(error)):
                raise
            self.refuse(sentence)
            return False
        return True

    def front(self, event: Path | None) -> None:
        """Come to the front, as somebody started the program again, with this event if any."""
        if self._alone():
            return  # guests stand before it
        if event:
            self.show(event)
        elif self.window and self.window.shut:
            self.start()  # it was just closed, and the program is about to end
        elif shown := self.opening or self.window:
            _raise(shown)

    def refuse(self, sentence: str) -> None:
        """Say what the world did, on whatever is open."""
        if self.window and not self.window.shut:
            if sentence != self._refused and not self._alone():
                _raise(self.window)  # once: what reads every second would take every other focus
            self._refused = sentence
            self.window.say(sentence, Tone.STOP)
        else:
            self.ask(sentence)

    def _alone(self) -> bool:
        """Tell whether a window has the whole screen, and no other may come before it."""
        return any(one.property("alone") for one in self.qt.topLevelWidgets())

    def ask(self, sentence: str = "") -> None:
        """Show the opening screen, with what there is to say first."""
        from ui.dialogs.opening import Opening  # noqa: PLC0415  most starts go without

        before, self.opening = self.opening, Opening(self.settings, sentence)
        self.opening.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.opening.finished.connect(self._on_chosen)
        self.opening.show()
        if before:
            before.reject()

    def _on_chosen(self) -> None:
        """Open what was chosen; whoever chose nothing goes on with what is open."""
        answered = self.opening
        if answered is None or answered.isVisible():
            return  # another one has taken its place
        self.opening = None
        answered.deleteLater()
        if answered.path:
            self.show(answered.path)

    def _on_closed(self) -> None:
        """End when nothing is open any more, and nothing is about to open."""
        if not any(one.isVisible() for one in self.qt.topLevelWidgets()):
            self.qt.quit()

    def stay_in_sight(self) -> None:
        """Move the window to where a screen is, in case the one it was on is gone."""
        if not self.window:
            return
        there = self.window.frameGeometry()
        if any(one.availableGeometry().intersects(there) for one in self.qt.screens()):
            return
        self.window.move(self.qt.primaryScreen().availableGeometry().topLeft())

    # The machine ########################################################################

    def read_battery(self) -> None:
        """Let the window say how the battery is, if that matters."""
        if self.window:
            self.window.charge(power.read())

    def tell_fault(self) -> None:
        """Say that something went wrong: once at length, then in the status line."""
        if self._told and self.window:
            self.window.say(_("Something went wrong in the program."), Tone.STOP)
        elif not self._told:
            self._told = True
            TroubleDialog(self.window or self.opening, faults.log()).show()

    def watch(self) -> None:
        """Follow the machine, and hear of everything that goes wrong."""
        hints = self.qt.styleHints()
        self._watched = [
            hints.colorSchemeChanged.connect(lambda _scheme: self.follow()),
            self.qt.screenRemoved.connect(lambda _one: QTimer.singleShot(0, self.stay_in_sight)),
            self.qt.lastWindowClosed.connect(lambda: QTimer.singleShot(0, self._on_closed)),
        ]
        self.qt.setQuitOnLastWindowClosed(False)  # one window may go before another comes
        self._faults.watch()
        self._gauge.start(_POWER_EVERY)

    def leave(self) -> None:
        """Hear of nothing any more."""
        self._gauge.stop()
        self._faults.leave()
        for one in self._watched:
            QObject.disconnect(one)
        self._watched = []

    def run(self) -> int:
        """Stay until the last window is closed; return the exit status."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_signal: self.qt.closeAllWindows())
        ear = QTimer()  # Python hears of a signal only when it runs
        ear.timeout.connect(lambda: None)
        ear.start(_HEARD_EVERY)
        self.watch()
        rest = power.stay_awake()
        try:
            return self.qt.exec()
        finally:
            rest()
            self.leave()


def main(event: Path | None, single: Single) -> int:
    """Open the window and stay until it is closed; return the exit status."""
    app = App(sys.argv[:1])
    single.called.connect(app.front)
    single.listen()
    app.start(event)
    return app.run()


def _raise(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
