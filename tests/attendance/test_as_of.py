"""As of when figures are: what each desk is known to have said, and what is provisional."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin import desks
from checkin.attendance import as_of
from checkin.attendance.as_of import Stand
from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.exchange import join, sync
from checkin.journal import identity
from checkin.journal.entry import Fact, fresh
from checkin.model.activity import activity_subject
from tests.conftest import Clock


def symposium(desk: Desk) -> str:
    subject = activity_subject(desk.key, "symposium")
    times = {"start": "2012-11-22T09:00+01:00", "end": "2012-11-22T17:00+01:00"}
    desk.write(Fact("planned", subject, {"set": {"title": "T", "kind": "symposium", **times}}))
    return subject


@pytest.fixture
def other(desk: Desk, clock: Clock, tmp_path: Path) -> Desk:
    """Let a desk B join, and check somebody in at 8:20."""
    folder = tmp_path / "exchange"
    folder.mkdir()
    subject = fresh("p")
    desk.write(Fact("registered", subject, {"set": {"family": "Li"}}))
    sync(desk, folder)
    clock.at("2012-11-22T08:20:00+01:00")
    with join(tmp_path / "b.checkin", folder, "B", now=clock, state=tmp_path) as second:
        scan(second, second.badge_code(subject))
        sync(second, folder)
    sync(desk, folder)
    return desk


def test_each_desk_is_told_with_its_time_and_a_day_only_where_it_is_another(
    other: Desk, clock: Clock
) -> None:
    clock.at("2012-11-22T08:41:00+01:00")
    now = other.moment(None)
    assert as_of.short(as_of.stands(other), now) == "A 8:41, B 8:20"
    clock.at("2012-11-23T09:05:00+01:00")
    assert as_of.short(as_of.stands(other), other.moment(None)) == "A 9:05, B 22 Nov 8:20"


def test_a_desk_only_heard_of_is_missing_and_one_heard_in_part_has_gaps(
    other: Desk, clock: Clock
) -> None:
    clock.at("2012-11-22T08:41:00+01:00")
    second = next(one for one in desks.sights(other) if one.label == "B")
    desks.hear(other, {identity.minted("C"): 7, second.replica: second.seen + 2})
    found = as_of.stands(other)
    assert as_of.short(found, other.moment(None)) == "A 8:41, B 8:20, gaps, C missing"
    assert [(one.label, one.missing) for one in found] == [("A", 0), ("B", 2), ("C", 7)]
    assert as_of.sentence(found, other.moment(None)).startswith("As of 2012-11-22 8:41: A 8:41")


def test_of_two_desks_with_one_label_the_one_heard_longer_ago_counts(
    other: Desk, clock: Clock
) -> None:
    clock.at("2012-11-22T08:41:00+01:00")
    desks.hear(other, {identity.minted("B"): 3, identity.minted("A"): 1})
    assert as_of.short(as_of.stands(other), other.moment(None)) == "A 8:41, gaps, B missing"


def test_no_shows_are_provisional_until_it_is_over_and_all_were_heard_since(
    other: Desk, clock: Clock
) -> None:
    activity = symposium(other)
    found = as_of.stands(other)
    now = other.event.moment("2012-11-22T16:59")
    assert "more people may still come" in as_of.provisional(other, found, now, activity)
    clock.at("2012-11-22T17:30:00+01:00")
    now, found = other.moment(None), as_of.stands(other)
    assert as_of.provisional(other, found, now, activity) == (
        "No-shows are provisional until all desks are in; so far B 8:20."
    )
    late = other.event.moment("2012-11-22T17:10")
    assert not as_of.provisional(other, [found[0], Stand("B", late, 0)], now, activity)
    assert as_of.provisional(other, [found[0], Stand("B", late, 1)], now, activity)


def test_one_desk_alone_knows_its_no_shows_once_it_is_over(desk: Desk, clock: Clock) -> None:
    activity = symposium(desk)
    clock.at("2012-11-22T17:00:00+01:00")
    assert not as_of.provisional(desk, as_of.stands(desk), desk.moment(None), activity)


def test_it_is_over_with_the_last_thing_planned_else_with_the_day(desk: Desk) -> None:
    day = desk.day(desk.event.moment("2012-11-23T12:00"))
    assert as_of.end_of(desk, None) == desk.event.moment("2012-11-24T00:00")
    assert as_of.end_of(desk, day) == desk.event.moment("2012-11-24T00:00")
    activity = symposium(desk)
    for one in (activity, None, desk.day(desk.event.moment("2012-11-22T12:00"))):
        assert as_of.end_of(desk, one) == desk.event.moment("2012-11-22T17:00")
