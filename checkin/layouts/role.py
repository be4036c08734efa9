"""Roles and fixed words: how the wearer's part is shown, in the languages that we are sure of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from checkin import paths
from checkin.layouts import tables

ENGLISH = "en"
_LONGEST = 40
_INK = ("#FFFFFF", "#17211D", "#000000")
_ENOUGH = 4.5  # contrast that small letters need
_GREY = "#5B6B64"


@dataclass(frozen=True, slots=True)
class Role:
    """How the wearer's part in the congress is shown."""

    words: Mapping[str, str]
    colour: str
    text: str
    """The colour that is legible on it."""

    def word(self, language: str) -> str:
        """Return the word for it in a language, else in English."""
        return in_language(self.words, language) or self.words[ENGLISH]


def role(name: str) -> Role:
    """Return how a role is shown; one that is not known here shows its own name."""
    return roles().get(name or "delegate") or Role({ENGLISH: name}, _GREY, "#FFFFFF")


@cache
def roles() -> dict[str, Role]:
    """Return the roles that are known."""
    found = {}
    for name, table in _shared("roles").items():
        words = table.texts("words", _LONGEST)
        found[name] = Role(words, table.colour("colour"), table.colour("text"))
        table.done()
    return found


@cache
def fixed_words() -> dict[str, dict[str, str]]:
    """Return the other words that badges say, each by language."""
    return {name: table.texts("words", _LONGEST) for name, table in _shared("words").items()}


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return the words in a language, else in the language that it is a form of, else ''."""
    return words.get(language) or words.get(language.partition("-")[0], "")


@cache
def legible_on(colour: str) -> str:
    """Return the colour of letters that are legible on a colour."""
    return next(
        (ink for ink in _INK if contrast(ink, colour) >= _ENOUGH),
        _INK[-1],  # black or white is legible on every colour
    )


def contrast(one: str, other: str) -> float:
    """Return how far two colours are apart in brightness, from 1 to 21."""
    dark, light = sorted((_brightness(one), _brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def _brightness(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004  as sRGB has it
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _shared(name: str) -> dict[str, tables.Table]:
    return tables.read(paths.resources() / "layouts" / "shared" / f"{name}.toml").named_tables()
