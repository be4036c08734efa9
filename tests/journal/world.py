"""Desks that meet: each with a clock, a machine and a file of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checkin import exchange
from checkin.attendance.scanning import Outcome, scan
from checkin.desk import Desk
from checkin.founding import found
from checkin.journal import store
from checkin.journal.driver import sqlite3
from checkin.journal.entry import Fact, fresh
from checkin.model import code

START = 1_353_571_200_000  # 2012-11-22, 09:00 in Magdeburg
YEAR = 365 * 86_400_000
TITLE = "Congress"


@dataclass
class Clock:
    """A wall clock that stands until it is set."""

    time: int = START
    highest: int = 0

    def __call__(self) -> int:
        """Return the time, a millisecond later each time."""
        self.highest = max(self.highest, self.time)
        self.time += 1
        return self.time - 1


@dataclass
class World:
    """A folder of desks and the folder through which they exchange files."""

    folder: Path
    desks: dict[str, Desk] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)

    @property
    def post(self) -> Path:
        """Return the folder through which all desks exchange."""
        path = self.folder / "post"
        path.mkdir(exist_ok=True)
        return path

    def state(self, name: str) -> Path:
        """Return what the machine of a desk remembers."""
        return self.folder / f"machine-{name}"

    def path(self, name: str) -> Path:
        """Return the event file of a desk."""
        return self.folder / f"{name}.checkin"

    def found(self, name: str = "A") -> Desk:
        """Found the event on its first desk."""
        clock = self.clocks.setdefault(name, Clock())
        self.desks[name] = found(
            self.path(name),
            title=TITLE,
            first=date(2012, 11, 21),
            last=date(2012, 11, 23),
            zone_name="Europe/Berlin",
            label=name,
            now=clock,
            state=self.state(name),
        )
        return self.desks[name]

    def join(self, name: str, source: Path | None = None) -> Desk:
        """Let a further desk join, from the first one's file unless told otherwise."""
        clock = self.clocks.setdefault(name, Clock())
        self.desks[name] = exchange.join(
            self.path(name), source or self.path("A"), name, clock, self.state(name)
        )
        return self.desks[name]

    def open(self, name: str) -> Desk:
        """Open the file of a desk that was closed."""
        clock = self.clocks.setdefault(name, Clock())
        self.desks[name] = Desk(self.path(name), writing=True, now=clock, state=self.state(name))
        return self.desks[name]

    def clone(self, name: str, copy: str, *, machine: bool) -> Desk:
        """Copy a desk's file, and with `machine` the whole laptop, so that nothing tells."""
        self.desks[name].close()
        shutil.copy(self.path(name), self.path(copy))
        if machine:
            # On another laptop the file lies at the same path; here the note is told so.
            shutil.copytree(self.state(name), self.state(copy))
            for note in (self.state(copy) / "desks").glob("*.json"):
                text = note.read_text("utf-8")
                note.write_text(text.replace(str(self.path(name)), str(self.path(copy))), "utf-8")
        self.clocks[copy] = Clock(self.clocks[name].time)
        self.open(name)
        return self.open(copy)

    def meet(self, *names: str) -> None:
        """Let desks exchange until none has anything new."""
        for _round in range(2):
            for name in names or tuple(self.desks):
                exchange.sync(self.desks[name], self.post)

    def close(self) -> None:
        """Close all desks that are open."""
        for desk in self.desks.values():
            try:
                desk.close()
            except sqlite3.ProgrammingError:
                continue  # a test has closed it


def register(desk: Desk, **values: str) -> str:
    """Register a person and return the subject."""
    subject = fresh("p")
    desk.write(Fact("registered", subject, {"set": values or {"family": "Meier"}}))
    return subject


def set_fields(desk: Desk, subject: str, **values: str) -> None:
    """Set fields of a person."""
    desk.write(*desk.change("changed", subject, values))


def enter(desk: Desk, subject: str) -> Outcome:
    """Scan a person's badge."""
    return scan(desk, code.code_of(desk.key, code.first_token(desk.key, subject)[0]))


def journal(desk: Desk) -> list[tuple[object, ...]]:
    """Return all entries of a desk."""
    return [tuple(entry) for entry in store.everything(desk.db)]


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return what a desk shows: its people, their attendance, what is to be looked at."""
    queries = {
        "person": "SELECT id, family, given, note, erased FROM person",
        "attendance": "SELECT person, activity, entry, at, desk, here, times FROM attendance",
        "headcount": "SELECT * FROM headcount",
        "receiver": "SELECT * FROM receiver",
        "conflict": "SELECT * FROM conflict",
        "cluster": "SELECT * FROM cluster",
    }
    return {name: sorted(desk.db.execute(query)) for name, query in queries.items()}
