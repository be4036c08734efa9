"""The head count in the window, and the evacuation list by one key from wherever one is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from checkin import people
from checkin.attendance.scanning import check_in
from checkin.desk import Desk
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.model.place import place_subject
from checkin.printing import lists, station
from checkin.reports import evacuation_files
from checkin.verdicts import Verdict
from tests.ui import walk
from ui.main_window import MainWindow
from ui.pages.attendance_house import HouseView
from ui.pages.attendance_page import AttendancePage
from ui.pages.desk_page import DeskPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = {"start": "2012-11-22T07:00:00+01:00", "end": "2012-11-22T20:00:00+01:00"}
CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


def filled(desk: Desk) -> dict[str, str]:
    """Let two of three come into a small room of a castle, and one stay outside; return the ids."""
    home, room = (place_subject(desk.key, title) for title in ("Castle", "Cellar & Vault"))
    tour = activity_subject(desk.key, "tour")
    desk.write(
        Fact("planned", home, {"set": {"title": "Castle", "capacity": "100"}}),
        Fact(
            "planned", room, {"set": {"title": "Cellar & Vault", "within": home, "capacity": "2"}}
        ),
        Fact("planned", tour, {"set": {"title": "Tour", "place": room, **DAY}}),
    )
    ids = {"home": home, "room": room, "tour": tour}
    for family in ("Amber", "Brown", "Clay"):
        values = {"family": family, "protected": "yes" if family == "Brown" else ""}
        ids[family] = people.enter(desk, values).id
    for family in ("Amber", "Brown"):
        check_in(desk, ids[family], activity=tour)
    return ids


def house_of(window: MainWindow) -> HouseView:
    """Open the view."""
    window.go("attendance", {"view": "house"})
    assert isinstance(window.page, AttendancePage)
    view = window.page.view
    assert isinstance(view, HouseView)
    return view


def test_the_head_count_is_seen_leads_to_its_people_and_closes_the_door(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = house_of(window)
    assert view.stack.currentIndex() == 1  # nobody is here, and it says so
    ids = window.bridge.call(filled)
    qtbot.waitUntil(lambda: len(view.rows) == 3, timeout=10_000)
    room = view.rows[ids["room"]]
    assert (room.fill.number, room.word.text(), room.fill.depth) == ("2 of 2", "Full", 1)
    assert view.rows[ids["home"]].word.text() == ""
    qtbot.waitUntil(window.status.house.isVisible, timeout=10_000)
    assert "Cellar & Vault: 2 of 2" in window.status.house.accessibleDescription()
    # Enter leads to those who may be named, and says that there is one more.
    window.page.asked.disconnect(window.go)
    sent: list[dict[str, Any]] = []
    window.page.asked.connect(lambda name, what: sent.append({"page": name, **(what or {})}))
    room.setFocus()
    qtbot.keyClick(room, Qt.Key.Key_Return)
    assert sent[0]["people"] == [ids["Amber"]]
    assert "1 is not named here" in sent[0]["title"]
    assert view.first() is room
    view.evacuate.click()
    assert sent[1] == {"page": "evacuation"}
    # The door is closed, and opens with a reason that is kept.
    page = window.pages["desk"]
    assert isinstance(page, DeskPage)
    window.go("desk")
    page.answers.on_answered(window.bridge.call(check_in, ids["Clay"], activity=ids["tour"]))
    assert page.answers.outcome is not None
    assert page.answers.outcome.verdict is Verdict.FULL
    told = "Cellar & Vault: 2 persons are permitted."
    assert any(told in words for words in walk.words(page))
    qtbot.keyClick(page.first(), Qt.Key.Key_Return, CONTROL)
    assert page.jobs.sheet is not None
    page.jobs.sheet.first().setFocus()
    qtbot.keyClick(page.jobs.sheet.first(), Qt.Key.Key_2)
    qtbot.keyClick(page.jobs.sheet.first(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.jobs.sheet is None, timeout=10_000)
    newest = next(store.latest(window.bridge.desk.db, window.bridge.desk.replica))
    assert (newest.said["override"], newest.said["reason"]) == ("full", "in-charge")
    window.go("attendance")
    qtbot.waitUntil(lambda: room.word.text() == "1 too many", timeout=10_000)


def test_one_key_writes_the_evacuation_list_from_every_page_and_it_is_kept_by_itself(
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    clock: Callable[[], int],
) -> None:
    window.bridge.call(filled)
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    said: list[str] = []
    window.evacuation.said.connect(lambda text, _tone: said.append(text))
    for number, name in enumerate(window.pages, 1):
        window.go(name)
        qtbot.keyClick(QApplication.focusWidget() or window.page, Qt.Key.Key_E, BOTH)
        qtbot.waitUntil(lambda n=number: len(opened) == n, timeout=20_000)
    asked = "Evacuation list: 2 persons; it opens, please print it there."
    assert set(said) == {f"{asked} No printer is chosen for this desk."}
    assert opened[-1].parent == window.bridge.path.parent / evacuation_files.USUAL
    assert opened[-1].read_bytes().startswith(b"%PDF")
    view = house_of(window)
    refused: list[str] = []
    view.said.connect(lambda text, _tone: refused.append(text))
    view.look_for_printers()  # this machine has none
    qtbot.waitUntil(lambda: bool(refused), timeout=20_000)
    view.offer(["Laser & Co"])
    assert [one.text() for one in view.printers.actions()] == ["As for badges", "Laser && Co"]
    for place, name in ((1, "Laser & Co"), (0, "")):
        view.printers.actions()[place].trigger()
        qtbot.waitUntil(
            lambda name=name: lists.printer_for(window.bridge.desk) == name, timeout=10_000
        )
    view.printers.close()
    # A printer that is not there holds nobody up: the list opens, with the reason.
    window.bridge.call(station.equip, printer="ipp://127.0.0.1:9/none")
    window.evacuation.print_now()
    window.evacuation.print_now()  # once is enough
    qtbot.waitUntil(lambda: "does not answer" in said[-1], timeout=20_000)
    assert len(opened) == len(window.pages) + 1
    # And by itself, as soon as a quarter of an hour is over.
    kept = evacuation_files.last(window.bridge.desk)
    window.evacuation.keep_if_due()
    assert kept is not None
    with qtbot.waitSignal(window.evacuation.kept, timeout=20_000):
        later = clock() + 16 * 60_000
        monkeypatch.setattr(window.bridge.desk, "now", lambda: later)
        window.evacuation.keep_if_due()
