"""The history of a person in words, whatever the entries hold."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.history import history
from checkin.journal.entry import Fact


def texts(desk: Desk, subject: str) -> list[str]:
    """Return the sentences of a person's history."""
    return [happening.text for happening in history(desk, subject)]


def test_a_history_tells_what_happened_in_order(desk: Desk) -> None:
    li = people.enter(desk, {"family": "Li", "delegation": "Harbin"})
    day = desk.day(desk.this_moment())
    people.book(desk, [li.id], day)
    badge = desk.badge_code(li.id)
    scan(desk, badge)
    scan(desk, badge, at=desk.event.moment("2012-11-22T08:30"))
    scan(desk, badge, out=True, at=desk.event.moment("2012-11-22T09:00"))
    desk.undo()
    people.hand_out(desk, [li.id])
    people.reissue(desk, li.id, "lost")
    assert texts(desk, li.id) == [
        "Registered: delegation = Harbin, entered = walk-in, family = Li.",
        "Set: 2012-11-22 = booked.",
        "Checked in: 2012-11-22, 2012-11-22 08:00.",
        "Refused as already-here: 2012-11-22, 2012-11-22 08:30.",
        "Checked out: 2012-11-22, 2012-11-22 09:00.",
        "1 entry taken back.",
        "Badge handed out, 2012-11-22 08:00.",
        "Badge code number 2.",
    ]
    assert [one.undone for one in history(desk, li.id)].index(True) == 4
    assert {one.desk for one in history(desk, li.id)} == {"A"}


def test_two_who_are_one_have_one_history(desk: Desk) -> None:
    one, two = people.enter(desk, {"family": "Li"}), people.enter(desk, {"family": "Ли"})
    both = people.merge(desk, one.id, two.id)
    assert texts(desk, one.id) == texts(desk, two.id)
    assert texts(desk, one.id)[-1] == f"Joined with {both.whole_name}."


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("arrived", {"activity": 7, "at": ["x"]}),
        ("arrived", {}),
        ("undone", {"of": 3}),
        ("changed", {"set": ["x"]}),
        ("changed", {"set": {"delegation": 5, "booking a-x": {}}}),
        ("merged", {"with": None}),
        ("frobbed", {"x": "{0.__class__}"}),
        ("minted", {"issue": "{issue}"}),
        ("refused", {"reason": "%s", "at": "9999999-99"}),
    ],
)
def test_odd_entries_of_other_programs_are_told_too(
    desk: Desk, kind: str, data: dict[str, object]
) -> None:
    li = people.enter(desk, {"family": "Li"})
    desk.write(Fact(kind, li.id, data))
    assert texts(desk, li.id)[-1]
