"""A plan made need by need, the one with the fewest people for it first; nothing is moved again."""

from __future__ import annotations

from collections import defaultdict

from checkin.interpreting.draft import worse
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Plan, Problem, Promise
from checkin.interpreting.rules_needs import of_activity
from checkin.interpreting.rules_people import of_person
from checkin.interpreting.weighing import givers, known, knows


def greedy(problem: Problem) -> Plan:
    """Return a plan that keeps the hard rules, and covers what is easily covered."""
    maker = _Maker(problem)
    able = {need.id: len(maker.free(need)) for need in problem.demands}
    for need in sorted(problem.demands, key=lambda one: (able[one.id], one.span, one.id)):
        maker.cover(need)
    return maker.plan | problem.fixed


class _Maker:
    """A plan that grows, and never breaks more than what is fixed breaks."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.layout = Layout(problem)
        self.plan: Plan = frozenset()
        self.before = {(one.need, one.person) for one in problem.before}
        self.minutes: dict[str, int] = defaultdict(int)
        self.voices: set[tuple[str, str]] = set()  # who works into which language
        self._promise(known(problem, problem.fixed))
        self.people = {
            who: of_person(self.layout, who, self._own(self.plan, who))
            for who in self.layout.people
        }
        self.activities = {
            what: of_activity(self.layout, what, self._within(self.plan, what))
            for what in self.layout.activities
        }

    def cover(self, need: Demand) -> None:
        """Promise a whole team to a need if there is one: direct, or else with relay."""
        missing = need.strength - len(self._team(need, self.plan))
        if missing <= 0:
            return
        direct = self.free(need)[:missing]
        teams = [direct] if len(direct) == missing else self._with_relay(need, missing)
        for team in teams:
            if self._possible(team):
                self._promise(frozenset(team))
                return

    def free(self, need: Demand, via: str = "", without: Plan = frozenset()) -> list[Promise]:
        """Return who could take a need by a way, the most fitting first.

        That is who had it before, works into its language anyhow, knows the matter, has done least.
        """
        taken = {one.person for one in self._team(need, self.plan) | without}
        people = [who for subject, who in self.layout.people.items() if subject not in taken]
        people.sort(
            key=lambda who: (
                (need.id, who.id) not in self.before,
                (who.id, need.target) not in self.voices,
                not knows(who, need),
                self.minutes[who.id],
                who.id,
            )
        )
        free = (Promise(need.id, who.id, via) for who in people)
        return [one for one in free if self._fits(one)]

    def _with_relay(self, need: Demand, missing: int) -> list[list[Promise]]:
        """Return teams that take relay from a pivot, with those whom the pivot needs for it."""
        teams = []
        for pivot in sorted(self.layout.activities[need.activity], key=lambda one: one.id):
            if pivot.source != need.source or pivot.target in {need.source, need.target}:
                continue
            lacking = self._missing(pivot)
            more = self.free(pivot)[:lacking]
            direct = self.free(need, "", frozenset(more))
            relay = self.free(need, pivot.target, frozenset((*more, *direct)))
            if len(more) == lacking and len(direct) + len(relay) >= missing:
                teams.append([*more, *(*direct, *relay)[:missing]])
        return teams

    def _promise(self, team: Plan) -> None:
        self.plan |= team
        for one in team:
            need = self.layout.demands[one.need]
            self.minutes[one.person] += need.minutes
            self.voices.add((one.person, need.target))

    def _missing(self, pivot: Demand) -> int:
        """Return how many more a need takes before it gives relay."""
        there = self._team(pivot, self.plan)
        both = (pivot.activity, pivot.target, pivot.source) in self.layout.directions
        least = givers(self.problem, both_ways=both) - sum(not one.via for one in there)
        return max(least, pivot.strength - len(there), 0)

    def _fits(self, promise: Promise) -> bool:
        own = self._own(self.plan, promise.person) | {promise}
        return not worse(self.people[promise.person], of_person(self.layout, promise.person, own))

    def _possible(self, team: list[Promise]) -> bool:
        """Tell whether the activity of a team then breaks nothing; H4 only says what is open."""
        activity = self.layout.demands[team[0].need].activity
        promises = self._within(self.plan | set(team), activity)
        found = worse(self.activities[activity], of_activity(self.layout, activity, promises))
        return all(one.rule == "H4" for one in found)

    def _team(self, need: Demand, plan: Plan) -> Plan:
        return frozenset(one for one in plan if one.need == need.id)

    def _own(self, plan: Plan, person: str) -> Plan:
        return frozenset(one for one in plan if one.person == person)

    def _within(self, plan: Plan, activity: str) -> Plan:
        needs = {one.id for one in self.layout.activities[activity]}
        return frozenset(one for one in plan if one.need in needs)
