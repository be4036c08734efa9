"""What tests of printing do again and again: ask for badges, and go on until something is so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from checkin.desk import Desk
from checkin.journal import store
from checkin.printing import jobs
from checkin.printing.jobs import Job
from checkin.printing.spooler import Spooler
from tests.printing.machines import PATIENCE, Machine

Switch = Callable[..., Machine]


class Named(Protocol):
    """A printer with a name."""

    @property
    def name(self) -> str:
        """Return its name, or its address."""


SLOW = "touch started; while [ ! -e go ]; do sleep 0.1; done"
"""What a printer does that works until somebody lets it end."""


def finish(desk: Desk, spooler: Spooler, ids: list[int]) -> list[Job]:
    """Go on until the jobs are over."""
    return wait(desk, spooler, ids, lambda job: job.state in {"printed", "failed", "cancelled"})


def wait(desk: Desk, spooler: Spooler, ids: list[int], so: Callable[[Job], bool]) -> list[Job]:
    """Go on until the jobs are so."""
    end = time.monotonic() + PATIENCE
    while True:
        pause = spooler.step()
        found = jobs.numbered(desk, ids)
        if all(map(so, found)):
            return found
        assert time.monotonic() < end, found
        time.sleep(min(pause, 0.3))


def ask(desk: Desk, machine: Named, *people: str, layout: str = "a6") -> list[int]:
    """Ask for badges as one batch."""
    ids = [jobs.queue(desk, person) for person in people]
    jobs.release(desk, ids, machine.name, layout)
    return ids


def said(desk: Desk) -> list[dict[str, object]]:
    """Return what the journal says of printed badges."""
    return [one.said for one in store.everything(desk.db) if one.kind == "printed"]
