"""The best plan in the soft order of a profile: proven, or with how far from it it may be."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import and_, ge

from checkin.interpreting.draft import breaks, worse
from checkin.interpreting.greedy import greedy
from checkin.interpreting.milp import Model
from checkin.interpreting.milp_people import rules
from checkin.interpreting.milp_soft import MEASURES
from checkin.interpreting.problem import Plan, Problem
from checkin.interpreting.program import SURE, Terms
from checkin.interpreting.weighing import covered, objective

SECONDS = 8.0
"""So long somebody waits for a plan; who wants a surer one gives it more."""

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Solution:
    """A plan, what it costs, and how sure it is that none is better."""

    plan: Plan
    values: tuple[int, ...]  # in the soft order of the profile, as are the next two
    bounds: tuple[int, ...]  # no plan that is as good in what comes before has less
    proven: tuple[bool, ...]  # that it is the least, up to here
    greedy: tuple[int, ...]  # what the greedy plan costs
    uncovered: tuple[str, ...]  # subjects of needs


def never() -> bool:
    """Go on."""
    return False


def solve(
    problem: Problem,
    *,
    stop: Callable[[], bool] = never,
    seconds: float = SECONDS,
    told: Callable[[str, int], None] | None = None,
) -> Solution:
    """Return the best plan that is found in the time, never a worse one than the greedy plan.

    The time is that of computing, so that a busy machine makes no worse plan. `told` hears of each
    part of the soft order when it is done, and its value. Raises program.Stopped soon after `stop`
    says so.
    """
    search = _Search(problem, stop)
    soft = problem.profile.soft
    found: list[tuple[int, tuple[int, ...]]] = []  # bounds, each with what came before it then
    for n, name in enumerate(soft):
        rest = seconds - search.spent()
        share = rest if n == len(soft) - 1 else rest / 2
        bound = search.improve(n, name, share)
        found.append((bound, search.values[:n]))
        if told:
            told(name, search.values[n])
    plan, values = search.plan, search.values
    # A bound is none of a plan that got better in an earlier part later on.
    bounds = tuple(bound if before == values[:n] else 0 for n, (bound, before) in enumerate(found))
    sure = list(accumulate(map(ge, bounds, values), and_))
    open_needs = {need.id for need in problem.demands} - covered(problem, plan)
    return Solution(plan, values, bounds, tuple(sure), search.greedy, tuple(sorted(open_needs)))


def feasible(
    problem: Problem, demands: Collection[str], *, stop: Callable[[], bool] = never
) -> bool:
    """Tell whether all these needs can be covered at once beside what is fixed."""
    wanted = set(demands)
    near = {one.activity for one in problem.demands if one.id in wanted}
    near |= {one.activity for one in problem.demands for f in problem.fixed if f.need == one.id}
    part = replace(problem, demands=tuple(d for d in problem.demands if d.activity in near))
    if not wanted <= {one.id for one in part.demands}:
        return False
    if wanted <= covered(part, greedy(part)):  # as is nothing at all
        return True
    model = Model(part)
    rules(model)
    for need in sorted(wanted):
        model.program.at_least(model.whole[need], 1)
    return model.program.minimize(model.whole[min(wanted)], _DAY, {}, stop).values is not None


class _Search:
    """The best plan until now, and the program that asks for a better one."""

    def __init__(self, problem: Problem, stop: Callable[[], bool]) -> None:
        self.problem, self.stop = problem, stop
        self.began, self.waited = time.thread_time(), 0.0
        self.plan = greedy(problem)
        self.values = self.greedy = objective(problem, self.plan)
        self.model = Model(problem)
        self.people = rules(self.model)
        self.stands = breaks(problem, problem.fixed)
        self.start: Mapping[str, float] = self.model.start(self.plan)

    def spent(self) -> float:
        """Return the seconds of computing, here and in CBC."""
        return time.thread_time() - self.began + self.waited

    def improve(self, n: int, name: str, seconds: float) -> int:
        """Make one part of the soft order as small as it can be; return the bound of that."""
        terms, more = MEASURES[name](self.model, self.people)
        least = self.values[n]
        if least and terms:
            least = self._minimize(terms, more, seconds, n) if seconds > 0 else 0
        self.model.program.keep(terms, self.values[n] - more + 2 * self.model.loose)
        return least

    def _minimize(self, terms: Terms, more: float, seconds: float, n: int) -> int:
        answer = self.model.program.minimize(terms, seconds, self.start, self.stop)
        self.waited += answer.seconds
        taken = answer.values is not None and self._takes(answer.values, n)
        if taken and answer.optimal:
            return self.values[n]
        bound = 0.0 if answer.bound is None else answer.bound + more - SURE
        return math.ceil(bound) if 0 < bound <= self.values[n] else 0

    def _takes(self, found: Mapping[str, float], n: int) -> bool:
        """Take a plan that is better, once the rules find nothing in it that is not fixed.

        Tells whether it is as good up to this part: one that is worse in a later part is left.
        """
        plan = self.model.plan(found)
        values = objective(self.problem, plan)
        broken = worse(self.stands, breaks(self.problem, plan))
        if values[: n + 1] > self.values[: n + 1] or any(one.rule != "H4" for one in broken):
            return False
        if values < self.values:
            self.plan, self.values, self.start = plan, values, found
        return True
