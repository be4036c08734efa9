"""Whom a text may mean: by a badge code or its beginning, else by the words of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.model import code
from checkin.search import ranking

if TYPE_CHECKING:
    from sqlite3 import Connection

_LAST = "\U0010ffff"  # sorts behind every other character
_SHORTEST_CODE = 3  # characters typed of a code; fewer are words


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: the person, and whether only a near spelling was found."""

    person: str
    near: bool


def find(db: Connection, text: str, limit: int, day: str) -> list[Found]:
    """Return the people whom a text may mean, best first; among equals who may still come."""
    by_code = _by_code(db, text, limit)
    if by_code:
        return by_code
    hits = ranking.hits(db, text, limit, lambda numbers: _expected(db, numbers, day))
    ids = {hit.n: _id(db, hit.n) for hit in hits}
    return [Found(ids[hit.n], hit.near) for hit in hits if ids[hit.n]]


def _by_code(db: Connection, text: str, limit: int) -> list[Found]:
    """Look a text up as a code or the number in a list, whole or its beginning."""
    bare = "".join(text.replace("-", " ").split())
    if len(bare) < _SHORTEST_CODE or not any(sign.isdigit() for sign in bare):
        return []
    ours, said = bare.upper()[: code.TOKEN], text.strip()
    rows = db.execute(
        """SELECT DISTINCT id FROM person JOIN (
             SELECT person FROM code WHERE text BETWEEN ? AND ? OR text BETWEEN ? AND ?
             UNION SELECT person FROM listed WHERE name BETWEEN ? AND ?) ON person = id
           WHERE NOT erased ORDER BY name_key, id LIMIT ?""",
        (ours, ours + _LAST, said, said + _LAST, said, said + _LAST, limit),
    )
    return [Found(row[0], near=False) for row in rows]


def _id(db: Connection, n: int) -> str:
    row = db.execute("SELECT id FROM person WHERE n = ?", (n,)).fetchone()
    return row[0] if row else ""


def _expected(db: Connection, numbers: Sequence[int], day: str) -> set[int]:
    """Return those of these people who may still come that day."""
    marks = ",".join("?" * len(numbers))
    rows = db.execute(
        f"""SELECT n FROM person WHERE n IN ({marks}) AND status IN ('', 'waiting')
            AND NOT EXISTS (SELECT 1 FROM attendance
              WHERE person = person.id AND activity = ? AND here)""",  # noqa: S608
        (*numbers, day),
    )
    return {row[0] for row in rows}
