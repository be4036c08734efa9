"""A stated time: ISO with an offset, as entries and activities hold it."""

from __future__ import annotations

from datetime import date, datetime

YEARS = (1971, 2285)
"""The first and the last year in which an entry can have its time, in every zone."""


def instant(text: object) -> datetime | None:
    """Return the moment of a text; None where it is no time with an offset, or of no clock."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    known = moment and moment.tzinfo and YEARS[0] <= moment.year <= YEARS[1]
    return moment if known else None


def seconds(text: object) -> float | None:
    """Return the moment of a text in seconds since 1970; None where it is none."""
    moment = instant(text)
    return moment.timestamp() if moment else None


def later(one: str, other: str) -> str:
    """Return the later of two stated times, whatever their offsets; '' is before all."""
    return max(one, other, key=lambda text: seconds(text) or float("-inf"))


def calendar_day(text: str) -> date | None:
    """Return the day of an ISO date; None where the text is none, or of no clock's years."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if YEARS[0] <= day.year <= YEARS[1] else None
