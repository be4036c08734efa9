"""A page to draw on, measured in millimetres from its upper left corner."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.paper.fit import Line

MM = 72 / 25.4
"""Points in a millimetre."""

_CURVE = 0.5523  # how far the handles of a quarter circle reach, in radii


class Pages:
    """The pages of one PDF, all of one size; what is drawn goes on the current one."""

    def __init__(self, stream: BinaryIO, width: float, height: float, title: str) -> None:
        """Begin the first page; the title is read by strangers and must name nobody."""
        from checkin.paper import document  # noqa: PLC0415  reportlab takes 60 ms to import

        self._embedded = document.embedded
        self._document = document.Document(stream, (width * MM, height * MM), title)
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
                self._show(self._embedded(run.font), run.text, line.size)
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

    def turn(self) -> None:
        """End the current page and begin the next."""
        self._document.add_page("\n".join(self._drawn))
        self._drawn.clear()
        self._colour = ""

    def close(self) -> None:
        """End the document; an unfinished page is left out. The stream stays open."""
        self._document.finish()

    def _show(self, font: object, text: str, size: float) -> None:
        for subset, codes in font.splitString(text, self._document):  # type: ignore[attr-defined]
            name = font.getSubsetInternalName(subset, self._document)  # type: ignore[attr-defined]
            self._drawn.append(f"{name} {size:g} Tf <{codes.hex()}> Tj")

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
