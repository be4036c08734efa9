"""The fonts of a PDF taken apart, without any of the code that put them together."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf (\[[^\]]*\])\s*TJ")
_CHARACTERS = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]*)>")
_FOLDED = 0x8000  # the sign of a number of contours: the glyph is made of others
_MORE, _WORDS, _SCALED, _SCALED_TWICE, _MATRIX = 0x20, 0x01, 0x08, 0x40, 0x80


class Shown(NamedTuple):
    """A sign that a page shows: its font, its number, what it says and what it is drawn with."""

    font: str
    code: int
    text: str
    width: int
    outlines: tuple[bytes, ...]
    """Of the glyph, or of those that it is made of; none where nothing is drawn."""
    box: bytes
    """The outline that this font draws for what it does not have."""


class _Font(NamedTuple):
    name: str
    texts: dict[int, str]
    widths: list[int]
    glyphs: list[bytes]


def shown(content: bytes) -> Iterator[Shown]:
    """Yield every sign that any page shows, each once."""
    objects = _objects(content)
    (catalogue,) = (body for body, _stream in objects.values() if b"/Type/Catalog" in body)
    pages = objects[_one(catalogue, b"/Pages")][0]
    named = re.findall(rb"/(\S+) (\d+) 0 R", pages[pages.index(b"/Font<<") + 7 :])
    fonts = {name: _font(objects, int(number)) for name, number in named}
    used = {
        (name, code)
        for body, _stream in objects.values()
        if b"/Type/Page/" in body
        for name, row in _SHOWN.findall(objects[_one(body, b"/Contents")][1])
        for code in _codes(row)
    }
    for name, code in sorted(used):
        font = fonts[name]
        outlines = tuple(_outlines(font.glyphs, code))
        text, width = font.texts.get(code, ""), font.widths[code - 1]
        yield Shown(font.name, code, text, width, outlines, font.glyphs[0])


def _objects(content: bytes) -> dict[int, tuple[bytes, bytes]]:
    """Return what stands before a stream, and the stream, of each object by its number."""
    table = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    found = {}
    for number, line in enumerate(content[table:].split(b"trailer")[0].splitlines()[2:]):
        if line.endswith((b"n ", b"n")):
            start = content.index(b"obj", int(line[:10])) + 3
            end = content.index(b"endobj", start)
            body, _word, rest = content[start:end].partition(b"stream\n")
            if rest:
                rest = content[start + len(body) + 7 :][: int(_found(rb"/Length (\d+)", body))]
            found[number] = body, zlib.decompress(rest) if b"/FlateDecode" in body else rest
    return found


def _font(objects: dict[int, tuple[bytes, bytes]], number: int) -> _Font:
    body = objects[number][0]
    texts = {
        int(code, 16): bytes.fromhex(said.decode("ascii")).decode("utf-16-be")
        for code, said in _CHARACTERS.findall(objects[_one(body, b"/ToUnicode")][1])
    }
    descendant = objects[_one(body, b"/DescendantFonts")][0]
    assert b"/CIDToGIDMap/Identity" in descendant
    assert b"/Identity-H" in body
    descriptor = objects[_one(descendant, b"/FontDescriptor")][0]
    file = objects[_one(descriptor, b"/FontFile2")][1]
    name = _found(rb"/BaseFont/(\S+?)/", body).decode("ascii")
    widths = [int(width) for width in _found(rb"/W\[1\[([\d ]*)\]\]", descendant).split()]
    return _Font(name, texts, widths, _glyphs(file))


def _glyphs(file: bytes) -> list[bytes]:
    """Return the outline of every glyph of a TrueType file."""
    (count,) = struct.unpack_from(">H", file, 4)
    records = (struct.unpack_from(">4sLLL", file, 12 + 16 * place) for place in range(count))
    tables = {tag: file[start : start + length] for tag, _sum, start, length in records}
    (long,) = struct.unpack_from(">h", tables[b"head"], 50)
    (glyphs,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    kind, step = ("L", 1) if long else ("H", 2)
    starts = struct.unpack_from(f">{glyphs + 1}{kind}", tables[b"loca"])
    return [tables[b"glyf"][step * start : step * end] for start, end in pairwise(starts)]


def _outlines(glyphs: list[bytes], number: int) -> Iterator[bytes]:
    """Yield the simple outlines that a glyph is drawn with."""
    outline = glyphs[number]
    if not outline:
        return
    if struct.unpack_from(">H", outline)[0] < _FOLDED:
        yield outline
        return
    place, more = 10, True
    while more:
        flags, part = struct.unpack_from(">HH", outline, place)
        yield from _outlines(glyphs, part)
        place += 4 + (4 if flags & _WORDS else 2)
        place += 2 * bool(flags & _SCALED) + 4 * bool(flags & _SCALED_TWICE)
        place += 8 * bool(flags & _MATRIX)
        more = bool(flags & _MORE)


def _codes(row: bytes) -> Iterator[int]:
    for piece in re.findall(rb"<([0-9A-Fa-f]*)>", row):
        for start in range(0, len(piece), 4):
            yield int(piece[start : start + 4], 16)


def _one(body: bytes, key: bytes) -> int:
    """Return the number of the one object that a key names."""
    return int(_found(rb"(\d+) 0 R", body[body.index(key) + len(key) :]))


def _found(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body)
    assert found, pattern
    return bytes(found[1])
