"""The curve of arrivals: how many participants came when on one day, and how fast they go in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from checkin.desk import Desk
from checkin.model.event import day_subject

STEP = 300  # seconds of one bar
LATELY = timedelta(minutes=15)
_IN_LINE = 90  # seconds between two guests beyond which nobody was waiting
_ENOUGH = 5  # gaps between guests from which a pace can be told

_CAME = "activity = :activity AND visitor AND moment >= :begin AND moment < :end"


@dataclass(frozen=True, slots=True)
class Curve:
    """Arrivals of participants at one activity on one day, each person once."""

    activity: str
    day: date
    begin: datetime  # of the first bar, a full hour
    counts: tuple[int, ...]  # per five minutes, up to the end of the hour of the last arrival

    @property
    def total(self) -> int:
        """Return how many came."""
        return sum(self.counts)

    def bounds(self, bar: int) -> tuple[datetime, datetime]:
        """Return from when and until when a bar counts."""
        begin = self.begin.timestamp() + bar * STEP
        zone = self.begin.tzinfo
        return datetime.fromtimestamp(begin, zone), datetime.fromtimestamp(begin + STEP, zone)


def curve(desk: Desk, day: date, activity: str | None = None) -> Curve:
    """Return the arrivals of a day: at the event, or at one activity."""
    subject = activity or day_subject(desk.key, day.isoformat())
    begin, end = desk.event.bounds(day)
    rows = desk.db.execute(
        f"""SELECT CAST((moment - :begin) / {STEP} AS INTEGER), count(*) FROM attendance
            WHERE {_CAME} GROUP BY 1""",  # noqa: S608
        {"activity": subject, "begin": begin.timestamp(), "end": end.timestamp()},
    )
    found: dict[int, int] = dict(rows.fetchall())
    if not found:
        return Curve(subject, day, begin, ())
    hour = 3600 // STEP
    first = min(found) // hour * hour
    last = math.ceil((max(found) + 1) / hour) * hour
    start = datetime.fromtimestamp(begin.timestamp() + first * STEP, begin.tzinfo)
    return Curve(subject, day, start, tuple(found.get(bar, 0) for bar in range(first, last)))


def people_between(desk: Desk, activity: str, begin: datetime, end: datetime) -> list[str]:
    """Return the participants whose first arrival at an activity was in a span, as they came."""
    rows = desk.db.execute(
        f"SELECT person FROM attendance WHERE {_CAME} ORDER BY moment, person",  # noqa: S608
        {"activity": activity, "begin": begin.timestamp(), "end": end.timestamp()},
    )
    return [row[0] for row in rows]


def lately(now: datetime) -> tuple[datetime, datetime]:
    """Return the last five minutes, this second among them."""
    return now - timedelta(seconds=STEP - 1), now + timedelta(seconds=1)


def pace(desk: Desk, activity: str, now: datetime) -> float | None:
    """Return the seconds per guest at this desk while guests stood in line, in the last minutes.

    None where too few came close together for that: nobody knows then how long a guest takes.
    """
    rows = desk.db.execute(
        f"SELECT DISTINCT moment FROM attendance WHERE {_CAME} AND desk = :desk ORDER BY moment",  # noqa: S608
        {
            "activity": activity,
            "begin": (now - LATELY).timestamp(),
            "end": now.timestamp() + 1,
            "desk": desk.label,
        },
    )
    gaps = [later - one for one, later in pairwise(row[0] for row in rows)]
    in_line = [gap for gap in gaps if gap <= _IN_LINE]
    return median(in_line) if len(in_line) >= _ENOUGH else None


def days(desk: Desk, activity: str | None = None) -> list[date]:
    """Return the days of the event, or those on which an activity takes people in."""
    every = list(desk.event.days())
    known = desk.activity(activity) if activity else None
    times = desk.programme.admission(known) if known else None
    if not times:
        return every
    first, last = (desk.event.day_of(time) for time in (times[0], times[1] - timedelta(seconds=1)))
    return [day for day in every if first <= day <= last] or [first]
