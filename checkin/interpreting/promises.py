"""What interpreters are promised to, as it stands."""

from __future__ import annotations

from checkin import clusters, schema
from checkin.desk import Desk
from checkin.model.assignment import Assignment

_COLUMNS = ", ".join(("id", *Assignment.names()))
_STANDING = f"SELECT {_COLUMNS} FROM assignment WHERE withdrawn = '' AND need <> ''"  # noqa: S608


def standing(desk: Desk) -> list[Assignment]:
    """Return all promises that nobody has withdrawn, in the order of their subjects."""
    return [_of_root(desk, row) for row in desk.db.execute(f"{_STANDING} ORDER BY id").fetchall()]


def of_need(desk: Desk, need: str) -> list[Assignment]:
    """Return who is promised to one need."""
    rows = desk.db.execute(f"{_STANDING} AND need = ? ORDER BY id", (need,)).fetchall()
    return [_of_root(desk, row) for row in rows]


def assignment(desk: Desk, subject: str) -> Assignment | None:
    """Return one promise, also a withdrawn one."""
    return schema.noun(desk.db, Assignment, subject)


def _of_root(desk: Desk, row: tuple[str, ...]) -> Assignment:
    """Return a promise with its person as the register knows them now, after any merging."""
    values = dict(zip(Assignment.names(), row[1:], strict=True))
    return Assignment(row[0], **{**values, "person": clusters.root(desk.db, values["person"])})
