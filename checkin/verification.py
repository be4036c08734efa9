"""Proof that an event file is whole: its journal, its rows, and the file itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from checkin import projection, schema
from checkin.i18n import gettext as _
from checkin.journal import census, store, tables
from checkin.journal.driver import sqlite3
from checkin.journal.entry import FIRST, LASTING, REDACTED, Entry
from checkin.letters import k1
from checkin.model.event import event_subject, founding_key
from checkin.search import index

if TYPE_CHECKING:
    from sqlite3 import Connection

_MOST = 100  # faults listed
_SEARCH = {
    "search_rows": "digest, row.name, row.family, names, words, whole",
    "search_families": "key, row.name",
}


def faults(path: Path) -> list[str]:
    """Return what is wrong with an event file, the worst first; raises DeskError if it is none."""
    with closing(store.connect(path)) as db:
        try:
            found = list(islice(_file_faults(db), _MOST))
            found += islice(_memory_faults(db), _MOST)
            found += islice(_journal_faults(db), _MOST)
            if not found:
                found += islice(_row_faults(path, bytes.fromhex(store.recall(db, "key"))), _MOST)
        except (sqlite3.DatabaseError, ValueError, OverflowError) as error:
            return [_("The file is damaged: {reason}.").format(reason=error)]
    return found[:_MOST]


# The file and what the desk knows of itself #############################################


def _file_faults(db: Connection) -> Iterator[str]:
    for (text,) in db.execute(f"PRAGMA integrity_check({_MOST})"):
        if text != "ok":
            yield _("The file is damaged: {reason}.").format(reason=text)
    with closing(_like_new()) as new:
        wanted, there = _schema(new), _schema(db)
    for name in sorted(wanted.items() ^ there.items()):
        yield _("The file is damaged: {reason}.").format(reason=name[0][1])


def _like_new() -> Connection:
    """Return an empty event file in memory."""
    db: Connection = sqlite3.connect(":memory:", isolation_level=None)
    tables.make(db)
    schema.create(db)
    return db


def _schema(db: Connection) -> dict[tuple[str, str], str]:
    rows = db.execute("SELECT type, name, sql FROM main.sqlite_master WHERE sql <> ''")
    return {(kind, name): sql for kind, name, sql in rows if "_sqlite_" not in name}


def _memory_faults(db: Connection) -> Iterator[str]:
    """Check what the desk knows of itself: the event, its key, who it is."""
    if store.recall(db, "digest") != store.memory_digest(db):
        yield _("What the desk knows of itself was changed.")
    event, key = store.recall(db, "event"), store.recall(db, "key")
    keys = {founding_key(entry) for entry in store.of_subjects(db, [event])} - {None}
    if event_subject(bytes.fromhex(key)) != event or keys != {bytes.fromhex(key)}:
        yield _("The key is not that of the event.")


# The journal ##########################################################################


def _journal_faults(db: Connection) -> Iterator[str]:
    event, own = store.recall(db, "event"), store.recall(db, "replica")
    erased = census.erased(db)
    above: dict[int, set[str]] = defaultdict(set)  # the ids of the last two seqs of a replica
    replica = ""
    for entry in store.everything(db):
        if entry.replica != replica:
            above.clear()
            replica = entry.replica
        reason = _entry_fault(entry, event, erased=entry.subject in erased)
        if not reason and replica == own and not _linked(entry, above):
            reason = _("what this desk wrote before it is missing")
        if reason:
            yield _("Entry {id} ({desk}, {seq}): {reason}.").format(
                id=entry.id, desk=replica, seq=entry.seq, reason=reason
            )
        number: object = entry.seq
        if not isinstance(number, int):  # a damaged disk knows no types
            continue
        above = defaultdict(set, {n: above[n] for n in (entry.seq - 1, entry.seq)})
        above[entry.seq].add(entry.id)


def _entry_fault(entry: Entry, event: str, *, erased: bool) -> str:
    """Return what is wrong with an entry by itself; '' if it is as its desk wrote it."""
    if k1.changed_column(entry.cells()) or entry.event != event or not k1.genuine(entry):
        return _("it is not what its desk wrote")
    if entry.data == REDACTED and not (erased and entry.kind not in LASTING):
        return _("it was blanked without an erasure")
    if erased and entry.data != REDACTED and entry.kind not in LASTING:
        return _("it still says what was erased")
    return ""


def _linked(entry: Entry, above: dict[int, set[str]]) -> bool:
    """Tell whether an entry follows another one that is here."""
    return entry.prev == FIRST or entry.prev in above[entry.seq - 1]


# The rows #############################################################################


def _row_faults(path: Path, key: bytes) -> Iterator[str]:
    """Make all rows anew, in memory, and compare them with those in the file."""
    with closing(sqlite3.connect(":memory:", isolation_level=None, uri=True)) as new:
        store.attach(new, path, "kept")
        new.execute("BEGIN")
        projection.rebuild(new, key)
        for table in schema.TABLES:
            columns = ", ".join(
                row[1] for row in new.execute(f"PRAGMA main.table_info({table})") if row[1] != "n"
            )
            query = f"SELECT {columns} FROM {{}}.{table}"  # noqa: S608
            if _unlike(new, query.format("main"), query.format("kept")):
                yield _different(table)
        yield from _search_faults(new)
        yield from _count_faults(new)


def _unlike(db: Connection, one: str, other: str) -> bool:
    query = f"SELECT 1 FROM (SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})) LIMIT 1"  # noqa: S608
    reverse = f"SELECT 1 FROM (SELECT * FROM ({other}) EXCEPT SELECT * FROM ({one})) LIMIT 1"  # noqa: S608
    return bool(store.single(db, query) or store.single(db, reverse))


def _search_faults(db: Connection) -> Iterator[str]:
    """Compare what people can be found by, whatever numbers their rows have."""
    for table, columns in _SEARCH.items():
        query = f"SELECT id, {columns} FROM {{0}}.{table} AS row JOIN {{0}}.person USING (n)"  # noqa: S608
        if _unlike(db, query.format("main"), query.format("kept")):
            yield _different(table)
    words = []
    for name in ("main", "kept"):
        db.execute(
            f"CREATE VIRTUAL TABLE temp.words_{name} USING fts5vocab({name}, search_text, instance)"
        )
        words.append(f"SELECT term, id FROM words_{name} JOIN {name}.person ON n = doc")  # noqa: S608
    if _unlike(db, *words) or _begins_otherwise(db):
        yield _different("search_text")
    # What went out of use stays here until somebody is erased.
    for table, word in (("search_slips", "word"), ("search_countries", "code")):
        query = f"""SELECT key, {word} FROM {{}}.{table}
                    WHERE {word} IN (SELECT {word} FROM main.{table})"""  # noqa: S608
        if _unlike(db, query.format("main"), query.format("kept")):
            yield _different(table)


def _begins_otherwise(db: Connection) -> bool:
    """Tell whether beginnings of words, which have indexes of their own, find others than words."""
    for length in index.PREFIXES:
        beginnings = f"""SELECT substr(term, 1, {length}) AS begin, count(DISTINCT doc),
                           sum(DISTINCT doc) FROM words_kept
                         WHERE length(term) >= {length} GROUP BY begin"""  # noqa: S608
        for begin, *listed in db.execute(beginnings).fetchall():
            query = """SELECT count(*), coalesce(sum(rowid), 0) FROM kept.search_text AS text
                       WHERE text.search_text MATCH ?"""
            if list(db.execute(query, (f'"{begin}"*',)).fetchone()) != listed:
                return True
    return False


def _count_faults(db: Connection) -> Iterator[str]:
    """Count heads again."""
    counted = """SELECT activity, count(*), sum(here), sum(visitor), sum(visitor * here)
                 FROM kept.attendance GROUP BY activity"""
    if _unlike(db, counted, "SELECT * FROM kept.headcount"):
        yield _different("headcount")


def _different(table: str) -> str:
    return _("The rows “{table}” are not those that the journal makes.").format(table=table)
