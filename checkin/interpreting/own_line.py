"""One line of an interpreter's own plan: all that they must know of one need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to turn to."""

    name: str = ""
    phone: str = ""

    def __str__(self) -> str:
        """Return the name with the number to call."""
        return " ".join(part for part in (self.name, self.phone) if part)


@dataclass(frozen=True, slots=True)
class Head:
    """A delegation that listens, and who leads it, as spoken and as written."""

    delegation: str
    name: str = ""
    native_name: str = ""

    def __str__(self) -> str:
        """Return the delegation with both names of its head."""
        names = dict.fromkeys(part for part in (self.name, self.native_name) if part)
        return ": ".join(part for part in (self.delegation, " ".join(names)) if part)


@dataclass(frozen=True, slots=True)
class Ride:
    """How one comes to a place and back."""

    bus: str = ""
    driver: str = ""
    seat: str = ""
    departs: str = ""  # ISO
    returns: str = ""  # ISO


@dataclass(frozen=True, slots=True)
class Where:
    """Where one works, and who helps there."""

    place: str  # its title
    address: str  # or the gate
    plan: str
    technician: str
    booth: str
    channel: str
    meeting_point: str


@dataclass(frozen=True, slots=True)
class Team:
    """With whom one works."""

    partners: tuple[str, ...]  # names, and nothing else of them
    strength: int
    leads: bool
    leader: Reach
    turns: str
    turn_minutes: int  # by the profile; 0 where it names none
    via: str  # the language from which a relay is taken
    takes_from: tuple[str, ...]
    gives_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guests:
    """For whom one works."""

    heads: tuple[Head, ...]
    listening: int  # of those who count: booked at first, then here
    here: int  # of these, who are checked in
    host: str
    contact: Reach


@dataclass(frozen=True, slots=True)
class Line:
    """One assignment with everything that belongs to it; what nobody knows is ''."""

    assignment: str
    need: str
    activity: str
    title: str
    kind: str
    day: str  # ISO date
    call: datetime | None
    start: datetime
    end: datetime
    mode: str
    source: str
    target: str
    where: Where
    team: Team
    guests: Guests
    organiser: Reach
    ride: Ride
    gear: str
    dress: str
    noise: str
    meals: str
    speakers: str
    documents: str
    briefing: Mapping[str, str]  # of need.BRIEFING
    note: str
    missing: tuple[str, ...] = ()  # names of what must be known and is not

    @property
    def both_ways(self) -> bool:
        """Tell whether one works in both directions."""
        return self.mode == "liaison"

    @property
    def booth(self) -> bool:
        """Tell whether one works in a booth, or into an ear, in turns."""
        return self.mode in {"simultaneous", "whispered"}
