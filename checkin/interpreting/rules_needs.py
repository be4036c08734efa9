"""The hard rules of an activity and its needs: H4 to H7, H10, H11, H13, and H12 of colleagues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import permutations

from checkin.interpreting.conflict import Break
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Plan, Promise
from checkin.interpreting.weighing import givers

Teams = dict[str, list[Promise]]
"""Who is promised to each need of an activity."""


def of_activity(layout: Layout, activity: str, promises: Iterable[Promise]) -> list[Break]:
    """Return what the promises to the needs of one activity break."""
    needs = layout.activities[activity]
    teams: Teams = {need.id: [] for need in needs}
    for one in sorted(promises):
        teams[one.need].append(one)
    return [
        *(found for need in needs for found in _of_need(layout, need, teams)),
        *_colleagues(layout, activity, teams),
    ]


def fixed_gone(layout: Layout, plan: Plan) -> list[Break]:
    """Return the fixed promises that are not in a plan (H13)."""
    return [
        Break(
            "H13",
            "fixed",
            one.person,
            f"{one.need} {one.via}".rstrip(),
            (one.need,),
            let_be=one.need in layout.passed_over("H13", one.person),
        )
        for one in sorted(layout.problem.fixed - plan)
        if one.need in layout.demands and one.person in layout.people
    ]


def _of_need(layout: Layout, need: Demand, teams: Teams) -> Iterator[Break]:
    team = teams[need.id]
    there = len({one.person for one in team})
    if not there:
        yield _break(layout, ("H4", ""), need, 0, need.strength)
        return
    if there < need.strength:
        yield _break(layout, ("H6", ""), need, there, need.strength)
    solo = layout.limits.solo
    if need.booth and there == 1 and solo and need.run_minutes > solo.value:
        yield _break(layout, ("H7", ""), need, need.run_minutes, solo.value)
    for one in team:
        if one.via:
            yield from _relay(layout, need, one, teams)
    yield from _too_many(layout, need)


def _relay(layout: Layout, need: Demand, promise: Promise, teams: Teams) -> Iterator[Break]:
    via = promise.via
    pivot = layout.directions.get((need.activity, need.source, via))
    both = (need.activity, via, need.source) in layout.directions
    least = givers(layout.problem, both_ways=both)
    direct = {one.person for one in teams[pivot.id] if not one.via} if pivot else ()
    if len(direct) >= least:
        return
    needs = (need.id, pivot.id) if pivot else (need.id,)
    let_be = not layout.passed_over("H5").isdisjoint(needs)
    name = "pivot_both_ways" if least > givers(layout.problem, both_ways=False) else "relay_givers"
    about = f"{need.id} {via} {promise.person}"
    yield Break("H5", name if pivot else "no_pivot", "", about, needs, len(direct), least, let_be)


def too_many(layout: Layout, need: Demand) -> Break | None:
    """Return what is wrong with the number of listeners of a need (H10, H11)."""
    limits = layout.limits
    rows = {
        "whispered": ("H10", "whisper_listeners", limits.whisper_listeners),
        "tour-guide": ("H11", "tour_receivers", limits.tour_receivers),
        "liaison": ("H11", "liaison_group", limits.liaison_group),
    }
    rule, name, limit = rows.get(need.mode, ("", "", None))
    if not limit or need.listeners <= limit.value:
        return None
    return _break(layout, (rule, name), need, need.listeners, limit.value)


def _too_many(layout: Layout, need: Demand) -> Iterator[Break]:
    found = too_many(layout, need)
    if found:
        yield found


def _colleagues(layout: Layout, activity: str, teams: Teams) -> Iterator[Break]:
    own: dict[str, list[str]] = defaultdict(list)
    for need, team in teams.items():
        for promise in team:
            own[promise.person].append(need)
    for one, other in permutations(sorted(own), 2):
        if other not in layout.people[one].exclusions:
            continue
        standing = [set(own[who]) - layout.passed_over("H12", who) for who in (one, other)]
        needs = tuple(dict.fromkeys((*own[one], *own[other])))
        about = f"{activity} {other}"
        yield Break("H12", "colleague", one, about, needs, let_be=not all(standing))


def _break(layout: Layout, of: tuple[str, str], need: Demand, measured: int, limit: int) -> Break:
    rule, name = of
    let_be = need.id in layout.passed_over(rule)
    return Break(rule, name, "", need.id, (need.id,), measured, limit, let_be)
