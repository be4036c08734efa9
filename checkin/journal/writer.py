"""The one hand that writes an event file: its lock, its identity, its clock, its transactions."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import census, clock, identity, store
from checkin.journal.driver import sqlite3
from checkin.journal.entry import FIRST, Entry, Fact, redacted, written
from checkin.journal.lock import Lock
from checkin.journal.store import ReadOnlyError

if TYPE_CHECKING:
    from sqlite3 import Connection

Now = Callable[[], int]
"""A wall clock: milliseconds since 1970."""

_FULL = 13
_WORLDLY = {5, 6, 8, 10, _FULL, 14}  # SQLite's primary codes for which the program is not to blame
_WITNESS_EVERY = 1.0  # seconds


class FullDiskError(DeskError):
    """The disk took no more; what was answered before is safe."""


def machine_now() -> int:
    """Return this machine's time in ms since 1970."""
    return time.time_ns() // 1_000_000


class Writer:
    """Append to one event file; no other process can meanwhile."""

    def __init__(self, path: Path, now: Now, state: Path) -> None:
        """Open the file for writing; raises HeldError, ReadOnlyError or NotAnEventError."""
        if not path.is_file():
            store.connect(path)  # says what is wrong, before a lock file is made
        self.path, self._now, self._state = path, now, state
        self._lock = Lock(path.resolve(), _("process {number}").format(number=os.getpid()))
        try:
            self.db: Connection = store.connect(path, writing=True)
        except BaseException:
            self._lock.release()
            raise
        self._file = _place(path)
        self.event = store.recall(self.db, "event")
        self._witnessed = 0.0
        self._act = self._seq = 0
        self._prev, self._hlc, self._heard = FIRST, clock.START, clock.START
        self._reload()

    def settle(self) -> bool:
        """Take a new identity where this file is a copy; return whether it did."""
        copied = not identity.ours(self.db, self.replica, self.path, self._state)
        if copied:
            self.renew()
        self._witness()
        return copied

    def begin(self, event: str, label: str) -> None:
        """Make a new file this desk's part of an event."""
        self.event = event
        with self.transaction():
            replica = identity.minted(label)
            store.remember(self.db, event=event, replica=replica, heard=clock.START)
        self._reload()
        self._witness()

    def renew(self, label: str = "") -> None:
        """Go on under a new identity; what was written under the old one stays its own."""
        label = label or identity.label(self.replica)
        store.remember(self.db, replica=identity.minted(label))
        self._reload()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is written inside as one act, or nothing; flushed when it ends."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            self._act = self._seq + 1
            yield
            self._require_file()
            self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            self._reload()
            if isinstance(error, sqlite3.OperationalError) and _code(error) in _WORLDLY:
                raise _refused(self.path, error) from error
            raise
        if self.replica and time.monotonic() > self._witnessed + _WITNESS_EVERY:
            self._witness()

    def append(self, facts: Iterable[Fact]) -> list[Entry]:
        """Write facts as entries of the act under way and return them.

        What is said personally of an erased subject is blanked before it reaches the disk.
        """
        entries = [self._next(fact) for fact in facts]
        if erased := census.erased(self.db):
            entries = [redacted(entry) if entry.subject in erased else entry for entry in entries]
        store.insert(self.db, entries)
        return entries

    def hear(self, latest: str) -> None:
        """Move the clock behind what another desk wrote, as far as it can be trusted."""
        self._heard = clock.follow(self._heard, latest, self._now())
        store.remember(self.db, heard=self._heard)

    def rest(self) -> bool:
        """Fold the log into the file, so that a copy of the idle file is complete.

        Return whether it was; a reader under way delays it.
        """
        busy: int = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def wipe(self) -> bool:
        """Write the file anew without what it once held; return whether it is off the disk.

        Where it is not, because somebody reads or the disk is full, it is tried again on closing.
        """
        store.remember(self.db, unwiped="yes")
        try:
            self.db.execute("VACUUM")
            store.remember(self.db, unwiped="")
            done = self.rest()
            if not done:
                store.remember(self.db, unwiped="yes")
        except sqlite3.OperationalError:
            return False
        return done

    def close(self) -> None:
        """Leave a complete file and let the next one write."""
        try:
            self._witness()
            if store.recall(self.db, "unwiped"):
                self.wipe()
            self.rest()
        except sqlite3.OperationalError:
            pass  # a full disk: the log keeps what the file could not take
        finally:
            self.db.close()
            self._lock.release()

    def _next(self, fact: Fact) -> Entry:
        self._hlc = clock.tick(max(self._hlc, self._heard), self._now())
        entry = written(
            fact,
            event=self.event,
            replica=self.replica,
            seq=self._seq + 1,
            act=self._act,
            hlc=self._hlc,
            prev=self._prev,
        )
        self._seq, self._prev = entry.seq, entry.id
        return entry

    def _require_file(self) -> None:
        """Refuse to write into a file that was deleted or replaced, as nobody would find it."""
        if _place(self.path) != self._file:
            raise ReadOnlyError(
                _(
                    "{path} was moved, deleted or replaced while it was open. This was not saved. "
                    "Please put it back, and open it again."
                ).format(path=self.path)
            )

    def _reload(self) -> None:
        """Stand where the journal stands."""
        self.replica = store.recall(self.db, "replica")
        row = self.db.execute(
            """SELECT seq, id, hlc FROM journal WHERE replica = ?
               ORDER BY seq DESC, hlc DESC LIMIT 1""",
            (self.replica,),
        ).fetchone()
        self._seq, self._prev, self._hlc = row or (0, FIRST, clock.START)
        self._heard = store.recall(self.db, "heard", clock.START)

    def _witness(self) -> None:
        identity.witness(self.db, self.replica, self.path, self._state)
        self._witnessed = time.monotonic()


def _place(path: Path) -> tuple[int, int] | None:
    """Return which file a path leads to, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _code(error: sqlite3.Error) -> int:
    return error.sqlite_errorcode & 0xFF


def _refused(path: Path, error: sqlite3.Error) -> DeskError:
    """Say in words why the disk did not take an act."""
    if _code(error) == _FULL:
        return FullDiskError(
            _("The disk with {path} is full. This was not saved; all earlier answers are.").format(
                path=path
            )
        )
    return ReadOnlyError(
        _("{path} could not be written ({reason}). This was not saved.").format(
            path=path, reason=error
        )
    )
