"""A list on paper: columns as data, row after row, page after page, nothing missing in silence."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO, Literal

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper.fit import Align, Style, fit
from checkin.paper.page import MM, Pages
from checkin.paper.runs import compose

Progress = Callable[[int, int], None]
Look = Literal["name", "native", "plain", "strong", "soft", "text", "tick", "line"]
"""How a column is set: `text` takes as many lines as its row has room for; `tick` is a box to tick
and `line` a line to write on, whatever the cell."""

A4, A4_ACROSS, A5 = (210.0, 297.0), (297.0, 210.0), (148.0, 210.0)  # mm
MISSING = "□"
"""Stands for a character that no font here has; the foot of the page says so."""

INK, SOFT = "#17211D", "#5B6B64"
_ZEBRA, _BAND = "#F0F4F2", "#DCE5E1"
_MARGIN, _TOP, _BOTTOM = 12.0, 31.0, 16.0  # mm
_SIGNED = 10.0  # mm more at the foot where somebody signs each page
_GAP, _BOX = 2.0, 4.4  # mm
_LONGEST = 300  # characters of one cell

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and its share of the width of the page."""

    title: str
    share: float
    look: Look = "plain"
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """One row, a cell for each column; `person` is whose characters are told of."""

    cells: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between rows that says what the next ones are; it never stands last on a page."""

    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Everything that stands on a list."""

    title: str  # of the event, or what the list is of
    as_of: str
    columns: tuple[Column, ...]
    lines: Sequence[Row | Heading]
    about: str = ""  # a second line of the head: which list, which activity, which day
    below: str = ""  # at the foot of every page
    count: str = ""  # how many stand on it, beside the number of the page
    empty: str = ""  # what is said where there is no line
    signed: str = ""  # who signs each page; '' for nobody
    mark: str = ""  # by which the list is known again, large at the upper right
    size: tuple[float, float] = A4_ACROSS
    row: float = 7.0  # mm


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of a list: how long it is, and of whom a character could not be printed."""

    people: int
    pages: int
    missing: tuple[tuple[str, str], ...] = ()  # person, character


def write(
    out: Path, listings: Sequence[Listing], name: str, progress: Progress | None = None
) -> Printed:
    """Write lists of one size as PDF, whole or not at all; `name` is read by strangers.

    Raises DeskError where it cannot be written.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            printed = draw(file, listings, name, progress)
        draft.replace(out)
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return printed


def draw(
    stream: BinaryIO, listings: Sequence[Listing], name: str, progress: Progress | None = None
) -> Printed:
    """Draw lists of one size one after the other, each with its own pages."""
    width, height = listings[0].size
    pages = Pages(stream, width, height, name)
    people = turned = 0
    missing: dict[tuple[str, str], None] = {}
    for listing in listings:
        sheet = _Sheet(pages, listing)
        parts = paged(listing)
        for number, lines in enumerate(parts, 1):
            if progress:
                progress(people, max(people + len(listing.lines), 1))
            sheet.page(number, len(parts), lines)
            people += sum(isinstance(line, Row) and line.person != "" for line in lines)
        turned += len(parts)
        missing |= sheet.missing
    pages.close()
    return Printed(people, turned, tuple(missing))


def paged(listing: Listing) -> list[Sequence[Row | Heading]]:
    """Return the lines of each page; a heading stays with the row that follows it."""
    fitting = max(int((listing.size[1] - _TOP - _foot(listing)) / listing.row), 2)
    pages: list[Sequence[Row | Heading]] = []
    begin = 0
    while begin < len(listing.lines):
        end = begin + fitting
        while begin + 1 < end < len(listing.lines) and isinstance(listing.lines[end - 1], Heading):
            end -= 1
        pages.append(listing.lines[begin:end])
        begin = end
    return pages or [()]


def _foot(listing: Listing) -> float:
    return _BOTTOM + (_SIGNED if listing.signed else 0.0)


class _Sheet:
    """Draws page after page of one list, and remembers what could not be printed."""

    def __init__(self, pages: Pages, listing: Listing) -> None:
        self._pages, self._listing = pages, listing
        self._width, self._height = listing.size
        self._inner = self._width - 2 * _MARGIN
        self.missing: dict[tuple[str, str], None] = {}

    def page(self, number: int, pages: int, lines: Sequence[Row | Heading]) -> None:
        """Draw one page."""
        self._head()
        for place, line in enumerate(lines):
            top = _TOP + place * self._listing.row
            if isinstance(line, Heading):
                self._heading(top, line)
            else:
                self._row(top, line, shaded=place % 2 == 1)
        if not lines:
            self._put(self._listing.empty, (_MARGIN, _TOP, self._inner, 8.0), _soft(10.0))
        self._feet(number, pages)
        self._pages.turn()

    def _head(self) -> None:
        listing, left = self._listing, self._inner * 0.62
        right = (_MARGIN + left, 10.0, self._inner - left, 8.0)
        big = Style("bold", 9.0, 15.0, lines=1, colour=INK)
        self._put(listing.title, (_MARGIN, 8.0, left - _GAP, 8.0), big)
        self._put(listing.about, (_MARGIN, 16.0, left - _GAP, 6.5), _style("strong"))
        if listing.mark:
            self._put(listing.mark, (right[0], 5.0, right[2], 8.0), big, "right")
            right = (right[0], 13.0, right[2], 8.0)
        self._put(listing.as_of, right, _soft(8.0), "right")
        for column, (start, width) in zip(listing.columns, self._places(), strict=True):
            if column.title:
                box = (start, _TOP - 7.0, width, 6.0)
                self._put(column.title, box, _soft(7.5), column.align)
        self._pages.bar((_MARGIN, _TOP - 0.4, self._inner, 0.4), INK)

    def _places(self) -> Iterator[tuple[float, float]]:
        """Yield where each column begins and how wide it is, in mm."""
        shares = [column.share for column in self._listing.columns]
        free = self._inner - _GAP * (len(shares) - 1)
        widths = [free * share / sum(shares) for share in shares]
        starts = accumulate((width + _GAP for width in widths[:-1]), initial=_MARGIN)
        yield from zip(starts, widths, strict=True)

    def _heading(self, top: float, line: Heading) -> None:
        row = self._listing.row
        self._pages.bar((_MARGIN, top, self._inner, row), _BAND)
        half = self._inner / 2
        text, beside = self._printable("", line.text), self._printable("", line.beside)
        self._put(text, (_MARGIN + 1.0, top + 0.4, half, row - 0.8), _style("name"))
        box = (_MARGIN + half + _GAP, top + 0.4, half - _GAP - 1.0, row - 0.8)
        self._put(beside, box, _style("plain"), "right")

    def _row(self, top: float, row: Row, *, shaded: bool) -> None:
        high = self._listing.row
        if shaded:
            self._pages.bar((_MARGIN, top, self._inner, high), _ZEBRA)
        cells = zip(self._listing.columns, self._places(), row.cells, strict=True)
        for column, (left, width), text in cells:
            if column.look == "tick":
                self._tick_box(left + 1.0, top + (high - _BOX) / 2)
            elif column.look == "line":
                self._pages.hairline((left, top + high - 1.2), (left + width, top + high - 1.2))
            if text:
                box = (left, top + 0.4, width, high - 0.8)
                printable = self._printable(row.person, text)
                self._put(printable, box, _style(column.look), column.align)

    def _tick_box(self, left: float, top: float) -> None:
        self._pages.bar((left, top, _BOX, _BOX), INK, 0.6)
        self._pages.bar((left + 0.35, top + 0.35, _BOX - 0.7, _BOX - 0.7), "#FFFFFF", 0.4)

    def _feet(self, number: int, pages: int) -> None:
        listing, top = self._listing, self._height - _BOTTOM + 4.0
        half = self._inner / 2
        page = _("Page {page} of {pages}").format(page=number, pages=pages)
        text = f"{listing.count} · {page}" if listing.count else page
        right = (_MARGIN + half, top, half, 6.0)
        self._put(text, right, _soft(8.0), "right")
        below = [listing.below] if listing.below else []
        if self.missing:
            note = _("{sign} stands for a character that cannot be printed here.")
            below.append(note.format(sign=MISSING))
        self._put(" ".join(below), (_MARGIN, top, half - _GAP, 8.0), _soft(8.0))
        if listing.signed:
            line = top - 4.0
            self._pages.hairline((_MARGIN + half, line), (_MARGIN + self._inner, line))
            box = (_MARGIN, line - 5.0, half - _GAP, 6.0)
            self._put(listing.signed, box, _soft(8.0), "right")

    def _printable(self, person: str, text: str) -> str:
        """Put a sign in the place of each character that no font has, and remember it."""
        lacking = compose(text[:_LONGEST], "regular").missing
        self.missing.update({(person, sign): None for sign in lacking})
        return text[:_LONGEST].translate(dict.fromkeys(map(ord, lacking), MISSING))

    def _put(self, text: str, box: Box, style: Style, align: Align = "left") -> None:
        if not text:
            return
        left, top, width, height = box
        words = [(compose(text[:_LONGEST], style.weight), style)]
        fitted = fit(words, width * MM, height * MM, align, "middle")
        self._pages.text(fitted.lines, left, top)


def _style(look: Look) -> Style:
    """Return how the cells of a column are set, in points."""
    if look == "name":
        return Style("bold", 6.5, 10.5, wished=8.0, lines=2, whole=True, colour=INK)
    if look == "native":
        return Style("regular", 6.5, 10.5, wished=8.0, lines=2, whole=True, colour=INK)
    if look == "strong":
        return Style("bold", 6.0, 9.0, wished=7.5, lines=2, colour=INK)
    if look == "soft":
        return _soft(8.0)
    if look == "text":
        return Style("regular", 5.5, 8.0, wished=7.0, whole=True, colour=INK)
    return Style("regular", 6.0, 9.0, wished=7.5, lines=2, colour=INK)


def _soft(size: float) -> Style:
    return Style("regular", 6.0, size, lines=2, colour=SOFT)
