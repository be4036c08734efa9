"""What does not fit in a programme is found and said, and what fits is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin import bookings, exchange, people, programme, programme_rules, travel
from checkin.desk import Desk
from tests.conftest import Clock
from tests.planning import guest, visit


def found(desk: Desk) -> dict[str, list[str]]:
    """Return the sentences of each rule."""
    told: dict[str, list[str]] = {}
    for one in programme_rules.findings(desk):
        told.setdefault(one.rule, []).append(one.text)
    return told


def test_a_programme_in_which_all_fits_has_no_finding(desk: Desk) -> None:
    ready = {"meeting_point": "Foyer", "contact": "Arno Dünnebier"}
    one = visit(desk, "Wobau", "08:30", "09:20", place="Wobau", **ready)
    other = visit(desk, "Getec", "09:40", "10:30", place="Getec", **ready)
    programme.put_place(desk, desk.activity(one).place, {"travel": "Getec 15"})  # type: ignore[union-attr]
    person = guest(desk, "A")
    for activity in (one, other):
        bookings.book(desk, person, activity)
    assert found(desk) == {}


def test_two_desks_that_gave_away_one_place_are_told_after_they_met(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1", meeting_point="x", contact="y")
    other = visit(desk, "Hafen", "13:30", "14:30", meeting_point="x", contact="y")
    one, two = guest(desk, "Abel"), guest(desk, "Berg")
    with exchange.join(tmp_path / "b.checkin", desk.path, "B", clock) as apart:
        bookings.book(desk, one, plant)
        assert bookings.book(apart, two, plant).status == "booked"
        bookings.book(desk, two, other)
        post = tmp_path / "post"
        post.mkdir()
        for each in (desk, apart, desk):
            exchange.sync(each, post)
        for each in (desk, apart):
            told = found(each)
            assert told["full"] == ["MHKW: 2 are booked, 1 place."]
            (clash,) = told["overlap"]
            assert clash.endswith("Berg")
            assert "MHKW (23.11. 13:00–14:00)" in clash
            worst = programme_rules.findings(each)
            assert [finding.severity for finding in worst] == ["stop", "stop"]


def test_ways_that_are_longer_than_the_time_for_them_are_found(desk: Desk) -> None:
    ready = {"meeting_point": "Foyer", "contact": "x"}
    one = visit(desk, "Wobau", "08:30", "09:20", place="Altstadt", **ready)
    other = visit(desk, "Klärwerk", "09:30", "10:30", place="Gerwisch", **ready)
    programme.put_place(desk, desk.activity(other).place, {"travel": "Altstadt: 25 min"})  # type: ignore[union-attr]
    person = guest(desk, "Abel")
    for activity in (one, other):
        bookings.book(desk, person, activity)
    (text,) = found(desk)["travel"]
    assert text == "From Wobau to Klärwerk it takes 25 minutes, and there are 10: Abel."


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("Getec 15; SWM 10", 15),
        ("SWM 10, getec: 12 min", 12),
        ("Getec = 7", 7),
        ("SWM 10", None),
        ("Getec soon", None),
        ("", None),
    ],
)
def test_a_way_is_read_from_what_a_place_says(desk: Desk, said: str, minutes: int | None) -> None:
    here = programme.put_place(desk, "", {"title": "Wobau", "travel": said})
    there = programme.put_place(desk, "", {"title": "Getec"})
    assert travel.minutes(desk, here.id, there.id) == minutes
    assert travel.minutes(desk, there.id, here.id) == minutes
    room = programme.put_place(desk, "", {"title": "Room", "within": "Wobau"})
    assert travel.minutes(desk, here.id, room.id) == 0


def test_each_rule_says_what_it_saw(desk: Desk) -> None:
    people.enter(desk, {"given": "Anna", "family": "Abel", "role": "speaker"}, "")
    hall = {"place": "Saal", "kind": "session"}
    programme.put_place(desk, "", {"title": "Saal", "capacity": "20"})
    one = visit(desk, "Wasser", "09:00", "10:00", speakers="Dr. Anna Abel", capacity="30", **hall)
    visit(desk, "Strom", "09:30", "10:30", speakers="Anna Abel", **hall)
    visit(desk, "Nachbar", "10:00", "11:30", kind="contribution", whole=one)
    visit(desk, "Werk", "12:00", "13:00", eligibility="friends of mine")
    whole = visit(desk, "Führung", "15:00", "15:40", kind="session", mode="consecutive")
    visit(desk, "Rundgang", "15:00", "15:30", kind="contribution", whole=whole)
    programme.put(desk, "", {"title": "Nachtrag", "start": "2012-12-01T10:00"})
    told = found(desk)
    assert told["place"] == ["Wasser has 30 places, Saal permits 20 persons."]
    assert "Saal: Wasser (23.11. 09:00–10:00) overlaps" in told["shared-place"][0]
    assert told["speaker"][0].startswith("Anna Abel speaks at both")
    assert "Nachbar is not within the time of Wasser." in told["outside"]
    assert told["unclear"] == ["Werk: nobody understands for whom it is, “friends of mine”."]
    assert told["unprepared"] == ["Werk lacks a meeting point, somebody to call there."]
    assert told["no-day"] == ["Nachtrag is on 2012-12-01, which is no day of the event."]
    assert told["too-short"] == ["Führung is interpreted consecutively, which doubles 30 minutes."]


def test_who_is_booked_without_being_meant_is_named_unless_there_is_a_reason(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", meeting_point="x", contact="y")
    people_of = [guest(desk, name, country="DE") for name in ("A", "B", "C", "D")]
    hidden = guest(desk, "Secret", country="DE", protected="yes")
    for person in (*people_of, hidden, guest(desk, "E", country="LV")):
        bookings.book(desk, person, plant)
    programme.put(desk, plant, {"eligibility": "foreign"})
    asked = guest(desk, "F", country="DE")
    bookings.book(desk, asked, plant, override=True, reason="asked by the host")
    (text,) = found(desk)["not-eligible"]
    assert text == "MHKW is for guests from abroad: A, B, C, 2 more."


def test_what_somebody_gave_a_reason_for_stops_nobody(desk: Desk) -> None:
    ready = {"meeting_point": "x", "contact": "y"}
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1", **ready)
    other = visit(desk, "Hafen", "13:30", "14:30", **ready)
    one, two = guest(desk, "Abel"), guest(desk, "Berg")
    bookings.book(desk, one, plant)
    bookings.book(desk, one, other, override=True, reason="leaves early")
    bookings.book(desk, two, plant, override=True, reason="the host agreed")
    told = programme_rules.findings(desk)
    assert [(one.rule, one.severity) for one in told] == [("full", "look")]


def test_a_bus_that_is_planned_faster_than_the_way_is_found(desk: Desk) -> None:
    bus = visit(desk, "Bus 1", "08:00", "16:00", kind="transfer")
    legs = [("Hin", "08:00", "08:20", "Wobau"), ("Weiter", "09:20", "09:30", "Hafen")]
    for title, start, end, place in (*legs, ("Saal", "10:30", "10:55", "Großer Saal")):
        visit(desk, title, start, end, kind="transfer", whole=bus, place=place)
    programme.put_place(desk, "", {"title": "Hafen", "travel": "Kongresshaus 20; Wobau 15"})
    programme.put_place(desk, "", {"title": "Großer Saal", "within": "Kongresshaus"})
    visit(desk, "Noch einer", "09:15", "09:40", kind="transfer", place="Hafen")  # no clash
    visit(desk, "Am Hafen", "11:00", "12:00", place="Hafen", contact="x")  # a bus goes there
    assert found(desk) == {"bus": ["Weiter takes 15 minutes, and 10 are planned."]}
    hall, port = (desk.activity(one).place for one in legs_of(desk, bus)[1:])  # type: ignore[union-attr]
    assert travel.minutes(desk, hall, port) == 20  # what the house says, its rooms say


def legs_of(desk: Desk, bus: str) -> list[str]:
    return [one.id for one in programme.parts(desk, bus)]
