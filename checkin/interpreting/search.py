"""Whether some needs can be covered together: an exact search, for few needs and people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from checkin.interpreting.candidates import obstacles
from checkin.interpreting.conflict import Break
from checkin.interpreting.draft import NOBODY, Draft, worse
from checkin.interpreting.problem import Demand, Plan, Problem, Promise
from checkin.interpreting.weighing import asked, givers, present


def meetable(problem: Problem, needs: Collection[str]) -> bool:
    """Tell whether a plan with the fixed promises can cover all of some needs by the rules.

    Other needs may stay without anybody; they are covered where relay is taken from them.
    """
    return _Search(problem, needs).meets()


class _Search:
    def __init__(self, problem: Problem, needs: Collection[str]) -> None:
        self.draft = Draft(problem, problem.fixed)
        self.asked = frozenset(needs) & self.draft.layout.demands.keys()
        self.before = self.draft.breaks()
        self.options: dict[str, list[Promise]] = {}

    def meets(self) -> bool:
        """Tell whether it finds a plan."""
        order = sorted(self.asked, key=lambda need: (len(self._options(need)), need))
        return self._from(tuple(order), NOBODY)

    def _from(self, todo: tuple[str, ...], chosen: Plan) -> bool:
        if not todo:
            return self._given(chosen)
        need = self.draft.layout.demands[todo[0]]
        return any(self._from(todo[1:], chosen | add) for add in self._adds(need, chosen))

    def _adds(self, need: Demand, chosen: Plan) -> Iterator[Plan]:
        """Yield the teams for a need that go together with what was chosen before."""
        there = {one for one in self.draft.plan | chosen if one.need == need.id}
        people = {one.person for one in there}
        options = [one for one in self._options(need.id) if one.person not in people]
        whole = max(need.strength - len(people), 0)
        direct = [one for one in options if not one.via]
        giving = max(self._givers(need) - sum(not one.via for one in there), 0)
        rows = [combinations(options, whole)]
        if giving > whole:
            rows.append(combinations(direct, giving))
        for row in (row for found in rows for row in found):
            if len({one.person for one in row}) == len(row) and self._bearable(chosen, row):
                yield frozenset(row)

    def _givers(self, need: Demand) -> int:
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

    def _given(self, chosen: Plan) -> bool:
        """Tell whether relay that is taken is given, once others have been added who give it."""
        lacking = self._lacking(chosen)
        if lacking is None:
            return self._keeps(chosen)
        return any(self._from((), chosen | add) for add in self._adds(lacking, chosen) if add)

    def _lacking(self, chosen: Plan) -> Demand | None:
        """Return a need from which relay is taken, and to which nobody was chosen to give it."""
        settled = {one.need for one in chosen} | self.asked
        for one in sorted(chosen):
            need = self.draft.layout.demands[one.need]
            pivot = self.draft.layout.directions.get((need.activity, need.source, one.via))
            if one.via and pivot and pivot.id not in settled:
                direct = {p.person for p in self.draft.plan if p.need == pivot.id and not p.via}
                if len(direct) < self._givers(pivot):
                    return pivot
        return None

    def _keeps(self, chosen: Plan) -> bool:
        after = self.draft.after(chosen)
        if any(self._matters(one) for one in worse(self.before, after.breaks())):
            return False
        there, fixed = present(after.plan), present(self.draft.plan)
        takes = asked(self.draft.problem, after.plan)
        return all(there[need] <= max(most, fixed[need]) for need, most in takes.items())

    def _matters(self, broken: Break) -> bool:
        return broken.rule != "H4" or broken.about in self.asked
