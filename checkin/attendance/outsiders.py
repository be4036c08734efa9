"""Figures for outsiders: no small group stands alone, and none can be reckoned from the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checkin.attendance.tallies import Tally
from checkin.errors import DeskError
from checkin.i18n import gettext as _

LEAST = 5  # people whom a cell may tell of (OUT-05)


OVERLAPPING = ("activity", "day")
"""By which nothing is told: people are in several rows, which could be reckoned from each other."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of one key came; without a key those whom no cell tells apart."""

    key: str | None
    attended: int
    joined: bool = False  # several keys together, each too small


@dataclass(frozen=True, slots=True)
class Told:
    """What outsiders may know of a tally: who attended, by key, and how many in all."""

    cells: tuple[Cell, ...]
    total: int | None  # None where the total itself is too small to be told
    text: str


def require(by: str | None) -> None:
    """Raise DeskError for what is never counted for outsiders."""
    if by in OVERLAPPING:
        raise DeskError(
            _("Who was at several is in several rows, so outsiders could reckon small groups.")
        )


def told(counted: Tally) -> Told:
    """Return a tally for outsiders: its cells add up to its total, and none is below LEAST.

    Groups that are too small are joined, the smallest first, and larger ones with them until that
    makes LEAST. Where all together are fewer, nothing is told.
    """
    total: int = counted.total["attended"]
    sentence = _("Groups of fewer than {n} are joined.").format(n=LEAST)
    if 0 < total < LEAST:
        return Told((), None, sentence)
    return Told(_cells(counted.rows), total, sentence)


def _cells(rows: Sequence[dict[str, Any]]) -> tuple[Cell, ...]:
    present = sorted((row["attended"], str(row["key"]), row["key"]) for row in rows)
    present = [one for one in present if one[0]]
    joined = 0
    while present and (present[0][0] < LEAST or 0 < joined < LEAST):
        joined += present.pop(0)[0]
    cells = [Cell(key, attended) for attended, _word, key in reversed(present)]
    return (*cells, Cell(None, joined, joined=True)) if joined else tuple(cells)
