"""The hard rules of a person, at their limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.interpreting.planned import (
    at,
    broken,
    need,
    problem,
    profile,
    promised,
    the_break,
    ways,
    who,
    window,
)

BOTH = promised("one ann", "other ann")


def test_an_empty_plan_breaks_only_that_nobody_is_there() -> None:
    asked = problem([who("ann")], [need("one")])
    assert broken(asked, frozenset()) == []
    assert the_break(asked, frozenset(), "H4").needs == ("one",)


def test_people_and_needs_that_nobody_knows_are_passed_over() -> None:
    asked = problem([who("ann")], [need("one")], fixed=promised("gone ann", "one gone"))
    assert broken(asked, promised("one ann", "gone ann", "one gone")) == []


# Availability, H1 ####################################################################


@pytest.mark.parametrize(
    ("windows", "outside"),
    [
        ([window("10:00", "11:00")], 0),
        ([window("10:00", "10:30"), window("10:30", "11:00")], 0),  # they touch
        ([window("09:00", "10:40"), window("10:20", "12:00")], 0),  # they overlap
        ([window("10:01", "11:00")], 1),
        ([window("10:00", "10:59")], 1),
        ([window("09:00", "10:30"), window("10:45", "12:00")], 15),
        ([window("11:00", "12:00")], 60),
        ([], 60),
    ],
)
def test_a_need_lies_inside_one_window(windows: list[object], outside: int) -> None:
    asked = problem([who("ann", windows=tuple(windows))], [need("one")])
    plan = promised("one ann")
    if not outside:
        assert broken(asked, plan) == []
        return
    assert broken(asked, plan) == ["H1 window"]
    assert the_break(asked, plan, "H1").measured == outside


def test_a_window_reaches_over_midnight() -> None:
    windows = ((at("22:00"), at("02:00", "2012-11-23")),)
    late = need("one", "01:00-02:00", day="2012-11-23")
    assert broken(problem([who("ann", windows=windows)], [late]), promised("one ann")) == []


@pytest.mark.parametrize(("away", "after"), [("11:00", 0), ("10:50", 10), ("09:00", 60)])
def test_who_is_ill_ends_by_then(away: str, after: int) -> None:
    asked = problem([who("ann", away=at(away))], [need("one")])
    plan = promised("one ann")
    assert broken(asked, plan) == (["H1 away"] if after else [])
    assert not after or the_break(asked, plan, "H1").measured == after


def test_a_night_with_one_hour_more_counts_as_it_is_lived() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    start, end = (datetime(2012, 10, 28, hour, tzinfo=berlin) for hour in (1, 4))
    night = replace(need("one", day="2012-10-28"), start=start, end=end)
    assert night.minutes == 240
    asked = problem([who("ann", windows=((start, end),))], [night], profile(day_net=239))
    assert the_break(asked, promised("one ann"), "H8").measured == 240


# Overlap, H2 #########################################################################


def test_what_ends_as_the_other_starts_does_not_overlap() -> None:
    one, other = need("one", "10:00-11:00"), need("other", "11:00-12:00")
    assert broken(problem([who("ann")], [one, other]), BOTH) == []


def test_nobody_is_in_two_activities_at_once() -> None:
    one, other = need("one", "10:00-11:00"), need("other", "10:59-12:00")
    asked = problem([who("ann")], [one, other])
    assert broken(asked, BOTH) == ["H2 overlap"]
    assert the_break(asked, BOTH, "H2").measured == -1


def test_in_one_activity_one_speaker_speaks_at_a_time() -> None:
    ann = who("ann", a="de zh", c="ru")
    there, back, third = (
        need(subject, way=way, activity="a")
        for subject, way in (("one", "zh>de"), ("other", "de>zh"), ("third", "ru>de"))
    )
    assert broken(problem([ann], [there, back, third]), BOTH | promised("third ann")) == []
    same = need("other", way="zh>ru", activity="a")
    asked = problem([who("ann", a="de ru", c="zh")], [there, same])
    assert broken(asked, BOTH) == ["H2 speaker"]


def test_nothing_goes_together_with_liaison() -> None:
    ann = who("ann", a="de zh", c="ru")
    both_ways = need("one", way="zh>de", activity="a", mode="liaison")
    other = need("other", way="ru>de", activity="a")
    assert broken(problem([ann], [both_ways, other]), BOTH) == ["H2 speaker"]


def test_in_one_activity_needs_one_after_the_other_are_no_clash() -> None:
    one = need("one", "10:00-10:30", activity="a")
    other = need("other", "10:30-11:00", "zh>ru", activity="a")
    assert broken(problem([who("ann", a="de ru")], [one, other]), BOTH) == []


def test_in_one_activity_at_two_places_nobody_is_at_both() -> None:
    one = need("one", activity="a", place="here")
    other = need("other", way="de>zh", activity="a", place="there")
    assert broken(problem([who("ann", a="de zh")], [one, other]), BOTH) == ["H2 overlap"]


@pytest.mark.parametrize(
    ("start", "by", "found"),
    [
        ("11:30", profile(set_up=5), []),  # exactly the way and the time to set up
        ("11:29", profile(set_up=5), ["H2 way"]),
        ("11:25", profile(), []),
        ("11:24", profile(), ["H2 way"]),
    ],
)
def test_between_two_places_lie_the_way_and_the_set_up(
    start: str, by: object, found: list[str]
) -> None:
    one = need("one", "10:00-11:00", place="here")
    other = need("other", f"{start}-12:00", place="there")
    asked = problem([who("ann")], [one, other], by, ways=ways(here_there=25))
    assert broken(asked, BOTH) == found


@pytest.mark.parametrize(
    ("by", "found"),
    [
        (profile(), []),
        (profile(set_up=15), []),
        (profile(set_up=16), ["H2 way"]),
        (profile(way_unknown=15), []),
        (profile(way_unknown=16), ["H2 way"]),
    ],
)
def test_a_way_that_nobody_said_takes_what_the_profile_guesses(
    by: object, found: list[str]
) -> None:
    one = need("one", "10:00-11:00", place="here")
    other = need("other", "11:15-12:00", place="there")
    assert broken(problem([who("ann")], [one, other], by), BOTH) == found


def test_at_one_place_or_none_there_is_no_way() -> None:
    by = profile(set_up=30, way_unknown=30)
    for here, there in (("here", "here"), ("", "there"), ("", "")):
        one = need("one", "10:00-11:00", place=here)
        other = need("other", "11:00-12:00", place=there)
        assert broken(problem([who("ann")], [one, other], by), BOTH) == []


# Direction, H3 #######################################################################


@pytest.mark.parametrize(
    ("a", "b", "c", "found"),
    [
        ("de", "", "zh", []),  # into A from C
        ("zh", "de", "", []),  # into B from A
        ("ru", "de", "zh", ["H3 direction"]),  # into B from C
        ("ru", "de zh", "", ["H3 direction"]),  # into B from B
        ("zh", "", "de", ["H3 direction"]),  # into C
        ("de", "", "", ["H3 direction"]),  # from what one does not know
    ],
)
def test_one_works_into_a_from_all_and_into_b_from_a(
    a: str, b: str, c: str, found: list[str]
) -> None:
    asked = problem([who("ann", a, b, c)], [need("one")])
    assert broken(asked, promised("one ann")) == found


def test_liaison_goes_both_ways() -> None:
    liaison = need("one", mode="liaison")
    assert broken(problem([who("ann")], [liaison]), promised("one ann")) == ["H3 back"]
    assert broken(problem([who("ann", a="de zh")], [liaison]), promised("one ann")) == []


def test_a_mode_that_somebody_does_not_work_in_is_not_theirs() -> None:
    asked = problem([who("ann", modes=frozenset({"liaison"}))], [need("one")])
    assert broken(asked, promised("one ann")) == ["H3 mode"]


def test_relay_is_taken_from_a_third_language() -> None:
    asked = problem(
        [who("ann"), who("bea", a="ru", c="de")],
        [need("one", activity="a"), need("other", way="zh>ru", activity="a")],
    )
    assert broken(asked, promised("one ann", "other bea de")) == []
    assert "H3 pivot" in broken(asked, promised("one ann", "other bea ru"))
    assert "H3 direction" in broken(asked, promised("one ann", "other ann de"))


# Days, H8 and H9 #####################################################################


def test_a_day_holds_so_many_minutes_of_the_union() -> None:
    ann = who("ann", a="de zh")
    there, back = (
        need(n, way=way, activity="a") for n, way in (("one", "zh>de"), ("other", "de>zh"))
    )
    asked = problem([ann], [there, back], profile(day_net=60))
    assert broken(asked, BOTH) == []
    later = need("third", "12:00-12:01")
    asked = problem([ann], [there, back, later], profile(day_net=60))
    plan = BOTH | promised("third ann")
    assert broken(asked, plan) == ["H8 day_net"]
    assert the_break(asked, plan, "H8").measured == 61


def test_a_new_day_begins_anew() -> None:
    one, other = need("one"), need("other", day="2012-11-23")
    assert broken(problem([who("ann")], [one, other], profile(day_net=60)), BOTH) == []


def test_runs_make_the_sessions_of_a_day() -> None:
    booth = {"mode": "simultaneous", "place": "hall"}
    near = [need("one", "10:00-11:00", **booth), need("other", "11:30-12:00", **booth)]
    by = profile(run_break=30, day_sessions=1, session=90)
    assert broken(problem([who("ann")], near, by), BOTH) == []
    far = [near[0], need("other", "11:31-12:00", **booth)]
    assert broken(problem([who("ann")], far, by), BOTH) == ["H8 day_sessions"]
    long = [near[0], need("other", "11:30-12:01", **booth)]
    assert broken(problem([who("ann")], long, by), BOTH) == ["H8 session"]


@pytest.mark.parametrize(("start", "found"), [("12:30", []), ("12:29", ["H8 session_break"])])
def test_between_two_sessions_lies_a_break(start: str, found: list[str]) -> None:
    one, other = need("one"), need("other", f"{start}-13:00")
    asked = problem([who("ann")], [one, other], profile(session_break=90))
    assert broken(asked, BOTH) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("2012-11-22", "2012-11-23", "2012-11-24"), ["H9 runs_in_3_days"]),
        (("2012-11-22", "2012-11-24", "2012-11-25"), []),
    ],
)
def test_days_on_end_hold_so_many_sessions(days: tuple[str, ...], found: list[str]) -> None:
    needs = [need(f"n{n}", day=day) for n, day in enumerate(days)]
    asked = problem([who("ann")], needs, profile(runs_in_3_days=2))
    assert broken(asked, promised(*(f"n{n} ann" for n in range(3)))) == found


# Exclusions, H12 #####################################################################


def test_an_excluded_delegation_is_not_interpreted_for() -> None:
    ann = who("ann", exclusions={"g-1": "2"})
    harbin, other = need("one", group=frozenset({"g-1"})), need("one", group=frozenset({"g-2"}))
    assert broken(problem([ann], [harbin]), promised("one ann")) == ["H12 group"]
    assert broken(problem([ann], [other]), promised("one ann")) == []


# Let be ##############################################################################


def test_what_was_let_be_is_no_stop_and_no_more_than_that() -> None:
    needs = [need("one", "09:00-10:00"), need("other", "11:00-12:00"), need("third", "13:00-14:00")]
    let_be = frozenset({("H8", "third", "ann")})
    asked = problem([who("ann")], needs, profile(day_net=120), overridden=let_be)
    plan = BOTH | promised("third ann")
    assert broken(asked, plan) == []
    assert the_break(asked, plan, "H8").let_be
    more = problem(
        [who("ann")],
        [*needs, need("fourth", "15:00-15:01")],
        profile(day_net=120),
        overridden=let_be,
    )
    assert broken(more, plan | promised("fourth ann")) == ["H8 day_net"]
