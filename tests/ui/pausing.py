"""What waits a moment before it acts, as a scanner may type on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.pause import Pause


def paused(window: QWidget) -> bool:
    """Tell whether something that was typed still waits."""
    return any(one.waiting for one in window.findChildren(Pause))
