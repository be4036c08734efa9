"""The fonts of one document: each takes in the signs that are used, and numbers them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from checkin.paper.fonts import Font
from checkin.paper.outlines import Outlines
from checkin.paper.shaping import Shaped, Sign

_BLOCK = 100  # the most lines that one block of a character map may have
_FULL = 50_000  # of the 65,535 glyphs that a file may have, some are only parts of others
_LETTERS = 26
_KEPT = 1024  # words that many badges share
_WIDE = 1800  # readers take signs that are wider than two lines are apart for one line

Write = Callable[[bytes], int]


class EmbeddedFont:
    """A font as one document has it; a sign has the same number wherever it stands."""

    def __init__(self, font: Font, name: str) -> None:
        """Take in nothing yet; the name is the one that pages call the font by."""
        self._font = font
        self._name = name
        self._codes: dict[Sign, tuple[int, str]] = {}
        self._subsets: list[list[Sign]] = []
        self.operators = lru_cache(maxsize=_KEPT)(self._operators)

    def _operators(self, shaped: Shaped, size: float) -> str:
        """Return what shows a run at a size in points, from where the last one ended."""
        shown: list[str] = []
        row: list[str] = []
        current = 0
        for sign, advance, _start, _unsafe in shaped.signs:
            subset, code = self._codes.get(sign) or self._taken(sign)
            if subset != current and row:
                shown.append(self._shown(current, size, row))
                row = []
            current = subset
            row.append(code)
            if advance != sign.width:
                row.append(f">{sign.width - advance}<")
        if row:
            shown.append(self._shown(current, size, row))
        return "\n".join(shown)

    def entries(self, write: Write, write_stream: Callable[[bytes, bytes], int]) -> Iterator[bytes]:
        """Write what the document uses, and yield the entries for its resources."""
        for number, signs in enumerate(self._subsets):
            name = _letters(number) + "+" + self._font.name
            file = Outlines(self._font).file(signs)
            stream = write_stream(file, b"/Length1 %d" % len(file))
            descriptor = write(_descriptor(self._font, name, stream).encode("ascii"))
            widths = " ".join(f"{sign.width}" for sign in signs)
            glyphs = write(
                (
                    f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity"
                    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                    f"/DW 0/W[1[{widths}]]/FontDescriptor {descriptor} 0 R>>"
                ).encode("ascii")
            )
            characters = write_stream(_character_map(signs).encode("ascii"), b"")
            font = write(
                (
                    f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
                    f"/DescendantFonts[{glyphs} 0 R]/ToUnicode {characters} 0 R>>"
                ).encode("ascii")
            )
            yield f"/{self._named(number)} {font} 0 R".encode("ascii")

    def _taken(self, sign: Sign) -> tuple[int, str]:
        if not self._subsets or len(self._subsets[-1]) >= _FULL:
            self._subsets.append([])
        signs = self._subsets[-1]
        code = ""
        for slice_ in _slices(sign):
            signs.append(slice_)
            code += f"{len(signs):04X}"
        self._codes[sign] = len(self._subsets) - 1, code
        return self._codes[sign]

    def _shown(self, subset: int, size: float, row: Sequence[str]) -> str:
        shown = f"[<{''.join(row)}>]".replace("<>", "")
        return f"/{self._named(subset)} {size:g} Tf {shown}TJ"

    def _named(self, subset: int) -> str:
        return f"{self._name}.{subset}" if subset else self._name


def _slices(sign: Sign) -> list[Sign]:
    """Cut a wide sign of several characters, so that each is about as wide as a letter."""
    count = min(-(-sign.width // _WIDE), len(sign.text))
    if count < 2:  # noqa: PLR2004  nothing to cut
        return [sign]
    edges = [sign.width * place // count for place in range(count + 1)]
    found = []
    for place, (left, right) in enumerate(pairwise(edges)):
        first, last = place == 0, place == count - 1
        parts = tuple(
            (glyph, x - left, up)
            for glyph, x, up in sign.parts
            if (first or x >= left) and (last or x < right)
        )
        text = sign.text[place:] if last else sign.text[place]
        found.append(Sign(text, parts, right - left))
    return found


def _letters(number: int) -> str:
    """Return the six letters by which subsets of one font are told apart."""
    found = ""
    for _place in range(6):
        number, letter = divmod(number, _LETTERS)
        found = chr(ord("A") + letter) + found
    return found


def _descriptor(font: Font, name: str, stream: int) -> str:
    (units,) = struct.unpack_from(">H", font.table("head"), 18)
    box = struct.unpack_from(">4h", font.table("head"), 36)
    ascent, descent = struct.unpack_from(">2h", font.table("hhea"), 4)
    edges = " ".join(f"{round(edge * 1000 / units)}" for edge in box)
    ascent, descent = (round(height * 1000 / units) for height in (ascent, descent))
    return (
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{edges}]/ItalicAngle 0"
        f"/Ascent {ascent}/Descent {descent}/CapHeight {ascent}/StemV 80/FontFile2 {stream} 0 R>>"
    )


def _character_map(signs: Sequence[Sign]) -> str:
    """Say which characters each number stands for, so that text can be copied."""
    lines = [
        f"<{code:04X}> <{sign.text.encode('utf-16-be').hex()}>"
        for code, sign in enumerate(signs, 1)
    ]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    named = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *named,
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
