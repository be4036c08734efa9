"""The brush: draws one side of a badge on a page, and tells beforehand what cannot be drawn."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from checkin.badges import signs
from checkin.badges.badge import said
from checkin.layouts.element import (
    DELEGATION,
    ON_DELEGATION,
    ON_ROLE,
    ROLE,
    Bar,
    Block,
    Mark,
    Picture,
    Sign,
    colours,
    dressed,
)
from checkin.layouts.role import legible_on, role
from checkin.paper import code_mark, picture
from checkin.paper.fit import fit
from checkin.paper.page import MM
from checkin.paper.runs import compose

if TYPE_CHECKING:
    from checkin.badges.badge import Badge
    from checkin.layouts.element import Element, Field
    from checkin.layouts.layout import Layout
    from checkin.layouts.sheet import Place
    from checkin.paper.fit import Fitted
    from checkin.paper.fonts import Shapes, Weight
    from checkin.paper.page import Pages
    from checkin.paper.runs import Text

QUIET = "#DCE3E0"
"""The colour of a delegation that has none."""

_GROUP = 4
_KEPT = 2048

Worn = tuple[tuple[str, str], ...]
"""Real colours in place of the words for them, as far as an element uses them."""


class Brush:
    """Draws the sides of one layout; what colleagues have in common is fitted once."""

    def __init__(self, layout: Layout) -> None:
        """Look the layout over: what stands where, and which colours change with the wearer."""
        self._size = layout.width, layout.height
        self._elements = layout.elements()
        self._pictures = {file: picture.load(path) for file, path in layout.pictures().items()}
        front = range(len(layout.front))
        back = range(len(layout.front), len(self._elements))
        self._sides = {"front": front, "back": front if layout.back == layout.front else back}
        self._uses = [sorted(colours(element)) for element in self._elements]
        self._fit = lru_cache(maxsize=_KEPT)(self._fitted)

    def missing(self, badge: Badge) -> list[str]:
        """Return the characters of a badge that no font has, each once."""
        return list(
            dict.fromkeys(
                character
                for element in self._elements
                for field in (element.fields if isinstance(element, Block) else ())
                for character in _text(field, said(badge, field), badge.shapes).missing
            )
        )

    def sizes(self, badge: Badge) -> tuple[list[tuple[Field, float]], bool]:
        """Return in how many points each field is set, and whether a name was shortened."""
        found: list[tuple[Field, float]] = []
        cut = False
        for index, element in enumerate(self._elements):
            if isinstance(element, Block):
                words = tuple(said(badge, field) for field in element.fields)
                fitted = self._fit(index, (), badge.shapes, words)
                seen = (
                    field
                    for field, text in zip(element.fields, words, strict=True)
                    if _text(field, text, badge.shapes).characters.strip()
                )
                found += zip(seen, fitted.sizes, strict=True)
                cut = cut or fitted.cut
        return found, cut

    def draw(self, pages: Pages, badge: Badge, side: str, place: Place) -> bool:
        """Draw a side at its place; return whether a name had to be shortened."""
        worn = _worn(badge)
        cut = False
        with pages.frame(place.left, place.top, *self._size, upside_down=place.turned):
            for index in self._sides[side]:
                here = tuple((word, worn[word]) for word in self._uses[index])
                element = self._elements[index]
                if isinstance(element, Block):
                    words = tuple(said(badge, field) for field in element.fields)
                    fitted = self._fit(index, here, badge.shapes, words)
                    pages.text(fitted.lines, *element.box[:2])
                    cut = cut or fitted.cut
                else:
                    self._draw_plain(pages, badge, dressed(element, dict(here)))
        return cut

    def _draw_plain(self, pages: Pages, badge: Badge, element: Element) -> None:
        """Draw what is no words."""
        if isinstance(element, Bar):
            pages.bar(element.box, element.colour, element.radius)
        elif isinstance(element, Picture):
            pages.picture(self._pictures[element.file], element.box, cover=element.cover)
        elif isinstance(element, Mark) and badge.code:
            path = code_mark.path(badge.code)
            pages.squares(path, code_mark.SQUARES, element.box[:3], element.colour)
        elif isinstance(element, Sign) and signs.concerns(element.sign, badge):
            signs.draw(pages, element)

    def _fitted(self, index: int, worn: Worn, shapes: Shapes, words: tuple[str, ...]) -> Fitted:
        block = dressed(self._elements[index], dict(worn))
        assert isinstance(block, Block)  # noqa: S101  draw() has seen to it
        texts = [
            (_text(field, text, shapes), field.style)
            for field, text in zip(block.fields, words, strict=True)
        ]
        return fit(texts, block.box[2] * MM, block.box[3] * MM, block.align, block.anchor)


def _worn(badge: Badge) -> dict[str, str]:
    """Return the colours that stand for the wearer."""
    shown = role(badge.role)
    delegation = badge.colour or QUIET
    return {
        ROLE: shown.colour,
        ON_ROLE: shown.text,
        DELEGATION: delegation,
        ON_DELEGATION: legible_on(delegation),
    }


def _text(field: Field, words: str, shapes: Shapes) -> Text:
    if field.source == "code":
        return _grouped(words, field.style.weight)
    return compose(words, field.style.weight, shapes)


def _grouped(code: str, weight: Weight) -> Text:
    """Set groups of four apart by weight, not by a space that would be read into the code."""
    other: Weight = "regular" if weight == "bold" else "bold"
    found = compose("", weight)
    for place in range(0, len(code), _GROUP):
        group_weight = other if place // _GROUP % 2 else weight
        found += compose(code[place : place + _GROUP], group_weight)
    return found
