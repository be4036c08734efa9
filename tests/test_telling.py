"""What is told at the desk says enough to act on, and never more than can be read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from checkin import people, programme, telling
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.lists.intake import take_in

PROGRAMME = """id;date;start;end;title
V1;2012-11-22;08:30;09:30;Hafen
V2;2012-11-22;08:40;09:40;Klärwerk
V3;2012-11-23;08:40;09:40;Wobau
"""


@pytest.fixture
def badge(desk: Desk, tmp_path: Path) -> str:
    """Plan three visits and register one person; return the code of the badge."""
    (tmp_path / "programme.csv").write_text(PROGRAMME, "utf-8")
    take_in(desk, tmp_path / "programme.csv", "programme")
    values = {"family": "Meyer", "given": "Eva", "organisation": "Elbwerk", "attention": "Rede!"}
    return desk.badge_code(people.enter(desk, values).id)


def said(desk: Desk, badge: str, activity: str = "", at: str = "08:41") -> str:
    moment = datetime.fromisoformat(f"2012-11-22T{at}:00+01:00")
    return telling.answer(desk, scan(desk, badge, activity=activity, at=moment))[1]


def test_a_stop_says_why(desk: Desk, badge: str) -> None:
    assert said(desk, badge, "V1") == "attention     Eva Meyer · Elbwerk · Rede!"


def test_who_is_here_already_came_at_some_time_to_some_desk(desk: Desk, badge: str) -> None:
    said(desk, badge, "V1")
    told = said(desk, badge, "V1", "08:50")
    assert told.endswith("Eva Meyer · Elbwerk · here since 2012-11-22 08:41, desk A")


def test_who_is_not_booked_here_is_booked_elsewhere_that_day(desk: Desk, badge: str) -> None:
    (eva,) = desk.find("Meyer")
    other = people.enter(desk, {"name": "Kolb"})
    people.book(desk, [other.id], programme.activity(desk, "V1").id)
    assert said(desk, badge, "V1") == "not-booked    Eva Meyer · Elbwerk"
    for name in ("V2", "V3"):
        people.book(desk, [eva.id], programme.activity(desk, name).id)
    assert said(desk, badge, "V1", "08:50").endswith(" · booked for Klärwerk")


def test_what_nobody_bears_is_told_as_it_was_read(desk: Desk) -> None:
    assert said(desk, "hello there") == "unknown       hello there"


def test_an_undo_names_the_people(desk: Desk, badge: str) -> None:
    said(desk, badge)
    told, text = telling.undone(desk, desk.undo())
    assert text == "1 entry was taken back: Eva Meyer."
    assert told["act"] == desk.last_act()
    one, two, three, four = (people.enter(desk, {"name": name}).id for name in "ABCD")
    people.hand_out(desk, [one, two, three, four])
    _told, text = telling.undone(desk, desk.undo())
    assert text == "4 entries were taken back: A, B, C, …."
    _told, text = telling.undone(desk, desk.undo())
    assert text == "1 entry was taken back."  # with it the person is gone


def test_a_list_names_whom_it_may_hold_twice(desk: Desk, badge: str, tmp_path: Path) -> None:
    assert badge
    file = tmp_path / "list.csv"
    file.write_text("Nachname;Vorname;Firma\nMeyer;Eva;Hafen\n", "utf-8")
    for dry_run in (True, False):
        _told, text = telling.intake(desk, take_in(desk, file, dry_run=dry_run), file.name)
        assert text.splitlines() == [
            "1 new, 0 changed, 0 the same, 0 rejected.",
            "list.csv, line 2: this may be Eva Meyer, Elbwerk, who is there already.",
        ]


def test_a_list_full_of_faults_is_told_in_a_few_lines(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name;Firma\n" + ";Elbwerk\n" * 50 + "Kolb;\n", "utf-8")
    told, text = telling.intake(desk, take_in(desk, file), file.name)
    assert len(told["rejected"]) == 50
    assert len(text.splitlines()) == 22
    assert text.endswith("And 30 more; --rejected keeps them all.")
