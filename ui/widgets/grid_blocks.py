"""The blocks of a grid of time: what each says, and which stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ui.theme import Tone

HOUR = 60


class Span(Protocol):
    """What lasts, in minutes from the start of the day."""

    @property
    def id(self) -> str:
        """Return what tells it from others."""

    @property
    def begin(self) -> int:
        """Return when it begins."""

    @property
    def end(self) -> int:
        """Return when it ends."""


S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True)
class Block:
    """One activity on the grid; minutes are counted from the start of the day."""

    id: str
    title: str
    begin: int
    end: int
    lane: str  # what it stands under
    below: tuple[str, ...] = ()  # further lines, the most needed first
    whole: str = ""  # the block that it stands in
    hard: bool = False
    tone: Tone = Tone.PLAIN

    def told(self) -> str:
        """Return the block for a screen reader."""
        span = f"{clock(self.begin)}–{clock(self.end)}"
        return ", ".join((span, self.title, self.lane, *self.below))


def clock(minute: int) -> str:
    """Return a minute of the day as a clock shows it, also after midnight."""
    return f"{minute // HOUR % 24:02}:{minute % HOUR:02}"


def overlapping(row: Sequence[S]) -> Iterator[list[S]]:
    """Yield the blocks that overlap, directly or through others, together."""
    group: list[S] = []
    until = -1
    for block in sorted(row, key=lambda one: (one.begin, -one.end, one.id)):
        if group and block.begin >= until:
            yield group
            group = []
        group.append(block)
        until = max(until, block.end)
    if group:
        yield group


def columns(group: Sequence[S]) -> list[list[S]]:
    """Put overlapping blocks side by side, in as few columns as there must be."""
    found: list[list[S]] = []
    for block in group:
        free = next((one for one in found if one[-1].end <= block.begin), None)
        if free is None:
            found.append([block])
        else:
            free.append(block)
    return found
