"""Hours of work: a badge begins or ends them, beside what was planned and what is overtime."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin.attendance import scanning
from checkin.i18n import gettext as _
from checkin.interpreting import hours
from checkin.interpreting.hours import Hours, Work
from ui import saying
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import interpreters_words as words
from ui.pages import interpreters_work as work
from ui.pages.looking import Looking
from ui.pages.people_doing import Doing
from ui.rows import Column, Rows, table
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, column, empty, label, panel, row


class HoursView(Page):
    """A line for each interpreter and day."""

    name = "interpreters"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.looking = Looking(context, _("Counting hours"), hours.hours)
        self.doing = Doing(context, list)
        self.rows = Rows(
            [
                Column(_("Day"), lambda one: saying.day(one.day), "day", 110),
                Column(_("Name"), lambda one: one.name, "name", 210),
                Column("", _state, "state", 220, tone=_tone, icon=_icon),
                Column(_("Planned"), lambda one: words.minutes(one.planned), "planned", 110),
                Column(_("Confirmed"), lambda one: words.minutes(one.confirmed), "confirmed", 110),
                Column(_("Worked"), lambda one: words.minutes(one.worked), "worked", 110),
                Column(_("Overtime"), _over, "overtime", 110, tone=lambda _one: Tone.LOOK),
                Column(_("Times"), _times, "times", 260),
            ]
        )
        self.list = table(self.rows, _("Hours"), self.settings, "hours")
        tasks = Flow()
        for one in self._tasks():
            tasks.addWidget(Button(one.text, one.run, one.key, look="quiet"))
        told = _("Scan an interpreter's badge: the first scan begins the work, the next ends it.")
        self.told = label(told, "large", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(panel(self.list, margin=0))
        nothing = _("Nobody is promised to anything, and no badge was scanned here.")
        self.stack.addWidget(empty("clock", _("No hours"), nothing))
        layout = column(self.told, self.stack, row(boxed(tasks)), gap=1)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.looking.found.connect(self._on_found)
        self.looking.failed.connect(self._refuse)
        self.doing.said.connect(self.said)
        self.doing.refused.connect(self._refuse)
        self.keep_looking(self.looking.look)

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def concerned(self, change: Change) -> bool:
        """Look at interpreters, what they are promised to, and when that is."""
        return change.of("eapni")

    def takes_scan(self, text: str) -> bool:
        """Begin or end the work of the interpreter whose badge is scanned."""
        person = scanning.owner(self.bridge.desk, text)
        known = self.bridge.desk.person(person) if person else None
        if known is None or known.role != "interpreter":
            return False
        self.doing.run(work.clock, known.id)
        return True

    def read(self) -> None:
        """Count the hours beside the window."""
        self.looking.look()

    def actions_here(self) -> list[Action]:
        """Return what can be done with the marked one."""
        undo = Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z")
        return [*self._tasks(), undo]

    def _tasks(self) -> list[Action]:
        return [Action(_("Begin or end the work"), self.clock, "F6")]

    # What can be done ###################################################################

    def clock(self) -> None:
        """Begin or end the work of the marked one."""
        if one := self._marked():
            self.doing.run(work.clock, one.person)

    def _on_found(self, found: list[Hours]) -> None:
        marked = self._marked()
        self.rows.set_rows(found)
        self.stack.setCurrentIndex(0 if found else 1)
        keys = [(one.person, one.day) for one in found]
        key = (marked.person, marked.day) if marked else None
        if found:
            today = self.bridge.desk.moment(None).date().isoformat()
            days = [one.day for one in found]
            place = days.index(today) if today in days else 0
            self.list.selectRow(keys.index(key) if key in keys else place)

    def _marked(self) -> Hours | None:
        place = self.list.currentIndex().row()
        found: list[Hours] = list(self.rows.rows)
        return found[place] if 0 <= place < len(found) else None

    def _refuse(self, sentence: str) -> None:
        self.said.emit(sentence, Tone.STOP)


def _state(one: Hours) -> str:
    going = next((each for each in one.works if each.end is None), None)
    if going:
        return _("works since {time}").format(time=saying.clock(going.start))
    return _("ended") if one.works else _("not begun")


def _tone(one: Hours) -> Tone:
    return Tone.ACCENT if one.open else Tone.WELCOME if one.works else Tone.SOFT


def _icon(one: Hours) -> str:
    return "here" if one.open else "tick" if one.works else "away"


def _over(one: Hours) -> str:
    return words.minutes(one.overtime) if one.overtime else ""


def _times(one: Hours) -> str:
    return ", ".join(map(_time, one.works))


def _time(one: Work) -> str:
    end = saying.clock(one.end) if one.end else "…"
    return f"{saying.clock(one.start)}–{end}"
