"""Illness: what it leaves open, what it frees, and being there again."""

from __future__ import annotations

import pytest

from checkin import people, voices
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import (
    assigning,
    illness,
    promises,
    proposals,
    publishing,
    rules,
    situation,
    solver,
)
from tests.conftest import Clock
from tests.interpreting.talks import Congress


@pytest.fixture
def congress(desk: Desk, clock: Clock) -> Congress:
    """Promise Pan to two talks."""
    clock.at("2012-11-21T08:00:00+01:00")
    made = Congress(desk)
    made.assign("K07 zh de", "Pan")
    made.assign("K09 zh de", "Pan")
    return made


def test_illness_names_what_it_leaves_open_and_frees_it(congress: Congress, clock: Clock) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    clock.at("2012-11-22T08:30:00+01:00")
    assert len(situation.problem(desk, congress.at()).fixed) == 1
    came = illness.ill(desk, pan)
    assert [one.need for one in came.open] == [
        congress.need("K07 zh de"),
        congress.need("K09 zh de"),
    ]
    assert situation.problem(desk, congress.at()).fixed == frozenset()
    name = congress.promise("K07 zh de", "Pan")
    swapped = assigning.swap(
        desk, name, congress.people["Wang"], at=congress.at(), proposed_by="stand-in"
    )
    assert swapped.act
    assert congress.team("K07 zh de") == ["Wang"]
    assert came.act
    desk.undo(swapped.act)
    desk.undo(came.act)
    assert desk.person(pan).away == ""  # type: ignore[union-attr]
    assert len(situation.problem(desk, congress.at()).fixed) == 1


def test_who_falls_ill_at_noon_keeps_the_morning(congress: Congress) -> None:
    noon = congress.desk.event.moment("2012-11-22T12:00")
    came = illness.ill(congress.desk, congress.people["Pan"], noon)
    assert [one.need for one in came.open] == [congress.need("K09 zh de")]


def test_who_is_well_again_holds_the_promises_that_are_left(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    illness.ill(desk, pan)
    assigning.withdraw(desk, congress.promise("K09 zh de", "Pan"), at=congress.at())
    assert illness.well(desk, pan).act
    assert illness.well(desk, pan).act is None
    (kept,) = promises.standing(desk)
    assert kept.released == ""
    assert not people.correct(desk, pan, {"away": ""})


def test_who_is_ill_covers_nothing_and_interprets_for_nobody(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    congress.assign("K09 zh de", "Pan")
    need = congress.need("K09 zh de")
    (weber,), morning = desk.find("Weber"), desk.event.moment("2012-11-22T08:00")
    talk = congress.talks["K09"]
    assert any(talk in one.activities for one in voices.voices(desk, weber, [], morning))
    illness.ill(desk, pan, desk.event.moment("2012-11-22T11:00"), at=congress.at())
    problem = situation.problem(desk, congress.at())
    assert rules.states(problem, situation.plan(desk))[need] == "uncovered"
    assert not any(talk in one.activities for one in voices.voices(desk, weber, [], morning))
    congress.assign("K09 zh de", "Wang", reason="as well")
    problem = situation.problem(desk, congress.at())
    assert rules.states(problem, situation.plan(desk))[need] == "weak"


def test_an_unknown_person_is_not_ill(congress: Congress) -> None:
    with pytest.raises(DeskError, match="no person"):
        illness.ill(congress.desk, "p-nobody")


@pytest.mark.parametrize("news", [{"status": "cancelled"}, {"role": "speaker"}])
def test_who_does_not_come_any_more_is_a_clash_until_others_take_it(
    congress: Congress, news: dict[str, str]
) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    publishing.publish(desk)
    publishing.acknowledge(desk, pan)
    before = {one.id for one in situation.problem(desk, congress.at()).people}
    desk.write(*desk.change("changed", pan, news))
    desk.write(*desk.change("changed", congress.people["Petrenko"], news))
    desk.refresh()
    problem = situation.problem(desk, congress.at())
    assert {one.id for one in problem.people} == before - {congress.people["Petrenko"]}
    found = rules.faults(problem, situation.plan(desk))
    own = [one for one in found if one.rule == "H1"]
    assert [(one.severity, one.who) for one in own] == [("stop", (pan,))] * 2
    assert "(2 listeners): Pan does not come any more (H1" in own[0].text
    for one in own:
        assert any(
            repair.add and {gone.person for gone in repair.remove} == {pan}
            for repair in one.repairs
        )
    with pytest.raises(DeskError, match="not among the interpreters"):
        congress.assign("K08 de zh", "Pan", reason="all the same")
    proposed = proposals.lines(problem, solver.solve(problem).plan)
    assert len([one for one in proposed if one.what == proposals.REMOVE]) == 2
    came = proposals.accept(desk, proposed, at=congress.at())
    assert came.refused == ()
    teams = [congress.team(need) for need in ("K07 zh de", "K09 zh de")]
    assert all(teams)
    assert "Pan" not in {name for team in teams for name in team}
    again = situation.problem(desk, congress.at())
    assert pan not in {one.id for one in again.people}


def test_what_somebody_did_before_they_left_is_no_clash(congress: Congress) -> None:
    desk, pan = congress.desk, congress.people["Pan"]
    desk.write(*desk.change("changed", pan, {"status": "cancelled"}))
    desk.refresh()
    for time, needs in (("12:00", ["K09 zh de"]), ("14:00", [])):
        problem = situation.problem(desk, desk.event.moment(f"2012-11-22T{time}"))
        found = rules.faults(problem, situation.plan(desk))
        gone = [one.needs for one in found if one.rule == "H1"]
        assert gone == [(congress.need(need),) for need in needs]
