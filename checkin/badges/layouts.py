"""Layouts: where on a badge each thing stands, and how large and in what colour it may be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, get_args

from checkin import paths
from checkin.badges import tables
from checkin.badges.badge import WORDS
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper.fit import Align, Anchor, Style
from checkin.paper.fonts import WEIGHTS
from checkin.paper.page import MM

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.badges.tables import Table

Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres from the upper left corner."""

ROLE, ON_ROLE = "role", "on-role"
"""The words for the colour of the role, and for what is legible on it."""

_LARGEST = 1000.0  # millimetres; no badge and no sheet is larger
_MOST = 60  # things on a badge
_SMALLEST_NAME = 11.0  # points
_FIELDS = (*WORDS, "role_local", "role_foreign")


@dataclass(frozen=True, slots=True)
class Role:
    """How the wearer's part in the congress is shown."""

    local: str
    foreign: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One paragraph of a block: what it says and how it may be set."""

    source: str
    style: Style


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that share a box and close up where one is empty."""

    box: Box
    align: Align
    anchor: Anchor
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A coloured area."""

    box: Box
    colour: str
    radius: float


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of the QR mark, its quiet zone included: left, top and side."""

    left: float
    top: float
    side: float
    colour: str


@dataclass(frozen=True, slots=True)
class Layout:
    """One side of a badge, in the order in which it is drawn; millimetres."""

    name: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]

    def dressed(self, role: Role) -> Layout:
        """Return the layout with the colours of a role in place of the words for them."""
        colours = {ROLE: role.colour, ON_ROLE: role.text}
        bars = tuple(replace(b, colour=colours.get(b.colour, b.colour)) for b in self.bars)
        blocks = tuple(
            replace(block, fields=tuple(_dressed(field, colours) for field in block.fields))
            for block in self.blocks
        )
        return replace(self, bars=bars, blocks=blocks)


def names() -> list[str]:
    """List the layouts that are shipped."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


@cache
def layout(name: str) -> Layout:
    """Return a shipped layout; its file is read once."""
    if name not in names():
        raise DeskError(
            _("There is no layout {name}. There are: {names}.").format(
                name=name, names=", ".join(names())
            )
        )
    return read(_folder() / f"{name}.toml")


@cache
def roles() -> dict[str, Role]:
    """Return how each role is shown."""
    found = {}
    for name, table in tables.read(_folder() / "shared" / "roles.toml").named_tables().items():
        found[name] = Role(
            local=table.text("local"),
            foreign=table.text("foreign"),
            colour=table.colour("colour"),
            text=table.colour("text"),
        )
        table.done()
    return found


def read(path: Path) -> Layout:
    """Read a layout from its file."""
    table = tables.read(path)
    width = table.number("width", 20, _LARGEST)
    height = table.number("height", 20, _LARGEST)
    found = Layout(
        name=path.stem,
        width=width,
        height=height,
        bars=tuple(_bar(each, width, height) for each in table.tables("bar", _MOST)),
        blocks=tuple(_block(each, width, height) for each in table.tables("block", _MOST)),
        marks=tuple(_mark(each, width, height) for each in table.tables("mark", _MOST)),
    )
    table.done()
    return found


def _bar(table: Table, width: float, height: float) -> Bar:
    box = _box(table, width, height)
    found = Bar(
        box=box,
        colour=table.colour("colour", (ROLE, ON_ROLE)),
        radius=table.number("radius", 0, min(box[2:]) / 2, 0),
    )
    table.done()
    return found


def _mark(table: Table, width: float, height: float) -> Mark:
    left, top, side = table.numbers("square", 3, 0, _LARGEST)
    if left + side > width or top + side > height:
        raise table.refuse("square", _("It reaches beyond the edge."))
    found = Mark(left, top, side, table.colour("colour", (ROLE,), "#000000"))
    table.done()
    return found


def _block(table: Table, width: float, height: float) -> Block:
    found = Block(
        box=_box(table, width, height),
        align=table.word("align", get_args(Align), "left"),
        anchor=table.word("anchor", get_args(Anchor), "top"),
        fields=tuple(_field(each) for each in table.tables("field", _MOST)),
    )
    table.done()
    return found


def _field(table: Table) -> Field:
    source = table.word("source", _FIELDS)
    whole = table.flag("whole")
    smallest = table.number("smallest", _SMALLEST_NAME if whole else 4, 400)
    largest = table.number("largest", smallest, 400)
    style = Style(
        weight=table.word("weight", WEIGHTS, "regular"),
        smallest=smallest,
        largest=largest,
        wished=table.number("wished", 0, largest, 0),
        gap=table.number("gap", 0, 100, 0) * MM,
        lines=int(table.number("lines", 0, 50, 0)),
        whole=whole,
        colour=table.colour("colour", (ROLE, ON_ROLE), "#000000"),
    )
    table.done()
    return Field(source, style)


def _box(table: Table, width: float, height: float) -> Box:
    left, top, across, down = table.numbers("box", 4, 0, _LARGEST)
    if left + across > width or top + down > height:
        raise table.refuse("box", _("It reaches beyond the edge."))
    return left, top, across, down


def _dressed(field: Field, colours: dict[str, str]) -> Field:
    colour = colours.get(field.style.colour, field.style.colour)
    return replace(field, style=replace(field.style, colour=colour))


def _folder() -> Path:
    return paths.resources() / "layouts"
