"""Who together would make the team of a need whole, each tried before it is offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, islice

from checkin.interpreting.candidates import able, obstacles
from checkin.interpreting.draft import NOBODY, Change, Draft
from checkin.interpreting.problem import Demand, Plan, Promise
from checkin.interpreting.weighing import givers

_BEST = 8
"""So many of those who could are tried in every combination."""

_OWN_WORK = frozenset({"H2", "H8", "H9"})
"""What somebody would be rid of with other work of theirs."""


def fillings(draft: Draft, need: Demand, remove: Plan = NOBODY, least: int = 0) -> Iterator[Change]:
    """Yield changes that make a team whole: who is free, by relay, from another need.

    At last come those that leave it short, where it was no better before.
    """
    bare = draft.after(remove=remove) if remove else draft
    size = max(lacking(bare, need), least)
    if not size:
        yield NOBODY, remove
        return
    for add in chain(teams(bare, need, size), chains(bare, need, size)):
        yield add - remove, remove - add
    for add, taken in _moves(bare, need, remove, size):
        yield add - remove, (remove | taken) - add
    for add in _some(bare, need, size - 1):
        yield add - remove, remove - add


def _some(draft: Draft, need: Demand, most: int) -> Iterator[Plan]:
    """Yield who could be added although that is not enough, most of them first."""
    free = [one.promise for one in able(draft, need) if not one.obstacles][:_BEST]
    for size in range(min(most, len(free)), 0, -1):
        yield from map(frozenset, combinations(free, size))


def lacking(draft: Draft, need: Demand) -> int:
    """Return how many more a need takes."""
    there = {one.person for one in draft.plan if one.need == need.id}
    return max(need.strength - len(there), 0)


def teams(draft: Draft, need: Demand, size: int) -> Iterator[Plan]:
    """Yield so many who could be added to a team without a new break, the best first."""
    free = [one.promise for one in able(draft, need) if not one.obstacles]
    for row in _rows(free, size):
        if not draft.new(row):
            yield row


def chains(draft: Draft, need: Demand, size: int) -> Iterator[Plan]:
    """Yield so many who could be added to take a need by relay, with those who give it."""
    for pivot in draft.layout.activities[need.activity]:
        if pivot.source == need.source and pivot.target != need.target:
            for giving in giving_relay(draft, pivot):
                for row in _rows(_takers(draft, need, pivot.target, giving), size):
                    if not draft.new(giving | row):
                        yield giving | row


def giving_relay(draft: Draft, pivot: Demand) -> Iterator[Plan]:
    """Yield who could be added to a pivot so that relay can be taken from it."""
    both = (pivot.activity, pivot.target, pivot.source) in draft.layout.directions
    least = max(givers(draft.problem, both_ways=both), pivot.strength)
    direct = {one.person for one in draft.plan if one.need == pivot.id and not one.via}
    taken = {one.person for one in draft.plan if one.need == pivot.id}
    people = sorted({who.id for who in draft.problem.people} - taken)
    promises = [Promise(pivot.id, who) for who in people]
    free = [one for one in promises if not obstacles(draft, one)]
    missing = max(least - len(direct), 0)
    yield from _rows(free, missing)


def _rows(free: Sequence[Promise], size: int) -> Iterator[Plan]:
    """Yield so many of the best at a time; nothing at all where there are not that many."""
    best = free[:_BEST]
    if size <= len(best):
        yield from map(frozenset, combinations(best, size))


def _takers(draft: Draft, need: Demand, via: str, giving: Plan) -> list[Promise]:
    """Return who could take a need from a pivot, were relay given."""
    given = draft.after(giving)
    taken = {one.person for one in given.plan if one.need == need.id}
    people = [who.id for who in draft.problem.people if who.id not in taken]
    promises = [Promise(need.id, who, via) for who in people]
    return [one for one in promises if not obstacles(given, one)]


def _moves(draft: Draft, need: Demand, remove: Plan, size: int) -> Iterator[Change]:
    """Yield changes that take somebody from another need, which keeps or gets a whole team."""
    for opening in able(draft, need):
        rules = {one.rule for one in opening.obstacles}
        if not rules or not rules <= _OWN_WORK:
            continue
        others = {other for one in opening.obstacles for other in one.needs} - {need.id}
        own = draft.people[opening.promise.person]
        for moved in sorted(one for one in own - remove if one.need in others):
            yield from _moved(draft, need, moved, size)


def _moved(draft: Draft, need: Demand, moved: Promise, size: int) -> Iterator[Change]:
    taken = frozenset({moved})
    other = draft.layout.demands[moved.need]
    bare = draft.after(remove=taken)
    for fill in islice(teams(bare, other, lacking(bare, other)), _BEST):
        for team in islice(teams(bare.after(fill), need, size), _BEST):
            yield fill | team, taken
