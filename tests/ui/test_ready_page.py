"""Ready for tomorrow: everything is looked at, what is wrong is named, and practice stays apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from checkin import i18n, people, practice, readiness
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.journal import store
from checkin.printing import jobs, station
from checkin.verdicts import Verdict
from tests.conftest import Clock
from ui import theme
from ui.background import Background
from ui.bridge import Bridge
from ui.page import Context
from ui.pages.ready_page import ReadyPage
from ui.printing import Printing
from ui.settings import Settings
from ui.widgets.code_mark import CodeMark

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PATIENCE = 20_000  # ms that a loaded machine may take


@pytest.fixture
def guests(event_file: Path, clock: Clock) -> Path:
    """Register two guests, one of whom is called after markup."""
    with Desk(event_file, writing=True, now=clock) as desk:
        people.enter(desk, {"family": "Li", "given": "Na", "native_name": "李娜"})
        people.enter(desk, {"name": "<b>Anna</b> & Söhne"})
    return event_file


@pytest.fixture
def context(qapp: QApplication, guests: Path, clock: Clock, tmp_path: Path) -> Iterator[Context]:
    """Open the event for pages, without a window."""
    i18n.use("en")
    theme.apply(qapp, dark=False, size=100)
    background, bridge = Background(), Bridge(guests, now=clock)
    yield Context(bridge, background, Settings(tmp_path / "window.json"), Printing(bridge))
    background.close()
    bridge.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> ReadyPage:
    """Show the page, and wait until it has looked."""
    return shown(qtbot, context)


def shown(qtbot: QtBot, context: Context) -> ReadyPage:
    made = ReadyPage(context)
    made.install()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.first().setFocus()
    settled(qtbot, made)
    return made


def settled(qtbot: QtBot, page: ReadyPage) -> None:
    qtbot.waitUntil(lambda: not page.bridge.waiting and not page.background.jobs, timeout=PATIENCE)


def words(page: ReadyPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def read(mark: CodeMark) -> str:
    """Read a code off the screen."""
    picture = mark.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    picture = picture.scaled(600, 600)
    (found,) = zxingcpp.read_barcodes(
        memoryview(picture.constBits()).cast("B", [picture.height(), picture.bytesPerLine()])
    )
    return str(found.text)


def test_all_that_a_laptop_can_know_is_listed_with_word_and_remedy(page: ReadyPage) -> None:
    found = {check.name: check for check in page.checks.checks}
    assert {"Register", "Clock", "Time zone", "Backup", "Energy", "PIN"} <= set(found)
    said = words(page)
    for check in found.values():
        assert check.text in said
        assert check.state == "ok" or check.remedy in said
    assert readiness.fingerprint(page.bridge.desk) in said
    assert "Please look" in said
    assert "things to look at" in page.summary.text()


def test_a_look_follows_what_has_changed(qtbot: QtBot, page: ReadyPage) -> None:
    before = page.checks.checks
    page.bridge.run(people.enter, {"name": "Wang Wei"})
    settled(qtbot, page)
    assert page.checks.checks is before
    qtbot.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: "3 people" in words(page), timeout=PATIENCE)


def test_the_test_code_can_be_read_off_the_screen(page: ReadyPage) -> None:
    assert read(page.scanner.mark) == readiness.scanner_code()


@pytest.mark.parametrize(
    ("typed", "ending", "state"),
    [
        (readiness.scanner_code(), Qt.Key.Key_Return, "ok"),
        (readiness.scanner_code(), None, "stop"),
        (readiness.scanner_code().lower(), Qt.Key.Key_Return, "look"),
        ("中文", Qt.Key.Key_Return, "stop"),
    ],
)
def test_a_scan_is_judged_and_joins_the_list(
    qtbot: QtBot, page: ReadyPage, typed: str, ending: Qt.Key | None, state: str
) -> None:
    field = page.scanner.field
    with qtbot.waitSignal(page.scanner.judged, timeout=PATIENCE) as judged:
        if typed.isascii():
            qtbot.keyClicks(field, typed)
        else:
            field.insert(typed)
        if ending:
            qtbot.keyClick(field, ending)
    assert judged.args[0].state == state
    assert judged.args[0].text in words(page)
    assert page.checks.checks[-1].name == "Scanner"
    qtbot.keyClicks(field, readiness.scanner_code())
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [check.name for check in page.checks.checks].count("Scanner") == 1


def test_the_paper_list_is_written_and_then_known(qtbot: QtBot, page: ReadyPage) -> None:
    page.write_paper()
    settled(qtbot, page)
    qtbot.waitUntil(
        lambda: any("Written" in one.text for one in page.checks.checks), timeout=PATIENCE
    )
    out = page.bridge.path.with_name("paper-list-A.pdf")
    with pypdfium2.PdfDocument(out) as document:
        text = document[0].get_textpage().get_text_range()
    assert "李娜" in text
    assert "<b>Anna</b> & Söhne" in text
    assert page.open_paper.isVisible()


def test_the_page_itself_can_be_printed(qtbot: QtBot, page: ReadyPage) -> None:
    with qtbot.waitSignal(page.said, timeout=PATIENCE):
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with pypdfium2.PdfDocument(page.bridge.path.with_name("ready-A.pdf")) as document:
        text = document[0].get_textpage().get_text_range()
    assert readiness.fingerprint(page.bridge.desk) in text
    assert "Please look" in text
    assert "green cities, desk A" in text


def test_without_a_printer_the_test_page_says_so(qtbot: QtBot, page: ReadyPage) -> None:
    page.test_printer()
    qtbot.waitUntil(lambda: "No printer is chosen" in words(page), timeout=PATIENCE)


def test_the_test_page_waits_in_the_queue_and_is_followed(qtbot: QtBot, page: ReadyPage) -> None:
    page.bridge.call(station.equip, printer="ipp://127.0.0.1:9/ipp/print")
    page.test_printer()
    qtbot.waitUntil(lambda: "Test page: waits." in words(page), timeout=PATIENCE)
    (job,) = jobs.waiting(page.bridge.desk)
    page.bridge.call(jobs.mark, [job.id], "printed")
    page.context.printing.moved.emit()
    assert "Is the frame whole" in words(page)


def test_what_is_to_be_looked_at_on_badges_is_one_line(qtbot: QtBot, page: ReadyPage) -> None:
    assert "Every badge can be printed as it should be." in words(page)
    page.bridge.call(people.enter, {"name": "Rare", "native_name": "\U0010fffd王"})
    page.look()
    settled(qtbot, page)
    assert "1 badge has something to look at. 1 cannot be printed." in words(page)


# Practice #############################################################################


def practising(qtbot: QtBot, page: ReadyPage) -> Path:
    """Begin practice as a person does, and return the file that the window should open."""
    with qtbot.waitSignal(page.asked, timeout=PATIENCE) as asked:
        qtbot.mouseClick(page.practice.start, Qt.MouseButton.LeftButton)
    assert asked.args[0] == "open"
    assert isinstance(asked.args[1], Path)
    return asked.args[1]


def test_practice_is_tried_with_codes_from_the_screen_and_leaves_the_event_alone(
    qtbot: QtBot, page: ReadyPage, clock: Clock, tmp_path: Path
) -> None:
    desk = page.bridge.desk
    before = [entry.id for entry in store.everything(desk.db)]
    path = practising(qtbot, page)
    background, bridge = Background(), Bridge(path, now=clock)
    try:
        settings = Settings(tmp_path / "w.json")
        trying = shown(qtbot, Context(bridge, background, settings, Printing(bridge)))
        qtbot.waitUntil(lambda: "practice file" in words(trying), timeout=PATIENCE)
        seen = []
        for _code in range(5):
            with qtbot.waitCallback(timeout=PATIENCE) as answered:
                bridge.run(scanning.scan, read(trying.practice.mark), then=answered)
            seen.append(answered.args[0].verdict)
            qtbot.mouseClick(trying.practice.next, Qt.MouseButton.LeftButton)
        assert seen[0] is Verdict.WELCOME
        assert {Verdict.ALREADY_HERE, Verdict.DAMAGED, Verdict.FOREIGN} <= set(seen)
        with qtbot.waitSignal(trying.asked, timeout=PATIENCE) as asked:
            qtbot.mouseClick(trying.practice.end, Qt.MouseButton.LeftButton)
        assert asked.args == ["open", page.bridge.path]
        trying.retire()
        trying.hide()
    finally:
        background.close()
        bridge.close()
    assert [entry.id for entry in store.everything(desk.db)] == before


def test_the_practice_copy_is_deleted_with_all_that_was_tried(
    qtbot: QtBot, page: ReadyPage
) -> None:
    path = practising(qtbot, page)
    page.read()
    settled(qtbot, page)
    assert path == practice.beside(page.bridge.path)
    qtbot.mouseClick(page.practice.clear, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert not path.exists()
    assert not page.practice.clear.isVisible()
