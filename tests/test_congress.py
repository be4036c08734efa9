"""The event itself: titles and days are acts like all others, and what cannot be is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin import congress, exchange, people, verification
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from tests.conftest import Clock


def days(desk: Desk) -> list[str]:
    return sorted(one.day for one in desk.programme.activities.values() if one.kind == "day")


def test_titles_and_zone_are_set_in_one_act_and_undone_in_one(desk: Desk) -> None:
    assert congress.settle(desk, {"title": "Grüne Städte", "zone": "Asia/Almaty"})
    assert (desk.event.title, desk.event.zone) == ("Grüne Städte", "Asia/Almaty")
    assert not congress.settle(desk, {"title": "Grüne Städte"})
    desk.undo()
    assert (desk.event.title, desk.event.zone) == ("green cities", "Europe/Berlin")


def test_new_days_are_planned_and_unused_ones_taken_back(desk: Desk) -> None:
    congress.settle(desk, {"first_day": "2012-11-20", "last_day": "2012-11-22"})
    assert days(desk) == ["2012-11-20", "2012-11-21", "2012-11-22"]
    congress.settle(desk, {"last_day": "2012-11-23"})
    assert days(desk)[-1] == "2012-11-23"
    assert not verification.faults(desk.path)


def test_a_day_on_which_somebody_came_stays(desk: Desk) -> None:
    guest = people.enter(desk, {"name": "Li Na"})
    scanning.scan(desk, desk.badge_code(guest.id))
    congress.settle(desk, {"first_day": "2012-11-23", "last_day": "2012-11-24"})
    assert days(desk) == ["2012-11-22", "2012-11-23", "2012-11-24"]


@pytest.mark.parametrize(
    "values",
    [
        {"first_day": "2012-11-24"},
        {"last_day": "tomorrow"},
        {"last_day": "2013-11-24"},
        {"zone": "Europe/Magdeburg"},
        {"day_starts": "4 Uhr"},
        {"title": ""},
    ],
)
def test_what_cannot_be_changes_nothing(desk: Desk, values: dict[str, str]) -> None:
    before = desk.event
    with pytest.raises(DeskError):
        congress.settle(desk, values)
    assert desk.event == before


def test_a_desk_that_is_called_otherwise_writes_on(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    people.enter(desk, {"name": "Li Na"})
    with Desk(desk.path, now=clock) as reader:
        assert congress.relabel(desk, "b2")
        assert not congress.relabel(desk, "B2")
        assert desk.label == "B2"
        reader.refresh()
        assert reader.label == "B2"
    people.enter(desk, {"name": "Anna Müller"})
    post = tmp_path / "post"
    post.mkdir()
    exchange.sync(desk, post)
    with exchange.join(tmp_path / "c.checkin", post, "C", clock) as other:
        assert [seen.desk for seen in exchange.sync(other, post).desks][:2] == ["A", "B2"]
    assert not verification.faults(desk.path)
    for label in ("", "Saal 1", "ä"):
        with pytest.raises(DeskError):
            congress.relabel(desk, label)
