"""An event file that goes while a desk has it open: nothing is answered that nobody would find."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from checkin import people
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.letters import inbox

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps what is open")


def test_nothing_is_acknowledged_once_the_file_is_deleted(desk: Desk) -> None:
    people.enter(desk, {"family": "Kept"})
    desk.path.unlink()
    with pytest.raises(DeskError, match="was not saved"):
        people.enter(desk, {"family": "Lost"})


def test_nothing_is_acknowledged_while_another_file_has_its_place(
    desk: Desk, tmp_path: Path
) -> None:
    away = desk.path.rename(tmp_path / "away.checkin")
    desk.path.write_bytes(b"another file")
    with pytest.raises(DeskError, match="moved, deleted or replaced"):
        people.enter(desk, {"family": "Lost"})
    away.replace(desk.path)
    assert people.enter(desk, {"family": "Kept"}).family == "Kept"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_and_a_device_are_no_files_of_anybody(tmp_path: Path) -> None:
    """To open one is to wait for ever, and with it whoever closes the window."""
    pipe, device = tmp_path / "pipe.csv", tmp_path / "device.csv"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for odd in (pipe, device, tmp_path / "none.csv", tmp_path):
        assert not inbox.is_list(odd)
        assert not inbox.is_finished(odd)
