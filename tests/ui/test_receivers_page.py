"""The receivers' page: badge and number lend, a number alone takes back, and two are missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from checkin import congress, people, receivers
from checkin.desk import Desk
from checkin.journal.entry import Fact
from checkin.model.activity import activity_subject
from checkin.model.event import Event
from tests.ui.pausing import paused
from ui.main_window import MainWindow
from ui.pages.receivers_page import ReceiversPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Clock = Callable[[], int]
CTRL = Qt.KeyboardModifier.ControlModifier
GUESTS = 31
ALIAS = "Frau Sonntag"


class Files(QObject):
    """A machine's own program for files, which only notes what it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Path] = []

    @Slot(QUrl)
    def show_file(self, url: QUrl) -> None:
        """Note a file."""
        self.shown.append(Path(url.toLocalFile()))


class Counter:
    """Somebody at the counter where receivers are lent, with a scanner and a keyboard."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot
        window.go("receivers")

    @property
    def page(self) -> ReceiversPage:
        """Return the page."""
        page = self.window.page
        assert isinstance(page, ReceiversPage)
        return page

    def scan(self, text: str) -> None:
        """Scan into whatever has the focus, with the Enter that scanners send."""
        for sign in text:
            QTest.keyClick(focus(), sign)
        QTest.keyClick(focus(), Qt.Key.Key_Return)
        self.settle()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key, and wait until what it began is done."""
        QTest.keyClick(focus(), key, held)
        self.settle()

    def settle(self) -> None:
        """Wait until every verb is answered and no list is being written."""
        window = self.window
        self._qtbot.waitUntil(lambda: not paused(window), timeout=10_000)
        self._qtbot.waitUntil(lambda: window.bridge.waiting == 0, timeout=10_000)
        self._qtbot.waitUntil(lambda: not window.background.jobs, timeout=10_000)

    def said(self) -> str:
        """Return what the answer says."""
        side = self.page.lending
        return f"{side.word.text()} {side.advice.text()}".replace("\u200b", "")

    def listed(self) -> list[tuple[str, ...]]:
        """Return number, name, bus and telephone of each row."""
        model = self.page.rows
        texts = [
            [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
        return [(row[0], row[1], row[3], row[4]) for row in texts]


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


@pytest.fixture
def codes(event_file: Path, clock: Clock) -> list[str]:
    """Fill a delegation that goes by bus, and a protected person; return what badges say."""
    with Desk(event_file, writing=True, now=clock) as desk:
        settings = {"channels": "de zh ru", "deposit": "badge", "receivers": "40"}
        congress.settle(desk, settings)
        bus = activity_subject(desk.key, "id", "bus")
        desk.write(Fact("planned", bus, {"set": {"title": "Bus 2", "kind": "transfer"}}))
        ids = [
            people.enter(
                desk,
                {
                    "name": f"Guest {n:02}",
                    "delegation": "Harbin",
                    "languages": "zh",
                    "phone": f"+86 {n}",
                },
            ).id
            for n in range(GUESTS)
        ]
        people.book(desk, ids, bus)
        hidden = people.enter(
            desk, {"name": "Wanda Zwiebelturm", "badge_name": ALIAS, "protected": "yes"}
        )
        return [desk.badge_code(one) for one in (*ids, hidden.id)]


def test_of_31_lent_by_badge_and_number_29_come_back_and_two_are_told_with_their_bus(
    codes: list[str], open_window: Callable[..., MainWindow], event_file: Path, qtbot: QtBot
) -> None:
    counter = Counter(open_window(event_file), qtbot)
    counter.scan(codes[0])
    assert "Now the receiver" in counter.said()
    assert counter.page.lending.channel.text() == "Channel 2"
    counter.scan("R001")
    assert counter.said() == "Receiver 1 lent Deposit: Name badge"
    assert counter.page.lending.names.isVisible()
    counter.scan(codes[1])
    counter.scan("1")
    assert "Receiver 1 is out already: Guest 00." in counter.said()
    counter.press(Qt.Key.Key_Return)  # the next free one; who stood here still does
    assert "Receiver 2 lent" in counter.said()
    for code in codes[2:GUESTS]:
        counter.scan(code)
        counter.press(Qt.Key.Key_Return)
    assert counter.page.count.text() == "31 out · 9 free"
    for number in range(1, 30):
        counter.scan(f"R{number}")
    assert counter.page.lending.row.text() == "29 back in a row · 2 still out"
    assert counter.said() == "Receiver 29 is back Give back: Name badge"
    assert counter.listed() == [
        ("30", "Guest 29", "Bus 2", "+86 29"),
        ("31", "Guest 30", "Bus 2", "+86 30"),
    ]
    counter.scan("29")
    assert "Receiver 29 is not lent" in counter.said()


def test_each_thing_that_is_done_is_taken_back_and_a_loss_is_found_again(
    codes: list[str], open_window: Callable[..., MainWindow], event_file: Path, qtbot: QtBot
) -> None:
    counter = Counter(open_window(event_file), qtbot)
    page, desk = counter.page, counter.window.bridge.desk
    counter.scan(codes[0])
    counter.scan("17")
    page.view.setFocus()
    page.view.selectRow(0)
    counter.press(Qt.Key.Key_F8)
    counter.press(Qt.Key.Key_3)
    assert "Receiver 17 is lost" in counter.said()
    assert counter.listed()[0][:2] == ("17", "Guest 00 (lost)")
    assert page.count.text() == "0 out · 1 lost · 39 free"
    counter.press(Qt.Key.Key_Z, CTRL)
    assert page.count.text() == "1 out · 39 free"
    assert len(page.marked()) == 1  # as before
    page.view.setFocus()
    counter.press(Qt.Key.Key_Delete)
    assert receivers.lent(desk) == []
    counter.press(Qt.Key.Key_Z, CTRL)
    assert [loan.number for loan in receivers.lent(desk)] == ["17"]
    counter.press(Qt.Key.Key_Z, CTRL)
    assert receivers.lent(desk) == []
    counter.press(Qt.Key.Key_Z, CTRL)  # there is nothing left
    counter.scan(codes[0])
    counter.scan("18")
    clock = counter.window.bridge.now
    clock.at("2012-11-22T08:05:00+01:00")  # type: ignore[attr-defined]
    counter.press(Qt.Key.Key_Z, CTRL)  # after a minute only with a reason
    assert page.sheet is not None
    counter.press(Qt.Key.Key_1)
    assert receivers.lent(desk) == []


def test_a_badge_is_for_this_page_wherever_the_focus_is_and_a_device_is_no_badge(
    codes: list[str], open_window: Callable[..., MainWindow], event_file: Path, qtbot: QtBot
) -> None:
    counter = Counter(open_window(event_file), qtbot)
    page = counter.page
    counter.scan(codes[GUESTS])
    assert page.lending.names.isVisible()
    counter.scan("R5")
    assert counter.listed()[0][1] == ALIAS  # a protected person, and not by name
    assert "Zwiebelturm" not in "".join(cell for row in counter.listed() for cell in row)
    page.view.setFocus()
    counter.scan(codes[3])
    assert page.isVisible()
    assert page.lending.person
    page.view.setFocus()
    counter.scan("R6")
    assert "Receiver 6 lent" in counter.said()
    counter.scan("Guest 04")
    counter.press(Qt.Key.Key_Escape)
    assert not page.lending.person
    counter.scan("Guest")
    assert "Several people fit" in counter.said()
    counter.scan("Nobody at all")
    assert "Nobody fits" in counter.said()
    counter.scan("Guest 04")
    page.lending.deposit.tell("cash 20 EUR")
    counter.scan("7")
    assert "Cash 20 EUR" in counter.said()
    kept = page.draft()
    page.restore(kept)


def test_the_list_and_the_labels_are_written_and_shown(
    codes: list[str], open_window: Callable[..., MainWindow], event_file: Path, qtbot: QtBot
) -> None:
    counter, files = Counter(open_window(event_file), qtbot), Files()
    QDesktopServices.setUrlHandler("file", files, Files.show_file.__name__)
    try:
        counter.scan(codes[0])
        counter.press(Qt.Key.Key_Return)
        counter.press(Qt.Key.Key_P, CTRL)
        counter.press(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda: len(files.shown) == 2, timeout=10_000)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert {file.name for file in files.shown} == {"receivers.pdf", "receiver-labels.pdf"}
    assert all(file.read_bytes().startswith(b"%PDF") for file in files.shown)


def test_the_deposit_of_the_event_is_a_choice_and_an_old_text_stays(
    event_file: Path, clock: Clock, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    with Desk(event_file, writing=True, now=clock) as desk:
        congress.settle(desk, {"deposit": "Schlüsselpfand"})
    window = open_window(event_file)
    window.go("event")
    form = window.page.congress  # type: ignore[attr-defined]
    assert form.deposit.kind.currentText() == "Schlüsselpfand"
    assert form.changed() == {}
    form.deposit.kind.setCurrentIndex(form.deposit.kind.findData("cash"))
    form.deposit.amount.setText("20 EUR")
    form.fields["receivers"].setText("31")
    form.save()
    qtbot.waitUntil(lambda: window.bridge.waiting == 0, timeout=10_000)
    event: Event = window.bridge.desk.event
    assert (event.deposit, event.receivers) == ("cash 20 EUR", "31")
