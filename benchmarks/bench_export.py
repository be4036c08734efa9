"""An export of attendance, beside the same rows of the tables straight through `csv.writer`."""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.bench_scan import congress
from checkin.desk import Desk
from checkin.lists.exports import export

_PAST = 9  # check-ins and check-outs of each person, on two days
_PLAIN = """SELECT person.id, family, given, organisation, country, activity.title, at, gone, times
  FROM person CROSS JOIN attendance ON attendance.person = person.id
  JOIN activity ON activity.id = activity ORDER BY person.n"""


def measure(size: int) -> list[dict[str, Any]]:
    """Write every list of a congress of this size once, and attendance as a workbook too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with congress(folder, size, past=_PAST) as desk:
            floor = _plainly(desk, folder / "plain.csv")
            names = ("attendance.csv", "attendance.xlsx", "people.csv", "log.csv")
            return [_measured(desk, size, folder / name, floor) for name in names]


def _measured(desk: Desk, size: int, path: Path, floor: float) -> dict[str, Any]:
    started = time.perf_counter()
    rate = export(desk, path.stem, path) / (time.perf_counter() - started)
    return {
        "what": f"export {path.name}",
        "size": size,
        "floor": floor,
        "ours": rate,
        "unit": "rows/s",
        "ratio": rate / floor,
        "goal": ">= 100,000 rows/s" if path.name == "attendance.csv" else "",
    }


def _plainly(desk: Desk, path: Path) -> float:
    started = time.perf_counter()
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(desk.db.execute(_PLAIN))
    count = desk.db.execute("SELECT count(*) FROM attendance").fetchone()[0]
    return float(count) / (time.perf_counter() - started)
