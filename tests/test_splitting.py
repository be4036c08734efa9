"""A group over the cap is parted into the fewest groups, with the fewest interpreters."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin import bookings, splitting
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.model.person import Person
from tests.planning import guest, visit


def listed(desk: Desk, plant: str, *languages: str) -> list[str]:
    found = []
    for number, spoken in enumerate(languages):
        found.append(guest(desk, f"G{number:02}", languages=spoken))
        bookings.book(desk, found[-1], plant)
    return found


def test_31_guests_at_a_cap_of_30_are_two_groups_by_language(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="30", languages="de")
    everybody = listed(desk, plant, *["zh"] * 18, *["ru"] * 9, *["lv ru"] * 4)
    groups = splitting.proposal(desk, plant)
    assert [len(group.people) for group in groups] == [18, 13]
    assert [group.languages for group in groups] == [("zh",), ("lv", "ru")]
    assert splitting.said(groups[1]) == "13 people, interpreters for Latvian, Russian"
    assert splitting.interpreters(groups) == 3
    assert {one.id for group in groups for one in group.people} == set(everybody)


def test_who_understands_the_guide_needs_nobody(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="2", languages="de en")
    listed(desk, plant, "zh", "en", "zh en", "de")
    groups = splitting.proposal(desk, plant)
    assert sorted(group.languages for group in groups) == [(), ("zh",)]


def test_a_split_moves_the_lists_as_one_act(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="2", languages="de", place="Rothensee")
    everybody = listed(desk, plant, "zh", "ru", "zh", "zh")
    groups = splitting.proposal(desk, plant)
    made = splitting.split(desk, plant, groups, ["2012-11-23T14:30:00+01:00"])
    assert [one.title for one in made] == ["MHKW", "MHKW 2"]
    assert (made[1].start[11:16], made[1].end[11:16]) == ("14:30", "15:30")
    assert made[1].place == made[0].place
    lists = [{one.id for one in bookings.on_list(desk, activity.id)} for activity in made]
    assert set.union(*lists) == set(everybody)
    assert not lists[0] & lists[1]
    assert bookings.waiting(desk, plant) == []
    again = splitting.split(desk, plant, splitting.proposal(desk, plant, 1))
    assert [one.title for one in again] == ["MHKW", "MHKW 3"]
    desk.undo()
    desk.undo()
    assert len(bookings.on_list(desk, plant)) == 2
    assert len(bookings.waiting(desk, plant)) == 2
    assert desk.activity(made[1].id) is None


def test_a_split_leaves_nobody_waiting_whatever_the_order_of_the_line(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="3")
    everybody = [guest(desk, f"G{number:02}") for number in range(8)]
    for person in reversed(everybody):
        bookings.book(desk, person, plant)
    made = splitting.split(desk, plant, splitting.proposal(desk, plant, 5))
    assert [bookings.waiting(desk, one.id) for one in made] == [[], []]
    assert [bookings.taken(desk, one.id) for one in made] == [4, 4]


def test_a_group_of_another_day_is_on_that_day(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1", day="2012-11-23")
    listed(desk, plant, "zh", "ru")
    made = splitting.split(desk, plant, splitting.proposal(desk, plant), ["2012-11-22T13:00"])
    assert [one.day for one in made] == ["2012-11-23", "2012-11-22"]
    assert desk.wholes(made[1].id) == (desk.day(desk.event.moment("2012-11-22T12:00")),)


def test_nobody_is_split_off_to_a_time_at_which_they_are_elsewhere(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00", capacity="1", title_en="Plant")
    everybody = listed(desk, plant, "zh", "ru")
    port = visit(desk, "Hafen", "14:30", "15:30")
    for person in everybody:
        bookings.book(desk, person, port)
    groups = splitting.proposal(desk, plant)
    with pytest.raises(DeskError, match=r"G0.: MHKW 2 \(23.11. 14:00–15:00\) overlaps with Hafen"):
        splitting.split(desk, plant, groups, ["2012-11-23T14:00"])
    assert len(bookings.waiting(desk, plant)) == 1
    made = splitting.split(desk, plant, groups, ["2012-11-23T10:00"])
    assert made[1].title_en == "Plant 2"


def test_without_a_cap_there_is_nothing_to_split(desk: Desk) -> None:
    plant = visit(desk, "MHKW", "13:00", "14:00")
    with pytest.raises(DeskError, match="has room for"):
        splitting.proposal(desk, plant)
    with pytest.raises(DeskError, match="no activity"):
        splitting.proposal(desk, "a-" + "a" * 26)
    assert splitting.proposal(desk, plant, 5) == []


@given(
    spoken=st.lists(st.sampled_from(["zh", "ru", "lv", "kk", "de", ""]), max_size=60),
    cap=st.integers(1, 20),
)
def test_groups_hold_everybody_once_within_the_cap(spoken: list[str], cap: int) -> None:
    guests = [Person(f"p-{n}", languages=one) for n, one in enumerate(spoken)]
    groups = splitting.parted(guests, frozenset({"de"}), cap)
    assert sorted(one.id for group in groups for one in group.people) == sorted(
        one.id for one in guests
    )
    assert all(0 < len(group.people) <= cap for group in groups)
    assert len(groups) == -(-len(guests) // cap)


def fewest(sizes: tuple[int, ...], rooms: tuple[int, ...]) -> float:
    """Return how few interpreters languages of these sizes need, by trying every way."""
    if not sizes:
        return 0
    ways = product(*(range(min(sizes[0], room) + 1) for room in rooms))
    return min(
        (
            sum(map(bool, way))
            + fewest(sizes[1:], tuple(room - n for room, n in zip(rooms, way, strict=True)))
            for way in ways
            if sum(way) == sizes[0]
        ),
        default=math.inf,
    )


@settings(max_examples=40)
@given(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=3), easy=st.integers(0, 4))
def test_no_way_to_part_a_group_needs_fewer_interpreters(sizes: list[int], easy: int) -> None:
    spoken = [word for word, n in zip(("zh", "ru", "lv"), sizes, strict=False) for _ in range(n)]
    guests = [Person(f"p-{n}", languages=one) for n, one in enumerate([*spoken, *["de"] * easy])]
    cap = max(2, -(-len(guests) // 3))
    groups = splitting.parted(guests, frozenset({"de"}), cap)
    assert splitting.interpreters(groups) == fewest(tuple(sizes), (cap,) * len(groups))


def test_who_needs_nobody_stays_with_the_delegation() -> None:
    guests = [Person(f"p-{n}", languages="zh", delegation="d-harbin") for n in range(6)]
    guests += [Person(f"r-{n}", languages="ru", delegation="d-almaty") for n in range(6)]
    guests += [Person("p-x", languages="zh de", delegation="d-harbin"), Person("r-x")]
    groups = splitting.parted(guests, frozenset({"de"}), 7)
    parted = [{one.delegation for one in group.people} for group in groups]
    assert parted == [{"d-almaty", ""}, {"d-harbin"}]
