"""A small TrueType font made of the outlines of a large one, with a glyph for each sign."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence

from checkin.paper.fonts import Font, Part
from checkin.paper.shaping import Sign

_WORDS, _MORE, _SCALED, _SCALED_TWICE, _MATRIX = 0x01, 0x20, 0x08, 0x40, 0x80
_PLACED = 0x1003  # offsets are words, in units of the font, and not scaled
_KEPT = ("cvt ", "fpgm", "prep")
_MOST = 0xFFFF


class Outlines:
    """Takes glyphs out of a font: those of signs first, then those that they are made of."""

    def __init__(self, font: Font) -> None:
        """Begin with the empty box that every font holds as glyph 0."""
        self._font = font
        self._units = int(struct.unpack_from(">H", font.table("head"), 18)[0])
        (self._long,) = struct.unpack_from(">h", font.table("head"), 50)
        (self._wide,) = struct.unpack_from(">H", font.table("hhea"), 34)
        self._glyphs: list[bytes] = []
        self._metrics: list[bytes] = []
        self._pieces: dict[int, int] = {}
        self._waiting: list[int] = []

    def file(self, signs: Sequence[Sign]) -> bytes:
        """Return a font file whose glyph n + 1 is the n-th sign."""
        first = len(signs) + 1
        self._add(self._outline(0), self._font.advance(0), self._bearing(0))
        for sign in signs:
            self._add_sign(sign, first)
        place = 0
        while place < len(self._waiting):
            glyph = self._waiting[place]
            outline = self._renumbered(self._outline(glyph), first)
            self._add(outline, self._font.advance(glyph), self._bearing(glyph))
            place += 1
        return _packed(self._tables(max((len(sign.parts) for sign in signs), default=1)))

    def _add_sign(self, sign: Sign, first: int) -> None:
        inked = [part for part in sign.parts if self._font.ink([part])]
        if not inked:
            self._add(b"", sign.width, 0)
        elif len(inked) == 1 and inked[0][1:] == (0, 0):
            glyph = inked[0][0]
            outline = self._renumbered(self._outline(glyph), first)
            self._add(outline, sign.width, self._bearing(glyph))
        else:
            box = self._font.ink(inked) or (0, 0, 0, 0)
            left, bottom, right, top = (self._scaled(edge) for edge in box)
            head = struct.pack(">hhhhh", -1, left, bottom, right, top)
            self._add(head + self._composed(inked, first), sign.width, left)

    def _add(self, outline: bytes, width: int, bearing: int) -> None:
        self._glyphs.append(outline + bytes(-len(outline) % 4))
        self._metrics.append(struct.pack(">Hh", max(0, self._scaled(width)), bearing))

    def _composed(self, parts: Sequence[Part], first: int) -> bytes:
        found = b""
        for place, (glyph, x, y) in enumerate(parts, 1):
            (edge,) = struct.unpack_from(">h", self._outline(glyph), 2)
            across = self._scaled(x) + self._bearing(glyph) - edge  # as readers place a glyph alone
            flags = _PLACED | (_MORE if place < len(parts) else 0)
            found += struct.pack(">HHhh", flags, self._piece(glyph, first), across, self._scaled(y))
        return found

    def _piece(self, glyph: int, first: int) -> int:
        if glyph not in self._pieces:
            self._pieces[glyph] = first + len(self._waiting)
            self._waiting.append(glyph)
        return self._pieces[glyph]

    def _renumbered(self, outline: bytes, first: int) -> bytes:
        """Let a glyph made of others name them by their new numbers."""
        if not outline or outline[0] < 0x80:  # noqa: PLR2004  the sign of the number of contours
            return outline
        found, place, more = bytearray(outline), 10, True
        while more:
            flags, glyph = struct.unpack_from(">HH", found, place)
            struct.pack_into(">H", found, place + 2, self._piece(glyph, first))
            place += 8 if flags & _WORDS else 6
            place += 2 * bool(flags & _SCALED) + 4 * bool(flags & _SCALED_TWICE)
            place += 8 * bool(flags & _MATRIX)
            more = bool(flags & _MORE)
        return bytes(found)

    def _outline(self, glyph: int) -> bytes:
        index = self._font.tables["loca"][0]
        if self._long:
            start, end = struct.unpack_from(">LL", self._font.content, index + 4 * glyph)
        else:
            halves = struct.unpack_from(">HH", self._font.content, index + 2 * glyph)
            start, end = (2 * half for half in halves)
        table = self._font.tables["glyf"][0]
        outline: bytes = self._font.content[table + start : table + end]
        return outline

    def _bearing(self, glyph: int) -> int:
        start, _length = self._font.tables["hmtx"]
        place = 4 * glyph + 2 if glyph < self._wide else 2 * (self._wide + glyph)
        (bearing,) = struct.unpack_from(">h", self._font.content, start + place)
        return int(bearing)

    def _scaled(self, thousandths: int) -> int:
        return round(thousandths * self._units / 1000)

    def _tables(self, most_parts: int) -> dict[str, bytes]:
        head, hhea, maxp = (bytearray(self._font.table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">L", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", hhea, 34, len(self._metrics))
        struct.pack_into(">H", maxp, 4, len(self._glyphs))
        _allow(maxp, most_parts)
        starts: array[int] = array("I", [0])
        for glyph in self._glyphs:
            starts.append(starts[-1] + len(glyph))
        if sys.byteorder == "little":
            starts.byteswap()
        kept = {tag: self._font.table(tag) for tag in _KEPT if tag in self._font.tables}
        return kept | {
            "glyf": b"".join(self._glyphs),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": b"".join(self._metrics),
            "loca": starts.tobytes(),
            "maxp": bytes(maxp),
        }


def _allow(maxp: bytearray, most_parts: int) -> None:
    """Say how large glyphs may be that are put together of others."""
    points, contours, all_points, all_contours = struct.unpack_from(">HHHH", maxp, 6)
    elements, depth = struct.unpack_from(">HH", maxp, 28)
    most = max(most_parts, 1)
    struct.pack_into(
        ">HH",
        maxp,
        10,
        min(_MOST, most * max(points, all_points)),
        min(_MOST, most * max(contours, all_contours)),
    )
    struct.pack_into(">HH", maxp, 28, max(most, elements), depth + 1)


def _packed(tables: dict[str, bytes]) -> bytes:
    """Put tables together to a file."""
    count = len(tables)
    step = 1 << (count.bit_length() - 1)
    places = struct.pack(
        ">LHHHH", 0x00010000, count, 16 * step, step.bit_length() - 1, 16 * (count - step)
    )
    start, records, content = 12 + 16 * count, [], []
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        records.append(struct.pack(">4sLLL", tag.encode(), _sum(padded), start, len(table)))
        content.append(padded)
        start += len(padded)
    whole = bytearray(b"".join((places, *records, *content)))
    head = whole.index(b"head", 12)
    (place,) = struct.unpack_from(">L", whole, head + 8)
    struct.pack_into(">L", whole, place + 8, (0xB1B0AFBA - _sum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(content: bytes | bytearray) -> int:
    numbers: array[int] = array("I", bytes(content))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF
