"""A chart of counts: walked along by keys, told to who cannot see it, saved to be read anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from checkin.errors import DeskError
from ui import theme
from ui.widgets.chart import Bar, Chart

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BARS = [Bar(count, f"bar {n}: {count}", f"{n}:00", str(n)) for n, count in enumerate((3, 0, 12))]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def chart(qapp: QApplication, qtbot: QtBot) -> Chart:
    theme.apply(qapp, dark=False, size=100)
    made = Chart("Arrivals")
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.show_bars(BARS, "15 arrivals")
    made.show()
    return made


def test_keys_walk_along_the_bars_and_tell_each(chart: Chart, qtbot: QtBot) -> None:
    assert (chart.accessibleName(), chart.accessibleDescription()) == ("Arrivals", "15 arrivals")
    opened: list[int] = []
    chart.chosen.connect(opened.append)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    for key, there in (
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 2),
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(chart, key)
        assert chart.current == there
        assert chart.accessibleDescription() == BARS[there].words
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Space)
    assert opened == [0, 2]


def test_a_click_opens_the_bar_under_the_mouse(chart: Chart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.chosen) as opened:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(580, 100))
    assert opened.args == [2]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(2, 100))
    assert chart.current == -1


def test_a_marked_bar_stays_marked_among_new_ones(chart: Chart, qtbot: QtBot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_End)
    chart.show_bars([Bar(1, "earlier", "", "x"), *BARS[:2], Bar(13, "more", "", "2")], "17")
    assert chart.current == 3
    chart.show_bars([], "Nobody has arrived on this day.")
    assert chart.current == -1
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chart.current == -1
    assert not chart.grab().isNull()


def test_bars_stand_apart_from_the_ground_without_colour(chart: Chart) -> None:
    image = chart.grab().toImage()
    bar, ground = image.pixelColor(540, 150), image.pixelColor(330, 100)
    assert bar == QColor(theme.LIGHT.accent)
    assert abs(bar.lightness() - ground.lightness()) > 100


def test_a_saved_picture_is_sharp_and_light_and_says_what_it_shows(
    chart: Chart, tmp_path: Path, qapp: QApplication
) -> None:
    theme.apply(qapp, dark=True, size=200)
    hostile = "R&D <b>\u202e & 'sons'</text>"
    chart.save(tmp_path / "a.png", hostile, ["15 arrivals", hostile])
    image = QImage(str(tmp_path / "a.png"))
    assert (image.width(), image.height()) == (2400, 960)
    assert image.pixelColor(3, 3) == QColor(theme.LIGHT.panel)
    chart.save(tmp_path / "a.svg", hostile, ["15 arrivals", hostile])
    root = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314  written a moment ago
    words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert "15 arrivals" in words
    assert "R&D <b>" in words
    assert "\u202e" not in words


def test_a_picture_that_cannot_be_written_leaves_the_old_one(chart: Chart, tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        chart.save(tmp_path / "nowhere" / "a.png", "T", [])
