"""The house: who is where right now, everybody included, beside how many each place may hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from checkin import clusters, projection
from checkin.desk import Desk
from checkin.journal import store
from checkin.model.activity import Activity
from checkin.model.noun import number
from checkin.model.place import Place

ON_THE_WAY, SOMEWHERE = "on-the-way", "somewhere"
"""Where people are who are in no place: on a transfer, or in what has no place."""

AMBER, RED = 90, 100  # percent of those permitted

Level = Literal["", "amber", "red"]

_NOW = """SELECT person, activity, visitor FROM whereabouts
  WHERE moment >= :begin AND moment < :end"""
_THEN = """SELECT person, activity, visitor FROM whereabouts
  WHERE moment >= :begin AND moment <= :at
    AND person NOT IN (SELECT value FROM json_each(:unsure))
  UNION ALL SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
    json_extract(value, '$[2]') FROM json_each(:recounted)"""
_UNSURE = """SELECT person, visitor FROM attendance WHERE gone <> '' AND unixepoch(gone) > :at
  UNION SELECT person, visitor FROM whereabouts WHERE moment > :at"""
_OTHERS = """SELECT count(*) FROM whereabouts
  WHERE activity IN (SELECT value FROM json_each(?)) AND moment >= ? AND moment < ?
    AND person <> ?"""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Persons, and how many of them count as participants."""

    persons: int = 0
    visitors: int = 0


@dataclass(frozen=True, slots=True)
class Occupancy:
    """One place: who is in it and in its parts, and how many may be."""

    place: Place
    persons: int  # everybody, as fire protection counts
    visitors: int
    permitted: int | None  # None where nobody set a limit
    depth: int  # of places around it: 0 is a house, 1 a room in it

    @property
    def level(self) -> Level:
        """Return how near the limit is: amber from 90 %, red from 100 %."""
        if self.permitted is None or not self.persons:
            return ""
        part = 100 * self.persons
        if part >= RED * self.permitted:
            return "red"
        return "amber" if part >= AMBER * self.permitted else ""


@dataclass(frozen=True, slots=True)
class House:
    """All who are here: per place, on the way between places, and in none that is known."""

    places: tuple[Occupancy, ...]  # each house before its rooms, by title
    on_the_way: Crowd
    somewhere: Crowd

    @property
    def total(self) -> Crowd:
        """Return all who are here, each counted once."""
        parts = [
            *(Crowd(one.persons, one.visitors) for one in self.places if not one.depth),
            *(self.on_the_way, self.somewhere),
        ]
        return Crowd(sum(one.persons for one in parts), sum(one.visitors for one in parts))


class Plan:
    """Which place each activity puts people in, and which places lie in which."""

    def __init__(self, desk: Desk) -> None:
        """Read the places once."""
        self._desk = desk
        columns = ", ".join(("id", *Place.names()))
        rows = desk.db.execute(f"SELECT {columns} FROM place")  # noqa: S608
        self.places: Mapping[str, Place] = {row[0]: Place(*row) for row in rows}
        self._spots: dict[str, str] = {}

    def spot(self, activity: str) -> str:
        """Return the place of who is checked in to an activity, ON_THE_WAY or SOMEWHERE.

        What has no place of its own is where the nearest whole is that has one.
        """
        if activity not in self._spots:
            self._spots[activity] = self._spot(activity)
        return self._spots[activity]

    def around(self, place: str) -> tuple[str, ...]:
        """Return a place and those around it, the nearest first; of a ring the least id is outmost.

        Nothing is around those who are in no place.
        """
        found = [place]
        while (outer := self._outer(found[-1])) and outer not in found:
            found.append(outer)
        if self._outer(found[-1]):  # a ring, which began somewhere along the way
            ring = found[found.index(self._outer(found[-1])) :]
            found = found[: found.index(min(ring)) + 1]
        return tuple(found)

    def tree(self) -> Iterator[tuple[Place, int]]:
        """Yield the places, each house before its rooms by title, with how deep each lies."""
        paths = {
            one: [(self.places[outer].title.casefold(), outer) for outer in self.around(one)[::-1]]
            for one in self.places
        }
        for one in sorted(paths, key=paths.__getitem__):
            yield self.places[one], len(paths[one]) - 1

    def _spot(self, subject: str) -> str:
        for one in (subject, *self._desk.wholes(subject)):
            activity = self._desk.activity(one)
            if activity and activity.kind == "transfer":
                return ON_THE_WAY
            if activity and activity.place and (place := self._known(activity.place)):
                return place
        return SOMEWHERE

    def _outer(self, place: str) -> str:
        known = self.places.get(place)
        return self._known(known.within) if known and known.within else ""

    def _known(self, place: str) -> str:
        if place in self.places:
            return place
        root = clusters.root(self._desk.db, place)
        return root if root in self.places else ""


def house(desk: Desk, at: datetime | None = None) -> House:
    """Return who is where now, or was at a stated time, as far as it is known here.

    Nobody stays over night: an open check-in counts on its own day.
    """
    plan = Plan(desk)
    table, values = _standing(desk, at)
    persons: Counter[str] = Counter()
    visitors: Counter[str] = Counter()
    grouped = f"SELECT activity, count(*), sum(visitor) FROM ({table}) GROUP BY activity"  # noqa: S608
    for activity, number_of, participants in desk.db.execute(grouped, values):
        for place in plan.around(plan.spot(activity)):
            persons[place] += number_of
            visitors[place] += participants
    return House(
        tuple(
            Occupancy(one, persons[one.id], visitors[one.id], number(one.capacity), depth)
            for one, depth in plan.tree()
        ),
        Crowd(persons[ON_THE_WAY], visitors[ON_THE_WAY]),
        Crowd(persons[SOMEWHERE], visitors[SOMEWHERE]),
    )


def present(desk: Desk, at: datetime | None = None) -> list[tuple[str, str]]:
    """Return everybody who is here, each with the spot as Plan has it; subjects in their order."""
    plan = Plan(desk)
    table, values = _standing(desk, at)
    rows = desk.db.execute(f"SELECT person, activity FROM ({table}) ORDER BY person", values)  # noqa: S608
    return [(person, plan.spot(activity)) for person, activity in rows]


def people_at(desk: Desk, spot: str, at: datetime | None = None) -> list[str]:
    """Return who is in a place and its parts, or ON_THE_WAY, or SOMEWHERE; '' is wherever."""
    if not spot:
        return [person for person, _where in present(desk, at)]
    plan = Plan(desk)
    inside = {one for one in (*plan.places, ON_THE_WAY, SOMEWHERE) if spot in plan.around(one)}
    return [person for person, where in present(desk, at) if where in inside]


def named(desk: Desk, subjects: list[str]) -> list[str]:
    """Return those of some people whom a screen may name: known here, and not protected."""
    query = """SELECT id FROM person WHERE id IN (SELECT value FROM json_each(?))
      AND protected = '' AND entered <> 'unknown' ORDER BY n"""
    return [row[0] for row in desk.db.execute(query, (json.dumps(subjects),))]


def tight(desk: Desk, at: datetime | None = None) -> list[Occupancy]:
    """Return the places that are full or nearly so, the fullest first; quick where none is."""
    plan = Plan(desk)
    limits = {one: limit for one in plan.places if (limit := _limit(plan, one)) is not None}
    if not limits:
        return []
    crowd = _crowds(desk, plan)
    near = any(100 * sum(crowd.get(one, {}).values()) >= AMBER * limits[one] for one in limits)
    found = [one for one in house(desk, at).places if one.level] if near else []
    return sorted(found, key=lambda one: -one.persons / max(one.permitted or 0, 1))


def filled(
    desk: Desk, activity: Activity, subject: str, moment: datetime
) -> tuple[str, int] | None:
    """Return what has no room for one more, with how many it may hold; None where there is room.

    That is the activity, or its place, or the house around it. Whoever is in a place already does
    not stand in their own way.
    """
    limit = number(activity.capacity)
    if limit is not None and _here(desk, activity.id) >= limit:
        return activity.id, limit
    plan = Plan(desk)
    around = plan.around(plan.spot(activity.id))
    limits = {one: limit for one in around if (limit := _limit(plan, one)) is not None}
    crowd = _crowds(desk, plan) if limits else {}
    for place, limit in limits.items():
        inside = crowd.get(place, {})
        if sum(inside.values()) >= limit and _others(desk, inside, subject, moment) >= limit:
            return place, limit
    return None


def _here(desk: Desk, activity: str) -> int:
    query = "SELECT here FROM headcount WHERE activity = ?"
    return store.single(desk.db, query, (activity,)) or 0


def _limit(plan: Plan, place: str) -> int | None:
    known = plan.places.get(place)
    return number(known.capacity) if known else None


def _crowds(desk: Desk, plan: Plan) -> dict[str, dict[str, int]]:
    """Return per place the activities whose people may be there, with at most how many.

    Who went on without a check-out is counted in each, so the sums are never too low.
    """
    found: dict[str, dict[str, int]] = {}
    for activity, here in desk.db.execute("SELECT activity, here FROM headcount WHERE here > 0"):
        for place in plan.around(plan.spot(activity)):
            found.setdefault(place, {})[activity] = here
    return found


def _others(desk: Desk, activities: Mapping[str, int], subject: str, moment: datetime) -> int:
    begin, end = desk.event.bounds(desk.event.day_of(moment))
    values = (json.dumps(list(activities)), begin.timestamp(), end.timestamp(), subject)
    (found,) = desk.db.execute(_OTHERS, values).fetchone()
    return int(found)


def _standing(desk: Desk, at: datetime | None) -> tuple[str, dict[str, Any]]:
    """Return the query of who is in which activity, and its values.

    Rows tell of now; who has come, gone or moved since a stated time is read from the journal.
    """
    begin, end = desk.event.bounds(desk.event.day_of(at or desk.moment(None)))
    values = {"begin": begin.timestamp(), "end": end.timestamp()}
    if at is None:
        return _NOW, values
    stated = at.timestamp()
    unsure = dict(desk.db.execute(_UNSURE, {"at": stated}).fetchall())
    recounted = []
    for root, said in projection.folds(desk.db, sorted(unsure)):
        then = [
            (one.moment, one.entry, one.activity)
            for one in desk.arrivals(said)
            if begin.timestamp() <= one.moment <= stated
            and (not one.ended or datetime.fromisoformat(one.ended).timestamp() > stated)
        ]
        if then:
            recounted.append((root, max(then)[2], unsure[root]))
    more = {"at": stated, "unsure": json.dumps(list(unsure)), "recounted": json.dumps(recounted)}
    return _THEN, {**values, **more}
