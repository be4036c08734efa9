"""The desks of an event: how much of what each wrote is here, up to when, and what is missing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from checkin.desk import Desk
from checkin.journal import census, clock, identity, store

_HEARD = "heard_of"  # in `me`: JSON, per replica, the highest seq that other desks said they have
_SENT = "sent"  # in `me`: JSON, per replica that this desk wrote under, the seq that is on its way


@dataclass(frozen=True, slots=True)
class Sight:
    """One desk, as far as it is known here."""

    replica: str
    label: str
    alone: bool  # no other bears this label
    own: bool
    seen: int  # entries that are here
    missing: int  # entries that it is known to have written and that are not
    last: str  # ISO, when it wrote the last of those that are here, '' if there is none

    @property
    def name(self) -> str:
        """Return the label; with the replica where several desks bear it."""
        return self.label if self.alone else f"{self.label} ({self.replica})"


def sights(desk: Desk, extents: census.Extents | None = None) -> list[Sight]:
    """Return all desks that ever were heard of, this one first; some know the extents already."""
    here = census.extents(desk.db) if extents is None else extents
    highest = {replica: seq for replica, (_number, seq) in here.items()}
    for replica, seq in _heard(desk).items():
        highest[replica] = max(seq, highest.get(replica, 0))
    own = store.recall(desk.db, "replica")
    labels = Counter(map(identity.label, {*highest, own}))
    found = [
        Sight(
            replica,
            identity.label(replica),
            labels[identity.label(replica)] == 1,
            replica == own,
            number := here.get(replica, (0, 0))[0],
            highest.get(replica, 0) - number,
            _last(desk, replica),
        )
        for replica in {*highest, own}
    ]
    return sorted(found, key=lambda one: (not one.own, one.label, one.replica))


def missing(desk: Desk) -> list[str]:
    """Return the names of the desks of which entries are missing."""
    return [one.name for one in sights(desk) if one.missing]


def hear(desk: Desk, have: Mapping[str, int]) -> None:
    """Note up to which entry others hold each desk, where that is more than is here."""
    query = "SELECT coalesce(max(seq), 0) FROM journal WHERE replica = ?"
    known = _heard(desk)
    news = {
        replica: seq
        for replica, seq in have.items()
        if seq > max(known.get(replica, 0), store.single(desk.db, query, (replica,)))
    }
    if news:
        with desk.act():
            store.remember(desk.db, **{_HEARD: json.dumps({**known, **news}, sort_keys=True)})


def unsent(desk: Desk) -> int:
    """Return how many entries of this desk are not yet in the last exchange folder it wrote to."""
    sent = json.loads(store.recall(desk.db, _SENT, "{}"))
    mine = {*sent, store.recall(desk.db, "replica")}
    query = "SELECT coalesce(max(seq), 0) FROM journal WHERE replica = ?"
    return sum(store.single(desk.db, query, (one,)) - sent.get(one, 0) for one in mine)


def sent(desk: Desk, row: int) -> None:
    """Note that this desk's own entries up to a row of the journal are on their way to others."""
    query = """SELECT seq FROM journal WHERE replica = ? AND rowid <= ?
               ORDER BY seq DESC LIMIT 1"""
    known = json.loads(store.recall(desk.db, _SENT, "{}"))
    for replica in {*known, desk.replica}:
        known[replica] = store.single(desk.db, query, (replica, row)) or 0
    with desk.act():
        store.remember(desk.db, **{_SENT: json.dumps(known, sort_keys=True)})


def _heard(desk: Desk) -> dict[str, int]:
    known: dict[str, int] = json.loads(store.recall(desk.db, _HEARD, "{}"))
    return known


def _last(desk: Desk, replica: str) -> str:
    """Return when a desk wrote the last of its entries that are here."""
    entry = next(store.latest(desk.db, replica), None)
    return desk.event.at(clock.milliseconds(entry.hlc)).isoformat() if entry else ""
