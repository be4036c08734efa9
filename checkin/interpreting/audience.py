"""Who is expected at an activity, and who is really there, counted by what they understand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin.desk import Desk
from checkin.interpreting import listening
from checkin.model.activity import Activity
from checkin.model.event import Event
from checkin.model.moment import instant

SETTLED = timedelta(minutes=15)
"""After this, who is really here decides instead of who is booked (INT-05)."""

_ROLES = ", ".join(f"'{role}'" for role in listening.LISTENERS)
_COMING = f"""person.role IN ({_ROLES}) AND NOT person.erased AND person.id LIKE 'p-%'
  AND person.status NOT IN ('cancelled', 'substituted')"""
_COLUMNS = "person.listening, person.languages, person.delegation"
_LATER = "SELECT count(*) FILTER (WHERE moment > ?), count(*) FROM whereabouts"
_FEW = 0.1  # of all who were scanned: so many may be ahead, by a clock that is fast
_WHERE = """LEFT JOIN whereabouts ON whereabouts.person = person.id
  AND whereabouts.moment <= :now"""
_EVERYBODY = f"""SELECT '', coalesce(whereabouts.activity, ''), {_COLUMNS}, count(*)
  FROM person {_WHERE} WHERE {_COMING} GROUP BY 2, 3, 4, 5"""  # noqa: S608
_BOOKED = f"""SELECT booking.activity, coalesce(whereabouts.activity, ''), {_COLUMNS}, count(*)
  FROM booking JOIN person ON person.id = booking.person {_WHERE}
  WHERE booking.status = 'booked' AND {_COMING} GROUP BY 1, 2, 3, 4, 5"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Crowd:
    """Guests who are alike in what they listen to, understand and belong to."""

    listens: str
    understands: frozenset[str]
    delegation: str
    at: str  # the activity where they are now; '' for who is not here
    people: int


class Audience:
    """All guests of a moment, read once.

    Where people are is kept for now alone: of a `bygone` moment only the lists tell. One is such
    where this desk, or what more than a few scans say, is ahead of it.
    """

    def __init__(self, desk: Desk, now: datetime) -> None:
        """Read how many there are of each kind, by list and by where they are."""
        self._desk = desk
        settled = now + SETTLED
        later, every = desk.db.execute(_LATER, (settled.timestamp(),)).fetchone()
        self.bygone = desk.moment(None) > settled or later > every * _FEW
        offers = listening.offered(desk)
        self._lists: dict[str, list[Crowd]] = defaultdict(list)
        for query in (_EVERYBODY, _BOOKED):
            for of, at, set_, languages, group, n in desk.db.execute(
                query, {"now": now.timestamp()}
            ):
                told = listening.listens(set_, languages, offers)
                crowd = Crowd(told, listening.understood(set_, languages), group, at, n)
                self._lists[of].append(crowd)

    def expected(self, activity: str) -> list[Crowd]:
        """Return who is on the list of an activity, or of the nearest whole; else everybody."""
        return self._lists.get(self._list(activity), [])

    def present(self, activity: str) -> list[Crowd]:
        """Return who is there: checked in to it, or to its wholes and on its list.

        Who is in another part of the same whole that is not over yet is not there.
        """
        own = {activity, *self._parts(activity)}
        listed = self._list(activity)
        there = [one for one in self._lists.get("", []) if one.at in own]
        whole = set(self._desk.wholes(activity)) | self._aside(activity)
        return there + [one for one in self._lists.get(listed, []) if one.at in whole]

    def here(self) -> dict[str, int]:
        """Return how many guests are here now, by the language they listen to, most first."""
        found: Counter[str] = Counter()
        for one in self._lists.get("", []):
            if one.at and one.listens:
                found[one.listens] += one.people
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    def _list(self, activity: str) -> str:
        for one in (activity, *self._desk.wholes(activity)):
            if one in self._lists:
                return one
        return ""

    def _parts(self, activity: str) -> Iterator[str]:
        for one in self._desk.programme.activities:
            if activity in self._desk.wholes(one):
                yield one

    def _aside(self, activity: str) -> set[str]:
        """Return what is over, in the same whole or room: who was there stays for what follows."""
        event, programme = self._desk.event, self._desk.programme
        days = {one.id for one in programme.activities.values() if one.kind == "day"}
        wholes = set(self._desk.wholes(activity)) - days
        known = programme.activity(activity)
        start = instant(known.start) if known else None
        place = known.place if known else ""
        return {
            other.id
            for other in programme.activities.values()
            if start
            and (wholes & set(self._desk.wholes(other.id)) or other.place == place != "")
            and _over(other, event, start)
        }


def _over(activity: Activity, event: Event, moment: datetime) -> bool:
    end = instant(activity.end)
    return end is not None and end <= moment and event.day_of(end) == event.day_of(moment)


def counted(crowds: list[Crowd], source: str) -> Mapping[str, tuple[int, frozenset[str]]]:
    """Return, per language that somebody needs when `source` is spoken, how many and of whom."""
    found: dict[str, tuple[int, frozenset[str]]] = {}
    for one in crowds:
        if one.listens and source not in one.understands:
            n, groups = found.get(one.listens, (0, frozenset()))
            found[one.listens] = n + one.people, groups | ({one.delegation} - {""})
    return found
