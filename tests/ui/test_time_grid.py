"""The grid of a day: where blocks lie, what the keys reach, and what stays in sight."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.theme import Tone
from ui.widgets.grid_blocks import HOUR, Block
from ui.widgets.grid_lanes import Lanes
from ui.widgets.time_grid import TimeGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KEY = Qt.Key
LANES = [f"Saal {n}" for n in range(1, 9)]


@pytest.fixture
def grid(qtbot: QtBot) -> TimeGrid:
    """Show a symposium with its parts, and a visit in the last of many places."""
    made = TimeGrid()
    qtbot.addWidget(made)
    made.resize(500, 300)
    blocks = [
        Block("whole", "Symposium", 9 * HOUR, 18 * HOUR, "Saal 1"),
        Block("one", "Eins", 9 * HOUR, 10 * HOUR, "Saal 1", whole="whole", hard=True),
        Block("two", "Zwei", 10 * HOUR, 11 * HOUR, "Saal 1", whole="whole", tone=Tone.STOP),
        Block("far", "Hafen", 20 * HOUR, 21 * HOUR, "Saal 8", ("3 booked",)),
    ]
    made.lanes.show_blocks(blocks, LANES, 9 * HOUR + 30)
    made.show()
    qtbot.waitExposed(made)
    QApplication.processEvents()
    made.lanes.setFocus()
    return made


def in_sight(grid: TimeGrid, block: str) -> bool:
    """Tell whether all of a block can be seen."""
    lanes, view = grid.lanes, grid.viewport().rect()
    rect = lanes.rect_of(block).toAlignedRect().translated(lanes.pos())
    return view.contains(QRect(rect.left(), rect.top(), rect.width(), rect.height()))


def test_the_keys_reach_every_block_and_what_is_marked_is_seen_and_told(grid: TimeGrid) -> None:
    seen, opened = [], []
    grid.lanes.marked.connect(seen.append)
    grid.lanes.opened.connect(opened.append)
    grid.lanes.choose("whole")
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Down, KEY.Key_Right, KEY.Key_Return):
        QTest.keyClick(grid.lanes, key)
        QApplication.processEvents()
    assert seen == ["whole", "one", "two", "far"]
    assert opened == ["far"]
    assert in_sight(grid, "far")
    assert grid.lanes.accessibleName() == "20:00–21:00, Hafen, Saal 8, 3 booked"
    QTest.keyClick(grid.lanes, KEY.Key_Left)
    assert in_sight(grid, "two")


def test_hours_and_places_stay_in_sight_wherever_one_scrolls(grid: TimeGrid) -> None:
    for block in ("one", "far"):
        grid.lanes.choose(block)
        QApplication.processEvents()
        assert grid.hours.geometry().right() <= grid.viewport().x()
        assert grid.heads.geometry().bottom() <= grid.viewport().y()
        assert grid.hours.height() == grid.viewport().height()
        rect = grid.lanes.rect_of(block).translated(grid.lanes.pos())
        hour = "09:00" if block == "one" else "20:00"
        words = {text: place for place, text, _title in grid.hour_words()}
        assert abs(words[hour].center().y() - rect.top()) <= 1
        heads = {text: place for place, text, _title in grid.head_words()}
        lane = heads["Saal 1" if block == "one" else "Saal 8"]
        assert rect.left() <= lane.right()
        assert lane.left() <= rect.right()


def test_what_is_marked_first_is_brought_into_sight(grid: TimeGrid) -> None:
    late = Block("late", "Abend", 22 * HOUR, 23 * HOUR, "Saal 7")
    early = Block("early", "Morgen", 7 * HOUR, 8 * HOUR, "Saal 1")
    grid.lanes.show_blocks([early, late], LANES, 21 * HOUR)
    QApplication.processEvents()
    assert grid.lanes.mark == "late"
    assert in_sight(grid, "late")


@st.composite
def days(draw: st.DrawFn) -> list[Block]:
    """Draw what may be on a day: wholes in two places, each with parts within it."""
    found: list[Block] = []
    for n in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(7 * HOUR, 17 * HOUR))
        end = begin + draw(st.integers(20, 4 * HOUR))
        lane = draw(st.sampled_from(LANES[:2]))
        found.append(Block(f"w{n}", "W", begin, end, lane))
        for part in range(draw(st.integers(0, 3))):
            start = draw(st.integers(begin, end - 15))
            stop = draw(st.integers(start + 15, end))
            found.append(Block(f"w{n}p{part}", "P", start, stop, lane, whole=f"w{n}"))
    return found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=days())
def test_no_two_blocks_lie_on_each_other_but_parts_in_their_whole(
    qapp: QApplication, blocks: list[Block]
) -> None:
    assert qapp
    lanes = Lanes()
    lanes.resize(900, 900)
    lanes.show_blocks(blocks, LANES[:2], None)
    for one, other in combinations(blocks, 2):
        outer, inner = lanes.rect_of(one.id), lanes.rect_of(other.id)
        if other.whole == one.id:
            assert outer.left() < inner.left()
            assert inner.right() <= outer.right()
        elif one.whole == other.whole:
            assert not outer.intersects(inner)
    lanes.deleteLater()
