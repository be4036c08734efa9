"""A bus for all printers of a session, and printers for one test each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checkin import people
from checkin.desk import Desk
from checkin.founding import found
from checkin.printing.spooler import Spooler
from tests.conftest import Clock
from tests.printing.machines import Labels, Machine, bus, free_port, program


@pytest.fixture(scope="session")
def bus_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the bus without which no such printer starts."""
    lacking = [name for name in ("ippeveprinter", "dbus-daemon") if not program(name)]
    if lacking:
        pytest.skip(f"{' and '.join(lacking)} cannot be found")
    with bus(tmp_path_factory.mktemp("bus")) as address:
        yield address


@pytest.fixture
def switch(bus_address: str, tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    """Switch printers on, and all of them off at the end."""
    made: list[Machine] = []

    def switch_on(**how: Any) -> Machine:
        one = Machine(tmp_path / f"printer-{len(made)}", bus_address, free_port(), **how)
        made.append(one)
        one.on()
        return one

    yield switch_on
    for one in made:
        one.off()


@pytest.fixture
def labels() -> Iterator[Labels]:
    """Switch a label printer on."""
    made = Labels()
    yield made
    made.close()


@pytest.fixture
def spooler(desk: Desk) -> Spooler:
    """Return the spooler of the desk, which writes as the command line does."""
    return Spooler(desk, lambda verb, *values: verb(desk, *values))


@pytest.fixture
def anna(desk: Desk) -> str:
    """Enter Anna."""
    return people.enter(desk, {"family": "Müller", "given": "Anna"}).id


@pytest.fixture
def li(desk: Desk) -> str:
    """Enter Li Na."""
    return people.enter(desk, {"family": "Li", "given": "Na", "native_name": "李娜"}).id


@dataclass(frozen=True)
class Event:
    """An event file that nobody has open, with two people."""

    path: Path
    anna: str
    li: str

    @property
    def file(self) -> str:
        """Return its name as one types it."""
        return str(self.path)


@pytest.fixture
def event(tmp_path: Path, clock: Clock) -> Event:
    """Found an event, enter Anna and Li Na, and close it."""
    path = tmp_path / "event.checkin"
    days = {"first": date(2012, 11, 21), "last": date(2012, 11, 23)}
    with found(path, title="T", zone_name="Europe/Berlin", label="A", now=clock, **days) as desk:
        anna = people.enter(desk, {"family": "Müller", "given": "Anna"}).id
        li = people.enter(desk, {"family": "Li", "given": "Na", "native_name": "李娜"}).id
    return Event(path, anna, li)
