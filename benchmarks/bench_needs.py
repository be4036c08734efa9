"""The needs of a congress after a check-in, beside a GROUP BY over the same rows."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bench_scan import congress
from checkin import programme
from checkin.attendance.scanning import check_in
from checkin.desk import Desk
from checkin.interpreting import needs
from checkin.journal.entry import Fact

_ROUNDS = 7
_TALKS = 40
_SPOKEN = ("de", "zh", "ru uk", "en de", "uk ru", "kk ru")
_LATER = "2012-11-23T10:20:00+01:00"  # a talk has been under way for twenty minutes
_FLOOR = """SELECT languages, count(*) FROM person
  LEFT JOIN whereabouts ON whereabouts.person = person.id GROUP BY languages"""


def measure(size: int) -> list[dict[str, Any]]:
    """Check somebody in, and derive all needs anew."""
    with tempfile.TemporaryDirectory() as name, congress(Path(name), size, past=2) as desk:
        _speak(desk)
        at = desk.event.moment(_LATER)
        floor = _usual(lambda: desk.db.execute(_FLOOR).fetchall())
        taken = []
        for (person,) in desk.db.execute("SELECT id FROM person LIMIT ?", (_ROUNDS,)).fetchall():
            check_in(desk, person, at=at)
            taken.append(_timed(lambda: needs.wanted(desk, at)))
        ours = median(taken)
        figures = {"floor": floor, "ours": ours, "ratio": ours / floor}
        what = f"needs of {_TALKS} talks after a check-in"
        return [{"what": what, "size": size, **figures, "unit": "ms", "goal": "<= 1,000 ms"}]


def _speak(desk: Desk) -> None:
    """Let everybody speak something, and plan talks from nine on."""
    with desk.act():
        for number, (person,) in enumerate(desk.db.execute("SELECT id FROM person").fetchall()):
            said = {"languages": _SPOKEN[number % len(_SPOKEN)]}
            desk.keep([Fact("changed", person, {"set": said})])
        for number in range(_TALKS):
            hour = 9 + number % 8
            times = {"start": f"2012-11-23T{hour:02}:00", "end": f"2012-11-23T{hour:02}:50"}
            said = {"title": f"Talk {number}", "kind": "contribution", "languages": "de zh ru"}
            programme.put(desk, "", {**said, **times, "place": f"Room {number % 5}"})


def _usual(run: Callable[[], object]) -> float:
    return median(_timed(run) for _round in range(_ROUNDS))


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000
