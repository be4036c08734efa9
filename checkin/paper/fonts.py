"""The fonts that are shipped: which characters each has, how wide they are, where they ink."""

from __future__ import annotations

import struct
import sys
from array import array
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal

from checkin import paths
from checkin.errors import DeskError
from checkin.i18n import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

Weight = Literal["regular", "bold"]

WEIGHTS: tuple[Weight, ...] = ("regular", "bold")

_FILES: dict[Weight, tuple[str, ...]] = {
    "regular": ("NotoSans-Regular.ttf", "NotoSansSC-Regular.ttf"),
    "bold": ("NotoSans-Bold.ttf", "NotoSansSC-Bold.ttf"),
}

# Scripts whose letters join, stack or change order. Drawn letter by letter they are wrong, not
# merely ugly, so their glyphs count as missing until lines are shaped.
_SHAPED = (
    range(
        0x0590, 0x10A0
    ),  # Hebrew, Arabic, Syriac, the scripts of India, Thai, Lao, Tibetan, Burmese
    range(0x1780, 0x1800),  # Khmer
    range(0x1CD0, 0x1D00),  # Vedic signs
    range(0xA8E0, 0xA900),  # Devanagari, extended
    range(0xFB1D, 0xFE00),  # Hebrew and Arabic presentation forms
    range(0xFE70, 0xFF00),
)

Ink = tuple[int, int, int, int]
"""Left, bottom, right and top of what is inked, in thousandths of the font size."""


class Font:
    """One font file; its tables are read when the first character is looked up."""

    def __init__(self, path: Path) -> None:
        """Name the font after its file, and read nothing yet."""
        self.path = path
        self.name = path.stem
        self._inks: dict[int, Ink] = {}

    def has(self, character: str) -> bool:
        """Tell whether the font can draw the character."""
        return ord(character) in self.glyphs

    def advance(self, character: str) -> int:
        """Return how far the character moves on, in thousandths of the font size."""
        return self.advances[self.glyphs[ord(character)]]

    def ink(self, character: str) -> Ink:
        """Return where the character's ink is; a space has none."""
        code = ord(character)
        if code not in self._inks:
            self._inks[code] = self._outline_box(self.glyphs[code])
        return self._inks[code]

    @cached_property
    def content(self) -> bytes:
        """The whole file."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise DeskError(
                _("The font {file} cannot be read: {reason}").format(
                    file=self.path.name, reason=error.strerror or error
                )
            ) from error

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """The glyph of each character that can be drawn without shaping."""
        start = self._tables["cmap"]
        (count,) = struct.unpack_from(">H", self.content, start + 2)
        records = [
            struct.unpack_from(">HHL", self.content, start + 4 + 8 * index)
            for index in range(count)
        ]
        full = next(offset for platform, kind, offset in records if (platform, kind) == (0, 4))
        found = self._segments(start + full)
        for letters in _SHAPED:
            for code in letters:
                found.pop(code, None)
        return found

    @cached_property
    def bearings(self) -> list[tuple[int, int]]:
        """The advance and left side bearing of each glyph, in units of the font."""
        (wide,) = struct.unpack_from(">H", self.content, self._tables["hhea"] + 34)
        (glyphs,) = struct.unpack_from(">H", self.content, self._tables["maxp"] + 4)
        start = self._tables["hmtx"]
        pairs = self._numbers("H", start, 2 * wide)
        found = list(zip(pairs[::2], pairs[1::2], strict=True))
        rest = self._numbers("H", start + 4 * wide, glyphs - wide)
        return found + [(found[-1][0], side) for side in rest]

    @cached_property
    def advances(self) -> list[int]:
        """The advance of each glyph, in thousandths of the font size."""
        return [advance for advance, _side in self.bearings]

    @cached_property
    def positions(self) -> array[int]:
        """Where the outline of each glyph starts, and after the last one where it ends."""
        (long_form,) = struct.unpack_from(">h", self.content, self._tables["head"] + 50)
        count = len(self.bearings) + 1
        if long_form:
            return self._numbers("I", self._tables["loca"], count)
        return array("I", (2 * half for half in self._numbers("H", self._tables["loca"], count)))

    @cached_property
    def _tables(self) -> dict[str, int]:
        (count,) = struct.unpack_from(">H", self.content, 4)
        records = (
            struct.unpack_from(">4sLLL", self.content, 12 + 16 * index) for index in range(count)
        )
        return {tag.decode("ascii"): offset for tag, _sum, offset, _length in records}

    def _segments(self, start: int) -> dict[int, int]:
        (count,) = struct.unpack_from(">L", self.content, start + 12)
        numbers = self._numbers("I", start + 16, 3 * count)
        found: dict[int, int] = {}
        for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found.update({code: glyph + code - first for code in range(first, last + 1)})
        return found

    def _numbers(self, kind: str, start: int, count: int) -> array[int]:
        numbers: array[int] = array(kind)
        numbers.frombytes(self.content[start : start + count * numbers.itemsize])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def _outline_box(self, glyph: int) -> Ink:
        if self.positions[glyph] == self.positions[glyph + 1]:
            return (0, 0, 0, 0)
        place = self._tables["glyf"] + self.positions[glyph] + 2
        left, bottom, right, top = struct.unpack_from(">hhhh", self.content, place)
        return left, bottom, right, top


@cache
def chain(weight: Weight) -> tuple[Font, ...]:
    """Return the fonts of one weight in the order in which they are asked for a character."""
    folder = paths.resources() / "fonts"
    return tuple(Font(folder / name) for name in _FILES[weight])


@cache
def font_of(character: str, weight: Weight) -> Font | None:
    """Return the first font that has the character, or none."""
    return next((font for font in chain(weight) if font.has(character)), None)
