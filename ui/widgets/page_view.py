"""A page as it will be printed, as large as there is room for it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.widgets.plain import name

_LEAST = (200, 200)  # px at every text size, as larger words need the room


class PageView(QWidget):
    """Shows a picture of a page of so many millimetres."""

    resized = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._size = (210.0, 297.0)
        name(self, title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*_LEAST)

    def sizeHint(self) -> QSize:
        """Return the room in which one sees what lies where."""
        return QSize(theme.px(420), theme.px(480))

    def show_size(self, width: float, height: float) -> None:
        """Show a page of another size, still white."""
        if (width, height) != self._size:
            self._size, self.image = (width, height), None
            self.update()

    def show_image(self, image: QImage | None) -> None:
        """Show another picture."""
        self.image = image
        self.update()

    def scale(self) -> float:
        """Return the pixels in a millimetre."""
        return max(min(self.width() / self._size[0], self.height() / self._size[1]) * 0.97, 0.1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that another size of picture is wanted."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page in the middle."""
        del event
        width, height = (side * self.scale() for side in self._size)
        rect = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(rect, QColor(theme.PAPER))
            if self.image is not None:
                painter.drawImage(rect, self.image)
            painter.setPen(QPen(QColor(theme.current().soft), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect)
