"""Illness: what it leaves open, what it frees, and being there again."""

from __future__ import annotations

import pytest

from checkin import people, voices
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import assigning, illness, promises, rules, situation
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
