"""A plan under the rules: what it breaks, and what a change to it would break anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from checkin.interpreting.conflict import Break
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Plan, Problem, Promise
from checkin.interpreting.rules_needs import fixed_gone, of_activity
from checkin.interpreting.rules_people import of_person
from checkin.interpreting.weighing import known

Change = tuple[Plan, Plan]
"""What is added and what is removed."""

Judge = Callable[[Layout, str, Plan], list[Break]]
"""What a person or an activity breaks with its promises."""

NOBODY: Plan = frozenset()
NOTHING: Change = (NOBODY, NOBODY)


class Draft:
    """A plan for a problem; people and activities that a change does not touch are not judged."""

    def __init__(
        self, problem: Problem, plan: Iterable[Promise], like: Draft | None = None
    ) -> None:
        self.layout: Layout = like.layout if like else Layout(problem)
        self.problem = problem
        self.plan = known(problem, plan)
        self.memory: dict[tuple[Judge, str, Plan], list[Break]] = like.memory if like else {}
        people: dict[str, set[Promise]] = {one.id: set() for one in problem.people}
        activities: dict[str, set[Promise]] = defaultdict(set)
        for one in self.plan:
            people[one.person].add(one)
            activities[self.activity(one)].add(one)
        self.people = {who: frozenset(own) for who, own in people.items()}
        self.activities = {what: frozenset(activities[what]) for what in self.layout.activities}

    def activity(self, promise: Promise) -> str:
        """Return the activity of a promise."""
        return self.layout.demands[promise.need].activity

    def after(self, add: Plan = NOBODY, remove: Plan = NOBODY) -> Draft:
        """Return the draft after a change of promises; both remember what either has judged."""
        return Draft(self.problem, (self.plan - remove) | add, self)

    def breaks(self) -> list[Break]:
        """Return all hard rules that the plan breaks."""
        return self.judged(self.people, self.activities)

    def judged(
        self, people: Iterable[str], activities: Iterable[str], change: Change = NOTHING
    ) -> list[Break]:
        """Return what some people and activities break after a change."""
        add, remove = change
        found: list[Break] = []
        for who in people:
            joining = frozenset(one for one in add if one.person == who)
            found += self._judged(of_person, who, (self.people[who] - remove) | joining)
        for what in activities:
            joining = frozenset(one for one in add if self.activity(one) == what)
            found += self._judged(of_activity, what, (self.activities[what] - remove) | joining)
        if self.problem.fixed:
            found += fixed_gone(self.layout, (self.plan - remove) | add)
        return found

    def touched(self, change: Change) -> tuple[list[str], list[str]]:
        """Return the people and the activities that a change is about."""
        promises = change[0] | change[1]
        people = {one.person for one in promises}
        return sorted(people), sorted({self.activity(one) for one in promises})

    def new(self, add: Plan = NOBODY, remove: Plan = NOBODY) -> list[Break]:
        """Return the hard breaks that a change makes, or makes worse."""
        change = add, remove
        about = self.touched(change)
        return worse(self.judged(*about), self.judged(*about, change))

    def _judged(self, judge: Judge, subject: str, own: Plan) -> list[Break]:
        key = judge, subject, own
        if key not in self.memory:
            self.memory[key] = judge(self.layout, subject, own)
        return self.memory[key]


def breaks(problem: Problem, plan: Iterable[Promise]) -> list[Break]:
    """Return all hard rules that a plan breaks, those that were let be marked so."""
    return Draft(problem, plan).breaks()


def worse(before: Iterable[Break], after: Iterable[Break]) -> list[Break]:
    """Return the hard breaks that are new, or broken by more than before."""
    stood = _excess(before)
    return [one for one in after if not one.let_be and one.excess > stood.get(one.key, 0)]


def _excess(found: Iterable[Break]) -> Mapping[tuple[str, str, str, str], int]:
    return {one.key: one.excess for one in found if not one.let_be}
