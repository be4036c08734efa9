"""The PIN: right digits of any script open, five failures wait, nothing of it leaves the desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checkin import exchange, people, pin
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.founding import found
from checkin.journal import store
from tests.conftest import Clock


@pytest.fixture
def locked(desk: Desk) -> Desk:
    """Give the desk a PIN."""
    pin.choose(desk, "2468")
    return desk


def test_the_right_pin_opens_and_a_wrong_one_does_not(locked: Desk) -> None:
    assert pin.check(locked, "2468").right
    assert not pin.check(locked, "2469").right
    assert not pin.check(locked, "").right
    assert not pin.check(locked, "24680").right


@pytest.mark.parametrize("typed", ["２４６８", "٢٤٦٨", "२४६८", " 24-68 ", "２ ４\u3000６８"])
def test_digits_of_any_script_are_the_same_digits(locked: Desk, typed: str) -> None:
    assert pin.check(locked, typed).right


@pytest.mark.parametrize("poor", ["", "123", "12a4", "abcd", "²³¹⁴", "1" * 33])
def test_what_is_no_pin_is_refused(desk: Desk, poor: str) -> None:
    with pytest.raises(DeskError, match="at least 4 digits"):
        pin.choose(desk, poor)
    assert not pin.is_set(desk)
    assert not pin.check(desk, poor).right


def test_a_second_pin_takes_the_first(locked: Desk) -> None:
    with pytest.raises(DeskError, match="already"):
        pin.choose(locked, "1357")
    assert not pin.change(locked, "9999", "1357").right
    assert pin.check(locked, "2468").right
    assert pin.change(locked, "2468", "1357").right
    assert pin.check(locked, "1357").right
    assert not pin.check(locked, "2468").right


def test_a_poor_new_pin_costs_no_try_and_keeps_the_old(locked: Desk) -> None:
    with pytest.raises(DeskError):
        pin.change(locked, "2468", "12")
    assert pin.check(locked, "2468").right


def test_five_failures_wait_half_a_minute_even_for_the_right_pin(
    locked: Desk, clock: Clock
) -> None:
    waits = [pin.check(locked, "0000").wait for _try in range(5)]
    assert waits == [0, 0, 0, 0, 30]
    assert pin.check(locked, "2468") == pin.Answer(right=False, wait=30)
    clock.milliseconds += 29_500
    assert pin.check(locked, "2468") == pin.Answer(right=False, wait=1)
    clock.milliseconds += 500
    assert pin.check(locked, "2468").right


def test_five_more_failures_wait_again(locked: Desk, clock: Clock) -> None:
    for _try in range(5):
        pin.check(locked, "0000")
    clock.milliseconds += 30_000
    assert [pin.check(locked, "0000").wait for _try in range(5)] == [0, 0, 0, 0, 30]


def test_the_wait_survives_a_restart(tmp_path: Path, clock: Clock) -> None:
    days = {"first": date(2012, 11, 21), "last": date(2012, 11, 23), "zone_name": "Europe/Berlin"}
    path = tmp_path / "b.checkin"
    with found(path, title="green cities", label="B", now=clock, **days) as before:
        pin.choose(before, "2468")
        for _try in range(5):
            pin.check(before, "0000")
    with Desk(path, writing=True, now=clock) as again:
        assert pin.check(again, "2468").wait == 30


def test_a_clock_that_is_set_back_does_not_lock_for_longer(locked: Desk, clock: Clock) -> None:
    for _try in range(5):
        pin.check(locked, "0000")
    clock.at("2002-01-01T00:00:00+00:00")
    assert pin.check(locked, "2468").wait == 30
    clock.milliseconds += 30_000
    assert pin.check(locked, "2468").right


@pytest.mark.parametrize("kept", ["²:1", "5:٣x", "5:" + "9" * 5000, "9" * 5000 + ":1", ":", "5"])
def test_an_edited_count_of_failures_does_no_harm(locked: Desk, clock: Clock, kept: str) -> None:
    with locked.act():
        store.remember(locked.db, pin_failures=kept)
    if pin.check(locked, "2468").wait:
        clock.milliseconds += 30_000
        assert pin.check(locked, "2468").right


def test_the_right_pin_opens_though_the_disk_is_full(locked: Desk) -> None:
    """Or nobody could take a kiosk back."""
    pin.check(locked, "0000")
    locked.db.execute(f"PRAGMA max_page_count = {store.single(locked.db, 'PRAGMA page_count')}")
    with pytest.raises(DeskError, match="full"):
        people.enter(locked, {"family": "Wide", "note": "x" * 30_000})
    assert pin.check(locked, "2468").right


def test_a_right_pin_forgets_earlier_failures(locked: Desk) -> None:
    for _round in range(3):
        for _try in range(4):
            assert not pin.check(locked, "0000").wait
        assert pin.check(locked, "2468").right


def test_nothing_of_it_reaches_the_journal_or_another_desk(
    locked: Desk, tmp_path: Path, clock: Clock
) -> None:
    before = len(list(store.everything(locked.db)))
    pin.check(locked, "1111")
    pin.change(locked, "2468", "13579")
    assert len(list(store.everything(locked.db))) == before
    post = tmp_path / "post"
    post.mkdir()
    exchange.sync(locked, post)
    with exchange.join(tmp_path / "b.checkin", post, "B", clock) as other:
        assert not pin.is_set(other)
    kept = store.recall(locked.db, "pin")
    assert "13579" not in kept
    assert all(kept.encode() not in file.read_bytes() for file in post.iterdir())


def test_a_reader_cannot_set_one(desk: Desk) -> None:
    with Desk(desk.path) as reader, pytest.raises(DeskError, match="reading only"):
        pin.choose(reader, "1234")


def test_a_damaged_memory_opens_to_nobody(locked: Desk) -> None:
    for broken in ("x$y", "$", "00$", "zz"):
        store.remember(locked.db, pin=broken, pin_failures="no:thing")
        assert not pin.check(locked, "2468").right
