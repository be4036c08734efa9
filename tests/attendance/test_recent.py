"""The last acts of a desk: a line for each, and each taken back by itself."""

from __future__ import annotations

import pytest

from checkin import people, receivers, reception
from checkin.attendance import recent, scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.model import code
from checkin.model.activity import activity_subject
from checkin.model.delegation import delegation_subject
from tests.conftest import Clock


@pytest.fixture
def three(desk: Desk) -> list[str]:
    """Enter three people."""
    return [people.enter(desk, {"family": name}).id for name in ("Anna", "Boris", "Chen")]


def test_scans_refusals_and_groups_are_a_line_each(
    desk: Desk, clock: Clock, three: list[str]
) -> None:
    scanning.check_in(desk, three[0])
    clock.at("2012-11-22T09:00:30+01:00")
    scanning.check_in(desk, three[0])
    scanning.scan(desk, "nonsense")
    reception.group(desk, "Harbin", three[1:], 2)
    told = [(one.what, one.count, one.text, one.may_undo) for one in recent.recent(desk, 4)]
    assert told == [
        ("welcome", 4, "Boris, Chen: 4 people", True),
        ("unknown", 1, "", False),
        ("already-here", 1, "Anna", False),
        ("welcome", 1, "Anna", True),
    ]


def test_only_the_one_meant_is_taken_back(desk: Desk, three: list[str]) -> None:
    acts = [scanning.check_in(desk, person).act for person in three]
    assert acts[0]
    recent.undo(desk, acts[0])
    found = recent.recent(desk, 3)
    assert [(one.text, one.undone) for one in found] == [
        ("Chen", False),
        ("Boris", False),
        ("Anna", True),
    ]
    assert not found[2].may_undo
    assert [scanning.preview(desk, person).verdict for person in three] == [
        "welcome",
        "already-here",
        "already-here",
    ]


def test_after_a_minute_an_undo_says_why(desk: Desk, clock: Clock, three: list[str]) -> None:
    act = scanning.check_in(desk, three[0]).act
    assert act
    assert not recent.recent(desk, 1)[0].reason_due
    clock.at("2012-11-22T09:01:01+01:00")
    assert recent.recent(desk, 1)[0].reason_due
    with pytest.raises(DeskError, match="more than a minute"):
        recent.undo(desk, act)
    with pytest.raises(DeskError, match="choose of"):
        recent.undo(desk, act, "Mr Li was meant")
    recent.undo(desk, act, "wrong-person")
    assert next(store.latest(desk.db, desk.replica)).said["reason"] == "wrong-person"
    assert recent.recent(desk, 1)[0].undone


def test_what_nobody_needs_to_see_is_no_line(desk: Desk, three: list[str]) -> None:
    scanning.check_in(desk, three[0])
    desk.undo()
    found = recent.recent(desk, 50)
    assert [one.what for one in found] == ["welcome", "walk-in", "walk-in", "walk-in"]


def test_a_long_act_is_one_line_that_says_how_many(desk: Desk) -> None:
    with desk.act():
        for number in range(130):
            people.enter(desk, {"family": f"Guest {number}"})
    (line, *_rest) = recent.recent(desk)
    assert (line.count, line.people[0], len(line.people)) == (130, line.people[0], 3)
    assert line.text == "Guest 0, Guest 1, Guest 2: 130 people"


def test_a_nameless_guest_is_called_by_the_delegation_and_the_number(desk: Desk) -> None:
    reception.walk_ins(desk, 1, "Harbin")
    assert recent.recent(desk, 1)[0].text == "Harbin · A-1"


def test_each_kind_of_act_is_called_by_its_name(desk: Desk, three: list[str]) -> None:
    people.correct(desk, three[0], {"attention": "Stop", "delegation": "Harbin"})
    scanning.check_in(desk, three[0])
    receivers.lend(desk, three[1])
    scanning.check_in(desk, three[1])
    scanning.check_in(desk, three[1], out=True)
    people.reissue(desk, three[1], "lost")
    people.substitute(desk, three[2], {"family": "Wu"})
    stray = code.code_of(desk.key, code.first_token(desk.key, "p-" + "b" * 26)[0])
    scanning.scan(desk, stray)
    hall = activity_subject(desk.key, "Hall")
    desk.write(Fact("planned", hall, {"set": {"title": "Hall"}}))
    desk.write(*desk.change("changed", delegation_subject(desk.key, "Harbin"), {"short": "HRB"}))
    desk.write(*desk.change("changed", desk.event.id, {"short": "GC"}))
    told = [(one.what, one.text) for one in recent.recent(desk, 11)]
    assert told == [
        ("changed", ""),
        ("changed", "Harbin"),
        ("planned", "Hall"),
        ("not-yet-known", ""),
        ("substitute", "Wu"),
        ("minted", "Boris"),
        ("left", "Boris"),
        ("welcome", "Boris"),
        ("lent", "Boris"),
        ("attention", "Anna"),
        ("changed", "Anna"),
    ]


def test_an_act_of_very_many_says_how_many_entries_it_has(desk: Desk) -> None:
    batch = [Fact("registered", fresh("p"), {"set": {"family": "X"}}) for _each in range(5001)]
    desk.write(*batch)
    assert recent.recent(desk, 1)[0].count == 5001


def test_in_spite_of_what_somebody_was_let_in_is_told(desk: Desk, three: list[str]) -> None:
    people.cancel(desk, three[0])
    scanning.admit(desk, three[0])
    assert recent.recent(desk, 1)[0].override == "cancelled"
