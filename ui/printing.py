"""Printing while the window is open: beside it, what waits is sent and the printer is looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.i18n import gettext as _
from checkin.printing.station import station
from ui.bridge import Bridge

if TYPE_CHECKING:
    from checkin.printing.printer import Printer

LOOKED_EVERY = 5.0  # seconds between two looks at the printer
_LOOKED_SOON = 1.0  # the same while it prints: it is ready in a moment
_AFTER_FAULT = 10.0  # seconds until printing is tried again after something went wrong
_WINDOW_FIRST = 1.0  # seconds that the window has for its first picture, before printers are loaded
_GAP = 2.0  # seconds that a look waits for a step to end: some printers answer one at a time
_PATIENCE = 2.0  # seconds in which a step under way may end when the window closes


@dataclass(frozen=True, slots=True)
class Sight:
    """The printer of this desk as it was seen last."""

    name: str = ""  # '' where none is chosen
    printer: Printer | None = None  # None where it was not seen yet, or does not answer
    silence: str = ""  # why it does not answer


class Printing(QObject):
    """Runs the spooler's steps on a thread of its own, and looks at the printer on another.

    Either may hang as long as a printer likes: nobody at the desk waits for it.
    """

    moved = Signal()  # a job has come further
    seen = Signal(object)  # Sight
    _noted = Signal()  # these two are emitted on the threads beside the window
    _looked = Signal(object)
    _broke = Signal(object)  # an error that nobody expected

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.sight = Sight()
        self._closing, self._due, self._wanted = Event(), Event(), Event()
        self._back = Event()  # the printer answers again
        self._stepping, self._loading = Lock(), Lock()
        self._broke.connect(_raise)
        self._noted.connect(self._on_noted)
        self._looked.connect(self._on_looked)
        bridge.waited.connect(self._on_waited)
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Begin; a practice file prints nothing."""
        if self._threads or self._bridge.desk.practising:
            return
        works = (("spooler", self._spool), ("printer", self._look))
        self._threads = [
            Thread(target=self._work, args=(work,), name=name, daemon=True) for name, work in works
        ]
        for thread in self._threads:
            thread.start()

    def nudge(self) -> None:
        """Send now what waits."""
        self._due.set()

    def look(self) -> None:
        """Look at the printer now."""
        self._wanted.set()

    def close(self) -> None:
        """Stop; what a hanging printer has not taken is found again at the next start."""
        if self._closing.is_set():
            return
        self._closing.set()
        self._due.set()
        self._wanted.set()
        self._bridge.waited.disconnect(self._on_waited)
        with self._loading:
            pass  # Python crashes where it ends while another thread loads a library
        for thread in self._threads:
            thread.join(_PATIENCE)

    def _on_waited(self, waiting: int) -> None:
        """See what a verb has left to be printed, as soon as no guest waits for an answer."""
        if not waiting:
            self.nudge()

    def _on_noted(self) -> None:
        if not self._closing.is_set():
            self.look()
            self.moved.emit()

    def _on_looked(self, sight: Sight) -> None:
        if sight != self.sight and not self._closing.is_set():
            if self.sight.silence and sight.printer:
                self._back.set()
                self.nudge()
            self.sight = sight
            self.seen.emit(sight)

    # Beside the window ##################################################################

    def _work(self, work: Callable[[Desk], None]) -> None:
        """Do a work until the window closes; what goes wrong is told, and it goes on."""
        while not self._closing.is_set():
            try:
                with Desk(self._bridge.path, now=self._bridge.now) as desk:
                    work(desk)
            except StoppedError:
                return
            except BaseException as error:  # noqa: BLE001  raised again on the window's thread
                self._tell(self._broke, error)
                self._closing.wait(_AFTER_FAULT)

    def _spool(self, desk: Desk) -> None:
        self._due.wait(_WINDOW_FIRST)
        with self._loading:
            if self._closing.is_set():
                return
            from checkin.printing.spooler import Spooler  # noqa: PLC0415  a fifth of a start

        spooler = Spooler(desk, self._call)
        while not self._closing.is_set():
            self._due.clear()
            desk.refresh()  # the event is on every badge
            if self._back.is_set():
                self._back.clear()
                spooler.ask_anew()
            with self._stepping:
                pause = spooler.step()
            self._due.wait(pause)

    def _look(self, desk: Desk) -> None:
        self._wanted.wait(_WINDOW_FIRST)
        with self._loading:
            if self._closing.is_set():
                return
            from checkin.printing import systems  # noqa: F401, PLC0415  so that a look loads nothing

        while not self._closing.is_set():
            self._wanted.clear()
            free = self._stepping.acquire(timeout=_GAP)
            try:
                seen = sight(desk)
            finally:
                if free:
                    self._stepping.release()
            self._tell(self._looked, seen)
            busy = seen.printer is not None and seen.printer.state == "busy"
            self._wanted.wait(_LOOKED_SOON if busy else LOOKED_EVERY)

    def _call(self, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Let the desk note something, as long as the window is open."""
        if self._closing.is_set():
            raise StoppedError(_("Stopped. Nothing was changed."))
        result = self._bridge.call(verb, *args, **named)
        self._tell(self._noted)
        return result

    def _tell(self, signal: Any, *values: object) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone already
            signal.emit(*values)


def sight(desk: Desk) -> Sight:
    """Look at the printer of a desk; it may take its time."""
    from checkin.printing import systems  # noqa: PLC0415  as the spooler

    here = station(desk)
    name = here.printer_for(here.layout)
    if not name:
        return Sight()
    try:
        return Sight(name, systems.printer(name))
    except DeskError as error:
        return Sight(name, silence=str(error))


def _raise(error: BaseException) -> None:
    raise error
