"""The own plan of an interpreter whose badge was scanned: shown, printed, seen, and closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from checkin.attendance.scanning import Outcome
from checkin.i18n import gettext as _
from checkin.interpreting import hours, own_plan, publishing
from checkin.interpreting.own_plan import OwnPlan
from checkin.reports import interpreter_sheet
from checkin.verdicts import ACTING, Verdict
from ui.dialogs.own_plan_sheet import OwnPlanSheet
from ui.page import Page
from ui.pages.desk_jobs import Jobs
from ui.pages.papers import Papers
from ui.theme import Tone

_KNOWN = ACTING | {Verdict.ALREADY_HERE}


class OwnPlans:
    """Opens the plan over the card, for who came; whoever scans next closes it."""

    def __init__(self, page: Page, jobs: Jobs, typed: Callable[[str], object]) -> None:
        self._page, self._jobs, self._typed = page, jobs, typed
        self._papers = Papers(page)

    def answered(self, outcome: Outcome) -> bool:
        """Show the plan of an interpreter whom the desk has let in; tell whether it does."""
        person = outcome.person
        if person is None or person.role != "interpreter" or outcome.verdict not in _KNOWN:
            return False
        if self._jobs.sheet and not self.open:
            return False
        plan = self._plan(person.id)
        if not (plan.lines or plan.gone or plan.published):
            return False  # nobody plans here: the card says what is booked
        self._open(plan)
        return True

    @property
    def open(self) -> bool:
        """Tell whether a plan is on the screen."""
        return isinstance(self._jobs.sheet, OwnPlanSheet)

    def show(self, person: str) -> None:
        """Open the plan of somebody for the day."""
        self._open(self._plan(person))

    def _plan(self, person: str) -> OwnPlan:
        desk = self._page.bridge.desk
        at = desk.moment(None)
        return own_plan.own_plan(desk, person, desk.event.day_of(at).isoformat(), at)

    def _open(self, plan: OwnPlan) -> None:
        person, sheet = plan.person.id, OwnPlanSheet(plan)
        sheet.seen.connect(partial(self._see, person))
        sheet.worked.connect(partial(self._work, person))
        sheet.typed.connect(self._leave)
        self._jobs.open(sheet, "own_plan", person, lambda _values: self._print(plan))

    def close(self) -> None:
        """Put the plan away, if one is on the screen."""
        if self.open:
            self._jobs.close()

    def _leave(self, letter: str) -> None:
        """Search for the next guest, whose name somebody begins to type."""
        self.close()
        self._typed(letter)

    def _print(self, plan: OwnPlan) -> None:
        person, day, at = plan.person.id, plan.day, plan.at
        self.close()
        self._papers.print(
            f"plan-{person[2:10]}-{day}.pdf",
            lambda desk, out: interpreter_sheet.write(desk, out, person, day, at),
        )

    def _see(self, person: str) -> None:
        bridge = self._page.bridge
        bridge.run(publishing.acknowledge, person, then=lambda _act: self._again(person))

    def _work(self, person: str) -> None:
        self._page.bridge.run(hours.clock, person, then=partial(self._clocked, person))

    def _clocked(self, person: str, began: object) -> None:
        words = _("Work has begun.") if began else _("Work is over.")
        self._page.said.emit(words, Tone.WELCOME)
        self._again(person)

    def _again(self, person: str) -> None:
        if self.open:
            self.show(person)
