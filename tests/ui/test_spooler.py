"""Printing beside the window: whatever a printer does, a scan is answered."""

from __future__ import annotations

import socket
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from checkin import people
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.printing import jobs
from checkin.printing.spooler import Spooler
from checkin.verdicts import Verdict
from tests.conftest import Clock
from ui.bridge import Bridge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PATIENCE = 20_000  # ms that a loaded machine may take


@pytest.fixture
def anna(event_file: Path, clock: Clock) -> str:
    """Enter Anna."""
    with Desk(event_file, writing=True, now=clock) as desk:
        return people.enter(desk, {"family": "Müller", "given": "Anna"}).id


def test_a_printer_that_listens_and_says_nothing_keeps_no_scan_waiting(
    qtbot: QtBot, event_file: Path, clock: Clock, anna: str
) -> None:
    bridge, let_go, stepped = Bridge(event_file, now=clock), Event(), Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        wire, _address = listener.accept()
        with wire:
            let_go.wait(30)

    def step() -> None:
        with Desk(event_file, now=clock) as desk:
            Spooler(desk, bridge.call).step()
        stepped.set()

    listening, printing = Thread(target=listen), Thread(target=step)
    try:
        job = bridge.call(jobs.queue, anna)
        name = f"ipp://127.0.0.1:{listener.getsockname()[1]}/"
        bridge.call(jobs.release, [job], name)
        listening.start()
        printing.start()
        with qtbot.waitCallback(timeout=PATIENCE) as answered:
            bridge.run(scanning.check_in, anna, then=answered)
        assert answered.args[0].verdict is Verdict.WELCOME
        assert not stepped.is_set()
        let_go.set()
        printing.join(30)
        (found,) = bridge.call(jobs.numbered, [job])
        assert (found.state, found.spool) == ("queued", 0)
        assert found.words
    finally:
        let_go.set()
        listening.join()
        printing.join()
        listener.close()
        bridge.close()
