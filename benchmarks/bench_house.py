"""Who is in the house: the head count per place, the door of a full house, the evacuation list."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.bench_scan import congress
from checkin.attendance import house
from checkin.desk import Desk
from checkin.model.place import place_subject
from checkin.reports import evacuation

_PAST = 11  # entries of each person besides the registration; the last one is an arrival
_ROUNDS = 20
_PLAIN = "SELECT activity, count(*), sum(visitor) FROM whereabouts GROUP BY activity"


def measure(size: int) -> list[dict[str, Any]]:
    """Count the house of a congress of this size, ask its door, and write the list of all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with congress(folder, size, past=_PAST) as desk:
            at = _crowded(desk)
            floor = _median(lambda: desk.db.execute(_PLAIN).fetchall())
            door = desk.activity(desk.day(at))
            assert door
            counted = {
                "occupancy of all places": lambda: house.house(desk),
                "places nearly full": lambda: house.tight(desk),
                "door of a full house": lambda: house.filled(desk, door, "", at),
            }
            rows = [_row(what, size, floor, _median(run)) for what, run in counted.items()]
            started = time.perf_counter()
            evacuation.write(desk, folder / "list.pdf")
            listed = (time.perf_counter() - started) * 1000
            return [*rows, _row("evacuation list", size, None, listed, "<= 5 s at 5,000")]


def _crowded(desk: Desk) -> Any:
    """Put every activity into a house that holds as many as are there, and open the last day."""
    home = place_subject(desk.key, "house")
    ((last, there),) = desk.db.execute("SELECT max(moment), count(*) FROM whereabouts").fetchall()
    at = desk.event.at(int((last or 0) * 1000))
    facts = desk.change("planned", home, {"title": "house", "capacity": str(max(there, 1))})
    days = [activity for activity in desk.programme.activities.values() if activity.kind == "day"]
    for one in days:
        facts += desk.change("changed", one.id, {"place": home})
    desk.write(*facts)
    return at


def _median(run: Callable[[], object]) -> float:
    """Return the usual time of a call, in ms."""
    taken = []
    for _round in range(_ROUNDS):
        started = time.perf_counter()
        run()
        taken.append((time.perf_counter() - started) * 1000)
    return sorted(taken)[_ROUNDS // 2]


def _row(what: str, size: int, floor: float | None, ours: float, goal: str = "") -> dict[str, Any]:
    return {
        "what": what,
        "size": size,
        "floor": floor,
        "ours": ours,
        "unit": "ms",
        "ratio": ours / floor if floor else None,
        "goal": goal,
    }
