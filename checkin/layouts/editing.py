"""Editing: what a hand does to a sketch; each deed returns the sketch that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from checkin.layouts import layout_file
from checkin.layouts.element import Box, Element, Mark
from checkin.layouts.layout import Fold
from checkin.layouts.sketch import Sketch, least, placed

Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
EDGES: tuple[Edge, ...] = ("left", "centre", "right", "top", "middle", "bottom")

Axis = Literal["across", "down"]

Grip = tuple[int, int]
"""Which edges are pulled: -1 the left or upper one, 1 the right or lower one, 0 none."""

GRID = 0.5
"""Millimetres of the grid on which things come to lie by themselves."""

_ASIDE = 3.0  # millimetres by which a copy lies beside what it is a copy of

# Places ###############################################################################


def move(sketch: Sketch, across: float, down: float) -> Sketch:
    """Move what is chosen as one, as far as the page goes."""
    boxes = _boxes(sketch)
    if not boxes:
        return sketch
    left, top, width, height = around(list(boxes.values()))
    across = min(max(across, -left), sketch.layout.width - left - width)
    down = min(max(down, -top), sketch.layout.height - top - height)
    return sketch.with_boxes(
        {place: (x + across, y + down, w, h) for place, (x, y, w, h) in boxes.items()}
    )


def stretch(sketch: Sketch, grip: Grip, across: float, down: float) -> Sketch:
    """Pull edges of each chosen element; the edges opposite stay where they are."""
    return sketch.with_boxes(
        {
            place: _stretched(sketch, sketch.elements[place], grip, (across, down))
            for place in sketch.chosen
        }
    )


def put(sketch: Sketch, box: Box) -> Sketch:
    """Put the first chosen element into a box, as nearly as it may be."""
    return sketch.with_boxes(dict.fromkeys(sketch.chosen[:1], box))


def align(sketch: Sketch, edge: Edge) -> Sketch:
    """Align what is chosen: several to the room that they take together, one to the page."""
    boxes = _boxes(sketch)
    if len(boxes) > 1:
        left, top, width, height = around(list(boxes.values()))
    else:
        left, top, width, height = 0.0, 0.0, sketch.layout.width, sketch.layout.height
    places: dict[Edge, Callable[[Box], Box]] = {
        "left": lambda box: (left, *box[1:]),
        "centre": lambda box: (left + (width - box[2]) / 2, *box[1:]),
        "right": lambda box: (left + width - box[2], *box[1:]),
        "top": lambda box: (box[0], top, *box[2:]),
        "middle": lambda box: (box[0], top + (height - box[3]) / 2, *box[2:]),
        "bottom": lambda box: (box[0], top + height - box[3], *box[2:]),
    }
    return sketch.with_boxes({place: places[edge](box) for place, box in boxes.items()})


def distribute(sketch: Sketch, axis: Axis) -> Sketch:
    """Leave the same room between neighbours; the outermost stay where they are."""
    start, length = (0, 2) if axis == "across" else (1, 3)
    boxes = sorted(_boxes(sketch).items(), key=lambda item: (item[1][start], item[1][length]))
    if len(boxes) < 3:  # noqa: PLR2004  two have one room between them, which is like itself
        return sketch
    first, last = boxes[0][1], max(box[start] + box[length] for _place, box in boxes)
    free = last - first[start] - sum(box[length] for _place, box in boxes)
    gap, at = free / (len(boxes) - 1), first[start]
    spread: dict[int, Box] = {}
    for place, box in boxes:
        moved = list(box)
        moved[start] = at
        spread[place] = (moved[0], moved[1], moved[2], moved[3])
        at += box[length] + gap
    return sketch.with_boxes(spread)


def same_size(sketch: Sketch) -> Sketch:
    """Make what is chosen as large as the first that was chosen, from its middle."""
    boxes = _boxes(sketch)
    if len(boxes) < 2:  # noqa: PLR2004  there is nothing to be like
        return sketch
    _left, _top, width, height = boxes[sketch.chosen[0]]
    return sketch.with_boxes(
        {
            place: (x + (w - width) / 2, y + (h - height) / 2, width, height)
            for place, (x, y, w, h) in boxes.items()
            if place != sketch.chosen[0]
        }
    )


# What there is ########################################################################


def add(sketch: Sketch, element: Element) -> Sketch:
    """Put an element on the side, on top of the others, and choose it."""
    size = sketch.layout.width, sketch.layout.height
    count = len(sketch.elements)
    return sketch.with_elements((*sketch.elements, placed(element, element.box, size)), (count,))


def remove(sketch: Sketch) -> Sketch:
    """Take away what is chosen."""
    kept = tuple(
        element for place, element in enumerate(sketch.elements) if place not in sketch.chosen
    )
    return sketch.with_elements(kept, ())


def duplicate(sketch: Sketch) -> Sketch:
    """Put a copy of what is chosen beside it, and choose the copy."""
    if not sketch.chosen:
        return sketch
    copies = tuple(sketch.elements[place] for place in sketch.chosen)
    count = len(sketch.elements)
    made = sketch.with_elements(
        (*sketch.elements, *copies), tuple(range(count, count + len(copies)))
    )
    moved = move(made, _ASIDE, _ASIDE)
    return moved if moved != made else move(made, -_ASIDE, -_ASIDE)


def change(sketch: Sketch, changed: Element) -> Sketch:
    """Put an element in the place of the first chosen one; raises DeskError where it has no room.

    A box that has become too small for what is in it grows.
    """
    size = sketch.layout.width, sketch.layout.height
    elements = list(sketch.elements)
    elements[sketch.chosen[0]] = placed(changed, changed.box, size)
    return sketch.with_elements(tuple(elements))


def lift(sketch: Sketch, steps: int) -> Sketch:
    """Raise what is chosen over what lies on it, or lower it with steps below 0."""
    order = list(range(len(sketch.elements)))
    chosen = sorted(sketch.chosen, reverse=steps > 0)
    walls: set[int] = set()  # what has come to the end; none of the chosen passes another
    for place in chosen:
        at = order.index(place)
        to = min(max(at + steps, 0), len(order) - 1)
        while to != at and to in walls:
            to -= 1 if steps > 0 else -1
        order.insert(to, order.pop(at))
        walls.add(to)
    elements = tuple(sketch.elements[place] for place in order)
    return sketch.with_elements(elements, tuple(order.index(place) for place in sketch.chosen))


# Sides and page #######################################################################


def bring_over(sketch: Sketch) -> Sketch:
    """Move what is chosen to the other side, and look at that; both sides then are apart."""
    moved = tuple(sketch.elements[place] for place in sketch.chosen)
    apart = replace(sketch, alike=False)
    other = remove(apart).turn("back" if sketch.side == "front" else "front")
    count = len(other.elements)
    return other.with_elements((*other.elements, *moved), tuple(range(count, count + len(moved))))


def make_alike(sketch: Sketch, *, alike: bool) -> Sketch:
    """Let both sides say what this one says from now on, or let each go its own way."""
    made = replace(sketch, alike=alike)
    return made.with_elements(sketch.elements) if alike else made


def resize_page(sketch: Sketch, width: float, height: float) -> Sketch:
    """Change the size of the badge; what no longer has its place moves in from the edge.

    Raises DeskError where something would have no room.
    """
    low, high = layout_file.SMALLEST, layout_file.LARGEST
    size = (min(max(round(width, 2), low), high), min(max(round(height, 2), low), high))
    layout = replace(
        sketch.layout,
        width=size[0],
        height=size[1],
        front=tuple(placed(one, one.box, size) for one in sketch.layout.front),
        back=tuple(placed(one, one.box, size) for one in sketch.layout.back),
    )
    return replace(sketch, layout=layout)


def fold(sketch: Sketch, where: Fold) -> Sketch:
    """Fold the badge at an edge, or not at all."""
    return replace(sketch, layout=replace(sketch.layout, fold=where))


# Measures #############################################################################


def around(boxes: Sequence[Box]) -> Box:
    """Return the box around boxes, of which there must be one."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def overlaps(sketch: Sketch) -> list[tuple[int, int]]:
    """Return which elements with words or codes share a place, each time the upper one first."""
    boxes = [
        (place, element.box)
        for place, element in enumerate(sketch.elements)
        if type(element).__name__ in {"Block", "Mark", "Sign"}
    ]
    return [
        (other, one)
        for number, (one, its) in enumerate(boxes)
        for other, others in boxes[number + 1 :]
        if _shared(its, others)
    ]


def _stretched(sketch: Sketch, element: Element, grip: Grip, by: tuple[float, float]) -> Box:
    """Return the box that comes of pulling, which never turns inside out."""
    size = sketch.layout.width, sketch.layout.height
    low, box = least(element), element.box
    spans = [
        _pulled(box[axis], box[axis + 2], grip[axis], by[axis], (low[axis], size[axis]))
        for axis in (0, 1)
    ]
    if isinstance(element, Mark):
        spans = _squared(box, spans, grip, size)
    return spans[0][0], spans[1][0], spans[0][1], spans[1][1]


def _pulled(
    start: float, length: float, grip: int, by: float, limits: tuple[float, float]
) -> tuple[float, float]:
    """Return start and length of a side of which one end is pulled."""
    low, size = limits
    if grip < 0:
        moved = min(max(start + by, 0.0), start + length - low)
        return moved, start + length - moved
    if grip > 0:
        return start, min(max(length + by, low), size - start)
    return start, length


def _squared(
    box: Box, spans: list[tuple[float, float]], grip: Grip, size: tuple[float, float]
) -> list[tuple[float, float]]:
    """Keep what is pulled a square: the side that changed more is that of both."""
    axis = max((0, 1), key=lambda axis: abs(spans[axis][1] - box[axis + 2]))
    side = spans[axis][1]
    for one in (0, 1):
        end = box[one] + box[one + 2]
        side = min(side, end if grip[one] < 0 else size[one] - box[one])
    return [(box[one] + box[one + 2] - side if grip[one] < 0 else box[one], side) for one in (0, 1)]


def _boxes(sketch: Sketch) -> dict[int, Box]:
    return {place: sketch.elements[place].box for place in sketch.chosen}


def _shared(one: Box, other: Box) -> bool:
    return all(
        min(one[axis] + one[axis + 2], other[axis] + other[axis + 2]) - max(one[axis], other[axis])
        > 0.01  # noqa: PLR2004  millimetres that rounding may take
        for axis in (0, 1)
    )
