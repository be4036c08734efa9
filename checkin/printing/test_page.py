"""The test page of a printer: a frame and rulers that show what is cut off, and every script."""

from __future__ import annotations

from typing import BinaryIO

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.model import code
from checkin.paper import code_mark
from checkin.paper.fit import Style, fit
from checkin.paper.page import MM, Pages
from checkin.paper.runs import compose
from checkin.printing.printer import Size

EDGE = 5.0  # millimetres from the edge of the paper to the frame
_TITLE = "Test page"
_NAMES = (
    "Anna Müller · Ilze Ļiepiņa",
    "李娜 · 欧阳建国 · 陳美麗",
    "Олексій Їжакевич",
    "Жәнібек Құдайберген",
    "فاطمة الزهراء · יעל כהן",
    "अनीता शर्मा · ครรชิต",
    "김민수 · さくら · Γιώργος",
)
_INK, _LINE = "#000000", 0.3
_LARGEST, _SMALLEST = 16.0, 5.0  # points
_FIGURE = 4.0  # points
_TICKS = {10: 3.0, 5: 2.0, 1: 1.2}  # every so many millimetres, so long


def draw(desk: Desk, size: Size, offset: tuple[float, float], stream: BinaryIO) -> None:
    """Draw the page, of exactly this size; it names nobody who exists.

    The offset, in millimetres to the right and down, moves the frame and all within, as it moves
    a badge; the rulers stay at the edges of the paper.
    """
    pages = Pages(stream, size.width, size.height, _TITLE)
    right, down = offset
    _draw_rulers(pages, size)
    _draw_frame(pages, size, offset)
    side = min(size.width, size.height) * 0.3
    corner = size.width - EDGE - side - 2 + right, size.height - EDGE - side - 2 + down
    mark = code_mark.path(trial_code())
    pages.squares(mark, code_mark.SQUARES, (*corner, side), _INK)
    lines = [*_NAMES, _heading(desk), f"{size} mm"]
    style = Style("regular", _SMALLEST, _LARGEST, gap=5)
    texts = [(compose(line, "regular"), style) for line in lines]
    wide, high = size.width - 2 * EDGE - 8, size.height - 2 * EDGE - 8
    beside = size.width > size.height
    box = (wide - side, high) if beside else (wide, high - side)
    fitted = fit(texts, box[0] * MM, box[1] * MM, "left", "top")
    pages.text(fitted.lines, EDGE + 5 + right, EDGE + 5 + down)
    pages.turn()
    pages.close()


def trial_code() -> str:
    """Return the code of the page: well formed, and of no event."""
    return code.code_of(b"test", "TEST2468X")


def _heading(desk: Desk) -> str:
    at = desk.this_moment()
    words = _("Test page, desk {label}, {at}")
    return words.format(label=desk.label, at=f"{at:%Y-%m-%d %H:%M}")


def _draw_frame(pages: Pages, size: Size, offset: tuple[float, float]) -> None:
    """Draw a rectangle at a distance of EDGE from every edge, but for the offset."""
    left, top = EDGE + offset[0], EDGE + offset[1]
    across, down = size.width - 2 * EDGE, size.height - 2 * EDGE
    for box in (
        (left, top, across, _LINE),
        (left, top + down - _LINE, across, _LINE),
        (left, top, _LINE, down),
        (left + across - _LINE, top, _LINE, down),
    ):
        pages.bar(box, _INK)


def _draw_rulers(pages: Pages, size: Size) -> None:
    """Draw a mark for every millimetre along the upper and the left edge, every tenth numbered."""
    for place in range(1, int(size.width)):
        pages.bar((place - 0.05, 0.0, 0.1, _tick(place)), _INK)
    for place in range(1, int(size.height)):
        pages.bar((0.0, place - 0.05, _tick(place), 0.1), _INK)
    style = Style("regular", _FIGURE, _FIGURE)
    across, down = ((range(10, int(length), 10)) for length in size)
    spots = [(place, place + 0.4, 1.4) for place in across] + [(n, 1.5, n - 1.7) for n in down]
    for place, left, top in spots:
        fitted = fit([(compose(str(place), "regular"), style)], 4 * MM, 1.6 * MM)
        pages.text(fitted.lines, left, top)


def _tick(place: int) -> float:
    return next(length for step, length in _TICKS.items() if place % step == 0)
