"""Receivers: out are those lent and not brought back, whatever was undone, on every desk."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import erasure, history, people, receivers, verification
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal.entry import Fact
from checkin.lists import exports
from checkin.model import receiver
from tests.conftest import Clock
from tests.journal.world import World, register, rows


@pytest.fixture
def li(desk: Desk) -> str:
    """Enter a guest who listens to Chinese, at an event that has channels."""
    settings_of = {"channels": "de zh ru", "deposit": "badge"}
    desk.write(*desk.change("changed", desk.event.id, settings_of))
    return people.enter(desk, {"family": "Li", "languages": "zh en"}).id


def out(desk: Desk) -> list[tuple[str, str]]:
    """Return what is out, and who has it."""
    return [(loan.number, loan.person) for loan in receivers.lent(desk)]


def test_the_next_free_one_is_lent_with_channel_and_deposit(desk: Desk, li: str) -> None:
    loan = receivers.lend(desk, li)
    assert (loan.number, loan.channel, loan.deposit, loan.desk) == ("1", "2", "badge", "A")
    other = people.enter(desk, {"family": "Boris", "languages": "lv"}).id
    assert receivers.lend(desk, other).channel == ""
    assert out(desk) == [("1", li), ("2", other)]
    receivers.take_back(desk, " 1 ")
    assert receivers.lend(desk, li).number == "1"


def test_who_has_one_is_given_no_other_unless_by_number(desk: Desk, li: str) -> None:
    first = receivers.lend(desk, li, "17")
    assert receivers.lend(desk, li) == receivers.lend(desk, li, "17") == first
    receivers.lend(desk, li, "9")
    assert out(desk) == [("9", li), ("17", li)]


def test_one_that_is_out_cannot_be_lent_here_again(desk: Desk, li: str) -> None:
    receivers.lend(desk, li, "17")
    other = people.enter(desk, {"family": "Boris"}).id
    with pytest.raises(DeskError, match="17 is out already: Li"):
        receivers.lend(desk, other, "17")


def test_what_nobody_has_cannot_come_back(desk: Desk, li: str) -> None:
    assert li
    with pytest.raises(DeskError, match="not lent"):
        receivers.take_back(desk, "17")
    with pytest.raises(DeskError, match="no person"):
        receivers.lend(desk, "p-" + "a" * 26)


def test_lending_and_return_are_told_in_the_history(desk: Desk, li: str) -> None:
    receivers.lend(desk, li)
    receivers.take_back(desk, "1")
    told = [one.text for one in history.history(desk, li)][-2:]
    assert told == [
        "Receiver 1 lent, channel 2, 2012-11-22 08:00.",
        "Receiver 1 returned, 2012-11-22 08:00.",
    ]


@pytest.mark.parametrize(
    ("channels", "languages", "channel"),
    [("de zh", "zh", "2"), ("- zh", "zh", "2"), ("de", "zh en", ""), ("de en", "zh en", "2")],
)
def test_a_person_listens_to_the_first_language_that_has_a_channel(
    channels: str, languages: str, channel: str
) -> None:
    assert receiver.channel(channels, languages) == channel


def test_two_desks_that_lend_one_number_are_told_until_it_is_back(
    tmp_path: Path, clock: Clock
) -> None:
    assert clock
    world = World(tmp_path)
    a = world.found("A")
    one, two = register(a, family="Li"), register(a, family="Wu")
    b = world.join("B")
    receivers.lend(a, one, "17")
    receivers.lend(b, two, "17")
    world.meet()
    for desk in (a, b):
        assert {(row[1], row[2]) for row in rows(desk)["conflict"]} == {("receiver", "17")}
        assert verification.faults(desk.path) == []
    assert rows(a) == rows(b)
    exports.export(a, "conflicts", tmp_path / "conflicts.csv", "raw", a.moment(None))
    assert "Several people have the receiver 17." in (tmp_path / "conflicts.csv").read_text("utf-8")
    assert len(receivers.take_back(b, "17")) == 2
    world.meet()
    for desk in (a, b):
        assert not rows(desk)["conflict"]
        assert not out(desk)
        assert verification.faults(desk.path) == []
    world.close()


def test_a_return_that_saw_no_lending_ends_the_latest_before_it(desk: Desk, li: str) -> None:
    at = desk.this_moment()
    desk.write(Fact("returned", li, {"number": "5", "at": (at + timedelta(hours=2)).isoformat()}))
    desk.write(Fact("lent", li, {"number": "5", "at": at.isoformat()}))
    assert not out(desk)
    desk.write(Fact("lent", li, {"number": "5", "at": (at + timedelta(hours=3)).isoformat()}))
    assert out(desk) == [("5", li)]


@pytest.mark.parametrize("said", [{}, {"number": 5}, {"number": "5"}, {"number": "5", "at": "x"}])
def test_odd_lendings_are_passed_over(desk: Desk, li: str, said: dict[str, object]) -> None:
    desk.write(Fact("lent", li, said))
    assert not out(desk)


def test_an_erased_person_still_has_the_receiver(desk: Desk, li: str) -> None:
    receivers.lend(desk, li, "5")
    erasure.erase(desk, li)
    assert out(desk) == [("5", li)]
    receivers.take_back(desk, "5")
    assert not out(desk)
    assert verification.faults(desk.path) == []


STEPS = st.lists(
    st.tuples(st.sampled_from(["lend", "return", "undo"]), st.integers(0, 2), st.integers(1, 3)),
    max_size=14,
)


@settings(max_examples=30)
@given(steps=STEPS)
def test_out_is_lent_minus_returned(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        desk = world.found()
        guests = [register(desk, family=name) for name in "ABC"]
        past: list[set[tuple[str, str]]] = []
        now: set[tuple[str, str]] = set()
        for verb, guest, number in steps:
            world.clocks["A"].time += 1000
            was = set(now)
            if verb == "undo":
                if not past:
                    continue
                desk.undo()
                now = past.pop()
            elif verb == "lend" and str(number) not in dict(now):
                receivers.lend(desk, guests[guest], str(number))
                now |= {(str(number), guests[guest])}
                past.append(was)
            elif verb == "return" and str(number) in dict(now):
                receivers.take_back(desk, str(number))
                now = {(n, p) for n, p in now if n != str(number)}
                past.append(was)
            assert set(out(desk)) == now
        assert verification.faults(desk.path) == []
        world.close()
