"""The plan of a day on one time axis, by people or by needs, beside it what has the mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui import theme
from ui.bridge import Change
from ui.dialogs.sheet import Sheet
from ui.dialogs.sheet_stack import SheetStack
from ui.page import Action, Context, Page
from ui.pages import interpreters_rows as rows
from ui.pages import interpreters_words as words
from ui.pages.interpreters_planning import Planning
from ui.pages.interpreters_side import InterpretersSide
from ui.pages.interpreters_sight import Sight, judge, look
from ui.pages.looking import Looking
from ui.theme import Tone
from ui.widgets.day_tabs import DayTabs
from ui.widgets.elided import Elided
from ui.widgets.flow import Flow
from ui.widgets.halves import large, parted, scrolling
from ui.widgets.plain import Button, boxed, column, empty, hint, panel, row
from ui.widgets.plan_grid import PlanGrid

PEOPLE, NEEDS = "people", "needs"
_GRID_WIDE, _SIDE_WIDE = 760, 400  # px to begin with; a hand can draw the line elsewhere
_HIGH = 160  # px of each at least where one is below the other


class InterpretersPlan(Page):
    """Who interprets what, and what nobody does yet."""

    name = "interpreters"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sight: Sight | None = None
        self.by = PEOPLE
        self._wanted = ""  # a need that somebody was sent here for
        self.looking = Looking(context, _("Reading the plan of interpreters"), look)
        self.judging = Looking(context, _("Looking for clashes"), judge)
        self.days = DayTabs()
        self.planning = Planning(self)
        self.grid = PlanGrid(self.planning.weigh)
        self.side = InterpretersSide(self.planning.repair, self._tasks())
        self.wide = SheetStack()  # for sheets with long lines, over the whole view
        self._segments()
        self.state, self.profile = Elided("caption", greedy=True), Elided("caption")
        self.clashes = Button("", lambda: self.asked.emit(self.name, {"view": "clashes"}))
        self.gone = Button("", self.planning.asking.accept_removals, "F9", look="quiet")
        for part in (self.clashes, self.gone):
            part.hide()  # until there is any
        self._arrange()
        self.days.turned.connect(self._turn_day)
        self.grid.lanes.marked.connect(lambda _row, _bar: self._show_mark())
        self.grid.lanes.opened.connect(self._on_opened)
        self.grid.lanes.dropped.connect(self._on_dropped)
        self.looking.found.connect(self._on_read)
        self.judging.found.connect(self._on_found)
        for one in (self.looking, self.judging):
            one.failed.connect(lambda sentence: self.said.emit(sentence, Tone.STOP))
        self.keep_looking(self.looking.look)

    def _segments(self) -> None:
        """Make the choice between people and needs."""
        self.choice = QButtonGroup(self)
        for by, title in ((PEOPLE, _("By people")), (NEEDS, _("By needs"))):
            made = Button(title, partial(self.turn, by), look="segment")
            made.setCheckable(True)
            made.setChecked(by == self.by)
            self.choice.addButton(made)

    def _arrange(self) -> None:
        propose = Button(_("Propose"), self.planning.whole.propose, "F5")
        publish = Button(_("Publish"), self.planning.whole.publish, "F6", "primary")
        parts: list[QWidget] = [self.days, *self.choice.buttons()]
        last: list[QWidget] = [self.gone, self.clashes, propose, publish]
        if large():
            flow = Flow()
            for part in (*parts, *last):
                flow.addWidget(part)
            head = row(boxed(flow))
        else:
            head = row(*parts, None, *last)
        foot = row(self.state, self.profile, gap=2)
        foot.setStretch(0, 1)
        layout = column(head, self._halves(), foot, gap=1)
        layout.setStretch(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(boxed(layout))
        text = _("Enter people with the role of interpreter, and what they speak.")
        people = Button(_("People"), lambda: self.asked.emit("people", None), "Ctrl+2")
        self.stack.addWidget(empty("speech", _("No interpreters"), text, people))
        self.stack.addWidget(self.wide)
        self.setLayout(column(self.stack))

    def _halves(self) -> QWidget:
        """Return the plan and what has the mark: below it where the text is large."""
        grid = panel(self.grid, margin=0.5)
        if large():
            for part in (grid, self.side):
                part.setMinimumHeight(theme.px(_HIGH))
            return scrolling(column(grid, self.side))
        return parted(grid, self.side, (_GRID_WIDE, _SIDE_WIDE), self.settings, "interpreters")

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the sheet that is open, else the plan."""
        sheet = self.wide.sheet or self.side.sheet
        return sheet.first() if sheet else self.grid.lanes

    def concerned(self, change: Change) -> bool:
        """Look at people, who is here, the programme, places, needs and assignments."""
        return change.of("eapldnit")

    def read(self) -> None:
        """Read the days; the plan is read beside the window."""
        desk = self.bridge.desk
        known = [day.isoformat() for day in desk.event.days()]
        self.days.show_days(known, desk.event.day_of(desk.moment(None)).isoformat())
        self.looking.look()

    def actions_here(self) -> list[Action]:
        """Return what can be done with the plan."""
        do = self.planning
        return [
            *self._tasks(),
            Action(_("By people or by needs"), self._other, "F2"),
            Action(_("New need"), do.asking.new_need, "F3"),
            Action(_("Propose a plan"), do.whole.propose, "F5"),
            Action(_("Publish the plan"), do.whole.publish, "F6"),
            Action(_("Accept the removals that are proposed"), do.asking.accept_removals, "F9"),
            Action(_("Withdraw"), do.promised.withdraw, "Del"),
            Action(_("Booth, call time, lead"), do.promised.arrange, "Shift+F4"),
            Action(_("Release to proposals, or hold"), do.promised.turn_loose, "Ctrl+H"),
            Action(_("Change the need"), do.asking.edit_need, "Shift+F3"),
            Action(_("Close the need, or open it again"), do.asking.close_need, "Shift+F9"),
            Action(_("Rules of the plan"), do.asking.choose_profile, "Ctrl+R"),
            Action(_("Next day"), lambda: self.days.turn(1), "Ctrl+Right"),
            Action(_("Day before"), lambda: self.days.turn(-1), "Ctrl+Left"),
            Action(_("Plan on paper"), do.whole.print_plan, "Ctrl+P"),
            Action(_("Sheet of the interpreter"), do.whole.print_sheet, "Ctrl+Shift+P"),
            Action(_("Take over a table of names and slots"), do.files.ask_table, "Ctrl+I"),
            Action(_("Export"), do.files.ask_export, "Ctrl+E"),
            Action(_("Take back the last act of this page"), do.doing.undo_last, "Ctrl+Z"),
        ]

    def _tasks(self) -> list[Action]:
        do = self.planning
        return [
            Action(_("Who could"), do.who_could, "F4"),
            Action(_("Ill, stand-ins"), do.ill, "F7"),
            Action(_("Briefing"), do.asking.brief, "F8"),
        ]

    def draft(self) -> dict[str, Any]:
        """Return how the plan is seen."""
        return {"by": self.by} if self.by != PEOPLE else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """See it so again."""
        if draft.get("by") == NEEDS:
            self.turn(NEEDS)

    def arrive(self, what: Any) -> None:
        """Show the need that another view names."""
        if isinstance(what, dict) and "need" in what:
            self._wanted = str(what["need"])
            self._show_wanted()

    # What is seen #######################################################################

    def turn(self, by: str) -> None:
        """See the plan by people, or by needs."""
        self.by = by
        self.choice.buttons()[[PEOPLE, NEEDS].index(by)].setChecked(True)
        self._wanted = self._wanted or next(iter(rows.needs_of(self.mark())), "")
        self._show_day()
        self._show_wanted()

    def mark(self) -> str:
        """Return what has the mark: the subjects of a bar, else of a row."""
        return self.grid.lanes.bar or self.grid.lanes.row

    def _other(self) -> None:
        self.turn(NEEDS if self.by == PEOPLE else PEOPLE)

    def _on_read(self, sight: Sight) -> None:
        """Show how it stands at once, with what was wrong before until that is looked at anew."""
        before = self.sight.conflicts if self.sight else ()
        self._on_found(replace(sight, conflicts=before))
        self.judging.look()

    def _on_found(self, sight: Sight) -> None:
        self.sight = sight
        self._show_part()
        stops = sum(one.severity == "stop" for one in sight.coming)
        weak = sum(one.severity == "weak" for one in sight.coming)
        self.clashes.say(words.clashes(stops, weak))
        self.clashes.setVisible(bool(stops or weak))
        gone = len(sight.gone)
        self.gone.say(ngettext("{n} removal", "{n} removals", gone).format(n=gone), "F9")
        self.gone.setVisible(bool(gone))
        self._tell_state(sight)
        self._show_day()
        self._show_wanted()
        self.planning.renew()

    def open_wide(self, sheet: Sheet, save: Callable[[Any], object]) -> None:
        """Put a sheet over the whole view; Esc puts it away."""
        self.side.close_sheet()
        self.wide.open_sheet(sheet, save)
        sheet.closed.connect(self.close_wide)
        self._show_part()
        sheet.first().setFocus()

    def close_wide(self) -> None:
        """Show the plan again where a sheet lay over it."""
        if self.stack.currentWidget() is self.wide:
            self.wide.close_sheet()
            self._show_part()
            self.first().setFocus()

    def _show_part(self) -> None:
        sight = self.sight
        nothing = sight is not None and not sight.problem.people and not sight.demands
        self.stack.setCurrentIndex(2 if self.wide.sheet else 1 if nothing else 0)

    def _tell_state(self, sight: Sight) -> None:
        """Say how far the plan is published, and by which rules it is made."""
        text = words.standing(sight)
        self.state.setText(text)
        profile = _("Rules: {title}").format(title=sight.problem.profile.title)
        self.profile.setText(profile)
        for part in (self.state, self.profile):
            hint(part, part.text())

    def _turn_day(self) -> None:
        self.grid.look_anew()
        self._show_day()

    def _show_day(self) -> None:
        if self.sight is None:
            return
        desk, day = self.bridge.desk, self.days.day()
        if not day:
            return
        seen = rows.by_people if self.by == PEOPLE else rows.by_needs
        found, bars = seen(desk, self.sight, day)
        now = rows.minute(desk, day, self.sight.at)
        self.grid.lanes.show_plan(found, bars, now if 0 <= now < rows.DAY else None)
        self._show_mark()

    def _show_wanted(self) -> None:
        """Give the mark to what somebody was sent here for."""
        demand = self.sight.demand(self._wanted) if self.sight else None
        if demand is None:
            return
        self.days.show_day(demand.day)
        self._wanted = ""
        bars = self.grid.lanes.bars
        found = next((one.id for one in bars if demand.id in rows.needs_of(one.id)), "")
        self.grid.lanes.choose(demand.id if self.by == NEEDS else "", found)

    def _show_mark(self) -> None:
        lanes = self.grid.lanes
        if self.sight and lanes.row:
            mark = (lanes.row, lanes.bar)
            self.side.show_mark(self.bridge.desk, self.sight, self.days.day(), mark)
        else:
            self.side.show_nothing()

    def _on_opened(self, row: str, bar: str) -> None:
        """Ask who could do a need, or who stands in for somebody."""
        if rows.needs_of(bar or row):
            self.planning.who_could()
        elif self.sight and self.sight.problem.person(row):
            self.planning.ill()

    def _on_dropped(self, bar: str, row: str, joining: bool) -> None:  # noqa: FBT001  a signal's
        self.planning.move(bar, row, joining)
        self.first().setFocus()
