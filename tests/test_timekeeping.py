"""The wrong date of a machine: asked about once, set right for what is stated, never in the way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from checkin import exchange, people, timekeeping
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from tests.conftest import Clock


def reason(desk: Desk) -> str:
    found = timekeeping.doubt(desk)
    return found.reason if found else ""


def test_on_a_day_of_the_event_nobody_is_asked(desk: Desk) -> None:
    assert timekeeping.doubt(desk) is None


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ("2012-11-25T08:00:00+01:00", "after"),
        ("2031-01-01T00:00:00+00:00", "after"),
        ("2012-11-22T07:00:00+01:00", "behind"),
        ("2002-01-01T00:00:00+00:00", "behind"),
    ],
)
def test_a_date_that_cannot_be_is_asked_about(desk: Desk, clock: Clock, now: str, why: str) -> None:
    clock.at(now)
    assert reason(desk) == why


def test_who_prepares_is_asked_once(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    post = tmp_path / "post"
    post.mkdir()
    exchange.sync(desk, post)
    clock.at("2012-11-14T18:00:00+01:00")
    with exchange.join(tmp_path / "b.checkin", post, "B", clock) as early:
        assert reason(early) == "before"
        timekeeping.confirm(early)
        assert reason(early) == ""
        clock.at("2012-11-25T18:00:00+01:00")
        assert reason(early) == "after"


def test_a_few_minutes_behind_are_no_matter(desk: Desk, clock: Clock) -> None:
    clock.at("2012-11-22T07:55:01+01:00")
    assert reason(desk) == ""


def test_what_is_stated_follows_the_time_that_was_set(desk: Desk, clock: Clock) -> None:
    clock.at("2002-01-01T00:00:00+00:00")
    timekeeping.set_clock(desk, datetime.fromisoformat("2012-11-22T08:41:00+01:00"))
    assert reason(desk) == ""
    clock.milliseconds += 60_000
    assert desk.this_moment().isoformat() == "2012-11-22T08:42:00+01:00"
    guest = people.enter(desk, {"name": "Li Na"})
    scanning.scan(desk, desk.badge_code(guest.id))
    at = store.single(desk.db, "SELECT at FROM attendance WHERE person = ?", (guest.id,))
    assert at == "2012-11-22T08:42:00+01:00"


def test_the_clock_of_the_journal_is_left_alone(desk: Desk, clock: Clock) -> None:
    timekeeping.set_clock(desk, datetime.fromisoformat("2012-11-23T09:00:00+01:00"))
    entry = next(store.latest(desk.db, desk.replica))
    assert (entry.kind, entry.subject, entry.said) == (
        "clock-set",
        "none",
        {"offset_ms": 25 * 3600 * 1000},
    )
    assert entry.hlc.startswith(f"t{clock.milliseconds}")


def test_an_offset_outlives_the_program_and_an_undo(desk: Desk) -> None:
    timekeeping.set_clock(desk, datetime.fromisoformat("2012-11-22T09:00:00+01:00"))
    with pytest.raises(DeskError, match="nothing to undo"):
        desk.undo()
    with Desk(desk.path, now=desk.now) as reader:
        assert timekeeping.offset(reader) == 3600 * 1000
        assert reader.this_moment().hour == 9


def test_a_machine_that_was_repaired_is_asked_about_again(desk: Desk, clock: Clock) -> None:
    clock.at("2002-01-01T00:00:00+00:00")
    timekeeping.set_clock(desk, datetime.fromisoformat("2012-11-22T09:00:00+01:00"))
    clock.at("2012-11-22T09:30:00+01:00")
    assert reason(desk) == "after"
    timekeeping.set_clock(desk, datetime.fromisoformat("2012-11-22T09:30:00+01:00"))
    assert timekeeping.offset(desk) == 0
    assert reason(desk) == ""


def test_a_time_beyond_all_reason_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError):
        timekeeping.set_clock(desk, datetime.fromisoformat("2512-11-22T09:00:00+01:00"))


def test_an_event_without_days_asks_nobody_about_them(desk: Desk, clock: Clock) -> None:
    desk.write(*desk.change("changed", desk.event.id, {"first_day": "", "last_day": ""}))
    clock.at("2030-01-01T00:00:00+00:00")
    assert reason(desk) == ""
