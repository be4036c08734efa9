"""The torture list, and the ways in which what is printed of it is looked at."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import c_uint
from dataclasses import replace
from functools import cache
from io import BytesIO
from math import hypot
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageOps
from pypdfium2 import raw

from checkin.badges.badge import Badge
from checkin.badges.drawing import Printout, draw_to
from checkin.layouts.element import Block, Box, Element, Side
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import Place, Sheet, own_page
from checkin.model import code
from checkin.paper.page import MM
from checkin.paper.runs import clean

DATA = Path(__file__).parents[1] / "data"
NAMES = DATA / "badges" / "torture.tsv"
REFUSED = DATA / "badges" / "refused.tsv"

DOTS = 300
"""Pixels to the inch, as printers at a desk have them."""

ENDED = "..."
"""What an ellipsis is taken apart into."""

TOLERANCE = 0.25
"""Millimetres that the softened edge of ink may lie outside; three pixels."""

MARGIN = 4.0
"""Millimetres of white around an element that is drawn alone."""

_NUMBERED = re.compile(r"\\(?:u([0-9A-F]{4})|U([0-9A-F]{8}))")
_KEY = bytes(range(32))
_COLOURS = ("", "#C8102E", "#FFD500", "#0057B7", "#17211D", "#FFFFFF")
_COLUMNS, _ROWS = 4, 5


Edges = tuple[float, float, float, float]
"""Left, top, right and bottom in millimetres from the upper left corner."""


class Printed(NamedTuple):
    """A PDF, what was said of it, and what was to be drawn on which sheet."""

    content: bytes
    printout: Printout
    layout: Layout
    sheet: Sheet


def rows(path: Path) -> list[dict[str, str]]:
    r"""Read a list; what cannot be seen stands in it by its number, such as \u200D."""
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{key: _seen(cell) for key, cell in row.items()} for row in found]


@cache
def people() -> tuple[Badge, ...]:
    """Return the badges of all five hundred, with everything that a layout may ask for."""
    return tuple(badge(number, row) for number, row in enumerate(rows(NAMES)))


def badge(number: int, row: dict[str, str]) -> Badge:
    """Return the badge of one row; what is not a matter of names follows from the number."""
    said = {key: cell for key, cell in row.items() if key not in {"why", "characters"}}
    speaks = row["languages"].split()
    return Badge(
        f"p-{number}",
        code=badge_code(number),
        event="Fachtagung „Grüne Städte“ · Magdeburg, 21.–23. November 2012",
        event_own="绿色城市专题研讨会 · Симпозіум «Зелені міста» · Green Cities",
        emergency="+49 391 5550 112",
        own=speaks[0] if speaks else "",
        photo=number % 3 > 0,
        groups="ABCDEFG"[: number % 8],
        buses="123"[: number % 4],
        interprets="RU ↔ DE" if row["role"] == "interpreter" else "",
        colour=_COLOURS[number % len(_COLOURS)],
        **said,
    )


def badge_code(number: int) -> str:
    """Return a genuine code, the same for a number on every machine."""
    return code.code_of(_KEY, code.first_token(_KEY, f"p-{number}")[0])


def printed(layout: Layout, sheet: Sheet, badges: Iterable[Badge]) -> Printed:
    """Draw badges."""
    stream = BytesIO()
    printout = draw_to(badges, layout, sheet, stream)
    return Printed(stream.getvalue(), printout, layout, sheet)


def pictures(content: bytes, dots: int = DOTS) -> Iterator[Image.Image]:
    """Yield each page in greys."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            yield _picture(page, dots)


def coloured(content: bytes, dots: int) -> list[Image.Image]:
    """Return each page in red, green and blue."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.render(scale=dots / 72).to_pil().convert("RGB") for page in document]


def texts(content: bytes) -> list[str]:
    """Return the text of each page as it is copied out of a reader."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(text: str) -> str:
    """Return the characters of a text that have ink.

    Readers take ligatures apart, and say U+FFFE for a hyphen at which a line is broken.
    """
    plain = text.replace("\ufffe", "-").replace("\x02", "-")
    return "".join(
        unicodedata.normalize("NFKC", c)
        for c in unicodedata.normalize("NFC", plain)
        if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"}
    )


def wanted(text: str) -> str:
    """Return what of a text has to be found on paper."""
    return squeezed(clean(text))


def sides(printed: Printed) -> list[tuple[str, Side, list[Place], int]]:
    """Return name, elements, places, and page of those for one sheet, of each side."""
    layout, sheet = printed.layout, printed.sheet
    found = [("front", layout.front, sheet.fronts(), 0)]
    if layout.back:
        found.append(("back", layout.back, sheet.backs(), 0 if sheet.fold else 1))
    return found


def sources(side: Side) -> set[str]:
    """Return what the paragraphs of a side say."""
    return {one.source for block in side if isinstance(block, Block) for one in block.fields}


def placed(box: Box, place: Place, layout: Layout) -> Box:
    """Return where a box of a layout is on the page."""
    left, top, width, height = box
    if place.turned:
        left, top = layout.width - left - width, layout.height - top - height
    return place.left + left, place.top + top, width, height


def alone(element: Element) -> tuple[Layout, Sheet]:
    """Return a layout that holds one element in black amid white, and a sheet of a few of them."""
    _left, _top, width, height = element.box
    moved = replace(_black(element), box=(MARGIN, MARGIN, width, height))
    layout = Layout("alone", width + 2 * MARGIN, height + 2 * MARGIN, front=(moved,))
    one = own_page(layout)
    sheet = replace(
        one, width=_COLUMNS * one.width, height=_ROWS * one.height, columns=_COLUMNS, rows=_ROWS
    )
    return layout, sheet


def whiten(picture: Image.Image, box: Box) -> None:
    """Take all ink out of a box (millimetres) and its softened edge."""
    left, top, width, height = (length * DOTS / 25.4 for length in box)
    edge = TOLERANCE * DOTS / 25.4
    corners = (left - edge, top - edge, left + width + edge, top + height + edge)
    ImageDraw.Draw(picture).rectangle(corners, fill=255)


def ink(picture: Image.Image) -> Edges | None:
    """Return left, top, right and bottom of the ink in millimetres, or nothing for white paper."""
    found = ImageOps.invert(picture).getbbox()
    if found is None:
        return None
    left, top, right, bottom = (edge * 25.4 / DOTS for edge in found)
    return left, top, right, bottom


def nearest(sheet: Sheet, found: Edges) -> int:
    """Return which place of a sheet ink is in that begins at an upper left corner."""
    places = list(enumerate(sheet.fronts()))
    return [n for n, place in places if place.left <= found[0] and place.top <= found[1]][-1]


def alternate_lines(content: bytes, sheet: Sheet) -> Iterator[tuple[Image.Image, Image.Image]]:
    """Yield each page twice: with the first, third, fifth line of every place, and the others."""
    with pypdfium2.PdfDocument(content) as document:
        for number in range(len(document)):
            yield _some_lines(document, number, sheet, 0), _some_lines(document, number, sheet, 1)


def _some_lines(
    document: pypdfium2.PdfDocument, number: int, sheet: Sheet, parity: int
) -> Image.Image:
    page = document[number]
    objects = list(page.get_objects([raw.FPDF_PAGEOBJ_TEXT]))
    places: dict[tuple[int, int], list[float]] = {}
    found = []
    for one in objects:
        _a, _b, _c, _d, x, y = one.get_matrix().get()
        cell = int(x / MM / sheet.width * sheet.columns), int(y / MM / sheet.height * sheet.rows)
        baselines = places.setdefault(cell, [])
        if y not in baselines:
            baselines.append(y)
        found.append((one, baselines.index(y)))
    for one, line in found:
        if line % 2 != parity:
            page.remove_obj(one)
    picture = _picture(page, DOTS)
    page.close()
    return picture


def sizes(content: bytes, colour: str) -> Counter[float]:
    """Return how many characters of a colour there are of each size, in points."""
    wanted_colour = tuple(bytes.fromhex(colour[1:]))
    found: Counter[float] = Counter()
    numbers = [c_uint() for _band in range(4)]
    matrix = raw.FS_MATRIX()
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if chr(raw.FPDFText_GetUnicode(text, place)).isspace():
                    continue  # some of them the reader has put in
                raw.FPDFText_GetFillColor(text, place, *numbers)
                if tuple(band.value for band in numbers[:3]) == wanted_colour:
                    raw.FPDFText_GetMatrix(text, place, matrix)
                    scale = hypot(matrix.c, matrix.d)
                    found[round(raw.FPDFText_GetFontSize(text, place) * scale, 3)] += 1
    return found


def _picture(page: pypdfium2.PdfPage, dots: int) -> Image.Image:
    bitmap = page.render(scale=dots / 72, grayscale=True, may_draw_forms=False)
    size = bitmap.width, bitmap.height
    return Image.frombytes("L", size, bytes(bitmap.buffer), "raw", "L", bitmap.stride, 1)


def _black(element: Element) -> Element:
    if isinstance(element, Block):
        fields = (
            replace(one, style=replace(one.style, colour="#000000")) for one in element.fields
        )
        return replace(element, fields=tuple(fields))
    return replace(element, colour="#000000") if hasattr(element, "colour") else element


def _seen(cell: str) -> str:
    return _NUMBERED.sub(lambda found: chr(int(found[1] or found[2], 16)), cell)
