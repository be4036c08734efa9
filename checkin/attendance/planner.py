"""The desk planner: how long guests wait at how many desks, by playing the morning many times."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import fmean

from checkin.desk import Desk
from checkin.model.moment import instant

METHODS = {"scan": 12.0, "print": 22.0, "look-up": 45.0, "paper": 68.0}
"""Mean seconds per guest (domain notes, 3.1): sorted badges, print on demand, by name, by list."""

PACK = 120.0
"""Seconds in which the head of a coach takes a pack that was printed before (DSK-08)."""

RUNS, _FEWEST_RUNS = 400, 5
_AT_ONCE = 50_000  # guests in all runs: of a large house fewer mornings tell as much
_SPREAD = 0.5  # of the logarithm of a service: some are quick, a few take long
_FIRST = 1_800.0  # seconds in which the first part comes
_SEED = 2012


@dataclass(frozen=True, slots=True)
class Morning:
    """What a morning is like; seconds, and parts of one."""

    registered: int
    no_show: float = 0.10
    doors_open: float = 5_400.0  # from the doors to the start; nobody comes later
    first_half_hour: float = 0.65  # of those who come
    seconds: float = METHODS["print"]
    exceptions: float = 0.10
    exception_seconds: float = 150.0
    coach: int = 0  # guests who step out of one coach at minute 15
    coach_seconds: float = 0.0  # in which its head takes their pack; 0: one by one

    @property
    def coming(self) -> int:
        """Return how many will come."""
        return round(self.registered * (1 - self.no_show))

    def by(self, elapsed: float) -> int:
        """Return how many are expected to have come so many seconds after the doors opened."""
        first = min(_FIRST, self.doors_open)
        early = self.first_half_hour if first < self.doors_open else 1.0
        rest = max(elapsed - first, 0.0) / max(self.doors_open - first, 1.0)
        part = early * min(max(elapsed / first, 0.0), 1.0) + (1 - early) * min(rest, 1.0)
        return round(self.coming * part)


@dataclass(frozen=True, slots=True)
class Wait:
    """How a morning goes at a number of desks."""

    desks: int
    mean: float  # seconds
    p95: float
    queue: int  # the longest


def waits(
    morning: Morning, desks: Sequence[int] = (1, 2, 3, 4, 5), *, split: bool = False
) -> list[Wait]:
    """Return the waits at each number of desks; with `split` each desk serves its own letters.

    Always the same for the same morning: chance is drawn from a fixed seed.
    """
    return [_wait(morning, number, split=split) for number in desks]


def first_doors(desk: Desk, day: date) -> tuple[datetime, datetime] | None:
    """Return from when on the first part of a day takes people in, and when it starts.

    None where nothing of the programme is on that day, but the day.
    """
    found = []
    for one in desk.programme.activities.values():
        start, times = instant(one.start), desk.programme.admission(one)
        if one.kind not in {"day", "transfer"} and start and times:
            start = start.astimezone(desk.event.tz)
            if desk.event.day_of(start) == day and times[0] < start:
                found.append((start, times[0].astimezone(desk.event.tz)))
    if not found:
        return None
    start, doors = min(found)
    return doors, start


def enough(found: Sequence[Wait], patience: float = 60.0) -> Wait | None:
    """Return the fewest desks at which 95 of 100 guests wait no longer than a patience."""
    return next((one for one in found if one.p95 <= patience), None)


def _wait(morning: Morning, desks: int, *, split: bool) -> Wait:
    """Return the means over many mornings: of the waits, of each one's 95 of 100, of its queue."""
    chance = random.Random(_SEED)  # noqa: S311  a simulation
    means, ends, queues = [0.0], [0.0], [0]
    for _run in range(_runs(morning)):
        lanes: list[list[tuple[float, float]]] = [[] for _lane in range(desks if split else 1)]
        for guest in _guests(morning, chance):
            lanes[chance.randrange(desks) if split else 0].append(guest)
        runs = [_served(lane, 1 if split else desks) for lane in lanes]
        waited = sorted(wait for found, _queue in runs for wait in found)
        if waited:
            means.append(fmean(waited))
            ends.append(waited[math.ceil(len(waited) * 0.95) - 1])
            queues.append(max(queue for _found, queue in runs))
    known = slice(1, None) if len(means) > 1 else slice(None)
    return Wait(desks, fmean(means[known]), fmean(ends[known]), round(fmean(queues[known])))


def _runs(morning: Morning) -> int:
    return max(min(RUNS, _AT_ONCE // max(morning.coming, 1)), _FEWEST_RUNS)


def _guests(morning: Morning, chance: random.Random) -> list[tuple[float, float]]:
    """Return when each guest comes, and how long they take, in the order of coming."""
    found = []
    first, last = min(_FIRST, morning.doors_open), morning.doors_open
    coach = min(morning.coach, morning.coming)
    for _guest in range(morning.coming - coach):
        early = chance.random() < morning.first_half_hour or first == last
        at = chance.random() * first if early else first + chance.random() * (last - first)
        found.append((at, _service(morning, chance)))
    if coach and morning.coach_seconds:
        found.append((first / 2, morning.coach_seconds))
    else:
        found += [(first / 2, _service(morning, chance)) for _guest in range(coach)]
    return sorted(found)


def _service(morning: Morning, chance: random.Random) -> float:
    mean = morning.seconds
    if chance.random() < morning.exceptions:
        mean = morning.exception_seconds
    return chance.lognormvariate(math.log(mean) - _SPREAD**2 / 2, _SPREAD)


def _served(guests: Sequence[tuple[float, float]], desks: int) -> tuple[list[float], int]:
    """Return how long each guest waits in one line before some desks, and its greatest length."""
    free = [0.0] * desks
    waits_here: list[float] = []
    begun: list[float] = []
    longest = 0
    for at, service in guests:
        start = max(at, heapq.heappop(free))
        heapq.heappush(free, start + service)
        waits_here.append(start - at)
        while begun and begun[0] <= at:
            heapq.heappop(begun)
        if start > at:
            heapq.heappush(begun, start)
        longest = max(longest, len(begun))
    return waits_here, longest
