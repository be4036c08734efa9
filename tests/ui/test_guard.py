"""The guard against the release of Qt for Python that loses its references to None."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLS = 20_000

# 6.12 gives back a None that it never took with every void method, and Python ends some 5,000
# calls later. Where None is immortal its count does not move at all.
PROGRAM = f"""
import sys
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
one, timer = QObject(), QTimer()
before = sys.getrefcount(None)
for turn in range({CALLS}):
    one.setObjectName("a")
    one.blockSignals(False)
    timer.setInterval(turn)
    timer.stop()
    one.setParent(None)
print(sys.getrefcount(None) - before)
"""


def test_a_hundred_thousand_calls_lose_no_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < CALLS // 100
