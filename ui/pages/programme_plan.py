"""The day plan: one day on a grid, beside it the chosen activity with its list."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from checkin import bookings, programme, rescheduling, splitting
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.activity import Activity
from checkin.programme_rules import Finding
from ui import saying
from ui.bridge import Change
from ui.dialogs.activity_form import ActivityForm, kinds
from ui.dialogs.booking_sheet import BookingSheet
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.moving_sheets import DelaySheet, PutOffSheet
from ui.dialogs.sheet import Sheet
from ui.page import Action, Context, Page
from ui.pages import programme_words as words
from ui.pages import programme_work as work
from ui.pages.people_doing import Doing
from ui.pages.programme_side import ProgrammeSide
from ui.pages.programme_worries import Worries, WorryButton
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.day_tabs import DayTabs
from ui.widgets.halves import parted
from ui.widgets.plain import Button, column, panel, row
from ui.widgets.time_grid import TimeGrid

_HITS = 12
_GRID_WIDE, _SIDE_WIDE = 680, 480  # px to begin with; a hand can draw the line elsewhere


class PlanView(Page):
    """What is when and where, and who is on its list."""

    name = "programme"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.findings: list[Finding] = []
        self.worries = Worries(context)
        self._wanted = ""  # an activity that somebody was sent here for
        self.doing = Doing(context, list)
        self.days = DayTabs()
        self.grid = TimeGrid()
        self.side = ProgrammeSide(self.settings, self._tasks())
        self.worry = WorryButton(lambda: self.asked.emit("programme", {"view": "findings"}))
        new = Button(_("New activity"), self.new, "F3")
        head = row(self.days, None, self.worry, new, gap=1)
        grid = panel(self.grid, margin=0.5)
        halves = parted(grid, self.side, (_GRID_WIDE, _SIDE_WIDE), self.settings, "programme")
        layout = column(head, halves, gap=1)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.days.turned.connect(self._show_day)
        self.grid.lanes.marked.connect(self._show_activity)
        self.grid.lanes.opened.connect(lambda _id: self.side.list.setFocus())
        self.side.asked.connect(lambda person: self.asked.emit("people", {"person": person}))
        self.doing.said.connect(self.said)
        self.worries.found.connect(self._on_found)
        self.worries.failed.connect(self._on_refused)
        self.doing.refused.connect(self._on_refused)

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the sheet that is open, else the grid."""
        return self.side.sheet.first() if self.side.sheet else self.grid.lanes

    def concerned(self, change: Change) -> bool:
        """Look at the programme, its places, and who is on its lists."""
        return change.of("aelpd")

    def read(self) -> None:
        """Read the days and the day that is seen; what does not fit is looked for meanwhile."""
        desk = self.bridge.desk
        known = [day.isoformat() for day in desk.event.days()]
        self.days.show_days(known, desk.event.day_of(desk.moment(None)).isoformat())
        self._show_day()
        self.worries.look()

    def _on_found(self, findings: list[Finding]) -> None:
        """Say how much does not fit, and mark it on the day."""
        if findings == self.findings:
            return
        self.findings = findings
        self.worry.show_findings(findings)
        self._show_day()

    def actions_here(self) -> list[Action]:
        """Return what can be done with the day and the chosen activity."""
        return [
            *self._tasks(),
            Action(_("New activity"), self.new, "F3"),
            Action(_("One more like it"), self.copy, "Ctrl+D"),
            Action(_("Next day"), lambda: self.days.turn(1), "Ctrl+Right"),
            Action(_("Day before"), lambda: self.days.turn(-1), "Ctrl+Left"),
            Action(_("Take off the list"), self.cancel, "Del"),
            Action(_("Move up from the waiting list"), self.promote, "F8"),
            Action(_("Rebook to what is at the same time"), self.rebook, "F9"),
            Action(_("Change the place"), self.edit_place),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def _tasks(self) -> list[Action]:
        return [
            Action(_("Change"), self.edit, "F2"),
            Action(_("Book somebody"), self.book, "F4"),
            Action(_("Running late"), self.delay, "F5"),
            Action(_("Another day"), self.put_off, "F6"),
            Action(_("Split the group"), self.split, "F7"),
        ]

    def draft(self) -> dict[str, Any]:
        """Return which activity is chosen."""
        return {"activity": self.side.activity} if self.side.activity else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Choose it again."""
        self._wanted = str(draft.get("activity", ""))

    def arrive(self, what: Any) -> None:
        """Show the activity that another page names."""
        if isinstance(what, dict) and "activity" in what:
            self._wanted = str(what["activity"])
            self.refresh()

    # Days and activities ################################################################

    def _show_day(self) -> None:
        desk = self.bridge.desk
        known = desk.activity(self._wanted) if self._wanted else None
        if known and self.days.show_day(known.day or known.start[:10]):
            return  # it came back here
        day = self.days.day()
        found, lanes = words.blocks(desk, day, self.findings)
        now = desk.moment(None)
        today = desk.event.day_of(now).isoformat() == day
        self.grid.lanes.show_blocks(found, lanes, now.hour * 60 + now.minute if today else None)
        if self._wanted:
            self.grid.lanes.choose(self._wanted)
            self._wanted = ""
        self._show_activity(self.grid.lanes.mark)

    def _show_activity(self, subject: str) -> None:
        known = self.bridge.desk.activity(subject) if subject else None
        if known:
            self.side.show_activity(self.bridge.desk, known, self.findings)
        else:
            self.side.show_nothing()

    def chosen(self) -> Activity | None:
        """Return the activity that is shown."""
        found = self.bridge.desk.activity(self.side.activity) if self.side.activity else None
        if found is None:
            self.said.emit(_("Choose something first."), Tone.PLAIN)
        return found

    # What can be done ###################################################################

    def edit(self) -> None:
        """Change the chosen activity."""
        if known := self.chosen():
            form = self._form(known)
            self._open(form, lambda _values: self._run(work.put, known.id, form.changes()))

    def new(self) -> None:
        """Plan something new on the day that is seen."""
        form = self._form(None)
        self._open(form, lambda _values: self._run(work.put, "", form.changes()))

    def copy(self) -> None:
        """Plan one more like the chosen activity."""
        if known := self.chosen():
            form = self._form(known, anew=True)
            self._open(form, lambda _values: self._run(work.put, "", form.changes()))

    def book(self) -> None:
        """Book somebody for the chosen activity."""
        if known := self.chosen():
            desk = self.bridge.desk
            title = _("Book for {title}").format(title=saying.title(desk, known.id))

            def against(person: str) -> list[str]:
                return [one.text for one in bookings.obstacles(desk, person, known.id)]

            sheet = BookingSheet(title, lambda text: desk.find(text, _HITS), against)
            self._open(
                sheet,
                lambda values: self._run(work.book, values["person"], known.id, values["reason"]),
            )

    def delay(self) -> None:
        """Let the chosen activity run late, after a look at what moves with it."""
        if known := self.chosen():
            desk = self.bridge.desk

            def preview(minutes: int) -> list[str]:
                return words.moving(desk, *rescheduling.late(desk, known.id, minutes))

            sheet = DelaySheet(saying.title(desk, known.id), preview)
            self._open(
                sheet, lambda values: self._run(work.delay, known.id, int(values["minutes"]))
            )

    def put_off(self) -> None:
        """Put the chosen activity off by days."""
        if known := self.chosen():
            desk = self.bridge.desk
            parts = [known, *programme.parts(desk, known.id)]
            people = list(rescheduling.concerned(desk, [one.id for one in parts]))
            text = ngettext("It concerns {n} person:", "It concerns {n} people:", len(people))
            names = ", ".join(shown(one.whole_name, 40) for one in people[:12])
            told = f"{text.format(n=len(people))} {names}" if people else ""
            hard = any(one.hard_time == "yes" for one in parts)
            sheet = PutOffSheet(saying.title(desk, known.id), told, hard=hard)
            self._open(
                sheet,
                lambda values: self._run(
                    work.reschedule, known.id, int(values["days"]), bool(values["hard"])
                ),
            )

    def split(self) -> None:
        """Propose how the group is parted, and do so where it is accepted."""
        known, desk = self.chosen(), self.bridge.desk
        if known is None:
            return
        try:
            groups = splitting.proposal(desk, known.id)
        except DeskError as error:
            self.said.emit(str(error), Tone.STOP)
            return
        line = _("Group {n}: {people}")
        lines = [line.format(n=n, people=splitting.said(one)) for n, one in enumerate(groups, 1)]
        title = _("Split {title}").format(title=saying.title(desk, known.id))
        sheet = Sheet(title, _("Make the groups"))
        sheet.tell("\n".join(lines))
        self._open(sheet, lambda _values: self._run(work.split, known.id))

    def cancel(self) -> None:
        """Take the marked people off the list."""
        known, marked = self.chosen(), self.side.marked()
        if known and marked:
            self._run(work.cancel, [one.person.id for one in marked], known.id)

    def promote(self) -> None:
        """Give a free place to the next in line."""
        if known := self.chosen():
            self._run(work.promote, known.id)

    def rebook(self) -> None:
        """Book the marked one for something that is at the same time."""
        known, marked = self.chosen(), self.side.marked()
        if known is None or not marked:
            return
        desk = self.bridge.desk
        others = [
            (one.id, f"{saying.title(desk, one.id)} · {words.places(desk, one)}")
            for one in sorted(desk.programme.activities.values(), key=lambda one: one.title)
            if bookings.overlap(desk, known, one)
        ]
        if not others:
            self.said.emit(_("Nothing else is at that time."), Tone.PLAIN)
            return
        who = marked[0].person
        title = _("Rebook {name}").format(name=shown(who.whole_name, 60))
        sheet = ChoiceSheet(title, _("Rebook"), others)
        self._open(sheet, lambda values: self._run(work.move, who.id, known.id, values["choice"]))

    def edit_place(self) -> None:
        """Change the place of the chosen activity."""
        known = self.chosen()
        place = self.bridge.desk.place(known.place) if known and known.place else None
        if place is None:
            return
        within = self.bridge.desk.place(place.within) if place.within else None
        sheet = Sheet(_("Change {name}").format(name=shown(place.title, 60)), _("Save"))
        sheet.add("title", _("Name"), place.title)
        sheet.add("address", _("Address"), place.address)
        sheet.add("capacity", _("Permitted persons"), place.capacity)
        sheet.add("within", _("In the house"), within.title if within else "")
        sheet.add("travel", _("Minutes to other places"), place.travel, hint="Getec 15; SWM 10")
        self._open(sheet, lambda values: self._run(work.put_place, place.id, values))

    # The same for all ###################################################################

    def _form(self, known: Activity | None, *, anew: bool = False) -> ActivityForm:
        desk = self.bridge.desk
        day = self.days.day()
        place = desk.place(known.place) if known and known.place else None
        every = sorted(desk.programme.activities.values(), key=lambda one: (one.start, one.title))
        wholes = [
            (one.id, saying.title(desk, one.id))
            for one in every
            if not known or known.id not in {one.id, *desk.wholes(one.id)}
        ]
        buses = [(one.id, saying.title(desk, one.id)) for one in every if one.kind == "transfer"]
        title = place.title if place else ""
        return ActivityForm(known, day, title, kinds(words.kind), wholes, buses, anew=anew)

    def _open(self, sheet: Sheet, save: Any) -> None:
        self.side.open_sheet(sheet, save)

    def _run(self, verb: Any, *args: Any) -> None:
        self.doing.run(verb, *args, then=partial(self._done))

    def _done(self) -> None:
        self.side.close_sheet()
        self.first().setFocus()

    def _on_refused(self, sentence: str) -> None:
        if self.side.sheet:
            self.side.sheet.refuse(sentence)
        else:
            self.said.emit(sentence, Tone.STOP)
