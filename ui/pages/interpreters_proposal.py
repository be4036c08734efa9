"""A proposal of the solver in lines: what is new, what no longer, and how good the whole is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checkin.errors import StoppedError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import proposals, rules
from checkin.interpreting.draft import Draft
from checkin.interpreting.planner import Weighed
from checkin.interpreting.problem import Plan, Problem
from checkin.interpreting.program import Stopped
from checkin.interpreting.proposals import ADD, REMOVE
from checkin.interpreting.solver import SECONDS, Solution, solve
from ui import saying
from ui.background import Progress
from ui.dialogs.proposal_sheet import KEEP, Line
from ui.pages import interpreters_words as words
from ui.pages.interpreters_sight import COVERED, UNCOVERED, WEAK, Sight
from ui.saying import shown
from ui.theme import Tone

Lines = Mapping[str, proposals.Line]
"""What a proposal gives, takes back and keeps, by key."""


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
        return solve(problem, seconds=SECONDS, stop=stopped, told=told)
    except Stopped as error:
        raise StoppedError(_("Stopped. Nothing was changed.")) from error


def lines(problem: Problem, plan: Plan) -> Lines:
    """Return what a plan would change and keep, by key, the changes first."""
    found = {_key(one): one for one in proposals.lines(problem, plan)}
    kept = (proposals.Line(KEEP, one) for one in sorted(problem.before & plan))
    return found | {_key(one): one for one in kept}


def told(sight: Sight, found: Lines, plan: Plan) -> list[Line]:
    """Return the lines in words: what is promised, when, and how the need stands then."""
    states = rules.states(sight.problem, plan)
    made = []
    for key, one in found.items():
        promise = one.promise
        demand = sight.problem.demand(promise.need)
        if demand is None:
            continue
        title = f"{words.direction(demand)} {shown(demand.title, 80)}"
        if promise.via:
            relay = _("{title} (from {language})")
            title = relay.format(title=title, language=promise.via.upper())
        when = f"{saying.day(demand.day)} {saying.clock(demand.start)}"
        person, then = words.named(sight, promise.person), words.state(states[promise.need])
        made.append(Line(key, one.what, person, when, title, then))
    return made


def chosen(found: Lines, keys: Sequence[str]) -> list[proposals.Line]:
    """Return the lines that are ticked."""
    return [found[key] for key in keys]


def weigh(sight: Sight, found: Lines, keys: Sequence[str]) -> tuple[str, Tone]:
    """Return what the ticked lines come to: how many needs are covered then, and what breaks."""
    ticked = chosen(found, keys)
    add = frozenset(one.promise for one in ticked if one.what == ADD)
    gone = {(one.promise.need, one.promise.person) for one in ticked if one.what == REMOVE}
    gone |= {(one.need, one.person) for one in add}  # who takes another way
    remove = frozenset(one for one in sight.plan if (one.need, one.person) in gone)
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


def _key(line: proposals.Line) -> str:
    one = line.promise
    return f"{line.what} {one.need} {one.person} {one.via}"


def verdict(sight: Sight, solution: Solution) -> tuple[str, Tone]:
    """Return how sure it is that no plan is better."""
    if all(solution.proven):
        return _("Proven: no plan is better by these rules."), Tone.WELCOME
    place = solution.proven.index(False)
    name = sight.problem.profile.soft[place]
    text = _("The best that was found: {name} {value}. No plan has less than {bound}.")
    said = {"value": solution.values[place], "bound": solution.bounds[place]}
    return text.format(name=words.rule(name), **said), Tone.LOOK
