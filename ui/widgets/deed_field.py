"""A line whose Enter does something: Ctrl+Z in it takes back an act of the page, not a letter."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.widgets.field import Field


class DeedField(Field):
    """Leaves Ctrl+Z to the page."""

    def event(self, event: QEvent) -> bool:
        """Let the page have it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)
