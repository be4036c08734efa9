"""The own plan: all that one interpreter must know, what is missing of it, and nothing of others."""

from __future__ import annotations

import pytest

from checkin import bookings, people, programme
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import own_plan, own_words
from checkin.interpreting.own_plan import OwnPlan
from tests.interpreting.stage import DAY, NEXT, Stage
from tests.conftest import Clock


@pytest.fixture
def stage(desk: Desk) -> Stage:
    """Plan a day."""
    return Stage(desk)


def words(plan: OwnPlan, number: int = 0) -> dict[str, str]:
    return {one.name: one.text for one in own_words.said(plan.lines[number], plan.person)}


def test_everything_has_a_place_and_what_nobody_said_is_missing(stage: Stage) -> None:
    stage.promise(stage.wang, "water", "zh", "de", booth="2")
    stage.promise(stage.wang, "plant", "de", "zh")
    plan = own_plan.own_plan(stage.desk, stage.wang, DAY)
    print(plan.lines)
    print(words(plan))
    print(own_words.lacking(plan))
    plan = own_plan.own_plan(stage.desk, stage.wang, NEXT)
    print(words(plan))
    print(own_words.lacking(plan))
    assert 0
