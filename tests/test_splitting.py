"""A group over the cap is parted into the fewest groups, with the fewest interpreters."""

from __future__ import annotations

import pytest
from hypothesis import given
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
    assert [len(group.people) for group in groups] == [27, 4]
    assert [group.languages for group in groups] == [("ru", "zh"), ("lv",)]
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
    desk.undo()
    assert len(bookings.on_list(desk, plant)) == 2
    assert len(bookings.waiting(desk, plant)) == 2
    assert desk.activity(made[1].id) is None


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
