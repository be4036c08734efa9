"""Who could stand in, in which order, and why not the others."""

from __future__ import annotations

from checkin.interpreting.candidates import candidates
from checkin.interpreting.standins import standins
from tests.interpreting.planned import at, need, problem, profile, promised, who

GROUP = frozenset({"g-1"})


def test_direct_work_comes_before_relay_and_obstacles_last() -> None:
    people = [
        who("absent", away=at("08:00")),
        who("relay", c="ru"),
        who("wrong", a="ru", c="de"),
        who("direct"),
        who("ill", away=at("09:00")),
        *(who(name, a="ru") for name in ("giver", "other")),
    ]
    needs = [need("one", activity="a"), need("pivot", way="zh>ru", activity="a")]
    asked = problem(people, needs, profile(relay_givers=1))
    found = standins(asked, promised("one absent", "pivot giver"), "one", "absent")
    assert [(one.person, one.via) for one in found][:3] == [
        ("direct", ""),
        ("relay", "ru"),
        ("ill", ""),
    ]
    assert [one.free for one in found][:3] == [True, True, False]
    assert all(one.free or one.obstacles for one in found)
    assert {one.obstacles[0].rule for one in found if not one.free} == {"H1", "H2", "H3"}
    assert "absent" not in {one.person for one in found}


def test_of_two_who_could_the_plan_loses_less_with_the_better() -> None:
    people = [who("absent"), who("busy"), who("knows", experience=GROUP), who("idle")]
    needs = [need("one", group=GROUP), need("early", "08:00-09:00")]
    asked = problem(people, needs)
    found = standins(asked, promised("one absent", "early busy"), "one", "absent")
    assert [one.person for one in found] == ["busy", "knows", "idle"]  # busy: no further language
    assert found[0].losses < found[1].losses < found[2].losses


def test_reasons_say_what_speaks_for_somebody() -> None:
    fields = {"group": GROUP, "place": "hall"}
    people = [who("ann", experience=GROUP)]
    needs = [need("one", **fields), need("early", "08:00-09:30", **fields)]
    asked = problem(people, needs, profile(day_net=360))
    (ann,) = candidates(asked, promised("early ann"), "one")
    assert ann.reasons == (
        "works zh > de",
        "knows the group or the activity",
        "is with this group already",
        "is at this place that day",
        "has 1 h 30 min of 6 h 00 min that day",
    )
    needs = [need("one", activity="a"), need("pivot", way="zh>ru", activity="a")]
    asked = problem([who("bea", c="ru"), who("rita", a="ru")], needs)
    bea = candidates(asked, promised("pivot rita"), "one")[0]
    assert bea.reasons == ("takes ru > de from the pivot", "has 0 min that day")


def test_nobody_stands_in_at_a_need_that_is_gone() -> None:
    assert standins(problem([who("ann")], [need("one")]), frozenset(), "gone", "ann") == []
