"""A proposal of the solver in lines: what is new, what no longer, and how good the whole is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checkin.errors import StoppedError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import rules
from checkin.interpreting.draft import Draft
from checkin.interpreting.planner import Weighed
from checkin.interpreting.problem import Plan, Problem, Promise
from checkin.interpreting.program import Stopped
from checkin.interpreting.solver import Solution, solve
from ui import saying
from ui.background import Progress
from ui.dialogs.proposal_sheet import ADD, KEEP, REMOVE, Line
from ui.pages import interpreters_words as words
from ui.pages.interpreters_sight import COVERED, UNCOVERED, WEAK, Sight
from ui.saying import shown
from ui.theme import Tone

Lines = Mapping[str, tuple[str, Promise]]
"""What a line does, and with which promise, by the key of the line."""


def solved(progress: Progress, problem: Problem) -> Solution:
    """Look for the best plan, on a thread of its own, until somebody stops it."""
    parts, done = len(problem.profile.soft), 0

    def stopped() -> bool:
        try:
            progress(done, parts)
        except StoppedError:
            return True
        return False

    def told(_name: str, _value: int) -> None:
        nonlocal done
        done += 1

    try:
        return solve(problem, stop=stopped, told=told)
    except Stopped as error:
        raise StoppedError(_("Stopped. Nothing was changed.")) from error


def lines(sight: Sight, plan: Plan) -> Lines:
    """Return what a plan would change and keep of what is wanted, by key."""
    now = {one for one in sight.plan if sight.problem.demand(one.need)}
    changes = [
        *((ADD, one) for one in plan - now),
        *((REMOVE, one) for one in now - plan),
        *((KEEP, one) for one in now & plan),
    ]
    return {f"{what} {one.need} {one.person} {one.via}": (what, one) for what, one in changes}


def told(sight: Sight, found: Lines, plan: Plan) -> list[Line]:
    """Return the lines in words, by time."""
    states = rules.states(sight.problem, plan)
    made = []
    for key, (what, one) in found.items():
        demand = sight.demand(one.need)
        if demand is None:
            continue
        title = f"{words.direction(demand)} {shown(demand.title, 80)}"
        if one.via:
            title = f"{title} ({_('from {language}').format(language=one.via.upper())})"
        when = f"{saying.day(demand.day)} {saying.clock(demand.start)}"
        line = Line(
            key, what, words.named(sight, one.person), when, title, words.state(states[one.need])
        )
        made.append((demand.start, demand.id, line.person, line))
    return [one[-1] for one in sorted(made, key=lambda one: one[:-1])]


def chosen(found: Lines, keys: Sequence[str]) -> tuple[Plan, Plan]:
    """Return what the ticked lines promise, and what they withdraw."""
    ticked = [found[key] for key in keys]
    return (
        frozenset(one for what, one in ticked if what == ADD),
        frozenset(one for what, one in ticked if what == REMOVE),
    )


def weigh(sight: Sight, found: Lines, keys: Sequence[str]) -> tuple[str, Tone]:
    """Return what the ticked lines come to: how many needs are covered then, and what breaks."""
    add, remove = chosen(found, keys)
    states = list(rules.states(sight.problem, (sight.plan - remove) | add).values())
    counts = (
        (COVERED, ngettext("{n} need covered", "{n} needs covered", states.count(COVERED))),
        (WEAK, ngettext("{n} weak", "{n} weak", states.count(WEAK))),
        (UNCOVERED, ngettext("{n} open", "{n} open", states.count(UNCOVERED))),
    )
    text = ", ".join(
        said.format(n=states.count(word)) for word, said in counts if states.count(word)
    )
    told = _("Then: {states}.").format(states=text) if text else ""
    against = Weighed(Draft(sight.problem, sight.plan), add, remove).against
    if not against:
        return told, Tone.PLAIN
    broken = ngettext("It breaks {n} rule.", "It breaks {n} rules.", len(against))
    return f"{told} {broken.format(n=len(against))}", Tone.STOP


def verdict(sight: Sight, solution: Solution) -> tuple[str, Tone]:
    """Return how sure it is that no plan is better."""
    if all(solution.proven):
        return _("Proven: no plan is better by these rules."), Tone.WELCOME
    place = solution.proven.index(False)
    name = sight.problem.profile.soft[place]
    text = _("The best that was found: {name} {value}. No plan has less than {bound}.")
    said = {"value": solution.values[place], "bound": solution.bounds[place]}
    return text.format(name=words.rule(name), **said), Tone.LOOK
