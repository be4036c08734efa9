"""The bridge between the window and the writing desk, when the window closes in the middle."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checkin import people
from checkin.desk import Desk
from tests.conftest import Clock
from ui.bridge import Bridge


def test_what_is_answered_after_the_end_is_done_and_nobody_reads_for_it(
    event_file: Path, clock: Clock, qtbot: QtBot
) -> None:
    bridge = Bridge(event_file, now=clock)
    told: list[object] = []
    bridge.changed.connect(lambda _change: told.append(bridge.desk.find("Anna")))
    for name in ("Anna Abel", "Berta Berg"):
        bridge.run(
            people.enter, {"name": name}, then=lambda one: told.append(bridge.desk.person(one.id))
        )
    bridge.run(people.cancel, "p-nobody", refused=told.append)
    with qtbot.captureExceptions() as raised:
        bridge.close()
        QApplication.processEvents()
    assert (told, raised, bridge.waiting) == ([], [], 0)
    with Desk(event_file, now=clock) as desk:
        assert len(desk.find("Anna")) == 1
