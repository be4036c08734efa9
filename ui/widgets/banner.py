"""A band above every page that says what this event is, where it is no real one."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QFrame

from checkin import demo_clock
from checkin.desk import Desk
from checkin.i18n import gettext as _
from ui import theme
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import label, name, picture, row, tint


def banner(desk: Desk, language: str) -> QFrame | None:
    """Return what everybody must see all the time; None at a real event."""
    if desk.practising:
        return _band(_("Practice: nothing here reaches the real event."), Tone.LOOK, "alert")
    if demo_clock.marked(desk):
        today = desk.this_moment()
        date = QDate(today.year, today.month, today.day)
        day = QLocale(language).toString(date, QLocale.FormatType.LongFormat)
        sentence = _("Demo: all people are invented, and the clock here says {day}.")
        return _band(sentence.format(day=day), Tone.NOTE, "clock")
    return None


def _band(text: str, tone: Tone, icon: str) -> QFrame:
    made = QFrame()
    made.setProperty("look", "band")
    tint(made, tone)
    name(made, text)
    words = label(shown(text), "strong")
    tint(words, tone)
    layout = row(picture(icon, tone, 18), words, None)
    layout.setContentsMargins(theme.px(18), theme.px(4), theme.px(18), theme.px(4))
    made.setLayout(layout)
    return made
