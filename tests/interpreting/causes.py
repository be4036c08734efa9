"""Causes of broken rules taken away, each as it would be in life: the verdict must change."""

from __future__ import annotations

from dataclasses import replace

from checkin.interpreting.conflict import Break
from checkin.interpreting.draft import breaks
from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise
from checkin.interpreting.tongues import Tongues
from tests.interpreting.instances import FIRST, LANGUAGES

Case = tuple[Problem, Plan]


def stands(case: Case, broken: Break) -> bool:
    """Tell whether a break is there and not let be."""
    return broken.key in {one.key for one in breaks(*case) if not one.let_be}


def without(case: Case, broken: Break, keep: str = "") -> Case:
    """Return a case without the cause of a break; one need may be kept as it is promised."""
    asked, plan = case
    remove = {
        "H1": _always_there,
        "H3": _of_every_language,
        "H8": _without_figure,
        "H9": _without_figure,
        "H10": _without_listeners,
        "H11": _without_listeners,
        "H12": _without_exclusions,
    }.get(broken.rule)
    if remove:
        return remove(asked, broken), plan
    if broken.rule == "H2":
        return _handed_over(asked, plan, broken, keep)
    if broken.rule == "H13":
        fixed = frozenset(one for one in asked.fixed if one.need != broken.needs[0])
        return replace(asked, fixed=fixed), plan
    if broken.rule == "H7":
        limits = replace(asked.profile.limits, solo=None)
        return replace(asked, profile=replace(asked.profile, limits=limits)), plan
    return _with_more_people(asked, plan, broken)


def _person(asked: Problem, who: str, **fields: object) -> Problem:
    people = (replace(one, **fields) if one.id == who else one for one in asked.people)
    return replace(asked, people=tuple(people))


def _always_there(asked: Problem, broken: Break) -> Problem:
    if broken.figure == "away":
        return _person(asked, broken.person, away=None)
    windows = ((FIRST.replace(month=1), FIRST.replace(month=12)),)
    return _person(asked, broken.person, windows=windows)


def _of_every_language(asked: Problem, broken: Break) -> Problem:
    if broken.figure == "mode":
        return _person(asked, broken.person, modes=frozenset())
    return _person(asked, broken.person, tongues=Tongues(frozenset(LANGUAGES)))


def _without_figure(asked: Problem, broken: Break) -> Problem:
    limits = replace(asked.profile.limits, **{broken.figure: None})
    return replace(asked, profile=replace(asked.profile, limits=limits))


def _without_listeners(asked: Problem, broken: Break) -> Problem:
    def fewer(need: Demand) -> Demand:
        return replace(need, listeners=1) if need.id in broken.needs else need

    return replace(asked, demands=tuple(map(fewer, asked.demands)))


def _without_exclusions(asked: Problem, broken: Break) -> Problem:
    return _person(asked, broken.person, exclusions={})


def _with_more_people(asked: Problem, plan: Plan, broken: Break) -> Case:
    """Return a case with people who could do everything, as many as were missing (H4, H5, H6)."""
    need = broken.needs[-1]
    more = [_another(n) for n in range(broken.limit - broken.measured)]
    promises = {Promise(need, one.id) for one in more}
    return replace(asked, people=(*asked.people, *more)), plan | promises


def _handed_over(asked: Problem, plan: Plan, broken: Break, keep: str) -> Case:
    """Return a case in which somebody else does what clashes with a need."""
    other = _another(len(asked.people))
    own = {one for one in plan if one.person == broken.person}
    gone = {one for one in own if one.need in broken.needs and one.need != keep}
    handed = {replace(one, person=other.id) for one in gone}
    return replace(asked, people=(*asked.people, other)), (plan - gone) | handed


def _another(n: int) -> Interpreter:
    windows = ((FIRST.replace(month=1), FIRST.replace(month=12)),)
    tongues = Tongues(frozenset(LANGUAGES))
    return Interpreter(f"k-more-{n}", f"More {n}", tongues, windows)
