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
    way back counts as well, and what a house says counts for its rooms. Within a place, or a house
    and its rooms, there is no way.
    """
    here, there = around(desk, one), around(desk, other)
    if {place.id for place in here} & {place.id for place in there}:
        return 0
    pairs = [(near, far) for near in here for far in there]
    for near, far in (*pairs, *((far, near) for near, far in pairs)):
        said = ways(near).get(plain(far.title))
        if said is not None:
            return said
    return None


def around(desk: Desk, subject: str) -> list[Place]:
    """Return a place and the houses around it, the nearest first; none for an unknown one."""
    found: list[Place] = []
    place = desk.place(subject)
    while place and place not in found:
        found.append(place)
        place = desk.place(place.within) if place.within else None
    return found


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
