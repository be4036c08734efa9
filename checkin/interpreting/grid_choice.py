"""Which needs a mark of a chief interpreter's own table means, directly or by relay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from checkin.i18n import gettext as _
from checkin.interpreting.grid_words import Direction
from checkin.interpreting.problem import Demand, Interpreter, Problem

Way = tuple[Demand, str]
"""A need, and the pivot from which it is taken; '' is directly."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The needs that a mark means."""

    ways: tuple[Way, ...] = ()
    why: str = ""  # it means none, in words
    left: tuple[Demand, ...] = ()  # its languages name them, and the person cannot do them


def chosen(
    problem: Problem,
    person: Interpreter,
    demands: Sequence[Demand],
    said: Sequence[Direction],
    languages: Sequence[str],
) -> Chosen:
    """Return which needs a mark means.

    What is written out is taken as it is, for rules to judge. Else a mark means what the person
    can do of it, as far as that is one thing at a time; by relay what nothing else is possible for.
    """
    full = [way for way in said if way.target]
    if full:
        named = [
            (one, way.via) for one in demands for way in full if way.means(one.source, one.target)
        ]
        why = "" if named else _("Nothing is needed in these languages: {slot}.")
        return Chosen(tuple(named), why)
    spoken = {way.source for way in said} | set(languages)
    some = [one for one in demands if not spoken or spoken & {one.source, one.target}]
    if not some:
        return Chosen(why=_("Nothing is needed there: {slot}."))
    via = next((way.via for way in said if way.via), "")
    if via:
        able = [(one, via) for one in some if via not in {one.source, one.target}]
    else:
        able = _able(problem, person, some, named=bool(spoken))
    if not able:
        return Chosen(why=_("{name} works in no direction that is needed there: {slot}."))
    if _unclear(able):
        return Chosen(why=_("It is not clear what {name} is to interpret: {slot}."))
    return Chosen(tuple(able), left=tuple(_left(some, able)) if spoken else ())


def _able(
    problem: Problem, person: Interpreter, some: Sequence[Demand], *, named: bool
) -> list[Way]:
    """Return what a person can do of some needs; beside that what relay alone makes possible."""
    direct = [(one, "") for one in some if _works(problem, person, one)]
    if direct and not named:
        return direct
    relayed = [(one, via) for one in _left(some, direct) if (via := _pivot(problem, person, one))]
    return direct if direct and _unclear(relayed) else direct + relayed


def _left(some: Sequence[Demand], taken: Sequence[Way]) -> list[Demand]:
    """Return the needs that are not taken, and could be beside those that are."""
    known = [one for one, _via in taken]
    return [
        one for one in some if one not in known and not any(_clash(one, other) for other in known)
    ]


def _works(problem: Problem, person: Interpreter, one: Demand) -> bool:
    there = _from(problem, person, one.source, one.target)
    return there and (not one.both_ways or _from(problem, person, one.target, one.source))


def _pivot(problem: Problem, person: Interpreter, one: Demand) -> str:
    """Return the only pivot from which a person can take a need; '' for none or several.

    It is the one of a promise that stands; else a language that is needed there as well, and into
    which somebody interprets directly.
    """
    stands = (before for before in problem.before if before.need == one.id)
    kept = next((before.via for before in stands if before.person == person.id), "")
    if kept or one.both_ways:
        return kept
    found = {
        other.target
        for other in problem.demands
        if (other.activity, other.source) == (one.activity, one.source)
        and _from(problem, person, other.target, one.target)
        and any(_from(problem, somebody, one.source, other.target) for somebody in problem.people)
    }
    return found.pop() if len(found) == 1 else ""


def _from(problem: Problem, person: Interpreter, source: str, target: str) -> bool:
    return person.tongues.works(source, target, b_from_b=problem.profile.b_from_b)


def _unclear(ways: Sequence[Way]) -> bool:
    return any(_clash(one, other) for (one, _v), (other, _w) in combinations(ways, 2))


def _clash(one: Demand, other: Demand) -> bool:
    """Tell whether nobody can be meant by both: one speaker at a time, one place at a time."""
    if one.activity == other.activity:
        return one.source == other.source
    return one.start < other.end and other.start < one.end
