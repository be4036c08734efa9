"""The organiser hears that the head of a delegation has come, from whichever desk."""

from __future__ import annotations

from pathlib import Path

from checkin import delegations, exchange, people, pin
from checkin.attendance import heads, scanning
from checkin.desk import Desk
from tests.conftest import Clock


def test_a_head_who_came_at_another_desk_is_news_until_looked_at(
    desk: Desk, clock: Clock, tmp_path: Path
) -> None:
    group = delegations.put(desk, "", {"title": "Harbin"})
    xing = people.enter(desk, {"name": "XING Haifeng", "delegation": "Harbin"}, "")
    other = people.enter(desk, {"name": "LI Na", "delegation": "Harbin"}, "")
    delegations.lead(desk, xing, "head")
    delegations.lead(desk, other, "deputy")
    folder = tmp_path / "stick"
    folder.mkdir()
    exchange.sync(desk, folder)
    with exchange.join(tmp_path / "b.checkin", folder, "B", now=clock) as there:
        scanning.check_in(there, xing.id)
        exchange.sync(there, folder)
    assert heads.news(desk) == []
    exchange.sync(desk, folder)
    (came,) = heads.news(desk)
    assert (came.delegation.id, came.part, came.person, came.desk) == (
        group.id,
        "head",
        xing.id,
        "B",
    )
    heads.look_at(desk)
    assert heads.news(desk) == []
    scanning.check_in(desk, other.id)
    assert [one.part for one in heads.news(desk)] == ["deputy"]
    desk.undo()
    assert heads.news(desk) == []
    assert len(heads.arrived_heads(desk)) == 1


def test_a_desk_with_a_pin_hears_of_heads_only_where_that_is_wanted(desk: Desk) -> None:
    assert heads.told(desk)
    pin.choose(desk, "4711")
    assert not heads.told(desk)
    heads.tell(desk, wanted=True)
    assert heads.told(desk)
