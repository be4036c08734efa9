"""What a plan costs, part after part of the soft order."""

from __future__ import annotations

from dataclasses import replace

from checkin.interpreting.problem import Plan, Problem
from checkin.interpreting.weighing import covered, objective
from tests.interpreting.planned import need, problem, profile, promised, who

TWO = [who("ann"), who("bea")]


def cost(asked: Problem, plan: Plan, name: str) -> int:
    return objective(asked, plan)[asked.profile.soft.index(name)]


def test_an_empty_plan_covers_nothing() -> None:
    asked = problem(TWO, [need("one"), need("other", "12:00-12:30")])
    assert covered(asked, frozenset()) == frozenset()
    assert objective(asked, frozenset()) == (90, 0, 0, 0, 0, 0, 0, 0, 0)
    assert objective(problem([], []), frozenset()) == (0,) * 9


def test_half_a_team_covers_nothing_yet() -> None:
    asked = problem(TWO, [need("one", strength=2)])
    assert cost(asked, promised("one ann"), "uncovered") == 60
    assert cost(asked, promised("one ann", "one bea", "one gone"), "uncovered") == 0


def test_a_pivot_takes_who_relay_asks_for() -> None:
    needs = [need("pivot", activity="a"), need("one", way="zh>ru", activity="a")]
    asked = problem([*TWO, who("rita", a="ru", c="de")], needs, profile(relay_givers=2))
    assert covered(asked, promised("pivot ann")) == {"pivot"}
    assert covered(asked, promised("pivot ann", "one rita de")) == {"one"}
    plan = promised("pivot ann", "pivot bea", "one rita de")
    assert covered(asked, plan) == {"pivot", "one"}
    assert cost(asked, plan, "relay") == 60


def test_changes_are_counted_by_need_and_person() -> None:
    needs = [need("one"), need("other", "12:00-13:00"), need("new", "14:00-15:00")]
    asked = problem(TWO, needs, before=promised("one ann", "other ann", "gone ann"))
    assert cost(asked, promised("one ann ru", "other ann", "new bea"), "changes") == 1
    assert cost(asked, promised("one bea", "other ann"), "changes") == 3


def test_alone_in_a_booth_counts_above_comfort() -> None:
    asked = problem(TWO, [need("one", mode="simultaneous"), need("other")], profile(comfort=20))
    assert cost(asked, promised("one ann", "other ann"), "solo") == 40
    assert cost(asked, promised("one ann", "one bea"), "solo") == 0
    assert cost(replace(asked, profile=profile()), promised("one ann"), "solo") == 0


def test_people_are_weighed_by_languages_minutes_groups_and_ways() -> None:
    needs = [
        need("one", group=frozenset({"g-1"}), place="here"),
        need("other", "10:30-12:00", way="zh>ru", place="there"),
    ]
    asked = problem(
        [who("ann", experience=frozenset({"g-1"})), who("bea")], needs, profile(overtime=90)
    )
    plan = promised("one ann", "other ann")
    assert cost(asked, plan, "continuity") == 2
    assert cost(asked, plan, "fairness") == 120  # the union, and nobody else has any
    assert cost(asked, plan, "experience") == 1
    assert cost(asked, plan, "ways") == 2
    assert cost(asked, plan, "overtime") == 30


def test_a_profile_orders_otherwise() -> None:
    asked = problem(TWO, [need("one")])
    turned = replace(asked, profile=replace(asked.profile, soft=asked.profile.soft[::-1]))
    assert objective(turned, frozenset()) == objective(asked, frozenset())[::-1]
