"""A code on the screen, as black squares on white in either theme, so that scanners read it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from checkin.model.code import LENGTH
from checkin.paper import code_mark
from ui import theme
from ui.widgets.plain import name

_SIDE = 148


class CodeMark(QWidget):
    """Shows one badge code, or any longer text."""

    def __init__(self, title: str, code: str = "", *, side: int = _SIDE) -> None:
        super().__init__()
        self.code = code
        name(self, title)
        self.setFixedSize(theme.px(side), theme.px(side))

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
            path, squares = self._squares()
            side = self.width() / squares
            for run in path.split(" re"):
                parts = run.split()
                if parts:
                    left, bottom, wide, _high = map(int, parts)
                    top = squares - 1 - bottom
                    square = QRectF(left * side, top * side, wide * side + 0.5, side + 0.5)
                    painter.fillRect(square, QColor(theme.PRINT))

    def _squares(self) -> tuple[str, int]:
        if len(self.code) == LENGTH:
            return code_mark.path(self.code), code_mark.SQUARES
        return code_mark.text_path(self.code)
