"""Backups: all is in the second folder, whoever pulls the stick, and nobody has to wait for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checkin import backups, exchange, people, practice
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from tests.conftest import Clock


@pytest.fixture
def stick(desk: Desk, tmp_path: Path) -> Path:
    """Choose a folder on another medium."""
    made = tmp_path / "stick"
    made.mkdir()
    backups.choose(desk, made)
    return made


def test_what_was_kept_restores_everything(
    desk: Desk, stick: Path, tmp_path: Path, clock: Clock
) -> None:
    people.enter(desk, {"name": "Li Na"})
    kept = backups.keep(desk)
    assert kept.well
    assert kept.entries == len(list(store.everything(desk.db)))
    assert kept.at == desk.this_moment()
    assert backups.last(desk) == kept.at
    with exchange.join(tmp_path / "b.checkin", stick, "B", clock) as again:
        assert [person.whole_name for person in again.find("li na")] == ["Li Na"]


def test_a_second_backup_writes_only_what_is_new(desk: Desk, stick: Path) -> None:
    backups.keep(desk)
    files = sorted(stick.iterdir())
    assert backups.keep(desk).entries == 0
    assert sorted(stick.iterdir()) == files
    people.enter(desk, {"name": "Li Na"})
    assert backups.keep(desk).entries == 1


def test_on_close_the_whole_file_is_there_too(desk: Desk, stick: Path, clock: Clock) -> None:
    people.enter(desk, {"name": "Li Na"})
    assert backups.keep_whole(desk).well
    (copy,) = stick.glob("*.checkin")
    with Desk(copy, now=clock) as again:
        assert again.find("li na")


def test_only_the_newest_copies_stay(desk: Desk, stick: Path, clock: Clock) -> None:
    for _time in range(backups.COPIES + 3):
        clock.milliseconds += 60_000
        assert backups.keep_whole(desk).well
    assert backups.keep_whole(desk).well  # within the same second
    copies = sorted(path.name for path in stick.glob("*.checkin"))
    assert len(copies) == backups.COPIES
    assert "081300" in copies[-2]


def test_a_pulled_stick_is_told_and_nothing_is_raised(desk: Desk, stick: Path) -> None:
    before = backups.keep(desk)
    shutil.rmtree(stick)
    for keep in (backups.keep, backups.keep_whole):
        kept = keep(desk)
        assert not kept.well
        assert "not there" in kept.refused
    assert backups.last(desk) == before.at


def test_without_a_folder_nothing_is_kept_and_that_is_said(desk: Desk) -> None:
    assert backups.folder(desk) is None
    assert backups.last(desk) is None
    assert "No folder" in backups.keep(desk).refused
    with pytest.raises(DeskError, match="no folder"):
        backups.choose(desk, desk.path.parent / "missing")
    with pytest.raises(DeskError, match="another medium"):
        backups.choose(desk, desk.path.parent)


def test_the_folder_can_be_given_up(desk: Desk, stick: Path) -> None:
    assert backups.folder(desk) == stick.resolve()
    backups.choose(desk, None)
    assert backups.folder(desk) is None


def test_practice_is_never_kept(desk: Desk, stick: Path, clock: Clock) -> None:
    made = practice.practise(desk.path, now=clock)
    with Desk(made, writing=True, now=clock) as practising:
        backups.choose(practising, stick)
        assert "practice" in backups.keep(practising).refused
    assert not list(stick.iterdir())


def test_a_path_that_no_disk_knows_is_no_folder(desk: Desk) -> None:
    with pytest.raises(DeskError, match="There is no folder"):
        backups.choose(desk, Path("\u0600" * 5_000))
