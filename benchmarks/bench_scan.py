"""A scan until its answer is on the disk, beside the same rows written by plain SQLite."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from checkin.attendance.scanning import scan
from checkin.desk import Desk
from checkin.founding import found
from checkin.journal import store
from checkin.journal.entry import Entry, Fact, fresh
from checkin.model import code
from checkin.model.activity import activity_subject

_SAMPLE = 500
_FEW = 120
_PAST = 9  # check-ins and check-outs of earlier days for each person
_BATCH = 5_000
_MS = 1000.0
_MORNING = "2012-11-23T08:30:00+01:00"
_MACHINE = 1_353_657_600_000  # the same day, 2012-11-23, 9 o'clock there

Figures = dict[str, tuple[list[float], list[float]]]
"""For scans in and out: the percentiles of the floor and of ours, in milliseconds."""


def measure(size: int) -> list[dict[str, Any]]:
    """Scan people of a congress of this size in and out again."""
    few = _figures(_FEW)
    here = few if size == _FEW else _figures(size)
    rows = []
    for what, (floor, ours) in here.items():
        pairs = [
            (f"scan {what}, p50", floor[49], ours[49], "<= floor + 0.5 ms"),
            (f"scan {what}, p99", floor[98], ours[98], ""),
            (f"scan {what}, p50 beside {_FEW} people", few[what][1][49], ours[49], "<= 1.2"),
        ]
        for name, beside, taken, goal in pairs:
            figures = {"floor": beside, "ours": taken, "ratio": taken / beside}
            rows.append({"what": name, "size": size, **figures, "unit": "ms", "goal": goal})
    return rows


def congress(folder: Path, people: int, *, past: int) -> Desk:
    """Make a congress of so many people, each with so many check-ins and check-outs behind them."""
    desk = found(
        folder / "congress.checkin",
        title="Congress",
        first=date(2012, 11, 21),
        last=date(2012, 11, 23),
        zone_name="Europe/Berlin",
        label="A",
        now=lambda: _MACHINE,
        state=folder / "state",
    )
    hall = activity_subject(desk.key, "hall")
    with desk.act():
        times = {"start": "2012-11-23T09:00:00+01:00", "end": "2012-11-23T18:00:00+01:00"}
        desk.keep([Fact("planned", hall, {"set": {"title": "Hall", "kind": "session", **times}})])
        for start in range(0, people, _BATCH):
            some = range(start, min(start + _BATCH, people))
            desk.keep(fact for number in some for fact in _life(desk, number, past))
    return desk


def _life(desk: Desk, number: int, past: int) -> Iterator[Fact]:
    subject = fresh("p")
    named = {"family": f"Family{number}", "given": f"Given{number % 700}"}
    where = {"organisation": f"Organisation {number % 900}", "country": ("DE", "CN")[number % 2]}
    yield Fact("registered", subject, {"set": {**named, **where}})
    for turn in range(past):
        day = desk.event.bounds(date(2012, 11, 21 + turn // 5))[0]
        at = day + timedelta(hours=8, minutes=number % 50 + 60 * (turn % 5))
        said = {"activity": desk.day(at), "at": at.isoformat()}
        yield Fact("left" if turn % 5 % 2 else "arrived", subject, said)


def _figures(size: int) -> Figures:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        congress(folder, size, past=_PAST).close()
        copy = shutil.copy(folder / "congress.checkin", folder / "floor.checkin")
        path, state = folder / "congress.checkin", folder / "state"
        with Desk(path, writing=True, now=lambda: _MACHINE, state=state) as desk:
            return _scanned(desk, Path(copy))


def _scanned(desk: Desk, copy: Path) -> Figures:
    chosen = _people(desk)
    codes = [code.code_of(desk.key, code.first_token(desk.key, one)[0]) for one in chosen]
    morning = desk.event.moment(_MORNING)
    later = desk.event.moment("2012-11-23T17:00:00+01:00")
    scan(desk, "warm")
    figures: Figures = {}
    plain = store.connect(copy, writing=True)
    for what, at in (("in", morning), ("out", later)):
        floor, ours = [], []
        for text, person in zip(codes, chosen, strict=True):  # in turn, so noise hits both alike
            ours.append(_timed(lambda: scan(desk, text, out=what == "out", at=at)))  # noqa: B023
            rows = _rows(desk, person)
            floor.append(_timed(lambda: _plainly(plain, *rows)))  # noqa: B023
        figures[what] = quantiles(floor, n=100), quantiles(ours, n=100)
    plain.close()
    return figures


def _people(desk: Desk) -> list[str]:
    everybody = [row[0] for row in desk.db.execute("SELECT id FROM person ORDER BY n")]
    return random.Random(2012).sample(everybody, min(_SAMPLE, len(everybody)))


def _rows(desk: Desk, person: str) -> tuple[Entry, list[tuple[Any, ...]]]:
    """Return what the last scan of a person wrote: an entry, and rows of attendance."""
    entry = max(store.of_subjects(desk.db, [person]), key=lambda one: one.hlc)
    query = "SELECT * FROM attendance WHERE person = ? AND moment >= ?"
    moment = desk.event.moment(_MORNING).timestamp()
    return entry, desk.db.execute(query, (person, moment)).fetchall()


def _plainly(db: sqlite3.Connection, entry: Entry, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write the same rows in one transaction; the trigger keeps the same head count."""
    db.execute("BEGIN IMMEDIATE")
    db.execute(store.INSERT, entry)
    for row in rows:
        db.execute("INSERT OR REPLACE INTO attendance VALUES (?,?,?,?,?,?,?,?,?,?)", row)
    db.execute("COMMIT")


def _timed(answer: Callable[[], object]) -> float:
    started = time.perf_counter()
    answer()
    return (time.perf_counter() - started) * _MS
