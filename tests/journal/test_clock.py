"""The clock orders entries, whatever the laptops' clocks do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checkin.journal import clock

TIMES = st.integers(0, 9_999_999_000_000)


@given(st.lists(TIMES, min_size=1, max_size=20))
def test_time_never_goes_back(moments: list[int]) -> None:
    last = clock.START
    for moment in moments:
        then = clock.tick(last, moment)
        assert then > last
        assert clock.milliseconds(then) >= moment
        last = then


def test_a_full_counter_takes_the_next_millisecond() -> None:
    assert clock.tick("t0000000000005.9999", 3) == "t0000000000006.0000"


@given(TIMES, TIMES, TIMES)
def test_nobody_is_followed_further_than_trusted(last: int, heard: int, now: int) -> None:
    mine, theirs = f"t{last:013d}.0000", f"t{heard:013d}.0000"
    then = clock.follow(mine, theirs, now)
    assert then in {mine, theirs}
    assert then >= mine
    assert clock.milliseconds(then) <= max(last, now + clock.TRUSTED_LEAD)
    if heard <= now + clock.TRUSTED_LEAD:
        assert then >= theirs
