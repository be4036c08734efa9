"""What is wrong with a plan: each broken rule with its figures, its reasons and what mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from checkin.interpreting.chances import chances
from checkin.interpreting.conflict import SEVERITIES, Break, Conflict
from checkin.interpreting.draft import Draft
from checkin.interpreting.explaining import conflict
from checkin.interpreting.notes import notes
from checkin.interpreting.problem import Plan, Problem
from checkin.interpreting.repairs import repairs

STATES = ("covered", "weak", "uncovered")
"""How a need stands in a plan."""


def faults(problem: Problem, plan: Plan) -> list[Conflict]:
    """Return what is wrong with a plan, the stops first, then by time."""
    draft = Draft(problem, plan)
    broken = draft.breaks()
    told = {_told_once(one): one for one in reversed(broken)}
    found = [*(_conflict(draft, one) for one in told.values()), *notes(draft, broken)]
    return sorted(found, key=_order)


def _told_once(broken: Break) -> tuple[str, ...]:
    """Return what one conflict is about: all who take relay from one pivot for a need."""
    return (broken.rule, *broken.about.split()[:2]) if broken.rule == "H5" else broken.key


def states(problem: Problem, plan: Plan) -> dict[str, str]:
    """Return how each need stands: of STATES; who is ill is nobody."""
    draft = Draft(problem, plan)
    found = {one.id: "covered" for one in problem.demands}
    broken = draft.breaks()
    weak = {need for one in broken if one.rule != "H4" for need in one.needs}
    nobody = {one.needs[0] for one in broken if one.rule == "H4"}
    ill = {(one.needs[0], one.person) for one in broken if one.figure == "away" and not one.let_be}
    there = {one.need for one in draft.plan if (one.need, one.person) not in ill}
    nobody |= {need for need, _person in ill} - there
    return found | dict.fromkeys(weak, "weak") | dict.fromkeys(nobody, "uncovered")


def _conflict(draft: Draft, broken: Break) -> Conflict:
    more = ""
    if broken.rule in {"H4", "H6"}:
        more = chances(draft, draft.layout.demands[broken.needs[0]])
    found = conflict(draft.layout, draft.plan, broken, more)
    return found if broken.let_be else replace(found, repairs=repairs(draft, broken))


def _order(one: Conflict) -> tuple[object, ...]:
    start = datetime.fromisoformat(one.start).timestamp()
    return SEVERITIES.index(one.severity), start, one.rule, one.who, one.needs
