"""A plan along the time: rows and bars by keys, by hand, and what a screen reader hears."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.theme import Tone
from ui.widgets.plan_grid import PlanGrid
from ui.widgets.plan_rows import Bar, Row, broken, span

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
ROWS = [
    Row("open", "Nobody yet", ("1 need",), tone=Tone.STOP),
    Row("p-a", "Abel", ("A de",), free=((480, 720),), takes=True),
    Row("p-b", "Berg", ("A ru",), takes=True, above="Interpreters"),
]
BARS = [
    Bar("n-1", "open", "Harbour", ("ru > de",), 600, 660, Tone.STOP, "nobody yet", hollow=True),
    Bar("p-a n-2", "p-a", "Opening", ("de > zh",), 540, 600, Tone.WELCOME, "covered"),
    Bar("p-a n-3", "p-a", "Talk", ("de > zh",), 570, 660, Tone.LOOK, "weak"),
]


class Shown:
    """A grid on the screen, and what it said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.asked: list[tuple[str, str]] = []
        self.dropped: list[tuple[str, str]] = []
        self.opened: list[tuple[str, str]] = []
        self.grid = PlanGrid(self._weigh)
        self.lanes = self.grid.lanes
        qtbot.addWidget(self.grid)
        self.lanes.dropped.connect(lambda bar, row, _joins: self.dropped.append((bar, row)))
        self.lanes.opened.connect(lambda row, bar: self.opened.append((row, bar)))
        self.lanes.show_plan(ROWS, BARS, 605)
        self.grid.resize(900, 420)
        with qtbot.waitExposed(self.grid):
            self.grid.show()
        self.lanes.setFocus()
        QApplication.processEvents()

    def _weigh(self, bar: str, row: str, _joins: bool) -> tuple[str, Tone]:  # noqa: FBT001
        self.asked.append((bar, row))
        return "Ends at 10:00 elsewhere.", Tone.STOP

    def at(self, row: str, bar: str = "") -> QPoint:
        """Return the middle of a bar, or of a row where it is free."""
        rect = self.lanes.rect_of(row, bar)
        return rect.center().toPoint() if bar else QPoint(8, round(rect.center().y()))

    @property
    def mark(self) -> tuple[str, str]:
        """Return what has the mark."""
        return self.lanes.row, self.lanes.bar


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Shown:
    """Show a plan of three rows."""
    theme.apply(qapp, dark=False, size=100)
    return Shown(qtbot)


def test_arrows_go_from_bar_to_bar_and_to_rows_without_any(shown: Shown) -> None:
    assert shown.mark == ("open", "n-1")
    for key, mark in (
        (KEY.Key_Down, ("p-a", "p-a n-3")),
        (KEY.Key_Left, ("p-a", "p-a n-2")),
        (KEY.Key_Left, ("p-a", "")),
        (KEY.Key_Left, ("p-a", "")),
        (KEY.Key_Right, ("p-a", "p-a n-2")),
        (KEY.Key_Down, ("p-b", "")),
        (KEY.Key_Down, ("p-b", "")),
        (KEY.Key_Up, ("p-a", "")),
    ):
        QTest.keyClick(shown.lanes, key)
        assert shown.mark == mark
    assert shown.lanes.accessibleName() == "Abel, A de"
    QTest.keyClick(shown.lanes, KEY.Key_Right)
    QTest.keyClick(shown.lanes, KEY.Key_Return)
    assert shown.opened == [("p-a", "p-a n-2")]
    assert shown.lanes.accessibleName() == "Abel, 09:00–10:00, Opening, de > zh, covered"


def test_a_bar_is_dropped_on_who_takes_it_after_its_consequences_were_shown(shown: Shown) -> None:
    press, move, let_go = QTest.mousePress, QTest.mouseMove, QTest.mouseRelease
    left = Qt.MouseButton.LeftButton
    press(shown.lanes, left, pos=shown.at("open", "n-1"))
    move(shown.lanes, shown.at("p-b"))
    assert shown.lanes.held
    assert shown.lanes.held.words == "Ends at 10:00 elsewhere."
    shown.grid.grab()
    move(shown.lanes, shown.at("p-b") + QPoint(2, 2))
    assert shown.asked == [("n-1", "p-b")]
    let_go(shown.lanes, left, pos=shown.at("p-b"))
    assert shown.dropped == [("n-1", "p-b")]
    press(shown.lanes, left, pos=shown.at("p-a", "p-a n-3"))
    move(shown.lanes, shown.at("open"))  # no person
    let_go(shown.lanes, left, pos=shown.at("open"))
    assert shown.dropped == [("n-1", "p-b")]


def test_a_person_is_dropped_on_a_bar_from_the_name(shown: Shown) -> None:
    heads = shown.grid.heads
    left = Qt.MouseButton.LeftButton
    name = QPoint(20, round(shown.lanes.rect_of("p-b").center().y()))
    QTest.mousePress(heads, left, pos=name)
    assert shown.mark == ("p-b", "")
    goal = heads.mapFromGlobal(shown.lanes.mapToGlobal(shown.at("open", "n-1")))
    QTest.mouseMove(heads, goal)
    assert shown.asked == [("n-1", "p-b")]
    QTest.keyClick(shown.lanes, KEY.Key_Escape)
    assert shown.lanes.held is None
    QTest.mouseRelease(heads, left, pos=goal)
    assert not shown.dropped
    QTest.mousePress(heads, left, pos=name)
    QTest.mouseMove(heads, goal)
    QTest.mouseRelease(heads, left, pos=goal)
    assert shown.dropped == [("n-1", "p-b")]
    QTest.mouseDClick(heads, left, pos=name)
    assert shown.opened == [("p-b", "")]


def test_what_is_marked_stays_so_and_what_is_gone_gives_the_mark_up(shown: Shown) -> None:
    shown.lanes.choose("", "p-a n-2")
    shown.lanes.show_plan(ROWS, BARS, None)
    assert shown.mark == ("p-a", "p-a n-2")
    shown.lanes.show_plan(ROWS, BARS[:1], None)
    assert shown.mark == ("open", "n-1")
    shown.lanes.show_plan([], [], None)
    assert shown.mark == ("", "")


def test_bars_at_one_time_lie_below_each_other_and_hours_grow_by_plus(shown: Shown) -> None:
    one, other = shown.lanes.rect_of("", "p-a n-2"), shown.lanes.rect_of("", "p-a n-3")
    assert one.bottom() < other.top()
    before = shown.lanes.minute()
    QTest.keyClicks(shown.lanes, "+")
    assert shown.lanes.minute() > before
    QTest.keyClicks(shown.lanes, "--")
    assert shown.lanes.minute() == before
    assert span([], []) == (480, 1080)


def test_words_break_between_words_and_end_in_dots(qapp: QApplication) -> None:
    theme.apply(qapp, dark=False, size=100)
    metrics = QFontMetrics(theme.font(13))
    room = metrics.horizontalAdvance("Harbour tour")
    assert broken("Harbour tour", metrics, room, 2) == ["Harbour tour"]
    lines = broken("Harbour tour with a handover", metrics, room, 2)
    assert lines[0] == "Harbour tour"
    assert lines[1].endswith("…")
    assert broken("", metrics, room, 2) == []


def test_a_row_without_a_marked_bar_shows_its_first_one_first_of_all_what_is_open(
    shown: Shown,
) -> None:
    shown.grid.resize(420, 420)
    bars = [
        *BARS,
        Bar("n-9", "open", "Dinner", ("ru > de",), 1200, 1260, Tone.STOP, "", hollow=True),
    ]
    late = [bars[-1], *bars[1:3]]
    bar = shown.grid.horizontalScrollBar()
    for row, found, seen in (("open", late, "n-9"), ("p-b", late, "n-9"), ("p-a", BARS, "p-a n-2")):
        shown.lanes.choose(row)
        bar.setValue(0)
        shown.grid.look_anew()
        shown.lanes.show_plan(ROWS, found, None)
        QTest.qWait(20)
        rect = shown.lanes.rect_of("", seen)
        left = rect.left() + shown.lanes.x()
        assert 0 <= left <= shown.grid.viewport().width() - rect.width(), row
