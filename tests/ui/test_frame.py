"""The frame: what is typed stays, what the world does is told calmly, and closing is safe."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from checkin import verification
from checkin.desk import Desk
from checkin.founding import found
from checkin.journal import store
from tests.ui.screen import Screen, wait_for
from ui.background import Progress
from ui.main_window import MainWindow
from ui.power import Reading

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opening = Callable[..., MainWindow]


class Clock(Protocol):
    """A wall clock that stands until it is set."""

    def at(self, text: str) -> None:
        """Set it to an ISO time with offset."""


def field(window: MainWindow) -> QLineEdit:
    """Return the one field of the desk."""
    found = window.pages["desk"].field  # type: ignore[attr-defined]
    assert isinstance(found, QLineEdit)
    return found


def scan(window: MainWindow, qtbot: QtBot, code: str) -> None:
    """Scan a code at the desk and wait for the answer."""
    qtbot.keyClicks(field(window), code)
    qtbot.keyClick(field(window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bridge.waiting == 0)


# What is typed ##########################################################################


def changes(window: MainWindow) -> list[Callable[[], None]]:
    """Return everything that makes the window anew."""
    return [
        lambda: window.speak("de"),
        lambda: window.wear(dark="dark"),
        lambda: window.wear(size=150),
        lambda: window.speak("en"),
        lambda: window.wear(dark=""),
    ]


def test_what_is_typed_outlives_language_look_and_size(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(field(demo_window), "Kalni")
    for change in changes(demo_window):
        change()
        assert field(demo_window).text() == "Kalni"


def test_an_open_form_outlives_language_look_and_size(
    demo_window: MainWindow, qtbot: QtBot
) -> None:
    demo_window.activateWindow()
    field(demo_window).setFocus()
    qtbot.keyClick(field(demo_window), Qt.Key.Key_F3)
    typed = QApplication.focusWidget()
    assert isinstance(typed, QLineEdit)
    assert typed is not field(demo_window)
    typed.insert("Zoë Đỗ")
    for change in changes(demo_window):
        change()
        qtbot.waitUntil(lambda: "Zoë Đỗ" in texts(demo_window))


def texts(window: MainWindow, kind: type[QLineEdit | QLabel] = QLineEdit) -> list[str]:
    """Return what stands in the fields, or the labels, that are seen."""
    return [one.text() for one in window.page.findChildren(kind) if one.isVisible()]


def test_the_page_that_is_open_stays_open(demo_window: MainWindow) -> None:
    demo_window.go("exchange")
    demo_window.speak("de")
    assert demo_window.page.name == "exchange"


def test_a_half_filled_form_survives_a_crash(
    screen: Screen, tmp_path: Path, open_window: Opening
) -> None:
    event, today = tmp_path / "today.checkin", datetime.now(tz=UTC).date()
    found(event, title="today", first=today, last=today, zone_name="UTC", label="A").close()
    shown = screen.open(event, tmp_path / "home")
    shown.type("Zwetkowa")
    wait_for(lambda: "Zwetkowa" in kept_draft(event), "the draft on the disk")
    shown.kill()
    assert field(open_window(event)).text() == "Zwetkowa"


def kept_draft(event: Path) -> str:
    """Return what a desk has kept of what is typed."""
    with Desk(event) as desk:
        return store.recall(desk.db, "draft")


def test_odd_drafts_are_no_reason_not_to_open(open_window: Opening, event_file: Path) -> None:
    first = open_window(event_file)
    for odd in ("{", "[]", '{"desk": 3, "nowhere": {}}', '{"desk": {"text": ["x"]}}'):
        first.bridge.call(_remember_draft, odd)
        first.close()
        first = open_window(event_file)
        assert first.page.name == "desk"


def _remember_draft(desk: Desk, text: str) -> None:
    with desk.act():
        store.remember(desk.db, draft=text)


# Where it stands ########################################################################


def test_the_window_comes_back_where_it_was(open_window: Opening, event_file: Path) -> None:
    first = open_window(event_file)
    first.resize(960, 690)  # not larger than the screen of a test
    first.close()
    assert open_window(event_file).height() == first.height() == 690


def test_a_low_battery_is_seen_in_every_language(demo_window: MainWindow, qtbot: QtBot) -> None:
    demo_window.charge(Reading(9, plugged=False))
    assert demo_window.status.power.isVisible()
    demo_window.speak("de")
    qtbot.waitUntil(demo_window.status.power.isVisible)
    demo_window.charge(Reading(9, plugged=True))
    assert not demo_window.status.power.isVisible()


# What the world does ####################################################################


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of a few megabytes."""
    path = tmp_path / "disk"
    path.mkdir()
    mount = shutil.which("mount")
    words = [mount or "mount", "-t", "tmpfs", "-o", "size=8000k", "tmpfs", str(path)]
    try:
        done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603  our own words
    except OSError:
        pytest.skip("this system mounts no disks so")
    if done.returncode:
        pytest.skip("this process may not mount a disk")
    yield path
    subprocess.run([shutil.which("umount") or "umount", "-l", str(path)], check=False)  # noqa: S603  the same


def fill(disk: Path) -> Path:
    """Take all room of a disk, and return the file that takes it."""
    file = disk / "filler"
    with suppress(OSError), file.open("wb", buffering=0) as out:
        while True:
            out.write(b"\0" * 4_096)
    return file


def test_a_full_disk_is_told_where_the_answer_would_stand_and_the_desk_goes_on(
    small_disk: Path, demo_event: Path, open_window: Opening, clock: Clock, qtbot: QtBot
) -> None:
    clock.at("2012-11-22T08:00:00+01:00")
    window = open_window(Path(shutil.move(demo_event, small_disk / "a.checkin")))
    filler = fill(small_disk)
    for number in range(400):  # until the log has no room left
        window.bridge.run(_note, f"{number}" * 200, refused=lambda _sentence: None)
    qtbot.waitUntil(lambda: window.bridge.waiting == 0, timeout=60_000)
    guest = window.bridge.desk.find("WANG Wei", 1)[0]
    scan(window, qtbot, window.bridge.desk.badge_code(guest.id))
    card = texts(window, QLabel)
    assert "Not saved" in card
    assert any("is full. This was not saved; all earlier answers are." in text for text in card)
    qtbot.keyClick(field(window), Qt.Key.Key_Return)
    qtbot.keyClicks(field(window), "Wang")
    filler.unlink()
    scan(window, qtbot, window.bridge.desk.badge_code(guest.id))
    qtbot.waitUntil(lambda: "Not saved" not in texts(window, QLabel))
    assert window.bridge.desk.find("WANG Wei", 1)[0].note == guest.note
    window.close()
    assert not verification.faults(small_disk / "a.checkin")


def _note(desk: Desk, text: str) -> None:
    person = desk.find("WANG Wei", 1)[0]
    desk.write(*desk.change("corrected", person.id, {"note": text}))


def test_a_folder_that_cannot_be_written_is_a_sentence(
    demo_event: Path, open_window: Opening, qtbot: QtBot
) -> None:
    window = open_window(demo_event)
    refused: list[str] = []
    window.bridge.run(_break, refused=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert "could not be written" in refused[0] or "cannot be written" in refused[0]


def _break(desk: Desk) -> None:
    desk.db.execute("PRAGMA query_only = ON")
    try:
        _note(desk, "lost")
    finally:
        desk.db.execute("PRAGMA query_only = OFF")


# The end ################################################################################


def test_closing_stops_a_work_under_way_and_leaves_a_complete_file(
    demo_event: Path, open_window: Opening, qtbot: QtBot
) -> None:
    window = open_window(demo_event)
    begun: list[int] = []

    def work(progress: Progress) -> None:
        while True:
            begun.append(len(begun))
            progress(len(begun), 0)
            time.sleep(0.01)

    window.background.run("Counting stars", work)
    qtbot.waitUntil(lambda: len(begun) > 1)
    assert window.status.isVisible()
    window.bridge.run(_note, "at the last moment")
    window.close()
    assert not window.background.jobs
    assert not Path(f"{demo_event}-wal").exists()
    with Desk(demo_event) as desk:
        assert desk.find("WANG Wei", 1)[0].note == "at the last moment"
    assert not verification.faults(demo_event)
