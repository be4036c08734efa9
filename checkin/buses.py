"""Buses: who is expected on each leg, who is aboard, who is missing, and when it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin import bookings, delegations, transfers
from checkin.attendance import scanning
from checkin.attendance.scanning import Outcome
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.model.activity import Activity
from checkin.model.moment import instant
from checkin.model.person import Person
from checkin.verdicts import Verdict

KIND = transfers.KIND
buses, legs, bus_of = transfers.buses, transfers.legs, transfers.bus_of
driver, visits_of = transfers.driver, transfers.visits_of

WATCHED = timedelta(
    hours=12
)  # after its time in which a leg that stands, or left somebody, is told of

_ABOARD = "SELECT person FROM whereabouts WHERE activity = ?"
_BOARDED = "SELECT person, at FROM attendance WHERE activity = ? ORDER BY moment, person"
_CAME_BY_THEMSELVES = """SELECT DISTINCT attendance.person FROM attendance
  JOIN booking ON booking.person = attendance.person
    AND booking.activity = :bus AND booking.status = 'booked'
  JOIN activity ON activity.id = attendance.activity
  WHERE activity.kind NOT IN ('day', 'symposium', 'transfer')
    AND attendance.moment >= :since AND attendance.moment < :until"""
_LAST = """SELECT attendance.at, activity.title, attendance.desk FROM attendance
  JOIN activity ON activity.id = attendance.activity
  WHERE attendance.person = ? AND activity.kind <> 'day'
  ORDER BY attendance.moment DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is expected and not aboard."""

    person: Person
    delegation: str  # its title
    seen: str = ""  # when they were last checked in to anything, ISO
    where: str = ""  # to what
    desk: str = ""
    head: Person | None = None  # of the delegation, to be called where nobody knows a number


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll call of one leg."""

    bus: Activity
    leg: Activity
    expected: tuple[Person, ...]
    boarded: tuple[Person, ...]  # of the expected
    missing: tuple[Missing, ...]
    others: tuple[Person, ...]  # aboard without being expected
    unknown: int  # badges that boarded and that this desk does not know yet
    aboard: int  # persons who are in the bus now
    departed: str  # ISO; '' while it stands


# Looking ##############################################################################


def passengers(desk: Desk, bus_id: str) -> list[Person]:
    """Return those who are booked for a bus and still coming, as a list of names has them."""
    listed = bookings.on_list(desk, bus_id)
    return [one for one in listed if one.may_come]


def roll(desk: Desk, leg_id: str) -> Roll:
    """Return the roll call of a leg.

    Expected on the first leg is who is booked for the bus. On a further one it is who was on the
    leg before, and whoever else is booked for the bus and was checked in to a visit between the
    start of that leg and the departure of this one: they came by themselves, and go on with the
    others. Until a leg has left, the start of the next one ends that time.
    """
    leg = transfers.transfer(desk, leg_id)
    bus = transfers.outermost(desk, leg)
    expected = _expected(desk, bus, leg)
    came = {row[0] for row in desk.db.execute(_BOARDED, (leg.id,))}
    known = {one.id for one in expected}
    badges = {one for one in came if one.startswith("t-")}
    strangers = sorted(came - known - badges)
    others = [person for one in strangers if (person := desk.person(one))]
    aboard = desk.db.execute(_ABOARD, (leg.id,)).fetchall()
    missing = tuple(_missing(desk, one) for one in expected if one.id not in came)
    boarded = tuple(one for one in expected if one.id in came)
    return Roll(
        bus,
        leg,
        tuple(expected),
        boarded,
        missing,
        tuple(others),
        len(badges),
        len(aboard),
        leg.departed,
    )


def told_apart(people: Iterable[Person]) -> dict[str, str]:
    """Return the names of people by their subjects, with the organisation where two share one."""
    every = list(people)
    shared = Counter(one.whole_name for one in every)
    return {
        one.id: f"{one.whole_name} ({one.organisation or one.native_organisation})"
        if shared[one.whole_name] > 1 and (one.organisation or one.native_organisation)
        else one.whole_name
        for one in every
    }


def rolls(desk: Desk, bus_id: str) -> list[Roll]:
    """Return the roll calls of all legs of a bus, in their order."""
    return [roll(desk, leg.id) for leg in legs(desk, bus_id)]


def has_gone(one: Roll) -> bool:
    """Tell whether a leg is under way or over: it was said, or whoever boarded has got off."""
    return bool(one.departed) or bool(not one.aboard and (one.boarded or one.others))


def late_legs(desk: Desk, now: datetime) -> list[Activity]:
    """Return the legs that should have left by now and stand still, by their start.

    A leg is told of for WATCHED, over midnight too, unless a later one of its bus has gone.
    """
    found = []
    for bus in buses(desk):
        called = rolls(desk, bus.id) if _near(bus, now) else []
        gone = [place for place, one in enumerate(called) if has_gone(one)]
        for one in called[max(gone, default=-1) + 1 :]:
            start = instant(one.leg.start)
            if start and start <= now < start + WATCHED:
                found.append(one.leg)
    return sorted(found, key=lambda one: (one.start, one.id))


def left_behind(desk: Desk, now: datetime) -> list[tuple[Roll, list[Missing]]]:
    """Return the legs that have left without somebody who was not seen anywhere since.

    A leg is told of for WATCHED after it left; who missed several, with the latest.
    """
    found: list[tuple[Roll, list[Missing]]] = []
    for bus in buses(desk):
        told: set[str] = set()
        for one in reversed(rolls(desk, bus.id) if _near(bus, now) else []):
            left = instant(one.departed)
            if left and left <= now < left + WATCHED:
                lost = [each for each in one.missing if not _seen_since(each, left)]
                lacking = [each for each in lost if each.person.id not in told]
                told |= {each.person.id for each in lacking}
                found += [(one, lacking)] if lacking else []
    return found


# Doing ################################################################################


def scan(desk: Desk, leg_id: str, text: str, at: datetime | None = None) -> Outcome:
    """Let whoever is scanned board a leg; while it stands, its own also after its time."""
    leg, subject = transfers.transfer(desk, leg_id), scanning.owner(desk, text)
    moment, start = at or desk.this_moment(), instant(leg.start)
    stands = start and not leg.departed and start <= moment < start + WATCHED
    if subject and stands:
        told = scanning.preview(desk, subject, activity=leg.id, at=at)
        expected = {one.id for one in roll(desk, leg.id).expected}
        if told.verdict is Verdict.NOT_TODAY and subject in expected:
            return board(desk, leg.id, subject, at)
    return scanning.scan(desk, text, activity=leg.id, at=at)


def board(desk: Desk, leg_id: str, person_id: str, at: datetime | None = None) -> Outcome:
    """Let a person board a leg, as ticked by hand; who is aboard already stays."""
    leg = transfers.transfer(desk, leg_id)
    return scanning.admit(desk, person_id, activity=leg.id, at=at)


def unboard(desk: Desk, leg_id: str, person_id: str) -> list[str]:
    """Take back that a person boarded a leg: it was a mistake, or they stepped off again.

    Return the entries taken back; raises DeskError for who is not aboard.
    """
    leg, person = transfers.transfer(desk, leg_id), desk.person(person_id)
    came = desk.arrivals(desk.folded(person.id)) if person else []
    entries = [one.entry for one in came if one.activity == leg.id]
    if not entries:
        raise DeskError(_("There is nothing to undo."))
    with desk.act():
        return [name for entry in entries for name in desk.undo(entry, "not-there")]


def board_all(
    desk: Desk, leg_id: str, people: Iterable[str], at: datetime | None = None
) -> list[Outcome]:
    """Let people board a leg as one act; return what came of each who was not aboard yet."""
    leg = transfers.transfer(desk, leg_id)
    here = {row[0] for row in desk.db.execute(_ABOARD, (leg.id,))}
    with desk.act():
        return [board(desk, leg.id, one, at) for one in dict.fromkeys(people) if one not in here]


def depart(desk: Desk, leg_id: str, at: datetime | None = None) -> Roll:
    """Note that a leg has left; return the roll call with those who were left behind."""
    leg = transfers.transfer(desk, leg_id)
    moment = (at or desk.this_moment()).isoformat()
    facts = desk.change("changed", leg.id, {"departed": moment})
    if facts:
        desk.write(*facts)
    return roll(desk, leg.id)


def alight(desk: Desk, leg_id: str, at: datetime | None = None) -> int:
    """Let everybody leave the bus at the end of a leg, as one act; return how many did."""
    leg = transfers.transfer(desk, leg_id)
    inside = [row[0] for row in desk.db.execute(_ABOARD, (leg.id,)).fetchall()]
    with desk.act():
        for person in sorted(inside):
            scanning.check_in(desk, person, activity=leg.id, out=True, at=at)
    return len(inside)


def seat(desk: Desk, bus_id: str, activities: Sequence[str]) -> int:
    """Book for a bus all who are booked for some visits, as one act; return how many that seated.

    Who finds no place in it waits; who is on another bus at that time stays there.
    """
    bus = transfers.transfer(desk, bus_id)
    seated = 0
    with desk.act():
        for activity in activities:
            for person in bookings.on_list(desk, activity):
                if person.may_come:
                    came = bookings.book(desk, person.id, bus.id)
                    seated += came.status == "booked" and came.act is not None
    return seated


# The parts ############################################################################


def _expected(desk: Desk, bus: Activity, leg: Activity) -> list[Person]:
    every = legs(desk, bus.id)
    place = next((at for at, one in enumerate(every) if one.id == leg.id), 0)
    if not place:
        return passengers(desk, bus.id)
    before = every[place - 1]
    ids = [row[0] for row in desk.db.execute(_BOARDED, (before.id,))]
    following = every[place + 1].start if place + 1 < len(every) else ""
    since, until = instant(before.start), instant(leg.departed or following)
    if since:
        joined = desk.db.execute(
            _CAME_BY_THEMSELVES,
            {
                "bus": bus.id,
                "since": since.timestamp(),
                "until": until.timestamp() if until else float("inf"),
            },
        )
        ids += [row[0] for row in joined]
    found = (desk.person(one) for one in dict.fromkeys(ids))
    return [one for one in found if one and one.may_come]


def _missing(desk: Desk, person: Person) -> Missing:
    delegation = desk.delegation(person.delegation) if person.delegation else None
    seen, where, last = desk.db.execute(_LAST, (person.id,)).fetchone() or ("", "", "")
    asked = delegation and not person.phone
    head = delegations.head(desk, person.delegation) if asked else None
    other = head if head and head.id != person.id and head.phone else None
    return Missing(person, delegation.title if delegation else "", seen, where, last, other)


def _seen_since(one: Missing, moment: datetime) -> bool:
    seen = instant(one.seen)
    return bool(seen and seen > moment)


def _near(bus: Activity, now: datetime) -> bool:
    """Tell whether a bus runs today or did so lately; one without times always does."""
    start, end = instant(bus.start), instant(bus.end)
    day = timedelta(days=1)
    return not (start and start - day > now) and not (end and end + day < now)
