"""Somebody who plans interpreters at the window: marks needs, presses keys, reads what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from checkin.desk import Desk
from checkin.interpreting import assigning, promises
from tests.conftest import Clock
from tests.interpreting.talks import Congress
from tests.ui.keys import Keys
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
            looks = [page.view.looking, getattr(page.view, "judging", page.view.looking)]
            self.wait(lambda: not any(one.busy for one in looks))
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


def promised(planner: Planner, need: str, *people: str) -> None:
    """Promise people to a need before anything else."""
    for name in people:
        congress = planner.congress
        planner.window.bridge.call(assigning.assign, congress.need(need), planner.ids[name])
    planner.plan.refresh()
    planner.settle()


def planning_page(event_file: Path, clock: Clock, open_window: Opening, qtbot: QtBot) -> Planner:
    """Plan a congress and open the page the evening before."""
    clock.at("2012-11-21T18:00:00+01:00")
    with Desk(event_file, writing=True, now=clock) as desk:
        congress = Congress(desk)
    found = Planner(open_window(event_file), congress, qtbot)
    found.plan.days.show_day("2012-11-22")
    found.settle()
    return found
