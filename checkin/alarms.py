"""Alarms: what is late or lacking at visits and buses, while something can still be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from checkin import buses, travel, visits
from checkin.buses import Roll
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.activity import Activity
from checkin.model.moment import instant
from checkin.model.noun import number
from checkin.model.person import Person
from checkin.visits import Visit

LATENESS = 30  # minutes after its start from which a host promises nothing, unless it says so
SOON = timedelta(minutes=60)  # before its start in which it is watched how late a group will be
DUE = timedelta(days=1)  # before the day of a gate list on which it is told of

_NAMED = 5  # people whom a sentence names

Severity = Literal["stop", "look"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a visit or a bus that somebody must look at now."""

    rule: str
    severity: Severity
    text: str  # a sentence
    activity: str
    minutes: int = 0  # late
    people: tuple[str, ...] = ()


def alarms(desk: Desk, now: datetime) -> list[Alarm]:
    """Return what is late or lacking at a moment, what stops people first."""
    found = [
        *_standing(desk, now),
        *_left_behind(desk, now),
        *(alarm for one in visits.visits(desk) for alarm in _of_visit(desk, one, now)),
    ]
    return sorted(found, key=lambda one: (one.severity != "stop", -one.minutes, one.activity))


# Buses ################################################################################


def _standing(desk: Desk, now: datetime) -> Iterator[Alarm]:
    """Find the legs that have not left in time."""
    for leg in buses.late_legs(desk, now):
        begin = instant(leg.start)
        minutes = _between(begin, now) if begin else 0
        if minutes:
            text = ngettext(
                "{bus} should have left {n} minute ago.",
                "{bus} should have left {n} minutes ago.",
                minutes,
            )
            said = text.format(bus=leg.title, n=minutes)
            yield Alarm("not-left", "look", said, leg.id, minutes)


def _left_behind(desk: Desk, now: datetime) -> Iterator[Alarm]:
    """Find who is missing from a bus that has left, and was seen nowhere since."""
    for gone, lacking in buses.left_behind(desk, now):
        names = ", ".join(_with_phone(one.person) for one in lacking[:_NAMED])
        text = ngettext(
            "{bus} left without {n} person: {names}.",
            "{bus} left without {n} people: {names}.",
            len(lacking),
        )
        said = text.format(bus=gone.leg.title, n=len(lacking), names=names)
        people = tuple(one.person.id for one in lacking)
        yield Alarm("left-behind", "stop", said, gone.leg.id, 0, people)


# Visits ###############################################################################


def _of_visit(desk: Desk, one: Visit, now: datetime) -> Iterator[Alarm]:
    """Find what is late or lacking at one visit."""
    yield from _gate(desk, one, now)
    if one.here and one.unbriefed:
        text = _("{title}: {n} who are there were not briefed on safety.")
        said = text.format(title=one.activity.title, n=one.unbriefed)
        yield Alarm("unbriefed", "look", said, one.activity.id)
    start, end = instant(one.activity.start), instant(one.activity.end)
    awaited = one.booked and not one.present and not (end and now >= end)
    if not start or not awaited or now < start - SOON:
        return
    ridden = [roll for leg in one.legs if (roll := buses.roll(desk, leg.id)).expected]
    if _is_there(desk, one, ridden, now):
        yield from _nobody_there(one, _between(start, now))
    else:
        arriving = max((_there(desk, roll.leg, now) for roll in ridden), default=now)
        yield from _late(one, _between(start, arriving))


def _is_there(desk: Desk, one: Visit, ridden: list[Roll], now: datetime) -> bool:
    """Tell whether a group has come by bus: whoever rode got off, or stays aboard on purpose."""
    if one.activity.mode == visits.ON_BOARD:
        came = [roll for roll in ridden if roll.departed and _there(desk, roll.leg, now) <= now]
    else:
        came = [roll for roll in ridden if roll.boarded and not roll.aboard]
    return bool(came) and len(came) == len(ridden)


def _nobody_there(one: Visit, minutes: int) -> Iterator[Alarm]:
    """Find that a visit has begun, the bus is there, and nobody is checked in."""
    if minutes > 0 and one.activity.mode != visits.ON_BOARD:
        text = _("{title} began {n} minutes ago, the bus is there, and nobody is checked in.")
        said = text.format(title=one.activity.title, n=minutes)
        yield Alarm("nobody-there", "look", said, one.activity.id, minutes)


def _late(one: Visit, minutes: int) -> Iterator[Alarm]:
    """Find that a group is late: from the limit of its host on it may be turned away (F49)."""
    limit = number(one.activity.lateness)
    limit = LATENESS if limit is None else limit
    if minutes >= max(limit, 1):
        text = _("{title}: the group is {n} minutes late; the host promises nothing from {limit}.")
    elif minutes > 0:
        text = _("{title}: the group is {n} minutes late; from {limit} it may be turned away.")
    else:
        return
    said = text.format(title=one.activity.title, n=minutes, limit=limit)
    severity: Severity = "stop" if minutes >= limit else "look"
    yield Alarm("late", severity, said, one.activity.id, minutes)


def _there(desk: Desk, leg: Activity, now: datetime) -> datetime:
    """Return when a leg arrives at the earliest: from where it is, by the way that is left."""
    every = buses.legs(desk, buses.bus_of(desk, leg.id).id)
    place = [other.id for other in every].index(leg.id)
    way = travel.minutes(desk, every[place - 1].place, leg.place) if place else None
    start, end = instant(leg.start), instant(leg.end)
    if way is None and start and end:
        way = _between(start, end)
    by = timedelta(minutes=way or 0)
    departed = instant(leg.departed)
    return max(departed + by, now) if departed else now + by


def _gate(desk: Desk, one: Visit, now: datetime) -> Iterator[Alarm]:
    """Find gate lists that are due, or overdue, and not sent (F46)."""
    due = _due(desk, one.activity.gate_list)
    if not due or one.activity.gate_list_sent or now < due - DUE:
        return
    title, when = one.activity.title, f"{due:%d.%m. %H:%M}"
    end = instant(one.activity.end)
    if end and now >= end:
        return
    if now >= due:
        text = _("The gate list for {title} was due on {when} and is not sent.")
        minutes = _between(due, now)
        yield Alarm("gate", "stop", text.format(title=title, when=when), one.activity.id, minutes)
    else:
        text = _("The gate list for {title} is due on {when}.")
        yield Alarm("gate", "look", text.format(title=title, when=when), one.activity.id)


def _due(desk: Desk, text: str) -> datetime | None:
    """Return when a list is due: a day means its end; None for what says no time."""
    if len(text) == len("2012-11-22"):
        try:
            return desk.event.bounds(datetime.fromisoformat(text).date())[1]
        except ValueError:
            return None
    moment = instant(text)
    return moment.astimezone(desk.event.tz) if moment else None


def _with_phone(person: Person) -> str:
    return f"{person.whole_name} {person.phone}".strip()


def _between(one: datetime, other: datetime) -> int:
    """Return the whole minutes from one moment to another."""
    return int((other - one).total_seconds() // 60)
