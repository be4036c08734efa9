"""What is written is kept whole or not at all, in one chain."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin.desk import Desk
from checkin.journal import store
from checkin.journal.driver import sqlite3
from checkin.journal.entry import FIRST, Fact, fresh
from checkin.journal.store import ReadOnlyError
from checkin.journal.writer import FullDiskError
from tests.journal.world import World, journal, register


def test_entries_of_a_desk_are_one_chain(desk: Desk) -> None:
    register(desk)
    register(desk)
    entries = list(store.everything(desk.db))
    assert [entry.prev for entry in entries] == [FIRST, *(entry.id for entry in entries[:-1])]
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert sorted({entry.act for entry in entries}) == [1, 5, 6]


def test_an_act_that_fails_leaves_nothing(desk: Desk) -> None:
    before = journal(desk)
    with pytest.raises(ZeroDivisionError), desk.act():  # noqa: PT012  both belong to the act
        desk.keep([Fact("registered", fresh("p"), {"set": {"family": "Li"}})])
        raise ZeroDivisionError
    assert journal(desk) == before
    register(desk)
    assert len(journal(desk)) == len(before) + 1


def test_a_full_disk_is_said_and_nothing_is_lost(desk: Desk) -> None:
    pages = store.single(desk.db, "PRAGMA page_count")
    desk.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(FullDiskError, match=r"disk with .* is full"):  # noqa: PT012  at some time
        for _ in range(100):
            register(desk, note="x" * 4000)
    desk.db.execute("PRAGMA max_page_count = 1000000")
    register(desk)
    assert store.single(desk.db, "PRAGMA integrity_check") == "ok"


def test_a_file_that_turned_read_only_is_said(desk: Desk) -> None:
    desk.db.execute("PRAGMA query_only = ON")
    with pytest.raises(ReadOnlyError, match="was not saved"):
        register(desk)


def test_a_closed_file_is_complete_by_itself(world: World, desk: Desk) -> None:
    person = register(desk)
    desk.close()
    assert not Path(f"{world.path('A')}-wal").exists()
    copy = world.folder / "copy"
    copy.write_bytes(world.path("A").read_bytes())
    with Desk(copy) as reader:
        assert reader.person(person)


def test_a_new_identity_survives_only_with_its_act(desk: Desk) -> None:
    writer, replica = desk.writer, desk.replica
    assert writer
    with pytest.raises(ZeroDivisionError), desk.act():  # noqa: PT012  both belong to the act
        writer.renew()
        raise ZeroDivisionError
    assert writer.replica == replica
    writer.renew()
    assert register(desk)
    assert next(store.latest(desk.db, writer.replica)).prev == FIRST


def test_a_reader_under_way_delays_the_wiping(world: World, desk: Desk) -> None:
    reader = store.connect(world.path("A"))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM journal").fetchone()
    desk.db.execute("PRAGMA busy_timeout = 10")
    register(desk)
    assert desk.writer
    assert not desk.writer.wipe()
    assert store.recall(desk.db, "unwiped")
    reader.execute("COMMIT")
    reader.close()
    desk.close()
    db = sqlite3.connect(world.path("A"))
    assert db.execute("SELECT v FROM me WHERE k = 'unwiped'").fetchone() == ("",)
    db.close()
