"""A desk: acts are kept whole, taken back and done again, and a reader writes nothing."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from checkin import people, verification
from checkin.attendance import groups
from checkin.attendance.scanning import scan
from checkin.desk import MOST_UNDONE, Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.journal.entry import Fact
from checkin.lists.intake import take_in
from checkin.verdicts import Verdict
from tests.conftest import Clock


def here(desk: Desk) -> int:
    """Count who is here today."""
    query = "SELECT coalesce(sum(here), 0) FROM headcount WHERE activity = ?"
    number: int = desk.db.execute(query, (desk.day(desk.this_moment()),)).fetchone()[0]
    return number


@pytest.fixture
def some(desk: Desk) -> list[str]:
    """Return five people."""
    return [people.enter(desk, {"family": f"F{n}"}).id for n in range(5)]


def test_the_last_act_that_stands_is_taken_back_first(desk: Desk, some: list[str]) -> None:
    scans = [scan(desk, desk.badge_code(person)) for person in some[:3]]
    for answer in reversed(scans):
        assert desk.undo() == [answer.entry]
    assert here(desk) == 0
    assert len(desk.undo()) == 1  # now the last person who was entered
    assert desk.person(some[4]) is None


def test_an_older_act_is_taken_back_and_the_others_stand(desk: Desk, some: list[str]) -> None:
    first = scan(desk, desk.badge_code(some[0]))
    scan(desk, desk.badge_code(some[1]))
    assert desk.undo(first.act) == [first.entry]
    assert here(desk) == 1
    with pytest.raises(DeskError, match="nothing to undo"):
        desk.undo(first.act)


def test_doing_it_again_is_the_redo(desk: Desk, some: list[str]) -> None:
    badge = desk.badge_code(some[0])
    for _time in range(3):
        assert scan(desk, badge).verdict is Verdict.WELCOME
        assert here(desk) == 1
        desk.undo()
        assert here(desk) == 0


def test_one_person_of_a_group_is_taken_back_alone(desk: Desk, some: list[str]) -> None:
    entries = groups.check_in(desk, some, desk.day(desk.this_moment()))
    assert len({entry.act for entry in entries}) == 1
    assert desk.undo(entries[2].id) == [entries[2].id]
    assert here(desk) == 4
    assert len(desk.undo()) == 4
    assert here(desk) == 0
    assert len(groups.check_in(desk, some, desk.day(desk.this_moment()))) == 5


def test_undoing_is_not_undone(desk: Desk, some: list[str]) -> None:
    scan(desk, desk.badge_code(some[0]))
    desk.undo()
    undoing = desk.last_act()
    with pytest.raises(DeskError, match="nothing to undo"):
        desk.undo(undoing)


def test_what_made_the_event_is_not_undone(desk: Desk) -> None:
    founding = desk.last_act()
    with pytest.raises(DeskError, match="nothing to undo"):
        desk.undo()
    with pytest.raises(DeskError, match="nothing to undo"):
        desk.undo(founding)
    assert len(desk.programme.activities) == 3


@pytest.mark.parametrize(
    "name", ["s99", "x", "s²", "s" + "9" * 30, "r-a-b/s1", "h" + "a" * 32, "/"]
)
def test_what_is_no_act_is_told(desk: Desk, name: str) -> None:
    before = desk.last_act()
    with pytest.raises(DeskError, match="no act or entry"):
        desk.undo(name)
    assert desk.last_act() == before


def test_a_large_list_is_taken_back_and_read_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = (f"F{n},G{n},D{n % 9},f{n}@example.org" for n in range(2_000))
    path.write_text("\n".join(["family,given,delegation,email", *rows]), "utf-8")
    took = take_in(desk, path)
    assert took.new == 2_000
    undone = desk.undo()
    assert len(undone) == 2_009
    assert desk.db.execute("SELECT count(*) FROM person").fetchone() == (0,)
    again = take_in(desk, path)
    assert (again.new, again.same, again.rejected) == (2_000, 0, [])
    assert len(desk.undo(again.act)) == 2_009
    assert not verification.faults(desk.path)


def test_much_that_was_said_of_one_person_is_undone_in_parts(desk: Desk, some: list[str]) -> None:
    count = MOST_UNDONE * 2 + 1
    desk.write(*(Fact("changed", some[0], {"set": {"note": str(n)}}) for n in range(count)))
    assert len(desk.undo()) == count
    entries = desk.folded(some[0]).entries
    assert [len(one.said["of"]) for one in entries if one.kind == "undone"] == [200, 200, 1]


def test_any_order_of_doing_and_undoing_ends_alike(desk: Desk, some: list[str]) -> None:
    chance = random.Random(4)  # noqa: S311  an example
    standing: list[str] = []
    for _step in range(60):
        if standing and chance.random() < 0.5:
            entry = standing.pop(chance.randrange(len(standing)))
            assert desk.undo(entry) == [entry]
        else:
            answer = scan(desk, desk.badge_code(chance.choice(some)))
            standing += [answer.entry] if answer.verdict is Verdict.WELCOME and answer.entry else []
        assert here(desk) == len(standing)
    assert not verification.faults(desk.path)


def test_an_act_that_fails_leaves_nothing(desk: Desk, some: list[str]) -> None:
    before = desk.last_act()
    facts = [Fact("changed", some[0], {"set": {"note": "x"}}), Fact("changed", some[0], {"a": {1}})]
    with pytest.raises(TypeError), desk.act():
        desk.keep(facts)
    assert desk.last_act() == before
    person = desk.person(some[0])
    assert person
    assert person.note == ""


def test_a_reader_sees_what_is_written_and_writes_nothing(desk: Desk, some: list[str]) -> None:
    with Desk(desk.path, now=desk.now) as reader:
        scan(desk, desk.badge_code(some[0]))
        assert here(reader) == 1
        with pytest.raises(DeskError, match="reading only"):
            reader.undo()


def test_the_time_outside_the_event_is_the_last_stated_one(desk: Desk, some: list[str]) -> None:
    scan(desk, desk.badge_code(some[0]), at=desk.event.moment("2012-11-22T08:41"))
    with Desk(desk.path, now=lambda: 2_000_000_000_000) as late:
        assert late.moment(None) == desk.event.moment("2012-11-22T08:41")
        assert late.moment("2012-11-23T08:00").isoformat() == "2012-11-23T08:00:00+01:00"
    assert desk.moment(None) == desk.this_moment()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2012, 11, 23), date(2012, 11, 21)),
        (date(1, 1, 1), date(1, 1, 1)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_an_event_has_days_that_can_be(tmp_path: Path, first: date, last: date) -> None:
    path = tmp_path / "new" / "a.checkin"
    with pytest.raises(DeskError):
        found(path, title="T", first=first, last=last, zone_name="UTC", label="A")
    assert not path.exists()


def test_an_event_whose_title_cannot_be_kept_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "a.checkin"
    day = date(2012, 11, 21)
    with pytest.raises(DeskError):
        found(path, title="a\0b", first=day, last=day, zone_name="UTC", label="A")
    assert not list(tmp_path.glob("a.checkin*"))


def test_a_time_stated_after_the_event_is_not_now(desk: Desk, clock: Clock) -> None:
    clock.at("2026-01-01T09:00:00+01:00")
    person = people.enter(desk, {"family": "Li"})
    day = next(iter(desk.programme.activities))
    for at in ("2012-11-22T09:00:00+01:00", "2200-01-01T09:00:00+01:00"):
        desk.write(Fact("arrived", person.id, {"activity": day, "at": at}))
    assert desk.moment(None).isoformat() == "2012-11-22T09:00:00+01:00"
