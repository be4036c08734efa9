"""Counts that are kept: after an entry only the people whom it speaks of are counted again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from checkin import clusters
from checkin.desk import Desk
from checkin.journal import census, store
from checkin.journal.entry import NO_SUBJECT, Entry

Sums = dict[Any, list[int]]

_MOST = 500  # entries after which all are counted anew
_UNCOUNTED = ("s-", "n-", "i-")  # printed lists, needs and assignments: no figure knows them
_PEOPLE = ("p-", "t-")
_OF_ONE = frozenset(
    {
        *("registered", "changed", "booked", "arrived", "left", "handed-out", "minted"),
        *("lent", "returned", "lost", "signed", "briefed", "refused", "printed"),
    }
)
"""Kinds that change no rows but those of the cluster they are in; all others change any."""
_TAKEN_BACK = _OF_ONE - {"registered", "minted"}  # without these a cluster may fall apart


class Kept:
    """What was counted last, person by person, and up to which row of the journal.

    It serves one question at a time: what was not asked for in a round is not kept for the next.
    """

    def __init__(self) -> None:
        self._row = 0
        self._extents: census.Extents = {}
        self._changed: set[str] | None = None  # None: everybody may have
        self._parts: dict[Hashable, Part] = {}
        self._last: dict[Hashable, Part] = {}

    def follow(self, desk: Desk) -> None:
        """Begin a round: look up in the journal who changed since the last one."""
        row = census.last_row(desk.db)
        begun = 0 < self._row <= row
        self._changed = _changed(desk, self._row) if begun else None
        known = self._extents if begun else {}
        self._extents = census.extents(desk.db, known, self._row if begun else 0)
        self._row = row
        self._last, self._parts = ({} if self._changed is None else self._parts), {}

    @property
    def extents(self) -> census.Extents:
        """Return how much of each replica was here when the round began."""
        return self._extents

    def part(self, of: Hashable) -> tuple[Part, list[str] | None]:
        """Return what was counted of a question, and of whom it must be counted again.

        That is None where nothing was counted yet; everybody must be counted then.
        """
        if of in self._parts:
            return self._parts[of], []
        part = self._parts[of] = self._last.get(of) or Part()
        known = of in self._last and self._changed is not None
        return part, sorted(self._changed or ()) if known else None


class Part:
    """The figures of one question: of each person, and their sums per key."""

    def __init__(self) -> None:
        self._people: dict[str, tuple[Any, ...]] = {}
        self._sums: Sums = {}  # per key how many people it has, and their figures

    def put(self, people: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
        """Take new rows (a person, a key, figures) in place of those that these people had."""
        for person in people:
            if old := self._people.pop(person, None):
                self._add(old, -1)
        alike: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for person, *figures in rows:
            row = tuple(figures)
            row = self._people[person] = alike.setdefault(row, row)  # few are unlike
            self._add(row, 1)

    def sums(self) -> Sums:
        """Return the sums of the figures, per key that somebody has."""
        return {key: figures[1:] for key, figures in self._sums.items()}

    def _add(self, row: Sequence[Any], times: int) -> None:
        key, *figures = row
        sums = self._sums.setdefault(key, [0] * (len(figures) + 1))
        sums[0] += times
        for place, figure in enumerate(figures, 1):
            if figure:
                sums[place] += times * figure
        if not sums[0]:
            del self._sums[key]


def _changed(desk: Desk, row: int) -> set[str] | None:
    """Return the people whose rows may have changed since a row; None where that may be all."""
    entries = desk.db.execute(f"{store.SELECT} WHERE rowid > ? LIMIT ?", (row, _MOST + 1))
    since = [Entry._make(one) for one in entries]
    if len(since) > _MOST:
        return None
    found: set[str] = set()
    for entry in since:
        if entry.subject == NO_SUBJECT or entry.subject.startswith(_UNCOUNTED):
            continue
        if not entry.subject.startswith(_PEOPLE) or not _of_one(desk, entry):
            return None
        root = clusters.root(desk.db, entry.subject)
        found.update((entry.subject, *clusters.members(desk.db, root)))
    return found


def _of_one(desk: Desk, entry: Entry) -> bool:
    """Tell whether an entry, or what it takes back, changes only the rows of its own cluster."""
    if entry.kind != "undone":
        return entry.kind in _OF_ONE
    taken_back = entry.said.get("of")
    query = "SELECT kind FROM journal WHERE id = ?"
    return isinstance(taken_back, list) and all(
        store.single(desk.db, query, (str(one),)) in _TAKEN_BACK for one in taken_back
    )
