"""What is done with the plan as a whole: proposed, published, and put on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.i18n import gettext as _
from checkin.interpreting import publishing
from checkin.reports import interpreter_plan, interpreter_sheet
from ui.dialogs.proposal_sheet import KEEP, ProposalSheet
from ui.dialogs.publish_sheet import PublishSheet, Touched
from ui.pages import interpreters_proposal as proposing
from ui.pages import interpreters_words as words
from ui.pages import interpreters_work as work
from ui.pages.papers import Papers
from ui.theme import Tone

if TYPE_CHECKING:
    from checkin.interpreting.solver import Solution
    from ui.pages.interpreters_plan import InterpretersPlan
    from ui.pages.interpreters_planning import Planning


class Whole:
    """Runs what concerns everybody."""

    def __init__(self, view: InterpretersPlan, planning: Planning) -> None:
        self._view, self._do = view, planning
        self._papers, self._busy = Papers(view), False

    def propose(self) -> None:
        """Look for the best plan beside the window; it changes nothing by itself."""
        if self._busy or self._view.sight is None:
            return
        self._busy = True
        self._view.background.run(
            _("Looking for the best plan"),
            proposing.solved,
            self._do.sight.problem,
            then=self._on_solved,
            refused=self._on_refused,
        )

    def publish(self) -> None:
        """Show whom the plan touches since they were told last, and publish it."""
        if self._view.sight is None:
            return
        sight, desk = self._do.sight, self._do.desk
        lines = [
            Touched(
                words.called(desk, one.person),
                words.line(desk, change.before),
                words.line(desk, change.now),
            )
            for one in sight.told.values()
            for change in one.changes
        ]
        if not lines:
            self._do.say(_("The plan is published as it is."), Tone.WELCOME)
            return
        number = publishing.following(desk)
        sheet = PublishSheet(_("Publish version {n}").format(n=number), lines)
        self._do.open_wide(sheet, lambda _values: self._do.run(work.publish))

    def print_plan(self) -> None:
        """Write the plan of the day that is seen."""
        day = self._do.day()
        file = "-".join((_("interpreter-plan"), f"{day}.pdf"))
        self._papers.write(file, lambda desk, out: interpreter_plan.write(desk, out, day))

    def print_sheet(self) -> None:
        """Write the sheet of the marked interpreter for the day that is seen."""
        person, day = self._do.person(), self._do.day()
        if person:
            self._papers.write(
                f"{words.file(self._do.desk, person)}-{day}.pdf",
                lambda desk, out: interpreter_sheet.write(desk, out, person, day),
            )

    def _on_solved(self, solution: Solution) -> None:
        """Show what it would change, line by line."""
        self._busy = False
        sight = self._do.sight
        found = proposing.lines(sight.problem, solution.plan)
        if all(one.what == KEEP for one in found.values()):
            self._do.say(_("No plan is better than this one."), Tone.WELCOME)
            return
        sheet = ProposalSheet(
            proposing.verdict(sight, solution),
            proposing.told(sight, found, solution.plan),
            self._view.settings,
            lambda keys: proposing.weigh(sight, found, keys),
        )
        self._do.open_wide(
            sheet,
            lambda keys: self._do.run(
                work.accept, proposing.chosen(found, keys), sight.problem.before
            ),
        )

    def _on_refused(self, sentence: str) -> None:
        self._busy = False
        self._do.say(sentence, Tone.STOP)
