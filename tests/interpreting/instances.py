"""Random small planning problems, with everything that the rules speak of."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise, Window
from checkin.interpreting.profile import Limit, Limits, Profile, Row
from checkin.interpreting.runs import grouped
from checkin.interpreting.tongues import Tongues
from checkin.model.need import MODES

LANGUAGES = ("de", "zh", "ru")
PLACES = ("p-hall", "p-plant", "p-castle", "")
GROUPS = ("g-harbin", "g-almaty")
FIRST = datetime(2012, 11, 22, 8, tzinfo=UTC)
PEOPLE, NEEDS = 5, 6
"""The most that a problem has."""

_FIGURES = {
    "solo": (0, 30, 40, 90),
    "relay_givers": (1, 2),
    "pivot_both_ways": (2, 3),
    "whisper_listeners": (2,),
    "tour_receivers": (20,),
    "liaison_group": (15,),
    "alone_after": (30, 90),
    "set_up": (0, 5, 15),
    "way_unknown": (0, 15),
    "run_break": (0, 30, 60),
    "day_net": (60, 120, 180),
    "day_sessions": (1, 2),
    "session": (60, 120),
    "session_break": (30, 90),
    "runs_in_3_days": (2, 3),
    "runs_in_4_days": (3,),
    "runs_in_7_days": (4,),
    "comfort": (0, 30),
    "overtime": (60, 120),
}


def instance(seed: int, people: int = PEOPLE, needs: int = NEEDS) -> Problem:
    """Return the problem of a seed."""
    dice = Random(seed)  # noqa: S311  the same problem for the same seed
    profile = _profile(dice)
    demands = grouped(_demands(dice, dice.randint(1, needs)), profile)
    crowd = tuple(_interpreter(dice, n) for n in range(dice.randint(1, people)))
    ways = {}
    for one, other in (("p-hall", "p-plant"), ("p-hall", "p-castle"), ("p-plant", "p-castle")):
        if dice.random() < 0.7:
            ways[one, other] = ways[other, one] = dice.choice((0, 10, 25, 40))
    problem = Problem(crowd, demands, profile, ways)
    before = plan_of(dice, problem, 0.5) if dice.random() < 0.6 else frozenset[Promise]()
    fixed = frozenset(one for one in sorted(before) if dice.random() < 0.25)
    overridden = frozenset(
        (dice.choice(("H1", "H2", "H3", "H8", "H12")), one.need, one.person)
        for one in sorted(before)
        if dice.random() < 0.1
    )
    return replace(problem, before=before, fixed=fixed, overridden=overridden)


def plan_of(dice: Random, problem: Problem, share: float = 0.8) -> Plan:
    """Return a plan by people who know the languages, for a share of the needs."""
    found: set[Promise] = set()
    for need in problem.demands:
        able = [one for person in problem.people for one in _ways(problem, person, need)]
        dice.shuffle(able)
        taken: set[str] = set()
        for one in able if dice.random() < share else ():
            if one.person not in taken and len(taken) < need.strength:
                taken.add(one.person)
                found.add(one)
    return frozenset(found)


def _ways(problem: Problem, person: Interpreter, need: Demand) -> list[Promise]:
    tongues, b_from_b = person.tongues, problem.profile.b_from_b
    asked = {one.direction for one in problem.demands}
    vias = [one for one in LANGUAGES if (need.activity, need.source, one) in asked]
    direct = tongues.works(need.source, need.target, b_from_b=b_from_b)
    found = [Promise(need.id, person.id)] if direct else []
    return found + [
        Promise(need.id, person.id, via)
        for via in vias
        if via != need.target and tongues.works(via, need.target, b_from_b=b_from_b)
    ]


def _profile(dice: Random) -> Profile:
    limits = {
        name: Limit(dice.choice(values), "min", f"source of {name}")
        for name, values in _FIGURES.items()
        if dice.random() < (0.8 if name in {"relay_givers", "set_up", "run_break"} else 0.4)
    }
    steps = [(1, 40), (2, 120), (3, 240)] if dice.random() < 0.6 else [(1, 90)]
    team = tuple(Row(n, up_to, f"row {n}") for n, up_to in steps)
    soft = list(Profile("", "", "", Limits(), ()).soft)
    if dice.random() < 0.2:
        dice.shuffle(soft)
    return Profile(
        name="random",
        title="Random",
        note="",
        limits=Limits(**limits),
        team=team if dice.random() < 0.8 else (),
        b_from_b=dice.random() < 0.2,
        soft=tuple(soft),
    )


def _demands(dice: Random, count: int) -> list[Demand]:
    found: list[Demand] = []
    while len(found) < count:
        directions = [(s, t) for s in LANGUAGES for t in LANGUAGES if s != t]
        day = dice.choice((0, 0, 0, 1, 2))
        start = FIRST + timedelta(days=day, minutes=15 * dice.randrange(12))
        end = start + timedelta(minutes=15 * dice.randint(1, 6))
        mode, place = dice.choice(MODES), dice.choice(PLACES)
        if dice.random() < 0.5:
            mode = "simultaneous"
        activity = f"a-{len(found)}"
        sources = dice.choice((LANGUAGES, LANGUAGES[:1]))
        asked = [one for one in directions if one[0] in sources]
        for source, target in dice.sample(asked, min(dice.randint(1, 3), len(asked))):
            found.append(
                Demand(
                    id=f"n-{len(found)}",
                    activity=activity,
                    title=f"Activity {activity}",
                    source=source,
                    target=target,
                    start=start,
                    end=end,
                    place=place,
                    mode=mode,
                    day=f"{start:%Y-%m-%d}",
                    run="",
                    strength=2,
                    run_minutes=0,
                    listeners=dice.choice((1, 2, 2, 3, 16, 21)),
                    group=frozenset(one for one in GROUPS if dice.random() < 0.3),
                    hard=dice.random() < 0.2,
                    by_hand=dice.random() < 0.1,
                )
            )
    return found[:count]


def _interpreter(dice: Random, n: int) -> Interpreter:
    own = list(LANGUAGES)
    dice.shuffle(own)
    tongues = Tongues(
        frozenset(own[: dice.choice((1, 1, 2))]),
        frozenset(one for one in own[1:] if dice.random() < 0.6),
        frozenset(one for one in own[1:] if dice.random() < 0.6),
    )
    others = [*(f"k-{other}" for other in range(PEOPLE) if other != n), *GROUPS]
    away = FIRST + timedelta(minutes=15 * dice.randrange(12))
    return Interpreter(
        id=f"k-{n}",
        name=f"Interpreter {n}",
        tongues=tongues,
        windows=_windows(dice),
        modes=frozenset(dice.sample(MODES, 4)) if dice.random() < 0.15 else frozenset(),
        exclusions={dice.choice(others): str(dice.randint(1, 3))} if dice.random() < 0.15 else {},
        experience=frozenset(one for one in GROUPS if dice.random() < 0.3),
        away=away if dice.random() < 0.05 else None,
    )


def _windows(dice: Random) -> tuple[Window, ...]:
    found = []
    for day in range(3):
        start = FIRST + timedelta(days=day)
        if dice.random() < 0.7:
            found.append((start, start + timedelta(hours=8)))
        elif dice.random() < 0.7:
            middle = start + timedelta(minutes=15 * dice.randint(1, 12))
            found += [
                (start, middle),
                (middle + timedelta(minutes=dice.choice((0, 15))), start + timedelta(hours=6)),
            ]
    return tuple(found)


problems = st.integers(0, 2**32).map(instance)
"""Every problem of a seed, for Hypothesis."""
