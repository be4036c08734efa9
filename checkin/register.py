"""The rows of people: read, compared with what the journal makes of them, put where they differ."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checkin import clusters
from checkin.journal import store
from checkin.journal.entry import NO_SUBJECT
from checkin.model.delegation import Delegation
from checkin.model.person import Person
from checkin.schema import noun
from checkin.search import index
from checkin.search.index import Record
from checkin.sheet import COLUMNS, PARTS, Row, Sheet

if TYPE_CHECKING:
    from sqlite3 import Connection

_PEOPLE = ", ".join(("n", *COLUMNS))
_PUT_PERSON = f"INSERT OR REPLACE INTO person ({_PEOPLE}) VALUES (?{', ?' * len(COLUMNS)})"  # noqa: S608
_NOTHING = Sheet(None)


class Register:
    """The people of an event file while rows are put."""

    def __init__(self, db: Connection, titles: Titles) -> None:
        """Go on with the numbers after the highest that was given."""
        self._db, self._titles = db, titles
        self._highest: int = store.single(db, "SELECT coalesce(max(n), 0) FROM person")

    def put(self, new: Mapping[str, Sheet]) -> None:
        """Write what differs from what stands, and nothing else."""
        old, numbers = self._stored(list(new))
        self._number(new, numbers)
        changed = [
            (numbers[root], *now.row)
            for root, now in new.items()
            if now.row is not None and now.row != old.get(root, _NOTHING).row
        ]
        gone = [root for root, now in new.items() if now.row is None and root in old]
        self._db.executemany(_PUT_PERSON, changed)
        self._db.executemany("DELETE FROM person WHERE id = ?", ((root,) for root in gone))
        self._swap_parts(new, old)
        self._mark_receivers(new, old)
        self._index(new, old, numbers)

    def _stored(self, roots: Sequence[str]) -> tuple[dict[str, Sheet], dict[str, int]]:
        """Read the rows that stand for these people now, and their numbers."""
        marks = ",".join("?" * len(roots))
        query = f"SELECT {_PEOPLE} FROM person WHERE id IN ({marks})"  # noqa: S608
        people = self._db.execute(query, roots).fetchall()
        if not people:
            return {}, {}
        parts: list[dict[str, set[Row]]] = []
        for part in PARTS:
            rows: dict[str, set[Row]] = defaultdict(set)
            query = f"SELECT * FROM {part.table} WHERE {part.owner} IN ({marks})"  # noqa: S608
            for row in self._db.execute(query, roots):
                rows[row[part.at]].add(tuple(row))
            parts.append(rows)
        sheets = {
            row[1]: Sheet(tuple(row[1:]), *(frozenset(rows.get(row[1], ())) for rows in parts))
            for row in people
        }
        return sheets, {row[1]: row[0] for row in people}

    def _number(self, new: Mapping[str, Sheet], numbers: dict[str, int]) -> None:
        for root, now in new.items():
            if now.row is not None and root not in numbers:
                self._highest += 1
                numbers[root] = self._highest

    def _swap_parts(self, new: Mapping[str, Sheet], old: Mapping[str, Sheet]) -> None:
        """Replace what belongs to these people where it changed."""
        for part in PARTS:
            less, more = [], []
            for root, now in new.items():
                was, standing = getattr(old.get(root, _NOTHING), part.name), getattr(now, part.name)
                if was != standing:
                    less += [row[: part.key.count("?")] for row in was - standing]
                    more += standing - was
            if less:
                self._db.executemany(f"DELETE FROM {part.table} WHERE {part.key}", less)  # noqa: S608
            if more:
                marks = ", ".join("?" * len(more[0]))
                query = f"INSERT INTO {part.table} VALUES ({marks})"  # noqa: S608
                self._db.executemany(query, sorted(more))

    def _mark_receivers(self, new: Mapping[str, Sheet], old: Mapping[str, Sheet]) -> None:
        """List the receivers that several people have, for somebody to look at."""
        numbers = {
            row[0]
            for root, now in new.items()
            for row in now.receivers ^ old.get(root, _NOTHING).receivers
        }
        for number in sorted(numbers):
            self._db.execute(
                "DELETE FROM conflict WHERE what = 'receiver' AND subject = ? AND field = ?",
                (NO_SUBJECT, number),
            )
            held = self._db.execute(
                "SELECT desk, at, person FROM receiver WHERE number = ? ORDER BY at, person, desk",
                (number,),
            ).fetchall()
            if len({person for _desk, _at, person in held}) > 1:
                detail = json.dumps([text for desk, at, _person in held for text in (desk, at)])
                row = (NO_SUBJECT, "receiver", number, detail)
                self._db.execute("INSERT INTO conflict VALUES (?, ?, ?, ?)", row)

    def _index(
        self, new: Mapping[str, Sheet], old: Mapping[str, Sheet], numbers: Mapping[str, int]
    ) -> None:
        """Make people searchable by what is known of them now, or not at all."""
        searchable, hidden = [], []
        for root, now in new.items():
            before = old.get(root, _NOTHING)
            if now.row == before.row and not self._titles.changed:
                continue
            record = _record(now, self._titles)
            if record is not None:
                searchable.append((numbers[root], record))
            elif before.row is not None:
                hidden.append(numbers[root])
        index.drop(self._db, hidden)
        index.put(self._db, searchable)


def _record(now: Sheet, titles: Titles) -> Record | None:
    """Return what is searchable of a person; nothing of who is unknown, erased or protected."""
    if now.row is None or now.erased or now.row[0].startswith("t-"):
        return None
    person = Person(*now.row[: 1 + len(Person.names())])
    if not person.named:
        return None
    words = (person.organisation, person.native_organisation, person.city)
    return Record(
        family=person.family,
        names=person.name_forms(),
        words=tuple(word for word in (*words, *titles.of(person.delegation)) if word),
        country=person.country,
    )


class Titles:
    """The titles by which delegations are looked for, each read once."""

    def __init__(self, db: Connection, *, changed: bool) -> None:
        self._db, self.changed = db, changed
        self._known: dict[str, tuple[str, ...]] = {"": ()}

    def of(self, subject: str) -> tuple[str, ...]:
        """Return the titles of a delegation, none where it is not known."""
        if subject not in self._known:
            found = noun(self._db, Delegation, clusters.root(self._db, subject))
            self._known[subject] = found.titles() if found else ()
        return self._known[subject]
