"""What an interpreter reads of the own plan: the next line first, then the others, then its age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import calendar, own_words
from checkin.interpreting.own_line import Line
from checkin.interpreting.own_plan import OwnPlan
from checkin.interpreting.published_line import differences
from checkin.interpreting.publishing import ACKNOWLEDGED, CHANGED
from checkin.model.moment import instant
from ui import theme
from ui.saying import breakable, shown
from ui.theme import GRID, Tone
from ui.widgets.code_mark import CodeMark
from ui.widgets.facts import Scrolled
from ui.widgets.halves import large
from ui.widgets.plain import boxed, column, label, row, tint

_MARK = 200
_MOST = 12  # lines of one day
_DAY = 24 * 60 * 60  # seconds before which a briefing is due

Lacking = Mapping[str, list[Line]]
"""What is missing of briefings, in words, with the lines of which it is."""


def seen(plan: OwnPlan) -> bool:
    """Tell whether the interpreter has seen all that was published, maybe in an older plan."""
    if plan.state != CHANGED or not (plan.published and plan.acknowledged):
        return plan.state == ACKNOWLEDGED
    return not differences(plan.acknowledged.lines, plan.published.lines)


def whole(plan: OwnPlan) -> QWidget:
    """Return the plan: what comes first where there is little room stands first."""
    lacking = _lacking(plan)
    top = column(*_next(plan), *_minding(plan, plan.next, lacking), gap=0.75)
    mark = _mark(plan)
    first = boxed(row(boxed(top), mark, gap=2)) if mark and not large() else boxed(top)
    coming = [one for one in _coming(plan) if one is not plan.next][:_MOST]
    lines = column(*(_line(plan, one, lacking) for one in coming), *_gone(plan), gap=1)
    last = [*_shared(plan, lacking), *_over(plan), *_state(plan)]
    if large():
        title = _("Plan of {name}").format(name=shown(plan.person.whole_name, 60))
        side = [boxed(row(mark, None))] if mark else []
        last += [label(breakable(title), "caption", wrap=True), *side]
    return Scrolled(column(first, lines, column(*last, gap=0.5), None, gap=1.5))


def _mark(plan: OwnPlan) -> QWidget | None:
    """Return the day as a code to be photographed."""
    said, left_out = calendar.for_photo(plan)
    if not said:
        return None
    code = CodeMark(_("The day as a calendar, to be photographed"), said, side=_MARK)
    words = _("To photograph: the day as a calendar")
    if left_out:
        number = len(plan.lines) - left_out
        words = _("To photograph: the first {n} as a calendar").format(n=number)
    made = boxed(column(code, label(words, "caption", wrap=True), None, gap=0.5))
    made.setFixedWidth(theme.px(_MARK))
    return made


def _coming(plan: OwnPlan) -> list[Line]:
    return [one for one in plan.lines if one.end > plan.at]


def _over(plan: OwnPlan) -> Iterator[QWidget]:
    n = len(plan.lines) - len(_coming(plan))
    if n:
        text = ngettext("{n} assignment is over", "{n} assignments are over", n)
        yield label(text.format(n=n), "soft", wrap=True)


def _line(plan: OwnPlan, line: Line, lacking: Lacking) -> QWidget:
    """Return one assignment: when and what, then where and with whom, then what to mind."""
    when = label(own_words.span(line.start, line.end), "strong")
    what = f"{own_words.direction(line)}  {shown(line.title, 90)}"
    parts = [label(breakable(what), "strong", wrap=True)]
    parts += [label(breakable(text), wrap=True) for text in _told(line)]
    told = boxed(column(*parts, *_minding(plan, line, lacking), gap=0.25))
    if large():
        return boxed(column(when, told, gap=0.25))
    side = row(when, told, gap=2)
    side.setStretch(1, 1)
    when.setAlignment(Qt.AlignmentFlag.AlignTop)
    when.setFixedWidth(theme.px(13 * GRID))
    return boxed(side)


def _next(plan: OwnPlan) -> list[QWidget]:
    """Return where the interpreter goes next, as large as fits."""
    line = plan.next
    if line is None:
        words = _("Nothing more today.") if plan.lines else _("Nothing is planned for you today.")
        return [label(words, "title", wrap=True)]
    call = line.call or line.start
    where = shown(line.where.place, 60) or _("place missing")
    what = f"{own_words.direction(line)}  {shown(line.title, 90)}"
    lead = [] if large() else [label(_("Next: be there at"), "caption")]
    return [
        *lead,
        label(breakable(f"{call:%H:%M}  {where}"), "title" if large() else "verdict", wrap=True),
        label(breakable(f"{own_words.span(line.start, line.end)}  {what}"), "title", wrap=True),
        *(label(breakable(text), "large", wrap=True) for text in _told(line)),
    ]


def _told(line: Line) -> Iterator[str]:
    """Yield where and with whom somebody works, from whom they take it, and how they come there.

    Of others it says the name alone.
    """
    booth = _("booth {n}").format(n=shown(line.where.booth)) if line.where.booth else ""
    channel = _("channel {n}").format(n=shown(line.where.channel)) if line.where.channel else ""
    partners = ", ".join(shown(one, 40) for one in line.team.partners)
    together = _("with {names}").format(names=partners) if partners else ""
    way = ", ".join(shown(part, 60) for part in own_words.ride(line) if part)
    meeting = shown(line.where.meeting_point, 60)
    rows = (
        (shown(line.where.place, 60), booth, channel, together),
        [shown(text, 160) for text in own_words.relay(line)],
        (
            _("Meeting point: {place}").format(place=meeting) if meeting else "",
            _("Bus: {bus}").format(bus=way) if way else "",
        ),
    )
    for parts in rows:
        if text := " · ".join(part for part in parts if part):
            yield text


def _minding(plan: OwnPlan, line: Line | None, lacking: Lacking) -> Iterator[QLabel]:
    """Yield what is to be minded of a line: what changed, and what is missing of it alone."""
    if line is None:
        return
    if news := shown(own_words.changed(plan, line), 200):
        yield _toned(news, Tone.LOOK)
    if line.assignment in plan.drafts:
        yield _toned(_("Not yet published"), Tone.LOOK)
    for text, lines in lacking.items():
        if lines == [line]:
            yield _toned(_briefing(text), _urgency(plan, lines), "caption")


def _lacking(plan: OwnPlan) -> Lacking:
    """Return what is missing of the briefings of what is not over yet."""
    found: dict[str, list[Line]] = {}
    for line in _coming(plan):
        for one in own_words.said(line, plan.person):
            if one.lacking and one.name == _("Briefing"):
                found.setdefault(shown(one.text), []).append(line)
    return found


def _shared(plan: OwnPlan, lacking: Lacking) -> Iterator[QLabel]:
    """Yield what is missing of several briefings, once, with when these are."""
    for text, lines in lacking.items():
        if len(lines) > 1:
            times = ", ".join(f"{one.start:%H:%M}" for one in lines)
            some = _("Briefing at {times}: {text}").format(times=times, text=text)
            every = len(lines) == len(_coming(plan))
            said = _briefing(text) if every else some
            yield _toned(said, _urgency(plan, lines), "caption")


def _briefing(text: str) -> str:
    return _("Briefing: {text}").format(text=text)


def _urgency(plan: OwnPlan, lines: list[Line]) -> Tone:
    """Return red for a briefing that is still missing a day before."""
    first = min(one.start for one in lines)
    return Tone.STOP if (first - plan.at).total_seconds() <= _DAY else Tone.LOOK


def _state(plan: OwnPlan) -> Iterator[QWidget]:
    """Yield which plan it is, and how old; other desks may know more."""
    if seen(plan):
        yield _toned(_("You have seen this plan."), Tone.WELCOME)
    words = own_words.version(plan)
    published = instant(plan.published.at) if plan.published else None
    if published:
        words = f"{words} · {_age(published, plan.at)}"
    yield label(breakable(words), "caption", wrap=True)


def _age(published: datetime, now: datetime) -> str:
    minutes = max(int((now - published).total_seconds() // 60), 0)
    hours = minutes // 60
    if hours:
        text = ngettext("{n} hour old", "{n} hours old", hours)
        age = text.format(n=hours)
    else:
        age = ngettext("{n} minute old", "{n} minutes old", minutes).format(n=minutes)
    return _("{age}; desks that have not met this one may know more.").format(age=age)


def _gone(plan: OwnPlan) -> list[QWidget]:
    return [
        _toned(
            _("No longer yours: {lines}").format(
                lines=f"{own_words.span(one.start, one.end)} {shown(one.title, 90)}"
            ),
            Tone.LOOK,
        )
        for one in plan.gone_since
    ]


def _toned(text: str, tone: Tone, look: str = "strong") -> QLabel:
    made = label(breakable(text), look, wrap=True)
    tint(made, tone)
    return made
