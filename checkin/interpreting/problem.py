"""A planning problem as plain values: who could interpret, what is needed, what stands already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checkin.interpreting.profile import Profile
from checkin.interpreting.spans import Span
from checkin.interpreting.tongues import Tongues

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who could interpret, as far as rules ask."""

    id: str
    name: str
    tongues: Tongues
    windows: tuple[Window, ...]  # when they are available
    modes: frozenset[str] = frozenset()  # of need.MODES; empty is every one
    exclusions: Mapping[str, str] = field(default_factory=dict)  # subject -> neutral code
    experience: frozenset[str] = frozenset()  # activities and groups that they know
    away: datetime | None = None  # since when they are ill
    comes: bool = True  # False from `away` on, for who cancelled or interprets no more
    told: str = ""  # who says when they are available: a contract, a call; in words
    unread: tuple[str, ...] = ()  # what was said of that and nobody can read


@dataclass(frozen=True, slots=True)
class Demand:
    """A need as rules see it: when, where, from what into what, for whom."""

    id: str  # the need's subject
    activity: str  # one speaker speaks at a time within it; beside the programme its own subject
    title: str
    source: str
    target: str
    start: datetime
    end: datetime
    place: str
    mode: str  # of need.MODES
    day: str  # ISO date, in the event's zone
    run: str  # the run it is part of: the same place, no long pause between
    strength: int  # how many interpreters it takes, at least 1
    run_minutes: int  # net minutes of the run
    listeners: int = 0
    group: frozenset[str] = frozenset()  # delegations that listen
    hard: bool = False  # at a time that does not move (F51)
    by_hand: bool = False  # somebody set the strength

    @property
    def span(self) -> Span:
        """Return its time in seconds since 1970, which no change of the clock bends."""
        return self.start.timestamp(), self.end.timestamp()

    @property
    def minutes(self) -> int:
        """Return how long it lasts."""
        start, end = self.span
        return round((end - start) / 60)

    @property
    def direction(self) -> tuple[str, str, str]:
        """Return what is interpreted where; relay is taken within one activity."""
        return self.activity, self.source, self.target

    @property
    def both_ways(self) -> bool:
        """Tell whether one interpreter works in both directions."""
        return self.mode == "liaison"

    @property
    def booth(self) -> bool:
        """Tell whether it is work that nobody can do alone for long."""
        return self.mode in {"simultaneous", "whispered"}


@dataclass(frozen=True, slots=True, order=True)
class Promise:
    """One interpreter promised to one need, directly or from a pivot."""

    need: str
    person: str
    via: str = ""  # the language taken from the pivot; '' is direct


Plan = frozenset[Promise]


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that the rules ask, and nothing of a desk."""

    people: tuple[Interpreter, ...]
    demands: tuple[Demand, ...]
    profile: Profile
    ways: Mapping[tuple[str, str], int] = field(default_factory=dict)  # minutes, both orders
    titles: Mapping[str, str] = field(default_factory=dict)  # of places and delegations
    fixed: Plan = frozenset()  # promises that are not moved (H13)
    locks: Mapping[Promise, str] = field(default_factory=dict)  # what holds them, in words
    before: Plan = frozenset()  # what was promised or published until now
    overridden: frozenset[tuple[str, str, str]] = frozenset()  # (rule, need, person) let be

    def person(self, subject: str) -> Interpreter | None:
        """Return one interpreter."""
        return next((one for one in self.people if one.id == subject), None)

    def demand(self, subject: str) -> Demand | None:
        """Return one need."""
        return next((one for one in self.demands if one.id == subject), None)

    def way(self, one: str, other: str) -> int | None:
        """Return the minutes from a place to another; None where nobody said."""
        return 0 if one == other or not one or not other else self.ways.get((one, other))
