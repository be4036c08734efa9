"""A problem laid out for looking up: who, what, and what two needs have to do with each other."""

from __future__ import annotations

from collections import defaultdict

from checkin.interpreting.problem import Demand, Problem
from checkin.interpreting.profile import Limit
from checkin.interpreting.spans import Span, gap, joined, overlap

Clash = tuple[str, int, int]
"""Why two needs do not go together: figure, minutes between them, minutes that they take."""


class Layout:
    """The parts of a problem by their subjects."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.limits = problem.profile.limits
        self.people = {one.id: one for one in problem.people}
        self.demands = {one.id: one for one in problem.demands}
        self.spans: dict[str, Span] = {one.id: one.span for one in problem.demands}
        self.directions = {one.direction: one for one in reversed(problem.demands)}
        self.activities: dict[str, list[Demand]] = defaultdict(list)
        for need in problem.demands:
            self.activities[need.activity].append(need)
        self.windows: dict[str, list[Span]] = {
            one.id: joined((start.timestamp(), end.timestamp()) for start, end in one.windows)
            for one in problem.people
        }
        let_be: dict[tuple[str, str], set[str]] = defaultdict(set)
        for rule, subject, person in problem.overridden:
            let_be[rule, person].add(subject)
        self.let_be = {key: frozenset(needs) for key, needs in let_be.items()}
        self._clashes: dict[tuple[str, str], Clash | None] = {}

    def passed_over(self, rule: str, person: str = "") -> frozenset[str]:
        """Return the needs for which somebody let a rule be."""
        return self.let_be.get((rule, person), frozenset())

    def clash(self, one: Demand, other: Demand) -> Clash | None:
        """Return why nobody can take both of two needs (H2); None where that is possible."""
        key = one.id, other.id
        if key not in self._clashes:
            self._clashes[key] = self._clash(one, other)
        return self._clashes[key]

    def _clash(self, one: Demand, other: Demand) -> Clash | None:
        between = gap(self.spans[one.id], self.spans[other.id])
        apart = bool(one.place and other.place and one.place != other.place)
        if overlap(self.spans[one.id], self.spans[other.id]):
            if one.activity != other.activity or apart:
                return "overlap", between, 0
            both_ways = one.both_ways or other.both_ways
            return ("speaker", between, 0) if both_ways or one.source == other.source else None
        takes = self.way(one, other) + figure(self.limits.set_up) if apart else 0
        return ("way", between, takes) if between < takes else None

    def way(self, one: Demand, other: Demand) -> int:
        """Return the minutes from one need to another, as said or as the profile guesses."""
        said = self.problem.way(one.place, other.place)
        return figure(self.limits.way_unknown) if said is None else said


def figure(limit: Limit | None) -> int:
    """Return the value of a figure, none where the profile names none."""
    return limit.value if limit else 0
