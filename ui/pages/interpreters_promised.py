"""What is done with promises that stand: arranged, held or given free to proposals, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from checkin.i18n import gettext as _
from checkin.interpreting.problem import Promise
from checkin.model.assignment import ARRANGED
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.plan_sheets import ArrangeSheet, ReasonSheet
from ui.pages import interpreters_fitness as fitness
from ui.pages import interpreters_rows as rows
from ui.pages import interpreters_words as words
from ui.pages import interpreters_work as work
from ui.saying import shown
from ui.theme import Tone

if TYPE_CHECKING:
    from ui.pages.interpreters_planning import Planning

_Then = Callable[[Sequence[Promise]], object]


class Promised:
    """Does it to what has the mark; of a need with several people one is chosen first."""

    def __init__(self, planning: Planning) -> None:
        self._do = planning

    def arrange(self) -> None:
        """Ask for the booth, the call time, and who leads."""
        self._of_one(_("Arrange whose work?"), _("Choose"), self._arrange)

    def turn_loose(self) -> None:
        """Let proposals move what is fixed, or hold it again."""
        self._of_one(_("Whose promise?"), _("Choose"), self._turn_loose)

    def withdraw(self) -> None:
        """Take back a promise; what is fixed takes a reason."""
        self._of_one(_("Withdraw whom?"), _("Withdraw"), self._withdraw)

    def close(self, needs: Sequence[str]) -> None:
        """Say that nobody is to interpret these needs any more."""
        gone = [one for need in needs for one in self._do.sight.team(need)]
        self._reasoned(_("Close the need?"), gone, work.close_needs, needs)

    def _of_one(self, title: str, button: str, then: _Then) -> None:
        """Go on with the promises of one person that have the mark."""
        demands, sight = self._do.needs(), self._do.sight
        person = rows.person_of(self._do.mark()) if demands else ""
        team = [one for need in demands for one in sight.team(need.id)]
        people = list(dict.fromkeys(one.person for one in team if person in {"", one.person}))
        if len(people) > 1:
            choices = [(one, words.named(sight, one)) for one in people]
            self._do.open_sheet(
                ChoiceSheet(title, button, choices),
                lambda values: then([one for one in team if one.person == values["choice"]]),
            )
        elif people:
            then([one for one in team if one.person == people[0]])
        elif demands:
            self._do.say(_("Nobody is promised to it."), Tone.PLAIN)

    def _arrange(self, own: Sequence[Promise]) -> None:
        sight, first = self._do.sight, own[0]
        demand = sight.demand(first.need)
        known = [sight.standing[one.need, one.person] for one in own]
        assert demand is not None  # noqa: S101  the mark is on it
        sheet = ArrangeSheet(
            f"{words.named(sight, first.person)}: {shown(demand.title, 60)}",
            {name: getattr(known[0], name) for name in ARRANGED},
            demand.day,
            _("as the rules say"),
            self._do.desk.event.moment,
        )
        ids = [one.id for one in known]
        self._do.open_sheet(sheet, lambda _values: self._do.run(work.arrange, ids, sheet.changes()))

    def _turn_loose(self, own: Sequence[Promise]) -> None:
        sight = self._do.sight
        known = [sight.standing[one.need, one.person] for one in own]
        loose = [one.id for one in known if one.released]
        fixed = [
            one.id for one in known if Promise(one.need, one.person, one.via) in sight.problem.locks
        ]
        if loose:
            self._do.run(work.hold, loose)
        elif fixed:
            self._do.run(work.release, fixed)
        else:
            text = _("Proposals may move it: it is not about to begin, and not acknowledged.")
            self._do.say(text, Tone.PLAIN)

    def _withdraw(self, own: Sequence[Promise]) -> None:
        name = words.named(self._do.sight, own[0].person)
        title = _("Withdraw {name}?").format(name=name)
        self._reasoned(title, own, lambda desk, reason: work.change(desk, [], own, reason))

    def _reasoned(
        self, title: str, gone: Sequence[Promise], verb: Callable[..., object], *args: object
    ) -> None:
        """Do it, and ask for a reason first where something of it is fixed."""
        against = fitness.against(self._do.sight, [], gone)
        if not against:
            self._do.run(verb, *args, "")
            return
        sheet = ReasonSheet(title, against)
        self._do.open_sheet(sheet, lambda values: self._do.run(verb, *args, values["reason"]))
