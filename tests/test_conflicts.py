"""What desks said against each other is shown in words, settled, and back after an undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checkin import conflicts, exchange, history, people, receivers
from checkin.attendance import scanning
from checkin.conflicts import Conflict
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal.entry import Fact, fresh

DAY = "2012-11-22"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Make the folder in which desks meet."""
    path = tmp_path / "post"
    path.mkdir()
    return path


@pytest.fixture
def other(desk: Desk, tmp_path: Path, clock: object, post: Path) -> Iterator[Desk]:
    """Join a second desk, B, which knows three people of desk A."""
    for family in ("Adam", "Berg", "Czerny"):
        people.enter(desk, {"family": family}, "")
    exchange.sync(desk, post)
    with exchange.join(tmp_path / "b.checkin", post, "B", clock) as made:  # type: ignore[arg-type]
        yield made


def at(desk: Desk, time: str) -> datetime:
    return desk.event.moment(f"{DAY}T{time}")


def person(desk: Desk, family: str) -> str:
    return desk.find(family)[0].id


def meet(desk: Desk, other: Desk, post: Path) -> None:
    for one in (desk, other, desk):
        exchange.sync(one, post)


def only(desk: Desk) -> Conflict:
    (found,) = conflicts.conflicts(desk)
    return found


def test_without_a_second_desk_there_is_nothing_to_look_at(desk: Desk) -> None:
    people.enter(desk, {"family": "Adam"})
    assert conflicts.conflicts(desk) == []


def test_a_guest_of_two_desks_is_shown_with_both_and_settled_until_the_undo(
    desk: Desk, other: Desk, post: Path
) -> None:
    one = person(desk, "Adam")
    scanning.check_in(desk, one, at=at(desk, "08:12"))
    scanning.check_in(other, one, at=at(desk, "08:05"))
    meet(desk, other, post)
    found = only(desk)
    assert (found.what, found.about) == (conflicts.TWICE, "Adam")
    assert [(side.desk, side.at[11:16]) for side in found.sides] == [("B", "08:05"), ("A", "08:12")]
    conflicts.settle(desk, found)
    assert conflicts.conflicts(desk) == []
    desk.undo()
    assert only(desk) == found
    conflicts.settle(desk, found)
    exchange.sync(desk, post)
    exchange.sync(other, post)
    assert conflicts.conflicts(other) == []


def test_what_was_settled_is_shown_again_when_a_third_time_is_known(
    desk: Desk, other: Desk, post: Path
) -> None:
    one = person(desk, "Adam")
    scanning.check_in(desk, one, at=at(desk, "08:12"))
    scanning.check_in(other, one, at=at(desk, "08:20"))
    meet(desk, other, post)
    conflicts.settle(desk, only(desk))
    scanning.check_in(other, person(desk, "Berg"), at=at(desk, "08:25"))
    with other.act():
        day = desk.day(at(desk, "08:00"))
        said = {"activity": day, "at": at(desk, "08:30").isoformat()}
        other.keep([Fact("arrived", one, said)])
    meet(desk, other, post)
    assert [side.at[11:16] for side in only(desk).sides] == ["08:12", "08:20", "08:30"]


def test_a_field_of_two_values_takes_the_chosen_one_on_both_desks(
    desk: Desk, other: Desk, post: Path
) -> None:
    one = person(desk, "Adam")
    people.correct(desk, one, {"organisation": "Stadtwerke"})
    people.correct(other, one, {"organisation": "SWM"})
    meet(desk, other, post)
    found = only(desk)
    assert found.text == "Organisation: entered differently."
    assert {(side.text, side.desk) for side in found.sides} == {("Stadtwerke", "A"), ("SWM", "B")}
    conflicts.choose(desk, found, "SWM")
    meet(desk, other, post)
    for side in (desk, other):
        assert conflicts.conflicts(side) == []
        known = side.person(one)
        assert known
        assert known.organisation == "SWM"
    desk.undo()
    assert only(desk).what == conflicts.FIELD


def test_a_booking_and_a_delegation_stand_in_words(desk: Desk, other: Desk, post: Path) -> None:
    bus = fresh("a")
    desk.write(Fact("planned", bus, {"set": {"title": "Bus 2"}}))
    meet(desk, other, post)
    one = person(desk, "Adam")
    people.book(desk, [one], bus)
    people.book(other, [one], bus, "waiting")
    people.correct(desk, one, {"delegation": "Harbin"})
    people.correct(other, one, {"delegation": "Almaty"})
    meet(desk, other, post)
    booked, sent = sorted(conflicts.conflicts(desk), key=lambda found: found.field)
    assert booked.text == "Booking for Bus 2: entered differently."
    assert {side.text for side in booked.sides} == {"booked", "on the waiting list"}
    assert {side.text for side in sent.sides} == {"Harbin", "Almaty"}
    conflicts.choose(desk, booked, "waiting")
    row = desk.db.execute("SELECT status FROM booking WHERE person = ?", (one,)).fetchone()
    assert (row[0], only(desk).field) == ("waiting", "delegation")


def test_who_had_cancelled_and_came_is_expected_again(desk: Desk, other: Desk, post: Path) -> None:
    one = person(desk, "Adam")
    people.cancel(desk, one)
    scanning.check_in(other, one, at=at(desk, "08:40"))
    meet(desk, other, post)
    found = only(desk)
    assert found.text == "Had cancelled, and came all the same."
    assert [(side.desk, side.at[11:16]) for side in found.sides] == [("B", "08:40")]
    conflicts.expect(desk, found)
    assert conflicts.conflicts(desk) == []
    desk.undo()
    assert only(desk) == found


def test_who_was_substituted_and_came_is_shown(desk: Desk, other: Desk, post: Path) -> None:
    one = person(desk, "Adam")
    people.substitute(desk, one, {"family": "Neu"})
    scanning.check_in(other, one, at=at(desk, "08:40"))
    meet(desk, other, post)
    assert only(desk).what == conflicts.SUBSTITUTED


def test_two_walk_ins_of_one_name_become_one_person(desk: Desk, other: Desk, post: Path) -> None:
    people.enter(desk, {"family": "Kalniņa", "given": "Ilze", "organisation": "Daugavpils"})
    people.enter(other, {"family": "Kalnina", "given": "Ilze"})
    meet(desk, other, post)
    found = only(desk)
    assert found.what == conflicts.SAME
    assert {side.desk for side in found.sides} == {"A", "B"}
    conflicts.join(desk, found)
    named = only(desk)  # one person now, of whose names somebody chooses one
    assert {side.text for side in named.sides} == {"Kalniņa", "Kalnina"}
    conflicts.choose(desk, named, "Kalniņa")
    assert conflicts.conflicts(desk) == []
    first, second = found.people
    assert desk.person(first) == desk.person(second)
    desk.undo()
    desk.undo()
    assert only(desk) == found
    conflicts.settle(desk, found)
    assert conflicts.conflicts(desk) == []


def test_namesakes_of_unlike_organisations_are_two_people(desk: Desk) -> None:
    people.enter(desk, {"family": "Li", "given": "Na", "organisation": "Harbin"})
    people.enter(desk, {"family": "Li", "given": "Na", "organisation": "Qingdao"})
    assert conflicts.conflicts(desk) == []


def test_a_receiver_of_two_people_stays_with_the_one_who_has_it(
    desk: Desk, other: Desk, post: Path
) -> None:
    one, two = person(desk, "Adam"), person(desk, "Berg")
    receivers.lend(desk, one, "12", at(desk, "08:20"))
    receivers.lend(other, two, "12", at(desk, "08:25"))
    meet(desk, other, post)
    found = only(desk)
    assert found.about == "Receiver 12"
    assert [side.text for side in found.sides] == ["Adam", "Berg"]
    conflicts.leave_with(desk, found, two)
    assert conflicts.conflicts(desk) == []
    assert [loan.person for loan in receivers.lent(desk)] == [two]
    with pytest.raises(DeskError, match="settled meanwhile"):
        conflicts.leave_with(desk, found, two)


def test_a_code_of_two_people_is_shown_and_settled(desk: Desk) -> None:
    for family in ("Adam", "Berg"):
        people.enter(desk, {"family": family, "code": "TICKET-17"}, "")
    found = only(desk)
    assert found.what == conflicts.CODE
    assert sorted(found.about.split(", ")) == ["Adam", "Berg"]
    conflicts.settle(desk, found)
    assert conflicts.conflicts(desk) == []


def test_the_history_says_that_something_was_settled(desk: Desk) -> None:
    people.enter(desk, {"family": "Adam", "code": "X"}, "")
    people.enter(desk, {"family": "Berg", "code": "X"}, "")
    conflicts.settle(desk, only(desk))
    told = history.history(desk, desk.event.id)
    assert told[-1].text == "Looked at and settled."
