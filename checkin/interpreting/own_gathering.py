"""From what an own plan is gathered: programme, promises, places, and who is here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin import delegations, hosts, people, transfers
from checkin.desk import Desk
from checkin.interpreting import booths, needs, promises
from checkin.interpreting.audience import Audience, counted
from checkin.interpreting.booths import Booth
from checkin.interpreting.own_line import Guests, Head, Line, Reach, Ride, Team, Where
from checkin.interpreting.problem import Demand
from checkin.interpreting.profile import Profile
from checkin.interpreting.wanted import Wanted
from checkin.model.activity import Activity
from checkin.model.assignment import Assignment
from checkin.model.moment import instant
from checkin.model.need import BRIEFING, Need
from checkin.model.person import Person
from checkin.model.place import Place
from checkin.sheet import name_key

_BOOKED = "SELECT activity FROM booking WHERE person = ? AND status = 'booked'"
_NAMES = re.compile(r"\s*[,;/&、，；]\s*")


@dataclass(frozen=True, slots=True)
class Around:
    """What is read once for all lines."""

    desk: Desk
    at: datetime
    profile: Profile
    wanted: Mapping[str, Wanted]
    promised: Sequence[Assignment]
    audience: Audience

    def booked(self, person: str) -> frozenset[str]:
        """Return the activities to which somebody is booked."""
        return frozenset(row[0] for row in self.desk.db.execute(_BOOKED, (person,)))

    def of(self, need: str) -> list[Assignment]:
        """Return who is promised to a need."""
        return [one for one in self.promised if one.need == need]

    def named(self, assignments: Iterable[Assignment]) -> tuple[str, ...]:
        """Return the names of those promised."""
        known = (self.desk.person(one.person) for one in assignments)
        return tuple(dict.fromkeys(one.whole_name for one in known if one))


def around(desk: Desk, at: datetime, known: Sequence[Wanted] | None = None) -> Around:
    """Read what all own plans of a moment are made from; who knows the needs may pass them."""
    wanted = needs.wanted(desk, at) if known is None else known
    return Around(
        desk,
        at,
        needs.profile_of(desk),
        {one.demand.id: one for one in wanted},
        promises.standing(desk),
        Audience(desk, at),
    )


def line(around: Around, own: Assignment, person: Person, *, first: bool) -> Line | None:
    """Return one assignment as a line; None for one whose need is known no more."""
    wanted = around.wanted.get(own.need)
    if wanted is None:
        return None
    desk, demand = around.desk, wanted.demand
    activity = desk.activity(demand.activity) or Activity("")
    said = wanted.said or Need(own.need)
    return Line(
        assignment=own.id,
        need=own.need,
        activity=demand.activity,
        title=demand.title,
        kind=activity.kind,
        day=demand.day,
        call=call(around, own, demand, first=first),
        start=demand.start.astimezone(desk.event.tz),
        end=demand.end.astimezone(desk.event.tz),
        mode=demand.mode,
        source=demand.source,
        target=demand.target,
        where=_where(desk, activity, demand, own),
        team=_team(around, demand, own, person, said),
        guests=_guests(around, activity, wanted),
        organiser=_organiser(desk, activity),
        ride=_ride(around, activity, own, person),
        gear=activity.gear,
        dress=_said(desk, activity, "dress"),
        noise=_said(desk, activity, "noise"),
        meals=_said(desk, activity, "meals"),
        speakers=_speakers(desk, activity),
        documents=_said(desk, activity, "documents"),
        briefing={name: getattr(said, name) for name in BRIEFING},
        note=own.note if person.named else "",
    )


def _where(desk: Desk, activity: Activity, demand: Demand, own: Assignment) -> Where:
    place = desk.place(demand.place) if demand.place else None
    booth = usual_booth(desk, place, demand, own)
    return Where(
        place.title if place else "",
        activity.gate or (place.address if place else ""),
        _said(desk, activity, "room_plan"),
        people.reached(desk, _said(desk, activity, "technician")),
        booth.booth,
        booth.channel,
        activity.meeting_point,
    )


def _team(around: Around, demand: Demand, own: Assignment, person: Person, said: Need) -> Team:
    comfort = around.profile.limits.comfort
    return Team(
        around.named(partners(around, demand, person.id)),
        demand.strength,
        own.leader == "yes",
        _leader(around, demand),
        said.turns,
        comfort.value if comfort else 0,
        own.via,
        around.named(_giving(around, demand, own)),
        around.named(_taking(around, demand, person)),
    )


def _guests(around: Around, activity: Activity, wanted: Wanted) -> Guests:
    contact = hosts.contact(around.desk, activity)
    return Guests(
        tuple(_head(around.desk, one) for one in sorted(wanted.demand.group)),
        wanted.listening,
        _here(around, wanted.demand),
        activity.host,
        Reach(contact.name, contact.phone),
    )


def call(around: Around, own: Assignment, demand: Demand, *, first: bool) -> datetime | None:
    """Return when to be there: as somebody said; else before the first need of the day."""
    stated = instant(own.call)
    if stated:
        return stated.astimezone(around.desk.event.tz)
    limit = around.profile.limits.call
    if not first or not limit:
        return None
    return demand.start.astimezone(around.desk.event.tz) - timedelta(minutes=limit.value)


def _said(desk: Desk, activity: Activity, field: str) -> str:
    """Return a field of an activity, or of the nearest whole that it is a part of."""
    parts = (activity, *filter(None, map(desk.activity, desk.wholes(activity.id))))
    return next((text for one in parts if (text := getattr(one, field))), "")


def partners(around: Around, demand: Demand, person: str) -> list[Assignment]:
    """Return who else is promised to a need, or at that time to the same booth."""
    needs = {
        one.demand.id
        for one in around.wanted.values()
        if one.demand.activity == demand.activity
        and {one.demand.source, one.demand.target} == {demand.source, demand.target}
    }
    return [
        one for one in around.promised if one.need in needs | {demand.id} and one.person != person
    ]


def _taking(around: Around, demand: Demand, person: Person) -> list[Assignment]:
    """Return who take into another language what this person interprets."""
    needs = {
        one.demand.id
        for one in around.wanted.values()
        if one.demand.activity == demand.activity and one.demand.source == demand.source
    }
    return [
        one
        for one in around.promised
        if one.need in needs and one.via == demand.target and one.person != person.id
    ]


def _giving(around: Around, demand: Demand, own: Assignment) -> list[Assignment]:
    """Return from whom a relay is taken."""
    needs = {
        one.demand.id
        for one in around.wanted.values()
        if own.via
        and one.demand.activity == demand.activity
        and (one.demand.source, one.demand.target) == (demand.source, own.via)
    }
    return [one for one in around.promised if one.need in needs and not one.via]


def _leader(around: Around, demand: Demand) -> Reach:
    """Return who leads the team of an activity, else that of the day."""
    leaders = [one for one in around.promised if one.leader == "yes"]
    near = [one for one in leaders if _of(around, one).activity == demand.activity]
    same_day = [one for one in leaders if _of(around, one).day == demand.day]
    found = next((around.desk.person(one.person) for one in (*near, *same_day)), None)
    return Reach(found.whole_name, found.phone) if found else Reach()


@dataclass(frozen=True, slots=True)
class _Spot:
    activity: str = ""
    day: str = ""


def _of(around: Around, one: Assignment) -> _Spot:
    wanted = around.wanted.get(one.need)
    return _Spot(wanted.demand.activity, wanted.demand.day) if wanted else _Spot()


def _head(desk: Desk, subject: str) -> Head:
    known = desk.delegation(subject)
    if known is None:
        return Head("")
    head = delegations.head(desk, subject)
    if head:
        return Head(known.title, head.whole_name, head.native_name)
    return Head(known.title, people.called(desk, known.head))


def _here(around: Around, demand: Demand) -> int:
    """Return how many of the listeners are checked in: anywhere, and while it is on there."""
    if demand.start <= around.at < demand.end:
        crowds = around.audience.present(demand.activity)
    else:
        crowds = [one for one in around.audience.expected(demand.activity) if one.at]
    ways = [(demand.source, demand.target)]
    ways += [(demand.target, demand.source)] if demand.both_ways else []
    return max(counted(crowds, source).get(target, (0,))[0] for source, target in ways)


def _organiser(desk: Desk, activity: Activity) -> Reach:
    """Return who is responsible, as the nearest whole says; the number also by the register."""
    parts = (activity, *filter(None, map(desk.activity, desk.wholes(activity.id))))
    for one in parts:
        if one.responsible or one.responsible_phone:
            name = people.called(desk, one.responsible)
            own = name == one.responsible
            return Reach(name, (one.responsible_phone or _phone(desk, name)) if own else "")
    return Reach()


def _phone(desk: Desk, name: str) -> str:
    """Return the number of the only person of a name who is no guest."""
    rows = desk.db.execute(
        """SELECT phone FROM person WHERE name_key = ? AND protected = '' AND NOT erased
           AND role IN ('organiser', 'staff', 'host') AND phone <> ''""",
        (name_key(name),),
    ).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def usual_booth(desk: Desk, place: Place | None, demand: Demand, own: Assignment) -> Booth:
    """Return booth and channel: as somebody said, else as place and event have the language."""
    if demand.mode not in {"simultaneous", "tour-guide"}:
        return Booth(own.booth, own.channel)
    usual = booths.booths(place.booths if place else "").get(demand.target, Booth("", ""))
    heard = booths.channel(desk.event, demand.target)
    if demand.mode == "tour-guide":
        return Booth(own.booth, own.channel or heard)
    channel = own.channel or usual.channel or heard or usual.booth
    return Booth(own.booth or usual.booth, channel)


def _ride(around: Around, activity: Activity, own: Assignment, person: Person) -> Ride:
    """Return the bus of an activity: its own, or the one that goes there; booked ones first."""
    desk = around.desk
    if activity.kind == transfers.KIND:
        bus = transfers.outermost(desk, activity)
        driver = transfers.driver(desk, bus)
        return Ride(bus.title, driver, own.seat, activity.start, activity.end)
    legs = [(transfers.outermost(desk, leg), leg) for leg in transfers.legs_to(desk, activity)]
    booked = around.booked(person.id)
    legs.sort(key=lambda one: one[0].id not in booked)
    if not legs:
        known = desk.activity(activity.bus) if activity.bus else None
        return Ride(known.title, transfers.driver(desk, known), own.seat) if known else Ride()
    bus, there = legs[0]
    end = instant(activity.end)
    later = [
        leg.start
        for leg in transfers.legs(desk, bus.id)
        if end and (begin := instant(leg.start)) and begin >= end and leg.place != activity.place
    ]
    return Ride(
        bus.title,
        transfers.driver(desk, bus),
        own.seat,
        there.start,
        later[0] if later else "",
    )


def _speakers(desk: Desk, activity: Activity) -> str:
    """Return the speakers as the programme has them, without those who are named nowhere."""
    whole = people.called(desk, activity.speakers)
    names = _NAMES.split(activity.speakers)
    told = [people.called(desk, name) for name in names]
    if whole == activity.speakers or told == names:
        return whole
    return ", ".join(filter(None, told))
