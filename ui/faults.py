"""Faults of the program: noted by kind and place, told once in plain words; the work goes on."""

from __future__ import annotations

import json
import re
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from checkin import paths
from checkin.diagnostics import Fault, fault
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.driver import sqlite3

_LARGEST = 256 * 1024  # bytes of one log, of which there are two
_MOST = 200  # faults noted of one run
_FUNCTION = re.compile(r"[A-Za-z_][\w:~.]{0,80}")  # how Qt begins what it says
_WORLDLY = {5, 6, 8, 10, 11, 13, 14, 26}  # SQLite's codes for files and disks that misbehave
_SERIOUS = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}


def log() -> Path:
    """Return the file that holds the faults of late."""
    return paths.machine_state() / "logs" / "faults.log"


def recent() -> list[Fault]:
    """Return the faults that are noted, the oldest first."""
    found = []
    for file in (_older(), log()):
        try:
            lines = file.read_text("utf-8").splitlines()
        except OSError:
            continue
        found += [made for line in lines if (made := _read(line))]
    return found


class Faults(QObject):
    """The one place where everything ends up that nobody expected."""

    noticed = Signal()  # a fault of the program
    refused = Signal(str)  # the world misbehaved; the sentence says how
    _raised = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[tuple[str, tuple[str, ...]]] = set()
        self._raised.connect(self._on_raised)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def watch(self) -> None:
        """Hear of all that goes wrong from here on, on every thread."""
        sys.excepthook = lambda _kind, error, _at: self.take(error)
        threading.excepthook = lambda raised: self.take(raised.exc_value)
        sys.unraisablehook = lambda raised: self.take(raised.exc_value)
        qInstallMessageHandler(self._on_message)

    def leave(self) -> None:
        """Hear of nothing any more."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)

    def take(self, error: BaseException | None) -> None:
        """Note what was raised and tell the window of it, from any thread."""
        if error is None or isinstance(error, SystemExit):
            return
        if not sentence(error):
            self._note(fault(error, _now()))
            if _is_watched():
                sys.__excepthook__(type(error), error, error.__traceback__)
        self._raised.emit(error)

    def _on_raised(self, error: BaseException) -> None:
        if said := sentence(error):
            self.refused.emit(said)
        else:
            self.noticed.emit()

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        """Note what Qt complains of, by the function alone: the rest may be anybody's words."""
        if kind not in _SERIOUS:
            return
        where = _FUNCTION.match(text)
        self._note(Fault("Qt", (context.category or "", where[0] if where else ""), _now()))
        if _is_watched():
            sys.stderr.write(f"{text}\n")

    def _note(self, one: Fault) -> None:
        """Write a fault down, once in a run; a disk that takes none is no second fault."""
        key = one.kind, one.places
        if key in self._seen or len(self._seen) >= _MOST:
            return
        self._seen.add(key)
        file = log()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.is_file() and file.stat().st_size > _LARGEST:
                file.replace(_older())
            with file.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"at": one.at, "kind": one.kind, "places": one.places}))
                lines.write("\n")
        except OSError:
            return


def sentence(error: BaseException) -> str:
    """Return what to say where not the program is to blame; '' where it is."""
    if isinstance(error, DeskError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return _("A file or folder cannot be used ({reason}).").format(reason=error.strerror)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if not isinstance(error, sqlite3.DatabaseError) or code not in _WORLDLY:
        return ""
    return _(
        "The event file cannot be read as it should ({reason}). Please close it, and open it "
        "again or take a backup."
    ).format(reason=error)


def _is_watched() -> bool:
    """Tell whether somebody reads what goes wrong in a terminal; elsewhere it ends up in logs."""
    return bool(sys.stderr) and sys.stderr.isatty()


def _older() -> Path:
    return log().with_suffix(".1.log")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _read(line: str) -> Fault | None:
    try:
        told: dict[str, Any] = json.loads(line)
        return Fault(str(told["kind"]), tuple(map(str, told["places"])), str(told["at"]))
    except (ValueError, KeyError, TypeError):
        return None
