"""A page to draw on, measured in millimetres from its upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from checkin.paper.document import Document

if TYPE_CHECKING:
    from checkin.paper.fit import Line
    from checkin.paper.picture import Picture

MM = 72 / 25.4
"""Points in a millimetre."""

_CURVE = 0.5523  # how far the handles of a quarter circle reach, in radii


class Pages:
    """The pages of one PDF, all of one size; what is drawn goes on the current one."""

    def __init__(self, stream: BinaryIO, width: float, height: float, title: str) -> None:
        """Begin the first page; the title is read by strangers and must name nobody."""
        self._document = Document(stream, (width * MM, height * MM), title)
        self._height = height * MM
        self._drawn: list[str] = []
        self._colour = ""

    def text(self, lines: Iterable[Line], left: float = 0.0, top: float = 0.0) -> None:
        """Draw fitted lines; the place is that of the corner of their box."""
        self._drawn.append("BT")
        for line in lines:
            self._ink(line.colour)
            x, y = left * MM + line.left, self._height - top * MM - line.baseline
            self._drawn.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for run in line.runs:
                font = self._document.font(run.font)
                self._drawn.append(font.operators(run.shaped, line.size))
        self._drawn.append("ET")

    def bar(self, box: tuple[float, float, float, float], colour: str, radius: float = 0.0) -> None:
        """Fill a rectangle (left, top, width, height), its corners rounded if wished."""
        self._ink(colour)
        left, top, width, height = (value * MM for value in box)
        bottom = self._height - top - height
        if radius:
            self._drawn.append(_rounded(left, bottom, width, height, radius * MM))
        else:
            self._drawn.append(f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re f")

    def hairline(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a grey line as thin as scissors need it."""
        points = [f"{x * MM:.2f} {self._height - y * MM:.2f}" for x, y in (start, end)]
        self._drawn.append(f"q .25 w .6 G {points[0]} m {points[1]} l S Q")

    def squares(self, path: str, count: int, box: tuple[float, float, float], colour: str) -> None:
        """Fill a path drawn in a grid of `count` squares into a box (left, top, side)."""
        self._ink(colour)
        left, top, side = (value * MM for value in box)
        scale = side / count
        bottom = self._height - top - side
        self._drawn.append(f"q {scale:.5f} 0 0 {scale:.5f} {left:.3f} {bottom:.3f} cm {path} f Q")

    def picture(
        self, picture: Picture, box: tuple[float, float, float, float], *, cover: bool = False
    ) -> None:
        """Place a picture in the middle of a box (left, top, width, height), as large as it goes.

        With `cover` it fills the box, and what does not fit is cut off.
        """
        left, top, width, height = (value * MM for value in box)
        bottom = self._height - top - height
        scales = width / picture.width, height / picture.height
        scale = max(scales) if cover else min(scales)
        wide, high = scale * picture.width, scale * picture.height
        x, y = left + (width - wide) / 2, bottom + (height - high) / 2
        cut = f"{left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re W n " if cover else ""
        name = self._document.picture(picture)
        self._drawn.append(f"q {cut}{wide:.3f} 0 0 {high:.3f} {x:.3f} {y:.3f} cm /{name} Do Q")

    @contextmanager
    def frame(
        self, left: float, top: float, width: float, height: float, *, upside_down: bool = False
    ) -> Iterator[None]:
        """Measure from the corner of a frame, and draw nothing outside of it.

        A frame that is upside down is turned by half a circle, as on a badge that is folded.
        """
        page, colour = self._height, self._colour
        x, y = left * MM, page - (top + height) * MM
        wide, high = width * MM, height * MM
        turned = (
            f"-1 0 0 -1 {x + wide:.3f} {y + high:.3f}"
            if upside_down
            else f"1 0 0 1 {x:.3f} {y:.3f}"
        )
        self._drawn.append(f"q {turned} cm 0 0 {wide:.3f} {high:.3f} re W n")
        self._height = high
        try:
            yield
        finally:
            self._drawn.append("Q")
            self._height, self._colour = page, colour

    def turn(self) -> None:
        """End the current page and begin the next."""
        self._document.add_page("\n".join(self._drawn))
        self._drawn.clear()
        self._colour = ""

    def close(self) -> None:
        """End the document; an unfinished page is left out. The stream stays open."""
        self._document.finish()

    def _ink(self, colour: str) -> None:
        if colour != self._colour:
            self._drawn.append(_fill(colour))
            self._colour = colour


@cache
def _fill(colour: str) -> str:
    """Return the operator that sets a colour written #RRGGBB."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{red:.3f} {green:.3f} {blue:.3f} rg"


@cache
def _rounded(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """Return a filled rectangle with rounded corners, anticlockwise from the lower left."""
    right, top, hold = left + width, bottom + height, radius * (1 - _CURVE)
    return (
        f"{left + radius:.2f} {bottom:.2f} m {right - radius:.2f} {bottom:.2f} l "
        f"{right - hold:.2f} {bottom:.2f} {right:.2f} {bottom + hold:.2f} "
        f"{right:.2f} {bottom + radius:.2f} c {right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - hold:.2f} {right - hold:.2f} {top:.2f} "
        f"{right - radius:.2f} {top:.2f} c {left + radius:.2f} {top:.2f} l "
        f"{left + hold:.2f} {top:.2f} {left:.2f} {top - hold:.2f} "
        f"{left:.2f} {top - radius:.2f} c {left:.2f} {bottom + radius:.2f} l "
        f"{left:.2f} {bottom + hold:.2f} {left + hold:.2f} {bottom:.2f} "
        f"{left + radius:.2f} {bottom:.2f} c f"
    )
