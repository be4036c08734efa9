"""The event page: what is typed becomes an act, what cannot be becomes a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from checkin import backups, congress, exchange, i18n, pin
from checkin.desk import Desk
from tests.conftest import Clock
from ui import theme
from ui.background import Background
from ui.bridge import Bridge
from ui.dialogs.pin_dialog import PinDialog
from ui.dialogs.time_dialog import TimeDialog
from ui.page import Context
from ui.pages.event_page import EventPage
from ui.printing import Printing
from ui.settings import Settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def context(
    qapp: QApplication, event_file: Path, clock: Clock, tmp_path: Path
) -> Iterator[Context]:
    """Open the event of three days for pages, without a window."""
    i18n.use("en")
    theme.apply(qapp, dark=False, size=100)
    background = Background()
    bridge = Bridge(event_file, now=clock)
    yield Context(bridge, background, Settings(tmp_path / "window.json"), Printing(bridge))
    background.close()
    bridge.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> EventPage:
    """Show the page."""
    made = EventPage(context)
    made.install()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.first().setFocus()
    return made


def settled(qtbot: QtBot, page: EventPage) -> None:
    """Wait until every verb had its turn."""
    qtbot.waitUntil(lambda: not page.bridge.waiting and not page.background.jobs)


def test_a_title_that_is_typed_is_saved_as_one_act(qtbot: QtBot, page: EventPage) -> None:
    field = page.congress.fields["title"]
    field.selectAll()
    field.insert("Grüne Städte & Gärten")
    qtbot.keyClicks(field, " 2012")
    assert page.congress.done.isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, page)
    assert page.bridge.desk.event.title == "Grüne Städte & Gärten 2012"
    assert not page.congress.done.isEnabled()
    page.bridge.run(Desk.undo)
    settled(qtbot, page)
    assert field.text() == "green cities"


def test_days_are_moved_and_planned(qtbot: QtBot, page: EventPage) -> None:
    page.congress.days["last_day"].setDate(QDate(2012, 11, 24))
    page.congress.save()
    settled(qtbot, page)
    assert page.bridge.desk.event.last_day == "2012-11-24"
    known = {one.day for one in page.bridge.desk.programme.activities.values()}
    assert "2012-11-24" in known


def test_what_cannot_be_is_told_beside_the_fields_and_stays_there(
    qtbot: QtBot, page: EventPage
) -> None:
    page.congress.days["last_day"].setDate(QDate(2012, 11, 1))
    page.congress.save()
    settled(qtbot, page)
    assert page.congress.remark.isVisible()
    assert "before the first" in page.congress.remark.text()
    assert page.bridge.desk.event.last_day == "2012-11-23"
    assert page.draft()["last_day"] == "2012-11-01"


def test_what_is_typed_survives_a_change_from_elsewhere(qtbot: QtBot, page: EventPage) -> None:
    page.congress.fields["place"].setText("Johanniskirche")
    page.bridge.run(congress.settle, {"title": "From another desk"})
    settled(qtbot, page)
    page.read()
    assert page.congress.fields["place"].text() == "Johanniskirche"
    assert page.congress.fields["title"].text() == "From another desk"
    assert page.draft() == {"place": "Johanniskirche"}


def test_a_draft_comes_back_after_a_crash(qtbot: QtBot, page: EventPage, context: Context) -> None:
    page.congress.fields["title_zh"].setText("绿色城市")
    again = EventPage(context)
    qtbot.addWidget(again)
    again.restore(page.draft())
    assert again.congress.fields["title_zh"].text() == "绿色城市"
    assert again.congress.done.isEnabled()
    again.retire()


def test_the_label_and_the_admission_of_this_desk_count_at_once(
    qtbot: QtBot, page: EventPage
) -> None:
    form = page.desk
    form.label.selectAll()
    qtbot.keyClicks(form.label, "B")
    qtbot.keyClick(form.label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.bridge.desk.label == "B")
    form.mode.setFocus()
    qtbot.keyClick(form.mode, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.bridge.recalled("mode") == "badges-only")
    page.read()
    assert form.mode.currentText() == "Hand out badges only"
    form.label.setText("Saal 1")
    form.label.editingFinished.emit()
    settled(qtbot, page)
    assert form.label.text() == "B"


def test_a_backup_folder_is_chosen_and_filled(
    qtbot: QtBot, page: EventPage, tmp_path: Path, clock: Clock
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    qtbot.keyClicks(page.desk.folder, str(stick))
    qtbot.keyClick(page.desk.folder, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: backups.folder(page.bridge.desk) is not None)
    with qtbot.waitSignal(page.said) as said:
        page.desk.back_up()
    assert "kept" in said.args[0]
    with exchange.join(tmp_path / "again.checkin", stick, "C", clock) as again:
        assert again.event.title == "green cities"
    with qtbot.waitSignal(page.said) as said:
        page.desk.folder.setText(str(tmp_path / "missing"))
        page.desk.folder.editingFinished.emit()
    assert "no folder" in said.args[0]
    assert page.desk.folder.text() == str(stick)


def test_the_diagnostics_file_lies_beside_the_event(qtbot: QtBot, page: EventPage) -> None:
    with qtbot.waitSignal(page.said) as said:
        page.desk.diagnose()
    path = page.bridge.path.parent / "checkin-diagnostics.zip"
    assert str(path) in said.args[0]
    assert zipfile.is_zipfile(path)


def test_a_pin_is_typed_twice_and_then_asked_for(qtbot: QtBot, page: EventPage) -> None:
    dialog = PinDialog(page, page.bridge, "choose")
    dialog.show()
    qtbot.keyClicks(dialog.new, "2468")
    qtbot.keyClick(dialog.new, Qt.Key.Key_Return)
    dialog.again.insert("２４６９")
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert "not the same" in dialog.remark.text()
    dialog.again.clear()
    dialog.again.insert("２４６８")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    assert pin.is_set(page.bridge.desk)
    page.read()
    assert page.desk.pin_button.words() == "Change the PIN …"


def test_self_check_in_takes_the_screen_and_gives_it_back(qtbot: QtBot, page: EventPage) -> None:
    page.bridge.run(pin.choose, "2468")
    settled(qtbot, page)
    page.desk.start_kiosk()
    kiosk = page.desk.kiosk
    assert kiosk is not None
    qtbot.waitUntil(kiosk.isFullScreen)
    assert not page.isVisible()
    with qtbot.waitSignal(kiosk.left):
        kiosk.leave()
    assert page.isVisible()


def test_a_poor_pin_is_refused_in_words(qtbot: QtBot, page: EventPage) -> None:
    dialog = PinDialog(page, page.bridge, "choose")
    dialog.show()
    for field in dialog.fields():
        qtbot.keyClicks(field, "12")
    qtbot.mouseClick(dialog.ready, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "at least 4" in dialog.remark.text())
    dialog.reject()


def test_the_time_is_set_for_what_is_stated(qtbot: QtBot, page: EventPage) -> None:
    dialog = TimeDialog(page, page.bridge)
    dialog.show()
    dialog.when.setDateTime(dialog.when.dateTime().addSecs(3600))
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.set, Qt.MouseButton.LeftButton)
    page.read()
    assert page.desk.time.text() == "22.11.2012 09:00"


def test_who_says_that_the_time_is_right_is_not_asked_again(qtbot: QtBot, page: EventPage) -> None:
    dialog = TimeDialog(page, page.bridge)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.right, Qt.MouseButton.LeftButton)
    assert page.desk.time.text() == "22.11.2012 08:00"
