"""Fresh elements: what is put on a badge before anybody has said where and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from checkin.layouts.element import (
    NAMES,
    ROLE,
    SIGNS,
    Bar,
    Block,
    Field,
    Mark,
    Picture,
    Sign,
)
from checkin.layouts.layout import Layout
from checkin.layouts.layout_file import SMALLEST_MARK, SMALLEST_NAME
from checkin.layouts.paragraphs import settled
from checkin.paper.fit import Style

_INK = "#17211D"
_MARK, _SIGN = 22.0, 10.0  # millimetres
_PICTURE = (30.0, 20.0)
_AREA = 12.0  # height
_PARAGRAPH = 9.0  # height
_NAME = 20.0  # height
_SHARE = 0.6  # of the width of the badge, for words
_SIZES = {"name": (SMALLEST_NAME, 40.0, 24.0), "native_name": (SMALLEST_NAME, 27.0, 16.0)}
_USUAL = (7.0, 12.0, 9.0)  # smallest, largest and wished, points
_LINES = 3


Some = TypeVar("Some", Block, Mark, Picture, Sign)


def field(source: str, language: str = "", words: str = "") -> Field:
    """Return a paragraph as it begins; a free text has words in a language."""
    smallest, largest, wished = _SIZES.get(source, _USUAL)
    style = Style(
        weight="bold" if source in NAMES else "regular",
        smallest=smallest,
        largest=largest,
        wished=wished,
        lines=0 if source in NAMES else _LINES,
        whole=source in NAMES,
        colour=_INK,
    )
    return Field(source, style, {language: words} if source == "text" else {})


def block(layout: Layout, one: Field) -> Block:
    """Return a block of one paragraph in the middle of a badge."""
    one = settled(one)
    height = max(_PARAGRAPH, 20.0) if one.source in NAMES else _PARAGRAPH
    return _central(
        Block((0, 0, layout.width * _SHARE, height), "centre", "middle", (one,)), layout
    )


def area(layout: Layout) -> Bar:
    """Return an area in the colour of the role, along the lower edge."""
    return Bar((0.0, layout.height - _AREA, layout.width, _AREA), ROLE)


def mark(layout: Layout) -> Mark:
    """Return the place of the QR mark, which is never too small to be read."""
    side = max(min(_MARK, layout.width / 3, layout.height / 2), SMALLEST_MARK)
    return _central(Mark((0, 0, side, side), _INK), layout)


def sign(layout: Layout) -> Sign:
    """Return the first sign that there is."""
    return _central(Sign((0, 0, _SIGN, _SIGN), SIGNS[0], _INK), layout)


def picture(layout: Layout, file: str, ratio: float) -> Picture:
    """Return a picture in a box of its own ratio of width to height."""
    width, height = _PICTURE
    width, height = min(width, height * ratio), min(height, width / ratio)
    return _central(Picture((0, 0, width, height), file), layout)


def _central(made: Some, layout: Layout) -> Some:
    width, height = min(made.box[2], layout.width), min(made.box[3], layout.height)
    left, top = (layout.width - width) / 2, (layout.height - height) / 2
    return replace(made, box=(left, top, width, height))
