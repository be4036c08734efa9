"""Three days on three laptops, through the screens; every figure is recounted by other means."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Clock
from tests.recount import Recount
from tests.ui.three_days import STORY
from tests.ui.visiting import Travelling


@pytest.fixture
def congress(tmp_path: Path, clock: Clock, qtbot: QtBot) -> Iterator[Travelling]:
    """Set up the first laptop."""
    made = Travelling(tmp_path, clock, qtbot)
    yield made
    made.close()


def test_three_days_end_with_the_figures_of_the_congress(congress: Travelling) -> None:
    for day in STORY["day"]:
        congress.begin(day)
        for step in congress.day(day):
            congress.live(day, step)
    recount = Recount(congress.post)
    promised = STORY["expected"]
    assert recount.figures() == {name: promised[name] for name in recount.figures()}
    came = recount.attended()
    assert recount.abroad(came) == promised["abroad"]
    assert recount.abroad(came, residence=True) == promised["abroad_by_residence"]
    assert {**recount.by("delegation", came), "": 0} == {**promised["delegations"], "": 0}
    assert recount.by("country", came) == promised["countries"]
    for name, number in promised["activities"].items():
        assert len(recount.attended(recount.activity(name))) == number, name
