"""Outsiders learn of no small group, neither from its cell nor from all others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.attendance import outsiders
from checkin.attendance.tallies import Tally
from checkin.errors import DeskError


def counted(*attended: int) -> Tally:
    rows = tuple({"key": f"k{n}", "attended": count} for n, count in enumerate(attended))
    return Tally("persons", "", rows, {"attended": sum(attended)})


def test_small_groups_are_joined_until_they_are_five() -> None:
    told = outsiders.told(counted(40, 3, 1, 9, 0))
    assert [(one.key, one.attended) for one in told.cells] == [("k0", 40), (None, 13)]
    told = outsiders.told(counted(40, 3, 2))
    assert [(one.key, one.attended) for one in told.cells] == [("k0", 40), (None, 5)]


def test_where_all_are_few_nothing_is_told() -> None:
    told = outsiders.told(counted(3, 1))
    assert (told.cells, told.total) == ((), None)
    assert outsiders.told(counted()).total == 0


@pytest.mark.parametrize("by", outsiders.OVERLAPPING)
def test_who_is_in_several_rows_is_not_told_by_them(by: str) -> None:
    with pytest.raises(DeskError, match="several rows"):
        outsiders.require(by)
    outsiders.require("country")


@given(st.lists(st.integers(0, 30), max_size=12))
def test_cells_add_up_and_none_is_small(attended: list[int]) -> None:
    told = outsiders.told(counted(*attended))
    if told.total is None:
        assert 0 < sum(attended) < outsiders.LEAST
        return
    assert sum(one.attended for one in told.cells) == told.total == sum(attended)
    assert all(one.attended >= outsiders.LEAST for one in told.cells)
    assert sum(one.joined for one in told.cells) <= 1
