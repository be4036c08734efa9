"""The checks of the evening before on one sheet of paper, to lie beside the laptop."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper.fit import Style, fit
from checkin.paper.page import MM, Pages
from checkin.paper.runs import compose
from checkin.readiness import Check

_WIDTH, _HEIGHT, _LEFT, _TOP, _ROW = 210.0, 297.0, 18.0, 46.0, 16.0
_INK, _SOFT = "#17211D", "#5B6B64"
_COLOURS = {"ok": "#196D41", "look": "#9D5D00", "stop": "#881D17"}


def words(state: str) -> str:
    """Return the word that stands beside the colour of a check."""
    return {"ok": _("Ready"), "look": _("Please look"), "stop": _("Not ready")}[state]


def write(desk: Desk, checks: Sequence[Check], out: Path) -> None:
    """Write the sheet as PDF, whole or not at all; raises DeskError where it cannot be written."""
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            pages = Pages(file, _WIDTH, _HEIGHT, _("Ready for tomorrow"))
            _draw(pages, desk, checks)
            pages.turn()
            pages.close()
        draft.replace(out)
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _draw(pages: Pages, desk: Desk, checks: Sequence[Check]) -> None:
    width = _WIDTH - 2 * _LEFT
    about = _("{event}, desk {desk}, {at}").format(
        event=desk.event.title, desk=desk.label, at=f"{desk.this_moment():%d.%m.%Y %H:%M}"
    )
    _put(pages, _("Ready for tomorrow"), (_LEFT, 16.0, width, 10.0), _style(18.0, bold=True))
    _put(pages, about, (_LEFT, 27.0, width, 7.0), _style(10.0, colour=_SOFT))
    for place, check in enumerate(checks):
        top = _TOP + place * _ROW
        pages.hairline((_LEFT, top - 2.0), (_LEFT + width, top - 2.0))
        colour = _COLOURS[check.state]
        pages.bar((_LEFT, top + 1.0, 3.0, 3.0), colour, 1.5)
        state = _style(10.0, bold=True, colour=colour)
        _put(pages, words(check.state), (_LEFT + 6.0, top, 28.0, 5.5), state)
        _put(pages, check.name, (_LEFT + 36.0, top, 34.0, 5.5), _style(10.0, bold=True))
        _put(pages, check.text, (_LEFT + 72.0, top, width - 72.0, 5.5), _style(10.0))
        if check.remedy and check.state != "ok":
            box = (_LEFT + 72.0, top + 5.8, width - 72.0, 5.0)
            _put(pages, check.remedy, box, _style(8.5, colour=_SOFT))


def _put(pages: Pages, text: str, box: tuple[float, float, float, float], style: Style) -> None:
    left, top, width, height = box
    fitted = fit([(compose(text[:300], style.weight), style)], width * MM, height * MM)
    pages.text(fitted.lines, left, top)


def _style(size: float, *, bold: bool = False, colour: str = _INK) -> Style:
    return Style("bold" if bold else "regular", 6.0, size, lines=2, colour=colour)
