"""Whether needs can be covered together, found by looking at every plan there is."""

from __future__ import annotations

from collections.abc import Collection

from checkin.interpreting.problem import Demand, Plan, Problem
from tests.interpreting.brute import Brute


class _Covering(Brute):
    """A search that ends with the first plan that covers what is asked for."""

    def __init__(self, problem: Problem, needs: Collection[str]) -> None:
        self.asked = [one for one in problem.demands if one.id in needs]
        super().__init__(problem)
        names = dict.fromkeys(one.activity for one in problem.demands)
        self.rows = [
            [row for row in rows if not self.judge.uncovered(row[1], self._asked_in(name))]
            for name, rows in zip(names, self.rows, strict=True)
        ]

    def _asked_in(self, activity: str) -> list[Demand]:
        return [one for one in self.asked if one.activity == activity]

    def meets(self, n: int = 0, plan: Plan = frozenset()) -> bool:
        """Tell whether the activities from one on can be added to a plan."""
        if n == len(self.rows):
            return True
        return any(
            all(self._possible(one.person, plan | team) for one in team)
            and self.meets(n + 1, plan | team)
            for _costs, team in self.rows[n]
        )


def coverable(problem: Problem, needs: Collection[str]) -> bool:
    """Tell whether a plan that keeps the rules covers all of some needs."""
    return _Covering(problem, needs).meets()
