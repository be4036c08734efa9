"""Why not everything can be met, in sets that are as small as they can be."""

from __future__ import annotations

from checkin.interpreting.clash import Clash, clash
from checkin.interpreting.problem import Problem, Promise
from tests.interpreting.planned import need, problem, profile, promised, who, window


def parts(asked: Problem) -> list[str]:
    """Return the parts of the clash as rule, need and person."""
    found = clash(asked)
    assert found
    return [" ".join(filter(None, (one.rule, one.need, one.person))) for one in found.parts]


def told(asked: Problem) -> Clash:
    found = clash(asked)
    assert found
    return found


def test_where_everything_can_be_met_nothing_clashes() -> None:
    assert clash(problem([who("ann")], [need("one"), need("other", "12:00-13:00")])) is None
    assert clash(problem([], [])) is None


def test_a_language_that_nobody_knows_clashes_with_the_need_alone() -> None:
    asked = problem([who("ann")], [need("one"), need("other", way="ru>de")])
    assert parts(asked) == ["H4 other"]
    assert told(asked).text == (
        "These cannot all be met, and could without any one of them: "
        "22.11. 10:00–11:00 Other, ru > de is to be covered."
    )


def test_two_needs_at_once_clash_where_one_could_take_either() -> None:
    needs = [need("one"), need("other"), need("third", "12:00-13:00")]
    asked = problem([who("ann")], needs)
    assert parts(asked) == ["H4 one", "H4 other"]
    assert told(asked).people == frozenset()


def test_rules_of_a_person_are_named_with_the_person() -> None:
    needs = [need("one", "08:00-10:00"), need("other", "11:00-12:00")]
    asked = problem([who("ann")], needs, profile(day_net=150))
    assert parts(asked) == ["H4 one", "H4 other", "H8 ann"]
    assert "the limits of a day for Ann (H8: source of day_net)" in told(asked).text
    assert told(asked).people == {"ann"}
    asked = problem([who("ann")], needs, profile(runs_in_3_days=1))
    assert "the limits of days on end for Ann (H9: source of runs_in_3_days)" in told(asked).text
    asked = problem([who("ann", windows=(window("12:00", "13:00"),))], [need("one")])
    assert "the times at which Ann is available (H1)" in told(asked).text
    asked = problem([who("ann", exclusions={"g": "1"})], [need("one", group=frozenset({"g"}))])
    assert "with whom Ann does not work (H12)" in told(asked).text


def test_rules_of_a_need_are_named_with_the_need() -> None:
    asked = problem([who("ann")], [need("one", strength=2)])
    assert parts(asked) == ["H4 one", "H6 one"]
    assert "2 interpreters for 10:00–11:00 One (zh > de) (H6: set by hand)" in told(asked).text
    booth = need("one", mode="simultaneous")
    asked = problem([who("ann")], [booth], profile(solo=40))
    assert "nobody too long alone for 10:00–11:00 One" in told(asked).text
    by = profile(whisper_listeners=2, tour_receivers=20, liaison_group=15)
    crowd = {"whispered": "H10", "tour-guide": "H11", "liaison": "H11"}
    for mode, rule in crowd.items():
        many = need("one", mode=mode, listeners=31)
        assert parts(problem([who("ann", a="de zh")], [many], by)) == ["H4 one", f"{rule} one"]
    assert "not too many in the group" in told(problem([who("ann", a="de zh")], [many], by)).text


def test_relay_that_nobody_gives_is_named() -> None:
    needs = [need("pivot", activity="a", strength=1), need("one", way="zh>ru", activity="a")]
    people = [who("ann"), who("rita", a="ru", c="de")]
    assert parts(problem(people, needs, profile(relay_givers=2))) == ["H4 one", "H5 pivot"]
    text = told(problem(people, needs, profile(relay_givers=2))).text
    assert "enough who give relay from zh in Pivot (H5: source of relay_givers)" in text


def test_what_is_fixed_clashes_and_says_its_lock() -> None:
    asked = problem(
        [who("ann")],
        [need("one"), need("other", "10:30-11:30")],
        fixed=promised("one ann"),
        locks={Promise("one", "ann"): "acknowledged"},
    )
    assert parts(asked) in (["H4 other", "H13 one ann"], ["H4 one", "H4 other"])
    several = problem(
        [who("ann"), who("bea", a="zh", c="ru")],
        [need("one", strength=1), need("other", "10:30-11:30"), need("late", way="ru>zh")],
        fixed=promised("one ann"),
        locks={Promise("one", "ann"): "acknowledged"},
    )
    text = told(several).text
    assert ("is fixed at" in text) == ("(H13: acknowledged)" in text)


def test_of_several_the_one_that_touches_the_fewest_is_told() -> None:
    needs = [
        need("one", "08:00-10:00"),
        need("other", "11:00-12:00"),
        need("plain", "14:00-15:00", "ru>de"),
    ]
    assert parts(problem([who("ann")], needs, profile(day_net=150))) == ["H4 plain"]


def test_many_needs_that_only_together_are_too_many() -> None:
    """Three at once for two, among more needs and people than a search is quick with."""
    early = [need(f"early{n}", f"0{n}:00-0{n}:30") for n in range(1, 8)]
    together = [need(f"one{n}") for n in range(3)]
    others = [who(f"other{n}", a="ru", c="en") for n in range(8)]
    asked = problem([who("ann"), who("bea"), *others], [*early, *together])
    assert parts(asked) == ["H4 one0", "H4 one1", "H4 one2"]
