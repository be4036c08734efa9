"""The opening screen: a new event, one that exists, one to join, and the demo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from checkin import exchange, i18n
from checkin.desk import Desk
from tests.conftest import Clock
from ui import theme
from ui.dialogs.opening import Opening
from ui.settings import Settings
from ui.widgets.plain import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def opening(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Opening]:
    """Show the screen on a machine that opened nothing yet."""
    i18n.use("en")
    theme.apply(qapp, dark=False, size=100)
    made = Opening(Settings(tmp_path / "window.json"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.background.close()


def test_a_new_event_is_made_by_keyboard_alone(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    opening.begin_new()
    form = opening.new
    form.folder.setText(str(tmp_path))
    form.title.insert("Grüne Städte / 绿色城市")
    form.first_day.setDate(QDate(2031, 5, 7))
    assert form.last_day.date() == QDate(2031, 5, 7)
    with qtbot.waitSignal(opening.accepted, timeout=20_000):
        qtbot.keyClick(form.title, Qt.Key.Key_Return)
    assert opening.path == tmp_path / "grüne-städte-绿色城市.checkin"
    with Desk(opening.path) as desk:
        assert desk.event.title == "Grüne Städte / 绿色城市"
        assert [day.isoformat() for day in desk.event.days()] == ["2031-05-07"]


def test_a_new_event_without_a_title_is_refused_in_words(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    opening.begin_new()
    opening.new.folder.setText(str(tmp_path))
    qtbot.mouseClick(opening.new.ready, Qt.MouseButton.LeftButton)
    assert opening.remark.isVisible()
    assert "title" in opening.remark.text()
    assert not list(tmp_path.glob("*.checkin"))


def test_a_further_desk_joins_from_a_folder(
    qtbot: QtBot, opening: Opening, event_file: Path, tmp_path: Path, clock: Clock
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    with Desk(event_file, writing=True, now=clock) as first:
        exchange.sync(first, post)
    opening.begin_join()
    qtbot.keyClicks(opening.join.source, str(post))
    opening.join.folder.setText(str(tmp_path))
    with qtbot.waitSignal(opening.accepted, timeout=20_000):
        qtbot.keyClick(opening.join.source, Qt.Key.Key_Return)
    assert opening.path is not None
    with Desk(opening.path) as desk:
        assert (desk.label, desk.event.title) == ("B", "green cities")


def test_what_cannot_be_joined_is_told_and_can_be_mended(
    qtbot: QtBot, opening: Opening, tmp_path: Path
) -> None:
    opening.begin_join()
    opening.join.folder.setText(str(tmp_path))
    qtbot.keyClicks(opening.join.source, str(tmp_path / "missing"))
    qtbot.mouseClick(opening.join.ready, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(opening.remark.isVisible, timeout=20_000)
    assert "no folder and no file" in opening.remark.text()
    assert opening.join.ready.isEnabled()
    assert not opening.bar.isVisible()


def test_files_of_before_are_offered_and_open_at_once(
    qapp: QApplication, qtbot: QtBot, event_file: Path, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "window.json")
    settings.opened(event_file)
    theme.apply(qapp, dark=True, size=100)
    made = Opening(settings, "That one is <b>gone</b>.")
    qtbot.addWidget(made)
    made.show()
    assert made.remark.text() == "That one is <b>gone</b>."
    (button,) = (one for one in made.findChildren(Button) if event_file.stem in one.words())
    with qtbot.waitSignal(made.accepted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert made.path == event_file.resolve()


def test_the_demo_is_played_into_a_folder_of_its_own(qtbot: QtBot, opening: Opening) -> None:
    _part, button = opening.choices[3]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opening.reject()
    assert opening.isVisible()
    qtbot.waitSignal(opening.accepted, timeout=120_000).wait()
    assert opening.path is not None
    with Desk(opening.path) as desk:
        assert desk.find("Li")
