"""The event file: how it is opened, and how the tables that are precious are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import tables
from checkin.journal.driver import sqlite3
from checkin.journal.entry import Entry, digest
from checkin.journal.tables import VERSION

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

OLDEST_SAFE = (3, 51, 3)  # earlier ones can corrupt a WAL file (sqlite.org, "WAL-reset bug")
CHUNK = 500  # subjects asked for at once

COLUMNS = ", ".join(Entry._fields)
INSERT = f"INSERT INTO journal ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
SELECT = f"SELECT {COLUMNS} FROM journal"  # noqa: S608


class NotAnEventError(DeskError):
    """The file is missing, empty, of another program or of a newer version."""


class ReadOnlyError(DeskError):
    """The file or its folder does not let itself be written."""


def connect(path: Path, *, writing: bool = False) -> Connection:
    """Open an event file; raises NotAnEventError or ReadOnlyError with the file's name.

    A reader never blocks a writer nor waits for one. A file on a medium that is read only, which
    has no log beside it, is read as it lies there.
    """
    _require_safe_sqlite()
    if not path.is_file():
        raise NotAnEventError(_("There is no event file at {path}.").format(path=path))
    if not path.stat().st_size:
        raise _foreign(path)  # SQLite would take it for a database without tables
    mode = "rw" if writing else "ro"
    try:
        return _opened(path, mode, writing=writing)
    except sqlite3.OperationalError as error:
        if writing:
            raise ReadOnlyError(
                _("{path} cannot be written here ({reason}). Nothing was changed.").format(
                    path=path, reason=error
                )
            ) from error
        if _unfinished(path):
            raise ReadOnlyError(
                _(
                    "{path} was not closed, and cannot be read whole here: its log “{log}” lies "
                    "beside it. Copy both to a folder that can be written."
                ).format(path=path, log=f"{path.name}-wal")
            ) from error
        try:
            return _opened(path, "ro&immutable=1", writing=False)
        except sqlite3.DatabaseError:
            raise _foreign(path) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise _foreign(path) from error


def create(path: Path) -> Connection:
    """Make a new event file and open it for writing; raises DeskError where one cannot be made."""
    _require_safe_sqlite()
    ours = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(exist_ok=False)
        ours = True
        return _opened(path, "rw", writing=True)
    except FileExistsError:
        raise DeskError(_("{path} exists already.").format(path=path)) from None
    except (OSError, sqlite3.OperationalError) as error:
        if ours:
            remove(path)
        raise ReadOnlyError(
            _("{path} cannot be made here ({reason}).").format(path=path, reason=error)
        ) from error


def require_absent(path: Path) -> None:
    """Raise DeskError where there is something under this name already."""
    if path.exists() or path.is_symlink():
        raise DeskError(_("{path} exists already.").format(path=path))


def publish(draft: Path, path: Path) -> None:
    """Give a complete file its name; raises DeskError where another was quicker."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise DeskError(_("{path} exists already.").format(path=path)) from None
    except OSError:  # a disk without links
        require_absent(path)
        draft.rename(path)


def remove(path: Path) -> None:
    """Take away a file that never became an event file, with what lies beside it."""
    for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
        with suppress(OSError):  # where nothing can be written, nothing was
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def _opened(path: Path, mode: str, *, writing: bool) -> Connection:
    name = quote(os.fsencode(path.resolve()))
    db: Connection = sqlite3.connect(
        f"file:{name}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=5,
        check_same_thread=False,
    )
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            _require_ours(db, path, version, writing=writing)
        _tune(db, writing=writing)
        if version != VERSION:
            tables.upgrade(db)
    except BaseException:
        db.close()
        raise
    return db


def _tune(db: Connection, *, writing: bool) -> None:
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")
    db.execute("PRAGMA cache_size = -32768")  # KiB
    db.execute("PRAGMA temp_store = MEMORY")  # no name ever lies in a temporary file
    if not writing:
        db.execute("PRAGMA query_only = ON")
        return
    if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise sqlite3.OperationalError(_("no write-ahead log is possible on this disk"))
    db.execute("PRAGMA synchronous = FULL")  # an answer once shown survives the plug
    db.execute("PRAGMA fullfsync = ON")  # the same on macOS
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA recursive_triggers = ON")  # else REPLACE would pass by the triggers
    db.execute("PRAGMA journal_size_limit = 67108864")


def _require_ours(db: Connection, path: Path, version: int, *, writing: bool) -> None:
    """Refuse what this program cannot bring to VERSION, before anything of it is touched."""
    if version > VERSION:
        raise NotAnEventError(
            _(
                "{path} was made by a newer program (version {theirs}, this one knows {ours}). "
                "Please update."
            ).format(path=path, theirs=version, ours=VERSION)
        )
    if not writing:
        raise (
            _foreign(path)
            if version == 0
            else ReadOnlyError(
                _("{path} is of an older version; open it once for writing.").format(path=path)
            )
        )
    if version == 0 and db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _foreign(path)


def attach(db: Connection, path: Path, name: str) -> None:
    """Let a connection read an event file beside its own, under a name."""
    address = f"file:{quote(os.fsencode(path.resolve()))}?mode=ro"
    try:
        db.execute(f"ATTACH ? AS {name}", (address,))
        single(db, f"SELECT count(*) FROM {name}.sqlite_master")  # noqa: S608
    except sqlite3.OperationalError:
        if _unfinished(path):
            raise
        db.execute(f"ATTACH ? AS {name}", (f"{address}&immutable=1",))


def _unfinished(path: Path) -> bool:
    """Tell whether a log lies beside the file, without which it is not what it was."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _foreign(path: Path) -> NotAnEventError:
    return NotAnEventError(_("{path} is not an event file of this program.").format(path=path))


def _require_safe_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SAFE:
        raise DeskError(
            _("SQLite {found} can lose data; {needed} or newer is needed.").format(
                found=sqlite3.sqlite_version, needed=".".join(map(str, OLDEST_SAFE))
            )
        )


def recall(db: Connection, key: str, default: str = "") -> str:
    """Return what this desk remembers of itself under a key."""
    row = db.execute("SELECT v FROM me WHERE k = ?", (key,)).fetchone()
    return str(row[0]) if row else default


def remember(db: Connection, **values: str) -> None:
    """Keep what this desk knows of itself: identity, clock, label, operator."""
    db.executemany("INSERT OR REPLACE INTO me VALUES (?, ?)", values.items())
    db.execute("INSERT OR REPLACE INTO me VALUES ('digest', ?)", (memory_digest(db),))


def memory_digest(db: Connection) -> str:
    """Return what proves that nothing of a desk's memory of itself was damaged."""
    rows = db.execute("SELECT k, v FROM me WHERE k <> 'digest' ORDER BY k")
    return digest(cell for row in rows for cell in row)


def of_subjects(db: Connection, subjects: Sequence[str]) -> Iterator[Entry]:
    """Yield all entries of these subjects, those of one subject together."""
    for start in range(0, len(subjects), CHUNK):
        some = subjects[start : start + CHUNK]
        marks = ",".join("?" * len(some))
        rows = db.execute(f"{SELECT} WHERE subject IN ({marks}) ORDER BY subject", some)
        yield from map(Entry._make, rows)


class Spot(NamedTuple):
    """Where an entry is and what it is about, without what it says."""

    kind: str
    subject: str
    id: str


def spots_of_act(db: Connection, replica: str, act: int) -> list[Spot]:
    """Return the entries of one act in their order; they stand together."""
    rows = db.execute(
        """SELECT act, kind, subject, id FROM journal
           WHERE replica = ? AND seq >= ? ORDER BY seq""",
        (replica, act),
    )
    near = takewhile(lambda row: row[0] <= act, rows)
    return [Spot(*row[1:]) for row in near if row[0] == act]


def spots(db: Connection, name: str) -> list[Spot]:
    """Return the entry with this id, if there is one."""
    rows = db.execute("SELECT kind, subject, id FROM journal WHERE id = ?", (name,))
    return [Spot(*row) for row in rows]


def acts(db: Connection, replica: str) -> Iterator[int]:
    """Yield the acts of a replica, the last first."""
    query = "SELECT act FROM journal WHERE replica = ? AND seq < ? ORDER BY seq DESC LIMIT 1"
    act = 1 << 62
    while (found := single(db, query, (replica, act))) is not None:
        act = found
        yield act


def latest(db: Connection, replica: str) -> Iterator[Entry]:
    """Yield the entries of one replica, the newest first."""
    rows = db.execute(f"{SELECT} WHERE replica = ? ORDER BY seq DESC", (replica,))
    return map(Entry._make, rows)


def everything(db: Connection) -> Iterator[Entry]:
    """Yield the whole journal in the order of files: replica, seq, id."""
    return map(Entry._make, db.execute(f"{SELECT} ORDER BY replica, seq, id"))


def insert(db: Connection, entries: Iterable[Entry]) -> None:
    """Keep entries; an id that is there already is an error."""
    db.executemany(INSERT, entries)


def single(db: Connection, query: str, values: Sequence[Any] = ()) -> Any:
    """Return the one value of the one row of a query, or None."""
    row = db.execute(query, values).fetchone()
    return row[0] if row else None


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of at most this size."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
