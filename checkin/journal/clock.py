"""A clock that orders entries, never refuses and never runs away with somebody else's year."""

from __future__ import annotations

TRUSTED_LEAD = 15 * 60 * 1000  # ms by which another desk's clock is followed
START = "t0000000000000.0000"
_LAST_COUNT = 9_999


def tick(last: str, now: int) -> str:
    """Return the time of the next entry: never before the last one; `now` in ms since 1970."""
    moment, count = _parts(last)
    if now > moment:
        return _time(now, 0)
    return _time(moment, count + 1) if count < _LAST_COUNT else _time(moment + 1, 0)


def follow(last: str, heard: str, now: int) -> str:
    """Return the clock after hearing another desk: ahead at most by what is trusted."""
    return last if heard <= last or heard > bound(now) else heard


def bound(now: int) -> str:
    """Return the last time of another desk that is followed."""
    return _time(now + TRUSTED_LEAD, _LAST_COUNT)


def milliseconds(time: str) -> int:
    """Return the wall-clock part of a time, in ms since 1970."""
    return _parts(time)[0]


def _parts(time: str) -> tuple[int, int]:
    return int(time[1:14]), int(time[15:])


def _time(moment: int, count: int) -> str:
    return f"t{moment:013d}.{count:04d}"
