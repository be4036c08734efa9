"""Badges drawn as a PDF, one after the other, so that ten thousand need no more memory than ten."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from checkin.badges.badge import WORDS, Badge
from checkin.badges.layouts import Field, Layout, Role, roles
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper import code_mark
from checkin.paper.fit import fit
from checkin.paper.page import MM, Pages
from checkin.paper.runs import Text, compose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.badges.sheets import Sheet
    from checkin.paper.fit import Fitted
    from checkin.paper.fonts import Weight

CUT = "\u2026"
"""The character of the warning that a name was too long for the smallest size."""

_TITLE = "Badges"  # read in viewers and spoolers, so it names nobody
_GROUP = 4
_KEPT = 1024
_GREY, _WHITE = "#5B6B64", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  the word of the command line; Python's own is never raised here
    """A character of a person's badge that cannot be printed."""

    person: str
    character: str


@dataclass(frozen=True, slots=True)
class Printout:
    """How many badges were drawn, and what stood in the way of others."""

    badges: int
    warnings: list[Warning]


def draw(badges: Iterable[Badge], layout: Layout, sheet: Sheet, out: Path) -> Printout:
    """Draw badges into a file; it appears when it is complete, or not at all."""
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".badges-", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            printout = draw_to(badges, layout, sheet, file)
        part.replace(out)
    except OSError as error:
        raise DeskError(
            _("{file} cannot be written: {reason}").format(
                file=out.name, reason=error.strerror or error
            )
        ) from error
    finally:
        if part:
            part.unlink(missing_ok=True)
    return printout


def draw_to(badges: Iterable[Badge], layout: Layout, sheet: Sheet, stream: BinaryIO) -> Printout:
    """Draw badges on a stream; without any badge it is one empty page."""
    sheet.check(layout)
    pages = Pages(stream, sheet.width, sheet.height, _TITLE)
    brush = _Brush(layout, pages)
    places = sheet.places()
    drawn = 0
    for badge in badges:
        if not brush.ready(badge):
            continue
        if drawn and drawn % len(places) == 0:
            _finish_page(pages, sheet)
        brush.draw(badge, *places[drawn % len(places)])
        drawn += 1
    _finish_page(pages, sheet)
    pages.close()
    return Printout(drawn, brush.warnings)


def _finish_page(pages: Pages, sheet: Sheet) -> None:
    if sheet.cut_marks:
        for start, end in sheet.cuts():
            pages.hairline(start, end)
    pages.turn()


class _Brush:
    """Draws one badge after the other, and remembers what could not be drawn."""

    def __init__(self, layout: Layout, pages: Pages) -> None:
        self._pages = pages
        self._layout = layout
        self._layouts: dict[str, Layout] = {}
        self._fit = lru_cache(maxsize=_KEPT)(self._fitted)
        self.warnings: list[Warning] = []

    def ready(self, badge: Badge) -> bool:
        """Tell whether every character has a glyph, and warn of those that have none."""
        lacking = dict.fromkeys(
            character
            for block in self._layout.blocks
            for field in block.fields
            for character in _text(field, _words(badge, field.source)).missing
        )
        self.warnings += [Warning(badge.person, character) for character in lacking]
        return not lacking

    def draw(self, badge: Badge, left: float, top: float) -> None:
        """Draw a badge with its corner at a place on the page."""
        layout = self._dressed(badge.role)
        for bar in layout.bars:
            x, y, width, height = bar.box
            self._pages.bar((left + x, top + y, width, height), bar.colour, bar.radius)
        for mark in layout.marks if badge.code else ():
            self._pages.squares(
                code_mark.path(badge.code),
                code_mark.SQUARES,
                (left + mark.left, top + mark.top, mark.side),
                mark.colour,
            )
        cut = False
        for place, block in enumerate(layout.blocks):
            words = tuple(_words(badge, field.source) for field in block.fields)
            fitted = self._fit(badge.role, place, words)
            self._pages.text(fitted.lines, left + block.box[0], top + block.box[1])
            cut = cut or fitted.cut
        if cut:
            self.warnings.append(Warning(badge.person, CUT))

    def _fitted(self, role: str, place: int, words: tuple[str, ...]) -> Fitted:
        """Fit a block; colleagues share most of their words, so the last results are kept."""
        block = self._dressed(role).blocks[place]
        texts = [
            (_text(field, said), field.style)
            for field, said in zip(block.fields, words, strict=True)
        ]
        _left, _top, width, height = block.box
        return fit(texts, width * MM, height * MM, block.align, block.anchor)

    def _dressed(self, role: str) -> Layout:
        if role not in self._layouts:
            self._layouts[role] = self._layout.dressed(_role(role))
        return self._layouts[role]


def _text(field: Field, words: str) -> Text:
    return (_grouped if field.source == "code" else compose)(words, field.style.weight)


def _words(badge: Badge, source: str) -> str:
    if source == "role_local":
        return _role(badge.role).local
    if source == "role_foreign":
        return _role(badge.role).foreign
    return WORDS[source](badge)


def _role(name: str) -> Role:
    """Return how a role is shown; one that is not known here shows its own name."""
    return roles().get(name or "delegate") or Role(name, name, _GREY, _WHITE)


def _grouped(code: str, weight: Weight) -> Text:
    """Set groups of four apart by weight, not by a space that would be read into the code."""
    other: Weight = "regular" if weight == "bold" else "bold"
    found = compose("", weight)
    for place in range(0, len(code), _GROUP):
        group_weight = other if place // _GROUP % 2 else weight
        found += compose(code[place : place + _GROUP], group_weight)
    return found
