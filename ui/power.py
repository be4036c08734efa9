"""Power: the laptop stays awake while the desk is open, and a low battery says so."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from checkin.i18n import gettext as _
from ui.theme import Tone

LOW, EMPTY = 30, 12  # percent

_BATTERIES = Path("/sys/class/power_supply")
_PERCENT = re.compile(r"(\d{1,3})%")
_SUPPLIES = (  # who keeps a Linux awake: service, path, interface
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.PowerManagement.Inhibit", "/org/freedesktop/PowerManagement/Inhibit"),
)
_CONNECTION = "checkin awake"
# What Windows is told: until further notice, neither the system nor the screen rests.
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
_NO_BATTERY, _UNKNOWN = 128, 255


@dataclass(frozen=True, slots=True)
class Reading:
    """What a machine says of its battery."""

    percent: int | None = None  # None: there is no battery, or nobody knows
    plugged: bool = True


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of a battery, if anything."""

    sentence: str = ""
    tone: Tone = Tone.PLAIN


def judged(reading: Reading) -> Judgement:
    """Return what a person must know of the battery: nothing while it is plugged in or full."""
    if reading.percent is None or reading.plugged or reading.percent > LOW:
        return Judgement()
    if reading.percent > EMPTY:
        return Judgement(_("Battery {n} %").format(n=reading.percent), Tone.LOOK)
    sentence = _("Battery {n} %: please plug in now").format(n=reading.percent)
    return Judgement(sentence, Tone.STOP)


# Reading ##############################################################################


def read() -> Reading:
    """Read the battery of this machine; what cannot be read counts as plugged in."""
    try:
        if sys.platform == "win32":
            return _of_windows()
        if sys.platform == "darwin":
            told = subprocess.run(
                ["/usr/bin/pmset", "-g", "batt"], capture_output=True, timeout=5, check=True
            )
            return of_pmset(told.stdout.decode("utf-8", "replace"))
        return of_folder(_BATTERIES)
    except (OSError, ValueError, subprocess.SubprocessError):
        return Reading()


def of_folder(folder: Path) -> Reading:
    """Read what Linux tells of its power supplies in a folder of files."""
    if not folder.is_dir():
        return Reading()
    supplies = [supply for supply in sorted(folder.iterdir()) if _word(supply, "scope") != "Device"]
    batteries = [one for one in supplies if _word(one, "type") == "Battery"]
    filled = [(int(_word(one, "capacity")), _size(one)) for one in batteries if _whole(one)]
    if not filled:
        return Reading()
    if not all(size for _percent, size in filled):
        filled = [(percent, 1) for percent, _size in filled]
    percent = sum(n * size for n, size in filled) // sum(size for _n, size in filled)
    plugged = not any(_word(one, "status") == "Discharging" for one in batteries)
    return Reading(percent, plugged)


def of_pmset(text: str) -> Reading:
    """Read what macOS tells of its battery."""
    found = _PERCENT.findall(text)
    if not found:
        return Reading()
    return Reading(sum(map(int, found)) // len(found), "'Battery Power'" not in text)


def _word(supply: Path, name: str) -> str:
    try:
        return (supply / name).read_text("utf-8").strip()
    except OSError:
        return ""


def _whole(supply: Path) -> bool:
    return _word(supply, "capacity").isdecimal()


def _size(supply: Path) -> int:
    """Return how much a battery holds, in whatever it is measured; 0 where it does not say."""
    words: Iterable[str] = (_word(supply, name) for name in ("energy_full", "charge_full"))
    return next((int(word) for word in words if word.isdecimal()), 0)


class _Status(ctypes.Structure):
    _fields_ = (
        ("line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("seconds", ctypes.c_uint32),
        ("seconds_full", ctypes.c_uint32),
    )


def _of_windows() -> Reading:
    status = _Status()
    if not _windows().GetSystemPowerStatus(ctypes.byref(status)):
        return Reading()
    if status.flag in {_NO_BATTERY, _UNKNOWN} or status.percent == _UNKNOWN:
        return Reading()
    return Reading(status.percent, status.line != 0)


def _windows() -> ctypes.CDLL:
    kernel: ctypes.CDLL = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    return kernel


# Staying awake ########################################################################


def stay_awake() -> Callable[[], None]:
    """Ask this machine not to fall asleep; return what takes that back. Failing is quiet.

    Whatever is asked ends with this process at the latest, also where it is killed.
    """
    with contextlib.suppress(OSError, ImportError, AttributeError):
        if sys.platform == "win32":
            _windows().SetThreadExecutionState(_CONTINUOUS | _SYSTEM | _DISPLAY)
            return lambda: _windows().SetThreadExecutionState(_CONTINUOUS)
        if sys.platform == "darwin":
            words = ["/usr/bin/caffeinate", "-di", "-w", str(os.getpid())]
            caffeine = subprocess.Popen(words)  # noqa: S603  a program of the system
            return lambda: _end(caffeine)
        return _inhibited()
    return lambda: None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def _inhibited() -> Callable[[], None]:
    """Ask the desktop; it takes the wish back by itself when the connection ends."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415  only on Linux

    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
    if bus.isConnected():
        for service, path in _SUPPLIES:
            wish = QDBusMessage.createMethodCall(service, path, service, "Inhibit")
            wish.setArguments(["checkin", _("The reception desk is open.")])
            bus.asyncCall(wish)
    return lambda: QDBusConnection.disconnectFromBus(_CONNECTION)
