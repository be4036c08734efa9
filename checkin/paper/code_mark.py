"""The badge code as a QR mark: one path of black runs, made once for each code."""

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
    found = []
    for row, squares in enumerate(_squares(code)):
        y = SQUARES - QUIET - 1 - row
        column = 0
        while column < len(squares):
            start = column
            while column < len(squares) and squares[column]:
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
