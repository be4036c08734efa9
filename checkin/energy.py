"""Whether this machine falls asleep while nobody types: what its system says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

_PATIENCE = 5  # seconds
_QUESTIONS: dict[str, tuple[str, ...]] = {
    "win32": ("powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"),
    "darwin": ("pmset", "-g", "custom"),
    "linux": (
        "gsettings",
        "get",
        "org.gnome.settings-daemon.plugins.power",
        "sleep-inactive-ac-type",
    ),
}
_HEX = re.compile(r"0x([0-9a-fA-F]{8})\s*$", re.MULTILINE)
_SLEEP = re.compile(r"^\s*sleep\s+(\d+)", re.MULTILINE)
_INDEXES = 2  # the last numbers of powercfg: seconds when plugged in, then on the battery


def sleeps() -> bool | None:
    """Tell whether the machine falls asleep when plugged in; None where it does not say."""
    return judged(sys.platform, _said(_QUESTIONS.get(sys.platform, ())))


def judged(system: str, said: str) -> bool | None:
    """Tell from what a system said whether it falls asleep when plugged in."""
    if system == "win32":
        found = _HEX.findall(said)
        return int(found[-_INDEXES], 16) > 0 if len(found) >= _INDEXES else None
    if system == "darwin":
        plugged = said.partition("AC Power:")[2]
        minutes = _SLEEP.search(plugged)
        return int(minutes[1]) > 0 if minutes else None
    word = said.strip().strip("'")
    return word != "nothing" if word in {"nothing", "suspend", "hibernate", "blank"} else None


def _said(words: Sequence[str]) -> str:
    """Return what a program of the system prints; '' where there is none."""
    if words:
        with suppress(OSError, subprocess.SubprocessError):
            done = subprocess.run(  # noqa: S603  a question of our own to the system
                words, capture_output=True, text=True, timeout=_PATIENCE, check=False
            )
            return done.stdout
    return ""
