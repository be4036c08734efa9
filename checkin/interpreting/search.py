"""Whether some needs can be covered together: an exact search, for few needs and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import combinations

from checkin.interpreting.candidates import obstacles
from checkin.interpreting.draft import NOBODY, Draft, worse
from checkin.interpreting.problem import Demand, Plan, Problem, Promise
from checkin.interpreting.weighing import covered, givers, present


def meetable(problem: Problem, needs: Collection[str]) -> bool:
    """Tell whether a plan with the fixed promises can cover all of some needs by the rules.

    Other needs may stay without anybody; they are covered where relay is taken from them.
    """
    search = _Search(problem, needs)
    alone = (next(search.plans(one, NOBODY), None) for one in search.activities)
    return None not in alone and search.meets()


class _Search:
    def __init__(self, problem: Problem, needs: Collection[str]) -> None:
        self.draft = Draft(problem, problem.fixed)
        self.asked = frozenset(needs) & self.draft.layout.demands.keys()
        self.before = self.draft.breaks()
        self.options: dict[str, list[Promise]] = {}
        self.activities: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for need in sorted(self.asked, key=lambda one: (len(self._options(one)), one)):
            self.activities[self.draft.layout.demands[need].activity] += (need,)

    def meets(self, done: int = 0, chosen: Plan = NOBODY) -> bool:
        """Tell whether a plan for the activities from one on goes with what was chosen before."""
        if done == len(self.activities):
            return True
        activity = list(self.activities)[done]
        return any(self.meets(done + 1, plan) for plan in self.plans(activity, chosen))

    def plans(self, activity: str, chosen: Plan) -> Iterator[Plan]:
        """Yield what was chosen with the needs of one more activity covered."""
        for plan in self._from(self.activities[activity], chosen):
            if self._keeps(activity, plan):
                yield plan

    def _from(self, todo: tuple[str, ...], chosen: Plan) -> Iterator[Plan]:
        if not todo:
            yield from self._given(chosen)
            return
        need = self.draft.layout.demands[todo[0]]
        for add in self._adds(need, chosen):
            yield from self._from(todo[1:], chosen | add)

    def _given(self, chosen: Plan) -> Iterator[Plan]:
        """Yield what was chosen, with more who give relay where it is taken, or take what is given.

        Nobody is there beyond a strength unless relay is taken from them.
        """
        lacking, idle = self._lacking(chosen), self._idle(chosen)
        if not lacking and not idle:
            yield chosen
        for need in [lacking] if lacking else self._listening(idle, chosen):
            for add in self._adds(need, chosen):
                if add:
                    yield from self._given(chosen | add)

    def _adds(self, need: Demand, chosen: Plan) -> Iterator[Plan]:
        """Yield the teams for a need that go together with what was chosen before."""
        there = {one for one in self.draft.plan | chosen if one.need == need.id}
        people = {one.person for one in there}
        options = [one for one in self._options(need.id) if one.person not in people]
        whole = max(need.strength - len(people), 0)
        least = self._givers(need)
        given = max(least - sum(not one.via for one in there), 0)
        rows = [combinations(options, size) for size in {whole, max(least - len(people), whole)}]
        if given > whole:
            rows.append(combinations([one for one in options if not one.via], given))
        for row in (row for found in rows for row in found):
            if len({one.person for one in row}) == len(row) and self._bearable(chosen, row):
                yield frozenset(row)

    def _givers(self, need: Demand) -> int:
        """Return how many must give relay in a need, none where nobody can take it from there."""
        activity = self.draft.layout.activities[need.activity]
        if not any(one.source == need.source and one != need for one in activity):
            return 0
        both = (need.activity, need.target, need.source) in self.draft.layout.directions
        return givers(self.draft.problem, both_ways=both)

    def _options(self, need: str) -> list[Promise]:
        """Return the promises to a need that break no rule of a person or of the listeners."""
        if need not in self.options:
            self.options[need] = list(self._possible(self.draft.layout.demands[need]))
        return self.options[need]

    def _possible(self, need: Demand) -> Iterator[Promise]:
        activity = self.draft.layout.activities[need.activity]
        pivots = {one.target for one in activity if one.source == need.source}
        whoever = need.id in self.draft.layout.passed_over("H5")
        for who in self.draft.problem.people:
            own = who.tongues.a | who.tongues.b | who.tongues.c if whoever else frozenset()
            for via in ("", *sorted((pivots | own) - {need.source, need.target})):
                promise = Promise(need.id, who.id, via)
                if all(one.rule == "H5" for one in obstacles(self.draft, promise)):
                    yield promise

    def _bearable(self, chosen: Plan, row: Collection[Promise]) -> bool:
        people = sorted({one.person for one in row})
        after = self.draft.judged(people, (), (chosen | set(row), NOBODY))
        return not worse(self.before, after)

    def _lacking(self, chosen: Plan) -> Demand | None:
        """Return a need from which relay is taken, and to which nobody was chosen to give it."""
        settled = {one.need for one in chosen} | self.asked
        for one in sorted(chosen):
            pivot = self._pivot(one)
            passed_over = self.draft.layout.passed_over("H5")
            if pivot and pivot.id not in settled and passed_over.isdisjoint({one.need, pivot.id}):
                direct = {p.person for p in self.draft.plan if p.need == pivot.id and not p.via}
                if len(direct) < self._givers(pivot):
                    return pivot
        return None

    def _keeps(self, activity: str, chosen: Plan) -> bool:
        """Tell whether an activity keeps its rules with its needs covered."""
        broken = worse(self.before, self.draft.judged((), (activity,), (chosen, NOBODY)))
        if any(one.rule != "H4" for one in broken):
            return False
        whole = covered(self.draft.problem, self.draft.plan | chosen)
        return whole.issuperset(self.activities[activity])

    def _idle(self, chosen: Plan) -> list[Demand]:
        """Return the needs with more people than the fixed and who is asked for."""
        taken = {pivot.id for one in self.draft.plan | chosen if (pivot := self._pivot(one))}
        there = present(self.draft.plan | chosen)
        found = []
        for need in sorted({one.need for one in chosen}):
            demand = self.draft.layout.demands[need]
            fixed = [one for one in self.draft.plan if one.need == need]
            giving = self._givers(demand) - sum(not one.via for one in fixed)
            most = max(demand.strength - len(fixed), giving if need in taken else 0, 0)
            if there[need] > len(fixed) + most:
                found.append(demand)
        return found

    def _pivot(self, promise: Promise) -> Demand | None:
        """Return the need from which a promise takes relay."""
        need = self.draft.layout.demands[promise.need]
        if not promise.via:
            return None
        return self.draft.layout.directions.get((need.activity, need.source, promise.via))

    def _listening(self, pivots: list[Demand], chosen: Plan) -> Iterator[Demand]:
        """Yield needs that are not settled yet and could take relay from some others."""
        settled = {one.need for one in chosen} | self.asked
        sources = {(one.activity, one.source) for one in pivots}
        for need in self.draft.problem.demands:
            if need.id not in settled and (need.activity, need.source) in sources:
                yield need
