"""Who could stand in for somebody at a need, and why not the others."""

from __future__ import annotations

from checkin.interpreting.candidates import Candidate, candidates
from checkin.interpreting.problem import Plan, Problem


def standins(problem: Problem, plan: Plan, need: str, absent: str) -> list[Candidate]:
    """Return everybody who might take a need in place of somebody, those who can first.

    Direct work comes before relay, then what costs the plan least in the profile's order; of the
    others, who has the fewest obstacles. Each says what speaks for and against.
    """
    rest = frozenset(one for one in plan if (one.need, one.person) != (need, absent))
    return [one for one in candidates(problem, rest, need) if one.person != absent]
