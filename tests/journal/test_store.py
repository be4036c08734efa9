"""The event file opens only as what it is, and its journal forgets nothing."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import census, keeping, store, tables
from checkin.journal.driver import sqlite3
from checkin.journal.store import NotAnEventError, ReadOnlyError
from tests.journal.world import World, journal, register

OTHER_USER = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root writes anywhere"
)


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_event_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.checkin"
    path.write_bytes(content)
    with pytest.raises(NotAnEventError, match="is not an event file"):
        store.connect(path)
    assert path.read_bytes() == content


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(NotAnEventError, match="There is no event file"):
        Desk(tmp_path / "x.checkin", writing=True)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.checkin"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t(a)")
    db.close()
    for writing in (False, True):
        with pytest.raises(NotAnEventError):
            store.connect(path, writing=writing)


def test_a_file_of_a_newer_program_is_refused_with_both_versions(world: World, desk: Desk) -> None:
    desk.db.execute("PRAGMA user_version = 99")
    with pytest.raises(NotAnEventError, match=rf"version 99.*knows {tables.VERSION}"):
        store.connect(world.path("A"))
    desk.db.execute(f"PRAGMA user_version = {tables.VERSION}")


def test_an_existing_file_is_not_made_again(world: World) -> None:
    with pytest.raises(DeskError, match="exists already"):
        store.create(world.path("A"))
    assert world.path("A").stat().st_size


def test_two_who_make_one_file_do_not_take_it_from_each_other(tmp_path: Path) -> None:
    made: list[object] = []

    def make() -> None:
        try:
            store.create(tmp_path / "x").close()
            made.append("made")
        except DeskError as error:
            made.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made.count("made") == 1
    store.connect(tmp_path / "x").close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal",
        "UPDATE journal SET hlc = 't'",
        "UPDATE journal SET data = '{}'",
        "REPLACE INTO journal SELECT * FROM journal",
    ],
)
def test_the_journal_lets_nothing_be_taken_back(desk: Desk, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        desk.db.execute(statement)


def test_a_reader_cannot_write(world: World) -> None:
    db = store.connect(world.path("A"))
    with pytest.raises(sqlite3.OperationalError):
        db.execute("INSERT INTO me VALUES ('a', 'b')")
    db.close()


@OTHER_USER
def test_a_file_on_a_read_only_medium_is_read(world: World, desk: Desk) -> None:
    desk.close()
    folder = world.folder / "medium"
    folder.mkdir()
    path = Path(shutil.copy(world.path("A"), folder))
    path.chmod(0o400)
    folder.chmod(0o500)
    with Desk(path) as reader:
        assert reader.event.title
    with pytest.raises(ReadOnlyError):
        Desk(path, writing=True)
    folder.chmod(0o700)
    world.open("A")


def test_memory_of_a_desk_is_proved(desk: Desk) -> None:
    assert store.recall(desk.db, "digest") == store.memory_digest(desk.db)
    store.remember(desk.db, operator="ab")
    assert store.recall(desk.db, "digest") == store.memory_digest(desk.db)
    assert store.recall(desk.db, "nothing", "x") == "x"


def test_heights_end_at_the_first_gap(desk: Desk) -> None:
    register(desk)
    other = "r-z-aaaaaaaaaa"
    entry = next(store.latest(desk.db, desk.replica))
    with desk.act():
        for seq in (1, 2, 4):
            store.insert(desk.db, [entry._replace(replica=other, seq=seq, id=f"h{seq}")])
        store.insert(desk.db, [entry._replace(replica="r-y-aaaaaaaaaa", seq=3, id="h9")])
    assert census.heights(desk.db) == {desk.replica: 5, other: 2}
    assert census.extents(desk.db)[other] == (3, 4)


def test_a_backup_is_whole_while_the_desk_writes(world: World, desk: Desk) -> None:
    register(desk)
    out = world.folder / "copy.checkin"
    keeping.backup(world.path("A"), out)
    register(desk)
    with Desk(out) as copy:
        assert journal(copy) == journal(desk)[:-1]
    assert {path.name for path in world.folder.glob("*copy*")} == {out.name}
    with pytest.raises(DeskError, match="exists already"):
        keeping.backup(world.path("A"), out)


def test_a_backup_into_nowhere_leaves_nothing(world: World) -> None:
    with pytest.raises(DeskError, match="could not be written"):
        keeping.backup(world.path("A"), world.folder / "none" / "copy")
