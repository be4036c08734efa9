"""The visits: who is booked, aboard and there, whom to call, and what is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin import alarms, visits
from checkin.alarms import Alarm
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.reports import bus_list, gate_list, visit_lists
from checkin.visits import Visit
from ui import saying, theme
from ui.bridge import Change
from ui.dialogs.briefing_sheet import BriefingSheet, briefing
from ui.page import Action, Context, Page
from ui.pages import visits_words as words
from ui.pages.papers import Papers
from ui.pages.people_doing import Doing
from ui.pages.people_work import Done
from ui.rows import Rows, table
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.halves import large, roomy
from ui.widgets.plain import Button, boxed, column, empty, label, panel, row, tint

_SHEET = 330  # px at least, where the view scrolls
_ALARMS = 5  # that are said at once


class VisitsView(Page):
    """A board of the visits, with what is late above it."""

    name = "programme"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.papers = Papers(self)
        self.doing = Doing(context, list)
        self.alarms = label("", "body", wrap=True)
        self.band = panel(self.alarms, look="band", margin=1)
        self.rows = Rows(words.columns(self.bridge.desk))
        self.list = table(self.rows, _("Site visits"), self.settings, "visits")
        tasks = Flow()
        for one in self._tasks():
            tasks.addWidget(Button(one.text, one.run, one.key, look="quiet"))
        self.stack = QStackedWidget()
        self.stack.addWidget(panel(self.list, margin=0))
        nothing = _("Read in a programme with visits, or plan one on the day plan.")
        self.stack.addWidget(empty("flag", _("No visits"), nothing))
        self.told = label("", "large", wrap=True)
        self.sheet: BriefingSheet | None = None
        self._middle = (column if large() else row)(self.stack, gap=1)
        self._middle.setStretch(0, 3)
        layout = column(self.band, boxed(self._middle), self.told, row(boxed(tasks)), gap=1)
        layout.setStretch(1, 1)
        self.setLayout(column(roomy(layout, self.list)))
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell())
        self.doing.said.connect(self.said)
        self.doing.refused.connect(lambda sentence: self.said.emit(sentence, Tone.STOP))
        self.keep_looking(self.refresh)

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the board."""
        return self.list

    def takes_scan(self, text: str) -> bool:
        """Tick whoever is scanned on the list of those who are briefed, while it is open."""
        if self.sheet is None:
            return False
        self.sheet.tick(scanning.owner(self.bridge.desk, text))
        return True

    def concerned(self, change: Change) -> bool:
        """Look at visits, places, and whoever comes and goes."""
        return change.of("alptde")

    def read(self) -> None:
        """Read how the visits stand."""
        desk = self.bridge.desk
        found = visits.visits(desk)
        marked = self._marked()
        self.rows.set_rows(found)
        self.stack.setCurrentIndex(0 if found else 1)
        ids = [one.activity.id for one in found]
        place = ids.index(marked.activity.id) if marked and marked.activity.id in ids else 0
        self.list.selectRow(place if marked else _coming(desk, found))
        self._tell()
        if self.sheet:
            self.sheet.show_people(briefing(desk, self.sheet.visit))
        self._show_alarms(alarms.alarms(desk, desk.moment(None)))

    def actions_here(self) -> list[Action]:
        """Return what can be done with the marked visit."""
        return [
            *self._tasks(),
            Action(_("All visits on paper"), self.print_all),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def _tasks(self) -> list[Action]:
        return [
            Action(_("Show the list"), self.open, "F2"),
            Action(_("Gate list"), self.print_gate, "F4"),
            Action(_("Gate list is sent"), self.send, "F5"),
            Action(_("Protective gear"), self.print_gear, "F6"),
            Action(_("All who are there were briefed"), self.brief, "F7"),
            Action(_("Brief one by one"), self.open_briefing, "F8"),
            Action(_("Card of the bus"), self.print_card, "F9"),
        ]

    # What can be done ###################################################################

    def open(self) -> None:
        """Show the marked visit on the day plan."""
        if one := self._chosen():
            self.asked.emit("programme", {"view": "plan", "activity": one.activity.id})

    def print_gate(self) -> None:
        """Write the gate list of the marked visit."""
        if one := self._chosen():
            subject = one.activity.id
            self.papers.write(
                _file(_("gate"), one), lambda desk, out: gate_list.write(desk, out, subject)
            )

    def print_gear(self) -> None:
        """Write which protective gear the marked visit needs."""
        if one := self._chosen():
            subject = one.activity.id
            self.papers.write(
                _file(_("gear"), one), lambda desk, out: visit_lists.write_gear(desk, out, subject)
            )

    def print_all(self) -> None:
        """Write how all visits stand."""
        self.papers.write("-".join((_("site-visits"), "all.pdf")), visit_lists.write_visits)

    def send(self) -> None:
        """Note that the host has its list."""
        if one := self._chosen():
            self.doing.run(_sent, one.activity.id)

    def brief(self) -> None:
        """Note that all who are there were briefed on safety."""
        if one := self._chosen():
            self.doing.run(_briefed, one.activity.id)

    def open_briefing(self) -> None:
        """Show who is booked for the marked visit, to tick who is briefed before they go in."""
        one = self._chosen()
        if one is None:
            return
        self.close_briefing()
        desk = self.bridge.desk
        title = _("Briefing: {title}").format(title=saying.title(desk, one.activity.id))
        self.sheet = BriefingSheet(one.activity.id, title, self.settings)
        self.sheet.show_people(briefing(desk, one.activity.id))
        self.sheet.saved.connect(self._on_ticked)
        self.sheet.closed.connect(self.close_briefing)
        self.sheet.setMinimumHeight(theme.px(_SHEET) if large() else 0)
        self.stack.setVisible(not large())
        self._middle.addWidget(self.sheet, 2)
        self.sheet.first().setFocus()

    def close_briefing(self) -> None:
        """Show the board alone."""
        if self.sheet:
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
            self.stack.show()
            self.list.setFocus()

    def print_card(self) -> None:
        """Write the cards of the buses that go to the marked visit."""
        one = self._chosen()
        if one and one.legs:
            legs = [leg.id for leg in one.legs]
            self.papers.write(
                _file(_("bus"), one), lambda desk, out: bus_list.write_legs(desk, out, legs)
            )
        elif one:
            self.said.emit(_("No bus goes there."), Tone.PLAIN)

    def _on_ticked(self, people: list[str]) -> None:
        if self.sheet:
            self.doing.run(_briefed, self.sheet.visit, people)

    def _tell(self) -> None:
        """Say what there is to know about the marked visit."""
        one = self._marked()
        self.told.setText(words.told(one) if one else "")
        self.told.setVisible(bool(self.told.text()))

    def _chosen(self) -> Visit | None:
        found = self._marked()
        if found is None:
            self.said.emit(_("Choose a visit first."), Tone.PLAIN)
        return found

    def _marked(self) -> Visit | None:
        place = self.list.currentIndex().row()
        found: Sequence[Any] = self.rows.rows
        return found[place] if 0 <= place < len(found) else None

    def _show_alarms(self, found: Sequence[Alarm]) -> None:
        lines = [shown(one.text, 240) for one in found[:_ALARMS]]
        if more := len(found) - _ALARMS if len(found) > _ALARMS else 0:
            lines.append(ngettext("{n} more", "{n} more", more).format(n=more))
        self.alarms.setText("\n".join(lines))
        stop = any(one.severity == "stop" for one in found)
        for part in (self.band, self.alarms):
            tint(part, Tone.STOP if stop else Tone.LOOK)
        self.band.setVisible(bool(found))


def _coming(desk: Desk, found: Sequence[Visit]) -> int:
    """Return the place of the visit that goes on, or comes next."""
    now = desk.moment(None) - timedelta(minutes=1)
    places = [
        place
        for place, one in enumerate(found)
        if one.activity.end and desk.event.moment(one.activity.end) > now
    ]
    return places[0] if places else 0


def _file(kind: str, one: Visit) -> str:
    """Return a name for a file that says what it is and whose."""
    kept = "".join(sign if sign.isalnum() else "-" for sign in one.activity.title.lower())
    return "-".join((kind, *[part for part in kept.split("-") if part][:6])) + ".pdf"


def _sent(desk: Desk, activity: str) -> Done:
    visits.gate_list_sent(desk, activity)
    return Done(_("Noted: the host has its list."), desk.last_act() or "")


def _briefed(desk: Desk, activity: str, people: list[str] | None = None) -> Done:
    """Note that people were briefed: these, else all who are there."""
    known = desk.activity(activity)
    if people is None:
        people = visits.unbriefed(desk, known) if known else []
    number = visits.brief(desk, activity, people)
    told = ngettext("{n} briefed.", "{n} briefed.", number).format(n=number)
    return Done(told, (desk.last_act() or "") if number else "")
