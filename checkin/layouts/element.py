"""The elements of a badge: areas, pictures, signs, the code, and blocks of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from checkin.paper.fit import Align, Anchor, Style

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres from the upper left corner."""

ROLE, ON_ROLE = "role", "on-role"
"""The words for the colour of the role, and for what is legible on it."""

DELEGATION, ON_DELEGATION = "delegation", "on-delegation"
"""The words for the colour of the delegation, and for what is legible on it."""

COLOUR_WORDS = (ROLE, ON_ROLE, DELEGATION, ON_DELEGATION)

SOURCES = (
    *("name", "native_name", "title", "organisation", "native_organisation", "position"),
    *("city", "country", "country_local", "country_own", "delegation", "languages"),
    *("role_local", "role_own", "interpreter", "group", "bus", "photo"),
    *("event", "event_own", "emergency", "code", "text"),
)
"""What a paragraph may say. `local` is the language of the event, `own` that of the wearer;
`text` is free, in as many languages as one likes."""

HOLES = tuple(source for source in SOURCES if source != "text")
"""What the holes of a free text may be filled with."""

SIGNS = ("no-photo",)
"""Signs that are drawn for those whom they concern."""

NAMES = ("name", "native_name")
"""What is never shortened while there is a size that it fits in."""


@dataclass(frozen=True, slots=True)
class Field:
    """One paragraph of a block: what it says and how it may be set."""

    source: str
    style: Style
    words: Mapping[str, str] = field(default_factory=dict)
    """Of a free text: by language; holes such as {bus} are filled, and with an empty one the
    whole paragraph is left out."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A coloured area."""

    box: Box
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo or a background: a PNG, SVG or PDF that lies beside the layout's file."""

    box: Box
    file: str
    cover: bool = False
    """Whether it fills its box and is cut off at the edges, else it is seen whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of the QR mark, its quiet zone included; it is square."""

    box: Box
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class Sign:
    """A pictogram, drawn only for those whom it concerns."""

    box: Box
    sign: str
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that share a box and close up where one is empty."""

    box: Box
    align: Align = "left"
    anchor: Anchor = "top"
    fields: tuple[Field, ...] = ()


Side = tuple["Element", ...]
"""The elements of one side of a badge, in the order in which they are drawn."""

Element = Bar | Picture | Mark | Sign | Block


def colours(element: Element) -> frozenset[str]:
    """Return the words for colours that an element uses."""
    if isinstance(element, Picture):
        return frozenset()
    if isinstance(element, Block):
        return frozenset(one.style.colour for one in element.fields).intersection(COLOUR_WORDS)
    return frozenset((element.colour,)).intersection(COLOUR_WORDS)


def dressed(element: Element, worn: Mapping[str, str]) -> Element:
    """Return an element with real colours in place of the words for them."""
    if isinstance(element, Picture):
        return element
    if isinstance(element, Block):
        return replace(element, fields=tuple(_dressed(one, worn) for one in element.fields))
    return replace(element, colour=worn.get(element.colour, element.colour))


def _dressed(one: Field, worn: Mapping[str, str]) -> Field:
    colour = worn.get(one.style.colour, one.style.colour)
    return replace(one, style=replace(one.style, colour=colour))
