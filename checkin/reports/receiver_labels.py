"""Labels for receivers: each number large, beside a QR mark that is no badge code."""

from __future__ import annotations

import os
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.model import noun, receiver
from checkin.paper import code_mark
from checkin.paper.fit import Style, fit
from checkin.paper.listing import Printed
from checkin.paper.page import MM, Pages
from checkin.paper.runs import compose

_WIDTH, _HEIGHT = 210.0, 297.0  # mm
_WIDE, _HIGH, _ACROSS, _DOWN = 70.0, 37.0, 3, 8  # a sheet that every shop has
_EDGE, _MARK = 4.0, 29.0
_INK, _SOFT = "#17211D", "#5B6B64"
_USUAL, _MOST = 48, 2000


def write(desk: Desk, out: Path) -> Printed:
    """Write a label for each receiver of the event, as PDF, whole or not at all.

    Where nobody said how many there are, two sheets of them. Raises DeskError where the file
    cannot be written.
    """
    count = min(noun.number(desk.event.receivers) or _USUAL, _MOST)
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            pages = Pages(file, _WIDTH, _HEIGHT, _("Labels of the receivers"))
            _draw(pages, desk.event.short or desk.event.title, count)
            pages.close()
        draft.replace(out)
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return Printed(0, -(-count // (_ACROSS * _DOWN)))


def _draw(pages: Pages, event: str, count: int) -> None:
    for place in range(count):
        down, across = divmod(place % (_ACROSS * _DOWN), _ACROSS)
        _label(pages, str(place + 1), event, across * _WIDE, down * _HIGH)
        if place + 1 == count or (place + 1) % (_ACROSS * _DOWN) == 0:
            pages.turn()


def _label(pages: Pages, number: str, event: str, left: float, top: float) -> None:
    said, middle = receiver.label(number), left + _EDGE + _MARK
    mark = (left + _EDGE, top + (_HIGH - _MARK) / 2, _MARK)
    pages.squares(code_mark.path(said), code_mark.SQUARES, mark, "#000000")
    room = _WIDE - _EDGE * 2 - _MARK
    big = Style("bold", 12.0, 34.0, lines=1, colour=_INK)
    small = Style("regular", 6.0, 8.0, lines=2, colour=_SOFT)
    for text, style, box in (
        (number, big, (top + 8.0, 14.0)),
        (event[:100], small, (top + 23.0, 8.0)),
    ):
        fitted = fit([(compose(text, style.weight), style)], room * MM, box[1] * MM, "centre")
        pages.text(fitted.lines, middle, box[0])
