"""Paper in the window: printed, typed in page by page, signed, taken back; desks planned."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from checkin import people, readiness, sheets
from checkin.attendance import planner, tallies
from checkin.attendance.scanning import check_in
from checkin.desk import Desk
from checkin.journal import store
from tests.planning import guest, visit
from tests.ui import walk
from ui.main_window import MainWindow
from ui.pages.attendance_page import AttendancePage
from ui.pages.paper_view import PaperView
from ui.pages.planner_view import PlannerView
from ui.theme import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Opening

CONTROL = Qt.KeyboardModifier.ControlModifier


def registered(desk: Desk) -> list[str]:
    """Enter forty guests, one of them protected and one who cancelled; return the ids."""
    ids = [guest(desk, f"Gast{n:02} & Co") for n in range(40)]
    ids.append(guest(desk, "Hidden", protected="yes"))
    people.cancel(desk, ids[4])
    return ids


def view_of(window: MainWindow, view: str) -> Any:
    """Open a view of the figures."""
    window.go("attendance", {"view": view})
    assert isinstance(window.page, AttendancePage)
    return window.page.view


def attended(window: MainWindow) -> int:
    return int(tallies.tally(window.bridge.desk).total["attended"])


def printed_and_opened(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: Qt.Key
) -> tuple[PaperView, str, list[str]]:
    """Print lists by a key; return the view, the characters on the first one, and its pages."""
    opened: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True
    )
    view = view_of(window, "paper")
    assert isinstance(view, PaperView)
    qtbot.keyClick(view.entry.code, key)
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    with pypdfium2.PdfDocument(opened[0]) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    code = re.findall(r"\bA[3479ACEFHJKMNPRTWX]{3}\b", pages[0])[0]
    assert view.entry.known.findData(code) > 0
    return view, code, pages


def test_what_was_printed_is_typed_in_page_by_page_and_taken_back(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.bridge.call(registered)
    view, code, _pages = printed_and_opened(window, qtbot, monkeypatch, Qt.Key.Key_F4)
    entry = view.entry
    qtbot.waitUntil(lambda: readiness.paper_list(window.bridge.desk).state == "ok", timeout=10_000)
    # The characters show the first page as it stands on paper.
    qtbot.keyClicks(entry.code, code.lower())
    first = sheets.printed(window.bridge.desk, code).on_page(1)
    assert [one.number for one in entry.rows.rows.rows] == first
    assert entry.page.suffix() == " of 2"
    # Numbers tick rows, ticks say numbers; without a time nothing is kept.
    qtbot.keyClicks(entry.numbers, "1-3")
    assert entry.rows.chosen() == ["1", "2", "3"]
    entry.rows.mark(3)
    qtbot.keyClick(entry.rows.view, Qt.Key.Key_Space)
    assert entry.numbers.text() == "1-4"
    qtbot.keyClick(entry.rows.view, Qt.Key.Key_Return)
    assert "08:30" in entry.remark.text()
    qtbot.keyClicks(entry.time, "7:45")
    qtbot.keyClick(entry.time, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: attended(window) == 4, timeout=10_000)
    qtbot.waitUntil(lambda: entry.page.value() == 2, timeout=10_000)
    newest = next(store.latest(window.bridge.desk.db, window.bridge.desk.replica))
    assert (newest.said["source"], newest.said["at"]) == ("paper", "2012-11-22T07:45:00+01:00")
    # A page is one act.
    qtbot.keyClick(entry.numbers, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: attended(window) == 0, timeout=10_000)


def test_what_cannot_be_typed_in_is_said_and_let_in_on_request(
    window: MainWindow, qtbot: QtBot
) -> None:
    ids = window.bridge.call(registered)[:40]
    visited = window.bridge.call(visit, "MHKW", "13:00", "14:00")
    code = window.bridge.call(sheets.draw_up, "paper", [ids[:20], ids[20:]])
    view = view_of(window, "paper")
    entry = view.entry
    view.arrive({"code": code, "time": "7:45", "page": 2, "numbers": "38 99"})
    qtbot.keyClick(entry.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "“99” is no number here" in entry.remark.text(), timeout=10_000)
    assert entry.numbers.text() == "38 99"
    window.bridge.call(people.cancel, ids[-1])
    entry.numbers.setText("all but 21")
    qtbot.keyClick(entry.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(entry.force.isVisible, timeout=10_000)
    assert "40  Gast39 & Co" in entry.remark.text()
    assert attended(window) == 18
    qtbot.keyClick(entry.numbers, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: attended(window) == 19, timeout=10_000)
    # Whoever wrote their name at the end is entered.
    entry.name.setText("Zoe Zusatz")
    qtbot.keyClick(entry.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Zoe Zusatz" in entry.remark.text(), timeout=10_000)
    assert attended(window) == 20
    assert view.draft()["code"] == code
    # A list may be of something else; then the clock is of that day.
    entry.scope.setCurrentIndex(entry.scope.findData(visited))
    entry.numbers.setText("21")
    qtbot.keyClick(entry.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(entry.force.isVisible, timeout=10_000)  # that is hours before it begins
    entry.time.setText("12.45")
    qtbot.keyClick(entry.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not entry.numbers.text(), timeout=10_000)
    newest = next(store.latest(window.bridge.desk.db, window.bridge.desk.replica))
    assert newest.said["at"] == "2012-11-23T12:45:00+01:00"


def test_signatures_are_typed_in_and_lead_to_their_people(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = window.bridge.call(registered)
    day = window.bridge.desk.day(window.bridge.desk.moment(None))
    for one in (ids[0], ids[1], ids[-1]):
        window.bridge.call(check_in, one)
    view, code, pages = printed_and_opened(window, qtbot, monkeypatch, Qt.Key.Key_F5)
    assert view.scope.currentData() == day
    assert "Hidden" not in "".join(pages)
    (newest, *_older) = sheets.known(window.bridge.desk)
    assert (newest.kind, newest.activity, newest.code) == ("signatures", day, code)
    view.arrive({"code": code, "time": "09:00", "numbers": "2-3", "page": 1})
    assert not view.entry.scope.isEnabled()
    view.entry.signed.setChecked(True)
    qtbot.keyClick(view.entry.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Signed, not scanned: 1" in view.unscanned.words(), timeout=10_000)
    assert "Attended, not signed: 2" in view.unsigned.words()
    window.page.asked.disconnect(window.go)
    sent: list[dict[str, Any]] = []
    window.page.asked.connect(lambda _name, what: sent.append(what))
    view.unsigned.click()
    assert sent[0]["people"] == [ids[0]]
    assert "1 is not named here" in sent[0]["title"]
    qtbot.keyClick(view.entry.numbers, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: "Signed, not scanned: 0" in view.unscanned.words(), timeout=10_000)
    assert attended(window) == 4
    view.doing.undo_last()
    qtbot.waitUntil(lambda: attended(window) == 3, timeout=10_000)
    view.unscanned.click()
    assert sent[1]["people"] == [ids[2]]


def test_the_planner_says_how_many_desks_and_how_it_goes(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in window.bridge.call(registered)[:3]:
        window.bridge.call(check_in, one)
    view = view_of(window, "planner")
    assert isinstance(view, PlannerView)
    assert view.registered.value() == 40
    qtbot.waitUntil(lambda: len(view.rows.rows) == 5, timeout=20_000)
    view.registered.setValue(120)
    view.no_show.setValue(10)
    view.doors.setTime(QTime(7, 0))
    view.begin.setTime(QTime(8, 30))
    assert view.draft()["no_show"] == 10
    qtbot.waitUntil(lambda: "3 desks are enough" in view.advice.text(), timeout=20_000)
    assert view.rows.rows == planner.waits(view.morning())
    assert view.tiles["so_far"].number.text() == "3"
    assert "89 expected by now" in view.tiles["so_far"].words.text()
    assert view.tiles["left"].number.text() == "37"
    view.method.setCurrentIndex(0)
    view.method.activated.emit(0)
    view.split.setChecked(True)
    assert view.seconds.value() == 12
    split = planner.waits(view.morning(), split=True)
    qtbot.waitUntil(lambda: view.rows.rows == split, timeout=20_000)
    path = tmp_path / "arrivals.csv"
    monkeypatch.setattr(
        QFileDialog,
        "getSaveFileName",
        lambda *_asked: (str(path), "CSV for other programs (*.csv)"),
    )
    said: list[tuple[str, Tone]] = []
    view.said.connect(lambda text, tone: said.append((text, tone)))
    qtbot.keyClick(view.registered, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert path.read_text("utf-8").splitlines()[1] == "08:00,08:05,3,3"


@pytest.mark.parametrize(("size", "language"), [(100, "de"), (200, "de"), (100, "en")])
def test_paper_and_planner_fit_are_named_and_reached(
    open_window: Opening, event_file: Path, qtbot: QtBot, size: int, language: str
) -> None:
    window = open_window(event_file, size=size, language=language)
    window.resize(1280, 720)
    ids = window.bridge.call(registered)
    code = window.bridge.call(sheets.draw_up, "paper", [ids[:20], ids[20:]])
    for name in ("paper", "planner"):
        view = view_of(window, name)
        view.arrive({"code": code, "numbers": "1-3"})
        qtbot.waitUntil(lambda: not window.background.jobs, timeout=20_000)
        QApplication.processEvents()
        faults = walk.clipped(view) + walk.cut_off(view) + walk.overlapping(view)
        assert not faults, "\n".join(faults)
        assert not walk.nameless(view)
        assert not walk.unreached(view)
        assert not list(walk.markup(view))
