"""Alarms: said while there is time, over midnight and in any zone, and gone once they are met."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checkin import alarms, bookings, buses, people, programme, visits
from checkin.attendance import scanning
from checkin.desk import Desk
from tests.conftest import Clock
from tests.planning import DAY, guest, visit


def rules(desk: Desk) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in alarms.alarms(desk, desk.this_moment())]


@pytest.fixture
def at(clock: Clock) -> Callable[[str], None]:
    return lambda time: clock.at(f"{DAY}T{time}:00+01:00")


def test_a_gate_list_is_asked_for_before_it_is_late(
    desk: Desk, at: Callable[[str], None], clock: Clock
) -> None:
    plant = visit(desk, "Getec", "13:00", "14:00", gate_list="2012-11-23T09:00")
    clock.at("2012-11-22T08:00:00+01:00")
    assert rules(desk) == []
    clock.at("2012-11-22T12:00:00+01:00")
    assert rules(desk) == [("gate", "look")]
    at("09:05")
    assert rules(desk) == [("gate", "stop")]
    visits.gate_list_sent(desk, plant)
    assert rules(desk) == []
    desk.undo()
    assert rules(desk) == [("gate", "stop")]


def test_a_late_group_is_told_of_in_time_and_told_off_at_the_limit(
    desk: Desk, at: Callable[[str], None]
) -> None:
    bus = visit(desk, "Bus 1", "12:00", "16:00", kind="transfer")
    visit(desk, "Mittag", "12:00", "12:10", kind="transfer", whole=bus, place="Haus")
    leg = visit(desk, "Hin", "12:30", "12:55", kind="transfer", whole=bus, place="Rothensee")
    plant = visit(desk, "MHKW", "13:00", "14:00", place="Rothensee", lateness="20")
    programme.put_place(desk, "", {"title": "Haus", "travel": "Rothensee 25"})
    person = guest(desk, "A", phone="0176 1")
    for activity in (bus, plant):
        bookings.book(desk, person, activity)
    at("12:20")
    buses.board_all(desk, buses.legs(desk, bus)[0].id, [person])
    buses.depart(desk, buses.legs(desk, bus)[0].id)
    assert rules(desk) == []
    at("12:45")
    assert ("not-left", "look") in rules(desk)
    (late,) = [one for one in alarms.alarms(desk, desk.this_moment()) if one.rule == "late"]
    assert (late.severity, late.minutes) == ("look", 10)
    at("12:58")
    assert ("late", "stop") in rules(desk)
    buses.depart(desk, leg)
    told = alarms.alarms(desk, desk.this_moment())
    assert {one.rule for one in told if one.severity == "stop"} == {"left-behind", "late"}
    assert any("A 0176 1" in one.text for one in told)
    scanning.check_in(desk, person, activity=plant)
    assert "late" not in [rule for rule, _severity in rules(desk)]


def test_who_is_there_without_a_briefing_is_told_of(desk: Desk, at: Callable[[str], None]) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", briefing="yes")
    person = guest(desk, "A")
    at("13:00")
    scanning.check_in(desk, person, activity=plant)
    assert rules(desk) == [("unbriefed", "look")]
    assert visits.brief(desk, plant, [person, person]) == 1
    assert visits.brief(desk, plant, [person]) == 0
    assert rules(desk) == []
    desk.undo()
    assert rules(desk) == [("unbriefed", "look")]


def test_a_bus_of_the_night_is_told_of_after_midnight_in_whatever_zone_one_asks(
    desk: Desk, clock: Clock
) -> None:
    bus = visit(desk, "Night bus", "23:50", "23:59", kind="transfer")
    person = guest(desk, "A", phone="0176 1")
    bookings.book(desk, person, bus)
    clock.at("2012-11-23T23:49:00+01:00")
    assert rules(desk) == []
    for moment in ("2012-11-24T00:10:00+01:00", "2012-11-24T07:10:00+08:00"):
        clock.at(moment)
        (late,) = alarms.alarms(desk, desk.this_moment())
        assert (late.rule, late.minutes) == ("not-left", 20)
    buses.depart(desk, bus)
    (left,) = alarms.alarms(desk, desk.this_moment())
    assert (left.rule, left.severity, left.people) == ("left-behind", "stop", (person,))
    assert "A 0176 1" in left.text
    desk.undo()
    assert rules(desk) == [("not-left", "look")]
    clock.at("2012-11-24T13:00:00+01:00")
    assert rules(desk) == []


def test_who_was_left_behind_is_told_of_until_they_are_seen_or_cancel(
    desk: Desk, at: Callable[[str], None]
) -> None:
    bus = visit(desk, "Bus 1", "08:00", "16:00", kind="transfer")
    first, second = (
        visit(desk, f"Leg {n}", f"{n}:00", f"{n}:20", kind="transfer", whole=bus) for n in (10, 12)
    )
    hall = visit(desk, "Talk", "12:30", "15:00", kind="meeting")
    ids = [guest(desk, name) for name in ("A", "B", "C")]
    for person in ids:
        bookings.book(desk, person, bus)
    at("10:00")
    buses.board(desk, first, ids[0])
    buses.depart(desk, first)
    at("12:00")
    buses.alight(desk, first)
    buses.board(desk, second, ids[0])
    buses.depart(desk, second)
    (told,) = alarms.alarms(desk, desk.this_moment())
    assert (told.activity, set(told.people)) == (first, set(ids[1:]))
    at("12:40")
    scanning.check_in(desk, ids[1], activity=hall)
    assert alarms.alarms(desk, desk.this_moment())[0].people == (ids[2],)
    people.cancel(desk, ids[2])
    assert rules(desk) == []


def test_a_group_that_came_is_not_late_though_nobody_is_checked_in(
    desk: Desk, at: Callable[[str], None]
) -> None:
    leg = visit(desk, "Bus 1", "12:30", "12:55", kind="transfer", place="Werk")
    plant = visit(desk, "MHKW", "13:00", "14:00", place="Werk")
    empty = visit(desk, "Bus 2", "12:30", "12:55", kind="transfer", place="Werk")
    person = guest(desk, "A")
    for activity in (leg, plant):
        bookings.book(desk, person, activity)
    at("12:30")
    buses.board(desk, leg, person)
    for bus in (leg, empty):
        buses.depart(desk, bus)
    at("12:50")
    buses.alight(desk, leg)
    assert rules(desk) == []
    at("13:40")
    assert rules(desk) == [("nobody-there", "look")]
    scanning.check_in(desk, person, activity=plant)
    assert rules(desk) == []


def test_a_tour_on_board_counts_heads_and_waits_for_nobody_to_get_off(
    desk: Desk, at: Callable[[str], None]
) -> None:
    leg = visit(desk, "Bus 1", "12:30", "12:55", kind="transfer", place="Werk")
    tour = visit(desk, "Tour", "13:00", "14:00", place="Werk", mode=visits.ON_BOARD)
    person = guest(desk, "A")
    for activity in (leg, tour):
        bookings.book(desk, person, activity)
    at("12:30")
    buses.board(desk, leg, person)
    buses.depart(desk, leg)
    at("13:40")
    assert rules(desk) == []
    found = desk.activity(tour)
    assert found
    assert visits.visit(desk, found).boarded == 1
