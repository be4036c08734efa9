"""The QR mark: version 1 at level Q, always the same, and legible to a reader."""

from __future__ import annotations

import pytest
import zxingcpp

from checkin.paper import code_mark

CODES = ["0123456789ABCDEF", "XXXXXXXXXXXXXXXX", "7H2K9MQ4VA3WTR50"]


def picture(code: str, scale: int = 4) -> memoryview:
    side = code_mark.SQUARES
    grey = [[255] * side * scale for _row in range(side * scale)]
    for square in code_mark.path(code).split(" re"):
        if square:
            x, y, width, height = map(int, square.split())
            for row in range((side - y - height) * scale, (side - y) * scale):
                grey[row][x * scale : (x + width) * scale] = [0] * width * scale
    content = b"".join(map(bytes, grey))
    return memoryview(content).cast("B", (side * scale, side * scale))


@pytest.mark.parametrize("code", CODES)
def test_a_reader_finds_the_code_its_version_and_its_level(code: str) -> None:
    (found,) = zxingcpp.read_barcodes(picture(code))
    assert found.text == code
    assert found.ec_level == "Q"
    assert str(found.format) == "QRCode" or "QR" in str(found.format)


def test_the_quiet_zone_of_four_squares_is_kept_free() -> None:
    squares = [
        list(map(int, part.split())) for part in code_mark.path(CODES[0]).split(" re") if part
    ]
    assert {width for _x, _y, width, _height in squares} > {1, 7}
    assert min(x for x, _y, _width, _height in squares) == code_mark.QUIET
    assert max(x + width for x, _y, width, _h in squares) == code_mark.SQUARES - code_mark.QUIET
    assert max(y + 1 for _x, y, _width, _height in squares) == code_mark.SQUARES - code_mark.QUIET
    assert min(y for _x, y, _width, _height in squares) == code_mark.QUIET


def test_a_code_always_makes_the_same_mark() -> None:
    first = code_mark.path(CODES[1])
    code_mark.path.cache_clear()
    assert code_mark.path(CODES[1]) == first
