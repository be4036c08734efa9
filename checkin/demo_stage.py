"""Where the demo congress is played: its clock, its desks, and who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from checkin import paths, programme
from checkin.desk import Desk
from checkin.founding import found
from checkin.model.event import zone
from checkin.model.person import Person

FILES = {"A": "event.checkin", "B": "desk-b.checkin", "C": "desk-c.checkin"}  # of the desks
POST = "exchange"  # the folder by which they meet
LISTS = paths.resources() / "demo"

Step = Mapping[str, Any]
Turns = Callable[[Sequence[str]], Sequence[str]]  # the desks of an exchange, as told -> as played


class UnlikeStoryError(Exception):
    """The program did otherwise than the story says: a fault of the program, or of the story."""


@dataclass
class Stage:
    """Where the story is played: the clock, the desks, and who is who."""

    folder: Path
    story: dict[str, Any]
    turns: Turns
    clock: int = 0  # milliseconds since 1970
    desks: dict[str, Desk] = field(default_factory=dict)
    cast: dict[str, str] = field(default_factory=dict)  # FILE:LINE or key -> subject
    badges: dict[str, list[str]] = field(default_factory=dict)  # -> codes, the newest last
    answered: dict[str, str | None] = field(default_factory=dict)  # a desk's last act before a cut
    scans: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        event, first = self.story["event"], self.story["day"][0]
        self.set_clock(first["date"], first["steps"][0]["at"])
        desk = found(
            self.folder / FILES["A"],
            title=event["title"],
            first=date.fromisoformat(event["first_day"]),
            last=date.fromisoformat(event["last_day"]),
            zone_name=event["zone"],
            label="A",
            now=self.now,
        )
        self.desks["A"] = desk
        desk.write(*desk.change("changed", desk.event.id, event))
        return self

    def __exit__(self, *_error: object) -> None:
        for desk in self.desks.values():
            desk.close()

    def now(self) -> int:
        """Return the time in the story."""
        return self.clock

    def set_clock(self, day: str, time: str) -> None:
        """Go on to a moment of the story."""
        moment = datetime.fromisoformat(f"{day}T{time}")
        moment = moment.replace(tzinfo=zone(self.story["event"]["zone"]))
        self.clock = round(moment.timestamp() * 1000)

    def at(self, step: Step) -> tuple[Desk, list[str]]:
        """Return the desk of a step, and the subjects of those whom it concerns."""
        who = step.get("who", [])
        names = [who] if isinstance(who, str) else who
        return self.desks[step["desk"]], [self.cast[name] for name in names]

    def one(self, step: Step) -> tuple[Desk, Person]:
        """Return the desk of a step, and the one person whom it concerns, as the desk knows it."""
        desk, (subject,) = self.at(step)
        person = desk.person(subject)
        assert person, dict(step)  # noqa: S101  the story speaks of nobody else
        return desk, person

    def activity(self, step: Step) -> str:
        """Return the activity of a step, which the story calls by its id in the programme."""
        return programme.activity(self.desks[step["desk"]], step["activity"]).id

    def enters(self, name: str, desk: Desk, subject: str) -> None:
        """Give somebody a name in the story, and a badge."""
        self.cast[name] = subject
        self.badges[name] = [desk.badge_code(subject)]


def must(step: Step, came: object, promised: object) -> None:
    """Raise UnlikeStoryError where something came out otherwise than the story says."""
    if came != promised:
        raise UnlikeStoryError(f"{dict(step)}: {came} instead of {promised}")


# What happens ############################################################################
