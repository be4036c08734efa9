"""What would come of promising somebody to a need: who fits, who does not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import rules, telling
from checkin.interpreting.candidates import openings
from checkin.interpreting.draft import Draft
from checkin.interpreting.explaining import sentence
from checkin.interpreting.layout import Layout
from checkin.interpreting.planner import Weighed
from checkin.interpreting.problem import Demand, Plan, Promise
from checkin.interpreting.standins import standins
from ui import saying
from ui.dialogs.candidate_sheet import Fitness
from ui.dialogs.stand_in_sheet import Vacancy
from ui.pages import interpreters_words as words
from ui.pages.interpreters_sight import COVERED, UNCOVERED, WEAK, Sight
from ui.saying import shown
from ui.theme import Tone


def people(sight: Sight, need: str, instead_of: str = "") -> list[Fitness]:
    """Return everybody who could take a need, in place of somebody where that is meant."""
    demand = sight.problem.demand(need)
    heading = f"{telling.heading(Layout(sight.problem), demand)}: " if demand else ""
    return [
        Fitness(
            one.person,
            words.named(sight, one.person),
            tuple(shown(reason, 160) for reason in one.reasons),
            tuple(shown(said.text.removeprefix(heading), 400) for said in one.obstacles),
            one.via,
        )
        for one in standins(sight.problem, sight.plan, need, instead_of)
    ]


def vacancies(desk: Desk, sight: Sight, person: str) -> list[Vacancy]:
    """Return what somebody is promised to and cannot keep as they are away, and who could."""
    known = sight.problem.person(person)
    if known is None or known.away is None:
        return []
    lost = [one for one in sight.of(person) if one.end > max(known.away, sight.at)]
    return [
        Vacancy(
            one.id,
            f"{saying.day(one.day)} {words.span(one, desk)}",
            f"{words.direction(one)} {shown(one.title, 80)}",
            tuple(people(sight, one.id, person)),
        )
        for one in lost
        if sight.problem.demand(one.id)
    ]


def run_of(sight: Sight, demand: Demand) -> list[Demand]:
    """Return the needs of a whole run in the same two languages, whichever way."""
    both = {demand.source, demand.target}
    return [
        one
        for one in sight.problem.demands
        if one.run == demand.run and {one.source, one.target} == both
    ]


def promises(sight: Sight, needs: Iterable[str], person: str, remove: Plan) -> list[Promise]:
    """Return how somebody would take needs, each in the way that is best for them."""
    draft = Draft(sight.problem, sight.plan - remove)
    found = []
    for need in needs:
        demand = sight.problem.demand(need)
        ways = openings(draft, demand) if demand else []
        found += [one.promise for one in ways if one.promise.person == person]
    return found


def against(sight: Sight, add: Sequence[Promise], remove: Sequence[Promise]) -> list[str]:
    """Return which hard rules a change would break, in sentences."""
    draft = Draft(sight.problem, sight.plan)
    coming, going = frozenset(add), frozenset(remove)
    found = Weighed(draft, coming, going).against
    return [shown(sentence(draft.layout, (draft.plan - going) | coming, one), 300) for one in found]


def consequence(
    sight: Sight, add: Sequence[Promise], remove: Sequence[Promise]
) -> tuple[str, Tone]:
    """Return in words what a change would come to, and whether it fits."""
    if not add:
        return _("This person is promised to it already."), Tone.LOOK
    if found := against(sight, add, remove):
        return " ".join(found), Tone.STOP
    plan = (sight.plan - frozenset(remove)) | frozenset(add)
    states = rules.states(sight.problem, plan)
    word = next((one for one in (UNCOVERED, WEAK) if one in {states[p.need] for p in add}), COVERED)
    text = _("Breaks no rule. Then: {state}.").format(state=words.state(word))
    return text, Tone.WELCOME if word == COVERED else Tone.LOOK
