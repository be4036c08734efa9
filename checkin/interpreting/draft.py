"""A plan under the rules: what it breaks, and what a change to it would break anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from checkin.interpreting.conflict import Break
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Plan, Problem, Promise
from checkin.interpreting.rules_needs import fixed_gone, of_activity
from checkin.interpreting.rules_people import of_person
from checkin.interpreting.weighing import known

NOBODY: Plan = frozenset()


class Draft:
    """A plan for a problem; people and activities that a change does not touch are not judged."""

    def __init__(self, problem: Problem, plan: Iterable[Promise]) -> None:
        self.layout = Layout(problem)
        self.problem = problem
        self.plan = known(problem, plan)
        self._of_person: dict[tuple[str, Plan], list[Break]] = {}
        self._of_activity: dict[tuple[str, Plan], list[Break]] = {}
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

    def breaks(self) -> list[Break]:
        """Return all hard rules that the plan breaks."""
        return [
            *(one for who, own in self.people.items() for one in self._person(who, own)),
            *(one for what, own in self.activities.items() for one in self._activity(what, own)),
            *fixed_gone(self.layout, self.plan),
        ]

    def new(self, add: Plan = NOBODY, remove: Plan = NOBODY) -> list[Break]:
        """Return the hard breaks that a change makes, or makes worse."""
        changed = add | remove
        who = {one.person for one in changed}
        what = {self.activity(one) for one in changed}
        before: list[Break] = []
        after: list[Break] = []
        for person in sorted(who):
            own = self.people[person]
            before += self._person(person, own)
            after += self._person(person, (own - remove) | _of(add, person))
        for activity in sorted(what):
            own = self.activities[activity]
            joining = frozenset(one for one in add if self.activity(one) == activity)
            before += self._activity(activity, own)
            after += self._activity(activity, (own - remove) | joining)
        gone = fixed_gone(self.layout, (self.plan - remove) | add) if remove else []
        return worse([*before, *fixed_gone(self.layout, self.plan)], [*after, *gone])

    def _person(self, who: str, own: Plan) -> list[Break]:
        key = who, own
        if key not in self._of_person:
            self._of_person[key] = of_person(self.layout, who, own)
        return self._of_person[key]

    def _activity(self, what: str, own: Plan) -> list[Break]:
        key = what, own
        if key not in self._of_activity:
            self._of_activity[key] = of_activity(self.layout, what, own)
        return self._of_activity[key]


def _of(add: Plan, person: str) -> Plan:
    """Return the promises of one person."""
    return frozenset(one for one in add if one.person == person)


def breaks(problem: Problem, plan: Iterable[Promise]) -> list[Break]:
    """Return all hard rules that a plan breaks, those that were let be marked so."""
    return Draft(problem, plan).breaks()


def worse(before: Iterable[Break], after: Iterable[Break]) -> list[Break]:
    """Return the hard breaks that are new, or broken by more than before."""
    stood = _excess(before)
    return [one for one in after if not one.let_be and one.excess > stood.get(one.key, 0)]


def _excess(found: Iterable[Break]) -> Mapping[tuple[str, str, str, str], int]:
    return {one.key: one.excess for one in found if not one.let_be}
