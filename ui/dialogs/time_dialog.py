"""Day and time: asked for where the machine cannot be right, and set for what is stated."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QTime
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QWidget

from checkin import timekeeping
from checkin.i18n import gettext as _
from checkin.timekeeping import Doubt
from ui import theme
from ui.bridge import Bridge
from ui.theme import Tone
from ui.widgets.plain import Button, column, label, row, tint

_WIDTH = 460


class TimeDialog(QDialog):
    """Accepted when somebody set the time, or said that it is right."""

    def __init__(self, parent: QWidget | None, bridge: Bridge, doubt: Doubt | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.setWindowTitle(_("Day and time"))
        self.setMinimumWidth(theme.px(_WIDTH))
        now = bridge.desk.this_moment()
        self.when = QDateTimeEdit(
            QDateTime(QDate(now.year, now.month, now.day), QTime(now.hour, now.minute))
        )
        self.when.setAccessibleName(_("Day and time"))
        self.when.setDisplayFormat("dd.MM.yyyy  HH:mm")
        self.when.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
        self.remark = label("", wrap=True)
        self.set = Button(_("Set the time"), self._on_set, "⏎", "primary")
        self.right = Button(_("The time is right"), self._on_right)
        self.setLayout(
            column(
                label(_("Is this the right time?"), "title"),
                label(_why(bridge, doubt), wrap=True),
                self.when,
                label(_("In {zone}").format(zone=bridge.desk.event.zone), "caption"),
                self.remark,
                row(None, self.right, self.set),
                gap=1.5,
                margin=3,
            )
        )
        self.set.setDefault(True)
        self.when.setFocus()

    def _on_set(self) -> None:
        moment = datetime.fromisoformat(self.when.dateTime().toString("yyyy-MM-ddTHH:mm"))
        moment = moment.replace(tzinfo=self.bridge.desk.event.tz)
        self.bridge.run(
            timekeeping.set_clock, moment, then=lambda _offset: self.accept(), refused=self._say
        )

    def _on_right(self) -> None:
        self.bridge.run(timekeeping.confirm, then=lambda _nothing: self.accept(), refused=self._say)

    def _say(self, sentence: str) -> None:
        self.remark.setText(sentence)
        tint(self.remark, Tone.STOP)


def _why(bridge: Bridge, doubt: Doubt | None) -> str:
    """Say why this is asked."""
    event = bridge.desk.event
    if doubt and doubt.reason == "behind" and doubt.last:
        text = _("This desk wrote something at {last} already, later than this machine's time.")
        return text.format(last=f"{doubt.last:%d.%m.%Y %H:%M}")
    if doubt:
        text = _("The event is from {first} to {last}.")
        return text.format(first=event.first_day, last=event.last_day)
    return _("Check-ins are stated with this time. The clock of the machine stays as it is.")
