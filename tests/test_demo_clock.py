"""A demo congress runs on its own clock, and never on the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkin import demo, demo_clock, demo_stage
from checkin.attendance import scanning, tallies
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.verdicts import Verdict

HOUR = 3600 * 1000


@pytest.fixture
def morning(tmp_path: Path) -> Path:
    """Play the demo up to its second morning; return the event file of desk A."""
    return demo.play_morning(tmp_path / "demo")


def started(path: Path) -> int:
    """Return what the clock of a demo says, as it is opened."""
    now = demo_clock.of(path)
    assert now
    return now()


def test_the_morning_is_quiet_and_desks_have_heard_of_each_other(morning: Path) -> None:
    for label, name in demo_stage.FILES.items():
        with Desk(morning.with_name(name)) as desk:
            assert (desk.label, tallies.tally(desk).total["here"]) == (label, 31)
            assert demo_clock.marked(desk)


def test_a_scan_in_the_morning_is_welcome_whatever_the_date_of_the_machine(morning: Path) -> None:
    now = demo_clock.of(morning)
    assert now
    with Desk(morning, writing=True, now=now) as desk:
        guest = desk.find("WANG Wei Bingcheng")[0]
        outcome = scanning.scan(desk, desk.badge_code(guest.id))
    assert outcome.verdict is Verdict.WELCOME
    assert f"{outcome.at:%Y-%m-%d %H:%M}" == "2012-11-22 08:13"


def test_the_clock_ticks_and_goes_on_after_the_last_answer(morning: Path) -> None:
    begun = round(demo.MORNING.timestamp() * 1000)
    assert begun <= started(morning) < begun + HOUR
    with Desk(morning, writing=True, now=lambda: begun + HOUR) as desk:
        scanning.scan(desk, "nobody's")
    assert started(morning) >= begun + HOUR


def test_an_answer_of_another_year_does_not_move_the_clock(morning: Path) -> None:
    with Desk(morning, writing=True) as desk:  # on the machine's clock
        scanning.scan(desk, "nobody's")
    begun = round(demo.MORNING.timestamp() * 1000)
    assert begun <= started(morning) < begun + HOUR


def test_a_real_congress_and_a_demo_made_real_run_on_the_machines_clock(
    desk: Desk, morning: Path, tmp_path: Path
) -> None:
    assert not demo_clock.marked(desk)
    assert demo_clock.of(desk.path) is None
    with Desk(morning, writing=True) as made_real:
        demo_clock.unmark(made_real)
    assert demo_clock.of(morning) is None
    with pytest.raises(DeskError, match="There is no event file"):
        demo_clock.of(tmp_path / "nowhere.checkin")
