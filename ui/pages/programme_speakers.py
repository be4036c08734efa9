"""The speakers of the day: who is here, and in red who is not half an hour before."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin.attendance import speakers
from checkin.attendance.speakers import Turn
from checkin.i18n import gettext as _
from ui import saying
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import programme_words as words
from ui.rows import Column, Rows, opened, table
from ui.theme import Tone
from ui.widgets.plain import column, empty, label, panel


class SpeakersView(Page):
    """Everybody who speaks today and is not over, the next one first."""

    name = "programme"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        desk = self.bridge.desk
        self.rows = Rows(
            [
                Column(_("Time"), lambda one: f"{one.start:%H:%M}", "time", 70),
                Column(_("Speakers"), lambda one: one.name, "speaker", 230),
                Column("", _state, "here", 170, tone=_tone, icon=_icon),
                Column(
                    _("Contribution"),
                    lambda one: saying.title(desk, one.activity.id),
                    "contribution",
                    300,
                ),
                Column(_("Place"), lambda one: words.place_of(desk, one.activity), "place", 130),
                Column(
                    _("Telephone"), lambda one: one.person.phone if one.person else "", "phone", 130
                ),
            ]
        )
        self.list = table(self.rows, _("Speakers"), self.settings, "speakers")
        opened(self.list, self._open)
        self.stack = QStackedWidget()
        self.stack.addWidget(panel(self.list, margin=0))
        nothing = _("Speakers of the day stand here, with who is here and who is missing.")
        self.stack.addWidget(empty("speech", _("Nobody speaks today any more"), nothing))
        layout = column(self.stack, label(_("⏎ shows the person"), "caption"), gap=0.5)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.keep_looking(self.refresh)

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def concerned(self, change: Change) -> bool:
        """Look at the programme, its places, and whoever comes and goes."""
        return change.of("aelptd")

    def read(self) -> None:
        """Read who speaks, and who is here."""
        desk = self.bridge.desk
        place = max(self.list.currentIndex().row(), 0)
        found = speakers.turns(desk, desk.moment(None))
        self.rows.set_rows(found)
        self.stack.setCurrentIndex(0 if found else 1)
        if found:
            self.list.selectRow(min(place, len(found) - 1))

    def actions_here(self) -> list[Action]:
        """Return what can be done."""
        return [Action(_("Show the person"), self._open), Action(_("Look again"), self.read)]

    def _open(self) -> None:
        """Show the person; who is only named in the programme leads to the contribution."""
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self.rows.rows):
            return
        found: Turn = self.rows.rows[row]
        if found.person:
            self.asked.emit("people", {"person": found.person.id})
        else:
            self.asked.emit("programme", {"view": "plan", "activity": found.activity.id})


def _state(one: Turn) -> str:
    if one.person is None:
        return _("not in the register")
    return _("here") if one.here else _("not here")


def _tone(one: Turn) -> Tone:
    if one.here:
        return Tone.WELCOME
    return Tone.STOP if one.due else Tone.SOFT


def _icon(one: Turn) -> str:
    if one.here:
        return "tick"
    return "alert" if one.due else ""
