"""Where the program finds what it ships with, and where it keeps what belongs to this machine."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of fonts, layouts and the demo congress."""
    return _shipped("resources")


def translations() -> Path:
    """Return the folder of message catalogues."""
    return _shipped("translations")


def machine_state() -> Path:
    """Return this machine's own folder, outside every event file: desk identities, logs."""
    return Path(platformdirs.user_data_dir("checkin", appauthor=False))


def _shipped(name: str) -> Path:
    """Find a folder beside the modules (in a wheel) or beside the package (in a checkout)."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
