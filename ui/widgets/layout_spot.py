"""A spot on the canvas: where the keyboard and a screen reader find one element."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Spot(QWidget):
    """Tells when Tab has come to it; the mouse goes through it."""

    reached = Signal(int)

    def __init__(self, canvas: QWidget, place: int) -> None:
        super().__init__(canvas)
        self._place = place
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Pick the element when Tab comes to it."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.reached.emit(self._place)
