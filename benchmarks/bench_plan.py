"""The best plan of interpreters, beside the greedy one that is made of the same problem."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from checkin.interpreting import profile
from checkin.interpreting.greedy import greedy
from checkin.interpreting.problem import Demand, Interpreter, Problem
from checkin.interpreting.runs import grouped
from checkin.interpreting.solver import solve
from checkin.interpreting.tongues import Tongues

_FIRST = datetime(2012, 11, 22, 8, tzinfo=UTC)
_VOICES = (  # A, B and C languages
    ("de", "zh", "en"),
    ("zh", "de", "en"),
    ("de", "ru", "en"),
    ("ru", "de", ""),
    ("zh", "de", "ru"),
    ("ru", "de", "zh"),
)
_SITES = 7  # to be visited
_FOUNDING = 120  # people at the founding congress
_GOALS = {(6, 25): "< 1 s", (30, 125): "< 10 s", (40, 120): "< 60 s"}
_ASKED = ("zh", "ru")


def measure(size: int) -> list[dict[str, Any]]:
    """Plan the founding congress; for a larger one its fivefold, and 60 slots of two needs."""
    sizes = [(6, 25)] if size <= _FOUNDING else [(30, 125), (40, 120)]
    return [_measured(size, people, needs) for people, needs in sizes]


def _measured(size: int, people: int, needs: int) -> dict[str, Any]:
    problem = congress(people, needs)
    started = time.perf_counter()
    greedy(problem)
    floor = time.perf_counter() - started
    started = time.perf_counter()
    found = solve(problem)
    ours = time.perf_counter() - started
    gaps = [
        f"{name} {value}, at least {bound}"
        for name, value, bound in zip(problem.profile.soft, found.values, found.bounds, strict=True)
        if bound < value
    ]
    told = "proven" if all(found.proven) else "; ".join(gaps)
    return {
        "what": f"a plan of {people} for {needs} needs ({told})",
        "size": size,
        "floor": floor,
        "ours": ours,
        "unit": "s",
        "ratio": ours / floor,
        "goal": _GOALS[people, needs],
    }


def congress(people: int, needs: int) -> Problem:
    """Return the problem of a symposium in some halls on one day, and of visits on the next."""
    dice = Random(people * 1000 + needs)
    rules = profile.load()
    halls = max(needs // 25, 1)
    demands = [
        *(need for hall in range(halls) for need in _symposium(dice, hall)),
        *(need for hall in range(halls) for need in _visits(dice, hall)),
    ]
    rest = needs - len(demands)
    assert rest >= 0, len(demands)
    demands += [need for n in range(rest) for need in _talk(dice, n)]
    places = ["hall", *(f"site-{n}" for n in range(_SITES))]
    ways = {
        (a, b): 10 + 5 * ((n + m) % 4) for n, a in enumerate(places) for m, b in enumerate(places)
    }
    crowd = tuple(_interpreter(dice, n) for n in range(people))
    return Problem(crowd, grouped(demands, rules), rules, ways)


def _symposium(dice: Random, hall: int) -> Iterator[Demand]:
    """Yield those of eight contributions in German or Chinese, for who listens otherwise."""
    for n in range(8):
        start = _FIRST + timedelta(minutes=40 * n + (90 if n >= 4 else 0))
        source = "zh" if dice.random() < 0.3 else "de"
        activity = f"a-{hall}-{n}"
        for target in ("de", "zh", "ru"):
            if target != source:
                where = (f"hall-{hall}", "simultaneous")
                yield _demand((activity, source, target), start, 40, where)


def _visits(dice: Random, hall: int) -> Iterator[Demand]:
    """Yield the needs of a Chinese and a Russian group, each going from site to site."""
    for group in _ASKED:
        sites = dice.sample(range(_SITES), 4)
        for n, site in enumerate(sites):
            start = _FIRST + timedelta(days=1, minutes=90 * n + 5 * dice.randrange(4))
            activity = f"v-{hall}-{group}-{n}"
            yield _demand((activity, "de", group), start, 50, (f"site-{site}", "consecutive"))


def _talk(dice: Random, n: int) -> Iterator[Demand]:
    """Yield the need of one conversation on the third day."""
    start = _FIRST + timedelta(days=2, minutes=15 * dice.randrange(24))
    yield _demand((f"t-{n}", "de", dice.choice(_ASKED)), start, 45, ("", "liaison"))


def _demand(
    of: tuple[str, str, str], start: datetime, minutes: int, where: tuple[str, str]
) -> Demand:
    (activity, source, target), (place, mode) = of, where
    return Demand(
        id=f"n-{activity}-{source}-{target}",
        activity=activity,
        title=activity,
        source=source,
        target=target,
        start=start,
        end=start + timedelta(minutes=minutes),
        place=place,
        mode=mode,
        day=f"{start:%Y-%m-%d}",
        run="",
        strength=1,
        run_minutes=0,
        listeners=8,
        group=frozenset({f"g-{target}"}),
    )


def _interpreter(dice: Random, n: int) -> Interpreter:
    a, b, c = (frozenset(text.split()) for text in _VOICES[n % len(_VOICES)])
    windows = tuple(
        (_FIRST + timedelta(days=day), _FIRST + timedelta(days=day, hours=10))
        for day in range(3)
        if dice.random() < 0.9
    )
    known = frozenset({f"g-{dice.choice(_ASKED)}"})
    return Interpreter(f"k-{n:02}", f"Interpreter {n}", Tongues(a, b, c), windows, experience=known)
