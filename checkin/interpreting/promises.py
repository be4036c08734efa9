"""What interpreters are promised to, as it stands."""

from __future__ import annotations

from dataclasses import replace

from checkin import clusters, schema
from checkin.desk import Desk
from checkin.interpreting.heirs import heirs
from checkin.model.assignment import ARRANGED, Assignment

_COLUMNS = ", ".join(("id", *Assignment.names()))
_STANDING = f"""SELECT {_COLUMNS} FROM assignment WHERE withdrawn = '' AND need <> ''
  ORDER BY id"""  # noqa: S608
_EITHER = (*ARRANGED, "reason")
"""What either of two promises says that are one."""


def standing(desk: Desk) -> list[Assignment]:
    """Return all promises that nobody has withdrawn, in the order of their subjects.

    Where people or activities were merged, a person has one promise to a need: the first.
    """
    found: dict[tuple[str, str], Assignment] = {}
    for one in every(desk):
        key = one.need, one.person
        found[key] = _both(found[key], one) if key in found else one
    return [*found.values()]


def every(desk: Desk) -> list[Assignment]:
    """Return the same with all that are one by now, each with its need and person as they are."""
    moved = heirs(desk)
    rows = (Assignment(*row) for row in desk.db.execute(_STANDING).fetchall())
    return [
        replace(
            one,
            need=moved.get(one.need, one.need),
            person=clusters.root(desk.db, one.person),
        )
        for one in rows
    ]


def of_need(desk: Desk, need: str) -> list[Assignment]:
    """Return who is promised to one need."""
    return [one for one in standing(desk) if one.need == need]


def same(desk: Desk, subject: str) -> list[str]:
    """Return all promises that are one with a promise that stands, itself among them."""
    known = every(desk)
    own = {(one.need, one.person) for one in known if one.id == subject}
    return [one.id for one in known if (one.need, one.person) in own]


def assignment(desk: Desk, subject: str) -> Assignment | None:
    """Return one promise, also a withdrawn one."""
    return schema.noun(desk.db, Assignment, subject)


def _both(one: Assignment, other: Assignment) -> Assignment:
    values = {name: getattr(one, name) or getattr(other, name) for name in _EITHER}
    rules = dict.fromkeys((*one.override.split(), *other.override.split()))
    return replace(one, **values, override=" ".join(rules))
