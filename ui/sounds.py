"""Sounds of an answer: heard only where somebody wants them, and no device is no fuss."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, QUrl

from checkin import paths
from ui.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

NAMES = ("stop", "look", "welcome")  # as ui/wording.py gives them to the tones of an answer

_WANTED = ["stop"]
_SETTING = "sounds"


def wanted(settings: Settings) -> frozenset[str]:
    """Return the sounds that are to be heard; those of a stop alone unless somebody chose."""
    return frozenset(settings.value(_SETTING, _WANTED)) & frozenset(NAMES)


def want(settings: Settings, name: str, *, heard: bool) -> None:
    """Let a sound be heard from now on, or be silent."""
    others = wanted(settings) - {name}
    settings.set(_SETTING, sorted(others | {name} if heard else others))


def play(settings: Settings, name: str) -> None:
    """Play a sound if it is wanted, after what is under way has been painted."""
    if name in wanted(settings):
        QTimer.singleShot(0, lambda: _play(name))


def _play(name: str) -> None:
    effect = _effect(name)
    if effect is not None:
        effect.play()


@cache
def _effect(name: str) -> QSoundEffect | None:
    """Load a sound, once; None where this machine has nothing to play it with."""
    try:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # noqa: PLC0415  slow
    except ImportError:  # a Linux without a library for sound
        return None
    if not QMediaDevices.audioOutputs():
        return None
    made = QSoundEffect(QCoreApplication.instance())
    made.setSource(QUrl.fromLocalFile(str(paths.resources() / "sounds" / f"{name}.wav")))
    return made
