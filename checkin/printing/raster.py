"""PWG raster (PWG 5102.4): pages as packed rows of pixels, which every driverless printer reads."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from checkin.printing import rendering
from checkin.printing.printer import Document

if TYPE_CHECKING:
    from PIL.Image import Image

_SYNC = b"RaS2"
_MOST_LINES = 256
_LONGEST = 128  # pixels of one piece


class Kind(NamedTuple):
    """How pixels are written."""

    bits: int  # of one pixel
    space: int  # of colours, as the format numbers them


KINDS = {"srgb_8": Kind(24, 19), "sgray_8": Kind(8, 18)}
"""The kinds that are written, the best first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a printer wants its pages."""

    dpi: int
    kind: str
    back: str = ""  # how it wants the back of a sheet, '' where there is none


def write(document: Document, out: Path, settings: Settings) -> None:
    """Write the pages of a document, one after the other."""
    kind = KINDS[settings.kind]
    how = rendering.drawing(document, settings.dpi, grey=kind.bits == 8)  # noqa: PLR2004
    with (
        rendering.pictures(document.path, how) as pages,
        out.open("wb") as file,
    ):
        file.write(_SYNC)
        for number, picture in enumerate(pages):
            cross, feed = _turns(settings.back, document) if number % 2 else (1, 1)
            file.write(_header(document, settings, how.paper, (cross, feed)))
            _write_rows(file, _flipped(picture, cross, feed), kind.bits // 8)


def _turns(back: str, document: Document) -> tuple[int, int]:
    """Return in which directions a back page is drawn: across the feed, and along it."""
    tumble = _tumble(document)
    return {
        "flipped": (-1, 1) if tumble else (1, -1),
        "rotated": (1, 1) if tumble else (-1, -1),
        "manual-tumble": (-1, -1) if tumble else (1, 1),
    }.get(back, (1, 1))


def _tumble(document: Document) -> bool:
    """Tell whether a sheet is turned about the short edge of its paper."""
    return document.binding == "short"


def _flipped(picture: Image, cross: int, feed: int) -> Image:
    from PIL.Image import Transpose  # noqa: PLC0415

    if cross < 0:
        picture = picture.transpose(Transpose.FLIP_LEFT_RIGHT)
    return picture.transpose(Transpose.FLIP_TOP_BOTTOM) if feed < 0 else picture


def _header(
    document: Document, settings: Settings, pixels: tuple[int, int], turns: tuple[int, int]
) -> bytes:
    """Return the 1796 bytes before the rows of a page."""
    kind = KINDS[settings.kind]
    across, down = pixels
    header = bytearray(1796)
    header[0:9] = b"PwgRaster"
    points = [round(side / 25.4 * 72) for side in document.sheet]
    numbers = {  # table 1 of the standard
        272: int(bool(document.binding)),
        276: settings.dpi,
        280: settings.dpi,
        340: 1,
        352: points[0],
        356: points[1],
        368: int(_tumble(document)),
        372: across,
        376: down,
        384: 8,
        388: kind.bits,
        392: across * kind.bits // 8,
        400: kind.space,
        420: kind.bits // 8,
        452: document.pages,
        472: across,
        476: down,
        480: 0xFFFFFF,
        484: 4,  # normal
    }
    for place, number in numbers.items():
        struct.pack_into(">I", header, place, number)
    struct.pack_into(">ii", header, 456, *turns)
    return bytes(header)


def _write_rows(file: BinaryIO, picture: Image, size: int) -> None:
    """Write rows packed; equal ones below each other once, with how many they are."""
    content, length = picture.tobytes(), picture.width * size
    rows = [content[start : start + length] for start in range(0, len(content), length)]
    place = 0
    while place < len(rows):
        end = place + 1
        while end < len(rows) and end - place < _MOST_LINES and rows[end] == rows[place]:
            end += 1
        file.write(bytes([end - place - 1]))
        file.write(packed(rows[place], size))
        place = end


def packed(row: bytes, size: int) -> bytes:
    """Return a row of pixels of so many bytes as pieces: repeated ones, and those that differ."""
    parts = []
    for found in _pieces(size).finditer(row):
        pixels = len(found[0]) // size
        if found[1] is not None or pixels == 1:
            parts += [bytes([pixels - 1]), found[0][:size]]
        else:
            parts += [bytes([257 - pixels]), found[0]]
    return b"".join(parts)


@cache
def _pieces(size: int) -> re.Pattern[bytes]:
    """Return what finds pieces: a pixel and its repetitions, else pixels each unlike the next."""
    pixel = b"." * size
    most = b"%d" % (_LONGEST - 1)
    return re.compile(
        b"(%b)\\1{1,%b}|(?:(%b)(?!\\2)){1,%d}" % (pixel, most, pixel, _LONGEST), re.DOTALL
    )
