"""A programme for tests: visits side by side, a symposium with its sessions, and guests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from checkin import people, programme
from checkin.desk import Desk
from checkin.founding import found

DAY = "2012-11-23"


def visit(desk: Desk, title: str, start: str, end: str, **fields: str) -> str:
    """Plan a visit on the third day, and return its subject."""
    values = {
        "title": title,
        "kind": "site-visit",
        "start": f"{DAY}T{start}",
        "end": f"{DAY}T{end}",
        **fields,
    }
    return programme.put(desk, "", values).id


def guest(desk: Desk, family: str, **fields: str) -> str:
    """Enter a guest, and return the subject."""
    return people.enter(desk, {"family": family, **fields}, "").id


def congress(folder: Path, now: Callable[[], int], label: str = "A") -> Desk:
    """Found a congress of three days in a folder, and return its first desk, open for writing."""
    return found(
        folder / f"{label.lower()}.checkin",
        title="green cities",
        first=date(2012, 11, 21),
        last=date(2012, 11, 23),
        zone_name="Europe/Berlin",
        label=label,
        now=now,
    )
