"""The hard rules of a need and its activity, at their limits."""

from __future__ import annotations

import pytest

from tests.interpreting.planned import (
    broken,
    need,
    problem,
    profile,
    promised,
    the_break,
    who,
)

TWO = [who("ann"), who("bea")]
RELAY = [
    need("first", activity="a"),
    need("second", way="zh>ru", activity="a"),
    need("back", way="de>zh", activity="a"),
]


def test_a_team_has_its_strength() -> None:
    asked = problem(TWO, [need("one", strength=2)])
    assert broken(asked, promised("one ann")) == ["H6"]
    assert broken(asked, promised("one ann", "one bea")) == []
    assert broken(asked, frozenset()) == []


def test_one_person_promised_in_two_ways_is_one_person() -> None:
    needs = [need("one", strength=2, activity="a"), need("pivot", way="zh>ru", activity="a")]
    plan = promised("one ann", "one ann ru", "pivot bea")
    assert "H6" in broken(problem([who("ann", c="zh ru"), who("bea", a="ru")], needs), plan)


@pytest.mark.parametrize(
    ("until", "strength"), [("10:40", 1), ("10:41", 2), ("12:00", 2), ("12:01", 3), ("14:00", 4)]
)
def test_a_booth_takes_what_the_row_for_its_run_says(until: str, strength: int) -> None:
    by = profile([(1, 40), (2, 120)])
    asked = problem([], [need("one", f"10:00-{until}", mode="simultaneous")], by)
    assert asked.demands[0].strength == strength


@pytest.mark.parametrize(("until", "strength"), [("11:30", 1), ("11:31", 2)])
def test_elsewhere_one_works_alone_up_to_a_time(until: str, strength: int) -> None:
    asked = problem([], [need("one", f"10:00-{until}")], profile(alone_after=90))
    assert asked.demands[0].strength == strength


@pytest.mark.parametrize(("until", "found"), [("10:40", []), ("10:41", ["H7"])])
def test_nobody_is_alone_in_a_booth_for_long(until: str, found: list[str]) -> None:
    booth = need("one", f"10:00-{until}", mode="simultaneous")
    assert broken(problem(TWO, [booth], profile(solo=40)), promised("one ann")) == found
    assert broken(problem(TWO, [booth], profile(solo=40)), promised("one ann", "one bea")) == []


def test_elsewhere_being_alone_is_no_matter_of_the_booth() -> None:
    assert broken(problem(TWO, [need("one")], profile(solo=40)), promised("one ann")) == []


def test_relay_needs_a_pivot_and_enough_who_give_it() -> None:
    people = [*TWO, who("rita", a="ru", c="de"), who("zoe", a="zh", c="de")]
    asked = problem(people, RELAY[:2], profile(relay_givers=2))
    taken = promised("second rita de")
    assert the_break(asked, taken, "H5").measured == 0
    assert the_break(asked, taken | promised("first ann"), "H5").measured == 1
    assert broken(asked, taken | promised("first ann", "first bea")) == []
    alone = problem(people, RELAY[1:2], profile(relay_givers=2))
    assert broken(alone, taken) == ["H5 no_pivot"]


def test_without_a_figure_one_still_gives_relay() -> None:
    people = [*TWO, who("rita", a="ru", c="de")]
    asked = problem(people, RELAY[:2])
    assert broken(asked, promised("second rita de")) == ["H5 relay_givers"]
    assert broken(asked, promised("second rita de", "first ann")) == []


def test_a_pivot_that_works_both_ways_is_stronger() -> None:
    people = [*TWO, who("cem"), who("rita", a="ru", c="de"), who("zoe", a="zh", c="de")]
    asked = problem(people, RELAY, profile(relay_givers=1, pivot_both_ways=3))
    plan = promised("second rita de", "first ann", "first bea", "back zoe")
    assert broken(asked, plan) == ["H5 pivot_both_ways"]
    assert broken(asked, plan | promised("first cem")) == []


@pytest.mark.parametrize(
    ("mode", "listeners", "found"),
    [
        ("whispered", 2, []),
        ("whispered", 3, ["H10 whisper_listeners"]),
        ("tour-guide", 20, []),
        ("tour-guide", 21, ["H11 tour_receivers"]),
        ("liaison", 15, []),
        ("liaison", 16, ["H11 liaison_group"]),
        ("consecutive", 300, []),
    ],
)
def test_not_too_many_listen(mode: str, listeners: int, found: list[str]) -> None:
    by = profile(whisper_listeners=2, tour_receivers=20, liaison_group=15)
    asked = problem([who("ann", a="de zh")], [need("one", mode=mode, listeners=listeners)], by)
    assert broken(asked, promised("one ann")) == found
    assert broken(asked, frozenset()) == []


def test_colleagues_who_exclude_each_other_are_not_in_one_activity() -> None:
    people = [who("ann", exclusions={"bea": "1"}), who("bea", a="zh", c="de")]
    together = [need("one", activity="a"), need("other", way="de>zh", activity="a")]
    plan = promised("one ann", "other bea")
    assert broken(problem(people, together), plan) == ["H12 colleague"]
    assert broken(problem(people, [need("one"), need("other", way="de>zh")]), plan) == []
    let_be = frozenset({("H12", "other", "bea")})
    assert broken(problem(people, together, overridden=let_be), plan) == []


def test_what_is_fixed_stays() -> None:
    asked = problem(TWO, [need("one")], fixed=promised("one ann"))
    assert broken(asked, promised("one bea")) == ["H13 fixed"]
    assert broken(asked, promised("one ann")) == []


@pytest.mark.parametrize("rule", ["H6", "H7"])
def test_a_rule_of_a_need_is_let_be_for_the_need(rule: str) -> None:
    booth = need("one", mode="simultaneous", strength=2)
    let_be = frozenset({(rule, "one", "")})
    asked = problem(TWO, [booth], profile(solo=40), overridden=let_be)
    assert broken(asked, promised("one ann")) == sorted({"H6", "H7"} - {rule})
