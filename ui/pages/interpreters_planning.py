"""What is done with the plan: who interprets what is asked in sheets beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from checkin.i18n import gettext as _
from checkin.interpreting.conflict import Repair
from checkin.interpreting.problem import Demand, Promise
from ui.dialogs.candidate_sheet import CandidateSheet
from ui.dialogs.plan_sheets import IllSheet, ReasonSheet
from ui.dialogs.stand_in_sheet import StandInSheet
from ui.pages import interpreters_fitness as fitness
from ui.pages import interpreters_rows as rows
from ui.pages import interpreters_words as words
from ui.pages import interpreters_work as work
from ui.pages.interpreters_asking import Asking
from ui.pages.interpreters_files import Files
from ui.pages.interpreters_promised import Promised
from ui.pages.interpreters_whole import Whole
from ui.pages.people_doing import Doing
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.halves import large

if TYPE_CHECKING:
    from ui.dialogs.sheet import Sheet
    from ui.pages.interpreters_plan import InterpretersPlan
    from ui.pages.interpreters_side import InterpretersSide
    from ui.pages.interpreters_sight import Sight


Opening = Callable[["Sheet", Callable[[Any], object]], None]
"""What opens a sheet where it was asked for."""


class Planning:
    """Promises people to needs, each time one act."""

    def __init__(self, view: InterpretersPlan) -> None:
        self._view, self.desk = view, view.bridge.desk
        self.asking, self.promised = Asking(self), Promised(self)
        self.whole, self.files = Whole(view, self), Files(view, self)
        self._ill = self._fallen = ""  # whose stand-ins are looked for, now and next
        self.doing = Doing(view.context, list)
        self.doing.said.connect(view.said)
        self.doing.refused.connect(self.refuse)

    @property
    def side(self) -> InterpretersSide:
        """Return where sheets open."""
        return self._view.side

    def gone(self) -> list[str]:
        """Return the needs whose removal is proposed."""
        return self._view.sight.gone if self._view.sight else []

    @property
    def sight(self) -> Sight:
        """Return the plan as it is seen; before there is one nobody can ask anything."""
        assert self._view.sight is not None  # noqa: S101  the keys do nothing before
        return self._view.sight

    def say(self, sentence: str, tone: Tone) -> None:
        """Say something in the status line."""
        self._view.said.emit(sentence, tone)

    def day(self) -> str:
        """Return the day that is seen."""
        return self._view.days.day()

    def open_sheet(self, sheet: Sheet, save: Callable[[Any], object]) -> None:
        """Put a sheet beside the plan, or over it where the text is large."""
        self._view.close_wide()
        if large():
            self.open_wide(sheet, save)
            return
        self.side.open_sheet(sheet, save)
        sheet.closed.connect(lambda: self._view.first().setFocus())

    def open_wide(self, sheet: Sheet, save: Callable[[Any], object]) -> None:
        """Put a sheet with long lines over the whole view."""
        self._view.open_wide(sheet, save)

    def run(self, verb: Any, *args: Any) -> None:
        """Let a verb take its turn, and put the sheet away that asked for it."""
        self.doing.run(verb, *args, then=self._done)

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be, where it was asked."""
        sheet = self._view.wide.sheet or self.side.sheet
        if sheet:
            sheet.refuse(sentence)
        else:
            self.say(sentence, Tone.STOP)

    def _done(self) -> None:
        if isinstance(self._view.wide.sheet, StandInSheet):
            return  # there may be more to swap
        self._view.close_wide()
        self.side.close_sheet()
        self._view.first().setFocus()

    # What has the mark ##################################################################

    def mark(self) -> str:
        """Return what has the mark: the subjects of a bar, else of a row."""
        return self._view.mark()

    def needs(self) -> list[Demand]:
        """Return the needs that have the mark; says so where there is none."""
        if self._view.sight is None:
            return []
        ids = rows.needs_of(self._view.mark())
        found = [known for one in ids if (known := self.sight.demand(one))]
        if not found:
            self.say(_("Choose a need first."), Tone.PLAIN)
        return found

    def person(self) -> str:
        """Return whose row or bar has the mark; says so where it is nobody's."""
        if self._view.sight is None:
            return ""
        mark = self._view.mark()
        person = rows.person_of(mark)
        if not person:
            self.say(_("Choose an interpreter first."), Tone.PLAIN)
        return person

    # Promising ##########################################################################

    def who_could(self) -> None:
        """Ask who could do the marked need; who has it already is changed for another one."""
        demands = self.needs()
        if not demands:
            return
        person = rows.person_of(self._view.mark())
        first = demands[0]
        found = fitness.people(self.sight, first.id, person)
        run = fitness.run_of(self.sight, first)
        several = _("The whole run").format(n=len(run)) if len(run) > 1 else ""
        title = f"{words.direction(first)}  {shown(first.title, 60)}"
        sheet = CandidateSheet(title, found, _("Swap") if person else _("Assign"), several)
        ids = [one.id for one in demands]
        sheet.whole.connect(lambda values: self._promise([one.id for one in run], values, person))
        self.open_sheet(sheet, lambda values: self._promise(ids, values, person))

    def weigh(self, bar: str, person: str, joining: bool) -> tuple[str, Tone]:  # noqa: FBT001
        """Tell what would come of a bar in somebody's row, or of somebody who joins a bar."""
        add, remove = self._moved(bar, person, joining)
        told, tone = fitness.consequence(self.sight, add, remove)
        left = ", ".join(dict.fromkeys(words.named(self.sight, one.person) for one in remove))
        lead = _("Instead of {name}.").format(name=left) if left and add else ""
        return f"{lead} {told}".strip(), tone

    def move(self, bar: str, person: str, joining: bool) -> None:  # noqa: FBT001
        """Promise somebody to what was dropped on them; a rule against it asks for a reason."""
        add, remove = self._moved(bar, person, joining)
        against = fitness.against(self.sight, add, remove)
        if not add:
            self.say(_("This person is promised to it already."), Tone.PLAIN)
            return
        if not against:
            self.run(work.change, add, remove)
            return
        name = words.named(self.sight, person)
        title = _("{name} for {title}?").format(name=name, title=self._title(bar))
        sheet = ReasonSheet(title, against)
        self.open_sheet(sheet, lambda values: self.run(work.change, add, remove, values["reason"]))

    def repair(self, repair: Repair) -> None:
        """Do what mends a conflict; to let a rule be takes a reason."""
        mend(self.open_sheet, repair, self.run)

    def _promise(self, needs: list[str], values: dict[str, str], instead_of: str) -> None:
        """Promise somebody to needs, in place of somebody else where there is one."""
        person, via = values["person"], values.get("via", "")
        add = [Promise(need, person, via) for need in needs]
        remove = [
            one
            for one in self.sight.plan
            if one.person == instead_of and one.need in needs and instead_of
        ]
        self.run(work.change, add, remove, values.get("reason", ""))

    def _moved(
        self,
        bar: str,
        person: str,
        joining: bool,  # noqa: FBT001
    ) -> tuple[list[Promise], list[Promise]]:
        """Return what is promised anew and what no longer; who joins a whole team replaces one."""
        before, needs = rows.person_of(bar), rows.needs_of(bar)
        if person == before:
            return [], []
        lacking = any(len(self.sight.team(one)) < self.sight.asked.get(one, 1) for one in needs)
        remove = [
            one
            for one in self.sight.plan
            if one.person == before and one.need in needs and not (joining and lacking)
        ]
        return fitness.promises(self.sight, needs, person, frozenset(remove)), remove

    def _title(self, bar: str) -> str:
        needs = rows.needs_of(bar)
        demand = self.sight.demand(needs[0]) if needs else None
        return shown(demand.title, 60) if demand else ""

    # Ill ################################################################################

    def ill(self) -> None:
        """Note since when somebody is ill, and look for who stands in."""
        person = self.person()
        known = self.sight.problem.person(person) if person else None
        if known is None:
            return
        found = fitness.vacancies(self.desk, self.sight, person)
        if known.away and found:
            self._stand_ins(person)
            return
        desk = self.desk
        since = (known.away or self.sight.at).astimezone(desk.event.tz)
        told = _("Without a time the interpreter is there again.") if known.away else ""
        sheet = IllSheet(shown(known.name, 60), f"{since:%Y-%m-%d %H:%M}", told)
        self.open_sheet(sheet, lambda values: self._fall_ill(person, values["since"]))

    def renew(self) -> None:
        """Show in the sheet of stand-ins what is still open, once the plan was read anew."""
        sheet = self._view.wide.sheet
        if isinstance(sheet, StandInSheet):
            found = fitness.vacancies(self.desk, self.sight, self._ill)
            sheet.show_vacancies(found)
        elif self._fallen:
            fallen, self._fallen = self._fallen, ""
            self._stand_ins(fallen)

    def _fall_ill(self, person: str, since: str) -> None:
        self._fallen = person if since else ""  # the sheet opens when the plan was read anew
        self.run(work.fall_ill, person, since)

    def _stand_ins(self, person: str) -> None:
        """Offer stand-ins for what somebody cannot do."""
        found = fitness.vacancies(self.desk, self.sight, person)
        self._ill = person
        if not found:
            return
        name = words.named(self.sight, person)
        sheet = StandInSheet(_("Stand-ins for {name}").format(name=name), found)
        self.open_wide(
            sheet,
            lambda values: self.run(
                work.stand_in,
                person,
                Promise(values["need"], values["person"], values.get("via", "")),
                values["reason"],
            ),
        )


def mend(open_sheet: Opening, repair: Repair, run: Callable[..., object]) -> None:
    """Do what mends a conflict; where it lets a rule be, ask for the reason first."""
    if not repair.release:
        run(work.repair, repair)
        return
    rules = [f"{words.rule(rule)} ({rule})" for rule, _need, _person in sorted(repair.release)]
    sheet = ReasonSheet(_("Let a rule be?"), [repair.text, *dict.fromkeys(rules)])
    open_sheet(sheet, lambda values: run(work.repair, repair, values["reason"]))
