"""The sheet of an interpreter: one A4 page per person and day, where one goes next largest."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.interpreting import (
    calendar,
    named,
    needs,
    own_missing,
    own_plan,
    own_table,
    own_words,
)
from checkin.interpreting.own_plan import OwnPlan
from checkin.paper import code_mark
from checkin.paper.listing import A4, Printed
from checkin.paper.page import Pages
from checkin.reports.interpreter_blocks import Blocks, Pen, blocks, paragraph
from checkin.reports.plan_rows import require_day
from checkin.vocabulary import naming

_MARGIN, _GAP = 11.0, 4.0  # mm
_WIDTH = A4[0] - 2 * _MARGIN
_INK, _SOFT, _LACKING, _BAND = "#17211D", "#5B6B64", "#A3160B", "#DCE5E1"
_MARK = 47.0  # mm of the QR mark
_FOOT = 24.0  # mm of what stands at the foot of every page


def write(
    desk: Desk, out: Path, person: str = "", day: str = "", at: datetime | None = None
) -> Printed:
    """Write the sheets of an interpreter, or of all, for a day or for all, as PDF.

    As CSV or ICS by its ending it is the plan of one person. Whole or not at all; raises
    DeskError where nobody is promised to anything.
    """
    require_day(desk, day)
    if out.suffix.lower() not in {".csv", ".ics", ".pdf"}:
        text = _("“{word}” cannot be written here; choose of: {choices}.")
        raise DeskError(text.format(word=out.suffix, choices=".pdf, .ics, .csv"))
    if out.suffix.lower() in {".csv", ".ics"}:
        if not person:
            raise DeskError(_("Say whose plan it is: a calendar or a table is of one person."))
        own = own_plan.own_plan(desk, named.interpreter(desk, person), day, at)
        write_one = calendar.write if out.suffix.lower() == ".ics" else own_table.write
        write_one(own, out)
        return Printed(1, 1)
    plans = drawn_up(desk, person, day, at)
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    missing: dict[tuple[str, str], None] = {}
    try:
        with draft.open("wb") as file:
            pages = Pages(file, *A4, _("Assignment sheet"))
            for plan in plans:
                sheet = _Sheet(pages, plan, desk.event.short or desk.event.title)
                sheet.draw()
                missing |= dict.fromkeys((plan.person.id, sign) for sign in sheet.pen.missing)
                pages.turn()
            pages.close()
        draft.replace(out)
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return Printed(len({plan.person.id for plan in plans}), len(plans), tuple(missing))


def drawn_up(
    desk: Desk, person: str = "", day: str = "", at: datetime | None = None
) -> list[OwnPlan]:
    """Return the plans of an interpreter, or of all, one for each day that they work on."""
    moment = at or desk.moment(None)
    meant = named.interpreter(desk, person) if person else ""
    known = needs.wanted(desk, moment)
    whom = {
        one: [on for on in days if day in {"", on}]
        for one, days in own_plan.working_days(desk, known).items()
        if meant in {"", one}
    }
    found = own_plan.several(desk, whom, moment, known)
    if not found:
        raise DeskError(_("Nobody is promised to anything there."))
    return sorted(found, key=lambda one: (one.person.whole_name, one.person.id, one.day))


class _Sheet:
    """Draws one page."""

    def __init__(self, pages: Pages, plan: OwnPlan, event: str) -> None:
        self.pen = Pen(pages)
        self._pages, self._plan, self._event = pages, plan, event

    def draw(self) -> None:
        """Draw it from the top to the foot."""
        self._head()
        top = self._next(34.0)
        foot = A4[1] - _MARGIN - _FOOT
        foot = self._lacking(foot)
        self._foot()
        made = blocks(self._plan, _WIDTH, foot - top - 2.0)
        self._lines(made, top)

    def _head(self) -> None:
        plan, person = self._plan, self._plan.person
        name = person.veiled().whole_name
        native = person.native_name if person.native_name != name else ""
        wide = _WIDTH * 0.66
        self.pen.put(
            [paragraph(f"{name}  {native}".strip(), "bold", 9.0, 22.0, lines=2, whole=True)],
            (_MARGIN, 9.0, wide, 14.0),
            anchor="bottom",
        )
        lacking = map(_missing, plan.missing)
        parts = (person.phone, str(plan.tongues), person.agency, *lacking)
        about = " · ".join(part for part in parts if part)
        self.pen.put([paragraph(about, "regular", 6.0, 10.0, lines=2)], (_MARGIN, 24.0, wide, 8.0))
        left, wide = _MARGIN + wide + _GAP, _WIDTH - wide - _GAP
        self.pen.put(
            [
                paragraph(_day(plan.day), "bold", 9.0, 15.0, lines=2),
                paragraph(self._event, "regular", 6.0, 9.0, lines=1),
                paragraph(own_words.version(plan), "regular", 6.0, 8.0, lines=3, colour=_SOFT),
            ],
            (left, 9.0, wide, 23.0),
            "right",
        )

    def _next(self, top: float) -> float:
        """Draw where one goes next, with the mark beside it; return where it ends."""
        said, left_out = calendar.for_photo(self._plan)
        wide = _WIDTH - (_MARK + _GAP if said else 0.0)
        self._pages.bar((_MARGIN, top, wide, _MARK), _INK, 2.0)
        line = self._plan.next or self._plan.lines[0]
        title = _("Next: be there at") if self._plan.next else _("The day is over; it began at")
        white = "#FFFFFF"
        call = line.call or line.start
        first = f"{call:%H:%M}  {line.where.place or _missing('place')}"
        room = [
            paragraph(title, "regular", 8.0, 10.0, lines=1, colour=white),
            paragraph(first, "bold", 12.0, 32.0, lines=2, whole=True, colour=white),
            paragraph(
                f"{own_words.span(line.start, line.end)}  {own_words.direction(line)}",
                *("bold", 10.0, 20.0),
                lines=1,
                colour=white,
                gap=6.0,
            ),
            paragraph(line.title, "regular", 7.0, 14.0, lines=3, whole=True, colour=white, gap=5.0),
        ]
        self.pen.put(room, (_MARGIN + 4.0, top + 3.0, wide - 8.0, _MARK - 6.0), anchor="middle")
        if said:
            path, count = code_mark.text_path(said)
            left = A4[0] - _MARGIN - _MARK
            self._pages.squares(path, count, (left, top, _MARK), "#000000")
            words = _("To photograph: the day as a calendar")
            if left_out:
                shown = len(self._plan.lines) - left_out
                words = _("To photograph: the first {n} as a calendar").format(n=shown)
            self.pen.put(
                [paragraph(words, "regular", 5.5, 7.0, lines=1, colour=_SOFT)],
                (left - 2.0, top + _MARK, _MARK + 2.0, 3.5),
                "centre",
            )
        return top + _MARK + 5.0

    def _lines(self, made: Blocks, top: float) -> None:
        if made.common:
            self._pages.bar((_MARGIN, top, _WIDTH, made.common.height), "#F0F4F2", 1.0)
            self.pen.lines(made.common, _MARGIN, top)
            top += made.common.height + made.gap
        for block in made.lines:
            self._pages.bar((_MARGIN, top, _WIDTH, 0.35), _INK)
            if block.marked:
                self._pages.bar((_MARGIN - 3.0, top, 1.8, block.height), _INK)
            self.pen.lines(block, _MARGIN, top)
            top += block.height + made.gap

    def _lacking(self, foot: float) -> float:
        """Draw what is missing above the foot; return where it begins."""
        lacking = own_words.lacking(self._plan)
        gone = [
            f"{own_words.span(one.start, one.end)} {own_words.gone(one)}"
            for one in self._plan.gone_since
        ]
        words = []
        if gone:
            text = _("No longer yours: {lines}").format(lines="; ".join(gone))
            words.append(paragraph(text, "bold", 6.0, 9.0, lines=3))
        if lacking:
            text = _("Missing: {what}").format(what=", ".join(lacking))
            words.append(paragraph(text, "bold", 5.5, 8.0, lines=4, colour=_LACKING))
        high = 5.0 * len(gone[:1]) + (10.0 if lacking else 0.0)
        if words:
            self.pen.put(words, (_MARGIN, foot - high, _WIDTH, high), anchor="bottom")
        return foot - high - (1.0 if words else 0.0)

    def _foot(self) -> None:
        plan, top = self._plan, A4[1] - _MARGIN - _FOOT + 2.0
        self._pages.bar((_MARGIN, top - 1.0, _WIDTH, 0.35), _INK)
        left = _WIDTH * 0.5
        number = plan.emergency or _missing("emergency")
        worked = ", ".join(
            f"{start:%H:%M}–{end:%H:%M}" if end else f"{start:%H:%M}–" for start, end in plan.worked
        )
        breaks = ", ".join(own_words.span(*one) for one in plan.breaks)
        small = [
            paragraph(_("Emergency: {number}").format(number=number), "bold", 8.0, 13.0, lines=1),
            paragraph(
                _("Breaks: {times}").format(times=breaks or _("none")), "regular", 6.0, 8.0, lines=2
            ),
            paragraph(
                _("Really worked: {times}").format(times=worked or "____________________"),
                *("regular", 6.0, 8.0),
                lines=1,
            ),
            paragraph(own_words.confidential(), "regular", 5.5, 7.5, lines=2, colour=_SOFT),
        ]
        self.pen.put(small, (_MARGIN, top, left, _FOOT - 3.0))
        self._acknowledge(_MARGIN + left + _GAP, top, _WIDTH - left - _GAP)

    def _acknowledge(self, left: float, top: float, wide: float) -> None:
        plan = self._plan
        self._pages.bar((left, top, 5.0, 5.0), _INK, 0.6)
        self._pages.bar((left + 0.4, top + 0.4, 4.2, 4.2), "#FFFFFF", 0.4)
        number = plan.published.version if plan.published else 0
        words = (
            _("I have seen plan v{n}.").format(n=number) if number else _("I have seen this draft.")
        )
        seen = plan.acknowledged
        if seen and plan.published and seen.entry == plan.published.entry:
            words = _("Plan v{n} was acknowledged.").format(n=number)
        self.pen.put([paragraph(words, "bold", 7.0, 10.0, lines=1)], (left + 7.0, top, wide - 7, 5))
        line = top + 15.0
        self._pages.hairline((left, line), (left + wide, line))
        below = _("Date, time, signature")
        self.pen.put(
            [paragraph(below, "regular", 6.0, 7.0, lines=1, colour=_SOFT)],
            (left, line + 0.5, wide, 4.0),
        )


def _missing(name: str) -> str:
    return _("{what} missing").format(what=own_missing.words(name))


def _day(text: str) -> str:
    """Return a day as people write it, with the day of the week."""
    return naming.day(date.fromisoformat(text), language())
