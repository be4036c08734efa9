"""The order of a batch of badges: by delegation as the protocol has it, or by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from checkin import delegations as groups
from checkin.desk import Desk
from checkin.i18n import language
from checkin.model.noun import number
from checkin.search import collation
from checkin.sheet import name_key

Order = Literal["", "protocol", "name"]

ORDERS: tuple[Order, ...] = ("protocol", "name")
AS_LISTED: Order = ""

_LAST = groups.LAST  # the place of whoever has no rank
_PEOPLE = """SELECT id, CASE family WHEN '' THEN CASE name WHEN '' THEN native_name ELSE name END
  ELSE family END, given, delegation, name_key, rank
  FROM person WHERE id IN (SELECT value FROM json_each(?))"""


def ordered(desk: Desk, people: Sequence[str], order: Order) -> list[str]:
    """Return people in an order; whom nothing tells apart stay as they were.

    By protocol the delegations come by their rank, then partner cities, then by title; the head of
    each before the deputy, then the members by their rank, and at the end those who are in none.
    """
    if not order:
        return list(people)
    how = collation.usual(language())
    places = {person: place for place, person in enumerate(people)}
    delegations = _Delegations(desk, how)
    keys = {}
    for subject, family, given, delegation, folded, place in desk.db.execute(
        _PEOPLE, (json.dumps(list(people)),)
    ):
        name = collation.name_key(family, given, how)
        rank: tuple[object, ...] = ()
        if order == "protocol":
            own = number(place)
            rank = (*delegations.key(delegation, subject, folded), _LAST if own is None else own)
        keys[subject] = (*rank, name, places[subject])
    return sorted((one for one in people if one in keys), key=keys.__getitem__)


class _Delegations:
    """The delegations as the protocol has them, each read once."""

    def __init__(self, desk: Desk, how: str) -> None:
        self._desk, self._how = desk, how
        self._known: dict[str, tuple[groups.Place, tuple[str, ...]]] = {}

    def key(self, subject: str, person: str, folded: str) -> tuple[groups.Place, int]:
        """Return the place of a delegation, and of a person in it."""
        if subject not in self._known:
            self._known[subject] = self._read(subject)
        place, leaders = self._known[subject]
        first = [n for n, one in enumerate(leaders) if one and one in {person, folded}]
        return place, first[0] if first else len(leaders)

    def _read(self, subject: str) -> tuple[groups.Place, tuple[str, ...]]:
        found = self._desk.delegation(subject) if subject else None
        if found is None:
            return groups.NOWHERE, ()
        leaders = (found.head, name_key(found.head), found.deputy, name_key(found.deputy))
        return groups.protocol(found, self._how), leaders
