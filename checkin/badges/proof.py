"""Proofs: the PDF that would be printed, seen as a picture before any paper is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from checkin.badges import preflight
from checkin.badges.drawing import draw_to
from checkin.layouts.sheet import own_page
from checkin.paper.pixels import pages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from checkin.badges.badge import Badge
    from checkin.badges.preflight import Concern
    from checkin.layouts.layout import Layout
    from checkin.layouts.sheet import Sheet
    from checkin.layouts.sketch import SideName

OF_LAYOUT = frozenset({"character", "shortened", "small"})
"""The concerns that another layout could mend; the others are those of the register."""

_INCH = 25.4  # millimetres


@dataclass(frozen=True, slots=True)
class Proof:
    """A page as it would be printed, and what is to be said of it."""

    image: Image
    concerns: tuple[Concern, ...] = ()


def proof(badge: Badge, layout: Layout, side: SideName, scale: float) -> Proof:
    """Return one side of a badge with so many pixels to the millimetre.

    Who has a character that cannot be printed is shown by the Latin name, where there is one.
    Raises DeskError where the layout cannot be drawn.
    """
    flat = replace(layout, fold="")
    if side == "back":
        flat = replace(flat, front=layout.back, back=())
    concerns = tuple(one for one in preflight.of_badge(badge, flat) if one.kind in OF_LAYOUT)
    stream = BytesIO()
    if not draw_to([badge], flat, own_page(flat), stream, sides="front", latin=True).badges:
        stream = BytesIO()
        nameless = replace(badge, name="", native_name="", native_organisation="")
        draw_to([nameless], flat, own_page(flat), stream, sides="front")
    return Proof(_page(stream.getvalue(), 0, scale), concerns)


def sheet_proof(
    badges: Sequence[Badge], layout: Layout, sheet: Sheet, page: int, scale: float
) -> Image:
    """Return a page of a sheet full of badges, 0 for the fronts and 1 for the backs.

    Raises DeskError where the layout does not belong on the sheet.
    """
    places = len(sheet.fronts())
    full = [badges[number % len(badges)] for number in range(places if badges else 0)]
    stream = BytesIO()
    draw_to(full, layout, sheet, stream, latin=True)
    return _page(stream.getvalue(), page, scale)


def _page(content: bytes, number: int, scale: float) -> Image:
    pages = list(pages_of(content, scale * _INCH))
    return pages[min(number, len(pages) - 1)]
