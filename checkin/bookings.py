"""Who is on the list of an activity: by its rules, waiting in line, or in spite of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checkin import eligibility, limits
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Entry, Fact, act_name
from checkin.model import booking
from checkin.model.activity import Activity
from checkin.model.person import Person

FULL, OVERLAP, NOT_ELIGIBLE, CANCELLED = limits.FULL, limits.OVERLAP, "not-eligible", "cancelled"
"""The rules against which somebody may be booked only with a reason."""

LINE = "line"
"""That of those who wait longer: it puts in line, and is passed over with a reason too."""

WHOLE, BUS = limits.WHOLE, limits.BUS

times = limits.times

_LINE = """SELECT booking.person, since FROM booking JOIN person ON person.id = booking.person
  WHERE activity = ? AND booking.status = 'waiting'
    AND person.status NOT IN ('cancelled', 'substituted') ORDER BY since, booking.person"""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody cannot be booked just so."""

    rule: str
    text: str  # a sentence
    activity: str  # the other one of an overlap, else the one asked for


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of booking somebody."""

    status: str  # booked | waiting | '' where it was refused
    position: int = 0  # in the line, from 1
    obstacles: tuple[Obstacle, ...] = ()
    act: str | None = None  # None where nothing changed


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits for a place."""

    person: Person
    position: int  # from 1
    since: str  # the clock of the journal; compares as text


# Looking ##############################################################################


def obstacles(
    desk: Desk, person_id: str, activity_id: str, *, but: Iterable[str] = ()
) -> list[Obstacle]:
    """Return why somebody cannot be booked for an activity; nothing where all is well.

    Bookings for the activities in `but` are passed over, as they are about to be given up.
    """
    person, activity = _known(desk, person_id), _activity(desk, activity_id)
    found = []
    if not person.may_come:
        text = _("{name} has cancelled, or somebody else comes instead.")
        found.append(Obstacle(CANCELLED, text.format(name=person.whole_name), activity.id))
    if not eligibility.eligible(desk, person, activity):
        found.append(Obstacle(NOT_ELIGIBLE, not_meant(desk, activity), activity.id))
    passed = {*but, activity.id}
    others = (desk.activity(one) for one in limits.listed(desk.db, person.id) if one not in passed)
    found += [
        Obstacle(OVERLAP, clash(desk, activity, other), other.id)
        for other in others
        if other and overlap(desk, activity, other)
    ]
    left = free(desk, activity.id)
    if left is not None and left <= 0:
        text = limits.full(activity, permitted(desk, activity) or 0)
        found.append(Obstacle(FULL, text, activity.id))
    return found


def overlap(desk: Desk, one: Activity, other: Activity) -> bool:
    """Tell whether nobody can be at both: at one time, and neither is a part of the other."""
    return limits.overlap(desk.programme, one, other)


def clash(desk: Desk, one: Activity, other: Activity) -> str:
    """Return the sentence that names two activities at one time."""
    return limits.clash(desk.event.tz, one, other)


def not_meant(desk: Desk, activity: Activity) -> str:
    """Return the sentence that says for whom an activity is."""
    whom = eligibility.text(desk, activity)
    return _("{title} is {whom}.").format(title=activity.title, whom=whom)


def permitted(desk: Desk, activity: Activity) -> int | None:
    """Return for how many an activity, or else its place, has room; None where nothing says."""
    return limits.permitted(desk.db, activity)


def free(desk: Desk, activity_id: str) -> int | None:
    """Return how many places are left, below none where too many are booked; None for no limit.

    Everybody who is booked takes a place, whoever they are: that is how hosts count.
    """
    activity = _activity(desk, activity_id)
    limit = permitted(desk, activity)
    return None if limit is None else limit - taken(desk, activity.id)


def taken(desk: Desk, activity_id: str) -> int:
    """Return how many are booked and still coming."""
    return limits.taken(desk.db, activity_id)


def waiting(desk: Desk, activity_id: str) -> list[Waiting]:
    """Return those who wait for a place, in the order of their line."""
    rows = desk.db.execute(_LINE, (_activity(desk, activity_id).id,)).fetchall()
    found = ((desk.person(person), since) for person, since in rows)
    return [
        Waiting(person, place, since) for place, (person, since) in enumerate(found, 1) if person
    ]


def position(desk: Desk, person_id: str, activity_id: str) -> int:
    """Return the place of somebody in the line, from 1; 0 for who does not wait."""
    rows = desk.db.execute(_LINE, (activity_id,))
    return next((place for place, row in enumerate(rows, 1) if row[0] == person_id), 0)


def on_list(desk: Desk, activity_id: str, status: str = "booked") -> list[Person]:
    """Return who is on the list of an activity with a status, in the order of the register."""
    rows = desk.db.execute(
        """SELECT person.id FROM booking JOIN person ON person.id = booking.person
           WHERE activity = ? AND booking.status = ? ORDER BY person.n""",
        (_activity(desk, activity_id).id, status),
    ).fetchall()
    return [person for row in rows if (person := desk.person(row[0]))]


# Booking ##############################################################################


def book(
    desk: Desk, person_id: str, activity_id: str, *, override: bool = False, reason: str = ""
) -> Booked:
    """Put somebody on a list: booked, waiting where it is only full, or refused with the reasons.

    With `override` they are booked all the same, and the reason is kept with the rules that were
    passed over. Raises DeskError where no reason is given for that.
    """
    return _booked(desk, _known(desk, person_id), activity_id, (), override=override, why=reason)


def move(  # noqa: PLR0913  who, from where, to where, and in spite of what
    desk: Desk,
    person_id: str,
    from_id: str,
    to_id: str,
    *,
    override: bool = False,
    reason: str = "",
) -> Booked:
    """Book somebody for another activity instead of one, as one act; refused, nothing changes."""
    person = _known(desk, person_id)
    with desk.act():
        moved = _booked(desk, person, to_id, (from_id,), override=override, why=reason)
        if not moved.act:
            return moved
        _set(desk, person, from_id, "cancelled")
        return moved


def cancel(desk: Desk, person_id: str, activity_id: str) -> str | None:
    """Take somebody off a list; return the act, or None where they were on none."""
    person, activity = _known(desk, person_id), _activity(desk, activity_id)
    if _status(desk, person.id, activity.id) not in {"booked", "waiting"}:
        return None
    return _act(_set(desk, person, activity.id, "cancelled"))


def next_in_line(desk: Desk, activity_id: str) -> Waiting | None:
    """Return the first who waits and whom nothing but the room keeps away; None for nobody."""
    for one in waiting(desk, activity_id):
        if all(found.rule == FULL for found in obstacles(desk, one.person.id, activity_id)):
            return one
    return None


def promote(desk: Desk, activity_id: str) -> Booked | None:
    """Give a free place to the next in line; None where there is no place, or nobody waits."""
    left, first = free(desk, activity_id), next_in_line(desk, activity_id)
    if first is None or (left is not None and left <= 0):
        return None
    return book(desk, first.person.id, activity_id)


def _booked(  # noqa: PLR0913  all that a booking is
    desk: Desk,
    person: Person,
    activity_id: str,
    but: Sequence[str],
    *,
    override: bool,
    why: str,
) -> Booked:
    activity = _activity(desk, activity_id)
    known = _status(desk, person.id, activity.id)
    if known == "booked":
        return Booked("booked")
    against = tuple(obstacles(desk, person.id, activity.id, but=but))
    behind = not against and _others_first(desk, person, activity)
    if override and (against or behind):
        if not why.strip():
            raise DeskError(_("Please say why it is booked all the same."))
        rules = " ".join(dict.fromkeys(one.rule for one in against)) or LINE
        said = {"override": rules, "reason": " ".join(why.split())[:200]}
        return Booked("booked", 0, against, _act(_set(desk, person, activity.id, "booked", said)))
    if not against and not behind:
        return Booked("booked", act=_act(_set(desk, person, activity.id, "booked")))
    if any(one.rule != FULL for one in against):
        return Booked("", 0, against)
    act = None if known == "waiting" else _act(_set(desk, person, activity.id, "waiting"))
    return Booked("waiting", position(desk, person.id, activity.id), against, act)


def _others_first(desk: Desk, person: Person, activity: Activity) -> bool:
    """Tell whether the places that are left belong to those who have waited longer."""
    left = free(desk, activity.id)
    if left is None:
        return False
    mine = position(desk, person.id, activity.id)
    line = (one.person.id for one in waiting(desk, activity.id) if not mine or one.position < mine)
    return left <= sum(not obstacles(desk, one, activity.id) for one in line)


def _set(
    desk: Desk, person: Person, activity: str, status: str, said: dict[str, str] | None = None
) -> list[Entry]:
    facts = desk.change("booked", person.id, {booking.field(activity): status})
    return desk.write(*(Fact(one.kind, one.subject, {**one.data, **(said or {})}) for one in facts))


def _act(entries: Sequence[Entry]) -> str | None:
    return act_name(entries[0].replica, entries[0].act) if entries else None


def _status(desk: Desk, person: str, activity: str) -> str:
    query = "SELECT status FROM booking WHERE person = ? AND activity = ?"
    return store.single(desk.db, query, (person, activity)) or ""


def _known(desk: Desk, subject: str) -> Person:
    person = desk.person(subject)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=subject))
    return person


def _activity(desk: Desk, subject: str) -> Activity:
    activity = desk.activity(subject)
    if activity is None:
        raise DeskError(_("There is no activity {id}.").format(id=subject))
    return activity
