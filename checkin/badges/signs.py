"""Pictograms as paths in a grid of 24 squares, from the lower left corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.badges.badge import Badge
    from checkin.layouts.element import Sign
    from checkin.paper.page import Pages

_GRID = 24
_PAPER = "#FFFFFF"
_CURVE = 0.5523  # how far the handles of a quarter circle reach, in radii


def concerns(sign: str, badge: Badge) -> bool:
    """Tell whether a sign is for the wearer of a badge."""
    return sign == "no-photo" and not badge.photo


def draw(pages: Pages, sign: Sign) -> None:
    """Draw a camera that is struck out, in the middle of its box."""
    left, top, width, height = sign.box
    side = min(width, height)
    square = (left + (width - side) / 2, top + (height - side) / 2, side)
    for path, colour in ((_CAMERA, sign.colour), (_GAP, _PAPER), (_STRUCK, sign.colour)):
        pages.squares(path, _GRID, square, colour)


def _polygon(*points: tuple[float, float]) -> str:
    first, *others = (f"{x:g} {y:g}" for x, y in points)
    return " ".join([f"{first} m", *(f"{point} l" for point in others), "h"])


def _circle(x: float, y: float, radius: float, way: int) -> str:
    """Return a circle, anticlockwise where way is 1; inside another it leaves a hole with -1."""
    k = radius * _CURVE
    r, v = radius, way
    curves = (
        (r, v * k, k, v * r, 0.0, v * r),
        (-k, v * r, -r, v * k, -r, 0.0),
        (-r, -v * k, -k, -v * r, 0.0, -v * r),
        (k, -v * r, r, -v * k, r, 0.0),
    )
    parts = [f"{x + r:g} {y:g} m"]
    for curve in curves:
        places = (f"{(x, y)[at % 2] + value:.3f}" for at, value in enumerate(curve))
        parts.append(f"{' '.join(places)} c")
    return " ".join([*parts, "h"])


_HUMP = ((15.5, 15.5), (14, 17.5), (10, 17.5), (8.5, 15.5))
_CAMERA = " ".join(
    (
        _polygon((5, 6.5), (19, 6.5), (19, 15.5), *_HUMP, (5, 15.5)),
        _circle(12, 11, 3.2, -1),
        _circle(12, 11, 1.8, 1),
    )
)
_GAP = _polygon((3.4, 18.4), (18.4, 3.4), (20.6, 5.6), (5.6, 20.6))
_STRUCK = " ".join(
    (
        _circle(12, 12, 11.5, 1),
        _circle(12, 12, 9.7, -1),
        _polygon((4.3, 18.4), (18.4, 4.3), (19.7, 5.6), (5.6, 19.7)),
    )
)
