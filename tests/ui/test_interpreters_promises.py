"""What is done with promises that stand, and the plan as a file, at the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from checkin.interpreting import promises
from tests.conftest import Clock
from tests.ui.planner import CTRL, KEY, SHIFT, Opening, Planner, planning_page, promised
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.grid_sheet import GridSheet
from ui.dialogs.plan_sheets import ArrangeSheet, ReasonSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def planner(event_file: Path, clock: Clock, open_window: Opening, qtbot: QtBot) -> Planner:
    return planning_page(event_file, clock, open_window, qtbot)


def test_booth_call_and_lead_are_arranged_by_keys(planner: Planner) -> None:
    promised(planner, "K07 zh de", "Pan", "Wang")
    planner.mark("K07 zh de", "Wang")
    planner.press(KEY.Key_F4, held=SHIFT)
    sheet = planner.sheet()
    assert isinstance(sheet, ArrangeSheet)
    assert "Wang" in sheet.heading.text()
    for text in ("8:15", "2", "", "yes", "", "side door"):
        planner.type(text)
        planner.press(KEY.Key_Return)
    wang = planner.congress.at_desk(planner.desk).promise("K07 zh de", "Wang")
    kept = promises.assignment(planner.desk, wang)
    assert kept
    assert (kept.booth, kept.leader, kept.note) == ("2", "yes", "side door")
    assert kept.call.startswith("2012-11-22T08:15")
    planner.press(KEY.Key_F4, held=SHIFT)
    for typed, told in (("25:99", "“25:99” is no time"), ("9:05", "09:05 is after the work")):
        field = planner.sheet().fields["call"]
        field.setText(typed)
        planner.sheet().save()
        planner.settle()
        assert told in planner.sheet().remark.text()
        assert QApplication.focusWidget() is field
    planner.press(KEY.Key_Escape)
    planner.press(KEY.Key_Z, held=CTRL)
    kept = promises.assignment(planner.desk, wang)
    assert kept
    assert kept.booth == ""


def test_what_is_fixed_goes_for_a_reason_or_when_it_was_released(
    planner: Planner, clock: Clock
) -> None:
    promised(planner, "K07 zh de", "Pan")
    planner.mark("K07 zh de", "Pan")
    planner.press(KEY.Key_H, held=CTRL)
    assert "Proposals may move it: it is not" in planner.said()
    clock.at("2012-11-22T08:30:00+01:00")
    planner.plan.refresh()
    planner.settle()
    for key in (KEY.Key_Delete, KEY.Key_F9):
        planner.mark("K07 zh de", "Pan")
        planner.press(key, held=SHIFT if key == KEY.Key_F9 else Qt.KeyboardModifier.NoModifier)
        assert isinstance(planner.sheet(), ReasonSheet)
        planner.press(KEY.Key_Escape)
    assert planner.team("K07 zh de") == ["Pan"]
    planner.mark("K07 zh de", "Pan")
    planner.press(KEY.Key_H, held=CTRL)
    assert "Released" in planner.said()
    planner.mark("K07 zh de", "Pan")
    planner.press(KEY.Key_H, held=CTRL)
    assert "Held" in planner.said()
    planner.mark("K07 zh de", "Pan")
    planner.press(KEY.Key_Delete)
    planner.type("the speaker brings somebody")
    planner.press(KEY.Key_Return)
    assert planner.team("K07 zh de") == []


def test_a_table_of_names_and_slots_is_seen_and_then_taken_over(
    planner: Planner, tmp_path: Path
) -> None:
    promised(planner, "K07 zh de", "Pan")
    file = tmp_path / "plan.csv"
    planner.plan.planning.files.export("grid", file)
    planner.settle()
    assert "is written" in planner.said()
    planner.plan.planning.files.look_at(file)
    planner.settle()
    assert "planned already" in planner.said()
    text = (
        "Name;22.11.2012 09:00-09:40;22.11.2012 10:00-10:40\nWang;x;\nMüller;;x\nPetrenko;zh>de;\n"
    )
    file.write_text(text, encoding="utf-8")
    planner.plan.planning.files.look_at(file)
    planner.wait(lambda: planner.sheet() is not None)
    sheet = planner.sheet()
    assert isinstance(sheet, GridSheet)
    assert sheet.verdict.text().startswith("2 new")
    told = {one.what: one for one in sheet.rows.rows}
    assert told["against"].where == "B4"
    assert "H3" in told["against"].text
    planner.press(KEY.Key_Escape)
    assert planner.team("K07 zh de") == ["Pan"]
    planner.plan.planning.files.look_at(file)
    planner.wait(lambda: planner.sheet() is not None)
    planner.sheet().fields["reason"].setText("there is nobody else")
    planner.press(KEY.Key_Return)
    assert planner.team("K07 zh de") == ["Pan", "Petrenko", "Wang"]
    assert planner.team("K08 de zh") == ["Müller"]
    planner.press(KEY.Key_Z, held=CTRL)
    assert planner.team("K07 zh de") == ["Pan"]


def test_the_plan_and_a_calendar_are_exported(planner: Planner, tmp_path: Path) -> None:
    promised(planner, "K07 zh de", "Pan")
    files = planner.plan.planning.files
    for what, name in (("plan", "a.xlsx"), ("plan", "b.pdf"), ("hours", "c.csv"), ("own", "d.ics")):
        files.export(what, tmp_path / name, planner.ids["Pan"])
        planner.settle()
        assert (tmp_path / name).stat().st_size > 100
    files.export("grid", tmp_path / "x.doc")
    planner.settle()
    assert "cannot be written here" in planner.said()
    planner.mark("K07 zh de", "Pan")
    planner.press(KEY.Key_E, held=CTRL)
    assert isinstance(planner.sheet(), ChoiceSheet)
    assert planner.sheet().list.count() == 4
