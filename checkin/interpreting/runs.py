"""Runs: needs in one booth, or activity, without a long pause, and the team that they take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from checkin.interpreting.problem import Demand
from checkin.interpreting.profile import Profile
from checkin.interpreting.spans import net


def grouped(demands: Iterable[Demand], profile: Profile) -> tuple[Demand, ...]:
    """Return the needs, in their order, each with its run, and the strength of those by profile.

    A run bears the subject of its first need.
    """
    known = list(demands)
    rows: dict[tuple[str, ...], list[Demand]] = defaultdict(list)
    for one in known:
        at = ("place", one.place) if one.booth and one.place else ("activity", one.activity)
        rows[one.day, *at].append(one)
    found: dict[str, Demand] = {}
    for row in rows.values():
        for run in _runs(row, profile):
            minutes = net(one.span for one in run)
            found |= {one.id: _in_run(one, run[0].id, minutes, profile) for one in run}
    return tuple(found[one.id] for one in known)


def _runs(row: list[Demand], profile: Profile) -> list[list[Demand]]:
    pause = 60 * (profile.limits.run_break.value if profile.limits.run_break else 0)
    found: list[list[Demand]] = []
    ended = 0.0
    for one in sorted(row, key=lambda one: (one.span, one.id)):
        start, end = one.span
        if found and start <= ended + pause:
            found[-1].append(one)
            ended = max(ended, end)
        else:
            found.append([one])
            ended = end
    return found


def _in_run(one: Demand, run: str, minutes: int, profile: Profile) -> Demand:
    strength = one.strength if one.by_hand else usual_strength(one, minutes, profile)
    return replace(one, run=run, run_minutes=minutes, strength=strength)


def usual_strength(one: Demand, run_minutes: int, profile: Profile) -> int:
    """Return how many interpreters a need takes where nobody decided otherwise."""
    if one.booth:
        return profile.strength(run_minutes)[0]
    alone = profile.limits.alone_after
    return 2 if alone and one.minutes > alone.value else 1
