"""The limits of lists: how many an activity has room for, and at which two nobody can be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from checkin import clusters, schema
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import store
from checkin.journal.fold import Folded
from checkin.model import booking
from checkin.model.activity import Activity
from checkin.model.moment import instant
from checkin.model.noun import number
from checkin.model.place import Place
from checkin.projection import Programme, folds

if TYPE_CHECKING:
    from sqlite3 import Connection

WHOLE = frozenset({"day", "symposium"})
"""Kinds during which other things happen."""

BUS = "transfer"
"""The kind of what takes people from one place to the next."""

FULL, OVERLAP = "full", "overlap"
"""The rules that these limits are."""

_FROM = """FROM booking JOIN person ON person.id = booking.person
  WHERE activity = ? AND booking.status = 'booked'
    AND person.status NOT IN ('cancelled', 'substituted')"""
_TAKEN = f"SELECT count(*) {_FROM}"
_LISTED = f"SELECT person.id {_FROM} ORDER BY person.id"
_MINE = "SELECT activity FROM booking WHERE person = ? AND status = 'booked'"


def permitted(db: Connection, activity: Activity) -> int | None:
    """Return for how many an activity, or else its place, has room; None where nothing says."""
    limit = number(activity.capacity)
    if limit is None and activity.place:
        place = schema.noun(db, Place, clusters.root(db, activity.place))
        limit = number(place.capacity) if place else None
    return limit


def taken(db: Connection, activity: str) -> int:
    """Return how many are booked and still coming."""
    return int(store.single(db, _TAKEN, (activity,)))


def full(activity: Activity, places: int) -> str:
    """Return the sentence that an activity has no place left."""
    text = ngettext("{title} is full: {n} place.", "{title} is full: {n} places.", places)
    return text.format(title=activity.title, n=places)


def times(activity: Activity) -> tuple[datetime, datetime] | None:
    """Return when an activity begins and ends; None where it does not say both."""
    start, end = instant(activity.start), instant(activity.end)
    return (start, end) if start and end else None


def overlap(planned: Programme, one: Activity, other: Activity) -> bool:
    """Tell whether nobody can be at both: at one time, and neither is a part of the other.

    A bus spans the visits that it leads to, so that rides overlap with rides alone; days and
    symposia are made of what happens in them.
    """
    if {one.kind, other.kind} & WHOLE or (one.kind == BUS) != (other.kind == BUS):
        return False
    if one.id == other.id or one.id in planned.wholes(other.id):
        return False
    if other.id in planned.wholes(one.id):
        return False
    first, second = times(one), times(other)
    return bool(first and second and first[0] < second[1] and second[0] < first[1])


def clash(zone: tzinfo, one: Activity, other: Activity) -> str:
    """Return the sentence that names two activities at one time."""
    return _("{one} ({when}) overlaps with {other} ({then}).").format(
        one=one.title, when=_when(zone, one), other=other.title, then=_when(zone, other)
    )


def listed(db: Connection, person: str) -> list[str]:
    """Return the activities that somebody is booked for."""
    return [row[0] for row in db.execute(_MINE, (person,))]


def standing(db: Connection, people: Iterable[str]) -> set[tuple[str, str]]:
    """Return the bookings of some people as they stand: of whom, and for what."""
    roots = {clusters.root(db, one) for one in people}
    return {(person, activity) for person in roots for activity in listed(db, person)}


def overridden(said: Folded, *activities: str) -> frozenset[str]:
    """Return the rules in spite of which somebody was booked for one of some activities."""
    heads = set(said.heads(booking.field(one) for one in activities))
    rules = (str(one.get("override", "")).split() for entry, one in said.live if entry.id in heads)
    return frozenset(rule for some in rules for rule in some)


def passed(
    db: Connection, planned: Programme, zone: tzinfo, said: Folded, booked: tuple[str, str]
) -> str:
    """Return the sentence of the limit that a booking passes with no reason given; '' for none."""
    person, subject = booked
    one, meant = planned.activity(subject), overridden(said, subject)
    if one is None:
        return ""
    limit = permitted(db, one)
    if limit is not None and FULL not in meant and _by_rule(db, one.id) > limit:
        return full(one, limit)
    others = (other for other in map(planned.activity, listed(db, person)) if other)
    for other in others:
        if overlap(planned, one, other) and OVERLAP not in meant | overridden(said, other.id):
            return clash(zone, one, other)
    return ""


def _by_rule(db: Connection, activity: str) -> int:
    """Return how many are booked without having been put on a full list on purpose."""
    people = [row[0] for row in db.execute(_LISTED, (activity,))]
    return sum(FULL not in overridden(said, activity) for _, said in folds(db, people))


def _when(zone: tzinfo, activity: Activity) -> str:
    """Return when an activity is, short: 23.11. 08:30–09:20."""
    found = times(activity)
    if not found:
        return activity.day
    start, end = (moment.astimezone(zone) for moment in found)
    return f"{start:%d.%m. %H:%M}–{end:%H:%M}"
