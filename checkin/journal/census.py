"""The journal as a whole: how much of it is here, what was erased, what two desks wrote as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checkin.journal import queue, store
from checkin.journal.entry import LASTING, REDACTED, Entry

if TYPE_CHECKING:
    from sqlite3 import Connection

Extents = dict[str, tuple[int, int]]

_FEW = 20_000  # entries that may be sorted in memory
_SINCE = """SELECT replica, count(DISTINCT seq), max(seq) FROM journal AS new WHERE rowid > :row
  AND NOT EXISTS (SELECT 1 FROM journal AS old WHERE old.replica = new.replica
    AND old.seq = new.seq AND old.rowid <= :row) GROUP BY replica"""


def at_rows(db: Connection, rows: Sequence[int]) -> Iterator[Entry]:
    """Yield the entries in these rows of the journal, in the order of files."""
    if len(rows) > _FEW:
        wanted = set(rows)
        found = db.execute(f"SELECT rowid, {store.COLUMNS} FROM journal ORDER BY replica, seq, id")  # noqa: S608
        return (Entry._make(row[1:]) for row in found if row[0] in wanted)
    entries: list[Entry] = []
    for start in range(0, len(rows), store.CHUNK):
        some = rows[start : start + store.CHUNK]
        marks = ",".join("?" * len(some))
        entries += map(Entry._make, db.execute(f"{store.SELECT} WHERE rowid IN ({marks})", some))
    return iter(sorted(entries, key=lambda entry: (entry.replica, entry.seq, entry.id)))


def merge(db: Connection, entries: Iterable[Entry]) -> None:
    """Keep entries of other desks; those that are there already stay as they are."""
    db.executemany(store.INSERT.replace("INSERT", "INSERT OR IGNORE", 1), entries)


def last_row(db: Connection) -> int:
    """Return the highest row number; entries kept later get higher ones."""
    return int(store.single(db, "SELECT max(rowid) FROM journal") or 0)


def erased(db: Connection) -> set[str]:
    """Return the subjects that somebody erased."""
    query = "SELECT subject FROM journal INDEXED BY journal_erased WHERE kind = 'erased'"
    return {row[0] for row in db.execute(query)}


def promised(db: Connection, people: Iterable[str]) -> set[str]:
    """Return the subjects of assignments of which any entry, also an undone one, names these."""
    query = """SELECT DISTINCT subject, json_extract(data, '$.set.person') FROM journal
      WHERE subject >= 'i-' AND subject < 'i.' AND data <> 'redacted'"""
    meant = set(people)
    return {subject for subject, person in db.execute(query) if person in meant} if meant else set()


def erasures(db: Connection) -> dict[str, Entry]:
    """Return, per erased subject, the first entry that says so."""
    rows = db.execute(
        f"{store.SELECT} INDEXED BY journal_erased WHERE kind = 'erased' ORDER BY id DESC"
    )
    return {entry.subject: entry for entry in map(Entry._make, rows)}


def redact(db: Connection, subjects: Iterable[str]) -> int:
    """Blank what entries said of these subjects personally; return how many that were.

    What remains of an entry still proves its place in the journal. The print queue forgets, too.
    """
    subjects = sorted(subjects)
    queue.forget(db, subjects)
    names = [
        (REDACTED, REDACTED, entry.id)
        for entry in store.of_subjects(db, subjects)
        if entry.kind not in LASTING and entry.data != REDACTED
    ]
    db.executemany("UPDATE journal SET data = ?, salt = ? WHERE id = ?", names)
    return len(names)


def extents(db: Connection, known: Extents | None = None, row: int = 0) -> Extents:
    """Return, per replica, how many of its entries are here, forks once, and the highest seq.

    Who knows them as of a row of the journal need not have all counted again.
    """
    if not known:
        query = "SELECT replica, count(DISTINCT seq), max(seq) FROM journal GROUP BY replica"
        return {replica: (number, highest) for replica, number, highest in db.execute(query)}
    found = dict(known)
    for replica, number, highest in db.execute(_SINCE, {"row": row}):
        before, top = found.get(replica, (0, 0))
        found[replica] = (before + number, max(top, highest))
    return found


def heights(db: Connection) -> dict[str, int]:
    """Return, per replica, the highest seq up to which nothing is missing."""
    found = {}
    for replica, (number, highest) in extents(db).items():
        found[replica] = highest
        if number < highest:
            found[replica] = store.single(
                db,
                """SELECT coalesce(min(seq), 0) FROM journal AS here WHERE replica = ?1
                   AND NOT EXISTS (SELECT 1 FROM journal WHERE replica = ?1 AND seq = here.seq + 1)
                   AND EXISTS (SELECT 1 FROM journal WHERE replica = ?1 AND seq = 1)""",
                (replica,),
            )
    return {replica: height for replica, height in found.items() if height}


def forks(db: Connection) -> list[tuple[str, int, int]]:
    """Return each replica under which two desks wrote: its first such seq and how many there are.

    That happens when a laptop was cloned or a backup restored; nothing is lost by it.
    """
    return db.execute(
        """SELECT replica, min(seq), count(*) FROM (
             SELECT replica, seq FROM journal GROUP BY replica, seq HAVING count(*) > 1)
           GROUP BY replica ORDER BY replica"""
    ).fetchall()
