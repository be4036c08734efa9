"""Promises: given, refused, given all the same, withdrawn and swapped, each as one act."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import (
    arrangements,
    assigning,
    needs,
    own_needs,
    promises,
    rules,
    situation,
)
from checkin.interpreting.problem import Promise
from tests.conftest import Clock
from tests.interpreting.talks import Congress


@pytest.fixture
def congress(desk: Desk, clock: Clock) -> Congress:
    """Plan a congress on the day before."""
    clock.at("2012-11-21T08:00:00+01:00")
    return Congress(desk)


def test_a_promise_is_one_act_that_makes_its_need_stand(congress: Congress) -> None:
    desk = congress.desk
    came = congress.assign("K07 zh de", "Pan")
    assert came.act
    assert not came.refused
    assert congress.team("K07 zh de") == ["Pan"]
    for guest in ("Weber", "Schulz"):
        people.cancel(desk, desk.find(guest)[0].id)
    states = {one.demand.id: one.state for one in needs.wanted(desk, congress.at())}
    assert states[congress.need("K07 zh de")] == "gone"
    desk.undo(came.act)
    assert promises.standing(desk) == []
    assert congress.need("K07 zh de") not in {
        one.demand.id for one in needs.wanted(desk, congress.at())
    }


def test_a_promise_given_twice_writes_nothing(congress: Congress) -> None:
    assert congress.assign("K07 zh de", "Pan").act
    assert congress.assign("K07 zh de", "Pan").act is None
    assert congress.assign("K07 zh de", "Pan").conflicts == ()


def test_a_hard_rule_refuses_and_a_reason_passes_over_it(congress: Congress) -> None:
    came = congress.assign("K07 zh de", "Petrenko")
    assert came.refused
    assert [one.rule for one in came.conflicts] == ["H3"]
    assert congress.team("K07 zh de") == []
    with pytest.raises(DeskError, match="say why"):
        assigning.assign(
            congress.desk,
            congress.need("K07 zh de"),
            congress.people["Petrenko"],
            override=True,
            at=congress.at(),
        )
    assert congress.assign("K07 zh de", "Petrenko", reason="speaks  Chinese\nin fact").act
    kept = promises.of_need(congress.desk, congress.need("K07 zh de"))[0]
    assert (kept.override, kept.reason) == ("H3", "speaks Chinese in fact")
    known = situation.problem(congress.desk, congress.at())
    assert ("H3", kept.need, kept.person) in known.overridden


def test_several_needs_are_promised_together_or_not_at_all(congress: Congress) -> None:
    desk, at = congress.desk, congress.at()
    run = [congress.need("K07 zh de"), congress.need("K08 de zh")]
    assert assigning.assign(desk, run, congress.people["Petrenko"], at=at).refused
    assert promises.standing(desk) == []
    came = assigning.assign(desk, run, congress.people["Wang"], at=at)
    assert len(promises.standing(desk)) == 2
    assert came.act
    desk.undo(came.act)
    assert promises.standing(desk) == []


def test_who_was_withdrawn_can_be_promised_again(congress: Congress) -> None:
    desk = congress.desk
    congress.assign("K07 zh de", "Petrenko", reason="in an emergency")
    name = congress.promise("K07 zh de", "Petrenko")
    arrangements.release(desk, name)
    arrangements.arrange(desk, name, {"booth": "2", "leader": "yes", "note": "lunch later"})
    assert assigning.withdraw(desk, name, at=congress.at()).act
    assert congress.team("K07 zh de") == []
    with pytest.raises(DeskError, match="stands"):
        assigning.withdraw(desk, name, at=congress.at())
    congress.assign("K07 zh de", "Petrenko", reason="there is nobody else")
    again = promises.assignment(desk, name)
    assert again
    assert (again.withdrawn, again.reason, again.released) == ("", "there is nobody else", "")
    assert (again.booth, again.leader, again.note) == ("", "", "")


def test_somebody_takes_the_place_of_another_in_one_act(congress: Congress) -> None:
    desk = congress.desk
    congress.assign("K07 zh de", "Pan")
    name = congress.promise("K07 zh de", "Pan")
    came = assigning.swap(
        desk, name, congress.people["Wang"], at=congress.at(), proposed_by="stand-in"
    )
    assert congress.team("K07 zh de") == ["Wang"]
    new = promises.of_need(desk, congress.need("K07 zh de"))[0]
    assert (new.instead_of, new.proposed_by) == (name, "stand-in")
    assert came.act
    desk.undo(came.act)
    assert congress.team("K07 zh de") == ["Pan"]


def test_the_consequences_are_told_without_writing(congress: Congress) -> None:
    desk = congress.desk
    add = [Promise(congress.need("K07 zh de"), congress.people["Petrenko"])]
    seen = assigning.consequences(desk, add, at=congress.at())
    assert [one.rule for one in seen.conflicts] == ["H3"]
    assert "Petrenko" in seen.conflicts[0].text
    assert promises.standing(desk) == []


def test_within_the_last_hour_a_promise_goes_only_for_a_reason(
    congress: Congress, clock: Clock
) -> None:
    congress.assign("K07 zh de", "Pan")
    clock.at("2012-11-22T08:30:00+01:00")
    name = congress.promise("K07 zh de", "Pan")
    came = assigning.withdraw(congress.desk, name, at=congress.at())
    assert [one.rule for one in came.conflicts] == ["H13"]
    assert assigning.withdraw(congress.desk, name, at=congress.at(), reason="fell ill").act
    gone = promises.assignment(congress.desk, name)
    assert gone
    assert gone.reason == "fell ill"


def test_a_released_promise_may_go_at_once(congress: Congress, clock: Clock) -> None:
    congress.assign("K07 zh de", "Pan")
    clock.at("2012-11-22T08:30:00+01:00")
    name = congress.promise("K07 zh de", "Pan")
    assert arrangements.release(congress.desk, name)
    assert not assigning.consequences(
        congress.desk, remove=[Promise(congress.need("K07 zh de"), congress.people["Pan"])]
    ).conflicts
    assert arrangements.hold(congress.desk, name)
    assert assigning.withdraw(congress.desk, name, at=congress.at()).refused


def test_a_relay_replaces_the_direct_way_of_the_same_promise(congress: Congress) -> None:
    congress.assign("K07 zh de", "Pan")
    name = congress.promise("K07 zh de", "Pan")
    assert congress.assign("K07 zh de", "Pan", via="en", reason="the pivot is better").act
    kept = promises.assignment(congress.desk, name)
    assert kept
    assert (kept.via, kept.withdrawn) == ("en", "")
    assert set(kept.override.split()) == {"H3", "H5"}
    assert congress.team("K07 zh de") == ["Pan"]


def test_what_is_no_need_and_who_is_no_interpreter_are_named(congress: Congress) -> None:
    desk, at = congress.desk, congress.at()
    with pytest.raises(DeskError, match="no need"):
        assigning.assign(desk, "n-none", congress.people["Pan"], at=at)
    with pytest.raises(DeskError, match="Weber is not among"):
        assigning.assign(desk, congress.need("K07 zh de"), desk.find("Weber")[0].id, at=at)
    with pytest.raises(DeskError, match="no person"):
        assigning.assign(desk, congress.need("K07 zh de"), "p-nobody", at=at)


def test_a_promise_binds_though_nobody_listens_just_now(congress: Congress) -> None:
    desk = congress.desk
    congress.assign("K07 zh de", "Pan")
    for guest in ("Weber", "Schulz"):
        people.cancel(desk, desk.find(guest)[0].id)
    own_needs.change_need(desk, congress.need("K08 de zh"), {"start": "2012-11-22T09:20"})
    assert [one.rule for one in congress.assign("K08 de zh", "Pan").conflicts] == ["H2"]
    name = congress.promise("K07 zh de", "Pan")
    assert assigning.swap(desk, name, congress.people["Wang"], at=congress.at()).act
    assert congress.assign("K08 de zh", "Pan").act
    with pytest.raises(DeskError, match="no need"):
        congress.assign("K09 zh de", "Pan")


def test_booth_call_and_lead_are_arranged_and_checked(congress: Congress) -> None:
    desk = congress.desk
    congress.assign("K07 zh de", "Pan")
    name = congress.promise("K07 zh de", "Pan")
    values = {"booth": " 2 ", "channel": "3", "call": "2012-11-22T08:15", "leader": "yes"}
    assert arrangements.arrange(desk, name, values)
    kept = promises.assignment(desk, name)
    assert kept
    assert (kept.booth, kept.channel, kept.leader) == ("2", "3", "yes")
    assert kept.call == "2012-11-22T08:15:00+01:00"
    assert arrangements.arrange(desk, name, values) is None
    assert arrangements.arrange(desk, [name], {"booth": ""})
    for wrong in ({"need": "n-x"}, {"leader": "perhaps"}, {"call": "soon"}):
        with pytest.raises(DeskError):
            arrangements.arrange(desk, name, wrong)


def test_a_rule_is_let_be_with_the_promise_it_is_about(congress: Congress) -> None:
    desk = congress.desk
    need, pan = congress.need("K07 zh de"), congress.people["Pan"]
    with pytest.raises(DeskError, match="Nobody is promised"):
        arrangements.let_be(desk, [("H7", need, "")], "only a short talk")
    congress.assign("K07 zh de", "Pan")
    with pytest.raises(DeskError, match="say why"):
        arrangements.let_be(desk, [("H7", need, "")], " ")
    assert arrangements.let_be(desk, [("H7", need, ""), ("H1", need, pan)], "a short talk")
    kept = promises.of_need(desk, need)[0]
    assert (kept.override, kept.reason) == ("H1 H7", "a short talk")
    found = situation.problem(desk, congress.at()).overridden
    assert {("H7", need, ""), ("H1", need, pan)} <= found


def test_another_way_of_a_promise_keeps_what_was_let_be_with_it(congress: Congress) -> None:
    desk = congress.desk
    need, pan = congress.need("K07 zh de"), congress.people["Pan"]
    desk.write(*desk.change("changed", pan, {"availability": "22.11.2012 14:00-18:00"}))
    congress.assign("K07 zh de", "Pan", reason="comes earlier for once")
    congress.assign("K07 zh de", "Pan", via="en", reason="as a pivot asks")
    kept = promises.of_need(desk, need)[0]
    assert (kept.override, kept.reason) == ("H1 H3 H5", "as a pivot asks")
    back = assigning.assign(desk, need, pan, at=congress.at())
    assert back.act
    assert promises.of_need(desk, need)[0].override == "H1 H3 H5"
    found = rules.faults(situation.problem(desk, congress.at()), situation.plan(desk))
    assert {one.severity for one in found if one.rule == "H1" and need in one.needs} == {"weak"}


@pytest.mark.parametrize("stays", [False, True])
def test_what_was_let_be_of_a_need_passes_to_who_comes_or_stays(
    congress: Congress, *, stays: bool
) -> None:
    desk, need = congress.desk, congress.need("K07 zh de")
    own_needs.change_need(desk, need, {"strength": "3"}, congress.at())
    congress.assign("K07 zh de", "Pan")
    arrangements.let_be(desk, [("H6", need, "")], "only a short talk")
    gone = congress.promise("K07 zh de", "Pan")
    if stays:
        congress.assign("K07 zh de", "Wang")
        assigning.withdraw(desk, gone, at=congress.at())
    else:
        assigning.swap(desk, gone, congress.people["Wang"], at=congress.at())
    kept = promises.of_need(desk, need)
    assert [(one.override, one.reason) for one in kept] == [("H6", "only a short talk")]
    found = rules.faults(situation.problem(desk, congress.at()), situation.plan(desk))
    assert {one.severity for one in found if one.rule == "H6"} == {"weak"}
    assigning.withdraw(desk, kept[0].id, at=congress.at())
    assert ("H6", need, "") not in situation.problem(desk, congress.at()).overridden


def test_a_merged_person_keeps_the_promises_of_both(congress: Congress) -> None:
    desk = congress.desk
    congress.assign("K07 zh de", "Pan")
    congress.assign("K07 zh de", "Wang")
    merged = people.merge(desk, congress.people["Pan"], congress.people["Wang"])
    assert len(promises.of_need(desk, congress.need("K07 zh de"))) == 1
    assert len(promises.every(desk)) == 2
    gone = [Promise(congress.need("K07 zh de"), merged.id)]
    assert assigning.change(desk, remove=gone, at=congress.at()).act
    assert promises.every(desk) == []


def test_words_that_are_no_rule_keep_nobody_from_letting_one_be(congress: Congress) -> None:
    desk = congress.desk
    congress.assign("K07 zh de", "Pan")
    name, need = congress.promise("K07 zh de", "Pan"), congress.need("K07 zh de")
    desk.write(*desk.change("assigned", name, {"override": "H99 Hx H H1"}))
    assert arrangements.let_be(desk, [("H6", need, "")], "why not")
    known = promises.assignment(desk, name)
    assert known
    assert known.override == "H1 H6"
