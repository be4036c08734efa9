"""Which entries a journal holds, asked for in bulk, and which of them a folder holds too."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from checkin.journal import census, store
from checkin.journal.entry import REDACTED
from checkin.letters.letter import Places

if TYPE_CHECKING:
    from sqlite3 import Connection

_SPARSE = 4  # seqs per place beyond which ids are asked for one by one
_ROW = f"SELECT id, CASE data WHEN '{REDACTED}' THEN -rowid ELSE rowid END FROM journal"  # noqa: S608


class Holdings:
    """The entries of one journal by their rows, and a mark for those that others can read."""

    def __init__(self, db: Connection) -> None:
        """Start without a mark."""
        self._db = db
        self.before = census.last_row(db)
        self._marks = bytearray(self.before + 1)

    def known(self, places: Places) -> Mapping[str, int]:
        """Return the rows of the ids that are held, negative where they are redacted."""
        found: dict[str, int] = {}
        for replica, group in groupby(places, key=lambda place: place[0]):
            some = list(group)
            seqs = [int(seq[1:]) for _replica, seq, _id in some if seq[1:].isdigit()]
            ids = {name for _replica, _seq, name in some}
            if seqs and max(seqs) - min(seqs) <= _SPARSE * len(seqs):
                rows = self._db.execute(
                    f"{_ROW} WHERE replica = ? AND seq BETWEEN ? AND ?",
                    (replica, min(seqs), max(seqs)),
                )
                found.update(row for row in rows if row[0] in ids)
            else:
                found.update(self._by_id(sorted(ids)))
        return found

    def mark(self, rows: array[int]) -> None:
        """Note that a folder holds these rows of the journal."""
        for row in rows:
            self._marks[row] = 1

    def unmarked(self) -> array[int]:
        """Return the rows that were there before and bear no mark."""
        return array("q", (row for row, mark in enumerate(self._marks) if row and not mark))

    def _by_id(self, ids: list[str]) -> Iterable[tuple[str, int]]:
        for start in range(0, len(ids), store.CHUNK):
            some = ids[start : start + store.CHUNK]
            marks = ",".join("?" * len(some))
            yield from self._db.execute(f"{_ROW} WHERE id IN ({marks})", some)
