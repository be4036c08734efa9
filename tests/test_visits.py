"""Visits: what hosts need and no more, contacts that pass on, and alarms while there is time."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from checkin import alarms, bookings, buses, programme, visits
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.reports import bus_list, gate_list, visit_lists
from tests.conftest import Clock
from tests.planning import DAY, guest, visit

CANARY = {
    "phone": "+49 777 123456",
    "email": "canary@example.org",
    "note": "canary-note",
    "attention": "canary-attention",
    "delegation": "Canary Delegation",
    "position": "canary-position",
    "city": "Canarytown",
    "shoe_size": "canary-43",
    "languages": "kk",
}


def text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def rules(desk: Desk) -> list[tuple[str, str]]:
    return [(one.rule, one.severity) for one in alarms.alarms(desk, desk.this_moment())]


@pytest.fixture
def at(clock: Clock) -> Callable[[str], None]:
    return lambda time: clock.at(f"{DAY}T{time}:00+01:00")


def test_a_gate_list_has_what_a_gate_needs_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", host="Abfallwirtschaft", place="Rothensee")
    who = {"given": "Na", "native_name": "李娜", "organisation": "Harbin Water", "country": "CN"}
    for person in (
        guest(desk, "LI", **who, **CANARY),
        guest(desk, "Secret", protected="yes", organisation="Hidden Ltd"),
        guest(desk, "=SUM(A1)", organisation="+1 & <b>"),
    ):
        bookings.book(desk, person, plant)
    printed = gate_list.write(desk, tmp_path / "gate.pdf", "MHKW")
    told = text(tmp_path / "gate.pdf")
    assert printed.people == 2
    for word in ("LI Na", "李娜", "Harbin Water", "China", "Abfallwirtschaft", "3 people", "<b>"):
        assert word in told, word
    assert "1 person is not named here." in told
    gate_list.write(desk, tmp_path / "gate.csv", plant)
    gate_list.write(desk, tmp_path / "gate.xlsx", plant)
    table = (tmp_path / "gate.csv").read_text("utf-8-sig")
    for word in (*CANARY.values(), "Secret", "Hidden"):
        assert word not in told
        assert word not in table
    rows = list(csv.reader(table.splitlines(), delimiter=";"))
    assert rows[0] == ["Name", "Name in its own script", "Organisation", "Country"]
    assert all(cell[:1] not in {"=", "+", "-", "@"} for row in rows for cell in row)
    with pytest.raises(DeskError, match="no activity"):
        gate_list.write(desk, tmp_path / "x.pdf", "Nowhere")


def test_a_card_of_a_bus_says_who_and_who_drives_but_no_guest_s_number(
    desk: Desk, tmp_path: Path
) -> None:
    bus = visit(
        desk, "Bus 1", "08:00", "16:00", kind="transfer", driver="Heiko", driver_phone="0176"
    )
    visit(desk, "Hin", "08:00", "08:20", kind="transfer", whole=bus, place="Werk")
    visit(desk, "Her", "15:00", "15:20", kind="transfer", whole=bus, place="Haus")
    bookings.book(desk, guest(desk, "LI", given="Na", **CANARY), bus)
    printed = bus_list.write(desk, tmp_path / "bus.pdf")
    assert (printed.pages, printed.people) == (2, 1)
    told = text(tmp_path / "bus.pdf")
    assert all(
        word in told for word in ("Bus 1 · Hin", "Bus 1 · Her", "Heiko 0176", "Canary Deleg")
    )
    assert CANARY["phone"] not in told
    with pypdfium2.PdfDocument(tmp_path / "bus.pdf") as document:
        assert tuple(round(side) for side in document[0].get_size()) == (420, 595)


def test_gear_is_counted_by_size_as_people_order_sizes(desk: Desk, tmp_path: Path) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", gear="S3, vest")
    for number, (vest, shoe) in enumerate([("XL", "46"), ("S", "38"), ("M", "38"), ("", "")]):
        person = guest(desk, f"G{number}", clothing_size=vest, shoe_size=shoe)
        bookings.book(desk, person, plant)
    visit_lists.write_gear(desk, tmp_path / "gear.pdf", "MHKW")
    told = text(tmp_path / "gear.pdf")
    assert "S: 1 · M: 1 · XL: 1 · unknown: 1" in told
    assert "38: 2 · 46: 1 · unknown: 1" in told


def test_a_contact_passes_on_to_all_visits_of_one_host(desk: Desk, tmp_path: Path) -> None:
    visit(desk, "Werk 1", "09:00", "10:00", host="SWM", contact="Frau Ost", contact_phone="0391 1")
    other = visit(desk, "Werk 2", "11:00", "12:00", host=" swm ")
    lonely = visit(desk, "Hafen", "13:00", "14:00")
    activity = desk.activity(other)
    assert activity
    found = visits.contact(desk, activity)
    assert (found.name, found.phone, found.inherited) == ("Frau Ost", "0391 1", True)
    assert visits.contact(desk, desk.activity(lonely)).name == ""  # type: ignore[arg-type]
    visit_lists.write_visits(desk, tmp_path / "visits.pdf")
    assert text(tmp_path / "visits.pdf").count("Frau Ost") == 2


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
