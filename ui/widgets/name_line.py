"""A name as large as fits: the Latin one strong, the native one beside it or below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.saying import shown

_LARGEST, _SMALLEST, _STEP = 38, 20, 2
_NATIVE = 0.78  # of the size of the name
_GAP = 14
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MOST_LINES = 3


class NameLine(QWidget):
    """Paints two names in the largest size that its width allows, and never cuts one short."""

    def __init__(self) -> None:
        super().__init__()
        self._name = self._native = ""
        self._size = _LARGEST
        self._beside = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def say(self, name: str, native: str = "") -> None:
        """Show other names."""
        self._name, self._native = shown(name), shown(native) if native != name else ""
        self.setAccessibleName(f"{self._name} {self._native}".strip())
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the names at this width."""
        return QSize(theme.px(200), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the names into the new width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's
        """Paint the names."""
        look = theme.current()
        name, native = self._fonts()
        with QPainter(self) as painter:
            painter.setPen(QColor(look.text))
            painter.setFont(name)
            box = QRect(0, 0, self.width(), self._name_height)
            painter.drawText(box, int(_FLAGS | Qt.TextFlag.TextWrapAnywhere), self._name)
            if not self._native:
                return
            painter.setFont(native)
            if self._beside:
                left = QFontMetrics(name).horizontalAdvance(self._name) + theme.px(_GAP)
                painter.drawText(box.adjusted(left, 0, 0, 0), _FLAGS, self._native)
            else:
                below = QRect(0, self._name_height, self.width(), self._height - self._name_height)
                painter.drawText(below, int(_FLAGS | Qt.TextFlag.TextWrapAnywhere), self._native)

    def _fonts(self) -> tuple[QFont, QFont]:
        return theme.font(self._size, bold=True), theme.font(self._size * _NATIVE)

    def _fit(self) -> None:
        """Choose the largest size at which both names fit, the native one below if it must."""
        width = max(self.width(), theme.px(160))
        for self._size in range(_LARGEST, _SMALLEST - 1, -_STEP):
            name, native = map(QFontMetrics, self._fonts())
            one, other = name.horizontalAdvance(self._name), native.horizontalAdvance(self._native)
            self._beside = one + (other + theme.px(_GAP) if other else 0) <= width
            if self._beside or (other and max(one, other) <= width):
                break
        name, native = map(QFontMetrics, self._fonts())
        self._name_height = _height(name, self._name, width)
        self._height = self._name_height
        if self._native and not self._beside:
            self._height += _height(native, self._native, width)
        self.setFixedHeight(self._height)


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    lines = -(-metrics.horizontalAdvance(text) // width) or 1
    return metrics.height() * min(lines, _MOST_LINES) + theme.px(2)
