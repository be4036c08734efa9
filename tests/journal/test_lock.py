"""One process writes; the next one waits, and is told who it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal.lock import HeldError, Lock
from tests.journal.world import World


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "x.checkin"
    lock = Lock(path, "the first desk")
    with pytest.raises(HeldError, match="the first desk"):
        Lock(path, "the second", patience=0.1)
    lock.release()
    lock.release()
    Lock(path, "the second", patience=0).release()


def test_a_lock_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be written here"):
        Lock(tmp_path / "none" / "x", "me")


def test_another_name_of_the_file_is_the_same_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checkin.journal.lock.time.sleep", lambda _seconds: None)
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.1,))
    link = world.folder / "link.checkin"
    link.symlink_to(world.path("A"))
    with pytest.raises(HeldError):
        Desk(link, writing=True, state=world.state("A"))


def test_reading_needs_no_lock(world: World, desk: Desk) -> None:
    with Desk(world.path("A")) as reader:
        assert reader.event == desk.event
