"""Reads PWG raster back, as its standard says, so that a test can look at it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image

HEADER = 1796


class Header(NamedTuple):
    """What a page says of itself."""

    dpi: int
    points: tuple[int, int]
    duplex: int
    tumble: int
    turns: tuple[int, int]
    total: int


def pages(file: Path) -> Iterator[tuple[Image.Image, Header]]:
    """Yield the pages of a file."""
    content = file.read_bytes()
    assert content[:4] == b"RaS2"
    at = 4
    while at < len(content):
        header = content[at : at + HEADER]
        assert header[:10] == b"PwgRaster\0"
        at += HEADER
        number = {place: struct.unpack_from(">I", header, place)[0] for place in range(256, 520, 4)}
        width, height, bits = number[372], number[376], number[388]
        size = bits // 8
        assert number[392] == width * size
        rows: list[bytes] = []
        while len(rows) < height:
            times, at = content[at] + 1, at + 1
            row = b""
            while len(row) < width * size:
                count, at = content[at], at + 1
                if count < 128:
                    row += content[at : at + size] * (count + 1)
                    at += size
                else:
                    assert count > 128
                    row += content[at : at + size * (257 - count)]
                    at += size * (257 - count)
            assert len(row) == width * size
            rows += [row] * times
        assert len(rows) == height
        mode = "RGB" if size == 3 else "L"
        assert number[400] == (19 if size == 3 else 18)
        yield (
            Image.frombytes(mode, (width, height), b"".join(rows)),
            Header(
                number[276],
                (number[352], number[356]),
                number[272],
                number[368],
                struct.unpack_from(">ii", header, 456),
                number[452],
            ),
        )
