"""Short histories of desks, each of which proves one law; a broken rule breaks at least one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from checkin import erasure, exchange, verification
from checkin.desk import Desk
from checkin.journal import clock, store
from checkin.journal.entry import COLUMNS, REDACTED, Fact
from tests.journal.world import YEAR, World, enter, journal, register, rows, set_fields

History = Callable[[World], None]


def two(world: World) -> tuple[Desk, Desk, str]:
    """Return two desks that both know one person."""
    person = register(world.desks["A"], family="Meier")
    return world.desks["A"], world.join("B"), person


def a_cloned_laptop_loses_nothing(world: World) -> None:
    """Two desks with one identity write; all desks keep what both wrote."""
    twin = world.clone("A", "Z", machine=True)
    one = world.desks["A"]
    third = world.join("C")
    people = {register(one), register(twin), register(twin)}
    world.meet()
    for desk in (one, twin, third):
        assert {row[0] for row in desk.db.execute("SELECT id FROM person")} == people


def an_edit_is_visible_whatever_the_clocks_say(world: World) -> None:
    """Let a desk a year behind correct what a desk a year ahead wrote."""
    world.clocks["A"].time += YEAR
    one, other, person = two(world)
    set_fields(other, person, family="Maier")
    assert other.person(person).family == "Maier"
    world.meet()
    assert one.person(person).family == "Maier"


def an_undo_takes_back_only_what_it_saw(world: World) -> None:
    """One desk undoes its check-in, another had checked the person in unseen."""
    one, other, person = two(world)
    enter(other, person)
    world.clocks["A"].time += 60_000
    enter(one, person)
    one.undo()
    world.meet()
    for desk in (one, other):
        assert [row[5] for row in rows(desk)["attendance"]] == [1]


def an_edited_file_is_refused(world: World) -> None:
    """Somebody changes one cell of a file; whichever it is, nothing of the file is taken."""
    one, other, _person = two(world)
    register(one)
    exchange.sync(one, world.post)
    for column, new in (("data", '{"set":{"family":"Mallory"}}'), ("hlc", clock.START)):
        (path,) = world.post.iterdir()
        table = list(csv.reader(io.StringIO(path.read_text("ascii"))))
        table[5][COLUMNS.index(column)] = new
        refused(world, other, table)


def a_file_with_a_row_less_is_refused(world: World) -> None:
    """Somebody deletes a row; nothing of the file is taken."""
    one, other, _person = two(world)
    register(one)
    exchange.sync(one, world.post)
    (path,) = world.post.iterdir()
    table = list(csv.reader(io.StringIO(path.read_text("ascii"))))
    refused(world, other, [*table[:2], *table[3:]])


def refused(world: World, desk: Desk, table: list[list[str]]) -> None:
    """Let a desk read rows; assert that they change nothing."""
    path: Path = world.folder / "spoilt.csv"
    with path.open("w", encoding="ascii", newline="") as file:
        csv.writer(file).writerows(table)
    before = journal(desk), store.recall(desk.db, "heard"), rows(desk)
    met = exchange.sync(desk, path)
    assert (journal(desk), store.recall(desk.db, "heard"), rows(desk)) == before
    assert met.refused


def what_is_erased_stays_so(world: World) -> None:
    """Let a desk that knows of no erasure go on writing about the person."""
    one, other, person = two(world)
    erasure.erase(one, person)
    set_fields(other, person, note="a secret")
    exchange.sync(other, world.post)
    exchange.sync(one, world.post)
    one.write(Fact("changed", person, {"set": {"note": "again"}}))
    said = [entry for entry in store.everything(one.db) if entry.subject == person]
    assert len(said) == 4
    assert all(entry.data == REDACTED for entry in said if entry.kind != "erased")
    world.meet()
    assert journal(one) == journal(other)
    assert verification.faults(other.path) == []


def a_clock_follows_no_other_into_the_future(world: World) -> None:
    """Let a desk hear of entries from the next year; it stays in its own."""
    one, other, _person = two(world)
    world.clocks["B"].time += YEAR
    register(other)
    world.meet()
    (entry,) = one.write(Fact("changed", _person, {"set": {"note": "now"}}))
    highest = world.clocks["A"].highest + clock.TRUSTED_LEAD
    assert clock.milliseconds(entry.hlc) <= highest


def the_order_of_arrival_decides_nothing(world: World) -> None:
    """Two desks set one field unseen; after they met both show the same value."""
    one, other, person = two(world)
    set_fields(one, person, family="Maier")
    set_fields(other, person, family="Mayer")
    world.meet()
    assert rows(one) == rows(other)
    assert one.person(person).family == other.person(person).family


def a_badge_seen_early_joins_the_person_it_was_merged_into(world: World) -> None:
    """Let a desk scan somebody it does not know, whom another one has merged."""
    one = world.desks["A"]
    first = register(one, family="Li")
    other, third = world.join("B"), world.join("C")
    second = register(other, family="Lee")
    world.meet("A", "B")
    other.write(Fact("merged", second, {"with": first}))
    world.meet("A", "B")
    enter(third, second)
    world.meet()
    for desk in (one, other, third):
        assert rows(desk) == rows(one)
        assert len(rows(desk)["person"]) == 1
        assert verification.faults(desk.path) == []


def three_desks_check_in_one_person(world: World) -> None:
    """Let three desks check the same person in, unseen."""
    person = register(world.desks["A"], family="Li")
    desks = [world.desks["A"], world.join("B"), world.join("C")]
    for desk in desks:
        enter(desk, person)
    world.meet()
    for desk in desks:
        assert rows(desk) == rows(desks[0])
        assert [row[1] for row in rows(desk)["conflict"]] == ["twice"]


HISTORIES: tuple[History, ...] = (
    a_cloned_laptop_loses_nothing,
    an_edit_is_visible_whatever_the_clocks_say,
    an_undo_takes_back_only_what_it_saw,
    an_edited_file_is_refused,
    a_file_with_a_row_less_is_refused,
    what_is_erased_stays_so,
    a_clock_follows_no_other_into_the_future,
    the_order_of_arrival_decides_nothing,
    a_badge_seen_early_joins_the_person_it_was_merged_into,
    three_desks_check_in_one_person,
)
