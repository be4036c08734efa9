"""What mends a broken rule: one test for each kind of repair."""

from __future__ import annotations

from checkin.interpreting.conflict import Repair
from checkin.interpreting.draft import Draft, breaks
from checkin.interpreting.problem import Plan, Problem
from checkin.interpreting.repair_words import text
from checkin.interpreting.trying import applied
from tests.interpreting.planned import fault, need, problem, profile, promised, ways, who, window

PAIR = promised("one ann", "other ann")


def repaired(asked: Problem, plan: Plan, rule: str) -> list[str]:
    """Return the texts of the repairs of the one conflict of a rule; each keeps the plan whole."""
    found = fault(asked, plan, rule).repairs
    for one in found:
        after = breaks(*applied(asked, plan, one))
        assert not [left for left in after if not left.let_be]
    return [one.text for one in found]


def test_somebody_else_takes_it() -> None:
    needs = [need("one"), need("other", "10:30-11:30")]
    texts = repaired(problem([who("ann"), who("bea")], needs), PAIR, "H2")
    assert texts[0] == "Take Bea instead of Ann for 10:30–11:30 Other (zh > de)."


def test_who_is_too_many_goes() -> None:
    needs = [need("one"), need("other", "10:30-11:30", strength=1)]
    plan = PAIR | promised("other bea")
    texts = repaired(problem([who("ann"), who("bea")], needs), plan, "H2")
    assert texts[0] == "Take Ann off 10:30–11:30 Other (zh > de)."


def test_one_takes_the_place_of_another_though_both_are_not_enough() -> None:
    ill = who("bea", windows=(window("08:00", "09:00"),))
    asked = problem([who("ann"), ill], [need("one", strength=2, hard=True)])
    found = fault(asked, promised("one bea"), "H1").repairs
    assert found[0].text == "Take Ann instead of Bea for 10:00–11:00 One (zh > de)."
    booth = need("one", mode="simultaneous", strength=3, hard=True)
    alone = problem([who("ann"), who("bea")], [booth], profile(solo=40))
    found = fault(alone, promised("one ann"), "H7").repairs
    assert found[0].text == "Take Bea for 10:00–11:00 One (zh > de)."


def test_where_nobody_else_can_the_rest_of_the_team_does_it() -> None:
    ill = who("bea", windows=(window("08:00", "09:00"),))
    asked = problem([who("ann"), ill], [need("one", strength=2, hard=True)])
    plan = promised("one ann", "one bea")
    (said,) = repaired(asked, plan, "H1")
    assert said.startswith("Take Bea off 10:00–11:00 One (zh > de). Let this be: ")
    assert "H6" in said
    (repair,) = fault(asked, plan, "H1").repairs
    assert repair.release == {("H6", "one", "")}
    nobody_else = problem([ill], [need("one", strength=2, hard=True)])
    assert repaired(nobody_else, promised("one bea"), "H1") == []


def test_whoever_there_is_takes_what_needs_more() -> None:
    asked = problem([who("ann")], [need("one", strength=2, hard=True)])
    (said,) = repaired(asked, frozenset(), "H4")
    assert said.startswith("Take Ann for 10:00–11:00 One (zh > de). Let this be: ")
    (said,) = repaired(asked, promised("one ann"), "H6")
    assert said.startswith("Let this be: ")


def test_relay_is_taken_from_fewer_than_rules_ask_for_where_there_is_nobody_else() -> None:
    people = [who("ann"), who("rita", a="ru", c="de")]
    needs = [need("pivot", activity="a"), need("one", way="zh>ru", activity="a")]
    asked = problem(people, needs, profile(relay_givers=2))
    (said,) = repaired(asked, promised("pivot ann"), "H4")
    assert said.startswith("Take Rita (relay from de) for 10:00–11:00 One (zh > ru). Let this be: ")
    assert "H5" in said


def test_it_starts_later_by_as_little_as_helps() -> None:
    needs = [need("one", place="here"), need("other", "11:15-12:00", place="there")]
    asked = problem([who("ann")], needs, ways=ways(here_there=25))
    assert repaired(asked, PAIR, "H2") == ["Start Other 10 min later, at 11:25."]
    (repair,) = fault(asked, PAIR, "H2").repairs
    assert repair.needs == ("other",)
    assert dict(repair.change) == {
        "start": "2012-11-22T11:25:00+01:00",
        "end": "2012-11-22T12:10:00+01:00",
    }


def test_an_activity_moves_whole_and_not_where_it_is_held() -> None:
    needs = [
        need("one", place="here"),
        need("other", "11:15-12:00", place="there", activity="a"),
        need("back", "11:15-12:00", "de>zh", place="there", activity="a"),
    ]
    people = [who("ann"), who("zoe", a="zh", c="de")]
    plan = PAIR | promised("back zoe")
    asked = problem(people, needs, ways=ways(here_there=25))
    (repair,) = fault(asked, plan, "H2").repairs
    assert repair.needs == ("other", "back")
    hard = [needs[0], need("other", "11:15-12:00", place="there", hard=True)]
    held = problem(people, hard, ways=ways(here_there=25))
    assert repaired(held, PAIR, "H2") == []
    fixed = problem([who("ann")], needs[:2], ways=ways(here_there=25), fixed=promised("other ann"))
    assert fault(fixed, PAIR, "H2").repairs == ()


def test_a_later_start_lets_somebody_come() -> None:
    ann = who("ann", windows=(window("10:20", "12:00"),))
    assert repaired(problem([ann], [need("one")]), frozenset(), "H4") == [
        "Start One 20 min later, at 10:20. Take Ann for 10:20–11:20 One (zh > de)."
    ]
    assert repaired(problem([ann], [need("one")]), promised("one ann"), "H1") == [
        "Start One 20 min later, at 10:20."
    ]


def test_a_team_is_made_whole() -> None:
    asked = problem([who("ann"), who("bea")], [need("one", strength=2)])
    assert repaired(asked, frozenset(), "H4") == ["Take Ann, Bea for 10:00–11:00 One (zh > de)."]
    assert repaired(asked, promised("one ann"), "H6") == ["Take Bea for 10:00–11:00 One (zh > de)."]


def test_somebody_comes_from_another_need_that_somebody_else_takes() -> None:
    people = [who("ann", c="zh ru"), who("bea", c="ru")]
    asked = problem(people, [need("one"), need("other", way="ru>de")])
    first, _later = repaired(asked, promised("other ann"), "H4")
    assert first == (
        "Take Ann for 10:00–11:00 One (zh > de). "
        "Take Bea instead of Ann for 10:00–11:00 Other (ru > de)."
    )


def test_relay_is_taken_with_those_who_give_it() -> None:
    people = [who("ann"), who("bea"), who("rita", a="ru", c="de")]
    needs = [need("pivot", activity="a"), need("one", way="zh>ru", activity="a")]
    asked = problem(people, needs, profile(relay_givers=2))
    assert "Take Bea for 10:00–11:00 Pivot (zh > de)." in repaired(
        asked, promised("pivot ann", "one rita de"), "H5"
    )
    (said,) = repaired(asked, promised("pivot ann"), "H4")
    assert said == (
        "Take Rita (relay from de) for 10:00–11:00 One (zh > ru). "
        "Take Bea for 10:00–11:00 Pivot (zh > de)."
    )


def test_who_takes_relay_works_directly_instead() -> None:
    people = [who("ann"), who("rita", a="ru", c="de zh")]
    needs = [need("pivot", activity="a"), need("one", way="zh>ru", activity="a")]
    asked = problem(people, needs, profile(relay_givers=2))
    texts = repaired(asked, promised("pivot ann", "one rita de"), "H5")
    assert texts == ["Take Rita instead of Rita (relay from de) for 10:00–11:00 One (zh > ru)."]


def test_nobody_stays_alone() -> None:
    booth = need("one", mode="simultaneous")
    by = profile(solo=40, alone_after=60)
    plan, other = promised("one ann"), "Change 10:00–11:00 One (zh > de) to this mode: consecutive."
    texts = repaired(problem([who("ann"), who("bea")], [booth], by), plan, "H7")
    assert texts == ["Take Bea for 10:00–11:00 One (zh > de)."]
    assert repaired(problem([who("ann")], [booth], by), plan, "H7") == [other]


def test_too_many_are_not_whispered_to() -> None:
    whispered = need("one", mode="whispered", listeners=3)
    asked = problem([who("ann")], [whispered], profile(whisper_listeners=2))
    assert repaired(asked, promised("one ann"), "H10") == [
        "Change 10:00–11:00 One (zh > de) to this mode: simultaneous."
    ]
    fixed = problem(
        [who("ann")], [whispered], profile(whisper_listeners=2), fixed=promised("one ann")
    )
    (said,) = repaired(fixed, promised("one ann"), "H10")
    assert said.startswith("Let this be: 3 listen to what is whispered")


def test_a_limit_of_load_is_let_be_with_its_figures() -> None:
    needs = [need("one", "08:00-10:00"), need("other", "11:00-12:00")]
    asked = problem([who("ann")], needs, profile(day_net=150))
    (said,) = repaired(asked, PAIR, "H8")
    assert said == (
        "Let this be: Ann has 3 h 00 min of 2 h 30 min on 22.11., 30 min too much; "
        "11:00–12:00 Other (zh > de) goes beyond (H8: source of day_net)."
    )
    (repair,) = fault(asked, PAIR, "H8").repairs
    assert repair.release == {("H8", "other", "ann")}
    (said,) = repaired(asked, promised("one ann"), "H4")
    assert said.startswith("Take Ann for 11:00–12:00 Other (zh > de). Let this be: Ann has 3 h")


def test_what_stands_only_between_others_is_let_be_by_name() -> None:
    needs = [
        need("back", way="de>zh", activity="a"),
        need("one", activity="a"),
        need("third", "11:30-12:00", hard=True),
    ]
    let_be = frozenset({("H8", "back", "ann")})
    ann = who("ann", a="de zh")
    asked = problem([ann], needs, profile(session_break=60), overridden=let_be)
    plan = promised("back ann", "one ann", "third ann")
    released = Repair("", release=frozenset({("H8", "one", "ann")}))
    assert text(Draft(asked, plan), released) == "Let H8 be for Ann: 10:00–11:00 One (zh > de)."


def test_a_break_that_one_need_alone_makes_is_let_be_for_all() -> None:
    needs = [need("one", "08:00-10:00"), need("other", "11:00-13:00")]
    asked = problem([who("ann")], needs, profile(day_sessions=0))
    (repair,) = fault(asked, PAIR, "H8").repairs
    assert repair.release == {("H8", "one", "ann"), ("H8", "other", "ann")}


def test_what_is_fixed_comes_back() -> None:
    asked = problem([who("ann"), who("bea")], [need("one")], fixed=promised("one ann"))
    assert repaired(asked, frozenset(), "H13") == ["Take Ann for 10:00–11:00 One (zh > de)."]
    excluding = [who("ann", exclusions={"bea": "1"}), who("bea")]
    asked = problem(excluding, [need("one")], fixed=promised("one ann"))
    assert repaired(asked, promised("one bea"), "H13") == [
        "Take Ann instead of Bea for 10:00–11:00 One (zh > de)."
    ]


def test_where_nothing_helps_nothing_is_offered() -> None:
    needs = [need("one", hard=True), need("other", "10:30-11:30", hard=True)]
    assert fault(problem([who("ann")], needs), PAIR, "H2").repairs == ()


def test_a_repair_of_a_mode_regroups_what_is_one_run() -> None:
    booth = {"mode": "simultaneous", "place": "hall"}
    by = profile([(1, 60), (2, 240)], run_break=0)
    asked = problem([], [need("one", **booth), need("other", "11:00-12:00", **booth)], by)
    after, _plan = applied(
        asked, frozenset(), Repair("", needs=("one",), change=(("mode", "consecutive"),))
    )
    assert [one.strength for one in asked.demands] == [2, 2]
    assert [(one.run, one.strength) for one in after.demands] == [("one", 1), ("other", 1)]


def test_a_team_that_nobody_could_fill_is_not_even_tried() -> None:
    people = [who("ann"), who("bea", c="de", a="ru")]
    needs = [need("one", strength=10**9, activity="a"), need("two", way="zh>ru", activity="a")]
    asked = problem(people, needs)
    assert fault(asked, promised("one ann"), "H6").severity == "stop"
