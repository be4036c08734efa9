"""How good a plan is: what it covers, and the soft order of RULES.md in whole numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise
from checkin.interpreting.profile import Limit
from checkin.interpreting.spans import Span, net


def known(problem: Problem, plan: Iterable[Promise]) -> Plan:
    """Return the promises of a plan whose person and need there are."""
    people = {one.id for one in problem.people}
    needs = {one.id for one in problem.demands}
    return frozenset(one for one in plan if one.person in people and one.need in needs)


def asked(problem: Problem, plan: Iterable[Promise]) -> dict[str, int]:
    """Return how many interpreters each need takes: its strength, more where relay is taken."""
    strength = {one.id: one.strength for one in problem.demands}
    directions = {one.direction: one for one in reversed(problem.demands)}
    demands = {one.id: one for one in problem.demands}
    for promise in plan:
        one = demands.get(promise.need)
        pivot = directions.get((one.activity, one.source, promise.via)) if one else None
        if one and pivot and promise.via:
            both = (one.activity, promise.via, one.source) in directions
            strength[pivot.id] = max(strength[pivot.id], givers(problem, both_ways=both))
    return strength


def givers(problem: Problem, *, both_ways: bool) -> int:
    """Return how many must work directly in a pivot from which relay is taken (H5)."""
    limits = problem.profile.limits
    least = limits.relay_givers.value if limits.relay_givers else 1
    if both_ways and limits.pivot_both_ways:
        least = max(least, limits.pivot_both_ways.value)
    return max(least, 1)


def present(plan: Iterable[Promise]) -> Counter[str]:
    """Return how many people are promised to each need."""
    return Counter(need for need, _person in {(one.need, one.person) for one in plan})


def covered(problem: Problem, plan: Plan) -> frozenset[str]:
    """Return the needs that have their whole team."""
    plan = known(problem, plan)
    there = present(plan)
    return frozenset(need for need, least in asked(problem, plan).items() if there[need] >= least)


def objective(problem: Problem, plan: Plan) -> tuple[int, ...]:
    """Return what a plan costs in the order of the profile; the first difference decides."""
    plan = known(problem, plan)
    costs = {**_of_needs(problem, plan), **_of_people(problem, plan)}
    return tuple(costs[name] for name in problem.profile.soft)


def _of_needs(problem: Problem, plan: Plan) -> Mapping[str, int]:
    whole, there = covered(problem, plan), present(plan)
    before = {(one.need, one.person) for one in problem.before}
    now = {(one.need, one.person) for one in plan}
    had = {need for need, _person in before}
    comfort = problem.profile.limits.comfort
    lone = [one for one in problem.demands if one.booth and there[one.id] == 1]
    return {
        "uncovered": sum(one.minutes for one in problem.demands if one.id not in whole),
        "changes": len(before - now) + sum(need in had for need, _person in now - before),
        "solo": sum(above(comfort, one.minutes) for one in lone),
    }


def _of_people(problem: Problem, plan: Plan) -> Mapping[str, int]:
    people = {one.id: one for one in problem.people}
    demands = {one.id: one for one in problem.demands}
    work = [(one, people[one.person], demands[one.need]) for one in sorted(plan)]
    whole: dict[str, list[Span]] = {one.id: [] for one in problem.people}
    days: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for promise, _person, need in work:
        whole[promise.person].append(need.span)
        days[promise.person, need.day].append(need.span)
    minutes = [net(spans) for spans in whole.values()]
    overtime = problem.profile.limits.overtime
    return {
        "relay": sum(need.minutes for promise, _person, need in work if promise.via),
        "continuity": len({(promise.person, need.target) for promise, _person, need in work}),
        "fairness": max(minutes, default=0) - min(minutes, default=0),
        "experience": sum(not knows(person, need) for _promise, person, need in work),
        "ways": len({(promise.person, need.day, need.place) for promise, _person, need in work}),
        "overtime": sum(above(overtime, net(spans)) for spans in days.values()),
    }


def knows(person: Interpreter, need: Demand) -> bool:
    """Tell whether a person knows the activity of a need or one of the groups that listen."""
    return not person.experience.isdisjoint({need.activity, *need.group})


def above(limit: Limit | None, minutes: int) -> int:
    """Return the minutes above a limit; none where there is no such limit."""
    return max(minutes - limit.value, 0) if limit else 0
