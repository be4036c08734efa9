"""The lock of the one process that writes an event file; a kill frees it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.store import ReadOnlyError

PATIENCE = 5.0  # seconds that a second writer waits
_PAUSE = 0.05
_FAR_OFF = 1 << 30  # the byte that Windows locks, so that the holder's name stays readable


class HeldError(DeskError):
    """Another process writes to the file; the sentence names it."""


class Lock:
    """Hold the right to write to one event file until released."""

    def __init__(self, path: Path, holder: str, patience: float = PATIENCE) -> None:
        """Wait up to `patience` seconds; raises HeldError or ReadOnlyError."""
        file = Path(f"{path}.lock")
        try:
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ReadOnlyError(
                _("{path} cannot be written here ({reason}). Nothing was changed.").format(
                    path=path, reason=error.strerror
                )
            ) from error
        end = time.monotonic() + patience
        while not _locked(self._descriptor):
            if time.monotonic() >= end:
                name = os.read(self._descriptor, 200).decode("utf-8", "replace")
                os.close(self._descriptor)
                raise HeldError(
                    _("{path} is being written to by {holder}. Please try again.").format(
                        path=path, holder=name or _("another program")
                    )
                )
            time.sleep(_PAUSE)
        self._sign(holder)

    def release(self) -> None:
        """Let the next one write."""
        if self._descriptor >= 0:
            os.close(self._descriptor)  # closing unlocks
            self._descriptor = -1

    def _sign(self, holder: str) -> None:
        """Write down who holds the lock; on a full disk it is held without a name."""
        try:
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, holder.encode())
        except OSError:
            return


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_OFF, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
