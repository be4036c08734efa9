"""Text cut into runs of one font each, so that every character is drawn by a font that has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from checkin.paper import direction
from checkin.paper.clusters import JOINERS, clusters, is_selector
from checkin.paper.fonts import Font, Ink, Shapes, Weight, chain_for, script
from checkin.paper.shaping import Shaped, shape

MOST_MARKS = 8
"""Marks that are drawn on one letter; more are no writing, and named as missing."""

_LOST = "\ufffd"  # it stands where some program lost a letter, so it is nobody's letter
_PLAIN_SELECTORS = "\ufe0e\ufe0f"  # text or emoji style; every font here has one style only
_SPACES = re.compile(r"[^\S\xa0\u202f]+")  # all white space but the two that forbid a break
_SAME_TO_UNICODE = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
"""Forms of Han that composing would replace; a name may be written with just this one."""
_INSIDE, _TIED, _FREE = range(3)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font draws, and their signs from left to right.

    The width is in thousandths of the size.
    """

    font: Font
    text: str
    shaped: Shaped

    @property
    def width(self) -> int:
        """How far the run reaches."""
        return self.shaped.width


class _Piece(NamedTuple):
    """Characters of one font, script and level."""

    start: int
    end: int
    font: Font
    script: str
    level: int


@dataclass(frozen=True)
class Text:
    """A text with the font of each of its characters, shaped as one line."""

    characters: str
    fonts: tuple[Font, ...]
    missing: tuple[str, ...] = ()
    """What no font has, each once; it is not among the characters."""

    def __add__(self, other: Text) -> Text:
        """Set another text directly after this one."""
        return Text(
            self.characters + other.characters,
            self.fonts + other.fonts,
            tuple(dict.fromkeys(self.missing + other.missing)),
        )

    def part(self, start: int, end: int) -> Text:
        """Return a part as a text of its own."""
        return Text(self.characters[start:end], self.fonts[start:end])

    @cached_property
    def edges(self) -> bytes:
        """Of each place between characters, 0 where nothing may part them."""
        marks = bytearray(len(self.characters) + 1)
        for piece in self._pieces:
            for placed in self._shaped(piece, piece.start, piece.end).signs:
                marks[piece.start + placed.start] = _TIED if placed.unsafe else _FREE
            marks[piece.start] = _FREE
        whole = {0, *accumulate(map(len, clusters(self.characters)))}
        marks[-1] = _FREE
        return bytes(mark if place in whole else _INSIDE for place, mark in enumerate(marks))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """How far each place is from the start, all in one line, in reading order."""
        steps = [0] * (len(self.characters) + 1)
        for piece in self._pieces:
            for placed in self._shaped(piece, piece.start, piece.end).signs:
                steps[piece.start + placed.start + 1] = placed.advance
        return tuple(accumulate(steps))

    def width(self, start: int, end: int) -> int:
        """Return the width of a part set as a line, in thousandths of the size."""
        if self.edges[start] == _FREE == self.edges[end]:
            return self.places[end] - self.places[start]
        return sum(run.width for run in self.runs(start, end))

    def reach(self, start: int, end: int) -> int:
        """Return what a part needs set as a line, letters counted that lean out of their width."""
        left, _bottom, right, _top = self.ink(start, end)
        return max(self.width(start, end), right - left)

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """Return the runs of a part set as a line, from left to right."""
        found = self._lines.get((start, end))
        if found is None:
            found = self._lines[start, end] = tuple(self._line(start, end))
        return found

    def ink(self, start: int, end: int) -> Ink:
        """Return where the ink of a part is, in thousandths of the size, from its own left."""
        found = self._inks.get((start, end))
        if found is None:
            found = self._inks[start, end] = _ink(self.runs(start, end))
        return found

    @cached_property
    def _lines(self) -> dict[tuple[int, int], tuple[Run, ...]]:
        return {}

    @cached_property
    def _inks(self) -> dict[tuple[int, int], Ink]:
        return {}

    @cached_property
    def _pieces(self) -> tuple[_Piece, ...]:
        return tuple(_pieces(self.characters, self.fonts))

    def _line(self, start: int, end: int) -> Iterator[Run]:
        pieces = [piece for piece in self._pieces if piece.start < end and start < piece.end]
        for piece in direction.from_left(pieces, lambda piece: piece.level):
            first, last = max(start, piece.start), min(end, piece.end)
            text = self.characters[first:last]
            yield Run(piece.font, text, self._shaped(piece, first, last))

    def _shaped(self, piece: _Piece, start: int, end: int) -> Shaped:
        text = self.characters[start:end]
        return shape(piece.font, text, piece.script, piece.level % 2 == 1)


def clean(text: str) -> str:
    """Compose the letters, make white space plain, and drop what has no picture of its own."""
    plain = _composed(_SPACES.sub(" ", text)).strip()
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(filter(_drawn, plain))


def missing(text: str, weight: Weight = "bold", shapes: Shapes = "") -> list[str]:
    """List the characters that no font can draw, each once, in the order of the text."""
    return list(compose(text, weight, shapes).missing)


@lru_cache(maxsize=2048)
def compose(text: str, weight: Weight, shapes: Shapes = "") -> Text:
    """Choose a font for every character; one that no font has is left out and named."""
    characters: list[str] = []
    fonts: list[Font] = []
    lacking: dict[str, None] = {}
    for cluster in clusters(clean(text)):
        drawn, piled = _piled(cluster)
        lacking |= dict.fromkeys(piled)
        for character, font in _chosen(drawn, weight, shapes, fonts[-1] if fonts else None):
            if font:
                characters.append(character)
                fonts.append(font)
            elif character not in JOINERS:
                lacking[character] = None
    return Text("".join(characters), tuple(fonts), tuple(lacking))


def split(text: str, weight: Weight, shapes: Shapes = "") -> tuple[Run, ...]:
    """Cut a whole text into runs."""
    composed = compose(text, weight, shapes)
    return composed.runs(0, len(composed.characters))


def _piled(cluster: str) -> tuple[str, str]:
    """Part a cluster from the marks that no writing piles up, and no line has room for."""
    if len(cluster) <= MOST_MARKS:
        return cluster, ""
    drawn: list[str] = []
    piled: list[str] = []
    marks = 0
    for character in cluster:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        (piled if marks > MOST_MARKS else drawn).append(character)
    return "".join(drawn), "".join(piled)


@lru_cache(maxsize=8192)
def _chosen(
    cluster: str, weight: Weight, shapes: Shapes, last: Font | None
) -> list[tuple[str, Font | None]]:
    """Prefer one font for letter and marks; punctuation stays with the font before it."""
    fonts = chain_for(cluster[0], weight, shapes)
    if last and not cluster[0].isalnum():
        fonts = (last, *fonts)
    for font in fonts:
        if _draws(font, cluster):
            return [(character, font) for character in cluster]
    if len(cluster) == 1:
        return [(cluster, None)]
    # What the first characters lack must not take the rest of the cluster with it.
    found: list[tuple[str, Font | None]] = []
    for character in cluster:
        found += _chosen(character, weight, shapes, None)
    return found


def _draws(font: Font, cluster: str) -> bool:
    """Tell whether the font draws a cluster without an empty box for any of its characters."""
    if _LOST in cluster:
        return False
    if len(cluster) == 1:
        return font.has(cluster)
    for before, selector in pairwise(cluster):
        if is_selector(selector) and not font.has_form(before, selector):
            return False
    if not any(font.has(character) for character in cluster):
        return False
    shaped = shape(font, cluster, script(cluster[0]), direction.levels(cluster)[0] % 2 == 1)
    return all(part[0] for placed in shaped.signs for part in placed.sign.parts)


def _ink(runs: Sequence[Run]) -> Ink:
    x, boxes = 0, []
    for run in runs:
        ink = run.shaped.ink
        if ink:
            boxes.append((x + ink[0], ink[1], x + ink[2], ink[3]))
        x += run.width
    if not boxes:
        return (0, 0, 0, 0)
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _pieces(characters: str, fonts: tuple[Font, ...]) -> Iterator[_Piece]:
    """Cut a text where font, script or direction change; signs of all scripts go with the last."""
    scripts = _scripts(characters)
    levels = direction.levels(characters)
    start = 0
    for place in range(1, len(characters) + 1):
        if place == len(characters) or (
            (fonts[place], scripts[place], levels[place])
            != (fonts[start], scripts[start], levels[start])
        ):
            yield _Piece(start, place, fonts[start], scripts[start], levels[start])
            start = place


def _scripts(characters: str) -> list[str]:
    found = [script(character) for character in characters]
    last = next(filter(None, found), "")
    for place, name in enumerate(found):
        last = found[place] = name or last
    return found


def _composed(text: str) -> str:
    parts = _SAME_TO_UNICODE.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def _drawn(character: str) -> bool:
    if character in JOINERS:
        return True
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
        and character not in _PLAIN_SELECTORS
    )
