"""A sketch: a layout under the hand, which of its sides is seen, and what of it is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts import layout_file
from checkin.layouts.element import Bar, Block, Box, Element, Mark, Side
from checkin.layouts.layout import Layout

SideName = Literal["front", "back"]
SIDES: tuple[SideName, ...] = ("front", "back")

_FINEST = 2  # decimals of a millimetre that a hand can mean


@dataclass(frozen=True, slots=True)
class Sketch:
    """One state of the work on a layout; every step makes a new one."""

    layout: Layout
    side: SideName = "front"
    chosen: tuple[int, ...] = ()
    """Places on the side; the first of them is the model of the others."""
    alike: bool = False
    """Whether both sides say the same, so that what is done to one is done to the other."""

    @property
    def elements(self) -> Side:
        """Return what stands on the side."""
        return self.layout.front if self.side == "front" else self.layout.back

    @property
    def picked(self) -> Element | None:
        """Return the element whose properties are to be seen, the first that is chosen."""
        return self.elements[self.chosen[0]] if self.chosen else None

    def choose(self, *places: int) -> Sketch:
        """Choose these and no others; places that there are not are left out."""
        there = range(len(self.elements))
        return replace(
            self, chosen=tuple(dict.fromkeys(place for place in places if place in there))
        )

    def turn(self, side: SideName) -> Sketch:
        """Look at a side, with nothing chosen on it."""
        return self if side == self.side else replace(self, side=side, chosen=())

    def with_elements(self, elements: Side, chosen: tuple[int, ...] | None = None) -> Sketch:
        """Return the sketch with other elements on its side; raises DeskError for too many."""
        if len(elements) > layout_file.MOST:
            raise DeskError(
                _("There is no room for more than {n} elements on one side.").format(
                    n=layout_file.MOST
                )
            )
        if self.alike:
            layout = replace(self.layout, front=elements, back=elements)
        elif self.side == "front":
            layout = replace(self.layout, front=elements)
        else:
            layout = replace(self.layout, back=elements)
        made = replace(self, layout=layout)
        return made.choose(*(self.chosen if chosen is None else chosen))

    def with_boxes(self, boxes: dict[int, Box]) -> Sketch:
        """Return the sketch with elements in other boxes, each as near as it may be."""
        size = self.layout.width, self.layout.height
        return self.with_elements(
            tuple(
                placed(element, boxes[place], size) if place in boxes else element
                for place, element in enumerate(self.elements)
            )
        )


def opened(layout: Layout) -> Sketch:
    """Begin the work on a layout."""
    return Sketch(layout, alike=bool(layout.back) and layout.back == layout.front)


def placed(element: Element, box: Box, size: tuple[float, float]) -> Element:
    """Return an element in the allowed box that is nearest: whole on the page, never too small.

    Raises DeskError where the page is too small for it.
    """
    low = least(element)
    if low[0] > size[0] or low[1] > size[1]:
        raise DeskError(
            _("The badge is too small for this: {width} x {height} mm are needed.").format(
                width=f"{low[0]:g}", height=f"{low[1]:g}"
            )
        )
    width, height = (
        min(max(round(length, _FINEST), small), large)
        for length, small, large in zip(box[2:], low, size, strict=True)
    )
    if isinstance(element, Mark):
        width = height = min(width, height)
    left, top = (
        round(max(min(round(start, _FINEST), large - length), 0.0), 4)
        for start, length, large in zip(box[:2], (width, height), size, strict=True)
    )
    made = replace(element, box=(left, top, width, height))
    if isinstance(made, Bar):
        return replace(made, radius=min(made.radius, min(width, height) / 2))
    return made


def least(element: Element) -> tuple[float, float]:
    """Return the least width and height that an element may have, in millimetres."""
    if isinstance(element, Mark):
        return layout_file.SMALLEST_MARK, layout_file.SMALLEST_MARK
    if isinstance(element, Block):
        room = layout_file.least_room(element.fields)
        width, height = (max(ceil(side * 100) / 100, layout_file.THINNEST) for side in room)
        return width, height
    return layout_file.THINNEST, layout_file.THINNEST
