"""Desks meet through a folder, and all know the same afterwards."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from checkin import exchange, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import census, store
from checkin.journal.entry import Fact, fresh
from checkin.letters import k1, outbox
from tests.journal.world import START, YEAR, World, enter, journal, register, rows, set_fields


def test_what_one_desk_wrote_the_other_knows(world: World, desk: Desk) -> None:
    person = register(desk, family="Li", given="Na")
    other = world.join("B", _sent(world))
    assert other.person(person) == desk.person(person)
    enter(other, person)
    world.meet()
    assert journal(desk) == journal(other)
    assert rows(desk) == rows(other)


def _sent(world: World) -> Path:
    exchange.sync(world.desks["A"], world.post)
    return world.post


def test_a_second_exchange_with_nothing_new_writes_nothing(world: World, desk: Desk) -> None:
    first = exchange.sync(desk, world.post)
    assert (first.written, first.read, first.new) == (4, 0, 0)
    again = exchange.sync(desk, world.post)
    assert (again.written, again.read, again.new) == (0, 4, 0)
    assert len(list(world.post.iterdir())) == 1


def test_a_file_is_only_read(world: World, desk: Desk) -> None:
    other = world.join("B")
    register(desk)
    exchange.sync(desk, world.post)
    (file,) = world.post.iterdir()
    register(other)
    met = exchange.sync(other, file)
    assert (met.written, met.read, met.new) == (0, 5, 1)
    assert list(world.post.iterdir()) == [file]


def test_files_of_others_programs_are_passed_by(world: World, desk: Desk) -> None:
    for name in ("~$x.csv", ".~lock.x.csv#", ".syncthing.x.csv", "x.tmp", "list.txt"):
        (world.post / name).write_text("nothing", "utf-8")
    (world.post / "folder.csv").mkdir()
    (world.post / "link.csv").symlink_to(world.path("A"))
    met = exchange.sync(desk, world.post)
    assert met.refused == ()


def test_conflict_copies_of_a_synchroniser_are_read(world: World, desk: Desk) -> None:
    other = world.join("B")
    register(desk)
    (file,) = (exchange.sync(desk, world.post), *world.post.iterdir())[1:]
    file.rename(file.with_name(f"{file.stem}.sync-conflict-20121122-ABC.csv"))
    assert exchange.sync(other, world.post).new == 1


def test_a_folder_that_is_not_there_is_an_error(world: World, desk: Desk) -> None:
    with pytest.raises(DeskError, match="no folder and no file"):
        exchange.sync(desk, world.folder / "nowhere")


def test_a_list_of_people_is_no_sync_file(world: World, desk: Desk) -> None:
    (world.post / "list.csv").write_text("Name;Country\nMeier;DE\n", "utf-8")
    ((file, reason),) = exchange.sync(desk, world.post).refused
    assert file == "list.csv"
    assert "import it as a list" in reason
    assert (world.post / "list.csv").exists()


def test_a_file_of_another_event_is_refused(tmp_path: Path, world: World, desk: Desk) -> None:
    (tmp_path / "else").mkdir()
    elsewhere = World(tmp_path / "else")
    exchange.sync(elsewhere.found(), world.post)
    elsewhere.close()
    ((_file, reason),) = exchange.sync(desk, world.post).refused
    assert "another event" in reason


def test_gaps_are_counted_until_they_are_filled(world: World, desk: Desk) -> None:
    other = world.join("B")
    register(desk)
    exchange.sync(desk, world.post)
    (first,) = world.post.iterdir()
    register(desk)
    exchange.sync(desk, world.post)
    first.rename(world.folder / "kept.csv")
    met = exchange.sync(other, world.post)
    assert [(seen.desk, seen.seen, seen.missing) for seen in met.desks] == [("A", 5, 1)]
    assert census.heights(other.db) == {desk.replica: 4}
    met = exchange.sync(other, world.folder / "kept.csv")
    assert [(seen.desk, seen.seen, seen.missing) for seen in met.desks] == [("A", 6, 0)]


def test_a_clock_far_ahead_is_kept_and_not_followed(world: World, desk: Desk) -> None:
    other = world.join("B")
    world.clocks["B"].time = START + YEAR
    person = register(other)
    exchange.sync(other, world.post)
    met = exchange.sync(desk, world.post)
    assert met.ahead == ("B",)
    assert desk.person(person)
    assert desk.write(Fact("changed", person, {"set": {}}))[0].hlc < f"t{START + YEAR}"


def test_a_clock_a_little_ahead_is_followed(world: World, desk: Desk) -> None:
    other = world.join("B")
    world.clocks["B"].time += 60_000
    exchange.sync(other, world.post) if register(other) else None
    exchange.sync(desk, world.post)
    assert desk.write(Fact("changed", fresh("p"), {"set": {}}))[0].hlc >= f"t{START + 60_000}"


def test_a_laptop_that_was_cloned_loses_nothing(world: World, desk: Desk) -> None:
    twin = world.clone("A", "Z", machine=True)
    desk = world.desks["A"]
    assert desk.replica == twin.replica
    people = {register(desk), register(twin), register(twin)}
    world.meet()
    assert desk.replica != twin.replica
    assert desk.renewed
    for one in (desk, twin):
        assert {row[0] for row in one.db.execute("SELECT id FROM person")} == people
        forks = one.db.execute("SELECT detail FROM conflict WHERE what = 'fork'").fetchall()
        assert [json.loads(row[0]) for row in forks] == [[5, 1]]
        assert verification.faults(one.path) == []


def test_a_copied_file_goes_on_as_another_desk(world: World, desk: Desk) -> None:
    replica = desk.replica
    twin = world.clone("A", "Z", machine=False)
    # The copy may be opened before the desk itself notices anything.
    assert twin.replica == replica or twin.renewed
    world.desks["A"].close()
    world.desks["A"] = world.open("A")
    register(world.desks["A"])
    register(twin)
    world.meet()
    assert journal(world.desks["A"]) == journal(twin)


def test_entries_that_others_kept_come_back_after_a_restore(world: World, desk: Desk) -> None:
    backup = world.path("A").read_bytes()
    other = world.join("B")
    world.desks["A"].close()
    backup = world.path("A").read_bytes()
    desk = world.open("A")
    person = register(desk)
    exchange.sync(desk, world.post)
    exchange.sync(other, world.post)
    desk.close()
    world.path("A").write_bytes(backup)
    replica = desk.replica
    desk = world.open("A")
    assert desk.renewed
    assert desk.replica != replica
    exchange.sync(desk, world.post)
    assert desk.person(person)


def test_a_file_says_that_entries_of_this_desk_were_lost(world: World, desk: Desk) -> None:
    other = world.join("B")
    register(other)
    have = {desk.replica: 99}
    outbox.send(
        world.post,
        store.everything(other.db),
        event=desk.event.id,
        replica=other.replica,
        have=have,
        erasures={},
        now=START,
    )
    replica = desk.replica
    assert exchange.sync(desk, world.post).renewed
    assert desk.replica != replica


def test_two_events_in_a_folder_cannot_be_joined(tmp_path: Path, world: World, desk: Desk) -> None:
    (tmp_path / "else").mkdir()
    elsewhere = World(tmp_path / "else")
    exchange.sync(elsewhere.found(), world.post)
    elsewhere.close()
    exchange.sync(desk, world.post)
    with pytest.raises(DeskError, match="more than one event"):
        world.join("B", world.post)
    assert not world.path("B").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"fmt,event\r\n", b"\xff\xfea"])
def test_joining_nothing_useful_leaves_nothing(world: World, content: bytes) -> None:
    source = world.folder / "source"
    source.write_bytes(content)
    before = sorted(world.folder.rglob("*"))
    with pytest.raises(DeskError):
        world.join("B", source)
    after = [path for path in sorted(world.folder.rglob("*")) if "machine-B" not in path.parts]
    assert [path for path in after if path.name != "machine-B"] == before
    assert not list((world.state("B") / "desks").glob("*.json"))


def test_an_existing_file_is_not_joined_over(world: World) -> None:
    with pytest.raises(DeskError, match="exists already"):
        exchange.join(world.path("A"), world.path("A"), "B", world.clocks["A"], world.state("B"))


def test_many_entries_go_into_several_files(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(k1, "ROWS", 3)
    for _ in range(5):
        register(desk)
    other = world.join("B", _sent(world))
    assert len(list(world.post.iterdir())) == 3
    assert journal(other) == journal(desk)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_still_read(world: World, desk: Desk) -> None:
    other = world.join("B")
    register(other)
    register(desk)
    exchange.sync(other, world.post)
    world.post.chmod(0o500)
    with pytest.raises(DeskError, match="could be written"):
        exchange.sync(desk, world.post)
    world.post.chmod(0o700)
    assert len(rows(desk)["person"]) == 2


def test_concurrent_edits_are_listed_and_settled_by_people(world: World, desk: Desk) -> None:
    person = register(desk, family="Meier")
    other = world.join("B")
    set_fields(desk, person, family="Maier")
    set_fields(other, person, family="Mayer")
    world.meet()
    assert rows(desk)["conflict"] == rows(other)["conflict"] != []
    set_fields(other, person, family="Meyer")
    world.meet()
    assert rows(desk)["conflict"] == []
    assert desk.person(person).family == "Meyer"
