"""The wrong date of a machine: whether to ask for the time, and the offset that sets it right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import clock, store
from checkin.journal.entry import NO_SUBJECT, Fact

Reason = Literal["before", "after", "behind"]

TOLERATED = 5 * 60 * 1000  # milliseconds behind the last entry of this desk
_MOST = 400 * 366 * 24 * 3600 * 1000  # milliseconds: no clock that works at all is further off


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the time of this machine may be wrong."""

    reason: Reason  # before or after the days of the event; behind what this desk wrote
    moment: datetime  # what the desk takes for now
    last: datetime | None  # when this desk wrote last


def doubt(desk: Desk) -> Doubt | None:
    """Tell why to ask for day and time; None where the time fits, or somebody said that it does."""
    found = suspicion(desk)
    asked = store.recall(desk.db, "clock_asked")
    return None if found is None or asked == found.reason else found


def suspicion(desk: Desk) -> Doubt | None:
    """Tell why the time may be wrong, whether anybody was asked or not."""
    last, moment = _last_written(desk), desk.this_moment()
    written = desk.event.at(last) if last else None
    if last and desk.now() < last - TOLERATED:
        return Doubt("behind", moment, written)
    day = desk.event.day_of(moment).isoformat()
    if desk.event.first_day and day < desk.event.first_day:
        return Doubt("before", moment, written)
    if desk.event.last_day and day > desk.event.last_day:
        return Doubt("after", moment, written)
    return None


def confirm(desk: Desk) -> None:
    """Note that somebody says the time is right, so that nobody is asked again."""
    found = suspicion(desk)
    with desk.act():
        store.remember(desk.db, clock_asked=found.reason if found else "")


def set_clock(desk: Desk, moment: datetime) -> int:
    """Take this moment for now from here on, and return by how many ms the machine is off.

    The clock of the journal goes on as it was: the order of entries depends on no date.
    """
    offset = round(moment.timestamp() * 1000) - desk.now()
    if abs(offset) > _MOST:
        raise DeskError(_("That is no time at which anybody checks in."))
    with desk.act():
        store.remember(desk.db, clock_offset=str(offset))
        found = suspicion(desk)
        store.remember(desk.db, clock_asked=found.reason if found else "")
        desk.keep([Fact("clock-set", NO_SUBJECT, {"offset_ms": offset})])
    return offset


def offset(desk: Desk) -> int:
    """Return by how many milliseconds this desk sets its machine right."""
    return int(store.recall(desk.db, "clock_offset", "0"))


def _last_written(desk: Desk) -> int:
    """Return when this desk wrote last, by its own machine, in ms since 1970; 0 if never."""
    entry = next(store.latest(desk.db, desk.replica), None)
    return clock.milliseconds(entry.hlc) if entry else 0
