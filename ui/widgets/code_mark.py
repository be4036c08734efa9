"""A code on the screen, as black squares on white in either theme, so that scanners read it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from checkin.paper import code_mark
from ui import theme
from ui.widgets.plain import name

_SIDE = 148


class CodeMark(QWidget):
    """Shows one badge code."""

    def __init__(self, title: str, code: str = "") -> None:
        super().__init__()
        self.code = code
        name(self, title)
        self.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))

    def show_code(self, code: str) -> None:
        """Show another code."""
        self.code = code
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's
        """Paint the squares, the quiet zone round them included."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.PAPER))
            if not self.code:
                return
            side = self.width() / code_mark.SQUARES
            for run in code_mark.path(self.code).split(" re"):
                parts = run.split()
                if parts:
                    left, bottom, wide, _high = map(int, parts)
                    top = code_mark.SQUARES - 1 - bottom
                    square = QRectF(left * side, top * side, wide * side + 0.5, side + 0.5)
                    painter.fillRect(square, QColor(theme.PRINT))
