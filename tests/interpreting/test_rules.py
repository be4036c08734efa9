"""What a plan is told of: each conflict with figures, sources and reasons."""

from __future__ import annotations

from dataclasses import replace

from checkin.interpreting.problem import Problem, Promise
from checkin.interpreting.rules import faults, states
from tests.interpreting.planned import (
    at,
    fault,
    need,
    problem,
    profile,
    promised,
    ways,
    who,
    window,
)

VISIT = {"place": "gerwisch", "title": "Sewage works", "listeners": 13}
TITLES = {"gerwisch": "Gerwisch", "rothensee": "Rothensee"}
MORNING = promised("lock petrenko", "long ivanova")


def visits() -> Problem:
    """Return a visit for which everybody has a reason not to come."""
    people = [
        who("petrenko", a="ru", b="de"),
        who("sidorova", a="de", c="ru"),
        who("ivanova", a="ru", b="de"),
        who("ill", a="ru", b="de", away=at("09:00")),
        who("elsewhere", a="ru", b="de", windows=(window("14:00", "18:00"),), told="contract"),
    ]
    needs = [
        need("lock", "09:00-10:00", "ru>de", place="rothensee", title="Lock"),
        need("long", "03:00-08:55", "ru>de", title="Night"),
        need("visit", "10:15-11:00", "de>ru", **VISIT),
    ]
    by = profile(set_up=0, day_net=360)
    return problem(people, needs, by, ways=ways(rothensee_gerwisch=25), titles=TITLES)


def test_for_a_need_that_nobody_takes_everybody_has_a_reason() -> None:
    told = fault(visits(), MORNING, "H4")
    assert (told.severity, told.needs, told.where) == ("stop", ("visit",), "Gerwisch")
    assert (told.measured, told.limit) == ("0 interpreters", "1 interpreter")
    assert told.start == "2012-11-22T10:15:00+01:00"
    head = "22.11. 10:15–11:00 Sewage works, Gerwisch, de > ru (13 listeners): nobody is promised"
    assert told.text.startswith(head)
    late = "it takes 25 min and 0 min to set up, and there are 15: 10 min too late (H2:"
    for reason in (
        "Petrenko ends 09:00–10:00 Lock (ru > de) at Rothensee; to 10:15–11:00",
        late,
        "Sidorova (A de · C ru) does not interpret de > ru: ru is only a C language (H3",
        "Ivanova has 6 h 40 min of 6 h 00 min on 22.11., 40 min too much; 10:15–11:00",
        "goes beyond (H8: source of day_net).",
        "Ill is ill since 22.11. 09:00 (H1: reported ill).",
        "Elsewhere is available 22.11. 14:00–18:00, not 22.11. 10:15–11:00 (H1: contract).",
        "No chain exists because nothing else is interpreted from de there.",
    ):
        assert reason in told.text


def test_a_chain_says_what_it_lacks() -> None:
    needs = [need("pivot", activity="a"), need("one", way="zh>ru", activity="a")]
    by = profile(relay_givers=2)
    nobody = problem([who("ann")], needs, by)
    assert "No chain zh > de > ru exists because nobody interprets de > ru." in (
        fault(nobody, promised("pivot ann"), "H4").text
    )
    people = [who("ann"), who("bea"), who("rita", a="ru", c="de")]
    asked = problem(people, needs, by)
    few = fault(asked, promised("pivot ann"), "H4").text
    assert "because of 2 who must work zh > de directly there are 1; Rita could take it." in few
    enough = fault(asked, promised("pivot ann", "pivot bea"), "H4").text
    assert "Rita could, from de." in enough
    assert "A chain zh > de > ru exists: given by Ann, Bea, to be taken by Rita." in enough


def test_who_could_is_said_too_and_without_anybody_that() -> None:
    assert "Ann could." in fault(problem([who("ann")], [need("one")]), frozenset(), "H4").text
    assert "There is no interpreter." in fault(problem([], [need("one")]), frozenset(), "H4").text


def test_too_many_listeners_are_why_nobody_is_there() -> None:
    asked = problem(
        [who("ann")],
        [need("one", mode="whispered", listeners=3)],
        profile(whisper_listeners=2),
    )
    text = fault(asked, frozenset(), "H4").text
    assert text.count("3 listen to what is whispered, 2 can (H10") == 1
    assert "could" not in text


# Each rule with what its text must contain ###########################################


def test_two_at_once_name_both_and_the_minutes() -> None:
    needs = [need("one", place="here"), need("other", "10:30-12:00", place="there")]
    asked = problem([who("ann")], needs, ways=ways(here_there=25))
    told = fault(asked, promised("one ann", "other ann"), "H2")
    assert told.text == (
        "Ann cannot take both 10:00–11:00 One (zh > de) and 10:30–12:00 Other (zh > de): "
        "30 min overlap, the way takes 25 min (H2)."
    )
    assert (told.who, told.needs, told.measured) == (("ann",), ("one", "other"), "30 min overlap")
    assert (told.start[11:16], told.end[11:16]) == ("10:00", "12:00")


def test_one_speaker_at_a_time() -> None:
    needs = [need("one", activity="a"), need("other", way="zh>ru", activity="a")]
    asked = problem([who("ann", a="de ru")], needs)
    told = fault(asked, promised("one ann", "other ann"), "H2")
    assert "both go with one speaker, 60 min overlap (H2)." in told.text


def test_directions_say_what_is_missing() -> None:
    def text(asked: Problem, plan: str = "one ann") -> str:
        return fault(asked, promised(plan), "H3").text

    plain = [need("one")]
    assert "zh is none of their languages" in text(problem([who("ann", c="")], plain))
    assert "de is none of their languages" in text(problem([who("ann", a="ru")], plain))
    assert "into B only from A" in text(problem([who("ann", a="ru", b="de")], plain))
    liaison = text(problem([who("ann")], [need("one", mode="liaison")]))
    assert "Ann (A de · C zh) does not interpret de > zh: zh is only a C language" in liaison
    modes = problem([who("ann", modes=frozenset({"liaison"}))], plain)
    assert "does not work in this mode: consecutive; only liaison" in text(modes)
    assert "which is a language of that need itself" in text(
        problem([who("ann")], plain), "one ann zh"
    )


def test_relay_names_the_pivot_and_the_count() -> None:
    people = [who("ann"), who("rita", a="ru", c="de"), who("zoe", a="zh", c="de")]
    needs = [need("pivot", activity="a"), need("one", way="zh>ru", activity="a")]
    by = profile(relay_givers=2, pivot_both_ways=3)
    asked = problem(people, needs, by)
    told = fault(asked, promised("pivot ann", "one rita de"), "H5")
    assert (
        "relay from de for Rita: 1 can give it (Ann), 2 must (H5: source of relay_givers)"
        in told.text
    )
    assert (told.measured, told.limit) == ("1 interpreter", "2 interpreters")
    assert "nobody works zh > de directly" in fault(asked, promised("one rita de"), "H5").text
    alone = problem(people, needs[1:], by)
    assert "zh > de is not interpreted there" in fault(alone, promised("one rita de"), "H5").text
    both = problem(people, [*needs, need("back", way="de>zh", activity="a")], by)
    told = fault(both, promised("pivot ann", "one rita de", "back zoe"), "H5")
    assert (
        "zh > de works both ways with 1 (Ann), 3 must (H5: source of pivot_both_ways)" in told.text
    )


def test_a_team_says_the_row_and_who_is_there() -> None:
    booth = need("one", "10:00-11:30", mode="simultaneous")
    asked = problem([who("ann"), who("bea")], [booth], profile([(1, 40), (2, 240)], solo=40))
    told = fault(asked, promised("one ann"), "H6")
    assert "1 of 2 interpreters (Ann) for 1 h 30 min of work in one go (H6: row 2)." in told.text
    assert "Bea could." in told.text
    alone = fault(asked, promised("one ann"), "H7")
    assert (
        "Ann is alone in a session of 1 h 30 min, "
        "alone 40 min are permitted by Test (H7: source of solo)." in alone.text
    )
    assert (alone.measured, alone.limit) == ("90 min", "40 min")


def test_what_asks_for_a_team_is_named() -> None:
    people = [who("ann"), who("bea")]
    by_hand = problem(people, [need("one", strength=2)])
    assert fault(by_hand, promised("one ann"), "H6").source == "set by hand"
    long = problem(people, [need("one", "10:00-12:00")], profile(alone_after=90))
    assert fault(long, promised("one ann"), "H6").source == "source of alone_after"
    booth = problem([], [need("one", mode="simultaneous")])
    assert fault(booth, frozenset(), "H4").source == "every need takes one"


def test_loads_say_sums_dates_and_what_goes_beyond() -> None:
    needs = [need("one", "08:00-10:00"), need("other", "10:30-11:30"), need("last", "12:00-12:30")]
    plan = promised("one ann", "other ann", "last ann")
    by = profile(day_net=180, day_sessions=2, session=90, session_break=90)
    found = [one for one in faults(problem([who("ann")], needs, by), plan) if one.rule == "H8"]
    texts = "\n".join(one.text for one in found)
    for said in (
        "Ann has 3 h 30 min of 3 h 00 min on 22.11., 30 min too much; 12:00–12:30 Last (zh > de)",
        "Ann has 3 sessions of 2 on 22.11.; 12:00–12:30 Last (zh > de) is one too many",
        "Ann has 2 h 00 min of 1 h 30 min in one session on 22.11., 30 min too much; it ends with",
        "Ann has a break of 30 min of 90 on 22.11. between 08:00–10:00 One (zh > de) and 10:30",
    ):
        assert said in texts
    overlapping = [needs[0], need("other", "09:00-09:30")]
    told = fault(
        problem([who("ann")], overlapping, profile(session_break=90)),
        promised("one ann", "other ann"),
        "H8",
    )
    assert "Ann has no break on 22.11. between" in told.text
    assert told.measured == "0 min"


def test_days_on_end_say_their_dates() -> None:
    needs = [need(f"n{day}", day=f"2012-11-{day}") for day in (21, 22, 23)]
    asked = problem([who("ann")], needs, profile(runs_in_3_days=2))
    told = fault(asked, promised("n21 ann", "n22 ann", "n23 ann"), "H9")
    assert "Ann has 3 sessions of 2 in 3 days on end: 21.11. 1, 22.11. 1, 23.11. 1 (H9" in told.text
    assert (told.measured, told.limit) == ("3 min", "2 min")


def test_listeners_say_the_numbers_and_whose_case() -> None:
    by = profile(tour_receivers=20, liaison_group=15)
    tour = need("one", mode="tour-guide", listeners=31, place="plant")
    asked = problem([who("ann", a="de zh")], [tour], by, titles={"plant": "Ceramics plant"})
    told = fault(asked, promised("one ann"), "H11")
    assert "31 listen, the case of Ceramics plant has 20 receivers (H11" in told.text
    liaison = replace(tour, mode="liaison")
    told = fault(problem([who("ann", a="de zh")], [liaison], by), promised("one ann"), "H11")
    assert "31 are in a group with liaison, 15 can be" in told.text


def test_an_exclusion_says_its_code_and_no_more() -> None:
    ann = who("ann", exclusions={"g-1": "2", "bea": "3"})
    needs = [
        need("one", activity="a", group=frozenset({"g-1"})),
        need("other", way="de>zh", activity="a"),
    ]
    asked = problem([ann, who("bea", a="zh", c="de")], needs)
    told = [one for one in faults(asked, promised("one ann", "other bea")) if one.rule == "H12"]
    assert ["exclusion noted (code 2)" in told[0].text, "(code 3)" in told[1].text] == [True, True]
    assert told[1].who == ("ann", "bea")


def test_what_is_fixed_says_which_lock() -> None:
    fixed = Promise("one", "ann")
    asked = problem(
        [who("ann"), who("bea")],
        [need("one")],
        fixed=frozenset({fixed}),
        locks={fixed: "acknowledged on 21.11."},
    )
    told = fault(asked, promised("one bea"), "H13")
    assert "Ann is not to be moved: acknowledged on 21.11." in told.text
    assert (
        "the promise is fixed" in fault(replace(asked, locks={}), promised("one bea"), "H13").text
    )


def test_a_figure_that_somebody_changed_says_so() -> None:
    by = profile(day_net=30)
    limit = replace(by.limits.day_net, edited_by="Meier")
    by = replace(by, limits=replace(by.limits, day_net=limit))
    told = fault(problem([who("ann")], [need("one")], by), promised("one ann"), "H8")
    assert told.source == "source of day_net, changed by Meier"


# Severities, order, states ###########################################################


def test_what_was_let_be_is_weak_and_offers_nothing() -> None:
    let_be = frozenset({("H8", "one", "ann")})
    asked = problem([who("ann")], [need("one")], profile(day_net=30), overridden=let_be)
    told = fault(asked, promised("one ann"), "H8")
    assert (told.severity, told.repairs) == ("weak", ())


def test_comfort_overtime_and_relay_are_worth_a_look() -> None:
    by = profile(comfort=20, overtime=50)
    booth = need("one", mode="simultaneous", activity="a")
    second = need("second", way="zh>ru", activity="a", mode="simultaneous")
    asked = problem([who("ann"), who("rita", a="ru", c="de")], [booth, second], by)
    found = faults(asked, promised("one ann", "second rita de"))
    assert [(one.rule, one.severity) for one in found] == [
        ("solo", "weak"),
        ("solo", "weak"),
        ("overtime", "note"),
        ("overtime", "note"),
        ("relay", "note"),
    ]
    assert "Ann is alone for 1 h 00 min, a turn is 20 min (source of comfort)." in found[0].text
    assert (
        found[2].text == "Ann has 1 h 00 min on 22.11., 10 min of it overtime (source of overtime)."
    )
    assert "relay from de: Rita (Test)." in found[4].text


def test_a_stop_says_it_instead_of_the_note() -> None:
    by = profile(comfort=20, solo=30, overtime=20, day_net=50)
    asked = problem([who("ann")], [need("one", mode="simultaneous")], by)
    assert [one.rule for one in faults(asked, promised("one ann"))] == ["H7", "H8"]


def test_stops_come_first_then_what_is_earlier() -> None:
    needs = [
        need("late", "15:00-16:00"),
        need("early"),
        need("done", "08:00-09:00", mode="simultaneous"),
    ]
    found = faults(problem([who("ann")], needs, profile(comfort=20)), promised("done ann"))
    assert [(one.severity, one.needs[0]) for one in found] == [
        ("stop", "early"),
        ("stop", "late"),
        ("weak", "done"),
    ]


def test_an_availability_that_nobody_can_read_is_a_note() -> None:
    ann = replace(who("ann"), unread=("nur vormittags",))
    (said,) = faults(problem([ann], [need("one")]), promised("one ann"))
    assert (said.rule, said.severity, said.who) == ("H1", "note", ("ann",))
    assert "“nur vormittags”" in said.text


def test_needs_are_covered_weak_or_uncovered() -> None:
    needs = [need("whole"), need("part", "12:00-13:00", strength=2), need("none", "14:00-15:00")]
    asked = problem([who("ann")], needs)
    found = states(asked, promised("whole ann", "part ann"))
    assert found == {"whole": "covered", "part": "weak", "none": "uncovered"}
    ill = problem([who("ann", away=at("09:00"))], needs)
    assert states(ill, promised("whole ann"))["whole"] == "uncovered"


def test_an_exclusion_without_a_code_says_no_more_than_that() -> None:
    asked = problem([who("ann", exclusions={"g": ""})], [need("one", group=frozenset({"g"}))])
    told = fault(asked, promised("one ann"), "H12")
    assert "Ann: exclusion noted (H12: the list" in told.text
    assert told.measured == "without a code"
