"""The exchange page by its keys: to a stick, from files, by itself, and what to look at."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from checkin import conflicts, desks, exchange, people, practice
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.journal.entry import Fact, fresh
from checkin.letters import inbox
from ui.main_window import MainWindow
from ui.pages import exchange_page, exchange_work
from ui.pages.exchange_page import ExchangePage
from ui.widgets.plain import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Opening = Callable[..., MainWindow]


@pytest.fixture
def other(event_file: Path, tmp_path: Path, clock: Callable[[], int]) -> Iterator[Desk]:
    """Join a second desk, B, which knows two people of desk A."""
    with Desk(event_file, writing=True, now=clock) as desk:
        for family in ("Adam", "Berg"):
            people.enter(desk, {"family": family}, "")
    with exchange.join(tmp_path / "b.checkin", event_file, "B", clock) as made:
        yield made


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """Make the folder in which desks meet."""
    path = tmp_path / "post"
    path.mkdir()
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait minutes."""
    monkeypatch.setattr(exchange_work, "LOOKED_EVERY", 20)
    monkeypatch.setattr(exchange_work, "EXCHANGED_EVERY", 0.0)
    monkeypatch.setattr(exchange_page, "STICKS_EVERY", 20)


def opened(window: MainWindow) -> ExchangePage:
    window.go("exchange")
    page = window.page
    assert isinstance(page, ExchangePage)
    return page


def press(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    focused = QApplication.focusWidget()
    assert focused
    qtbot.keyClick(focused, key, modifier)


def met(qtbot: QtBot, page: ExchangePage) -> None:
    qtbot.waitUntil(lambda: page.job is None, timeout=20_000)


def go(qtbot: QtBot, page: ExchangePage, folder: Path) -> None:
    """Type a folder and press F5."""
    page.places.path.setFocus()
    page.places.path.selectAll()
    page.places.path.insert(str(folder))
    press(qtbot, Qt.Key.Key_F5)
    met(qtbot, page)


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def clash(window: MainWindow, other: Desk, post: Path) -> str:
    """Let both desks check in one guest and name two organisations of another; let them meet."""
    desk = window.bridge.desk
    one, two = (desk.find(family)[0].id for family in ("Adam", "Berg"))

    def act(writing: Desk, time: str, organisation: str) -> None:
        at = datetime.fromisoformat(f"2012-11-22T{time}+01:00")
        scanning.check_in(writing, one, at=at)
        people.correct(writing, two, {"organisation": organisation})

    window.bridge.call(act, "07:12:00", "Stadtwerke & <b>Co</b>")
    act(other, "07:31:00", "SWM")
    exchange.sync(other, post)
    return one


def test_a_folder_is_typed_exchanged_with_and_remembered(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    assert page.news.text() == f"{desks.unsent(window.bridge.desk)} new since the last exchange"
    new = people.enter(other, {"family": "Czerny"}).id
    exchange.sync(other, post)
    go(qtbot, page, post)
    assert page.result.word.text() == "Exchanged"
    assert "1 new from other desks." in page.result.detail.text()
    assert page.news.text() == "Nothing new since the last exchange"
    assert window.bridge.desk.person(new)
    window.close()
    again = opened(open_window(event_file))
    assert again.places.path.text() == str(post)


def test_a_stick_is_safe_to_remove_once_it_was_read_back(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, tmp_path: Path
) -> None:
    stick = exchange_work.Stick(tmp_path, "KINGSTON", 3_200_000_000)
    page = opened(open_window(event_file))
    page.places.show_sticks([stick])
    button = next(
        one for one in page.places.findChildren(Button) if one.words().startswith("Stick")
    )
    assert button.words() == "Stick KINGSTON, 3 GB free"
    button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    met(qtbot, page)
    assert page.result.word.text() == "Safe to remove"
    assert "read back" in page.result.detail.text()
    (file,) = stick.folder.iterdir()
    assert inbox.is_finished(file)
    assert exchange.sync(other, file).refused == ()


def test_a_stick_that_is_gone_is_told_of(
    qtbot: QtBot, open_window: Opening, event_file: Path, tmp_path: Path
) -> None:
    page = opened(open_window(event_file))
    go(qtbot, page, tmp_path / "gone" / exchange_work.FOLDER)
    assert page.result.word.text() == "Not exported"
    assert "Is the stick in?" in page.result.detail.text()
    assert QApplication.focusWidget() is page.places.path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 kB; gone again afterwards."""
    path = tmp_path / "stick"
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(path)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603
    except OSError:
        pytest.skip("no disk can be mounted here")
    if done.returncode:
        pytest.skip("this process may not mount a disk")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=False)  # noqa: S603, S607


def test_a_full_stick_is_told_of_and_keeps_what_was_there(
    qtbot: QtBot, open_window: Opening, event_file: Path, small_disk: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    go(qtbot, page, small_disk)
    old = {file: file.read_bytes() for file in small_disk.iterdir()}
    assert old
    facts = [Fact("registered", fresh("p"), {"set": {"note": "x" * 900}}) for _ in range(200)]
    window.bridge.call(Desk.write, *facts)
    press(qtbot, Qt.Key.Key_F5)
    met(qtbot, page)
    assert page.result.word.text() == "Not exported"
    assert "No space left" in page.result.detail.text()
    assert {file: file.read_bytes() for file in small_disk.iterdir()} == old
    assert desks.unsent(window.bridge.desk) == 200


def test_dropped_files_are_read_lists_are_offered_and_others_refused(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    new = people.enter(other, {"family": "Czerny"}).id
    exchange.sync(other, post)
    (good,) = post.iterdir()
    cut, guests = post / "cut.csv", post / "guests.csv"
    cut.write_bytes(good.read_bytes()[:-60])
    guests.write_text("Name;Land\nMeier;DE\n", "utf-8")
    page = opened(window)
    asked: list[Any] = []
    page.asked.connect(lambda name, what: asked.append((name, what)))
    page.arrive({"files": [str(good), str(cut), str(guests)]})
    met(qtbot, page)
    assert window.bridge.desk.person(new)
    assert page.result.word.text() == "Files read"
    qtbot.waitUntil(lambda: any("cut.csv" in text for text in words(page.result)))
    told = next(text for text in words(page.result) if "cut.csv" in text)
    assert "cut off" in told and told.endswith("It stays where it is.")  # noqa: PT018  one text
    assert {file.name for file in post.iterdir()} == {good.name, "cut.csv", "guests.csv"}
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    assert focused.words() == "Import guests.csv as a list"
    press(qtbot, Qt.Key.Key_Space)
    assert asked == [("people", {"import": guests})]


def test_a_file_dropped_on_any_page_is_read_here(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    new = people.enter(other, {"family": "Czerny"}).id
    exchange.sync(other, post)
    window.go("desk")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)) for file in post.iterdir()])
    place, copy = QPoint(200, 200), Qt.DropAction.CopyAction
    plain = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(place, copy, dropped, *plain))
    QApplication.sendEvent(window, QDropEvent(QPointF(place), copy, dropped, *plain))
    page = window.page
    assert isinstance(page, ExchangePage)
    met(qtbot, page)
    assert page.result.word.text() == "Files read"
    assert window.bridge.desk.person(new)


def test_conflicts_are_settled_and_brought_back_by_keys_alone(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    one = clash(window, other, post)
    go(qtbot, page, post)
    assert page.heading.text() == "To look at (2)"
    press(qtbot, Qt.Key.Key_F9)
    assert page.sheet
    assert page.sheet.conflict.what == conflicts.FIELD
    assert "Stadtwerke & <b>Co</b>" in words(page.sheet)
    press(qtbot, Qt.Key.Key_Return)
    taken = page.sheet.first().text()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.heading.text() == "To look at (1)")
    berg = window.bridge.desk.find("Berg")[0]
    assert taken == f"Take “{berg.organisation}”".replace("&", "&&")
    assert QApplication.focusWidget() is page.list
    assert page.sheet.conflict.what == conflicts.TWICE
    assert {"Desk A, 07:12", "Desk B, 07:31"} <= set(words(page.sheet))
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.heading.text() == "To look at")
    assert page.none.isVisible()
    for heading in ("To look at (1)", "To look at (2)"):
        press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda expected=heading: page.heading.text() == expected)
    row = window.bridge.desk.db.execute("SELECT desk FROM attendance WHERE person = ?", (one,))
    assert row.fetchone() == ("A",)


def test_the_sheet_leads_to_the_person_and_back_to_the_list(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    one = clash(window, other, post)
    go(qtbot, page, post)
    press(qtbot, Qt.Key.Key_F9)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.list
    asked: list[Any] = []
    page.asked.connect(lambda name, what: asked.append((name, what)))
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert asked == [("people", {"person": one})]


def test_desks_say_how_much_of_them_is_here_and_what_is_missing(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    page = opened(open_window(event_file))
    people.enter(other, {"family": "Czerny"})
    exchange.sync(other, post)
    (lost,) = post.iterdir()
    people.enter(other, {"family": "Dorn"})
    exchange.sync(other, post)
    lost.unlink()
    go(qtbot, page, post)
    told = {"Desk A", "Desk B", "1 entry, last 08:00", "1 missing"}
    qtbot.waitUntil(lambda: told <= set(words(page.desks)))


@pytest.mark.usefixtures("quick")
def test_it_exchanges_by_itself_when_others_have_finished_writing(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    go(qtbot, page, post)
    page.places.always.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    window.go("desk")
    new = people.enter(other, {"family": "Czerny"}).id
    apart = post.parent / "apart"
    apart.mkdir()
    exchange.sync(other, apart)
    (file,) = apart.iterdir()
    whole, growing = file.read_bytes(), post / file.name
    growing.write_bytes(whole[:-50])
    seen: list[object] = []
    page.lookout.due.connect(lambda: seen.append(1))
    for _ in range(2):
        with qtbot.waitSignal(page.lookout._looked):  # noqa: SLF001
            pass
    assert not window.bridge.desk.person(new)
    growing.write_bytes(whole)
    qtbot.waitUntil(lambda: bool(window.bridge.desk.person(new)), timeout=20_000)
    met(qtbot, page)
    assert seen
    assert page.result.word.text() == "Exchanged"


@pytest.mark.usefixtures("quick")
def test_it_goes_on_exchanging_by_itself_after_a_restart(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    first = open_window(event_file)
    page = opened(first)
    go(qtbot, page, post)
    page.places.always.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: first.bridge.recalled("exchange_always") == "yes")
    first.close()
    window = open_window(event_file)
    assert window.page.name == "desk"
    new = people.enter(other, {"family": "Czerny"}).id
    exchange.sync(other, post)
    qtbot.waitUntil(lambda: bool(window.bridge.desk.person(new)), timeout=20_000)
    page = opened(window)
    met(qtbot, page)
    assert page.places.always.isChecked()


@pytest.mark.usefixtures("quick")
def test_this_desk_brings_its_news_to_others_by_itself(
    qtbot: QtBot, open_window: Opening, event_file: Path, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    page.places.path.insert(str(post))
    page.places.always.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desks.unsent(window.bridge.desk) == 0, timeout=20_000)
    met(qtbot, page)
    assert inbox.files(post)


def test_a_large_merge_is_stopped_whole_while_people_come_in(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    facts = [Fact("registered", fresh("p"), {"set": {"family": "Li"}}) for _ in range(20_000)]
    other.write(*facts)
    exchange.sync(other, post)
    page.places.path.insert(str(post))
    page.places.now.setFocus()
    press(qtbot, Qt.Key.Key_F5)
    assert page.job
    assert page.result.word.text() == "Exchanging"
    came = window.bridge.call(scanning.check_in, window.bridge.desk.find("Adam")[0].id)
    assert came.entry
    press(qtbot, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    met(qtbot, page)
    assert page.result.word.text() == "Stopped"
    query = "SELECT count(*) FROM person"
    assert window.bridge.desk.db.execute(query).fetchone() == (2,)
    press(qtbot, Qt.Key.Key_F5)
    met(qtbot, page)
    assert window.bridge.desk.db.execute(query).fetchone() == (20_002,)


def test_a_copy_is_told_calmly_that_it_goes_on_as_a_desk_of_its_own(
    open_window: Opening, event_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.checkin"
    copy.write_bytes(event_file.read_bytes())
    page = opened(open_window(copy))
    assert page.result.word.text() == "A desk of its own"
    assert "Nothing is lost." in page.result.detail.text()


def test_what_is_typed_survives_a_change_of_language(
    open_window: Opening, event_file: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    page.places.path.insert("/media/somewhere")
    window.speak("de")
    assert opened(window).places.path.text() == "/media/somewhere"


def test_while_practising_there_is_no_exchange(
    open_window: Opening, event_file: Path, clock: Callable[[], int]
) -> None:
    page = opened(open_window(practice.practise(event_file, now=clock)))
    assert any("takes nothing from other desks" in text for text in words(page))
    page.arrive({"files": [str(event_file)]})
    assert page.actions_here() == []


def test_everything_can_be_reached_by_tab_and_has_a_name(
    qtbot: QtBot, open_window: Opening, event_file: Path, other: Desk, post: Path
) -> None:
    window = open_window(event_file)
    page = opened(window)
    clash(window, other, post)
    go(qtbot, page, post)
    quiet = window.bridge, window.background
    qtbot.waitUntil(lambda: not quiet[0].waiting and not quiet[1].jobs)
    QApplication.processEvents()  # what was read last has made the sheet anew
    page.places.path.setFocus()
    reached: list[QWidget] = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused
        if focused in reached:
            break
        reached.append(focused)
        press(qtbot, Qt.Key.Key_Tab)
    assert page.sheet
    wanted = {page.places.path, page.places.now, page.places.other, page.places.files}
    wanted |= {page.places.always, page.list, *page.sheet.buttons}
    assert wanted <= set(reached)
    assert all(one.accessibleName() or one.property("text") for one in wanted)


@pytest.mark.parametrize(("size", "room"), [(100, (1280, 720)), (200, (1920, 1080))])
@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_clipped(
    qtbot: QtBot,
    open_window: Opening,
    event_file: Path,
    other: Desk,
    post: Path,
    size: int,
    room: tuple[int, int],
    language: str,
) -> None:
    window = open_window(event_file, size=size, language=language)
    window.resize(*room)
    page = opened(window)
    clash(window, other, post)
    page.places.show_sticks([exchange_work.Stick(post, "KINGSTON", 3_200_000_000)])
    go(qtbot, page, post)
    (post / "cut.csv").write_bytes(b"fmt")
    (post / "guests.csv").write_bytes(b"Name\r\nMeier\r\n")
    page.arrive({"files": list(post.iterdir())})
    met(qtbot, page)
    for row in range(2):
        page.list.selectRow(row)
        qtbot.wait(50)
        for one in page.findChildren(QPushButton):
            if one.isVisible():
                assert one.width() >= one.sizeHint().width(), one.text()
                assert within(one, page), one.text()
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                wide = label.wordWrap() or label.width() >= label.sizeHint().width()
                high = label.height() >= label.heightForWidth(label.width())
                assert wide, label.text()
                assert high or not label.wordWrap(), label.text()


def within(one: QWidget, page: QWidget) -> bool:
    """Tell whether a part does not reach over the side of what it lies in."""
    area = one.parentWidget()
    while area and area is not page:
        if one.mapTo(area, one.rect().topRight()).x() > area.width():
            return False
        area = area.parentWidget()
    return True
