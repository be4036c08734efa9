"""Visits: who hosts them, who is expected, aboard and there, what is worn, and what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from checkin import bookings, buses, travel
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.model.activity import Activity
from checkin.model.moment import instant
from checkin.model.noun import number
from checkin.model.person import Person

KINDS = frozenset({"site-visit", "ceremony"})
LATENESS = 30  # minutes after its start from which a host promises nothing, unless it says so
SOON = timedelta(minutes=60)  # before its start in which it is watched how late a group will be
DUE = timedelta(days=1)  # before the day of a gate list on which it is told of

Severity = Literal["stop", "look"]

_IN = "SELECT count(*) FROM attendance WHERE activity = ?"
_HERE = "SELECT count(*) FROM whereabouts WHERE activity = ?"
_UNBRIEFED = """SELECT person FROM whereabouts WHERE activity = :activity AND person NOT IN
  (SELECT person FROM mark WHERE activity = :activity AND what = 'briefed')"""
_INTERPRETERS = """SELECT person.id FROM booking JOIN person ON person.id = booking.person
  WHERE activity = ? AND booking.status = 'booked' AND role = 'interpreter'
    AND person.status = '' ORDER BY person.n"""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at a host, of the visit itself or of another one there (F47)."""

    name: str
    phone: str
    inherited: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop as it stands (F54)."""

    activity: Activity
    place: str  # its title
    gate: str
    contact: Contact
    legs: tuple[Activity, ...]  # of buses that go there, the last before it begins of each
    booked: int
    waiting: int
    boarded: int  # persons who were on these legs
    present: int  # were there
    here: int  # are there now
    places: int | None
    interpreters: tuple[Person, ...]
    unbriefed: int  # there now and not briefed, where that is asked for


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a visit or a bus that somebody must look at now."""

    rule: str
    severity: Severity
    text: str  # a sentence
    activity: str
    minutes: int = 0  # late, or left
    people: tuple[str, ...] = ()


# Looking ##############################################################################


def visits(desk: Desk, day: str = "") -> list[Visit]:
    """Return the visits of a day, or of all, by their start."""
    found = [
        one
        for one in desk.programme.activities.values()
        if one.kind in KINDS and (not day or one.day == day)
    ]
    found.sort(key=lambda one: (one.day, one.start, one.title, one.id))
    return [visit(desk, one) for one in found]


def visit(desk: Desk, activity: Activity) -> Visit:
    """Return one visit as it stands."""
    place = desk.place(activity.place) if activity.place else None
    legs = _legs(desk, activity)
    guides = (desk.person(row[0]) for row in desk.db.execute(_INTERPRETERS, (activity.id,)))
    return Visit(
        activity,
        place.title if place else "",
        activity.gate or (place.address if place else ""),
        contact(desk, activity),
        legs,
        bookings.taken(desk, activity.id),
        len(bookings.waiting(desk, activity.id)),
        sum(int(store.single(desk.db, _IN, (leg.id,))) for leg in legs),
        int(store.single(desk.db, _IN, (activity.id,))),
        int(store.single(desk.db, _HERE, (activity.id,))),
        bookings.permitted(desk, activity),
        tuple(one for one in guides if one),
        len(unbriefed(desk, activity)),
    )


def contact(desk: Desk, activity: Activity) -> Contact:
    """Return whom to call there: its own contact, else that of another visit to the same host."""
    if activity.contact or activity.contact_phone:
        return Contact(activity.contact, activity.contact_phone, inherited=False)
    host = travel.plain(activity.host)
    others = sorted(
        (
            one
            for one in desk.programme.activities.values()
            if host and travel.plain(one.host) == host and (one.contact or one.contact_phone)
        ),
        key=lambda one: (one.start, one.id),
    )
    if not others:
        return Contact("", "", inherited=False)
    return Contact(others[0].contact, others[0].contact_phone, inherited=True)


def sizes(desk: Desk, activity_id: str, field: str) -> Counter[str]:
    """Return how many of each size are needed by those booked, by `shoe_size` or `clothing_size`.

    Under '' are those whose size nobody knows.
    """
    people = (desk.registered(one.id) for one in bookings.on_list(desk, activity_id))
    return Counter(getattr(one, field) for one in people if one and one.may_come)


def unbriefed(desk: Desk, activity: Activity) -> list[str]:
    """Return who is there and was not briefed on safety, where a visit asks for it (F48)."""
    if activity.briefing != "yes":
        return []
    return [row[0] for row in desk.db.execute(_UNBRIEFED, {"activity": activity.id})]


# Alarms ###############################################################################


def alarms(desk: Desk, now: datetime) -> list[Alarm]:
    """Return what is late or lacking at a moment, what stops people first."""
    found = [
        *_standing(desk, now),
        *_left_behind(desk, now),
        *(alarm for one in visits(desk) for alarm in _of_visit(desk, one, now)),
    ]
    return sorted(found, key=lambda one: (one.severity != "stop", -one.minutes, one.activity))


def _standing(desk: Desk, now: datetime) -> Iterator[Alarm]:
    """Find the legs that have not left in time."""
    for leg in buses.late_legs(desk, now):
        minutes = _minutes(now, leg.start)
        text = _("{bus} should have left {n} minutes ago.")
        yield Alarm("not-left", "look", text.format(bus=leg.title, n=minutes), leg.id, minutes)


def _left_behind(desk: Desk, now: datetime) -> Iterator[Alarm]:
    """Find who is missing from a bus that has left today."""
    for bus in buses.buses(desk, desk.event.day_of(now).isoformat()):
        gone = [one for one in buses.rolls(desk, bus.id) if one.departed]
        lacking = gone[-1].missing if gone else ()
        if lacking:
            names = ", ".join(_with_phone(one.person) for one in lacking[:5])
            text = ngettext(
                "{bus} left without {n} person: {names}.",
                "{bus} left without {n} people: {names}.",
                len(lacking),
            )
            said = text.format(bus=gone[-1].leg.title, n=len(lacking), names=names)
            people = tuple(one.person.id for one in lacking)
            yield Alarm("left-behind", "stop", said, gone[-1].leg.id, 0, people)


def _of_visit(desk: Desk, one: Visit, now: datetime) -> Iterator[Alarm]:
    """Find what is late or lacking at one visit."""
    yield from _gate(desk, one, now)
    if one.here and one.unbriefed:
        text = _("{title}: {n} who are there were not briefed on safety.")
        said = text.format(title=one.activity.title, n=one.unbriefed)
        yield Alarm("unbriefed", "look", said, one.activity.id)
    start, end = instant(one.activity.start), instant(one.activity.end)
    going = start and one.booked and not one.present and start - SOON <= now
    if not going or not start or (end and now >= end):
        return
    late = _between(start, _arriving(desk, one, now))
    limit = number(one.activity.lateness)
    limit = LATENESS if limit is None else limit
    if late >= limit:
        text = _("{title}: the group is {n} minutes late; the host promises nothing from {limit}.")
    elif late > 0:
        text = _("{title}: the group is {n} minutes late; from {limit} it may be turned away.")
    else:
        return
    said = text.format(title=one.activity.title, n=late, limit=limit)
    yield Alarm("late", "stop" if late >= limit else "look", said, one.activity.id, late)


def _arriving(desk: Desk, one: Visit, now: datetime) -> datetime:
    """Return when the last of a group will be there at the earliest; now, where no bus goes."""
    return max((_there(desk, leg, now) for leg in one.legs), default=now)


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


def _legs(desk: Desk, activity: Activity) -> tuple[Activity, ...]:
    """Return the legs that lead to a visit: to its place, the last before it begins of each bus."""
    start = instant(activity.start)
    if not start or not activity.place:
        return ()
    found = []
    for bus in buses.buses(desk, activity.day):
        if activity.bus in {"", bus.id}:
            there = [
                leg
                for leg in buses.legs(desk, bus.id)
                if leg.place == activity.place and (begin := instant(leg.start)) and begin <= start
            ]
            found += there[-1:]
    return tuple(found)


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


# Doing ################################################################################


def brief(desk: Desk, activity_id: str, people: Iterable[str], at: datetime | None = None) -> int:
    """Note that people were briefed on safety at a visit; return for how many that is news."""
    activity = _known(desk, activity_id)
    moment = (at or desk.this_moment()).isoformat()
    query = "SELECT 1 FROM mark WHERE person = ? AND activity = ? AND what = 'briefed'"
    said = {"activity": activity.id, "at": moment}
    facts = [
        Fact("briefed", one, said)
        for one in dict.fromkeys(people)
        if not store.single(desk.db, query, (one, activity.id))
    ]
    if facts:
        desk.write(*facts)
    return len(facts)


def gate_list_sent(desk: Desk, activity_id: str, at: datetime | None = None) -> None:
    """Note that a host has its gate list."""
    activity = _known(desk, activity_id)
    moment = (at or desk.this_moment()).isoformat()
    desk.write(*desk.change("changed", activity.id, {"gate_list_sent": moment}))


def _known(desk: Desk, subject: str) -> Activity:
    activity = desk.activity(subject)
    if activity is None:
        raise DeskError(_("There is no activity {id}.").format(id=subject))
    return activity


def _with_phone(person: Person) -> str:
    return f"{person.whole_name} {person.phone}".strip()


def _minutes(now: datetime, start: str) -> int:
    begin = instant(start)
    return _between(begin, now) if begin else 0


def _between(one: datetime, other: datetime) -> int:
    """Return the whole minutes from one moment to another."""
    return int((other - one).total_seconds() // 60)
