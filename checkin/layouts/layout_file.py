"""A layout as a TOML file: read with every mistake named, written so that people can read it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from checkin.i18n import gettext as _
from checkin.layouts import settings, tables
from checkin.layouts.element import (
    COLOUR_WORDS,
    HOLES,
    NAMES,
    SIGNS,
    SOURCES,
    Bar,
    Block,
    Field,
    Mark,
    Picture,
    Sign,
)
from checkin.layouts.layout import Fold, Layout
from checkin.paper.fit import Align, Anchor, Style
from checkin.paper.fonts import WEIGHTS
from checkin.paper.page import MM

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checkin.layouts.element import Box, Element, Side
    from checkin.layouts.tables import Table

LARGEST = 1000.0  # millimetres; no badge and no sheet is larger
SMALLEST = 20.0  # millimetres of a badge
SMALLEST_MARK = 14.5  # millimetres: 29 squares of half a millimetre, which scanners still read
SMALLEST_NAME = 11.0  # points
LARGEST_LETTERS = 400.0  # points
MOST = 60  # elements on a side
MOST_FIELDS = 20  # in a block
THINNEST = 0.1  # millimetres
SMALLEST_LETTERS = 4.0  # points
_CODE = 15.2  # width of the widest code, in sizes
_SLACK = 0.5  # points that a line leaves free
_LINE = 1.3  # height of a line with accents and tails, in sizes
LONGEST_TEXT = 300  # characters of a free text
_LONGEST_TITLE = 60
_TOLERANCE = 0.001  # millimetres
_BLACK = "#000000"

HOLE = re.compile(r"\{([^{}]*)\}")
"""A hole in a free text."""

_PICTURE = re.compile(r"[^\x00-\x1f\x7f/\\:*?\"<>|.][^\x00-\x1f\x7f/\\:*?\"<>|]{0,99}")
_PICTURES = (".png", ".svg", ".pdf")
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\..*)?", re.IGNORECASE)

_TOP = """\
# A badge. Boxes are [left, top, width, height] in millimetres from the upper left corner; letters
# and gaps are in points. The paragraphs of a block follow one another, are made as large as the
# box allows, and close up where one is empty. A colour is #RRGGBB, or role, on-role, delegation,
# on-delegation.
"""


def read(path: Path) -> Layout:
    """Read a layout from its file; raises DeskError with file, line and key of a mistake."""
    return _layout(tables.read(path), path.stem, path.parent)


def parsed(said: str, name: str, folder: Path) -> Layout:
    """Return the layout that a text says, as text() does; raises DeskError for a mistake."""
    return _layout(tables.parsed(said.encode("utf-8", "replace"), f"{name}.toml"), name, folder)


def write(layout: Layout, path: Path) -> None:
    """Write a layout that reads back equal; raises DeskError for one that could not be read.

    Its name and its folder are those of the path.
    """
    content = text(layout).encode("utf-8", "replace")
    _layout(tables.parsed(content, path.name), path.stem, path.parent)
    settings.keep(content, path)


def text(layout: Layout) -> str:
    """Return a layout as its file says it."""
    lines = [_TOP, *settings.pairs(width=layout.width, height=layout.height)]
    twice = bool(layout.back) and layout.back == layout.front
    lines += settings.pairs(fold=layout.fold or None, same_back=twice or None)
    lines += settings.by_language("titles", layout.titles)
    for key, side in (("front", layout.front), ("back", () if twice else layout.back)):
        for element in side:
            lines += ["", *_element_lines(key, element)]
    return "\n".join(lines) + "\n"


def picture_name(file: str) -> bool:
    """Tell whether a text is a plain name of a picture beside the layout, on every system."""
    return bool(
        _PICTURE.fullmatch(file)
        and file.lower().endswith(_PICTURES)
        and not file.endswith((" ", "."))
        and not device(file)
    )


def least_room(fields: tuple[Field, ...]) -> tuple[float, float]:
    """Return the millimetres that names need, as they must stay whole, and a code as well."""
    whole = [one.style for one in fields if one.style.whole]
    widths = [2 * style.smallest for style in whole]
    widths += [_CODE * one.style.smallest + _SLACK for one in fields if one.source == "code"]
    height = sum(style.gap + _LINE * style.smallest for style in whole)
    return max(widths, default=0.0) / MM, height / MM


def device(name: str) -> bool:
    """Tell whether Windows takes the name of a file for that of a device."""
    return bool(_DEVICE.fullmatch(name))


def _layout(table: Table, name: str, folder: Path) -> Layout:
    width = table.number("width", SMALLEST, LARGEST)
    height = table.number("height", SMALLEST, LARGEST)
    size = width, height
    front, back = _side(table, "front", size), _side(table, "back", size)
    if table.flag("same_back"):
        if back:
            raise table.refuse("same_back", _("A back of its own is there already."))
        back = front
    found = Layout(
        name=name,
        width=width,
        height=height,
        front=front,
        back=back,
        fold=table.word("fold", cast("tuple[Fold, ...]", get_args(Fold)), ""),
        titles=table.texts("titles", _LONGEST_TITLE),
        folder=folder,
    )
    table.done()
    return found


def _side(table: Table, key: str, size: tuple[float, float]) -> Side:
    return tuple(_element(each, size) for each in table.tables(key, MOST))


def _element(table: Table, size: tuple[float, float]) -> Element:
    kind = table.word("kind", tuple(_READERS))
    box = _box(table, size)
    found = _READERS[kind](table, box)
    table.done()
    return found


def _bar(table: Table, box: Box) -> Bar:
    colour = table.colour("colour", COLOUR_WORDS)
    return Bar(box, colour, table.number("radius", 0, min(box[2:]) / 2, 0))


def _picture(table: Table, box: Box) -> Picture:
    file = table.text("file", LONGEST_TEXT)
    if not picture_name(file):
        raise table.refuse(
            "file", _("A picture is a PNG, SVG or PDF file beside the layout, by its name alone.")
        )
    return Picture(box, file, table.flag("cover"))


def _mark(table: Table, box: Box) -> Mark:
    if abs(box[2] - box[3]) > _TOLERANCE:
        raise table.refuse("box", _("The mark must be square."))
    if box[2] < SMALLEST_MARK:
        raise table.refuse(
            "box",
            _("A mark below {side} mm cannot be read by scanners.").format(side=SMALLEST_MARK),
        )
    return Mark(box, table.colour("colour", COLOUR_WORDS, _BLACK))


def _sign(table: Table, box: Box) -> Sign:
    return Sign(box, table.word("sign", SIGNS), table.colour("colour", COLOUR_WORDS, _BLACK))


def _block(table: Table, box: Box) -> Block:
    align = table.word("align", cast("tuple[Align, ...]", get_args(Align)), "left")
    anchor = table.word("anchor", cast("tuple[Anchor, ...]", get_args(Anchor)), "top")
    fields = tuple(_field(each) for each in table.tables("field", MOST_FIELDS))
    width, height = least_room(fields)
    if width > box[2] + _TOLERANCE and any(one.source == "code" for one in fields):
        raise table.refuse("box", _("It is too narrow for a code of 16 characters."))
    if width > box[2] + _TOLERANCE or height > box[3] + _TOLERANCE:
        raise table.refuse("box", _("It is too small for names that must stay whole."))
    return Block(box, align, anchor, fields)


def _field(table: Table) -> Field:
    source = table.word("source", SOURCES)
    whole = table.flag("whole") or source in NAMES
    smallest = table.number(
        "smallest", SMALLEST_NAME if whole else SMALLEST_LETTERS, LARGEST_LETTERS
    )
    largest = table.number("largest", smallest, LARGEST_LETTERS)
    style = Style(
        weight=table.word("weight", WEIGHTS, "regular"),
        smallest=smallest,
        largest=largest,
        wished=table.number("wished", 0, largest, 0),
        gap=table.number("gap", 0, LARGEST_LETTERS, 0),
        lines=table.whole_number("lines", 0, 50, 0),
        whole=whole,
        colour=table.colour("colour", COLOUR_WORDS, _BLACK),
    )
    found = Field(source, style, _words(table) if source == "text" else {})
    table.done()
    return found


def _words(table: Table) -> dict[str, str]:
    words = table.texts("words", LONGEST_TEXT)
    if not words:
        raise table.refuse("words", _("A free text needs words, such as words.en."))
    for language, said in words.items():
        for hole in HOLE.findall(said):
            if hole not in HOLES:
                raise table.refuse(
                    f"words.{language}",
                    _("There is no {hole}; a text may hold {holes}.").format(
                        hole="{" + hole[:40] + "}", holes=", ".join(f"{{{one}}}" for one in HOLES)
                    ),
                )
    return words


def _box(table: Table, size: tuple[float, float]) -> Box:
    left, top, width, height = table.numbers("box", 4, 0, LARGEST)
    if left + width > size[0] + _TOLERANCE or top + height > size[1] + _TOLERANCE:
        raise table.refuse("box", _("It reaches beyond the edge."))
    if min(width, height) < THINNEST:
        raise table.refuse("box", _("It is thinner than {n} mm.").format(n=THINNEST))
    return left, top, width, height


_READERS: Mapping[str, Callable[[Table, Box], Element]] = {
    "bar": _bar,
    "picture": _picture,
    "mark": _mark,
    "sign": _sign,
    "block": _block,
}


def _element_lines(key: str, element: Element) -> list[str]:
    kind = type(element).__name__.lower()
    lines = [f"[[{key}]]", *settings.pairs(kind=kind, box=element.box)]
    if isinstance(element, Block):
        align = element.align if element.align != "left" else None
        anchor = element.anchor if element.anchor != "top" else None
        lines += settings.pairs(align=align, anchor=anchor)
        for one in element.fields:
            lines += ["", f"[[{key}.field]]", *_field_lines(one)]
    elif isinstance(element, Picture):
        lines += settings.pairs(file=element.file, cover=element.cover or None)
    elif isinstance(element, Bar):
        lines += settings.pairs(colour=element.colour, radius=element.radius or None)
    else:
        sign = element.sign if isinstance(element, Sign) else None
        lines += settings.pairs(sign=sign, colour=element.colour)
    return lines


def _field_lines(one: Field) -> list[str]:
    style = one.style
    whole = True if style.whole and one.source not in NAMES else None
    return [
        *settings.pairs(source=one.source),
        *settings.by_language("words", one.words),
        *settings.pairs(
            weight=style.weight,
            smallest=style.smallest,
            largest=style.largest,
            wished=style.wished or None,
            gap=style.gap or None,
            lines=style.lines or None,
            whole=whole,
            colour=style.colour,
        ),
    ]
