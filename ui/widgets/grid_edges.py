"""An edge of a grid that stays where it is while the grid scrolls: its hours, or its heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme

_TITLE, _SMALL = 13.5, 12.0

Words = Iterable[tuple[QRectF, str, bool]]  # where, what, and whether it is a title


class Edge(QWidget):
    """Paints the words that it is given, each in its place."""

    def __init__(self, parent: QWidget, words: Callable[[], Words]) -> None:
        super().__init__(parent)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all is painted
        """Paint the words, none longer than its place."""
        painter = QPainter(self)
        look = theme.current()
        for rect, text, title in self._words():
            painter.setFont(theme.font(_TITLE if title else _SMALL, bold=title))
            painter.setPen(QColor(look.text if title else look.soft))
            metrics = QFontMetrics(painter.font())
            told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, told)
        painter.end()
