"""Why not everything can be met: one smallest set of requirements that clash."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from checkin.i18n import gettext as _
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Problem
from checkin.interpreting.requirements import Requirement, required, requirements, text
from checkin.interpreting.search import meetable
from checkin.interpreting.solver import feasible

Oracle = Callable[[Problem, Collection[str]], bool]
"""Tells whether some needs of a problem can be covered together."""

_TOGETHER = 40
"""Up to so many needs each two are looked at, for a set that touches few."""

_QUICK = 40
"""Up to so many needs times people a search is quicker than a solver."""

_LOOKED_AT = 4
"""So many sets are compared by the people whom they touch."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Requirements that cannot all be met, and could without any one of them."""

    parts: tuple[Requirement, ...]
    text: str

    @property
    def people(self) -> frozenset[str]:
        """Return whom they touch."""
        return frozenset(one.person for one in self.parts if one.person)


def possible(problem: Problem, needs: Collection[str]) -> bool:
    """Tell whether some needs can be covered together, by search where that is quick."""
    few = len(needs) * len(problem.people) <= _QUICK
    return meetable(problem, needs) if few else feasible(problem, needs)


def clash(problem: Problem, oracle: Oracle = possible) -> Clash | None:
    """Return one set of requirements that clash; None where every need can be covered.

    That alone it cannot be met, and that without any one it can, is looked at for each.
    """
    layout = Layout(problem)
    found = [
        _smallest(problem, core, oracle) for core in islice(_cores(problem, oracle), _LOOKED_AT)
    ]
    if not found:
        return None
    parts = min(found, key=lambda one: (len({p.person for p in one} - {""}), len(one), one))
    head = _("These cannot all be met, and could without any one of them:")
    said = "; ".join(text(layout, one) for one in parts)
    return Clash(parts, f"{head} {said}.")


def _in_words(one: Requirement) -> tuple[object, ...]:
    """Return the order in which requirements are said: needs, what is fixed, then rules."""
    return {"H4": 0, "H13": 1}.get(one.rule, 2), one


def _cores(problem: Problem, oracle: Oracle) -> Iterator[frozenset[str]]:
    """Yield sets of needs that cannot be covered together: of one, of two, of more."""
    order = sorted(problem.demands, key=lambda need: (need.span, need.id))
    needs = [need.id for need in order]
    alone = {need for need in needs if not oracle(problem, {need})}
    yield from (frozenset({need}) for need in needs if need in alone)
    rest = [need for need in needs if need not in alone]
    if len(rest) <= _TOGETHER:
        yield from (frozenset(p) for p in combinations(rest, 2) if not oracle(problem, p))
    if alone or oracle(problem, rest):
        return
    grown: list[str] = []
    for need in rest:
        grown.append(need)
        if not oracle(problem, grown):
            yield frozenset(grown)
            return


def _smallest(problem: Problem, needs: Collection[str], oracle: Oracle) -> tuple[Requirement, ...]:
    """Leave out what the rest clashes without, until each one is needed."""

    def clashing(parts: Sequence[Requirement]) -> bool:
        return not oracle(*required(problem, parts))

    every = requirements(problem)
    kept = [one for one in every if one.rule != "H4" or one.need in needs]
    size = len(kept)
    while size:
        before = len(kept)
        for start in range(len(kept) - 1, -1, -size):
            rest = [*kept[: max(start - size + 1, 0)], *kept[start + 1 :]]
            if clashing(rest):
                kept = rest
        if size > 1 or len(kept) == before:
            size //= 2
    return tuple(sorted(kept, key=_in_words))
