"""One window for each person: a second start hands over to the first what it was to open."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from checkin import paths
from checkin.errors import DeskError
from checkin.journal.lock import HeldError, Lock

_PATIENCE = 10_000  # ms that a second start waits for the first to say that it has heard
_TRIES, _PAUSE = 30, 0.1  # the first one may only just be starting
_LONGEST = 64_000  # bytes that a second start may say
_HEARD = b"heard"
_ACTIVATION = "XDG_ACTIVATION_TOKEN"  # by which Wayland knows that a person wants the window
_ANY_PROCESS = -1


class Single(QObject):
    """The place that the first program of a person takes, and where later ones call."""

    called = Signal(object)  # Path of the event to open, or None for the window alone

    def __init__(self) -> None:
        super().__init__()
        self._lock: Lock | None = None
        self._server: QLocalServer | None = None

    def take(self) -> bool:
        """Take the place; return False where another program of this person has it."""
        folder = paths.machine_state()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(folder / "window", str(os.getpid()), patience=0)
        except HeldError:
            return False
        except (OSError, DeskError):
            pass  # a home that cannot be written: then every start opens a window
        return True

    def listen(self) -> None:
        """Hear of later starts; there must be an application by now, which wakes up for them."""
        if not self._lock:
            return
        QLocalServer.removeServer(_name())  # what a killed program has left; the lock makes it ours
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)
        self._server.listen(_name())

    def call(self, event: Path | None) -> bool:
        """Ask the first program to come to the front; return whether it has heard."""
        if sys.platform == "win32":
            ctypes.windll.user32.AllowSetForegroundWindow(_ANY_PROCESS)
        socket = QLocalSocket()
        for _turn in range(_TRIES):
            socket.connectToServer(_name())
            if socket.waitForConnected(100):
                break
            socket.abort()
            time.sleep(_PAUSE)
        said = {
            "event": str(event.resolve()) if event else "",
            "token": os.environ.get(_ACTIVATION, ""),
        }
        socket.write(json.dumps(said).encode() + b"\n")
        heard = socket.waitForReadyRead(_PATIENCE) and socket.readAll().data() == _HEARD
        socket.abort()
        return heard

    def leave(self) -> None:
        """Let the next start be the first one."""
        if self._server:
            self._server.close()
            self._server = None
        if self._lock:
            self._lock.release()
            self._lock = None

    def _on_connected(self) -> None:
        while self._server and (socket := self._server.nextPendingConnection()):
            socket.readyRead.connect(lambda socket=socket: self._on_said(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._on_said(socket)

    def _on_said(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LONGEST:
            socket.abort()
        if not socket.canReadLine():
            return
        try:
            said = json.loads(bytes(socket.readLine().data()))
            event, token = str(said["event"]), str(said["token"])
        except (ValueError, KeyError, TypeError, RecursionError):
            event, token = "", "\0"
        if not (event + token).isprintable():
            socket.abort()
            return
        socket.write(_HEARD)
        socket.flush()
        if token:
            os.environ[_ACTIVATION] = token
        self.called.emit(Path(event) if event else None)


def _name() -> str:
    """Return the name of the place: another one for each person, and short enough for a socket."""
    whose = f"{paths.machine_state()}|{os.getuid() if hasattr(os, 'getuid') else ''}"
    return f"checkin-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
