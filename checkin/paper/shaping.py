"""Characters of one font, script and direction turned into glyphs in their places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb
from bidi.mirror import MIRRORED

from checkin.paper.fonts import Font, Ink, Part

_PLAIN = "Zyyy"  # the script of what all scripts use
_COMPLETE = hb.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE  # nothing is drawn that nobody wrote


class Sign(NamedTuple):
    """What is drawn as one: the characters it stands for, its glyphs, and its own width."""

    text: str
    parts: tuple[Part, ...]
    width: int


class Placed(NamedTuple):
    """A sign in a line: how far to the next one, and from where on characters are its own."""

    sign: Sign
    advance: int
    start: int
    unsafe: bool
    """The signs beside it change where a line is broken before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """The signs of a run from left to right, its width and its ink from its own start."""

    signs: tuple[Placed, ...]
    width: int
    ink: Ink | None


@dataclass(slots=True)
class _Group:
    """The glyphs of some characters, with their places on the line."""

    glyphs: list[tuple[int, int, int]]
    advance: int = 0
    unsafe: bool = False


@lru_cache(maxsize=8192)
def shape(font: Font, characters: str, script: str, right_to_left: bool) -> Shaped:  # noqa: FBT001
    """Shape a run; a glyph 0 among the parts says that the font cannot draw a character."""
    buffer = hb.Buffer()
    buffer.add_str(characters)
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.script = script or _PLAIN
    buffer.flags = _COMPLETE
    if right_to_left:
        # Programs that copy text turn it round character by character: each must stand for itself.
        buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
    hb.shape(font.shaper, buffer)
    placed = tuple(_placed(font, characters, _groups(buffer), right_to_left=right_to_left))
    return Shaped(placed, sum(sign.advance for sign in placed), _ink(font, placed))


def _placed(
    font: Font, characters: str, groups: dict[int, _Group], *, right_to_left: bool
) -> Iterator[Placed]:
    starts = sorted(groups)
    ends = dict(zip(starts, [*starts[1:], len(characters)], strict=True))
    pen = 0
    for start in _turned(characters, starts) if right_to_left else starts:
        text = characters[start : ends[start]]
        if right_to_left:
            text = "".join(MIRRORED.get(character, character) for character in reversed(text))
        group = groups[start]
        parts = tuple((glyph, x - pen, up) for glyph, x, up in group.glyphs)
        alone = len(parts) == 1 and parts[0][1:] == (0, 0)
        width = font.advance(parts[0][0]) if alone else group.advance
        unsafe = right_to_left or group.unsafe  # flags are not kept for single characters
        yield Placed(Sign(text, parts, width), group.advance, start, unsafe)
        pen += group.advance


def _turned(characters: str, starts: Sequence[int]) -> list[int]:
    """Order from the left as readers expect it: letters turned round, the marks of one not."""
    found: list[int] = []
    marks: list[int] = []
    for start in reversed(starts):
        if unicodedata.bidirectional(characters[start]) == "NSM":
            marks.insert(0, start)
        else:
            found += [*marks, start]
            marks = []
    return found + marks


def _groups(buffer: hb.Buffer) -> dict[int, _Group]:
    """Gather the glyphs by the first of their characters."""
    found: dict[int, _Group] = {}
    pen = 0
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        right, up, across, _rise = position.position
        group = found.setdefault(glyph.cluster, _Group([]))
        group.glyphs.append((glyph.codepoint, pen + right, up))
        group.advance += across
        group.unsafe = group.unsafe or bool(glyph.flags & hb.GlyphFlags.UNSAFE_TO_BREAK)
        pen += across
    return found


def _ink(font: Font, placed: Sequence[Placed]) -> Ink | None:
    parts, x = [], 0
    for sign in placed:
        parts += [(glyph, x + right, up) for glyph, right, up in sign.sign.parts]
        x += sign.advance
    return font.ink(parts)
