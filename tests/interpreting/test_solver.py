"""The solver, beside a search through all plans, and beside rules that know nothing of it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bench_plan import congress
from checkin.errors import DeskError
from checkin.interpreting.draft import breaks, worse
from checkin.interpreting.greedy import greedy
from checkin.interpreting.problem import Demand, Plan, Problem, Promise
from checkin.interpreting.program import Stopped
from checkin.interpreting.solver import feasible, solve
from checkin.interpreting.weighing import objective
from tests.interpreting.brute import Brute
from tests.interpreting.instances import instance, problems
from tests.interpreting.judge import Judge

OFTEN = settings(max_examples=settings().max_examples * 3 // 2)
SELDOM = settings(max_examples=settings().max_examples // 5)


LONG = 600.0
"""Seconds that no small problem takes, however loaded the machine is."""


def lenient(problem: Problem, dice: Random) -> Problem:
    """Let rules of needs be in a problem, as somebody does for a need that matters."""
    rules = ("H5", "H6", "H7", "H10", "H11")
    needs = [one.id for one in problem.demands if dice.random() < 0.4]
    more = {(dice.choice(rules), need, "") for need in needs}
    return replace(problem, overridden=problem.overridden | more)


lenient_problems = st.builds(lenient, problems, st.integers(0, 2**32).map(Random))


def sound(problem: Problem, plan: Plan) -> None:
    """Check a plan by the rules and by the judge: nothing is worse than what is fixed makes it."""
    broken = worse(breaks(problem, problem.fixed), breaks(problem, plan))
    assert {one.rule for one in broken} <= {"H4"}, broken
    judge = Judge(problem)
    stood = judge.faults(problem.fixed)
    assert not {key: by for key, by in judge.faults(plan).items() if by > stood.get(key, 0)}
    assert plan >= problem.fixed


@OFTEN
@given(problems)
def test_no_plan_is_better(problem: Problem) -> None:
    solution = solve(problem, seconds=LONG)
    assert solution.values == Brute(problem).search()
    assert (
        solution.values == objective(problem, solution.plan) == Judge(problem).costs(solution.plan)
    )
    assert all(solution.proven)
    assert solution.bounds == solution.values
    sound(problem, solution.plan)


@SELDOM
@given(lenient_problems)
def test_no_plan_is_better_where_rules_were_let_be(problem: Problem) -> None:
    solution = solve(problem, seconds=LONG)
    assert solution.values == Brute(problem).search()
    assert all(solution.proven)
    sound(problem, solution.plan)


@given(problems)
def test_the_greedy_plan_is_sound_and_never_better(problem: Problem) -> None:
    plan = greedy(problem)
    sound(problem, plan)
    assert Brute(problem).search() <= objective(problem, plan)


@SELDOM
@given(problems, st.integers(0, 2**32).map(Random))
def test_times_need_not_be_whole_minutes(problem: Problem, dice: Random) -> None:
    def late(need: Demand) -> Demand:
        start, end = (timedelta(seconds=dice.randrange(60)) for _edge in range(2))
        return replace(need, start=need.start + start, end=need.end + end)

    problem = replace(problem, demands=tuple(late(one) for one in problem.demands))
    solution = solve(problem, seconds=LONG)
    assert solution.values <= solution.greedy
    sound(problem, solution.plan)


@SELDOM
@given(problems, st.integers(0, 2**32).map(Random))
def test_the_order_of_people_and_needs_changes_nothing(problem: Problem, dice: Random) -> None:
    people, demands = list(problem.people), list(problem.demands)
    dice.shuffle(people)
    dice.shuffle(demands)
    shuffled = replace(problem, people=tuple(people), demands=tuple(demands))
    assert solve(shuffled, seconds=LONG).plan == solve(problem, seconds=LONG).plan


@given(problems, st.integers(0, 2**32).map(Random))
def test_needs_can_be_covered_at_once_or_not(problem: Problem, dice: Random) -> None:
    needs = {one.id for one in problem.demands if dice.random() < 0.5}
    assert feasible(problem, needs) == Brute(problem).possible(needs)


def test_an_unknown_need_cannot_be_covered() -> None:
    assert not feasible(instance(2), {"n-nowhere"})


@pytest.mark.parametrize("empty", ["people", "demands"])
def test_without_people_or_needs_there_is_nothing_to_plan(empty: str) -> None:
    problem = replace(instance(2), **{empty: ()}, fixed=frozenset(), before=frozenset())
    solution = solve(problem, seconds=LONG)
    assert not solution.plan
    assert all(solution.proven)
    assert set(solution.uncovered) == {one.id for one in problem.demands}


def test_what_is_fixed_stays_even_where_it_breaks_rules() -> None:
    problem = instance(2)
    everybody = frozenset(
        Promise(need.id, who.id) for need in problem.demands for who in problem.people
    )
    fixed = replace(problem, fixed=everybody, before=everybody)
    assert breaks(fixed, everybody)
    solution = solve(fixed, seconds=LONG)
    assert solution.plan == everybody
    assert all(solution.proven)


def test_fixed_promises_of_strangers_are_kept_and_not_counted() -> None:
    problem = instance(2)
    gone = Promise("n-gone", "k-gone")
    kept = replace(problem, fixed=problem.fixed | {gone})
    solution = solve(kept, seconds=LONG)
    assert gone in solution.plan
    assert solution.values == solve(problem, seconds=LONG).values


def test_it_tells_of_each_part_of_the_soft_order() -> None:
    problem = instance(5)
    heard: list[tuple[str, int]] = []
    solution = solve(problem, seconds=LONG, told=lambda name, value: heard.append((name, value)))
    assert heard == list(zip(problem.profile.soft, solution.values, strict=True))


def test_where_the_time_runs_out_it_says_how_far_from_the_best_it_may_be() -> None:
    problem = congress(30, 125)
    solution = solve(problem, seconds=0.5)
    assert solution.values <= solution.greedy == objective(problem, greedy(problem))
    assert not all(solution.proven)
    assert all(
        bound <= value for bound, value in zip(solution.bounds, solution.values, strict=True)
    )
    sound(problem, solution.plan)


def test_stopped_it_ends_with_its_process_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a folder with blanks"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    seen: list[list[str]] = []

    def stop() -> bool:
        if any(folder.rglob("cbc.log")):
            seen.append(running())
        return len(seen) > 2

    with pytest.raises(Stopped):
        solve(congress(30, 125), stop=stop, seconds=LONG)
    assert not list(folder.iterdir())
    if Path("/proc").exists():
        assert any(seen[-1])
        assert not running()


def running() -> list[str]:
    """Return the running processes that are CBC in a folder of ours, where the system tells."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            where = str((folder / "cwd").readlink())
        except OSError:
            continue
        if "plan.mps" in words and "a folder with blanks" in where:
            found.append(folder.name)
    return found


def test_without_the_solver_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", "/nowhere/cbc")
    with pytest.raises(DeskError, match=r"The solver CBC cannot be started: .*cbc"):
        solve(instance(2))
