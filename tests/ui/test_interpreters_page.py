"""The plan of interpreters by its keys and by hand: promised, overridden, withdrawn, undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from checkin import people
from checkin.interpreting import assigning, own_needs, promises
from tests.conftest import Clock
from tests.ui.planner import CTRL, KEY, SHIFT, Opening, Planner, planning_page, promised
from ui.dialogs.candidate_sheet import CandidateSheet
from ui.dialogs.need_form import NeedForm
from ui.dialogs.plan_sheets import IllSheet, ProfileSheet, ReasonSheet
from ui.dialogs.proposal_sheet import ProposalSheet
from ui.dialogs.publish_sheet import PublishSheet
from ui.dialogs.stand_in_sheet import StandInSheet
from ui.pages.interpreters_calls import CallsView
from ui.pages.interpreters_clashes import ClashesView
from ui.pages.interpreters_hours import HoursView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def planner(event_file: Path, clock: Clock, open_window: Opening, qtbot: QtBot) -> Planner:
    return planning_page(event_file, clock, open_window, qtbot)


def test_somebody_is_promised_by_keys_and_it_is_taken_back(planner: Planner) -> None:
    lanes = planner.plan.grid.lanes
    assert [row.title for row in lanes.rows] == ["Nobody yet", "Pan", "Wang", "Müller", "Petrenko"]
    planner.mark("K07 zh de")
    planner.press(KEY.Key_Return)
    sheet = planner.sheet()
    assert isinstance(sheet, CandidateSheet)
    assert sheet.rows.rows[0].fits
    planner.press(KEY.Key_Return)
    first = planner.team("K07 zh de")
    assert len(first) == 1
    assert planner.sheet() is None
    assert not [one for one in lanes.bars if one.row == "open" and "Wasser" in one.title]
    planner.press(KEY.Key_Z, held=CTRL)
    assert planner.team("K07 zh de") == []
    assert [one for one in lanes.bars if one.row == "open" and "Wasser" in one.title]


def test_a_rule_is_passed_over_by_a_reason_only(planner: Planner) -> None:
    planner.mark("K07 zh de")
    planner.press(KEY.Key_F4)
    sheet = planner.sheet()
    refused = next(n for n, one in enumerate(sheet.rows.rows) if one.name == "Petrenko")
    sheet.list.selectRow(refused)
    planner.press(KEY.Key_Return)
    assert planner.team("K07 zh de") == []
    assert "H3" in sheet.remark.text()
    assert QApplication.focusWidget() is sheet.fields["reason"]
    planner.type("knows it")
    planner.press(KEY.Key_Return)
    assert planner.team("K07 zh de") == ["Petrenko"]
    planner.mark("K07 zh de", "Petrenko")
    bar = next(one for one in planner.plan.grid.lanes.bars if one.row == planner.ids["Petrenko"])
    assert bar.word == "weak"


def test_the_whole_run_is_promised_at_once(planner: Planner) -> None:
    planner.mark("K08 de zh")
    planner.press(KEY.Key_F4)
    sheet = planner.sheet()
    who = sheet.rows.rows[0].name
    planner.press(KEY.Key_Return, held=CTRL)
    assert planner.team("K08 de zh") == planner.team("K07 zh de") == [who]
    assert planner.team("K09 zh de") == []
    planner.press(KEY.Key_Z, held=CTRL)
    assert planner.team("K08 de zh") == planner.team("K07 zh de") == []


def drag(planner: Planner, start: tuple[str, str], goal: tuple[str, str]) -> str:
    """Drag a bar or a row to another one; return what was said before it was dropped."""
    lanes, left = planner.plan.grid.lanes, Qt.MouseButton.LeftButton

    def point(row: str, bar: str) -> QPoint:
        rect = lanes.rect_of(row, bar)
        return (
            rect.center().toPoint() if bar else QPoint(lanes.width() - 4, round(rect.center().y()))
        )

    QTest.mousePress(lanes, left, pos=point(*start))
    QTest.mouseMove(lanes, point(*goal))
    words = lanes.held.words if lanes.held else ""
    QTest.mouseRelease(lanes, left, pos=point(*goal))
    planner.settle()
    return words


def test_a_need_is_dropped_on_a_person_and_a_person_on_a_need(planner: Planner) -> None:
    lanes = planner.plan.grid.lanes
    need = planner.congress.need("K07 zh de")
    assert "Breaks no rule" in drag(planner, ("open", need), (planner.ids["Pan"], ""))
    assert planner.team("K07 zh de") == ["Pan"]
    pan = f"{planner.ids['Pan']} {need}"
    assert "H3" in drag(planner, (planner.ids["Pan"], pan), (planner.ids["Petrenko"], ""))
    assert isinstance(planner.sheet(), ReasonSheet)
    planner.press(KEY.Key_Return)
    assert planner.team("K07 zh de") == ["Pan"]
    planner.type("speaks it")
    planner.press(KEY.Key_Return)
    assert planner.team("K07 zh de") == ["Petrenko"]
    planner.press(KEY.Key_Z, held=CTRL)
    lanes.choose(planner.ids["Wang"])
    words = drag(planner, (planner.ids["Wang"], ""), (planner.ids["Pan"], pan))
    assert words == "Breaks no rule. Then: covered."
    assert planner.team("K07 zh de") == ["Pan", "Wang"]
    words = drag(planner, (planner.ids["Müller"], ""), (planner.ids["Pan"], pan))
    assert words.startswith("Instead of Pan.")
    assert planner.team("K07 zh de") == ["Müller", "Wang"]
    wang = f"{planner.ids['Wang']} {need}"
    drag(planner, (planner.ids["Wang"], ""), (planner.ids["Wang"], wang))
    assert "promised to it already" in planner.said()


def test_a_promise_is_withdrawn_also_where_one_of_several_is_chosen(planner: Planner) -> None:
    need = planner.congress.need("K07 zh de")
    drag(planner, ("open", need), (planner.ids["Pan"], ""))
    drag(planner, (planner.ids["Wang"], ""), (planner.ids["Pan"], f"{planner.ids['Pan']} {need}"))
    assert planner.team("K07 zh de") == ["Pan", "Wang"]
    planner.press(KEY.Key_F2)
    assert planner.plan.by == "needs"
    planner.mark("K07 zh de")
    planner.press(KEY.Key_Delete, KEY.Key_2, KEY.Key_Return)
    assert len(planner.team("K07 zh de")) == 1
    planner.press(KEY.Key_Delete)
    assert planner.team("K07 zh de") == []
    planner.press(KEY.Key_Delete)
    assert "Nobody is promised" in planner.said()


def test_a_proposal_is_accepted_line_by_line(planner: Planner) -> None:
    planner.press(KEY.Key_F5)
    planner.wait(lambda: planner.sheet() is not None)
    sheet = planner.sheet()
    assert isinstance(sheet, ProposalSheet)
    assert "Proven" in sheet.verdict.text()
    lines = len(sheet.table.chosen())
    assert lines > 1
    sheet.table.mark(0)
    planner.press(KEY.Key_Space)
    assert sheet.remark.text().startswith(f"{lines - 1} line")
    planner.press(KEY.Key_Return)
    assert len(promises.standing(planner.desk)) == lines - 1
    assert planner.sheet() is None
    planner.press(KEY.Key_Z, held=CTRL)
    assert promises.standing(planner.desk) == []
    planner.press(KEY.Key_F5)
    planner.wait(lambda: planner.sheet() is not None)
    planner.press(KEY.Key_A, held=CTRL)
    planner.press(KEY.Key_Return)
    assert "Nothing is ticked" in planner.sheet().remark.text()
    planner.press(KEY.Key_A, held=CTRL)
    planner.press(KEY.Key_Return, KEY.Key_F5)
    assert "No plan is better" in planner.said()


def test_the_plan_is_published_and_those_whom_it_touches_are_called(planner: Planner) -> None:
    promised(planner, "K07 zh de", "Pan", "Wang")
    assert planner.plan.state.text() == "Draft: touches 2 people · nothing published yet"
    planner.press(KEY.Key_F6)
    sheet = planner.sheet()
    assert isinstance(sheet, PublishSheet)
    assert {one.person for one in sheet.rows.rows} == {"Pan", "Wang"}
    planner.press(KEY.Key_Return)
    assert "Version 1 is published" in planner.said()
    assert "v1 published 18:00 at desk A · 2 not acknowledged" in planner.plan.state.text()
    planner.press(KEY.Key_F6)
    assert "published as it is" in planner.said()
    calls = planner.view("calls")
    assert isinstance(calls, CallsView)
    assert calls.number.text() == "0170 3"
    assert "Wasser in Harbin" in calls.words.text()
    planner.press(KEY.Key_Space)
    assert [one.done for one in calls.rows.rows] == [False, True]
    assert calls.who.text() == "Pan"  # below the others now, and still the one with the mark
    assert planner.said() == "Pan: reached."
    planner.press(KEY.Key_F6)
    planner.wait(lambda: bool(calls.rows.rows[1].acknowledged))
    assert planner.said() == "Pan: acknowledged."
    assert [one.name for one in calls.rows.rows if not one.done] == ["Wang"]
    planner.press(KEY.Key_Up, KEY.Key_Space)
    planner.wait(lambda: all(one.done for one in calls.rows.rows))
    planner.press(KEY.Key_Z, held=CTRL)
    planner.wait(lambda: not all(one.done for one in calls.rows.rows))


def test_who_falls_ill_is_stood_in_for_with_one_key(planner: Planner) -> None:
    promised(planner, "K07 zh de", "Pan")
    promised(planner, "K09 zh de", "Pan")
    planner.plan.grid.lanes.choose(planner.ids["Pan"])
    planner.plan.grid.lanes.setFocus()
    planner.press(KEY.Key_F7)
    assert isinstance(planner.sheet(), IllSheet)
    planner.press(KEY.Key_Return)
    planner.wait(lambda: isinstance(planner.sheet(), StandInSheet))
    sheet = planner.sheet()
    assert len(sheet.open.rows) == 2
    best = sheet.open.rows[0].people[0]
    assert planner.plan.grid.lanes.rows[1].below[0].startswith("ill since")
    planner.press(KEY.Key_Return)
    planner.wait(lambda: len(sheet.open.rows) == 1)
    assert planner.team("K07 zh de") == [best.name]
    planner.press(KEY.Key_Return)
    planner.wait(lambda: not sheet.open.rows)
    assert "Nothing is open" in sheet.remark.text()
    planner.press(KEY.Key_Escape)
    assert planner.sheet() is None
    planner.plan.grid.lanes.choose(planner.ids["Pan"])
    planner.plan.grid.lanes.setFocus()
    planner.press(KEY.Key_F7)
    planner.sheet().fields["since"].clear()
    planner.press(KEY.Key_Return)
    planner.wait(lambda: "ill" not in planner.plan.grid.lanes.rows[1].below[0])
    assert not planner.desk.person(planner.ids["Pan"]).away


def test_a_clash_is_told_and_mended_and_leads_to_its_need(planner: Planner) -> None:
    clashes = planner.view("clashes")
    assert isinstance(clashes, ClashesView)
    first = clashes.rows.rows[0]
    assert first.severity == "stop"
    place = next(n for n, one in enumerate(clashes.rows.rows) if one.repairs)
    clashes.list.selectRow(place)
    clashes.list.setFocus()
    need = clashes.rows.rows[place].needs[0]
    planner.press(KEY.Key_1)
    assert promises.of_need(planner.desk, need)
    planner.press(KEY.Key_Z, held=CTRL)
    assert not promises.of_need(planner.desk, need)
    planner.press(KEY.Key_F5)
    planner.wait(lambda: clashes.side.sheet is not None)
    for key in (KEY.Key_Return, KEY.Key_F5, KEY.Key_Escape):
        planner.press(key)
        planner.wait(lambda key=key: (clashes.side.sheet is not None) == (key == KEY.Key_F5))
    assert QApplication.focusWidget() is clashes.list
    planner.press(KEY.Key_Return)
    assert planner.window.page.view is planner.plan
    assert planner.plan.mark() == clashes.rows.rows[0].needs[0] or planner.plan.mark()


def test_a_badge_over_the_clashes_changes_no_plan(planner: Planner) -> None:
    guests: dict[str, str] = {}
    while set("123456789") - set(guests):
        guest = planner.window.bridge.call(people.enter, {"name": f"Guest {len(guests)}"}, "")
        guests.setdefault(planner.desk.badge_code(guest.id)[0], guest.id)
    clashes = planner.view("clashes")
    for digit in "123456789":
        planner.window.go("interpreters")
        planner.settle()
        place = next(n for n, one in enumerate(clashes.rows.rows) if one.repairs)
        clashes.list.selectRow(place)
        clashes.list.setFocus()
        planner.type(planner.desk.badge_code(guests[digit]))
        planner.press(KEY.Key_Return)
        assert planner.window.page.name == "desk", digit
        query = "SELECT here FROM attendance WHERE person = ?"
        assert planner.desk.db.execute(query, (guests[digit],)).fetchone() == (1,), digit
    assert promises.standing(planner.desk) == []


def test_why_not_everything_can_be_met_is_told_line_by_line(planner: Planner) -> None:
    guest = {"family": "Ozols", "languages": "lv"}
    planner.window.bridge.call(people.enter, guest, "")
    clashes = planner.view("clashes")
    planner.press(KEY.Key_F5)
    planner.wait(lambda: clashes.side.sheet is not None)
    sheet = clashes.side.sheet
    assert sheet.remark.text().endswith("without any one of them:")
    lines = [one.text() for one in sheet.findChildren(QLabel) if one.text().startswith("• ")]
    assert any("is to be covered" in text for text in lines)


def test_needs_are_added_changed_closed_and_briefed(planner: Planner) -> None:
    planner.press(KEY.Key_F3)
    form = planner.sheet()
    assert isinstance(form, NeedForm)
    form.restore({"source": "de", "target": "ru", "title": "Dinner"})
    form.restore({"start": "2012-11-22 19:00", "end": "2012-11-22 18:00"})
    form.save()
    planner.settle()
    assert planner.sheet() is form
    form.restore({"end": "2012-11-22 21:00"})
    form.save()
    planner.settle()
    dinner = next(one for one in planner.plan.grid.lanes.bars if one.title == "Dinner")
    planner.plan.grid.lanes.choose("", dinner.id)
    planner.plan.grid.lanes.setFocus()
    planner.press(KEY.Key_F3, held=SHIFT)
    planner.sheet().restore({"strength": "2"})
    planner.sheet().save()
    planner.settle()
    assert planner.plan.sight.asked[dinner.id] == 2  # type: ignore[union-attr]
    planner.press(KEY.Key_F8)
    planner.sheet().restore({"brief_slides": "received"})
    planner.sheet().save()
    planner.settle()
    assert planner.plan.sight.wanted[dinner.id].said.brief_slides == "received"  # type: ignore[union-attr]
    planner.press(KEY.Key_F9, held=SHIFT)
    assert not [one for one in planner.plan.grid.lanes.bars if one.title == "Dinner"]


def test_a_removal_is_proposed_and_accepted_by_one_key(planner: Planner) -> None:
    promised(planner, "K08 de zh", "Pan")
    planner.press(KEY.Key_F9)
    assert "No removal" in planner.said()
    guest = planner.desk.find("Li")[0].id
    planner.window.bridge.call(people.cancel, guest)
    planner.plan.refresh()
    planner.settle()
    assert planner.plan.gone.words() == "1 removal"
    assert planner.plan.gone.isVisible()
    planner.press(KEY.Key_F9)
    assert planner.team("K08 de zh") == []
    assert not planner.plan.gone.isVisible()


def test_rules_are_chosen_with_their_figures_before_one(planner: Planner) -> None:
    planner.press(KEY.Key_R, held=CTRL)
    sheet = planner.sheet()
    assert isinstance(sheet, ProfileSheet)
    assert sheet.rows.rows[0].source.startswith("AIIC")
    sheet.choice.setCurrentIndex(sheet.choice.findData("aice"))
    assert any("AICE" in one.source for one in sheet.rows.rows)
    sheet.save()
    planner.settle()
    assert "AICE" in planner.plan.profile.text()
    planner.press(KEY.Key_Z, held=CTRL)
    assert "AIIC" in planner.plan.profile.text()


def test_a_badge_begins_and_ends_the_work(planner: Planner, clock: Clock) -> None:
    promised(planner, "K07 zh de", "Pan")
    clock.at("2012-11-22T08:50:00+01:00")
    view = planner.view("hours")
    assert isinstance(view, HoursView)
    planner.wait(lambda: len(view.rows.rows) == 1)
    code = planner.desk.badge_code(planner.ids["Pan"])
    assert planner.window.take_scan(code)
    planner.settle()
    planner.wait(lambda: view.rows.rows[0].open)
    assert planner.said() == "Pan: work begins."
    clock.at("2012-11-22T09:50:00+01:00")
    planner.press(KEY.Key_F6)
    planner.wait(lambda: not view.rows.rows[0].open)
    assert view.rows.rows[0].worked == 60
    planner.press(KEY.Key_Z, held=CTRL)
    planner.wait(lambda: view.rows.rows[0].open)
    guest = planner.desk.badge_code(planner.desk.find("Weber")[0].id)
    planner.window.take_scan(guest)
    assert planner.window.page.name == "desk"


def test_a_check_in_recomputes_the_needs_that_are_seen(planner: Planner) -> None:
    guest = {"family": "Ivanov", "languages": "ru"}
    before = len(planner.plan.grid.lanes.bars)
    planner.window.bridge.call(people.enter, guest, "")
    planner.wait(lambda: len(planner.plan.grid.lanes.bars) > before)


def test_the_side_of_a_person_begins_with_the_day_that_is_seen(planner: Planner) -> None:
    values = {"source": "zh", "target": "de", "title": "Dinner"}
    days = ("2012-11-20", "2012-11-21", "2012-11-23")
    for day in days:
        times = {"start": f"{day}T19:00", "end": f"{day}T20:00"}
        need = planner.window.bridge.call(own_needs.add_need, {**values, **times})
        pan = planner.ids["Pan"]
        how = {"override": True, "reason": "test"}
        planner.window.bridge.call(assigning.assign, need, pan, **how)
    promised(planner, "K07 zh de", "Pan")
    planner.plan.grid.lanes.choose(planner.ids["Pan"])
    texts = [one.text() for one in planner.plan.side.findChildren(QLabel)]
    assignments = [text for text in texts if "09:00–09:40" in text or "Dinner" in text]
    assert "09:00–09:40" in assignments[0]
    assert "Thu 22.11.: 40 min" in texts
    assert "3 h 40 in all" in texts


def test_bars_are_seen_where_the_text_is_large_and_sheets_lie_over_the_plan(
    planner: Planner,
) -> None:
    planner.window.resize(1280, 720)
    planner.window.wear(size=200)
    planner.settle()
    planner.plan.days.show_day("2012-11-22")
    planner.settle()
    lanes, grid = planner.plan.grid.lanes, planner.plan.grid
    assert grid.viewport().width() >= 2 * lanes.rect_of("", lanes.bar).width()
    planner.mark("K07 zh de")
    planner.press(KEY.Key_F4)
    assert planner.plan.wide.sheet
    planner.press(KEY.Key_Escape)
    assert QApplication.focusWidget() is lanes


def test_the_reason_of_a_stand_in_is_seen_whole(planner: Planner) -> None:
    planner.window.resize(1280, 720)
    promised(planner, "K07 zh de", "Pan")
    planner.plan.grid.lanes.choose(planner.ids["Pan"])
    planner.plan.grid.lanes.setFocus()
    planner.press(KEY.Key_F7, KEY.Key_Return)
    planner.wait(lambda: isinstance(planner.sheet(), StandInSheet))
    field = planner.sheet().fields["reason"]
    assert field.visibleRegion().boundingRect() == field.rect()
    why = [
        sheet_row for sheet_row in planner.sheet().open.rows[0].people if len(sheet_row.reasons) > 1
    ]
    column = planner.sheet().rows.columns[2]
    assert all(" · " in column.value(one) for one in why)
