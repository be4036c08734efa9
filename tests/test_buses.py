"""Roll calls: who is missing is known at once, on every leg, on every desk, in whatever order."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from checkin import bookings, buses, delegations, exchange, people, programme
from checkin.attendance import house, scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.reports import bus_list
from tests.conftest import Clock
from tests.planning import guest, visit


def bus_with(desk: Desk, guests: int) -> tuple[str, list[str], list[str]]:
    """Plan a bus with two legs and passengers; return it, its legs and the passengers."""
    bus = visit(desk, "Bus 1", "08:00", "16:00", kind="transfer")
    legs = [
        visit(desk, "Hin", "08:00", "08:20", kind="transfer", whole=bus, place="Werk"),
        visit(desk, "Zurück", "15:00", "15:30", kind="transfer", whole=bus, place="Haus"),
    ]
    found = [
        guest(desk, f"G{n:02}", phone=f"+49 1{n:02}", delegation="Harbin") for n in range(guests)
    ]
    for person in found:
        bookings.book(desk, person, bus)
    return bus, legs, found


def test_of_31_booked_30_board_and_the_missing_one_is_named(desk: Desk, clock: Clock) -> None:
    bus, (first, second), everybody = bus_with(desk, 31)
    clock.at("2012-11-23T07:50:00+01:00")
    for person in everybody[:29]:
        assert scanning.scan(desk, desk.badge_code(person), activity=first).verdict == "welcome"
    buses.board(desk, first, everybody[29])
    roll = buses.roll(desk, first)
    assert (len(roll.expected), len(roll.boarded), roll.aboard) == (31, 30, 30)
    (missing,) = roll.missing
    assert (missing.person.id, missing.person.phone) == (everybody[30], "+49 130")
    assert missing.delegation == "Harbin"
    left = buses.depart(desk, first)
    assert left.departed.startswith("2012-11-23T07:50")
    assert left.missing == (missing,)
    assert buses.alight(desk, first) == 30
    assert buses.roll(desk, first).aboard == 0
    assert len(buses.roll(desk, second).expected) == 30
    desk.undo()
    assert buses.roll(desk, first).aboard == 30
    assert [one.id for one in buses.buses(desk)] == [bus]


def test_who_comes_by_themselves_is_expected_on_the_way_back(desk: Desk, clock: Clock) -> None:
    _bus, (first, second), (one, two, three) = bus_with(desk, 3)
    plant = visit(desk, "Werk", "09:00", "10:00", place="Werk")
    clock.at("2012-11-23T08:00:00+01:00")
    buses.board_all(desk, first, [one, two])
    buses.depart(desk, first)
    clock.at("2012-11-23T09:10:00+01:00")
    scanning.check_in(desk, three, activity=plant)
    assert {found.id for found in buses.roll(desk, second).expected} == {one, two, three}
    (seen,) = [found for found in buses.roll(desk, first).missing if found.person.id == three]
    assert (seen.where, seen.desk) == ("Werk", "A")


def test_aboard_is_nobody_s_house_and_the_next_leg_takes_them_from_the_last(
    desk: Desk, clock: Clock
) -> None:
    _bus, (first, second), (one, two) = bus_with(desk, 2)
    clock.at("2012-11-23T08:00:00+01:00")
    buses.board_all(desk, first, [one, two])
    now = desk.this_moment()
    assert house.house(desk, now).on_the_way.persons == 2
    clock.at("2012-11-23T14:50:00+01:00")
    buses.board_all(desk, second, [one])  # nobody has noted that they got off
    assert buses.roll(desk, first).aboard == 1
    assert buses.roll(desk, second).aboard == 1


def test_a_stranger_aboard_is_told_apart_and_who_cancelled_is_not_expected(desk: Desk) -> None:
    bus, (first, _second), (one, two) = bus_with(desk, 2)
    other = guest(desk, "Other")
    people.cancel(desk, two)
    buses.board_all(desk, first, [one, other])
    roll = buses.roll(desk, first)
    assert [found.id for found in roll.expected] == [one]
    assert [found.id for found in roll.others] == [other]
    assert roll.missing == ()
    assert [found.id for found in buses.passengers(desk, bus)] == [one]
    with pytest.raises(DeskError, match="no bus"):
        buses.roll(desk, programme.put(desk, "", {"title": "x"}).id)


def test_a_bus_without_legs_is_its_own(desk: Desk) -> None:
    bus = visit(desk, "Shuttle", "08:00", "09:00", kind="transfer")
    plant, person = visit(desk, "Werk", "09:00", "10:00"), guest(desk, "A")
    bookings.book(desk, person, plant)
    assert buses.seat(desk, bus, [plant]) == 1
    assert buses.seat(desk, bus, [plant]) == 0
    assert [leg.id for leg in buses.legs(desk, bus)] == [bus]
    assert len(buses.roll(desk, bus).missing) == 1


@pytest.mark.parametrize("order", ["ABA", "BAB", "AAB", "BBA"])
def test_two_desks_call_one_roll_and_agree_whatever_the_order(
    desk: Desk, clock: Clock, tmp_path: Path, order: str
) -> None:
    _bus, (first, _second), everybody = bus_with(desk, 4)
    clock.at("2012-11-23T07:55:00+01:00")
    post = tmp_path / "post"
    post.mkdir()
    with exchange.join(tmp_path / "b.checkin", desk.path, "B", clock) as other:
        desks = {"A": desk, "B": other}
        buses.board_all(desk, first, everybody[:2])
        buses.board_all(other, first, everybody[1:3])
        buses.depart(other, first)
        for label in (*order, "A", "B"):
            exchange.sync(desks[label], post)
        for each in desks.values():
            roll = buses.roll(each, first)
            assert [one.person.id for one in roll.missing] == [everybody[3]]
            assert (roll.aboard, bool(roll.departed)) == (3, True)


def test_a_boarding_by_mistake_is_taken_back_alone(desk: Desk, clock: Clock) -> None:
    _bus, (first, second), (one, two) = bus_with(desk, 2)
    clock.at("2012-11-23T07:55:00+01:00")
    buses.board_all(desk, first, [one, two])
    buses.unboard(desk, first, one)
    roll = buses.roll(desk, first)
    assert ([each.person.id for each in roll.missing], roll.aboard) == ([one], 1)
    assert [each.id for each in buses.roll(desk, second).expected] == [two]
    with pytest.raises(DeskError, match="nothing to undo"):
        buses.unboard(desk, first, one)
    buses.board(desk, first, one)
    assert buses.roll(desk, first).missing == ()


def test_a_bus_that_stands_takes_its_own_after_its_time_and_nobody_once_it_left(
    desk: Desk, clock: Clock
) -> None:
    _bus, (first, _second), (one, two) = bus_with(desk, 2)
    stranger = guest(desk, "Stranger")
    clock.at("2012-11-23T08:40:00+01:00")
    late = buses.scan(desk, first, desk.badge_code(one))
    assert (late.verdict, late.override) == ("welcome", "not-today")
    assert buses.scan(desk, first, desk.badge_code(stranger)).verdict == "not-today"
    buses.depart(desk, first)
    assert buses.scan(desk, first, desk.badge_code(two)).verdict == "not-today"
    assert [each.person.id for each in buses.roll(desk, first).missing] == [two]


def test_the_head_of_the_delegation_is_called_for_who_has_no_telephone(desk: Desk) -> None:
    bus, (first, _second), (head, other) = bus_with(desk, 2)
    delegations.put(desk, delegations.delegation(desk, "Harbin").id, {"head": head})
    person = guest(desk, "Mute", delegation="Harbin")
    bookings.book(desk, person, bus)
    called = {one.person.id: one.head and one.head.id for one in buses.roll(desk, first).missing}
    assert called == {head: None, other: None, person: head}


def test_a_badge_that_no_list_has_is_counted_aboard(desk: Desk, tmp_path: Path) -> None:
    _bus, (first, _second), _nobody = bus_with(desk, 0)
    with exchange.join(tmp_path / "b.checkin", desk.path, "B", Clock()) as other:
        code = other.badge_code(guest(other, "Elsewhere"))
    moment = desk.event.moment("2012-11-23T07:50")
    assert buses.scan(desk, first, code, moment).verdict == "not-yet-known"
    roll = buses.roll(desk, first)
    assert (roll.aboard, roll.unknown, roll.others) == (1, 1, ())


def test_two_of_one_name_are_told_apart_by_their_organisation(desk: Desk, tmp_path: Path) -> None:
    bus = visit(desk, "Bus", "08:00", "09:00", kind="transfer")
    for organisation in ("Songjiang Water", "Bingcheng Heat"):
        bookings.book(desk, guest(desk, "Wang", organisation=organisation), bus)
    bookings.book(desk, guest(desk, "Li", organisation="Harbin"), bus)
    names = buses.told_apart(buses.passengers(desk, bus)).values()
    assert set(names) == {"Wang (Songjiang Water)", "Wang (Bingcheng Heat)", "Li"}
    bus_list.write(desk, tmp_path / "bus.pdf")
    with pypdfium2.PdfDocument(tmp_path / "bus.pdf") as document:
        told = document[0].get_textpage().get_text_range()
    assert "Bingcheng" in told
    assert "Harbin" not in told
