"""An erased person is gone from every byte, and still counts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from checkin import erasure, exchange, people, practice, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import census, store
from checkin.journal.entry import Entry, Fact, redacted
from checkin.letters import outbox
from tests.journal.world import World, enter, journal, register, rows, set_fields

CANARIES = ("Quetzalcoatlus", "Xylophonia", "龘龖麤", "zzcanary@example.org", "Kanarienvogel")


def canary(desk: Desk) -> str:
    """Register somebody whose every field can be told."""
    family, given, native, email, note = CANARIES
    return register(
        desk, family=family, given=given, native_name=native, email=email, note=note, country="CN"
    )


def traces(*paths: Path) -> list[tuple[str, str]]:
    """Return which canaries are still in which files, in any writing."""
    found = []
    for path in paths:
        for file in (path, Path(f"{path}-wal")):
            content = file.read_bytes().lower() if file.exists() else b""
            for word in CANARIES:
                escaped = word.encode("ascii", "backslashreplace").lower()
                pieces = {word.lower().encode(), escaped, word[:5].lower().encode()}
                found += [(file.name, word) for piece in pieces if piece in content]
    return found


def test_nothing_of_an_erased_person_is_left_in_the_file(world: World, desk: Desk) -> None:
    person = canary(desk)
    others = [register(desk, family=f"Meier{n}") for n in range(30)]
    enter(desk, person)
    set_fields(desk, person, note="Kanarienvogel, blau")
    before = rows(desk)["headcount"]
    assert traces(world.path("A"))
    done = erasure.erase(desk, person)
    assert done.off_disk
    assert len(done.entries) == 1
    assert traces(world.path("A")) == []
    assert rows(desk)["headcount"] == before
    assert desk.find("Quetzalcoatlus") == desk.find("龘") == []
    assert [one.id for one in desk.find("Meier7")][:1] == [others[7]]
    assert verification.faults(world.path("A")) == []
    assert erasure.erase(desk, person).entries == ()


def test_all_that_was_merged_is_erased(desk: Desk) -> None:
    one, other = register(desk, family="Li"), register(desk, family="Lee")
    desk.write(Fact("merged", one, {"with": other}))
    assert len(erasure.erase(desk, one).entries) == 2


def test_an_erased_person_never_comes_back(world: World, desk: Desk) -> None:
    person = canary(desk)
    exchange.sync(desk, world.post)
    old = {path.name: path.read_bytes() for path in world.post.iterdir()}
    other = world.join("B", world.post)
    erasure.erase(desk, person)
    world.meet()
    for name, content in old.items():
        (world.post / name).write_bytes(content)
    third = world.join("C", world.post)
    world.meet()
    assert journal(desk) == journal(other) == journal(third)
    for name in "ABC":
        assert traces(world.path(name)) == []
        assert verification.faults(world.path(name)) == []


def test_own_files_are_replaced_and_those_of_others_are_named(world: World, desk: Desk) -> None:
    person = canary(desk)
    other = world.join("B")
    set_fields(other, person, note="Kanarienvogel, gelb")
    world.meet()
    erasure.erase(desk, person)
    met = exchange.sync(desk, world.post)
    (theirs,) = (path for path in world.post.iterdir() if f"_{other.replica}_" in path.name)
    assert met.telling == (theirs.name,)
    assert {name for name, _word in traces(*world.post.iterdir())} == {theirs.name}
    exchange.sync(other, world.post)
    exchange.sync(other, world.post)
    assert traces(*world.post.iterdir()) == []
    assert exchange.sync(desk, world.post).telling == ()
    assert journal(world.join("C", world.post)) == journal(desk) == journal(other)


def sent(world: World, desk: Desk, entries: Iterable[Entry]) -> Path:
    """Write a file of these entries."""
    (path,) = outbox.send(
        world.post,
        entries,
        event=desk.event.id,
        replica=desk.replica,
        have={},
        erasures=census.erasures(desk.db),
        now=1,
    )
    return path


def test_a_file_brings_the_erasures_on_which_it_relies(world: World, desk: Desk) -> None:
    person = canary(desk)
    other = world.join("B")
    set_fields(desk, person, note="Kanarienvogel, rot")
    erasure.erase(desk, person)
    path = sent(world, desk, [one for one in store.everything(desk.db) if one.kind != "erased"])
    assert exchange.sync(other, path).refused == ()
    assert traces(world.path("B")) == []


def test_entries_cannot_be_blanked_without_an_erasure(world: World, desk: Desk) -> None:
    person = register(desk)
    other = world.join("B")
    set_fields(desk, person, note="bad")
    erased = register(desk)
    erasure.erase(desk, erased)
    last = redacted(next(one for one in store.everything(desk.db) if one.kind == "changed"))
    erasures = {person: census.erasures(desk.db)[erased]}
    (path,) = outbox.send(
        world.post,
        [last],
        event=desk.event.id,
        replica=desk.replica,
        have={},
        erasures=erasures,
        now=1,
    )
    before = journal(other)
    ((_file, reason),) = exchange.sync(other, path).refused
    assert "no erasure is among them" in reason
    assert journal(other) == before


def test_nobody_is_erased_who_is_not_there(desk: Desk) -> None:
    for subject in ("p-" + "a" * 26, desk.event.id, "nobody"):
        with pytest.raises(DeskError, match="There is no person"):
            erasure.erase(desk, subject)


def test_the_copy_in_which_people_practise_goes_with_the_person(desk: Desk) -> None:
    person = people.enter(desk, {"name": "Zacharias Canary"})
    copy = practice.beside(desk.path)
    practice.practise(desk.path, now=desk.now)
    assert copy.exists()
    assert erasure.erase(desk, person.id).off_disk
    assert not copy.exists()
