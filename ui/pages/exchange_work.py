"""What the exchange page does in the background, and how it looks out for others."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

from checkin import exchange
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.exchange import Exchange
from checkin.i18n import gettext as _
from checkin.letters import inbox
from ui.background import Progress
from ui.bridge import Bridge

FOLDER = "checkin-exchange"  # on a stick, so that it never mixes with what else lies there
LOOKED_EVERY = 5_000  # ms between two looks into the folder
EXCHANGED_EVERY = 180.0  # seconds between two exchanges by itself while this desk has news
_RIPE = 60.0  # seconds after which a file that does not end well is taken for what it is
_REMOVABLE = 2  # a kind of drive, as Windows counts them
_STICKS = ("/media/", "/run/media/", "/Volumes/")

Look = Mapping[str, tuple[int, int]]
"""Size and time of the files in a folder, by name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an exchange or of reading files."""

    met: Exchange
    place: Path | None = None  # the folder that was written to
    lists: tuple[Path, ...] = ()  # files that may be lists of people
    stopped: str = ""  # the sentence on what somebody stopped


@dataclass(frozen=True, slots=True)
class Stick:
    """A medium that somebody has put in."""

    path: Path
    title: str
    free: int  # bytes

    @property
    def folder(self) -> Path:
        """Return where desks meet on it."""
        return self.path / FOLDER


def sticks() -> list[Stick]:
    """Return what is put in, by name."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        path = volume.rootPath()
        if volume.isReady() and _is_removable(path):
            title = volume.displayName().removeprefix(f"{Path(path).parent}/")
            found.append(Stick(Path(path), title, volume.bytesAvailable()))
    return sorted(found, key=lambda stick: stick.title)


if sys.platform == "win32":
    import ctypes

    def _is_removable(path: str) -> bool:
        return int(ctypes.windll.kernel32.GetDriveTypeW(path)) == _REMOVABLE

else:

    def _is_removable(path: str) -> bool:
        return path.startswith(_STICKS)


# In the background ####################################################################


def exchanged(progress: Progress, bridge: Bridge, place: Path) -> Outcome:
    """Exchange with a folder; the one on a stick is made where it is not there yet."""
    try:
        if place.name == FOLDER and place.parent.is_dir():
            place.mkdir(exist_ok=True)
        if not place.is_dir():
            raise DeskError(
                _("The folder {path} is not there. Is the stick in?").format(path=place)
            )
    except OSError as error:
        raise DeskError(
            _("Nothing could be written to {folder} ({reason}).").format(
                folder=place, reason=error.strerror
            )
        ) from error
    try:
        with Desk(bridge.path, now=bridge.now) as desk:
            return Outcome(exchange.meet(desk, place, bridge.call, progress), place)
    except StoppedError as error:
        return Outcome(Exchange(), stopped=str(error))


def taken(progress: Progress, bridge: Bridge, files: Sequence[Path]) -> Outcome:
    """Read files that somebody chose or dropped; of a folder, those in it."""
    wanted: list[Path] = []
    for file in files:
        wanted += inbox.files(file) if file.is_dir() else [file]
    lists = tuple(file for file in wanted if inbox.is_list(file))
    letters = [file for file in wanted if file not in lists]
    try:
        with Desk(bridge.path, now=bridge.now) as desk:
            return Outcome(exchange.take(desk, letters, bridge.call, progress), lists=lists)
    except StoppedError as error:
        return Outcome(Exchange(), stopped=str(error))


# Looking out ##########################################################################


class Lookout(QObject):
    """Looks into a folder every few seconds, on no thread that anybody waits for."""

    due = Signal()  # others have written something there that is whole
    _looked = Signal(object, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._last: Look = {}
        self._known: Look = {}
        self._looking: Thread | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._looked.connect(self._on_looked)

    def watch(self, folder: Path | None) -> None:
        """Look into this folder from here on, or nowhere."""
        if folder != self.folder:
            self.folder, self._last, self._known = folder, {}, {}
        if folder and not self._timer.isActive():
            self._timer.start(LOOKED_EVERY)
        elif not folder:
            self._timer.stop()

    def look(self) -> None:
        """Look once, unless the last look still waits for a slow disk."""
        if self.folder and not self._looking:
            self._looking = Thread(target=self._look, args=(self.folder, self._last), daemon=True)
            self._looking.start()

    def _on_looked(self, seen: Look, whole: bool) -> None:  # noqa: FBT001  as Qt passes it
        self._looking = None
        self._last = seen
        if whole and seen != self._known:
            self._known = seen
            self.due.emit()

    def _look(self, folder: Path, last: Look) -> None:
        """Look, on a thread of its own: the same files as the last time, and all of them whole."""
        seen: dict[str, tuple[int, int]] = {}
        whole = True
        with contextlib.suppress(DeskError, OSError):
            for file in inbox.files(folder):
                state = file.stat()
                seen[file.name] = (state.st_size, state.st_mtime_ns)
                old = time.time() - state.st_mtime > _RIPE
                whole = whole and seen[file.name] == last.get(file.name)
                whole = whole and (old or inbox.is_finished(file))
        with contextlib.suppress(RuntimeError):  # the window is gone already
            self._looked.emit(seen, whole)
