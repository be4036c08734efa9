"""Visits: who hosts them, who is expected, aboard and there, what is worn, and who is briefed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from checkin import bookings, hosts, transfers
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.model.activity import Activity
from checkin.model.person import Person

KINDS = frozenset({"site-visit", "ceremony"})
Contact = hosts.Contact
contact, leader = hosts.contact, hosts.leader

ON_BOARD = "on-board"  # the mode of a visit during which nobody gets off the bus (F50)

_IN = "SELECT person FROM attendance WHERE activity = ?"
_HERE = "SELECT count(*) FROM whereabouts WHERE activity = ?"
_UNBRIEFED = """SELECT person FROM whereabouts WHERE activity = :activity AND person NOT IN
  (SELECT person FROM mark WHERE activity = :activity AND what = 'briefed')"""
_INTERPRETERS = """SELECT person.id FROM person WHERE role = 'interpreter' AND status = ''
  AND (id IN (SELECT person FROM booking WHERE activity = :activity AND status = 'booked')
    OR id IN (SELECT coalesce(root, assignment.person) FROM need
      JOIN assignment ON assignment.need = need.id AND withdrawn = ''
      LEFT JOIN cluster ON cluster.subject = assignment.person
      WHERE need.activity IN (SELECT :activity UNION
        SELECT subject FROM cluster AS moved WHERE moved.root = :activity) AND need.closed = ''))
  ORDER BY n"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop as it stands (F54)."""

    activity: Activity
    place: str  # its title
    gate: str
    contact: Contact
    leader: str  # of the group: a name
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
class Share:
    """How many of one group were booked for a visit, on its buses, and there."""

    key: str  # a delegation's subject, or a language; '' for who has none, and unknown badges
    booked: int
    boarded: int
    present: int


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
    legs = transfers.legs_to(desk, activity)
    guides = (
        desk.person(row[0]) for row in desk.db.execute(_INTERPRETERS, {"activity": activity.id})
    )
    return Visit(
        activity,
        place.title if place else "",
        activity.gate or (place.address if place else ""),
        contact(desk, activity),
        leader(desk, activity),
        legs,
        bookings.taken(desk, activity.id),
        len(bookings.waiting(desk, activity.id)),
        len(_came(desk, *legs)),
        len(_came(desk, activity)),
        int(store.single(desk.db, _HERE, (activity.id,))),
        bookings.permitted(desk, activity),
        tuple(one for one in guides if one),
        len(unbriefed(desk, activity)),
    )


def shares(desk: Desk, one: Visit, by: Literal["delegation", "language"]) -> list[Share]:
    """Return how the figures of a visit are made up, the largest group first; sums meet totals.

    The language of a person is the first one that they speak.
    """
    coming = {person.id for person in bookings.on_list(desk, one.activity.id) if person.may_come}
    every = (coming, _came(desk, *one.legs), _came(desk, one.activity))
    keys = {person: _group(desk, person, by) for person in set().union(*every)}
    booked, boarded, present = (Counter(keys[person] for person in people) for people in every)
    found = [Share(key, booked[key], boarded[key], present[key]) for key in set(keys.values())]
    return sorted(found, key=lambda share: (not share.key, -share.booked, share.key))


def _came(desk: Desk, *activities: Activity) -> set[str]:
    """Return who was checked in to any of some activities."""
    return {person for one in activities for person in attended(desk, one.id)}


def _group(desk: Desk, subject: str, by: str) -> str:
    person = desk.registered(subject)
    if person is None:
        return ""
    return person.delegation if by == "delegation" else person.languages.split(" ")[0]


def sizes(desk: Desk, activity_id: str, field: str) -> Counter[str]:
    """Return how many of each size are needed by those booked, by `shoe_size` or `clothing_size`.

    Under '' are those whose size nobody knows.
    """
    people = (desk.registered(one.id) for one in bookings.on_list(desk, activity_id))
    return Counter(getattr(one, field) for one in people if one and one.may_come)


def briefed(desk: Desk, activity_id: str) -> set[str]:
    """Return who was briefed on safety at a visit, there already or not (F48)."""
    query = "SELECT person FROM mark WHERE activity = ? AND what = 'briefed'"
    return {row[0] for row in desk.db.execute(query, (activity_id,))}


def attended(desk: Desk, activity_id: str) -> set[str]:
    """Return who was checked in to a visit; unknown badges too."""
    return {row[0] for row in desk.db.execute(_IN, (activity_id,))}


def unbriefed(desk: Desk, activity: Activity) -> list[str]:
    """Return who is there and was not briefed on safety, where a visit asks for it (F48)."""
    if activity.briefing != "yes":
        return []
    return [row[0] for row in desk.db.execute(_UNBRIEFED, {"activity": activity.id})]


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
