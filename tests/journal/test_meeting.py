"""An exchange beside the desk that writes: proved outside, kept in one turn, stopped whole."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkin import conflicts, desks, exchange
from checkin.desk import Desk
from checkin.errors import DeskError, StoppedError
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.letters import inbox, k1, outbox
from tests.journal.world import World, journal, register


def turns(desk: Desk) -> tuple[list[str], Callable[..., Any]]:
    """Return what gives the writing desk a turn, and the names of the verbs that had one."""
    named: list[str] = []

    def turn(verb: Callable[..., Any], *values: Any) -> Any:
        named.append(verb.__name__)
        return verb(desk, *values)

    return named, turn


def many(desk: Desk, number: int) -> None:
    facts = [Fact("registered", fresh("p"), {"set": {"family": "Li"}}) for _ in range(number)]
    desk.write(*facts)


def test_a_reading_desk_exchanges_while_another_writes(world: World, desk: Desk) -> None:
    other = world.join("B")
    person = register(other)
    exchange.sync(other, world.post)
    named, turn = turns(desk)
    with Desk(world.path("A"), now=world.clocks["A"]) as reading:
        met = exchange.meet(reading, world.post, turn)
    assert (met.new, met.unwritten) == (1, "")
    assert len(named) == 2
    assert desk.person(person)
    exchange.sync(other, world.post)
    assert journal(desk) == journal(other)


def test_scans_go_on_while_files_are_proved(world: World, desk: Desk) -> None:
    other = world.join("B")
    many(other, 3_000)
    exchange.sync(other, world.post)
    written: list[str] = []

    def progress(_done: int, _of: int) -> None:
        written.append(register(desk))

    with Desk(world.path("A"), now=world.clocks["A"]) as reading:
        met = exchange.meet(reading, world.post, turns(desk)[1])
        assert met.new == 3_000
        many(other, 3_000)
        exchange.sync(other, world.post)
        before = len(journal(desk))
        met = exchange.take(reading, inbox.files(world.post), turns(desk)[1], _first(progress, 3))
    assert met.new == 3_000
    assert len(journal(desk)) == before + 3_000 + len(written)
    assert written


def _first(progress: Callable[[int, int], None], times: int) -> Callable[[int, int], None]:
    """Call a progress only so often, before the writing desk has its turn."""
    left = iter(range(times))
    return lambda done, of: progress(done, of) if next(left, None) is not None else None


def test_progress_only_grows_and_ends_whole(world: World, desk: Desk) -> None:
    other = world.join("B")
    many(other, 5_000)
    exchange.sync(other, world.post)
    many(desk, 1_000)
    told: list[tuple[int, int]] = []
    exchange.sync(desk, world.post, lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len(told) > 5


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 0.6, 0.9])
def test_stopped_anywhere_nothing_is_half_done(world: World, desk: Desk, share: float) -> None:
    other = world.join("B")
    many(other, 6_000)
    exchange.sync(other, world.post)
    many(desk, 3_000)
    before, files = journal(desk), {file: file.read_bytes() for file in world.post.iterdir()}

    def progress(done: int, of: int) -> None:
        if done >= share * of:
            raise StoppedError

    with pytest.raises(StoppedError):
        exchange.sync(desk, world.post, progress)
    merged = [*before, *journal(other)]
    assert journal(desk) in (before, sorted(set(merged), key=lambda row: (row[1], row[2])))
    assert {file: file.read_bytes() for file in world.post.iterdir()} == files
    assert desks.unsent(desk) > 3_000
    exchange.sync(desk, world.post)
    exchange.sync(other, world.post)
    assert journal(desk) == journal(other)


def test_what_is_new_since_the_last_exchange_is_counted(world: World, desk: Desk) -> None:
    assert desks.unsent(desk) == 4  # what made the event
    exchange.sync(desk, world.post)
    assert desks.unsent(desk) == 0
    for _ in range(14):
        register(desk)
    assert desks.unsent(desk) == 14
    other = world.join("B", world.post)
    register(other)
    exchange.sync(other, world.post)
    with Desk(world.path("A")) as reading:
        assert desks.unsent(reading) == 14
    exchange.take(desk, inbox.files(world.post), turns(desk)[1])
    assert desks.unsent(desk) == 14  # reading brings nothing to others
    exchange.sync(desk, world.folder, noted=False)
    assert desks.unsent(desk) == 14  # nor does a backup
    exchange.sync(desk, world.post)
    assert desks.unsent(desk) == 0


def test_a_desk_that_goes_on_as_another_still_knows_what_is_new(world: World, desk: Desk) -> None:
    exchange.sync(desk, world.post)
    twin = world.clone("A", "Z", machine=True)
    desk = world.desks["A"]
    register(desk)
    register(twin)
    world.meet()
    register(desk)
    register(twin)
    assert desks.unsent(desk) == desks.unsent(twin) == 1


def test_what_a_folder_does_not_take_is_told_and_what_it_holds_is_read(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = world.join("B")
    person = register(other)
    exchange.sync(other, world.post)
    files = sorted(world.post.iterdir())
    monkeypatch.setattr(outbox, "flush", _broken)
    register(desk)
    met = exchange.meet(desk, world.post, turns(desk)[1])
    assert "Nothing more could be written" in met.unwritten
    assert (met.written, met.new) == (0, 1)
    assert desk.person(person)
    assert desks.unsent(desk) > 0
    assert sorted(world.post.iterdir()) == files
    with pytest.raises(DeskError, match="Nothing more could be written"):
        exchange.sync(desk, world.post)


def _broken(_folder: Path) -> None:
    raise OSError(5, "Input/output error")


def test_desks_are_told_with_what_is_missing_of_them(world: World, desk: Desk) -> None:
    other = world.join("B")
    register(other)
    exchange.sync(other, world.post)
    lost = next(iter(world.post.iterdir()))
    register(other)
    exchange.sync(other, world.post)
    lost.unlink()
    exchange.sync(desk, world.post)
    own, seen = desks.sights(desk)
    assert (own.own, own.label, own.missing) == (True, "A", 0)
    assert (seen.label, seen.seen, seen.missing, seen.alone) == ("B", 1, 1, True)
    assert seen.last.startswith("2012-11-22T09:00")
    assert desks.missing(desk) == ["B"]
    exchange.sync(other, world.post)
    exchange.sync(desk, world.post)
    assert desks.missing(desk) == []


def test_desks_of_one_label_are_told_apart(world: World, desk: Desk) -> None:
    twin = world.join("A2")
    twin.close()
    world.desks.pop("A2")
    other = exchange.join(
        world.path("C"), world.path("A"), "A", world.clocks["A"], world.state("C")
    )
    register(other)
    exchange.sync(other, world.post)
    exchange.sync(desk, world.post)
    other.close()
    assert [one.name for one in desks.sights(desk)] == [
        f"A ({desk.replica})",
        f"A ({other.replica})",
    ]


def test_a_file_is_finished_when_its_last_row_is_there(world: World, desk: Desk) -> None:
    exchange.sync(desk, world.post)
    (file,) = world.post.iterdir()
    whole = file.read_bytes()
    assert inbox.is_finished(file)
    for content in (whole[:-1], whole[:-40], whole[: len(whole) // 2], b"", b"\xff\xfe"):
        file.write_bytes(content)
        assert inbox.is_finished(file) == (content == whole[:-1])
    assert not inbox.is_finished(world.folder / "nowhere.csv")


def test_a_list_of_people_is_told_from_a_sync_file(world: World, desk: Desk) -> None:
    exchange.sync(desk, world.post)
    (file,) = world.post.iterdir()
    text = file.read_bytes().decode()
    assert not inbox.is_list(file)
    for content in (text.encode("utf-16"), b"sep=,\r\n" + text.encode(), b'"fmt","event"\n', b""):
        file.write_bytes(content)
        assert not inbox.is_list(file)
    file.write_text("Name;Land\nMeier;DE\n", "utf-16")
    assert inbox.is_list(file)
    assert inbox.is_list(world.folder / "guests.xlsx")
    assert not inbox.is_list(world.folder / "event.checkin")
    assert not inbox.is_list(world.folder / "nowhere.csv")


def test_two_processes_exchange_through_one_folder_at_once(world: World, desk: Desk) -> None:
    other = world.join("B")
    many(desk, 400)
    many(other, 400)
    for one in (desk, other):
        one.close()
    words = "import sys; from pathlib import Path; from checkin import exchange\n"
    words += "from checkin.desk import Desk\n"
    words += "with Desk(Path(sys.argv[1]), writing=True, state=Path(sys.argv[3])) as desk:\n"
    words += "    for _ in range(5): exchange.sync(desk, Path(sys.argv[2]))\n"
    started = [
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", words, world.path(name), world.post, world.state(name)]
        )
        for name in "AB"
    ]
    assert [process.wait() for process in started] == [0, 0]
    assert {file.suffix for file in world.post.iterdir()} == {".csv"}  # no lock, no draft
    again = [world.open(name) for name in "AB"]
    world.meet("A", "B")
    assert journal(again[0]) == journal(again[1])


def test_large_files_are_kept_in_one_turn_and_flat(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "REMEMBERED", 100)
    monkeypatch.setattr(k1, "ROWS", 500)
    other = world.join("B")
    many(other, 1_200)
    exchange.sync(other, world.post)
    named, turn = turns(desk)
    met = exchange.meet(desk, world.post, turn)
    assert met.new == 1_200
    assert store.single(desk.db, "SELECT count(*) FROM journal") == 1_204
    assert len(named) == 2


@pytest.mark.parametrize(("times", "read"), [(2, 1), (9, 0)])
def test_a_file_that_a_virus_scanner_holds_is_waited_for(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch, times: int, read: int
) -> None:
    other = world.join("B")
    register(other)
    exchange.sync(other, world.post)
    opened, held = Path.open, iter(range(times))

    def busy(path: Path, *how: str, **more: Any) -> Any:
        if path.parent == world.post and next(held, None) is not None:
            error = PermissionError(13, "The file is being used by another process")
            error.winerror = 32  # type: ignore[attr-defined]  # as Windows says it
            raise error
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", busy)
    monkeypatch.setattr(inbox, "_PAUSES", (0.01, 0.01))
    met = exchange.take(desk, inbox.files(world.post), turns(desk)[1])
    assert met.new == read
    assert [("used by another process" in reason) for _file, reason in met.refused] == [True] * (
        1 - read
    )


def test_two_laptops_under_one_identity_are_told_of_until_somebody_has_seen_it(
    world: World, desk: Desk
) -> None:
    replica = desk.replica
    twin = world.clone("A", "Z", machine=True)
    desk = world.desks["A"]
    register(desk)
    register(twin)
    world.meet()
    for one in (desk, twin):
        (found,) = conflicts.conflicts(one)
        assert (found.what, found.about, found.field) == (conflicts.FORK, "Desk A", replica)
    conflicts.settle(desk, found)
    world.meet()
    assert conflicts.conflicts(desk) == conflicts.conflicts(twin) == []


def test_a_stick_that_keeps_other_bytes_than_it_was_given_is_found_out(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = Path.rename

    def worn(draft: Path, target: Path) -> Path:
        draft.write_bytes(draft.read_bytes()[:-9] + b"\0" * 9)
        return renamed(draft, target)

    monkeypatch.setattr(Path, "rename", worn)
    with pytest.raises(DeskError, match="reads back differently"):
        exchange.sync(desk, world.post)
    assert list(world.post.iterdir()) == []
    assert desks.unsent(desk) == 4


@pytest.mark.parametrize(("number", "well"), [(22, True), (5, False)])
def test_a_folder_that_flushes_no_names_is_no_fault_and_a_broken_one_is(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, *, well: bool
) -> None:
    flushed = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        flushed(descriptor)

    exchange.sync(desk, world.post)
    monkeypatch.setattr(os, "fsync", fsync)
    if well:
        assert exchange.sync(desk, world.post).written == 0
        register(desk)
        assert exchange.sync(desk, world.post).written == 1
    else:
        with pytest.raises(DeskError, match="Input/output error"):
            exchange.sync(desk, world.post)  # nothing to write, and yet it is not safe
