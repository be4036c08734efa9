"""Hosts of visits: whom to call there, and who leads the group."""

from __future__ import annotations

from dataclasses import dataclass

from checkin import people, travel
from checkin.desk import Desk
from checkin.model.activity import Activity


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call at a host, of the visit itself or of another one there (F47)."""

    name: str
    phone: str
    inherited: bool


def contact(desk: Desk, activity: Activity) -> Contact:
    """Return whom to call there: its own contact, else that of another visit to the same host."""
    if activity.contact or activity.contact_phone:
        return _called(desk, activity, inherited=False)
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
    return _called(desk, others[0], inherited=True)


def leader(desk: Desk, activity: Activity) -> str:
    """Return who leads the group, by name; '' where nobody said."""
    known = desk.person(activity.leader) if activity.leader.startswith("p-") else None
    return known.whole_name if known else people.called(desk, activity.leader)


def _called(desk: Desk, activity: Activity, *, inherited: bool) -> Contact:
    name = people.called(desk, activity.contact)
    phone = activity.contact_phone if name == activity.contact else ""
    return Contact(name, phone, inherited)
