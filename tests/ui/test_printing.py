"""Printing while the window is open: with real sockets, printers that hang, and no paper."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from checkin import practice
from checkin.errors import StoppedError
from checkin.journal import store
from checkin.printing import jobs, station
from tests.printing.machines import Labels, Machine, bus, free_port, program
from tests.ui.badging import CTRL, Badging, filled
from tests.ui.hands import Hands, Register, here
from ui.main_window import MainWindow

ROLL = "62x100"


@pytest.fixture
def labels() -> Iterator[Labels]:
    """Switch a label printer on."""
    made = Labels()
    yield made
    made.close()


class Mute:
    """A printer that takes every call, and never says a word."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.name = f"ipp://127.0.0.1:{self._socket.getsockname()[1]}/ipp/print"
        self.calls: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Hang up."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        for one in (self._socket, *self.calls):
            one.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self.calls.append(self._socket.accept()[0])


@pytest.fixture
def mute() -> Iterator[Mute]:
    """Plug in a printer that hangs."""
    made = Mute()
    yield made
    made.close()


def states(badging: Badging) -> list[str]:
    return [job.state for job in badging.jobs()]


def test_who_is_scanned_has_a_badge_at_the_printer_without_another_key(
    badging: Badging, labels: Labels
) -> None:
    badging.run(station.equip, printer=labels.name, layout=ROLL, itself=True)
    badging.run(station.load, labels.name, 20)
    badging.window.go("desk")
    badging.type(badging.desk.badge_code(badging.ids["anna"]))
    badging.press(Qt.Key.Key_Return)
    badging.until(lambda: len(labels.printed) == 1)
    badging.until(lambda: states(badging) == ["printed"])
    page = badging.window.pages["desk"]
    badging.until(lambda: "Badge printed 8:00, desk A" in page.card.advice.text())  # type: ignore[attr-defined]
    assert station.station(badging.desk).left(labels.name) == 19
    badging.until(lambda: "19 labels left" in badging.window.status.printer.accessibleDescription())


def test_a_scan_is_answered_at_once_while_the_printer_hangs(
    register: Register, hands: Hands, mute: Mute
) -> None:
    hands.window.bridge.run(station.equip, printer=mute.name, itself=True)
    hands.settle()
    for key in ("anna", "li", "olena"):
        hands.scan(register.codes[key])
        hands.settle()
        assert hands.word() == "Welcome"
        assert here(hands, register.ids[key])
    hands._qtbot.waitUntil(lambda: bool(mute.calls), timeout=20_000)  # noqa: SLF001  it was tried
    waiting = jobs.waiting(hands.window.bridge.desk)
    assert {job.state for job in waiting} == {"queued"}
    assert len(waiting) == 3


def test_a_printer_that_is_gone_is_red_in_the_status_line_and_checking_in_goes_on(
    badging: Badging,
) -> None:
    badging.run(station.equip, printer=f"ipp://127.0.0.1:{free_port()}/ipp/print")
    badging.run(jobs.queue, badging.ids["anna"])
    badging.window.printing.look()
    told = badging.window.status.printer
    words = "Printer does not answer. Checking in goes on, the badge waits."
    badging.until(lambda: told.accessibleDescription() == words)
    assert states(badging) == ["queued"]


def test_a_batch_stops_for_paper_and_goes_on_when_there_is_some(
    badging: Badging, labels: Labels
) -> None:
    labels.paper = False
    badging.run(station.equip, printer=labels.name, layout=ROLL)
    badging.press(Qt.Key.Key_P, CTRL)
    badging.type("harb")
    badging.press(Qt.Key.Key_Return)
    badging.press(Qt.Key.Key_Return)
    badging.until(lambda: any(job.words for job in badging.jobs()))
    assert {job.words for job in badging.jobs()} == {"The printer has no paper."}
    badging.until(lambda: "no paper" in badging.page.printer.state.text())
    labels.paper = True
    badging.until(lambda: states(badging) == ["printed"] * 5)
    assert len(labels.printed) == 5
    badging.until(lambda: [state for state, _name in badging.shown()] == ["printed"] * 5)


def test_a_badge_that_cannot_be_printed_stops_no_other(badging: Badging, labels: Labels) -> None:
    badging.run(station.equip, printer=labels.name, layout=ROLL)
    for key in ("anna", "rare", "li"):
        badging.run(jobs.queue, badging.ids[key])
    badging.page.doing.print_all()
    badging.until(lambda: states(badging) == ["printed", "failed", "printed"])
    badging.until(lambda: badging.shown()[0][0] == "went wrong")
    badging.choose(0)
    assert "cannot be printed" in badging.page.job.said.text()
    badging.press(Qt.Key.Key_F4)
    badging.press(Qt.Key.Key_5)  # the Latin name alone
    badging.press(Qt.Key.Key_Return)
    badging.until(lambda: states(badging)[-1] == "printed")
    assert len(labels.printed) == 3


def test_a_window_closed_in_the_middle_of_a_print_opens_with_the_truth(
    badging: Badging,
    labels: Labels,
    open_window: Callable[..., MainWindow],
    event_file: Path,
    qtbot: QtBot,
) -> None:
    labels.ends_after = 2
    badging.run(station.equip, printer=labels.name, layout=ROLL)
    for number in range(5):
        badging.run(jobs.queue, badging.ids[f"h{number}"])
    badging.page.doing.print_all()
    badging.until(lambda: "sent" in states(badging))
    badging.window.close()
    again = Badging(open_window(event_file), badging.ids, qtbot)
    labels.paper, labels.ends_after = True, 0
    again.until(lambda: not {"queued", "sent"} & set(states(again)))
    assert set(states(again)) <= {"printed", "failed"}
    for job in again.jobs():
        assert job.state == "printed" or "Please look before printing it again." in job.words
    kept = [one for one in store.everything(again.desk.db) if one.kind == "printed"]
    assert len(kept) == states(again).count("printed") <= len(labels.printed)


def test_a_printer_switched_off_in_the_middle_leaves_what_is_true(
    badging: Badging, tmp_path: Path
) -> None:
    if lacking := [name for name in ("ippeveprinter", "dbus-daemon") if not program(name)]:
        pytest.skip(f"{' and '.join(lacking)} cannot be found")
    with bus(tmp_path) as address:
        slow = "touch started; while [ ! -e go ]; do sleep 0.1; done"
        machine = Machine(tmp_path / "printer", address, free_port(), script=slow)
        machine.on()
        try:
            badging.run(station.equip, printer=machine.name, layout="a6")
            badging.run(jobs.queue, badging.ids["anna"])
            badging.page.doing.print_all()
            badging.until((machine.folder / "started").exists)
            badging.until(lambda: states(badging) == ["sent"])
            machine.off()
            badging.window.printing.look()
            told = badging.page.printer.state
            badging.until(lambda: "does not answer" in told.text())
            assert states(badging) == ["sent"], "nobody knows yet"
            machine.on()
            badging.until(lambda: states(badging) == ["failed"])
        finally:
            machine.off()
    (job,) = badging.jobs()
    assert "Please look before printing it again." in job.words


def test_nothing_prints_any_more_when_the_window_is_closed(badging: Badging) -> None:
    assert {one.name for one in threading.enumerate()} >= {"spooler", "printer"}
    badging.window.printing.close()
    assert not {"spooler", "printer"} & {one.name for one in threading.enumerate()}


def test_a_practice_file_prints_nothing(
    event_file: Path,
    clock: Callable[[], int],
    open_window: Callable[..., MainWindow],
    qtbot: QtBot,
    labels: Labels,
) -> None:
    ids = filled(event_file, clock)
    badging = Badging(open_window(practice.practise(event_file, now=clock)), ids, qtbot)
    assert not {"spooler", "printer"} & {one.name for one in threading.enumerate()}
    badging.run(station.equip, printer=labels.name)
    assert badging.page.printer.state.text() == "While practising nothing is printed."


def test_a_verb_that_comes_when_the_window_is_closed_is_turned_away(badging: Badging) -> None:
    bridge = badging.window.bridge
    badging.window.close()
    with pytest.raises(StoppedError):
        bridge.call(station.equip, itself=True)
