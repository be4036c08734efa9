"""The letters of groups and buses: which visits and rides a person is booked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from string import ascii_uppercase

from checkin.desk import Desk
from checkin.model.activity import Activity

VISIT, RIDE = "site-visit", "transfer"
BETWEEN = " · "
_LONGEST = 8  # characters of a letter that a list gives


class Letters:
    """The letters of all visits and of all rides, the same on every desk that knows them."""

    def __init__(self, desk: Desk) -> None:
        """Give each its own letter, or the next one that is free, in the order of time."""
        self._desk = desk
        self._visits = _lettered(desk, VISIT)
        self._rides = _lettered(desk, RIDE)

    def of(self, person: str) -> tuple[str, str]:
        """Return the letters of a person's groups, and of the buses, in the order of time."""
        rows = self._desk.db.execute(
            "SELECT activity FROM booking WHERE person = ? AND status = 'booked'", (person,)
        )
        booked = {row[0] for row in rows}
        return _joined(self._visits, booked), _joined(self._rides, booked)


def _lettered(desk: Desk, kind: str) -> dict[str, str]:
    found = [one for one in desk.programme.activities.values() if one.kind == kind]
    found.sort(key=lambda one: (one.start or one.day, one.title, one.id))
    own = {one.id: _own(one) for one in found}
    free = (letter for letter in _alphabet() if letter not in own.values())
    return {subject: letter or next(free) for subject, letter in own.items()}


def _own(activity: Activity) -> str:
    return " ".join(activity.letter.split())[:_LONGEST]


def _alphabet() -> Iterator[str]:
    """Yield A to Z, then A2 to Z2, and so on without an end."""
    yield from ascii_uppercase
    for number in count(2):
        yield from (f"{letter}{number}" for letter in ascii_uppercase)


def _joined(letters: dict[str, str], booked: set[str]) -> str:
    return BETWEEN.join(dict.fromkeys(letter for one, letter in letters.items() if one in booked))
