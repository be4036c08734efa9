"""Whom a text may mean: by a badge code or its beginning, else by the words of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from checkin import schema
from checkin.model import code
from checkin.model.delegation import Delegation
from checkin.search import folding, ranking

if TYPE_CHECKING:
    from sqlite3 import Connection

_LAST = "\U0010ffff"  # sorts behind every other character
_SHORTEST_CODE = 3  # characters typed of a code; fewer are words
_SHORTEST_ALIAS = 8  # characters of another system's code that are no name or number


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


def is_code(db: Connection, text: str) -> bool:
    """Tell whether a text is, whole, a code that opens the door for somebody, ours or another's."""
    said = text.strip()
    row = db.execute("SELECT 1 FROM code WHERE text IN (?, ?)", (said, said[: code.TOKEN]))
    return len(said) >= _SHORTEST_ALIAS and row.fetchone() is not None


def delegations(db: Connection, text: str, limit: int = 3) -> list[Delegation]:
    """Return the delegations whose title has a word for each word of a text, by title."""
    wanted = [folding.forms(word) for word in folding.words(text)]
    if not wanted:
        return []
    columns = ", ".join(("id", *Delegation.names()))
    rows = db.execute(f"SELECT {columns} FROM delegation ORDER BY title")  # noqa: S608
    found = (Delegation(*row) for row in rows)
    return list(islice((one for one in found if _titled(one, wanted)), limit))


def members(db: Connection, delegation: str) -> list[str]:
    """Return the ids of all people of a delegation, also of those whom no list names."""
    query = "SELECT id FROM person WHERE delegation = ? AND NOT erased ORDER BY n"
    return [row[0] for row in db.execute(query, (delegation,))]


def _titled(delegation: Delegation, wanted: Sequence[Sequence[str]]) -> bool:
    said = [
        form
        for title in delegation.titles()
        for word in folding.words(title)
        for form in folding.forms(word)
    ]
    return all(any(one.startswith(form) for one in said for form in forms) for forms in wanted)


def _by_code(db: Connection, text: str, limit: int) -> list[Found]:
    """Look a text up as a code or the number in a list, whole or its beginning.

    Somebody protected is found by a whole code alone.
    """
    bare = "".join(text.replace("-", " ").split())
    if len(bare) < _SHORTEST_CODE or not any(sign.isdigit() for sign in bare):
        return []
    ours, said = bare.upper()[: code.TOKEN], text.strip()
    whole = (ours, said) if len(bare) >= _SHORTEST_ALIAS else ()
    marks = ", ".join("?" * len(whole))
    rows = db.execute(
        f"""SELECT DISTINCT id FROM person JOIN (
             SELECT person FROM code WHERE text BETWEEN ? AND ? OR text BETWEEN ? AND ?
             UNION SELECT person FROM listed WHERE name BETWEEN ? AND ?) ON person = id
           WHERE {schema.NAMED} OR NOT erased
             AND EXISTS (SELECT 1 FROM code WHERE person = id AND text IN ({marks}))
           ORDER BY name_key, id LIMIT ?""",  # noqa: S608  only marks
        (ours, ours + _LAST, said, said + _LAST, said, said + _LAST, *whole, limit),
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
