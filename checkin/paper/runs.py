"""Text cut into runs of one font each, so that every character is drawn by a font that has it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from checkin.paper.fonts import Font, Ink, Weight, chain, font_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINERS = "\u200c\u200d"  # they belong to Persian and Indic spelling
_PLAIN_SELECTORS = "\ufe0e\ufe0f"  # text or emoji style; every font here has one style only
_SPACES = re.compile(r"[^\S\xa0\u202f]+")  # all white space but the two that forbid a break


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font draws; the width is in thousandths of the size."""

    font: Font
    text: str
    width: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the font of each of its characters, and how far each place is from the start."""

    characters: str
    fonts: tuple[Font, ...]
    places: tuple[int, ...]
    missing: tuple[str, ...] = ()
    """What no font has, each once; it is not among the characters."""

    def __add__(self, other: Text) -> Text:
        """Set another text directly after this one."""
        end = self.places[-1]
        return Text(
            self.characters + other.characters,
            self.fonts + other.fonts,
            self.places + tuple(end + place for place in other.places[1:]),
            tuple(dict.fromkeys(self.missing + other.missing)),
        )

    def width(self, start: int, end: int) -> int:
        """Return the width of a part, in thousandths of the size."""
        return self.places[end] - self.places[start]

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """Cut a part into runs."""
        found = []
        for font, same in groupby(self.fonts[start:end]):
            stop = start + len(list(same))
            found.append(Run(font, self.characters[start:stop], self.width(start, stop)))
            start = stop
        return tuple(found)

    def ink(self, start: int, end: int) -> Ink:
        """Return where the ink of a part is, in thousandths of the size, from its own start."""
        boxes = [
            (self.places[place] - self.places[start], self.fonts[place].ink(character))
            for place, character in enumerate(self.characters[start:end], start)
            if not character.isspace()
        ]
        if not boxes:
            return (0, 0, 0, 0)
        return (
            min(x + ink[0] for x, ink in boxes),
            min(ink[1] for _x, ink in boxes),
            max(x + ink[2] for x, ink in boxes),
            max(ink[3] for _x, ink in boxes),
        )


def clean(text: str) -> str:
    """Compose the letters, make white space plain, and drop what has no picture of its own."""
    plain = unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(filter(_drawn, plain))


def missing(text: str, weight: Weight = "bold") -> list[str]:
    """List the characters that no font can draw, each once, in the order of the text."""
    return list(compose(text, weight).missing)


@lru_cache(maxsize=2048)
def compose(text: str, weight: Weight) -> Text:
    """Choose a font for every character; one that no font has is left out and named."""
    drawn: list[tuple[str, Font]] = []
    lacking: dict[str, None] = {}
    for cluster in clusters(clean(text)):
        for character, font in _choose(cluster, weight, drawn[-1][1] if drawn else None):
            if font:
                drawn.append((character, font))
            elif character not in _JOINERS:
                lacking[character] = None
    return Text(
        "".join(character for character, _font in drawn),
        tuple(font for _character, font in drawn),
        tuple(accumulate((font.advance(c) for c, font in drawn), initial=0)),
        tuple(lacking),
    )


def split(text: str, weight: Weight) -> tuple[Run, ...]:
    """Cut a whole text into runs."""
    composed = compose(text, weight)
    return composed.runs(0, len(composed.characters))


def clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks that stand on it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _mark(text[place]):
            yield text[start:place]
            start = place


def _choose(cluster: str, weight: Weight, last: Font | None) -> list[tuple[str, Font | None]]:
    """Prefer one font for letter and marks; punctuation stays with the font before it."""
    fonts = chain(weight)
    if last and not cluster[0].isalnum():
        fonts = (last, *fonts)
    for font in fonts:
        if all(font.has(character) for character in cluster):
            return [(character, font) for character in cluster]
    return [(character, font_of(character, weight)) for character in cluster]


def _mark(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] == "M"


def _drawn(character: str) -> bool:
    if character in _JOINERS:
        return True
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
        and character not in _PLAIN_SELECTORS
    )
