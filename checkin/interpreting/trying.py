"""Repairs applied to a plan, and whether they mend what they should without a new break."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from checkin.interpreting.conflict import Break, Repair
from checkin.interpreting.draft import Draft, worse
from checkin.interpreting.problem import Demand, Plan, Problem
from checkin.interpreting.runs import grouped


def applied(problem: Problem, plan: Plan, repair: Repair) -> tuple[Problem, Plan]:
    """Return the problem and the plan after a repair."""
    overridden = problem.overridden | repair.release
    demands = problem.demands
    if repair.change:
        changed = (
            _changed(one, dict(repair.change)) if one.id in repair.needs else one for one in demands
        )
        demands = grouped(changed, problem.profile)
    after = replace(problem, demands=demands, overridden=overridden)
    return after, (plan - repair.remove) | repair.add


def _changed(need: Demand, values: dict[str, str]) -> Demand:
    start, end = values.get("start"), values.get("end")
    return replace(
        need,
        start=datetime.fromisoformat(start) if start else need.start,
        end=datetime.fromisoformat(end) if end else need.end,
        mode=values.get("mode", need.mode),
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A draft with a change to its needs or to what is let be, before anybody is moved."""

    draft: Draft
    people: tuple[str, ...]  # whom the change is about
    activities: tuple[str, ...]

    @classmethod
    def of(cls, draft: Draft, repair: Repair) -> Changed:
        """Apply what a repair changes beside promises."""
        problem, plan = applied(draft.problem, draft.plan, repair)
        other = Draft(problem, plan)
        moved = {
            one.id
            for one, now in zip(draft.problem.demands, problem.demands, strict=True)
            if one != now
        } | {need for _rule, need, _person in repair.release}
        people = {one.person for one in draft.plan if one.need in moved}
        activities = {draft.layout.demands[need].activity for need in moved}
        return cls(other, tuple(sorted(people)), tuple(sorted(activities)))


def mends(draft: Draft, broken: Break, repair: Repair, changed: Changed | None = None) -> bool:
    """Tell whether a repair mends a break, and breaks nothing anew or worse."""
    change = repair.add, repair.remove
    people, activities = draft.touched(change)
    if changed:
        people = sorted({*people, *changed.people})
        activities = sorted({*activities, *changed.activities})
    before = draft.judged(people, activities)
    after = (changed.draft if changed else draft).judged(people, activities, change)
    stood = broken.key in {one.key for one in before if not one.let_be}
    stands = broken.key in {one.key for one in after if not one.let_be}
    return stood and not stands and not worse(before, after)
