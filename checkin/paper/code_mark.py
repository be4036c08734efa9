"""QR marks as one path of black runs: that of a badge code, made once, and that of any text."""

from __future__ import annotations

from functools import lru_cache

QUIET = 4
"""White squares around the mark that readers need."""

SQUARES = 21 + 2 * QUIET
"""Squares on a side, the quiet zone included."""

_MASK = 2  # choosing the best of eight masks takes six times as long and reads no better


@lru_cache(maxsize=2048)
def path(code: str) -> str:
    """Return the black runs as PDF rectangles, in squares from the lower left corner."""
    return _runs(_squares(code))


def text_path(text: str) -> tuple[str, int]:
    """Return the same of a longer text, and how many squares are on its side."""
    from qrcode import constants, main  # noqa: PLC0415  as below

    mark = main.QRCode(error_correction=constants.ERROR_CORRECT_L, border=0, mask_pattern=_MASK)
    mark.add_data(text.encode(), optimize=0)
    mark.make(fit=True)
    squares: list[list[bool | None]] = mark.modules
    return _runs(squares), len(squares) + 2 * QUIET


def _runs(squares: list[list[bool | None]]) -> str:
    found = []
    for row, cells in enumerate(squares):
        y = len(squares) + QUIET - 1 - row
        column = 0
        while column < len(cells):
            start = column
            while column < len(cells) and cells[column]:
                column += 1
            if column > start:
                found.append(f"{start + QUIET} {y} {column - start} 1 re")
            column += 1
    return " ".join(found)


def _squares(code: str) -> list[list[bool | None]]:
    """Encode as version 1, level Q, alphanumeric: 16 characters fill it exactly."""
    # Printing is the only work that needs these 40 ms.
    from qrcode import constants, main, util  # noqa: PLC0415

    mark = main.QRCode(
        version=1, error_correction=constants.ERROR_CORRECT_Q, border=0, mask_pattern=_MASK
    )
    mark.add_data(util.QRData(code.encode("ascii"), mode=util.MODE_ALPHA_NUM), optimize=0)
    mark.make(fit=False)
    squares: list[list[bool | None]] = mark.modules
    return squares
