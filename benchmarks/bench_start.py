"""The window from nothing to its first picture, beside a bare window with a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from checkin.founding import found
from checkin.journal.entry import Fact, fresh

_ROUNDS = 7
_BATCH = 5_000

# Both end where the picture is there and the next key would be answered.
_END = """
import json, resource, time
for _turn in range(3):
    app.sendPostedEvents()
    app.processEvents()
assert window.isVisible()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.time() - float(sys.argv[2]), "memory": peak}))
"""
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window, table = QMainWindow(), QTableWidget(20, 5)
for place in range(100):
    table.setItem(place // 5, place % 5, QTableWidgetItem(f"Family{place}"))
window.setCentralWidget(table)
window.resize(1280, 720)
window.show()
"""
_OURS = """
import sys
from pathlib import Path
from ui.app import App
started = App(sys.argv[:1])
app, window = started.qt, started.open(Path(sys.argv[1]))
"""
_CLOSE = "window.close()\n"


def measure(size: int) -> list[dict[str, Any]]:
    """Start both windows in turn, each time in a process of its own; memory is its peak."""
    with tempfile.TemporaryDirectory() as name:
        event = _congress(Path(name), size)
        environment = {
            **os.environ,
            **dict.fromkeys(("HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"), name),
            "QT_QPA_PLATFORM": "offscreen",
        }
        floor, ours = [], []
        for _round in range(_ROUNDS + 1):
            floor.append(_started(_BARE + _END, event, environment))
            ours.append(_started(_OURS + _END + _CLOSE, event, environment))
    rows = []
    for what, unit, scale, goal in (
        ("seconds", "ms", 1000, "<= 1.7"),
        ("memory", "MB", 1, "<= floor + 40 MB"),
    ):
        beside, taken = (median(one[what] for one in some[1:]) * scale for some in (floor, ours))
        figures = {"floor": beside, "ours": taken, "unit": unit, "ratio": taken / beside}
        rows.append({"what": f"start, {what}", "size": size, **figures, "goal": goal})
    return rows


def _congress(folder: Path, people: int) -> Path:
    """Make the event file of a congress that is under way, with so many people."""
    today = datetime.now(UTC).date()
    day = timedelta(days=1)
    path = folder / "congress.checkin"
    with (
        found(
            path, title="Congress", first=today - day, last=today + day, zone_name="UTC", label="A"
        ) as desk,
        desk.act(),
    ):
        for start in range(0, people, _BATCH):
            desk.keep(_registered(n) for n in range(start, min(start + _BATCH, people)))
    return path


def _registered(number: int) -> Fact:
    named = {"family": f"Family{number}", "given": f"Given{number % 700}"}
    where = {"organisation": f"Organisation {number % 900}", "country": ("DE", "CN")[number % 2]}
    return Fact("registered", fresh("p"), {"set": {**named, **where}})


def _started(program: str, event: Path, environment: dict[str, str]) -> dict[str, float]:
    """Start a program, and return what it says of itself."""
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", program, str(event), str(time.time())],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    said: dict[str, float] = json.loads(done.stdout)
    return said
