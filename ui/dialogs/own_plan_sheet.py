"""The own plan of an interpreter who stands before the desk: read in twenty seconds, then gone."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import calendar, own_words
from checkin.interpreting.own_line import Line
from checkin.interpreting.own_plan import OwnPlan
from checkin.model.moment import instant
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.saying import breakable, shown
from ui.theme import GRID, Tone
from ui.widgets.code_mark import CodeMark
from ui.widgets.pause import Pause
from ui.widgets.plain import Button, boxed, column, label, row, tint
from ui.widgets.scan_field import looks_scanned

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
CLOSES = 30_000  # ms without a key after which nobody else is to read it
_MARK = 200
_MOST = 12  # lines of one day
_DAY = 24 * 60 * 60  # seconds before which a briefing is due


class OwnPlanSheet(Sheet):
    """Shows one interpreter's plan and nobody else's; Enter prints it, the next scan closes it."""

    seen = Signal()  # the interpreter says so
    worked = Signal()  # work begins, or is over
    typed = Signal(str)  # letters: somebody looks for the next guest

    def __init__(self, plan: OwnPlan) -> None:
        name = shown(plan.person.veiled().whole_name, 60)
        super().__init__(_("Plan of {name}").format(name=name), _("Print"))
        self.plan = plan
        self.seen_button = Button(_("I have seen it"), self.seen.emit, "1")
        going = any(end is None for _start, end in plan.worked)
        words = _("Stop working") if going else _("Start working")
        self.work_button = Button(words, self.worked.emit, "2")
        self.buttons.insertWidget(1, self.seen_button)
        self.buttons.insertWidget(2, self.work_button)
        self.seen_button.setVisible(bool(plan.published) and plan.published != plan.acknowledged)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(CLOSES)
        self._clock.timeout.connect(self.close_sheet)
        self._clock.start()
        self.lead(self._shown())
        self._pause = Pause(self)
        self._pause.typed.connect(self._on_typed)
        for one in (self.done, self.seen_button, self.work_button):
            one.installEventFilter(self)

    def first(self) -> QWidget:
        """Return the button that prints: digits and Enter are heard there."""
        return self.done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what is typed; every key keeps the plan open for a while."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._clock.start()
            if text := event.text().strip():
                self._pause.hear(text)
                return True
            if event.key() in _ENTER and self._pause.waiting:
                return True  # of a scanner
            if watched is self.done and event.key() in _ENTER:
                self.save()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        """Do what a digit says, or let letters begin a search; what a scanner typed is neither."""
        if text == "1" and self.seen_button.isVisible():
            self.seen.emit()
        elif text == "2":
            self.worked.emit()
        elif text[0].isalpha() and not looks_scanned(text):
            self.typed.emit(text)

    def _shown(self) -> QWidget:
        plan = self.plan
        said, left_out = calendar.for_photo(plan)
        top = column(*_next(plan), *self._minding(plan.next), gap=0.75)
        mark = None
        if said:
            code = CodeMark(_("The day as a calendar, to be photographed"), said, side=_MARK)
            words = _("To photograph: the day as a calendar")
            if left_out:
                words = _("To photograph: the first {n} as a calendar").format(
                    n=len(plan.lines) - left_out
                )
            mark = boxed(column(code, label(words, "caption", wrap=True), gap=0.5))
            mark.setFixedWidth(theme.px(_MARK))
        head = row(boxed(column(*_state(plan), top, None)), mark, gap=2)
        head.setStretch(0, 1)
        others = [one for one in plan.lines if one is not plan.next][:_MOST]
        lines = column(*map(self._line, others), *_gone(plan), None, gap=1)
        body = boxed(column(head, lines, gap=1.5))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        return area

    def _line(self, line: Line) -> QWidget:
        """Return one assignment: when and what, then where and with whom, then what to mind."""
        when = label(own_words.span(line.start, line.end), "strong")
        what = f"{own_words.direction(line)}  {shown(line.title, 90)}"
        parts = [label(breakable(what), "strong", wrap=True)]
        parts.append(label(breakable(_where(line)), wrap=True))
        told = boxed(column(*parts, *self._minding(line), gap=0.25))
        whole = row(when, told, gap=2)
        whole.setStretch(1, 1)
        when.setAlignment(Qt.AlignmentFlag.AlignTop)
        when.setFixedWidth(theme.px(13 * GRID))
        return boxed(whole)

    def _minding(self, line: Line | None) -> list[QLabel]:
        """Return what is to be minded of a line: what changed, and what is still missing."""
        if line is None:
            return []
        plan = self.plan
        news = [shown(own_words.changed(plan, line), 200)]
        if line.assignment in plan.drafts:
            news.append(_("Not yet published"))
        parts = [_toned(text, Tone.LOOK) for text in news if text]
        parts += [
            _toned(f"{one.name}: {shown(one.text)}", _urgency(plan, line), "caption")
            for one in own_words.said(line, plan.person)
            if one.lacking and one.name == _("Briefing")
        ]
        return parts


def _next(plan: OwnPlan) -> list[QWidget]:
    """Return where the interpreter goes next, as large as fits."""
    line = plan.next
    if line is None:
        words = _("Nothing more today.") if plan.lines else _("Nothing is planned for you today.")
        return [label(words, "title", wrap=True)]
    call = line.call or line.start
    where = shown(line.where.place, 60) or _("place missing")
    return [
        label(_("Next: be there at"), "caption"),
        label(breakable(f"{call:%H:%M}  {where}"), "verdict", wrap=True),
        label(
            breakable(
                f"{own_words.span(line.start, line.end)}  {own_words.direction(line)}  "
                f"{shown(line.title, 90)}"
            ),
            "title",
            wrap=True,
        ),
        label(breakable(_where(line)), "large", wrap=True),
    ]


def _where(line: Line) -> str:
    """Return place, booth, channel and partners; of others the name alone."""
    booth = _("booth {n}").format(n=shown(line.where.booth)) if line.where.booth else ""
    channel = _("channel {n}").format(n=shown(line.where.channel)) if line.where.channel else ""
    partners = ", ".join(shown(one, 40) for one in line.team.partners)
    together = _("with {names}").format(names=partners) if partners else ""
    parts = (shown(line.where.place, 60), booth, channel, together)
    return " · ".join(part for part in parts if part)


def _state(plan: OwnPlan) -> list[QWidget]:
    """Return which plan it is, and how old; other desks may know more."""
    words = own_words.version(plan)
    published = instant(plan.published.at) if plan.published else None
    if not published:
        return [label(breakable(words), "caption", wrap=True)]
    told: list[QWidget] = [
        label(breakable(f"{words} · {_age(published, plan.at)}"), "caption", wrap=True)
    ]
    if plan.acknowledged == plan.published:
        told.append(_toned(_("You have seen this plan."), Tone.WELCOME))
    return told


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


def _urgency(plan: OwnPlan, line: Line) -> Tone:
    """Return red for a briefing that is still missing a day before."""
    return Tone.STOP if (line.start - plan.at).total_seconds() <= _DAY else Tone.LOOK


def _toned(text: str, tone: Tone, look: str = "strong") -> QLabel:
    made = label(breakable(text), look, wrap=True)
    tint(made, tone)
    return made
