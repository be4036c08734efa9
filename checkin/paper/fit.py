"""Text made as large as its box allows: sizes, line breaks and the place of every line."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from checkin.paper.runs import Run, Text, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.paper.fonts import Weight

Align = Literal["left", "centre", "right"]
Anchor = Literal["top", "middle", "bottom"]
Part = tuple[int, int]
Ink = tuple[float, float, float, float]

_CAPITALS = 714  # height of a capital letter of Noto Sans, thousandths of the size
_LEADING = 1.16  # from line to line, in sizes
_CLEAR = 0.06  # never less white than this between the ink of two lines, in sizes
_NEAR = 0.2  # the least gap between two names, in sizes
_STEPS = 32  # sizes that are tried between the largest and the smallest
_SLACK = 0.5  # points kept free at the edge for strokes that reach beyond their advance
_ELLIPSIS = "\u2026"
_HYPHENS = "-\u2010\u2013/\u00b7"
_NOT_FIRST = (
    "、。，．：；？！）］｝〉》」』】〕·・…-‐–—,.:;?!)]}'\"’”%"
    "ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = "（［｛〈《「『【〔([{‘“"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph may be set; sizes and gap are in points."""

    weight: Weight
    smallest: float
    largest: float
    wished: float = 0.0
    gap: float = 0.0
    """From the line before down to the top of the capitals."""
    lines: int = 0
    """The most lines, or 0."""
    whole: bool = False
    """A name: shortened only if the smallest size overflows the box."""
    colour: str = "#000000"

    @property
    def enough(self) -> float:
        """Return the size below which a hyphen is a place to break, too."""
        return self.wished or (self.largest / 2 if self.whole else 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line in its place: points from the left and from the top of the box to its baseline."""

    runs: tuple[Run, ...]
    size: float
    left: float
    baseline: float
    colour: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """The lines of a box, and whether a text that must stay whole was shortened."""

    lines: tuple[Line, ...]
    cut: bool = False
    sizes: tuple[float, ...] = ()
    """In points, of each text that has something to say; 0 where it had no room at all."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: Text
    style: Style
    size: float
    parts: tuple[Part, ...]
    inks: tuple[Ink, ...]
    """The ink of each line, in points from the start of its baseline."""

    def above(self, index: int) -> float:
        """Return how far a line reaches above its baseline, capitals or not."""
        return max(_CAPITALS * self.size / 1000, self.inks[index][3])

    def below(self, index: int) -> float:
        """Return how far a line reaches below its baseline."""
        return max(0.0, -self.inks[index][1])


def fit(
    texts: Sequence[tuple[Text, Style]],
    width: float,
    height: float,
    align: Align = "left",
    anchor: Anchor = "top",
) -> Fitted:
    """Set paragraphs below one another in a box of so many points, as large as they go."""
    wanted = [(text, style) for text, style in texts if text.characters.strip()]
    room = width - _SLACK
    best = _largest(wanted, room, height) or _largest(_nearer(wanted), room, height)
    cut = False
    if best is None:
        best, cut = _shortened(_at(wanted, 0.0, room), room, height)
    balanced = [_balanced(paragraph, room) for paragraph in best if paragraph.parts]
    if _height(balanced) > height:
        balanced = [paragraph for paragraph in best if paragraph.parts]
    sizes = tuple(p.size if p.parts else 0.0 for p in best)
    return Fitted(tuple(_placed(balanced, width, height, align, anchor)), cut, sizes)


def _largest(
    texts: Sequence[tuple[Text, Style]], room: float, height: float
) -> list[_Paragraph] | None:
    """Try the largest sizes first, then halve the distance to those that fit."""

    def tried(step: int) -> list[_Paragraph] | None:
        paragraphs = _at(texts, step / _STEPS, room)
        many = any(0 < p.style.lines < len(p.parts) for p in paragraphs)
        return None if many or _height(paragraphs) > height else paragraphs

    if (found := tried(_STEPS)) is not None:
        return found
    low, high = -1, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        attempt = tried(middle)
        if attempt is None:
            high = middle
        else:
            low, found = middle, attempt
    return found


def _nearer(texts: Sequence[tuple[Text, Style]]) -> list[tuple[Text, Style]]:
    """Move names together, as one may before one of them is shortened."""
    return [
        (text, replace(style, gap=min(style.gap, _NEAR * style.smallest)) if style.whole else style)
        for text, style in texts
    ]


def _at(texts: Sequence[tuple[Text, Style]], share: float, room: float) -> list[_Paragraph]:
    """Set every paragraph at one share of the way from its smallest to its largest size."""
    return [_set(text, style, share, room) for text, style in texts]


def _set(text: Text, style: Style, share: float, room: float) -> _Paragraph:
    """Break between parts of the name; at hyphens and then anywhere only for want of room."""
    cap = style.smallest + share * (style.largest - style.smallest)
    for may_break, enough in ((_at_spaces, style.enough), (_at_hyphens, style.smallest)):
        parts = _cut(text.characters, text.edges, may_break)
        widest = max(text.reach(*part) for part in parts)
        size = _tidy(min(cap, room * 1000 / max(widest, 1)))
        if size >= min(max(enough, style.smallest), cap):
            return _paragraph(text, style, size, _filled(text, parts, room * 1000 / size))
    parts = _cut(text.characters, text.edges, _anywhere)
    widest = max(text.reach(*part) for part in parts)
    size = _tidy(max(style.smallest, min(cap, style.enough, room * 1000 / max(widest, 1))))
    return _paragraph(text, style, size, _filled(text, parts, room * 1000 / size))


def _paragraph(text: Text, style: Style, size: float, parts: tuple[Part, ...]) -> _Paragraph:
    scale = size / 1000
    inks = (text.ink(*part) for part in parts)
    points = tuple((a * scale, b * scale, c * scale, d * scale) for a, b, c, d in inks)
    return _Paragraph(text, style, size, parts, points)


def _tidy(size: float) -> float:
    """Round down to a quarter of a point."""
    return int(size * 4) / 4


@lru_cache(maxsize=2048)
def _cut(letters: str, edges: bytes, may_break: Callable[[str, str], bool]) -> list[Part]:
    """Cut a text into the parts that stay together, without the spaces between them."""
    free = (place for place in range(1, len(letters)) if edges[place])
    marks = [0, *(i for i in free if may_break(letters[i - 1], letters[i]))]
    parts = []
    for start, end in pairwise([*marks, len(letters)]):
        blank = end - start - len(letters[start:end].rstrip(" "))
        if blank < end - start:
            parts.append((start, end - blank))
    return parts


def _at_spaces(before: str, after: str) -> bool:
    if before == " ":
        return True
    if before.isascii() and after.isascii():
        return False
    if "가" <= before <= "힣" and "가" <= after <= "힣":  # Korean words are kept whole
        return False
    widths = unicodedata.east_asian_width(before) + unicodedata.east_asian_width(after)
    return ("W" in widths or "F" in widths) and after != " " and _may_part(before, after)


def _at_hyphens(before: str, after: str) -> bool:
    return (before in _HYPHENS and after not in _NOT_FIRST) or _at_spaces(before, after)


def _anywhere(before: str, after: str) -> bool:  # noqa: ARG001  the same shape as the others
    return unicodedata.category(after)[0] not in "MC"


def _may_part(before: str, after: str) -> bool:
    return (
        before not in _NOT_LAST
        and after not in _NOT_FIRST
        and unicodedata.category(after)[0] not in "MC"
    )


def _filled(text: Text, parts: Sequence[Part], room: float) -> tuple[Part, ...]:
    """Fill each line as far as it goes; room is in thousandths of the size."""
    lines = [parts[0]]
    for start, end in parts[1:]:
        first, _last = lines[-1]
        if text.reach(first, end) <= room:
            lines[-1] = (first, end)
        else:
            lines.append((start, end))
    return tuple(lines)


def _balanced(paragraph: _Paragraph, room: float) -> _Paragraph:
    """Make the lines of a paragraph as even as its number of lines allows."""
    text, lines = paragraph.text, paragraph.parts
    if len(lines) == 1 or text.characters[lines[-1][1] - 1] == _ELLIPSIS:
        return paragraph
    parts = _cut(text.characters, text.edges, _at_spaces)
    widest = max(text.reach(*part) for part in parts)
    low, high = widest, int(room * 1000 / paragraph.size)
    if widest > high or len(_filled(text, parts, high)) != len(lines):
        return paragraph
    while high - low > 50:  # noqa: PLR2004  a twentieth of the size is even enough
        middle = (low + high) // 2
        if len(_filled(text, parts, middle)) == len(lines):
            high = middle
        else:
            low = middle
    even = _evened(text, parts, _filled(text, parts, high))
    return _paragraph(text, paragraph.style, paragraph.size, even)


def _evened(text: Text, parts: Sequence[Part], lines: Sequence[Part]) -> tuple[Part, ...]:
    """Move words down to the next line while that makes the wider of the two narrower."""
    before = {part[0]: former for former, part in pairwise([(0, 0), *parts])}
    even = list(lines)
    for lower in range(len(even) - 1, 0, -1):
        (first, end), (start, last) = even[lower - 1 : lower + 1]
        while (moved := before[start])[0] > first:
            wider = text.reach(moved[0], last)
            if wider >= text.reach(first, end):
                break
            start, end = moved[0], before[moved[0]][1]
        even[lower - 1 : lower + 1] = (first, end), (start, last)
    return tuple(even)


def _shortened(
    paragraphs: list[_Paragraph], room: float, height: float
) -> tuple[list[_Paragraph], bool]:
    """Drop lines from the end until all is in the box; names lose theirs last."""
    kept = [_few(p, p.style.lines or len(p.parts)) for p in paragraphs]
    while _height(kept) > height:
        spare = [i for i, p in enumerate(kept) if p.parts and not p.style.whole]
        names = [i for i, p in enumerate(kept) if len(p.parts) > 1]
        if not spare and not names:
            break
        place = (spare or names)[-1]
        kept[place] = _few(kept[place], len(kept[place].parts) - 1)
    fewer = [len(k.parts) < len(p.parts) for k, p in zip(kept, paragraphs, strict=True)]
    cut = any(less and p.style.whole for less, p in zip(fewer, kept, strict=True))
    return [_ended(p, room) if less else p for less, p in zip(fewer, kept, strict=True)], cut


def _few(paragraph: _Paragraph, lines: int) -> _Paragraph:
    return replace(paragraph, parts=paragraph.parts[:lines], inks=paragraph.inks[:lines])


def _ended(paragraph: _Paragraph, room: float) -> _Paragraph:
    """End the last line in an ellipsis."""
    if not paragraph.parts:
        return paragraph
    text = paragraph.text
    start, end = paragraph.parts[-1]
    mark = compose(_ELLIPSIS, paragraph.style.weight)
    most = room * 1000 / paragraph.size - mark.width(0, 1)
    ends = [place for place in range(start + 1, end + 1) if text.edges[place]]
    while len(ends) > 1 and text.width(start, ends[-1]) > most:
        ends.pop()
    parts = (*paragraph.parts[:-1], (start, ends[-1] + 1))
    return _paragraph(text.part(0, ends[-1]) + mark, paragraph.style, paragraph.size, parts)


def _height(paragraphs: Sequence[_Paragraph]) -> float:
    baselines = _baselines(paragraphs)
    if not baselines:
        return 0.0
    last = [p for p in paragraphs if p.parts][-1]
    return baselines[-1] + last.below(len(last.parts) - 1)


def _baselines(paragraphs: Sequence[_Paragraph]) -> list[float]:
    """Return the baseline of every line, from the top of the first line's ink down."""
    found: list[float] = []
    below = 0.0
    for paragraph in paragraphs:
        for index in range(len(paragraph.parts)):
            above = paragraph.above(index)
            clear = below + above + _CLEAR * paragraph.size
            if not found:
                step = above
            elif index:
                step = max(_LEADING * paragraph.size, clear)
            else:
                step = max(paragraph.style.gap + above, clear)
            found.append(step + (found[-1] if found else 0.0))
            below = paragraph.below(index)
    return found


def _placed(
    paragraphs: Sequence[_Paragraph], width: float, height: float, align: Align, anchor: Anchor
) -> list[Line]:
    """Move the lines to their places; the middle is that of the ink, half the tails counted."""
    baselines = _baselines(paragraphs)
    free = height - _height(paragraphs)
    tail = _height(paragraphs) - baselines[-1] if baselines else 0.0
    top = {"top": 0.0, "middle": min(free, (free + tail / 2) / 2), "bottom": free}[anchor]
    lines: list[Line] = []
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    for paragraph in paragraphs:
        for part, (left, _bottom, right, _top) in zip(paragraph.parts, paragraph.inks, strict=True):
            shift = share * (width - (right - left)) - left
            baseline = top + baselines[len(lines)]
            runs = paragraph.text.runs(*part)
            lines.append(Line(runs, paragraph.size, shift, baseline, paragraph.style.colour))
    return lines
