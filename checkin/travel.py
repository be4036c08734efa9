"""The ways between places: how many minutes it takes from one to another."""

from __future__ import annotations

import re

from checkin.desk import Desk
from checkin.model.place import Place

_PART = re.compile(
    r"\s*(.+?)\s*[:=]?\s*(\d{1,4})\s*(?:min\w*\.?|分钟|мин\.?|['′])?\s*", re.IGNORECASE
)


def minutes(desk: Desk, one: str, other: str) -> int | None:
    """Return the minutes from one place to another, by their subjects; None where nobody said.

    The places say it of each other, as in “Getec 15; SWM 10”; what only the other one says of the
    way back counts as well. Within a place, or a house and its rooms, there is no way.
    """
    here, there = desk.place(one), desk.place(other)
    if here is None or there is None:
        return None
    if there.id in {here.id, here.within} or there.within == here.id:
        return 0
    if here.within and here.within == there.within:
        return 0
    said = ways(here).get(plain(there.title))
    return ways(there).get(plain(here.title)) if said is None else said


def ways(place: Place) -> dict[str, int]:
    """Return the minutes that a place says of others, by their plain titles."""
    found = {}
    for part in re.split(r"[;,\n；，]", place.travel):
        matched = _PART.fullmatch(part)
        if matched:
            found[plain(matched[1])] = int(matched[2])
    return found


def plain(title: str) -> str:
    """Return what two writings of one title share."""
    return " ".join(title.casefold().split())
