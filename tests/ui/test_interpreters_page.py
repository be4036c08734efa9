"""The plan of interpreters by its keys and by hand: promised, overridden, withdrawn, undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.desk import Desk
from checkin.interpreting import promises
from tests.conftest import Clock
from tests.interpreting.planned import Congress
from tests.ui.keys import Keys
from ui.dialogs.candidate_sheet import CandidateSheet
from ui.dialogs.plan_sheets import ReasonSheet
from ui.main_window import MainWindow
from ui.pages.interpreters_plan import InterpretersPlan

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opening = Callable[..., MainWindow]
KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Planner(Keys):
    """A congress with needs and interpreters, and somebody who plans it."""

    page = "interpreters"

    def __init__(self, window: MainWindow, congress: Congress, qtbot: QtBot) -> None:
        self.congress = congress
        super().__init__(window, congress.people, qtbot)

    @property
    def plan(self) -> InterpretersPlan:
        """Return the view of the plan."""
        found = self.window.page.made("plan")  # type: ignore[attr-defined]
        assert isinstance(found, InterpretersPlan)
        return found

    def settle(self) -> None:
        """Wait until the plan was read anew, too."""
        super().settle()
        page = self.window.page
        if hasattr(page, "view") and hasattr(page.view, "looking"):
            looking = page.view.looking
            self.wait(lambda: not looking.busy)
        QApplication.processEvents()

    def mark(self, need: str, person: str = "") -> None:
        """Give the mark to a need, or to somebody's promise to it."""
        lanes = self.plan.grid.lanes
        wanted = self.congress.need(need)
        owner = self.ids[person] if person else ""
        bar = next(
            one.id
            for one in lanes.bars
            if wanted in one.id and (owner in one.id if owner else True)
        )
        lanes.choose("", bar)
        lanes.setFocus()

    def team(self, need: str) -> list[str]:
        """Return who is promised to a need, by name."""
        names = {subject: name for name, subject in self.ids.items()}
        found = promises.of_need(self.desk, self.congress.need(need))
        return sorted(names[one.person] for one in found)

    def sheet(self) -> Any:
        """Return the sheet that is open."""
        return self.plan.wide.sheet or self.plan.side.sheet

    def said(self) -> str:
        """Return what stands in the status line."""
        return self.window.status.sentence.text()


@pytest.fixture
def planner(event_file: Path, clock: Clock, open_window: Opening, qtbot: QtBot) -> Planner:
    """Plan a congress and open the page the evening before."""
    clock.at("2012-11-21T18:00:00+01:00")
    with Desk(event_file, writing=True, now=clock) as desk:
        congress = Congress(desk)
    found = Planner(open_window(event_file), congress, qtbot)
    found.plan.days.show_day("2012-11-22")
    found.settle()
    return found


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
