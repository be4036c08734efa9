"""The head count: who is in an activity right now, everybody included, beside who may be."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.desk import Desk
from checkin.journal import store
from checkin.model.activity import Activity
from checkin.model.noun import number

_EXPECTED = """SELECT count(*) FROM person
  WHERE visitor AND entered = '' AND status NOT IN ('cancelled', 'waiting')"""
_BOOKED = """SELECT count(*) FROM booking JOIN person ON person.id = booking.person
  WHERE activity = ? AND booking.status = 'booked' AND visitor AND person.status <> 'cancelled'"""


@dataclass(frozen=True, slots=True)
class Headcount:
    """How many are in one activity, and how many were."""

    activity: Activity
    here: int  # everybody, as fire protection counts
    attended: int
    participants_here: int
    participants: int
    permitted: int | None  # None where nobody set a limit

    @property
    def full(self) -> bool:
        """Tell whether nobody else may come in."""
        return self.permitted is not None and self.here >= self.permitted


def headcounts(desk: Desk) -> list[Headcount]:
    """Return the head count of every activity of the programme, by day and start."""
    columns = "activity, here, attended, visitors_here, visitors"
    counted = {row[0]: row[1:] for row in desk.db.execute(f"SELECT {columns} FROM headcount")}  # noqa: S608
    programme = sorted(
        desk.programme.activities.values(),
        key=lambda one: (one.day or one.start, one.start, one.id),
    )
    found = []
    for one in programme:
        here, attended, participants_here, participants = counted.get(one.id, (0, 0, 0, 0))
        limit = permitted(desk, one)
        found.append(Headcount(one, here, attended, participants_here, participants, limit))
    return found


def so_far(desk: Desk, activity: str) -> tuple[int, int]:
    """Return how many participants are in an activity, and how many are expected there."""
    row = desk.db.execute(
        "SELECT visitors_here FROM headcount WHERE activity = ?", (activity,)
    ).fetchone()
    (booked,) = desk.db.execute(_BOOKED, (activity,)).fetchone()
    (expected,) = desk.db.execute(_EXPECTED).fetchone() if not booked else (booked,)
    return (row[0] if row else 0), expected


def came(desk: Desk, activity: str) -> int:
    """Return how many participants have come to an activity, also those who have left."""
    query = "SELECT visitors FROM headcount WHERE activity = ?"
    return int(store.single(desk.db, query, (activity,)) or 0)


def permitted(desk: Desk, activity: Activity) -> int | None:
    """Return how many an activity, or else its place, may hold; None where nothing says."""
    limit = number(activity.capacity)
    if limit is None and activity.place:
        place = desk.place(activity.place)
        limit = number(place.capacity) if place else None
    return limit
