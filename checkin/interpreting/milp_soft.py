"""The soft order as sums to make small, each exactly what `weighing.objective` counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checkin.interpreting.milp import Model
from checkin.interpreting.milp_people import Needs, Person
from checkin.interpreting.program import Terms, plain, times, total
from checkin.interpreting.weighing import knows

People = Mapping[str, Person]

Measure = Callable[[Model, People], tuple[Terms, float]]
"""Return a sum, and the number to add to it."""


def _uncovered(model: Model, _people: People) -> tuple[Terms, float]:
    terms = total(*(times(-need.minutes, model.whole[need.id]) for need in model.demands))
    return terms, sum(need.minutes for need in model.demands)


def _changes(model: Model, _people: People) -> tuple[Terms, float]:
    before = {(one.need, one.person) for one in model.problem.before}
    had = {need for need, _person in before}
    kept = [times(-1, plain(held)) for pair, held in model.held.items() if pair in before]
    new = [plain(own) for pair, own in model.held.items() if pair not in before and pair[0] in had]
    return total(*kept, *new), len(before)


def _relay(model: Model, _people: People) -> tuple[Terms, float]:
    demands = model.layout.demands
    taken = {var: demands[one.need].minutes for one, var in model.choices.items() if one.via}
    return dict(taken), 0


def _solo(model: Model, _people: People) -> tuple[Terms, float]:
    comfort = model.problem.profile.limits.comfort
    found: Terms = {}
    for need in model.demands:
        if comfort and need.booth and need.minutes > comfort.value:
            alone = model.program.part()
            there = times(-2, model.staffed[need.id])
            model.program.at_least(total({alone: 1}, there, model.number(need.id)), 0)
            found[alone] = need.minutes - comfort.value
    return found, 0


def _continuity(_model: Model, people: People) -> tuple[Terms, float]:
    return _occurring(people, lambda person: _by(person.needs, "target"))


def _ways(_model: Model, people: People) -> tuple[Terms, float]:
    return _occurring(people, lambda person: _by(person.needs, "day", "place"))


def _occurring(
    people: People, groups: Callable[[Person], Mapping[object, Needs]]
) -> tuple[Terms, float]:
    """Count the groups of needs of which a person takes one."""
    rows = (
        person.touches(needs) for person in people.values() for needs in groups(person).values()
    )
    return total(*rows), 0


def _by(needs: Needs, *fields: str) -> Mapping[object, Needs]:
    found: dict[object, Needs] = {}
    for one in needs:
        key = tuple(getattr(one, field) for field in fields)
        found[key] = (*found.get(key, ()), one)
    return found


def _fairness(model: Model, people: People) -> tuple[Terms, float]:
    if not people:
        return {}, 0
    most, least = model.program.part(None), model.program.part(None)
    for person in people.values():
        work = person.minutes(person.needs)
        model.program.at_most(total(work, {most: -1}), 0)
        model.program.at_least(total(work, {least: -1}), 0)
    return {most: 1, least: -1}, 0


def _experience(model: Model, _people: People) -> tuple[Terms, float]:
    layout = model.layout
    strange = [
        var
        for one, var in model.choices.items()
        if not knows(layout.people[one.person], layout.demands[one.need])
    ]
    return plain(strange), 0


def _overtime(model: Model, people: People) -> tuple[Terms, float]:
    limit = model.problem.profile.limits.overtime
    found: Terms = {}
    if not limit:
        return found, 0
    for person in people.values():
        for needs in _by(person.needs, "day").values():
            over = model.program.part(None)
            model.program.at_most(total(person.minutes(needs), {over: -1}), limit.value)
            found[over] = 1
    return found, 0


MEASURES: Mapping[str, Measure] = {
    "uncovered": _uncovered,
    "changes": _changes,
    "relay": _relay,
    "solo": _solo,
    "continuity": _continuity,
    "fairness": _fairness,
    "experience": _experience,
    "ways": _ways,
    "overtime": _overtime,
}
