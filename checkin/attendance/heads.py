"""The heads of delegations who have arrived: what the organiser wants to hear of at once."""

from __future__ import annotations

import json
from dataclasses import dataclass

from checkin import delegations, pin
from checkin.desk import Desk
from checkin.journal import store
from checkin.model.delegation import Delegation

_LOOKED = "heads looked at"
_TOLD = "heads told"

# The row of an entry says when it came to this file, in which order, from whichever desk.
_ARRIVED = """SELECT a.person, a.at, a.desk, j.rowid FROM attendance AS a
  JOIN activity ON activity.id = a.activity AND activity.kind = 'day'
  JOIN journal AS j ON j.id = a.entry
  WHERE a.person IN (SELECT value FROM json_each(?)) AND j.rowid > ?
  ORDER BY a.moment DESC, a.person"""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The head or the deputy of a delegation, who has come in."""

    delegation: Delegation
    part: str  # head | deputy
    person: str
    at: str  # ISO
    desk: str  # its label
    row: int  # the higher, the later it was known here


def arrived_heads(desk: Desk, since: int = 0) -> list[Arrived]:
    """Return who of the heads and deputies came on which day, the latest first.

    Of those alone who became known here after a row of the journal, which is that of an entry.
    """
    known = [found for row in _ids(desk) if (found := desk.delegation(row))]
    led: dict[str, list[tuple[Delegation, str]]] = {}
    by_id = {one.id: one for one in known}
    for (group, part), person in delegations.leaders(desk, known).items():
        led.setdefault(person, []).append((by_id[group], part))
    rows = desk.db.execute(_ARRIVED, (json.dumps(list(led)), since)).fetchall()
    return [
        Arrived(group, part, person, at, label, row)
        for person, at, label, row in rows
        for group, part in led[person]
    ]


def news(desk: Desk) -> list[Arrived]:
    """Return the arrivals that nobody at this desk has looked at, none where they are not told."""
    if not told(desk):
        return []
    return arrived_heads(desk, int(store.recall(desk.db, _LOOKED, "0")))


def look_at(desk: Desk) -> None:
    """Note that somebody at this desk has seen all arrivals so far."""
    newest = max((one.row for one in arrived_heads(desk)), default=0)
    if newest > int(store.recall(desk.db, _LOOKED, "0")):
        with desk.act():
            store.remember(desk.db, **{_LOOKED: str(newest)})


def told(desk: Desk) -> bool:
    """Tell whether this desk hears of heads: where it was said, else where no PIN is set.

    A desk with a PIN is one at which others than the organiser work.
    """
    return store.recall(desk.db, _TOLD, "" if pin.is_set(desk) else "yes") == "yes"


def tell(desk: Desk, *, wanted: bool) -> None:
    """Say whether this desk is to hear of heads."""
    with desk.act():
        store.remember(desk.db, **{_TOLD: "yes" if wanted else "no"})


def _ids(desk: Desk) -> list[str]:
    query = "SELECT id FROM delegation WHERE head <> '' OR deputy <> ''"
    return [row[0] for row in desk.db.execute(query)]
