"""Verbs that are several things: each is one act, and an undo takes all of it back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import people, reception, verification
from checkin.attendance import scanning, tallies
from checkin.badges import wearers
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from checkin.printing import jobs
from checkin.verdicts import Verdict
from tests.journal.world import World, register

Standing = list[list[tuple[object, ...]]]


def standing(desk: Desk) -> Standing:
    """Return all rows of people, bookings and attendance."""
    queries = (
        "SELECT * FROM person ORDER BY id",
        "SELECT * FROM booking",
        "SELECT * FROM attendance",
        "SELECT * FROM headcount",
        "SELECT * FROM code",
        "SELECT * FROM conflict",
    )
    return [desk.db.execute(query).fetchall() for query in queries]


def acts(desk: Desk) -> int:
    """Count the acts of a desk."""
    return len(list(store.acts(desk.db, desk.replica)))


def total(desk: Desk) -> dict[str, int]:
    """Return the figures of the event."""
    return tallies.tally(desk).total


WU = {"family": "Wu", "given": "Li", "country": "CN"}


def a_walk_in(desk: Desk, _anna: str) -> None:
    """Enter a walk-in."""
    reception.walk_in(desk, WU, consents="notice")


def three_walk_ins(desk: Desk, _anna: str) -> None:
    """Enter three nameless people."""
    reception.walk_ins(desk, 3, "Harbin")


def a_substitute(desk: Desk, anna: str) -> None:
    """Let somebody come for Anna."""
    reception.substitute_and_check_in(desk, anna, WU)


def a_group(desk: Desk, anna: str) -> None:
    """Check a group in."""
    reception.group(desk, "Harbin", [anna], 2)


def a_lost_badge(desk: Desk, anna: str) -> None:
    """Replace Anna's badge."""
    reception.queue_reprint(desk, anna, "lost")


@pytest.mark.parametrize("verb", [a_walk_in, three_walk_ins, a_substitute, a_group, a_lost_badge])
def test_each_is_one_act_that_an_undo_takes_back_with_its_badges(
    desk: Desk, verb: Callable[[Desk, str], None]
) -> None:
    anna = people.enter(desk, {"family": "Müller", "delegation": "Harbin"}).id
    before, count = standing(desk), acts(desk)
    verb(desk, anna)
    assert acts(desk) == count + 1
    assert standing(desk) != before
    desk.undo()
    after = standing(desk)
    assert [row[1:] for row in after[0]] == [row[1:] for row in before[0]]
    assert after[1:] == before[1:]
    if verb is not a_lost_badge:  # a badge asked for again is Anna's, whatever its code
        assert not jobs.waiting(desk)
    assert verification.faults(desk.path) == []


def test_a_walk_in_is_in_with_a_badge_and_the_notice(desk: Desk) -> None:
    outcome = reception.walk_in(desk, WU, consents="notice")
    assert outcome.verdict is Verdict.WELCOME
    assert outcome.person
    assert (outcome.person.consents, outcome.person.entered) == ("notice", "walk-in")
    assert [job.person for job in jobs.waiting(desk)] == [outcome.person.id]
    assert total(desk)["walk_in"] == total(desk)["here"] == 1


def test_nothing_of_a_walk_in_without_a_name_is_kept(desk: Desk) -> None:
    count = acts(desk)
    with pytest.raises(DeskError, match="needs a name"):
        reception.walk_in(desk, {"organisation": "x"})
    assert acts(desk) == count


def test_three_of_a_delegation_are_three_people_and_are_named_later(desk: Desk) -> None:
    delegation = people.enter(desk, {"family": "Li", "delegation": "Harbin"}).delegation
    desk.write(*desk.change("changed", delegation, {"country": "CN", "languages": "zh"}))
    outcomes = reception.walk_ins(desk, 3, "Harbin")
    nameless = [outcome.person for outcome in outcomes if outcome.person]
    assert {(one.nameless, one.delegation, one.country, one.languages) for one in nameless} == {
        (True, delegation, "CN", "zh")
    }
    assert [one.whole_name for one in nameless] == ["A-1", "A-2", "A-3"]
    assert len({one.id for one in nameless}) == total(desk)["here"] == 3
    assert not jobs.jobs(desk)
    assert len(list(wearers.badges(desk))) == 4
    assert set(nameless) <= set(desk.find("harbin"))
    reception.name_guest(desk, nameless[0].id, {"family": "Wu", "given": "Li"})
    assert wearers.badge(desk, desk.find("wu li")[0]).name == "Wu Li"
    assert desk.find("wu li")[0].id == nameless[0].id
    assert total(desk)["here"] == 3
    assert verification.faults(desk.path) == []


@pytest.mark.parametrize("count", [0, -1, 201])
def test_a_number_that_is_none_is_refused(desk: Desk, count: int) -> None:
    with pytest.raises(DeskError, match="1 to 200"):
        reception.walk_ins(desk, count, "Harbin")


def test_a_substitute_is_in_the_old_badge_blocked_and_the_note_not_inherited(desk: Desk) -> None:
    anna = people.enter(desk, {"family": "Müller", "organisation": "Harz", "note": "vegan"}).id
    old = desk.badge_code(anna)
    outcome = reception.substitute_and_check_in(desk, anna, {"family": "Wu"})
    assert outcome.verdict is Verdict.WELCOME
    assert outcome.person
    assert (outcome.person.organisation, outcome.person.note) == ("Harz", "")
    blocked = scanning.scan(desk, old)
    assert (blocked.verdict, blocked.beside.other) == (Verdict.SUBSTITUTED, outcome.person.id)


def test_a_coach_of_25_is_26_in_with_packs_as_one_act(desk: Desk) -> None:
    listed = [
        people.enter(desk, {"family": f"Guest {n}", "delegation": "Harbin"}).id for n in range(25)
    ]
    scanning.check_in(desk, listed[0])
    jobs.mark(desk, [jobs.queue(desk, listed[1])], "printed")
    count = acts(desk)
    done = reception.group(desk, "Harbin", listed[:23], 3)
    assert acts(desk) == count + 1
    assert total(desk)["here"] == 26
    assert (len(done.outcomes), len(done.nameless), len(done.packed)) == (22, 3, 21)
    assert done.act == desk.last_act()
    again = reception.group(desk, "Harbin", listed[:23])
    assert (again.outcomes, again.act) == ((), None)


def test_a_lost_badge_gets_a_new_code_and_a_damaged_one_the_same(desk: Desk) -> None:
    anna = people.enter(desk, {"family": "Müller"}).id
    code = desk.badge_code(anna)
    reception.queue_reprint(desk, anna, "damaged")
    assert desk.badge_code(anna) == code
    assert [job.reason for job in jobs.waiting(desk)] == ["damaged"]
    reception.queue_reprint(desk, anna, "lost")
    assert desk.badge_code(anna) != code


@pytest.mark.parametrize(
    "values",
    [
        {"family": "Scheftschenko", "given": "Olena"},
        {"family": "Шевченко", "given": "Олена"},
        {"family": "Shev"},
        {"native_name": "Олена Шевченко"},
        {"name": "Shevchenko Olena"},
        {"family": "Xyz", "email": "OLENA@zp.example"},
    ],
)
def test_who_may_be_there_already_is_shown_while_typing(desk: Desk, values: dict[str, str]) -> None:
    known = {"family": "Shevchenko", "given": "Olena", "email": "olena@zp.example"}
    olena = people.enter(desk, known)
    people.enter(desk, {"family": "Meier", "given": "Anna"})
    assert reception.likely(desk, values) == [olena]


@pytest.mark.parametrize("values", [{}, {"family": "S"}, {"given": "  "}, {"family": "Nobody"}])
def test_nobody_is_likely_where_too_little_was_typed(desk: Desk, values: dict[str, str]) -> None:
    people.enter(desk, {"family": "Shevchenko"})
    assert reception.likely(desk, values) == []


def test_one_han_character_is_enough(desk: Desk) -> None:
    li = people.enter(desk, {"family": "Li", "given": "Na", "native_name": "李娜"})
    assert reception.likely(desk, {"native_name": "李"}) == [li]


def test_of_namesakes_the_one_who_shares_more_comes_first(desk: Desk) -> None:
    people.enter(desk, {"family": "Wang", "given": "Wei", "organisation": "A"})
    second = people.enter(desk, {"family": "Wang", "given": "Wei", "organisation": "Z"})
    values = {"family": "Wang", "given": "Wei", "organisation": "z"}
    assert reception.likely(desk, values)[0] == second


KINDS = st.sampled_from(["plain", "cancelled", "substituted", "here", "left", "attention"])


@settings(max_examples=25)
@given(kinds=st.lists(KINDS, min_size=1, max_size=6))
def test_a_group_is_its_people_one_by_one(kinds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        desk = world.found()
        listed = [register(desk, family=f"G{n}") for n, _kind in enumerate(kinds)]
        for person, kind in zip(listed, kinds, strict=True):
            prepared(world, desk, person, kind)
        world.clocks["A"].time += 60_000
        at = desk.this_moment()
        before = standing(desk)
        done = reception.group(desk, "", listed, at=at)
        together = passages(desk)
        if done.act:
            desk.undo(done.act)
        assert standing(desk) == before
        for person in listed:
            if scanning.preview(desk, person, at=at).verdict is not Verdict.ALREADY_HERE:
                scanning.admit(desk, person, at=at)
        assert passages(desk) == together
        overruled = [one for one in done.outcomes if one.override]
        assert len(overruled) == kinds.count("cancelled")
        world.close()


def prepared(world: World, desk: Desk, person: str, kind: str) -> None:
    """Bring somebody into a state before the group arrives."""
    world.clocks["A"].time += 60_000
    if kind == "cancelled":
        people.cancel(desk, person)
    elif kind == "substituted":
        people.substitute(desk, person, {"family": "Other"})
    elif kind == "attention":
        people.correct(desk, person, {"attention": "Stop"})
    elif kind in {"here", "left"}:
        scanning.check_in(desk, person)
        world.clocks["A"].time += 60_000
        if kind == "left":
            scanning.check_in(desk, person, out=True)


def passages(desk: Desk) -> list[tuple[object, ...]]:
    """Return who is here since when, whatever the entries are called."""
    query = "SELECT person, activity, at, gone, here, times FROM attendance"
    return desk.db.execute(query).fetchall()
