"""A day on a grid, which scrolls both ways while its hours and places stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea

from ui import theme
from ui.widgets.grid_edges import Edge
from ui.widgets.grid_lanes import INSET, TOP, Lanes

_HEAD, _AXIS = 26, 52  # px: above the lanes, and left of them


class TimeGrid(QScrollArea):
    """The lanes in their field; what gets the mark is brought into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes = Lanes()
        self.hours = Edge(self, self.hour_words)
        self.heads = Edge(self, self.head_words)
        self._sought = ""  # the marked block that was brought into sight
        self.setWidget(self.lanes)
        self.setWidgetResizable(True)
        self.setFocusProxy(self.lanes)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.lanes.marked.connect(self._on_marked)
        self.lanes.placed.connect(self._on_placed)
        self.horizontalScrollBar().valueChanged.connect(self.heads.update)
        self.verticalScrollBar().valueChanged.connect(self.hours.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the hours and the places."""
        axis, head = theme.px(_AXIS), theme.px(_HEAD)
        self.setViewportMargins(axis, head, 0, 0)
        super().resizeEvent(event)
        view = self.viewport().geometry()
        self.hours.setGeometry(0, view.top(), axis, view.height())
        self.heads.setGeometry(view.left(), 0, view.width(), head)

    def hour_words(self) -> list[tuple[QRectF, str, bool]]:
        """Return where beside the lanes each hour is written."""
        down, high = self.lanes.y(), theme.px(2 * TOP)
        return [
            (QRectF(theme.px(4), down + y - high / 2, theme.px(_AXIS), high), text, False)
            for y, text in self.lanes.hours()
        ]

    def head_words(self) -> list[tuple[QRectF, str, bool]]:
        """Return where above the lanes each place is written."""
        along, inset = self.lanes.x(), theme.px(INSET)
        return [
            (QRectF(along + x + inset, 0, wide - 2 * inset, theme.px(_HEAD)), text, True)
            for x, wide, text in self.lanes.heads()
        ]

    def _on_placed(self) -> None:
        self.hours.update()
        self.heads.update()
        if self._sought != self.lanes.mark:
            QTimer.singleShot(0, self, self._seek)  # the field knows its new size only then

    def _on_marked(self, _block: str) -> None:
        self._seek()
        QTimer.singleShot(0, self, self._seek)

    def _seek(self) -> None:
        """Bring the marked block into sight."""
        self._sought = self.lanes.mark
        rect = self.lanes.rect_of(self._sought)
        middle = rect.center()
        wide, high = round(rect.width() / 2) + 8, round(min(rect.height() / 2, 120)) + 8
        self.ensureVisible(round(middle.x()), round(middle.y()), wide, high)
