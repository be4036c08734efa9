"""Visits: what hosts need and no more, contacts that pass on, and figures by group."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdfium2
import pytest

from checkin import bookings, buses, delegations, people, visits
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.reports import bus_list, complete_paper, gate_list, visit_lists
from tests.conftest import Clock
from tests.planning import guest, visit

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


def test_a_table_of_guests_is_for_one_host_alone(desk: Desk, tmp_path: Path) -> None:
    plants = [visit(desk, title, "09:00", "10:00", host=title) for title in ("Getec", "SWM")]
    bookings.book(desk, guest(desk, "A"), plants[0])
    bookings.book(desk, guest(desk, "B"), plants[1])
    for ending in gate_list.TABLES:
        with pytest.raises(DeskError, match="which visit"):
            gate_list.write(desk, tmp_path / f"gate{ending}")
    assert gate_list.write(desk, tmp_path / "gate.csv", "SWM").people == 1
    assert "A;" not in (tmp_path / "gate.csv").read_text("utf-8-sig")


def test_the_figures_of_a_visit_are_made_up_of_delegations_and_of_languages(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    head = guest(desk, "Head", phone="1")
    plant = visit(desk, "MHKW", "09:00", "10:00", place="Werk", leader=head, capacity="30")
    bus = visit(desk, "Bus", "08:00", "08:30", kind="transfer", place="Werk")
    for n, (delegation, tongues) in enumerate(
        [("Harbin", "zh en"), ("Harbin", "zh"), ("Almaty", "ru"), ("", "")]
    ):
        person = guest(desk, f"G{n}", delegation=delegation, languages=tongues)
        bookings.book(desk, person, plant)
        if n != 1:
            buses.board(desk, bus, person)
    secret = guest(desk, "Zwiebelturm", protected="yes", languages="kk")
    bookings.book(desk, secret, plant)
    clock.at("2012-11-23T09:00:00+01:00")
    scanning.check_in(desk, secret, activity=plant)
    activity = desk.activity(plant)
    assert activity
    one = visits.visit(desk, activity)
    assert (one.booked, one.boarded, one.present, one.leader) == (5, 3, 1, "Head")
    for by in ("delegation", "language"):
        found = visits.shares(desk, one, by)  # type: ignore[arg-type]
        assert sum(share.booked for share in found) == one.booked
        assert sum(share.boarded for share in found) == one.boarded
        assert sum(share.present for share in found) == one.present
    tongues_told = {share.key: share.booked for share in visits.shares(desk, one, "language")}
    assert tongues_told == {"zh": 2, "ru": 1, "kk": 1, "": 1}
    harbin = delegations.delegation(desk, "Harbin").id
    assert visits.shares(desk, one, "delegation")[0] == visits.Share(harbin, 2, 1, 0)
    visit_lists.write_visits(desk, tmp_path / "visits.pdf", activity="MHKW")
    told = text(tmp_path / "visits.pdf")
    assert all(word in told for word in ("Harbin", "Chinese", "Leader: Head", "MHKW"))
    assert "Zwiebelturm" not in told
    people.cancel(desk, secret)
    assert visits.visit(desk, activity).booked == 4


def test_whoever_is_named_as_leader_contact_or_driver_and_protected_is_not_named(
    desk: Desk, tmp_path: Path
) -> None:
    guest(desk, "Zwiebelturm", given="Adele", protected="yes", badge_name="Frau Sonntag")
    named = {"leader": "Dr. Adele Zwiebelturm", "contact": "Zwiebelturm, Adele"}
    plant = visit(desk, "MHKW", "09:00", "10:00", contact_phone="+49 777 1", **named)
    bus = visit(
        *(desk, "Bus", "08:00", "08:30"),
        kind="transfer",
        driver="Adele Zwiebelturm",
        driver_phone="+49 777 1",
    )
    for activity in (plant, bus):
        bookings.book(desk, guest(desk, f"G {activity}"), activity)
    visit_lists.write_visits(desk, tmp_path / "visits.pdf")
    bus_list.write(desk, tmp_path / "bus.pdf")
    complete_paper.write(desk, tmp_path / "paper.pdf")
    for name in ("visits.pdf", "bus.pdf", "paper.pdf"):
        told = text(tmp_path / name)
        assert "Sonntag" in told
        assert "Zwiebelturm" not in told
        assert "49 777" not in told
    known = desk.activity(plant)
    assert known
    assert visits.contact(desk, known) == visits.Contact("Frau Sonntag", "", inherited=False)
    assert people.called(desk, "Adele Zwiebel") == "Adele Zwiebel"
