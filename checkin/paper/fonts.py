"""The fonts that are shipped: what characters each has, how wide glyphs are, where they ink."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

import uharfbuzz as hb

from checkin import paths
from checkin.errors import DeskError
from checkin.i18n import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

Weight = Literal["regular", "bold"]
Shapes = Literal["", "tc", "jp", "kr"]
"""How Han is written: as on the mainland, in Taiwan and Hong Kong, in Japan, or in Korea."""

Ink = tuple[int, int, int, int]
"""Left, bottom, right and top of what is inked, in thousandths of the font size."""

Part = tuple[int, int, int]
"""A glyph and how far right and up it stands, in thousandths of the font size."""

WEIGHTS: tuple[Weight, ...] = ("regular", "bold")
SHAPES: tuple[Shapes, ...] = ("", "tc", "jp", "kr")

_LATIN = "NotoSans"
_HAN = {"": "NotoSansSC", "tc": "NotoSansTC", "jp": "NotoSansJP", "kr": "NotoSansKR"}
_COUNTRIES: dict[str, Shapes] = {
    "TW": "tc",
    "HK": "tc",
    "MO": "tc",
    "JP": "jp",
    "KR": "kr",
    "KP": "kr",
}
_RARE = "HanaMinB"  # Han beyond the common plane; it has one weight
_SCRIPTS = {
    "Arab": "NotoSansArabic",
    "Armn": "NotoSansArmenian",
    "Beng": "NotoSansBengali",
    "Deva": "NotoSansDevanagari",
    "Ethi": "NotoSansEthiopic",
    "Geor": "NotoSansGeorgian",
    "Gujr": "NotoSansGujarati",
    "Guru": "NotoSansGurmukhi",
    "Hang": "NotoSansKR",
    "Hebr": "NotoSansHebrew",
    "Khmr": "NotoSansKhmer",
    "Knda": "NotoSansKannada",
    "Laoo": "NotoSansLao",
    "Mlym": "NotoSansMalayalam",
    "Mymr": "NotoSansMyanmar",
    "Orya": "NotoSansOriya",
    "Sinh": "NotoSansSinhala",
    "Taml": "NotoSansTamil",
    "Telu": "NotoSansTelugu",
    "Thai": "NotoSansThai",
}


class Font:
    """One font file; it is opened when the first character is looked up, and read where needed."""

    def __init__(self, path: Path) -> None:
        """Name the font after its file, and open nothing yet."""
        self.path = path
        self.name = path.stem
        self._inks: dict[int, Ink] = {}
        self._advances: dict[int, int] = {}

    def has(self, character: str) -> bool:
        """Tell whether the font has a glyph of its own for the character."""
        return bool(self.shaper.get_nominal_glyph(ord(character)))

    def has_form(self, character: str, selector: str) -> bool:
        """Tell whether the font has the form of the character that a variation selector asks."""
        return bool(self.shaper.get_variation_glyph(ord(character), ord(selector)))

    def advance(self, glyph: int) -> int:
        """Return how far a glyph moves on, in thousandths of the font size."""
        if glyph not in self._advances:
            self._advances[glyph] = self.shaper.get_glyph_h_advance(glyph)
        return self._advances[glyph]

    def ink(self, parts: Iterable[Part]) -> Ink | None:
        """Return where the ink of glyphs in their places is, or nothing for white space."""
        left = bottom = 1 << 30
        right = top = -left
        for glyph, x, y in parts:
            box = self._inks.get(glyph) or self._ink(glyph)
            if box[0] < box[2]:
                left, bottom = min(left, box[0] + x), min(bottom, box[1] + y)
                right, top = max(right, box[2] + x), max(top, box[3] + y)
        return (left, bottom, right, top) if left < right else None

    @cached_property
    def shaper(self) -> hb.Font:
        """The font as HarfBuzz draws with it, in thousandths of the size."""
        self._readable()
        shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(self.path))))
        shaper.scale = (1000, 1000)
        return shaper

    @cached_property
    def content(self) -> mmap.mmap:
        """The whole file, of which the system reads what is looked at."""
        self._readable()
        with self.path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    @cached_property
    def tables(self) -> dict[str, tuple[int, int]]:
        """Where each table starts, and its length."""
        (count,) = struct.unpack_from(">H", self.content, 4)
        records = (
            struct.unpack_from(">4sLLL", self.content, 12 + 16 * index) for index in range(count)
        )
        return {tag.decode("ascii"): (start, length) for tag, _sum, start, length in records}

    def table(self, tag: str) -> bytes:
        """Return a table of the file, or nothing where there is none."""
        start, length = self.tables.get(tag, (0, 0))
        return self.content[start : start + length]

    def _ink(self, glyph: int) -> Ink:
        found = self.shaper.get_glyph_extents(glyph)
        left, top = found.x_bearing, found.y_bearing
        self._inks[glyph] = (left, top + found.height, left + found.width, top)
        return self._inks[glyph]

    def _readable(self) -> None:
        try:
            with self.path.open("rb") as file:
                file.read(1)
        except OSError as error:
            raise DeskError(
                _("The font {file} cannot be read: {reason}").format(
                    file=self.path.name, reason=error.strerror or error
                )
            ) from error


@cache
def chain(weight: Weight, shapes: Shapes = "") -> tuple[Font, ...]:
    """Return the fonts of one weight in the order in which they are asked for a character."""
    han = dict.fromkeys((_HAN[shapes], *_HAN.values()))
    others = [family for family in _SCRIPTS.values() if family not in han]
    return tuple(_font(family, weight) for family in (_LATIN, *han, *others, _RARE))


@cache
def chain_for(character: str, weight: Weight, shapes: Shapes = "") -> tuple[Font, ...]:
    """Return the same with the font made for the character's script first."""
    family = _SCRIPTS.get(script(character))
    fonts = chain(weight, shapes)
    return tuple(dict.fromkeys((_font(family, weight), *fonts))) if family else fonts


def shapes_of(country: str) -> Shapes:
    """Return how Han is written in a country, given by its two letters."""
    return _COUNTRIES.get(country, "")


@cache
def script(character: str) -> str:
    """Return the four letters of the script of a character, or nothing for what all scripts use."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""


@cache
def _font(family: str, weight: Weight) -> Font:
    name = family if family == _RARE else f"{family}-{weight.capitalize()}"
    return Font(paths.resources() / "fonts" / f"{name}.ttf")
