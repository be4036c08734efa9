"""A delegation whole: each member with state, receivers, bus and interpreters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin import card, delegations, voices
from checkin.badges import order
from checkin.card import Presence, Seat
from checkin.desk import Desk
from checkin.model.delegation import Delegation
from checkin.model.person import Person
from checkin.voices import Voice

_HELD = """SELECT person, number FROM receiver
  WHERE person IN (SELECT value FROM json_each(?)) ORDER BY number"""
_BOOKED = """SELECT person, activity FROM booking
  WHERE person IN (SELECT value FROM json_each(?)) AND status = 'booked'"""
_CAME = """SELECT person FROM attendance
  WHERE person IN (SELECT value FROM json_each(?)) AND activity = ?"""


@dataclass(frozen=True, slots=True)
class Member:
    """One of a delegation, as far as somebody who receives it wants to know."""

    person: Person
    part: str  # head | deputy | ''
    presence: Presence
    receivers: tuple[str, ...]  # the numbers of those that are out
    buses: tuple[str, ...]  # the titles of the transfers of this day
    interpreters: tuple[Voice, ...]

    @property
    def free(self) -> bool:
        """Tell whether nothing speaks against a check-in."""
        return self.person.may_come and not self.person.status and not self.presence.here


@dataclass(frozen=True, slots=True)
class Party:
    """A delegation with all its members in the order of the protocol."""

    delegation: Delegation
    members: tuple[Member, ...]
    doubt: str  # what there is to settle about the head

    def head(self, part: str = "head") -> Member | None:
        """Return who leads."""
        return next((one for one in self.members if one.part == part), None)

    @property
    def here(self) -> int:
        """Return how many are here."""
        return sum(one.presence.here for one in self.members)

    @property
    def expected(self) -> int:
        """Return how many may come, also those who are here."""
        return sum(one.person.may_come for one in self.members)


def party(desk: Desk, subject: str, at: datetime, language: str = "") -> Party | None:
    """Return a delegation as it stands at a moment, titles in a language; None for no such."""
    known = desk.delegation(subject)
    if known is None:
        return None
    people = {one.id: one for one in card.members(desk, known.id)}
    ids = order.ordered(desk, list(people), "protocol")
    leads = {person: part for (_group, part), person in delegations.leaders(desk, [known]).items()}
    there = _presences(desk, ids, at)
    held = _pairs(desk, _HELD, ids)
    seats = _pairs(desk, _BOOKED, ids)
    spoken = _Voices(desk, at, language)
    members = []
    for one in ids:
        today = spoken.today(seats.get(one, []))
        buses = tuple(seat.title for seat in today if seat.kind == "transfer")
        numbers = tuple(held.get(one, ()))
        heard = spoken.of(people[one], today)
        presence = there.get(one, Presence())
        members.append(Member(people[one], leads.get(one, ""), presence, numbers, buses, heard))
    return Party(known, tuple(members), delegations.doubt(desk, known))


def _presences(desk: Desk, ids: Sequence[str], at: datetime) -> dict[str, Presence]:
    rows = desk.db.execute(_CAME, (json.dumps(list(ids)), desk.day(at))).fetchall()
    return {row[0]: card.presence(desk, row[0], at) for row in rows}


def _pairs(desk: Desk, query: str, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person, value in desk.db.execute(query, (json.dumps(list(ids)),)):
        found.setdefault(person, []).append(value)
    return found


class _Voices:
    """The seats and interpreters of a day, looked for once for all who share them."""

    def __init__(self, desk: Desk, at: datetime, language: str) -> None:
        self._desk, self._at, self._language = desk, at, language
        self._day = desk.event.day_of(at).isoformat()
        self._seats: dict[str, Seat | None] = {}
        self._known: dict[tuple[str, ...], tuple[Voice, ...]] = {}

    def today(self, activities: Sequence[str]) -> list[Seat]:
        """Return the seats of the day among bookings, by start."""
        for one in activities:
            if one not in self._seats:
                self._seats[one] = card.seat_on(self._desk, one, self._day, self._language)
        seats = [seat for one in activities if (seat := self._seats[one])]
        return sorted(seats, key=lambda seat: (seat.start, seat.id))

    def of(self, person: Person, today: Sequence[Seat]) -> tuple[Voice, ...]:
        """Return who interprets for somebody."""
        booked = [seat.id for seat in today if seat.status == "booked"]
        key = (person.listening, person.languages, person.role, *booked)
        if key not in self._known:
            self._known[key] = voices.voices(self._desk, person, booked, self._at)
        return self._known[key]
