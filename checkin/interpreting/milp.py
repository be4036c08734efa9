"""A plan as a program: who could take which need, in whole teams, with relay from a pivot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pulp

from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise
from checkin.interpreting.program import Program, Terms, plain, times, total
from checkin.interpreting.rules_needs import too_many
from checkin.interpreting.rules_people import of_person
from checkin.interpreting.weighing import givers, known

_ALONE = frozenset({"H1", "H3", "H12"})
"""Rules by which a promise of one person is judged without their others."""


class Model:
    """The choices of a plan, and the rules of needs: H5, H6, H7, H10, H11."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.layout = Layout(problem)
        self.program = Program()
        self.fixed = known(problem, problem.fixed)
        self.demands = sorted(problem.demands, key=lambda one: (one.span, one.id))
        edges = [edge for one in self.demands for edge in one.span]
        self.loose = 0.49 if any(edge % 60 for edge in edges) else 0.0  # minutes are rounded
        self.people = sorted(problem.people, key=lambda one: one.id)
        self.choices: dict[Promise, pulp.LpVariable] = {}
        self.held: dict[tuple[str, str], list[pulp.LpVariable]] = defaultdict(list)
        self.teams: dict[str, list[Promise]] = {one.id: [] for one in self.demands}
        self.takers: dict[str, list[Promise]] = defaultdict(list)  # pivot -> who take from it
        for need in self.demands:
            for promise in self._promises(need):
                self._choose(promise, need)
        self.staffed: dict[str, Terms] = {}  # whether anybody is promised to a need
        self.whole: dict[str, Terms] = {}  # whether a need is covered
        for need in self.demands:
            self._team(need)

    def plan(self, values: Mapping[str, float]) -> Plan:
        """Return the plan that the values of the variables say."""
        chosen = (one for one, var in self.choices.items() if round(values.get(var.name, 0)))
        return frozenset(chosen) | self.problem.fixed

    def start(self, plan: Plan) -> dict[str, float]:
        """Return the values of the choices in a plan."""
        return {var.name: float(one in plan) for one, var in self.choices.items()}

    def holding(self, need: str, person: str) -> Terms:
        """Return 1 where somebody takes a need, by whatever way."""
        return plain(self.held.get((need, person), ()))

    def number(self, need: str) -> Terms:
        """Return how many are promised to a need."""
        return plain(self.choices[one] for one in self.teams[need])

    def _promises(self, need: Demand) -> list[Promise]:
        """Return what is fixed, and what nothing speaks against when it is seen alone."""
        fixed = sorted(one for one in self.fixed if one.need == need.id)
        shut = too_many(self.layout, need)
        if shut and not shut.let_be and not fixed:
            return []
        taken = {one.person for one in fixed}
        free = (one for one in self.people if one.id not in taken)
        return fixed + [one for person in free for one in self._ways(need, person)]

    def _ways(self, need: Demand, person: Interpreter) -> list[Promise]:
        row = self.layout.activities[need.activity]
        vias = {one.target for one in row if one.source == need.source}
        if need.id in self.layout.passed_over("H5"):
            vias |= person.tongues.a | person.tongues.b | person.tongues.c
        vias -= {need.source, need.target}
        ways = [Promise(need.id, person.id, via) for via in ("", *sorted(vias))]
        return [
            one
            for one in ways
            if not any(
                found.rule in _ALONE and not found.let_be
                for found in of_person(self.layout, person.id, [one])
            )
        ]

    def _choose(self, promise: Promise, need: Demand) -> None:
        variable = self.program.binary(low=int(promise in self.fixed))
        self.choices[promise] = variable
        self.held[need.id, promise.person].append(variable)
        self.teams[need.id].append(promise)
        pivot = self.layout.directions.get((need.activity, need.source, promise.via))
        if promise.via and pivot:
            self.takers[pivot.id].append(promise)

    def _let_be(self, promise: Promise, pivot: str) -> bool:
        """Tell whether relay is taken whoever gives it."""
        passed_over = self.layout.passed_over("H5")
        return promise in self.fixed or not passed_over.isdisjoint({promise.need, pivot})

    def _team(self, need: Demand) -> None:
        """Demand nobody or a whole team, more where relay is taken; all stay who are fixed."""
        stand = [one for one in self.teams[need.id] if one in self.fixed]
        fixed = len(stand)
        there = self.program.binary(low=min(fixed, 1))
        number, usual = self.number(need.id), max(need.strength, fixed)
        asked = self._pivot(need)
        room: Terms = {}
        most = fixed + self._givers(need) - sum(not one.via for one in stand)
        if asked is not None and most > usual:
            more = self.program.part()
            self.program.at_most({more: 1, asked: -1}, 0)
            self.program.at_most({more: 1, there: -1}, 0)
            room = {more: usual - most}
        free = bool(fixed) or need.id in self.layout.passed_over("H6")
        team = total(number, {there: -usual}, room)
        if free:
            self.program.at_most(team, 0)
            self.program.at_least(total(number, {there: -1}), 0)
        elif room:
            self.program.at_most(team, 0)
            self.program.at_least(total(number, {there: -usual}), 0)
        else:
            self.program.equal(team, 0)
        if fixed != 1 and (free or need.strength == 1):
            self._solo(need, there)
        self.staffed[need.id] = {there: 1}
        self.whole[need.id] = {there: 1}
        if free or any(self._let_be(one, need.id) for one in self.takers[need.id]):
            self.whole[need.id] = self._covered(need, asked)

    def _pivot(self, need: Demand) -> pulp.LpVariable | None:
        """Demand enough who give relay where it is taken; return whether it is taken."""
        takers = self.takers[need.id]
        if not takers:
            return None
        asked = self.program.part()
        for one in takers:
            self.program.at_most({self.choices[one]: 1, asked: -1}, 0)
        taken = plain(self.choices[one] for one in takers)
        self.program.at_most(total({asked: 1}, times(-1, taken)), 0)
        strict = [one for one in takers if not self._let_be(one, need.id)]
        given = asked
        if len(strict) < len(takers):
            given = self.program.part()
            for one in strict:
                self.program.at_most({self.choices[one]: 1, given: -1}, 0)
        direct = plain(self.choices[one] for one in self.teams[need.id] if not one.via)
        self.program.at_least(total(direct, {given: -self._givers(need)}), 0)
        return asked

    def _givers(self, need: Demand) -> int:
        both = (need.activity, need.target, need.source) in self.layout.directions
        return givers(self.problem, both_ways=both)

    def _solo(self, need: Demand, there: pulp.LpVariable) -> None:
        solo = self.layout.limits.solo
        if not need.booth or not solo or need.run_minutes <= solo.value:
            return
        if need.id not in self.layout.passed_over("H7"):
            self.program.at_least(total(self.number(need.id), {there: -2}), 0)

    def _covered(self, need: Demand, asked: pulp.LpVariable | None) -> Terms:
        """Return whether as many are there as the need takes, more where relay is taken."""
        whole = self.program.binary()
        number = self.number(need.id)
        self.program.at_least(total(number, {whole: -need.strength}), 0)
        if asked is not None:
            least = self._givers(need)
            self.program.at_least(total(number, {whole: -least, asked: -least}), -least)
        return {whole: 1}
