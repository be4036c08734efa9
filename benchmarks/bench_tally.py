"""Figures after an entry until they can be painted, beside the same GROUP BY over bare tables."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bench_scan import congress
from checkin.attendance import overview, tallies
from checkin.attendance.kept import Kept
from checkin.attendance.overview import Asked
from checkin.attendance.scanning import check_in
from checkin.desk import Desk

_PAST = 9  # check-ins and check-outs of earlier days for each person
_ROUNDS = 7
_MORNING = "2012-11-23T08:30:00+01:00"
_ASKED = {
    "by country": Asked(by="country"),
    "by day": Asked(by="day"),
    "entries (FKM) by delegation": Asked(rule="fkm"),
}
_FLOOR = """SELECT country, count(*), sum(came), sum(here) FROM person
  LEFT JOIN (SELECT person, 1 AS came, max(here) AS here FROM attendance GROUP BY person) AS went
  ON went.person = person.id GROUP BY country"""


def measure(size: int) -> list[dict[str, Any]]:
    """Check somebody in, and read all that the figures show."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with congress(folder, size, past=_PAST) as desk:
            floor = _bare(desk, folder / "bare")
            arriving = (row[0] for row in desk.db.execute("SELECT id FROM person ORDER BY id"))
            whole = _usual(lambda: tallies.tally(desk, "country"))
            rows = [_row("a tally by country, all anew", size, floor, whole)]
            people = iter(list(arriving))
            for what, asked in _ASKED.items():
                first, then = _repaints(desk, asked, people)
                rows += [
                    _row(f"figures {what}, first", size, floor, first),
                    _row(f"figures {what}, after an entry", size, floor, then, "<= 200 ms"),
                ]
            return rows


def _repaints(desk: Desk, asked: Asked, people: Iterator[str]) -> tuple[float, float]:
    """Return the time of the first figures, and the usual time of those after a check-in."""
    kept = Kept()
    first = _timed(lambda: overview.overview(desk, asked, kept=kept))
    taken = []
    for person in [next(people) for _round in range(_ROUNDS)]:
        check_in(desk, person, at=desk.event.moment(_MORNING))
        taken.append(_timed(lambda: overview.overview(desk, asked, kept=kept)))
    return first, median(taken[1:])  # the first arrival of a day is another question


def _bare(desk: Desk, path: Path) -> float:
    """Return the time of the floor: nothing but what is counted, and its plain sums."""
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE person(id TEXT PRIMARY KEY, country TEXT)")
    plain.execute("CREATE TABLE attendance(person TEXT, activity TEXT, here INTEGER)")
    plain.executemany(
        "INSERT INTO person VALUES (?, ?)", desk.db.execute("SELECT id, country FROM person")
    )
    plain.executemany(
        "INSERT INTO attendance VALUES (?, ?, ?)",
        desk.db.execute("SELECT person, activity, here FROM attendance"),
    )
    plain.commit()
    taken = _usual(lambda: plain.execute(_FLOOR).fetchall())
    plain.close()
    return taken


def _usual(run: Callable[[], object]) -> float:
    return median(_timed(run) for _round in range(_ROUNDS))


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def _row(what: str, size: int, floor: float, ours: float, goal: str = "") -> dict[str, Any]:
    figures = {"floor": floor, "ours": ours, "ratio": ours / floor}
    return {"what": what, "size": size, **figures, "unit": "ms", "goal": goal}
