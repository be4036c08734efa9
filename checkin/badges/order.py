"""The order of a batch of badges: by delegation as the protocol has it, or by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from checkin.desk import Desk
from checkin.i18n import language
from checkin.model.noun import number
from checkin.search import collation
from checkin.sheet import name_key

Order = Literal["", "protocol", "name"]

ORDERS: tuple[Order, ...] = ("protocol", "name")
AS_LISTED: Order = ""

_LAST = 1 << 30  # the rank of a delegation that has none
_PEOPLE = """SELECT id, CASE family WHEN '' THEN CASE name WHEN '' THEN native_name ELSE name END
  ELSE family END, given, delegation, name_key
  FROM person WHERE id IN (SELECT value FROM json_each(?))"""


def ordered(desk: Desk, people: Sequence[str], order: Order) -> list[str]:
    """Return people in an order; whom nothing tells apart stay as they were.

    By protocol the delegations come by their rank, then by title, the head of each before the
    deputy and before all others, and at the end those who are in none.
    """
    if not order:
        return list(people)
    how = collation.usual(language())
    places = {person: place for place, person in enumerate(people)}
    delegations = _Delegations(desk, how)
    keys = {}
    for subject, family, given, delegation, folded in desk.db.execute(
        _PEOPLE, (json.dumps(list(people)),)
    ):
        name = collation.name_key(family, given, how)
        rank = delegations.key(delegation, subject, folded) if order == "protocol" else ()
        keys[subject] = (*rank, name, places[subject])
    return sorted((one for one in people if one in keys), key=keys.__getitem__)


class _Delegations:
    """The delegations as the protocol has them, each read once."""

    def __init__(self, desk: Desk, how: str) -> None:
        self._desk, self._how = desk, how
        self._known: dict[str, tuple[int, str, tuple[str, ...]]] = {}

    def key(self, subject: str, person: str, folded: str) -> tuple[int, str, int]:
        """Return the place of a delegation, and of a person in it."""
        if subject not in self._known:
            self._known[subject] = self._read(subject)
        rank, title, leaders = self._known[subject]
        first = [place for place, one in enumerate(leaders) if one and one in {person, folded}]
        return rank, title, first[0] if first else len(leaders)

    def _read(self, subject: str) -> tuple[int, str, tuple[str, ...]]:
        found = self._desk.delegation(subject) if subject else None
        if found is None:
            return _LAST, collation.key("", self._how), ()
        rank = number(found.rank)
        leaders = (found.head, name_key(found.head), found.deputy, name_key(found.deputy))
        title = collation.key(found.title, self._how)
        return _LAST if rank is None else rank, title, leaders
