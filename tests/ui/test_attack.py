"""The window under attack: what hostile entries, odd files and curious guests cannot do to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from checkin import pin
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from ui import faults
from ui.app import App
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages.kiosk_page import KioskPage
from ui.settings import Settings
from ui.single import Single

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Windows = Callable[..., MainWindow]


def in_sight() -> set[str]:
    """Return which kinds of windows are shown."""
    return {type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()}


@pytest.fixture
def kiosk(
    open_window: Windows, event_file: Path, clock: Callable[[], int], qtbot: QtBot
) -> KioskPage:
    """Start self check-in while the import assistant is open beside the window."""
    with Desk(event_file, writing=True, now=clock) as desk:
        pin.choose(desk, "2468")
    window = open_window(event_file)
    window.open_import()
    window.go("event", {"kiosk": True})
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, KioskPage)]
    qtbot.waitUntil(lambda: in_sight() == {"KioskPage"})
    return found[-1]


def test_no_window_stays_behind_the_guests_and_all_come_back(kiosk: KioskPage) -> None:
    assert in_sight() == {"KioskPage"}
    kiosk.leave()
    assert {"MainWindow", "ImportDialog"} <= in_sight()


def test_a_second_start_does_not_open_the_desk_to_the_guests(
    kiosk: KioskPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr("ui.theme.apply", lambda *_look, **_named: None)
    app = App([])
    app.window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    app.front(None)
    app.front(tmp_path / "another.checkin")
    app.refuse("The disk is full.")
    app.tell_fault()
    qtbot.waitUntil(lambda: in_sight() == {"KioskPage"})
    assert kiosk.isVisible()
    kiosk.leave()
    assert {"MainWindow", "TroubleDialog"} <= in_sight()
    for one in QApplication.topLevelWidgets():
        if type(one).__name__ == "TroubleDialog":
            one.close()


def test_parts_of_each_other_stop_no_desk(
    open_window: Windows, event_file: Path, clock: Callable[[], int]
) -> None:
    """Two desks may each make an activity a part of the other's, and meet later."""
    one, other = fresh("a"), fresh("a")
    with Desk(event_file, writing=True, now=clock) as desk:
        for activity, whole in ((one, other), (other, one)):
            said = {"title": "Ring", "start": "whenever", "whole": whole}
            desk.write(Fact("planned", activity, {"set": said}))
    window = open_window(event_file)
    assert window.page.name == "desk"


def test_a_page_that_fails_is_shown_and_the_window_lives(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's binding crashes on an error of C code that leaves what it calls itself."""
    page = window.pages["attendance"]
    monkeypatch.setattr(page, "read", lambda: int("x"))
    with qtbot.capture_exceptions() as errors:
        window.go("attendance")
    assert [kind for kind, _error, _at in errors] == [ValueError]
    assert window.page is page
    assert isinstance(page, Page)
    assert isinstance(page, QWidget)
    assert page.isVisible()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\n",
        b"[1]\n",
        b"\xff\xfe\n",
        b"[" * 50_000 + b"\n",
        b'{"event": "\\u0000", "token": ""}\n',
        b'{"event": "", "token": "a\\u0000b"}\n',
        b'{"event": "", "token": "\\ud800"}\n',
        b"y" * 100_000,
    ],
)
def test_what_no_second_start_says_is_passed_by(qtbot: QtBot, said: bytes) -> None:
    single = Single()
    assert single.take()
    single.listen()
    heard: list[object] = []
    single.called.connect(heard.append)
    caller = QLocalSocket()
    caller.connectToServer(single._server.fullServerName())  # type: ignore[union-attr]  # noqa: SLF001
    assert caller.waitForConnected(1_000)
    caller.write(said)
    qtbot.wait(50)
    assert not heard
    caller.abort()
    qtbot.wait(20)
    single.leave()


def test_odd_paths_among_the_recent_files_are_passed_by(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text(json.dumps({"recent": ["x" * 5_000, "\0", str(file), 7]}))
    assert Settings(file).recent() == [file]


def test_a_disk_that_misbehaves_is_no_fault_of_the_program() -> None:
    assert "denied" in faults.sentence(PermissionError(13, "Permission denied", "Li Na.csv"))
    assert "Li Na" not in faults.sentence(PermissionError(13, "Permission denied", "Li Na.csv"))
    assert not faults.sentence(ValueError("Li Na"))
