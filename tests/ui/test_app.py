"""The program: what it opens, that there is one window, and what it says when something fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from checkin import demo, demo_clock, i18n, paths
from checkin.attendance import tallies
from checkin.desk import Desk
from checkin.journal.driver import sqlite3
from checkin.journal.lock import Lock
from ui import faults, theme
from ui.app import App
from ui.dialogs.trouble_dialog import TroubleDialog
from ui.faults import Faults
from ui.single import Single

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(qapp: QApplication) -> Iterator[App]:
    """Run the program as far as tests can, and leave nothing of it open."""
    made = App(["checkin"])
    yield made
    for shown in (made.opening, made.window):
        if shown:
            shown.close()
            shown.deleteLater()
    for one in qapp.topLevelWidgets():
        if isinstance(one, TroubleDialog):
            one.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.removeTranslator(made._words)  # noqa: SLF001  the next test speaks for itself
    theme.apply(qapp, dark=False, size=100)
    i18n.use("en")


def remark(app: App) -> str:
    """Return what the opening screen says."""
    assert app.opening
    return app.opening.remark.text()


# What is opened #########################################################################


def test_the_first_start_asks_which_event_it_is(app: App) -> None:
    app.start()
    assert app.window is None
    assert remark(app) == ""


def test_the_event_of_last_time_is_opened_at_once(app: App, event_file: Path) -> None:
    app.settings.opened(event_file)
    app.start()
    assert app.window
    assert app.window.bridge.path == event_file.resolve()


@pytest.mark.parametrize("named", [True, False])
def test_started_again_while_it_ends_it_opens_a_window_that_works(
    app: App, event_file: Path, *, named: bool
) -> None:
    app.show(event_file)
    closed = app.window
    assert closed
    closed.close()
    app.front(event_file if named else None)
    assert app.window is not closed
    assert app.window
    assert app.window.isVisible()
    assert app.window.bridge.desk.event


def test_an_event_that_is_gone_is_told_and_no_other_one_opened_instead(
    app: App, event_file: Path, tmp_path: Path
) -> None:
    app.settings.opened(event_file)
    app.settings.opened(Path(shutil.copy(event_file, tmp_path / "stick.checkin")))
    (tmp_path / "stick.checkin").unlink()
    app.start()
    assert app.window is None
    assert remark(app) == f"There is no event file at {tmp_path / 'stick.checkin'}."


def spoil(path: Path, kind: str) -> None:
    """Make an event file one that cannot be opened."""
    if kind == "damaged":
        path.write_bytes(b"no event" * 1_000)
    elif kind == "empty":
        path.write_bytes(b"")
    else:
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 99")
        db.close()


@pytest.mark.parametrize(
    ("kind", "says"),
    [("damaged", "not an event"), ("empty", "not an event"), ("newer", "Please update.")],
)
def test_what_cannot_be_opened_is_one_sentence_on_the_opening_screen(
    kind: str, says: str, app: App, event_file: Path
) -> None:
    spoil(event_file, kind)
    app.start(event_file)
    assert app.window is None
    assert says in remark(app)
    assert remark(app).count("\n") == 0


def test_an_event_that_another_program_writes_to_is_told_by_whom(
    app: App, event_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.0,))  # what else waits for 5 s
    with Desk(event_file, writing=True):
        app.start(event_file)
    assert app.window is None
    assert f"is being written to by process {os.getpid()}" in remark(app)


def test_another_event_is_opened_in_the_place_of_the_first(
    app: App, event_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = Path(shutil.copy(event_file, tmp_path / "other.checkin"))
    first = app.open(event_file)
    first.left.emit()
    assert app.opening
    app.opening.take(other)
    assert app.window
    assert app.window is not first
    qtbot.waitUntil(lambda: not first.isVisible())
    Desk(event_file, writing=True).close()  # nobody holds it any more


def test_who_chooses_no_other_event_stays_where_they_were(app: App, event_file: Path) -> None:
    window = app.open(event_file)
    window.left.emit()
    assert app.opening
    app.opening.reject()
    assert (app.window, app.opening) == (window, None)
    assert window.isVisible()


def test_a_refused_event_leaves_the_open_one_where_it_is(app: App, event_file: Path) -> None:
    window = app.open(event_file)
    app.front(event_file.with_name("nowhere.checkin"))
    assert app.window is window
    assert "There is no event file" in window.status.sentence.text()


def test_a_copy_says_that_it_is_one(app: App, event_file: Path, tmp_path: Path) -> None:
    Desk(event_file, writing=True).close()
    window = app.open(Path(shutil.copy(event_file, tmp_path / "copy.checkin")))
    assert "This file is a copy." in window.status.sentence.text()


def test_the_demo_goes_on_by_a_clock_of_its_own(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    window = app.open(demo.play_morning(tmp_path / "demo"))
    desk = window.bridge.desk
    assert f"{desk.this_moment():%Y-%m-%d %H:%M}" == "2012-11-22 08:13"
    guest, here = desk.find("WANG Wei Bingcheng")[0], tallies.tally(desk).total["here"]
    qtbot.keyClicks(window.page.first(), desk.badge_code(guest.id))
    qtbot.keyClick(window.page.first(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bridge.waiting == 0)
    assert tallies.tally(desk).total["here"] == here + 1
    window.close()
    go_on = demo_clock.of(window.bridge.path)
    assert go_on
    with Desk(window.bridge.path) as closed:
        assert closed.event.at(go_on()).isoformat() > "2012-11-22T08:13:00"
        assert demo_clock.marked(closed)


def test_a_real_event_runs_on_the_clock_of_the_machine(event_file: Path) -> None:
    assert demo_clock.of(event_file) is None


# One window for each person #############################################################


def start(*words: object, home: Path | None = None) -> subprocess.Popen[str]:
    """Start the program where nobody sees it."""
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
    other = dict.fromkeys(names, str(home)) if home else {}
    return subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "ui", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **other, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def first(app: App) -> Iterator[Single]:
    """Be the first program of this person."""
    single = Single()
    assert single.take()
    single.called.connect(app.front)
    single.listen()
    yield single
    single.leave()


def test_a_second_start_opens_its_event_in_the_first_window(
    app: App, first: Single, event_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    app.open(event_file)
    other = Path(shutil.copy(event_file, tmp_path / "other.checkin"))
    with qtbot.waitSignal(first.called, timeout=20_000):
        second = start(other)
    out, err = second.communicate(timeout=20)
    assert (second.returncode, out, err) == (0, "", "")
    assert app.window
    assert app.window.bridge.path == other.resolve()


def test_a_second_start_alone_brings_the_window_to_the_front(
    app: App, first: Single, event_file: Path, qtbot: QtBot
) -> None:
    window = app.open(event_file)
    window.showMinimized()
    with qtbot.waitSignal(first.called, timeout=20_000):
        second = start()
    assert second.wait(20) == 0
    second.communicate()
    assert not window.isMinimized()
    assert app.window is window


def test_two_people_on_one_machine_have_a_window_each(
    first: Single, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not Single().take()
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    theirs = Single()
    assert theirs.take()
    theirs.listen()
    theirs.leave()
    assert first


def test_a_killed_program_leaves_its_place_to_the_next(event_file: Path) -> None:
    process = start(event_file)
    lock = paths.machine_state() / "window.lock"
    try:
        wait_for(lambda: lock.is_file() and lock.read_text() == str(process.pid))
    finally:
        process.kill()
        process.communicate()
    single = Single()
    assert single.take()
    single.listen()
    single.leave()


def wait_for(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


# Faults #################################################################################


def test_a_fault_is_told_once_at_length_and_the_window_goes_on(
    app: App, event_file: Path, qapp: QApplication
) -> None:
    window = app.open(event_file)
    app.tell_fault()
    (dialog,) = [one for one in qapp.topLevelWidgets() if isinstance(one, TroubleDialog)]
    assert not dialog.isModal()
    app.tell_fault()
    assert len([one for one in qapp.topLevelWidgets() if isinstance(one, TroubleDialog)]) == 1
    assert "went wrong" in window.status.sentence.text()


FAULTY = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QTimer
from ui.app import App
app = App(["checkin"])
window = app.open(Path(sys.argv[1]))
def slot(): raise KeyError("Aminata Diallo")
def thread(): raise ValueError("Aminata Diallo")
QTimer.singleShot(0, slot)
QTimer.singleShot(0, lambda: threading.Thread(target=thread).start())
QTimer.singleShot(900, lambda: print(len(app.qt.topLevelWidgets()), window.isVisible()))
QTimer.singleShot(1000, app.qt.closeAllWindows)
sys.exit(app.run())
"""


def test_faults_in_slots_and_threads_end_nothing(event_file: Path) -> None:
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", FAULTY, str(event_file)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()[-1]) == (0, "True"), done.stderr
    assert {one.kind for one in faults.recent() if one.kind != "Qt"} == {"KeyError", "ValueError"}
    assert "Aminata" not in faults.log().read_text("utf-8")
    assert not Path(f"{event_file}-wal").exists()


def test_what_is_noted_of_a_fault_names_nobody(qtbot: QtBot) -> None:
    watched = Faults()
    with qtbot.waitSignal(watched.noticed):
        try:
            raise KeyError("Aminata Diallo")  # noqa: TRY301  as deep in the program
        except KeyError as error:
            watched.take(error)
    (noted,) = faults.recent()
    assert noted.kind == "KeyError"
    assert "Aminata" not in faults.log().read_text("utf-8")


def test_the_same_fault_is_noted_once_and_the_log_does_not_grow_for_ever() -> None:
    watched = Faults()
    for number in range(5):
        watched.take(ValueError(number))
    assert len(faults.recent()) == 1
    faults.log().write_text("no json\n" * 60_000, "utf-8")
    Faults().take(TypeError())
    assert faults.log().stat().st_size < 1_000
    assert [one.kind for one in faults.recent()] == ["TypeError"]


def test_what_the_world_did_is_a_sentence_and_no_fault(qtbot: QtBot, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    watched = Faults()
    with qtbot.waitSignal(watched.refused) as told:
        try:
            sqlite3.connect(damaged).execute("SELECT * FROM sqlite_master")
        except sqlite3.DatabaseError as error:
            watched.take(error)
    assert "cannot be read" in told.args[0]
    assert faults.recent() == []


# The look of the machine ################################################################


def test_the_window_follows_the_look_of_the_machine_unless_one_was_chosen(
    app: App, event_file: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = app.open(event_file)
    qtbot.keyClicks(window.page.first(), "Kalni")
    monkeypatch.setattr(theme, "system_is_dark", lambda: True)
    app.follow()
    assert theme.current() is theme.DARK
    assert window.page.first().text() == "Kalni"
    window.wear(dark="light")
    app.follow()
    assert theme.current() is theme.LIGHT


def test_the_buttons_of_qt_speak_the_language_of_the_window(app: App, event_file: Path) -> None:
    window = app.open(event_file)
    window.speak("de")
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert said == "Abbrechen"


def test_a_window_whose_screen_is_gone_comes_back(app: App, event_file: Path) -> None:
    window = app.open(event_file)
    window.move(50_000, 50_000)
    app.stay_in_sight()
    assert QApplication.primaryScreen().availableGeometry().intersects(window.frameGeometry())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_one_sentence_says_what_works(tmp_path: Path) -> None:
    unseen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    done = subprocess.run(
        [sys.executable, "-m", "ui"],
        env={name: value for name, value in os.environ.items() if name not in unseen},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "There is no screen here. “checkin --help” lists what works without one."
    )
    assert not list(tmp_path.iterdir())
