"""Snapping: what is moved by hand comes to lie on edges of others, on middles, or on the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checkin.layouts.editing import GRID, Grip, around
from checkin.layouts.element import Box
from checkin.layouts.sketch import Sketch

REACH = 1.5
"""Millimetres from which a line draws something on to itself, at the most."""

Way = Literal["across", "down"]


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that something was drawn to: upright for what moves across."""

    way: Way
    at: float


@dataclass(frozen=True, slots=True)
class Snap:
    """How far to move, and the lines that this comes from."""

    across: float
    down: float
    guides: tuple[Guide, ...] = ()


def moving(sketch: Sketch, across: float, down: float, reach: float = REACH) -> Snap:
    """Return how far what is chosen moves when a hand has moved it so far."""
    if not sketch.chosen:
        return Snap(0.0, 0.0)
    left, top, width, height = around([sketch.elements[place].box for place in sketch.chosen])
    return _both(
        sketch,
        [left, left + width / 2, left + width],
        [top, top + height / 2, top + height],
        (across, down),
        reach,
    )


def pulling(sketch: Sketch, grip: Grip, across: float, down: float, reach: float = REACH) -> Snap:
    """Return how far the edges of the first chosen element move when a hand has pulled so far."""
    if not sketch.chosen:
        return Snap(0.0, 0.0)
    left, top, width, height = sketch.elements[sketch.chosen[0]].box
    return _both(
        sketch,
        {-1: [left], 0: [], 1: [left + width]}[grip[0]],
        {-1: [top], 0: [], 1: [top + height]}[grip[1]],
        (across, down),
        reach,
    )


def _both(
    sketch: Sketch,
    across: Sequence[float],
    down: Sequence[float],
    by: tuple[float, float],
    reach: float,
) -> Snap:
    others = [
        element.box for place, element in enumerate(sketch.elements) if place not in sketch.chosen
    ]
    x, uprights = _drawn(across, by[0], _lines(others, 0, sketch.layout.width), reach)
    y, levels = _drawn(down, by[1], _lines(others, 1, sketch.layout.height), reach)
    guides = [Guide("across", at) for at in uprights] + [Guide("down", at) for at in levels]
    return Snap(x, y, tuple(guides))


def _lines(boxes: Sequence[Box], axis: int, size: float) -> list[float]:
    """Return the edges and middles of the page and of the boxes."""
    found = {0.0, size / 2, size}
    for box in boxes:
        found |= {box[axis], box[axis] + box[axis + 2] / 2, box[axis] + box[axis + 2]}
    return sorted(found)


def _drawn(
    starts: Sequence[float], by: float, lines: Sequence[float], reach: float
) -> tuple[float, list[float]]:
    """Return how far to move so that a start comes to a line within reach, else to the grid."""
    gaps = [
        (abs(line - start - by), line - start)
        for start in starts
        for line in lines
        if abs(line - start - by) <= reach
    ]
    if gaps:
        moved = min(gaps)[1]
        met = [line for start in starts for line in lines if abs(line - start - moved) < GRID / 100]
        return moved, sorted(set(met))
    if not starts:
        return 0.0, []
    return round((starts[0] + by) / GRID) * GRID - starts[0], []
