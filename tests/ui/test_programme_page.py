"""The programme by its keys: days and blocks, lists, delays, visits, and the door of a bus."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin import bookings, buses, people, programme, visits
from checkin.attendance import scanning
from checkin.desk import Desk
from tests.conftest import Clock
from tests.planning import DAY, guest, visit
from tests.ui.keys import Keys
from ui.main_window import MainWindow
from ui.pages.bus_view import BusView
from ui.pages.programme_findings import FindingsView
from ui.pages.programme_page import ProgrammePage
from ui.pages.programme_plan import PlanView
from ui.pages.programme_speakers import SpeakersView
from ui.pages.visits_view import VisitsView
from ui.widgets.grid_blocks import Block, columns, overlapping

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opening = Callable[..., MainWindow]
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Programme(Keys):
    """A programme of the third day, and somebody at the keyboard of its page."""

    page = "programme"


@pytest.fixture
def planned(event_file: Path, clock: Clock, open_window: Opening, qtbot: QtBot) -> Programme:
    """Plan visits, a bus and a symposium, and open the window on the third day."""
    ids: dict[str, str] = {}
    with Desk(event_file, writing=True, now=clock) as desk:
        for name, family in (("li", "Li"), ("abel", "Abel"), ("berg", "Berg"), ("cohn", "Cohn")):
            ids[name] = guest(desk, family, phone=f"+49 {family}")
        ids["bus"] = visit(desk, "Bus 1", "08:00", "16:00", kind="transfer")
        ids["leg"] = visit(desk, "Hin", "08:00", "08:20", kind="transfer", whole=ids["bus"])
        ids["wobau"] = visit(desk, "Wobau", "09:00", "10:00", place="Altstadt", capacity="2")
        ids["getec"] = visit(desk, "Getec", "09:00", "10:00", place="Buckau")
        ids["swm"] = visit(desk, "SWM", "10:00", "11:00", place="Altstadt")
        ids["port"] = visit(desk, "Hafen", "12:00", "13:00", place="Altstadt", hard_time="yes")
        for name in ("li", "abel"):
            bookings.book(desk, ids[name], ids["wobau"])
        bookings.book(desk, ids["berg"], ids["wobau"])
        for name in ("li", "abel", "berg"):
            bookings.book(desk, ids[name], ids["bus"])
    clock.at(f"{DAY}T08:05:00+01:00")
    return Programme(open_window(event_file), ids, qtbot)


def test_the_day_is_on_a_grid_and_lists_are_kept_by_keys(planned: Programme) -> None:
    plan = planned.view("plan")
    assert isinstance(plan, PlanView)
    assert set(plan.grid.lanes.lanes) == {"Altstadt", "Buckau", "Without a place"}
    plan.grid.lanes.choose(planned.ids["wobau"])
    plan.grid.lanes.setFocus()
    assert [one.words for one in plan.side.rows.rows] == ["booked", "booked", "waits, 1."]
    planned.press(KEY.Key_Right)
    assert plan.side.activity == planned.ids["getec"]
    planned.press(KEY.Key_Left, KEY.Key_F4)
    planned.type("cohn")
    sheet = plan.side.sheet
    assert sheet
    planned.press(KEY.Key_Return)
    assert "Wobau is full: 2 places." in sheet.remark.text()
    planned.type("asked by the host")
    planned.press(KEY.Key_Return)
    assert bookings.taken(planned.desk, planned.ids["wobau"]) == 3
    assert plan.side.sheet is None
    planned.press(KEY.Key_Z, held=CTRL)
    assert bookings.taken(planned.desk, planned.ids["wobau"]) == 2
    plan.side.list.selectRow(0)
    planned.press(KEY.Key_Delete)
    assert "Berg is next in line" in planned.window.status.sentence.text()
    planned.press(KEY.Key_F8)
    assert not bookings.waiting(planned.desk, planned.ids["wobau"])
    plan.side.list.selectRow(0)
    planned.press(KEY.Key_F9)
    planned.press(KEY.Key_Return)
    assert bookings.taken(planned.desk, planned.ids["getec"]) == 1


def test_what_runs_late_is_seen_before_it_moves(planned: Programme) -> None:
    plan = planned.view("plan")
    plan.arrive({"activity": planned.ids["wobau"]})
    plan.grid.lanes.setFocus()
    planned.press(KEY.Key_F5)
    sheet = plan.side.sheet
    assert sheet.moving.text().splitlines() == [
        "09:00 → 09:20  Wobau",
        "10:00 → 10:20  SWM",
        "Hafen has a hard time and stays.",
    ]
    planned.press(KEY.Key_Up, KEY.Key_Return)
    starts = [planned.desk.activity(planned.ids[name]).start[11:16] for name in ("wobau", "swm")]  # type: ignore[union-attr]
    assert starts == ["09:25", "10:25"]
    planned.press(KEY.Key_Z, held=CTRL)
    planned.press(KEY.Key_F6)
    assert "It concerns 3 people" in plan.side.sheet.remark.text()
    planned.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    moved = planned.desk.activity(planned.ids["wobau"])
    assert moved
    assert moved.day == "2012-11-22"
    planned.press(KEY.Key_Z, held=CTRL)
    plan.arrive({"activity": planned.ids["wobau"]})
    plan.grid.lanes.setFocus()
    planned.press(KEY.Key_F7, KEY.Key_Return)
    titles = {one.title for one in planned.desk.programme.activities.values()}
    assert "Wobau 2" in titles


def test_an_activity_is_planned_and_changed_and_mistakes_are_said(planned: Programme) -> None:
    plan = planned.view("plan")
    plan.grid.lanes.setFocus()
    planned.press(KEY.Key_F3)
    sheet = plan.side.sheet
    sheet.restore({"title": "Abschluss", "start": f"{DAY} 15:00", "end": f"{DAY} 14:00"})
    sheet.save()
    planned.settle()
    assert "ends before it starts" in sheet.remark.text()
    sheet.restore({"end": f"{DAY} 16:00", "place": "Kleiner Saal", "hard_time": "yes"})
    sheet.save()
    planned.settle()
    made = programme.activity(planned.desk, "Abschluss")
    assert (made.start[:16], made.hard_time) == (f"{DAY}T15:00", "yes")
    plan.arrive({"activity": made.id})
    plan.grid.lanes.setFocus()
    planned.press(KEY.Key_F2)
    plan.side.sheet.restore({"capacity": "40"})
    plan.side.sheet.save()
    planned.settle()
    assert programme.activity(planned.desk, "Abschluss").capacity == "40"
    plan.edit_place()
    plan.side.sheet.restore({"capacity": "60", "within": "Haus"})
    plan.side.sheet.save()
    planned.settle()
    place = planned.desk.place(programme.activity(planned.desk, "Abschluss").place)
    assert place
    assert place.capacity == "60"


def test_one_more_like_it_is_planned_and_speakers_are_on_a_board(planned: Programme) -> None:
    plan = planned.view("plan")
    plan.arrive({"activity": planned.ids["swm"]})
    plan.grid.lanes.setFocus()
    planned.press(KEY.Key_D, held=CTRL)
    sheet = plan.side.sheet
    assert sheet.values()["place"] == "Altstadt"
    sheet.restore({"title": "SWM, once more", "start": f"{DAY} 08:20", "speakers": "Cohn, Nemo"})
    sheet.save()
    planned.settle()
    made = programme.activity(planned.desk, "SWM, once more")
    assert made.id != planned.ids["swm"]
    assert (made.start[11:16], made.end[11:16]) == ("08:20", "11:00")
    board = planned.view("speakers")
    assert isinstance(board, SpeakersView)
    state = {one.name: (one.here, one.due) for one in board.rows.rows}
    assert state == {"Cohn": (False, True), "Nemo": (False, True)}
    texts = [board.rows.data(board.rows.index(row, 2)) for row in range(2)]
    assert texts == ["not here", "not in the register"]
    code, day = (
        planned.desk.badge_code(planned.ids["cohn"]),
        planned.desk.day(board.rows.rows[0].start),
    )
    planned.window.bridge.call(scanning.scan, code, activity=day)
    planned.settle()
    assert board.rows.rows[0].here
    board.list.selectRow(1)
    board.list.setFocus()
    planned.press(KEY.Key_Return)
    page = planned.window.page
    assert isinstance(page, ProgrammePage)
    assert isinstance(page.view, PlanView)
    assert page.view.side.activity == made.id
    board = planned.view("speakers")
    board.list.selectRow(0)
    board.list.setFocus()
    planned.press(KEY.Key_Return)
    assert planned.window.page.name == "people"


def test_what_does_not_fit_leads_to_its_activity(planned: Programme) -> None:
    found = planned.view("findings")
    assert isinstance(found, FindingsView)
    planned.wait(lambda: bool(found.rows.rows))
    texts = [one.text for one in found.rows.rows]
    assert any(text.startswith("Wobau lacks") for text in texts)
    found.list.selectRow(next(n for n, text in enumerate(texts) if text.startswith("SWM lacks")))
    found.list.setFocus()
    planned.press(KEY.Key_Return)
    page = planned.window.page
    assert isinstance(page, ProgrammePage)
    assert isinstance(page.view, PlanView)
    assert page.view.side.activity == planned.ids["swm"]


def test_a_roll_is_called_by_scans_and_ticks_and_left_only_when_asked_twice(
    planned: Programme,
) -> None:
    bus = planned.view("buses")
    assert isinstance(bus, BusView)
    assert bus.legs.currentData() == planned.ids["leg"]
    assert bus.count.text() == "0 aboard, 0 of 3"
    assert "+49 Abel" in bus.missing.text()
    code = planned.desk.badge_code(planned.ids["li"])
    planned.type(code)
    planned.press(KEY.Key_Return)
    assert planned.window.page.name == "programme"
    assert bus.answer.words.text().startswith("Li – ")
    assert bus.count.text() == "1 aboard, 1 of 3"
    bus.list.setFocus()
    planned.type("abel")
    planned.press(KEY.Key_Space)
    assert bus.count.text() == "2 aboard, 2 of 3"
    planned.press(KEY.Key_F6)
    assert not buses.roll(planned.desk, planned.ids["leg"]).departed
    assert "missing: Berg" in planned.window.status.sentence.text()
    assert bus.leaving.words() == "Depart, 1 missing"
    planned.type("berg")
    planned.press(KEY.Key_Space)  # who comes running
    assert bus.count.text() == "3 aboard, 3 of 3"
    assert bus.leaving.words() == "Depart"
    planned.press(KEY.Key_Space)  # it was somebody else
    assert bus.count.text() == "2 aboard, 2 of 3"
    planned.press(KEY.Key_F6, KEY.Key_F6)
    assert buses.roll(planned.desk, planned.ids["leg"]).departed
    assert "+49 Berg" in bus.missing.text()
    planned.press(KEY.Key_F7)
    assert bus.count.text() == "0 aboard, 2 of 3"
    planned.press(KEY.Key_Z, held=CTRL)
    assert bus.count.text() == "2 aboard, 2 of 3"
    stops = [bus.stops.itemAt(n).widget().text() for n in range(bus.stops.count())]  # type: ignore[union-attr]
    assert stops == ["1. 2/3 · 2 aboard"]


def test_who_is_refused_at_the_bus_boards_by_one_key_and_who_visits_has_a_seat(
    planned: Programme,
) -> None:
    call, ids = planned.window.bridge.call, planned.ids
    call(programme.put, ids["getec"], {"bus": ids["bus"]})
    call(bookings.book, ids["cohn"], ids["getec"])
    bus = planned.view("buses")
    assert isinstance(bus, BusView)
    planned.press(KEY.Key_F8)
    assert bus.count.text() == "0 aboard, 0 of 4"
    call(people.cancel, ids["cohn"])
    planned.settle()
    planned.window.take_scan(planned.desk.badge_code(ids["cohn"]))
    planned.settle()
    assert bus.count.text() == "0 aboard, 0 of 3"
    planned.press(KEY.Key_Return, held=CTRL)
    assert bus.count.text() == "1 aboard, 1 of 4"


def test_guests_are_briefed_one_by_one_before_they_go_in(planned: Programme) -> None:
    call, ids = planned.window.bridge.call, planned.ids
    call(programme.put, ids["wobau"], {"briefing": "yes", "contact_phone": "+49 391 1"})
    board = planned.view("visits")
    assert isinstance(board, VisitsView)
    board.read()
    titles = [one.activity.title for one in board.rows.rows]
    board.list.selectRow(titles.index("Wobau"))
    board.list.setFocus()
    assert "Telephone: +49 391 1" in board.told.text()
    planned.press(KEY.Key_F8)
    sheet = board.sheet
    assert sheet is not None
    assert [one.person.whole_name for one in sheet.table.rows.rows] == ["Abel", "Li"]
    planned.window.take_scan(planned.desk.badge_code(ids["li"]))
    assert sheet.table.chosen() == [ids["li"]]
    planned.press(KEY.Key_Return)
    assert visits.briefed(planned.desk, ids["wobau"]) == {ids["li"]}
    assert planned.window.page.name == "programme"
    planned.window.take_scan(planned.desk.badge_code(ids["li"]))
    assert "already" in sheet.remark.text()
    planned.press(KEY.Key_Z, held=CTRL)
    assert visits.briefed(planned.desk, ids["wobau"]) == set()
    planned.press(KEY.Key_Escape)
    assert board.sheet is None
    planned.press(KEY.Key_F9)
    assert "No bus goes there" in planned.window.status.sentence.text()


def test_the_board_of_visits_says_what_is_late_and_notes_what_is_sent(planned: Programme) -> None:
    planned.window.bridge.call(
        programme.put, planned.ids["getec"], {"gate_list": f"{DAY}T08:00", "briefing": "yes"}
    )
    board = planned.view("visits")
    assert isinstance(board, VisitsView)
    planned.settle()
    board.read()
    assert "The gate list for Getec was due" in board.alarms.text()
    titles = [one.activity.title for one in board.rows.rows]
    board.list.selectRow(titles.index("Getec"))
    board.list.setFocus()
    planned.press(KEY.Key_F5)
    assert "gate list" not in board.alarms.text()
    planned.window.bridge.call(people.correct, planned.ids["li"], {"note": "x"})
    planned.press(KEY.Key_F2)
    page = planned.window.page
    assert isinstance(page, ProgrammePage)
    assert isinstance(page.view, PlanView)


def test_overlapping_blocks_stand_side_by_side_and_no_two_share_a_column() -> None:
    begins = (0, 10, 60, 65, 200)
    row = [Block(str(n), "", begin, begin + 50, "x") for n, begin in enumerate(begins)]
    groups = [[one.id for one in group] for group in overlapping(row)]
    assert groups == [["0", "1"], ["2", "3"], ["4"]]
    for group in overlapping(row):
        for column in columns(group):
            for one, other in pairwise(column):
                assert one.end <= other.begin
