"""The best plan by looking at every one, but for those that cannot be as good as one seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations, product

from checkin.interpreting.problem import Demand, Plan, Problem, Promise
from tests.interpreting.judge import Judge

Costs = tuple[int, ...]

_ADDED = ("uncovered", "changes", "relay", "solo", "experience")
"""Costs that add up over activities; the others but fairness can only grow."""


class Brute:
    """A search through all plans that a solver may return."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.judge = problem, Judge(problem)
        self.fixed = self.judge.known(problem.fixed)
        self.stands = self.judge.faults(self.fixed)
        self.soft = problem.profile.soft
        self._of_person: dict[Plan, bool] = {}
        self.names = list(dict.fromkeys(one.activity for one in problem.demands))
        self.rows = [sorted(self._teams(name), key=lambda one: one[0]) for name in self.names]
        empty = dict.fromkeys(self.soft, 0)
        rest = [tuple(empty.values())]
        for row in reversed(self.rows):
            least = (min(costs[n] for costs, _team in row) for n in range(len(self.soft)))
            rest.append(tuple(a + b for a, b in zip(rest[-1], least, strict=True)))
        self.rest = rest[::-1]
        self.best: Costs | None = None
        self.plan: Plan = frozenset()

    def search(self) -> Costs:
        """Return what the best plan costs."""
        outside = self.problem.before - self.judge.known(self.problem.before)
        start = {"changes": len({(one.need, one.person) for one in outside})}
        self._go(0, frozenset(), tuple(start.get(name, 0) for name in self.soft))
        assert self.best is not None
        return self.best

    def possible(self, needs: Collection[str], n: int = 0, plan: Plan = frozenset()) -> bool:
        """Tell whether some needs can be covered at once."""
        if n == len(self.rows):
            return True
        return any(
            all(self._possible(who, plan | team) for who in {one.person for one in team})
            and self.possible(needs, n + 1, plan | team)
            for _costs, team in self.rows[n]
            if not self._open(n, team) & set(needs)
        )

    def _open(self, n: int, team: Plan) -> set[str]:
        row = (one for one in self.problem.demands if one.activity == self.names[n])
        return {one.id for one in row if self.judge.uncovered(team, [one])}

    def _go(self, n: int, plan: Plan, costs: Costs) -> None:
        if n == len(self.rows):
            told = self.judge.costs(plan)
            if self.best is None or told < self.best:
                self.best, self.plan = told, plan
            return
        for more, team in self.rows[n]:
            sums = tuple(a + b for a, b in zip(costs, more, strict=True))
            if not self._hopeful(sums, self.rest[n + 1], plan | team):
                continue
            if all(self._possible(who, plan | team) for who in {one.person for one in team}):
                self._go(n + 1, plan | team, sums)

    def _hopeful(self, costs: Costs, rest: Costs, plan: Plan) -> bool:
        if self.best is None:
            return True
        grown = self.judge.person_costs(plan)
        least = tuple(
            grown.get(name, own + more)
            for name, own, more in zip(self.soft, costs, rest, strict=True)
        )
        return least < self.best

    def _possible(self, who: str, plan: Plan) -> bool:
        own = frozenset(one for one in plan if one.person == who)
        if own not in self._of_person:
            found = self.judge.of_person(self.judge.person[who], sorted(own))
            self._of_person[own] = self._bearable(found)
        return self._of_person[own]

    def _bearable(self, found: dict[tuple[str, ...], int]) -> bool:
        return all(over <= self.stands.get(key, 0) for key, over in found.items())

    def _teams(self, activity: str) -> Iterator[tuple[Costs, Plan]]:
        """Yield what the needs of an activity could have, each with what it costs."""
        needs = [one for one in self.problem.demands if one.activity == activity]
        for teams in product(*(list(self._team(need)) for need in needs)):
            plan = frozenset[Promise]().union(*teams)
            if not self._bearable(self.judge.of_activity(activity, sorted(plan))):
                continue
            if all(self._sized(need, plan) for need in needs):
                yield self._added(needs, plan), plan

    def _sized(self, need: Demand, plan: Plan) -> bool:
        """Tell whether nobody is there beside the fixed who is not asked for."""
        there = sum(one.need == need.id for one in plan)
        return there <= self._most(need, taken=self.judge.taken(need, plan))

    def _most(self, need: Demand, *, taken: bool) -> int:
        fixed = [one for one in self.fixed if one.need == need.id]
        lacking = self.judge.givers(need) - sum(not one.via for one in fixed)
        return len(fixed) + max(need.strength - len(fixed), lacking if taken else 0, 0)

    def _team(self, need: Demand) -> Iterator[Plan]:
        fixed = frozenset(one for one in self.fixed if one.need == need.id)
        taken = {one.person for one in fixed}
        vias = {one.target for one in self.problem.demands if one.activity == need.activity}
        vias |= {
            one
            for who in self.problem.people
            for one in who.tongues.a | who.tongues.b | who.tongues.c
        }
        ways = {
            who.id: [
                one
                for via in ("", *sorted(vias - {need.source, need.target}))
                if self._possible(who.id, frozenset({one := Promise(need.id, who.id, via)}))
                or self._possible(who.id, frozenset({one, *self._own(who.id)}))
            ]
            for who in self.problem.people
            if who.id not in taken
        }
        most = self._most(need, taken=True) - len(fixed)
        for size in range(most + 1):
            for people in combinations(sorted(ways), size):
                for more in product(*(ways[who] for who in people)):
                    yield fixed | frozenset(more)

    def _own(self, who: str) -> Plan:
        return frozenset(one for one in self.fixed if one.person == who)

    def _added(self, needs: list[Demand], plan: Plan) -> Costs:
        told = self.judge.need_costs(plan)
        own = {need.id for need in needs}
        before = {(one.need, one.person) for one in self.problem.before if one.need in own}
        now = {(one.need, one.person) for one in plan}
        had = {need for need, _person in before}
        told["changes"] = len(before - now) + sum(need in had for need, _who in now - before)
        told["uncovered"] = self.judge.uncovered(plan, needs)
        return tuple(told[name] if name in _ADDED else 0 for name in self.soft)
