"""The blocks of an interpreter's sheet: what is said of each assignment, as large as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from checkin.i18n import gettext as _
from checkin.interpreting import own_words
from checkin.interpreting.own_line import Line as Assignment
from checkin.interpreting.own_plan import OwnPlan
from checkin.interpreting.own_words import Said
from checkin.paper.fit import Align, Anchor, Line, Style, fit
from checkin.paper.fonts import Weight
from checkin.paper.listing import MISSING
from checkin.paper.page import MM, Pages
from checkin.paper.runs import Text, compose

_INK, _SOFT, _LACKING = "#17211D", "#5B6B64", "#A3160B"
_LONGEST = 4_000  # characters of one text
_TALL = 10_000.0  # points: as high as it takes
_TIMES = 0.2  # of the width
_SIZES = (
    12.0,
    11.0,
    10.0,
    9.5,
    9.0,
    8.5,
    8.0,
    7.5,
    7.0,
    6.5,
    6.0,
)  # points, each thing on a line of its own
_DENSE = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)  # one after the other
_EDGE = 1.2  # mm above and below

Paragraph = tuple[Text, Style]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """What is drawn of one assignment: lines by their places in mm, from its upper left corner."""

    parts: tuple[tuple[float, float, tuple[Line, ...]], ...]  # left, top, lines
    height: float  # mm
    marked: bool = False  # whether something of it changed
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a page, and the gap between them."""

    common: Block | None
    lines: tuple[Block, ...]
    gap: float

    @property
    def height(self) -> float:
        """Return how much room they take, in mm."""
        every = (self.common, *self.lines)
        return sum(one.height + self.gap for one in every if one)


@dataclass(frozen=True, slots=True)
class _Look:
    """How blocks are set: how wide in mm, in points, and whether things share lines."""

    width: float
    size: float
    dense: bool


class Pen:
    """Puts text on pages, and remembers what no font can print."""

    def __init__(self, pages: Pages) -> None:
        """Draw on these pages."""
        self._pages = pages
        self.missing: dict[str, None] = {}

    def put(
        self,
        paragraphs: Sequence[Paragraph],
        box: Box,
        align: Align = "left",
        anchor: Anchor = "top",
    ) -> None:
        """Set paragraphs in a box (left, top, width, height in mm) as large as they go."""
        left, top, width, height = box
        self._remember(sign for text, _style in paragraphs for sign in text.missing)
        fitted = fit(paragraphs, width * MM, height * MM, align, anchor)
        self._pages.text(fitted.lines, left, top)

    def lines(self, block: Block, left: float, top: float) -> None:
        """Draw a block."""
        self._remember(block.missing)
        for across, down, lines in block.parts:
            self._pages.text(lines, left + across, top + down)

    def _remember(self, signs: object) -> None:
        self.missing |= dict.fromkeys(signs)  # type: ignore[call-overload]


def paragraph(  # noqa: PLR0913  all that a style is
    text: str,
    weight: Weight,
    smallest: float,
    largest: float,
    *,
    lines: int = 0,
    whole: bool = False,
    colour: str = _INK,
    gap: float = 2.5,
) -> Paragraph:
    """Return a text with how it may be set; a character without a font is a sign in its place."""
    style = Style(weight, smallest, largest, gap=gap, lines=lines, whole=whole, colour=colour)
    return printable(text, weight), style


def printable(text: str, weight: Weight) -> Text:
    """Return a text with a sign for each character that no font has; it names what it lacks."""
    made = compose(text[:_LONGEST], weight)
    if not made.missing:
        return made
    signs = dict.fromkeys(map(ord, made.missing), MISSING)
    return replace(compose(text[:_LONGEST].translate(signs), weight), missing=made.missing)


def blocks(plan: OwnPlan, width: float, height: float) -> Blocks:
    """Return the blocks of a plan at the largest size at which all of them fit."""
    said = [own_words.said(line, plan.person) for line in plan.lines]
    common = _common(said)
    rest = [[one for one in some if one not in common] for some in said]
    looks = [_Look(width, size, dense=False) for size in _SIZES]
    looks += [_Look(width, size, dense=True) for size in _DENSE]
    for look in looks:
        made = _made(plan, common, rest, look)
        if made.height <= height:
            break
    return made


def _common(said: Sequence[Sequence[Said]]) -> list[Said]:
    """Return what is said of every assignment alike, where there are several."""
    if len(said) < 2:  # noqa: PLR2004  one is nothing in common
        return []
    return [one for one in said[0] if all(one in some for some in said[1:])]


def _made(
    plan: OwnPlan, common: Sequence[Said], rest: Sequence[Sequence[Said]], look: _Look
) -> Blocks:
    whole = None
    if common:
        head = Said(_("The whole day"), "")
        facts = _facts([head, *common], look.width - 3.0, look)
        whole = _block([], facts, 1.5, look.size)
    lines = tuple(
        _line(plan, number, line, rest[number - 1], look)
        for number, line in enumerate(plan.lines, 1)
    )
    return Blocks(whole, lines, 0.25 * look.size)


def _line(
    plan: OwnPlan, number: int, line: Assignment, facts: Sequence[Said], look: _Look
) -> Block:
    times, size = look.width * _TIMES, look.size
    changed = own_words.changed(plan, line)
    draft = _("not yet published") if plan.published and line.assignment in plan.drafts else ""
    call = _("be there {time}").format(time=f"{line.call:%H:%M}") if line.call else ""
    left = [
        _fixed(own_words.span(line.start, line.end), "bold", size * 1.35),
        _fixed(" · ".join(part for part in (str(number), call) if part), "regular", size),
        _fixed(draft, "bold", size),
    ]
    title = [
        _fixed(f"{own_words.direction(line)}  {line.title}", "bold", size * 1.15),
        _fixed(changed, "bold", size),
    ]
    room = look.width - times
    parts = [(0.0, 0.0, _set(left, times - 2.0)), (times, 0.0, _set(title, room))]
    shown = _facts(facts, room, look)
    return replace(_block(parts, shown, times, size), marked=bool(changed))


_Set = tuple[tuple[Line, ...], float, tuple[str, ...]]
"""Lines, their height in mm, and what no font has."""


def _block(
    heads: Sequence[tuple[float, float, _Set]],
    facts: Sequence[tuple[float, float, _Set]],
    left: float,
    size: float,
) -> Block:
    """Put the facts below what stands above them."""
    under = max((down + one[1] for across, down, one in heads if across), default=0.0)
    under += 0.12 * size if heads else 0.0
    moved = [(left + across, under + down, one) for across, down, one in facts]
    every = [*heads, *moved]
    high = max((down + one[1] for _across, down, one in every), default=0.0)
    return Block(
        tuple((across, down + _EDGE, one[0]) for across, down, one in every),
        high + 2 * _EDGE,
        missing=tuple(sign for _across, _down, one in every for sign in one[2]),
    )


def _facts(said: Sequence[Said], width: float, look: _Look) -> list[tuple[float, float, _Set]]:
    """Set facts in two columns, or one after the other in one piece; what lacks is red."""
    size = look.size
    if look.dense:
        known = [one for one in said if not one.lacking]
        lacking = [one for one in said if one.lacking]
        pieces = [_joined(known, size, _INK), _joined(lacking, size, _LACKING)]
        return [(0.0, 0.0, _set(pieces, width))]
    half = (width - 3.0) / 2
    single = [_set([_joined([one], size, _LACKING if one.lacking else _INK)], half) for one in said]
    steps = list(accumulate((one[1] + 0.06 * size for one in single), initial=0.0))
    split = next((n for n, at in enumerate(steps) if at * 2 >= steps[-1]), len(single))
    return [
        (0.0, steps[n], one) if n < split else (half + 3.0, steps[n] - steps[split], one)
        for n, one in enumerate(single)
    ]


def _joined(said: Sequence[Said], size: float, colour: str) -> Paragraph:
    """Return facts as one paragraph, their names bold."""
    names = [f"{one.name}:" if one.text else one.name for one in said]
    whole = " · ".join(f"{name} {one.text}".strip() for name, one in zip(names, said, strict=True))
    plain, bold = printable(whole, "regular"), printable(whole, "bold")
    text, at = replace(plain, characters="", fonts=()), 0
    for name in names if plain.characters == bold.characters else []:
        start = plain.characters.find(name, at)
        if start >= 0:
            text += plain.part(at, start) + bold.part(start, start + len(name))
            at = start + len(name)
    text += plain.part(at, len(plain.characters))
    return text, Style("regular", size, size, gap=0.35 * size, colour=colour)


def _fixed(text: str, weight: Weight, size: float) -> Paragraph:
    return printable(text, weight), Style(weight, size, size, gap=0.35 * size, colour=_INK)


def _set(paragraphs: Sequence[Paragraph], width: float) -> _Set:
    """Set paragraphs at their sizes, as high as they are."""
    fitted = fit(paragraphs, width * MM, _TALL)
    low = max((line.baseline + 0.28 * line.size for line in fitted.lines), default=0.0)
    missing = tuple(sign for text, _style in paragraphs for sign in text.missing)
    return fitted.lines, low / MM, missing
