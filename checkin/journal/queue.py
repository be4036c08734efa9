"""The print queue of this desk: rows that hold ids and no name, and travel nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checkin.journal import store

if TYPE_CHECKING:
    from sqlite3 import Connection


class Row(NamedTuple):
    """One badge to print, as the queue holds it."""

    id: int
    person: str
    entry: str  # the badge is asked for as long as this entry stands; '' is for ever
    reason: str
    state: str
    words: str  # why it failed
    at: str  # ISO, when it was asked for


_COLUMNS = ", ".join(Row._fields)
_ROWS = f"SELECT {_COLUMNS} FROM job WHERE replica = ?"  # noqa: S608


def add(db: Connection, replica: str, row: Row) -> int:
    """Put a row at the end of the queue of a desk; return its number."""
    number: int = store.single(
        db,
        f"INSERT INTO job (replica, {_COLUMNS}) VALUES (?, NULL, ?, ?, ?, ?, ?, ?) RETURNING id",  # noqa: S608
        (replica, *row[1:]),
    )
    return number


def move(db: Connection, number: int, state: str, words: str) -> None:
    """Say how far a row has come."""
    db.execute("UPDATE job SET state = ?, words = ? WHERE id = ?", (state, words, number))


def rows(db: Connection, replica: str, most: int) -> list[Row]:
    """Return the last rows of a desk, the first asked for first."""
    found = db.execute(f"{_ROWS} ORDER BY id DESC LIMIT ?", (replica, most)).fetchall()
    return [Row(*row) for row in reversed(found)]


def open_rows(db: Connection, replica: str) -> list[Row]:
    """Return the rows of a desk that are neither printed nor called off."""
    query = f"{_ROWS} AND state IN ('queued', 'sent', 'failed') ORDER BY id"
    return [Row(*row) for row in db.execute(query, (replica,))]


def of_person(db: Connection, replica: str, person: str) -> Row | None:
    """Return the last row of a person."""
    query = f"{_ROWS} AND person = ? ORDER BY id DESC LIMIT 1"
    row = db.execute(query, (replica, person)).fetchone()
    return Row(*row) if row else None


def numbered(db: Connection, replica: str, numbers: Sequence[int]) -> Iterator[Row]:
    """Yield the rows with these numbers, in their order."""
    for number in numbers:
        row = db.execute(f"{_ROWS} AND id = ?", (replica, number)).fetchone()
        if row:
            yield Row(*row)
