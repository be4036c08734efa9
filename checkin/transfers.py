"""Transfers: which buses run, which legs they have, who drives, and whose guests they carry."""

from __future__ import annotations

from checkin import people
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.model.activity import Activity
from checkin.model.moment import instant

KIND = "transfer"


def buses(desk: Desk, day: str = "") -> list[Activity]:
    """Return the buses of a day, or of all, by their start."""
    found = [
        one
        for one in desk.programme.activities.values()
        if one.kind == KIND and outermost(desk, one).id == one.id and (not day or one.day == day)
    ]
    return sorted(found, key=lambda one: (one.day, one.start, one.title, one.id))


def legs(desk: Desk, bus_id: str) -> list[Activity]:
    """Return the legs of a bus by their start; a bus without legs is its own only leg."""
    bus = transfer(desk, bus_id)
    parts = [
        one
        for one in desk.programme.activities.values()
        if one.kind == KIND and bus.id in desk.wholes(one.id)
    ]
    return sorted(parts, key=lambda one: (one.start, one.id)) or [bus]


def legs_to(desk: Desk, activity: Activity) -> tuple[Activity, ...]:
    """Return the legs that lead to a visit: to its place, the last before it begins of each bus."""
    start = instant(activity.start)
    if not start or not activity.place:
        return ()
    found = []
    for bus in buses(desk, activity.day):
        if activity.bus in {"", bus.id}:
            there = [
                leg
                for leg in legs(desk, bus.id)
                if leg.place == activity.place and (begin := instant(leg.start)) and begin <= start
            ]
            found += there[-1:]
    return tuple(found)


def bus_of(desk: Desk, leg_id: str) -> Activity:
    """Return the bus that a leg belongs to; raises DeskError for what is no leg."""
    return outermost(desk, transfer(desk, leg_id))


def driver(desk: Desk, bus: Activity) -> str:
    """Return who drives a bus, with the telephone; of a protected person the alias alone."""
    name = people.called(desk, bus.driver)
    told = (name, bus.driver_phone) if name == bus.driver else (name,)
    return " ".join(part for part in told if part)


def visits_of(desk: Desk, bus_id: str) -> list[str]:
    """Return the activities that say that a bus carries their guests, by their start."""
    every = desk.programme.activities.values()
    found = [one for one in every if one.bus == bus_id and one.kind != KIND]
    return [one.id for one in sorted(found, key=lambda one: (one.start, one.id))]


def outermost(desk: Desk, leg: Activity) -> Activity:
    """Return the outermost transfer that a leg is a part of, itself if there is none."""
    above = (desk.activity(one) for one in desk.wholes(leg.id))
    found = [one for one in above if one and one.kind == KIND]
    return found[-1] if found else leg


def transfer(desk: Desk, subject: str) -> Activity:
    """Return the transfer of a subject; raises DeskError for what is none."""
    known = desk.activity(subject)
    if known is None or known.kind != KIND:
        raise DeskError(_("There is no bus {id}.").format(id=subject))
    return known
