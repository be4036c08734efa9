"""A plan that scrolls both ways while its hours and the names of its rows stay in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui import theme
from ui.widgets import plan_drawing as drawing
from ui.widgets.grid_edges import Edge
from ui.widgets.plan_lanes import PlanLanes, Weigh
from ui.widgets.plan_rows import AXIS

_HEAD, _HOUR = 26, 60  # px: above the lanes, and for the words of an hour
_NEAR = 24  # px from the edge at which dragging scrolls


class PlanGrid(QScrollArea):
    """The lanes in their field; what gets the mark is brought into sight."""

    def __init__(self, weigh: Weigh) -> None:
        super().__init__()
        self.lanes = PlanLanes(weigh)
        self.hours = Edge(self, self.hour_words)
        self.heads = _Heads(self)
        self._sought = ("", "")
        self.setWidget(self.lanes)
        self.setWidgetResizable(True)
        self.setFocusProxy(self.lanes)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.lanes.marked.connect(lambda _row, _bar: self._seek())
        self.lanes.placed.connect(self._on_placed)
        self.lanes.dragged.connect(self._follow)
        self.horizontalScrollBar().valueChanged.connect(self.hours.update)
        self.horizontalScrollBar().valueChanged.connect(self.lanes.update)  # for the headings
        self.verticalScrollBar().valueChanged.connect(self.heads.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the hours and the names of the rows."""
        axis, head = theme.px(AXIS), theme.px(_HEAD)
        self.setViewportMargins(axis, head, 0, 0)
        super().resizeEvent(event)
        view = self.viewport().geometry()
        self.hours.setGeometry(view.left(), 0, view.width(), head)
        self.heads.setGeometry(0, view.top(), axis, view.height())

    def hour_words(self) -> list[tuple[QRectF, str, bool]]:
        """Return where above the lanes each hour is written."""
        along, wide = self.lanes.x(), theme.px(_HOUR)
        hours = self.lanes.hours()
        return [
            (QRectF(along + x + theme.px(4), 0, wide, theme.px(_HEAD)), text, False)
            for x, text in hours[:-1]
        ]

    def look_anew(self) -> None:
        """Bring into sight, with the next plan, what there is to see of it."""
        self._sought = ("", "")

    def _follow(self, at: QPointF) -> None:
        """Scroll where something is dragged near the edge."""
        self.ensureVisible(round(at.x()), round(at.y()), theme.px(_NEAR), theme.px(_NEAR))

    def _on_placed(self) -> None:
        self.hours.update()
        self.heads.update()
        if self._sought != (self.lanes.row, self.lanes.bar):
            QTimer.singleShot(0, self, self._seek)  # the field knows its new size only then

    def _seek(self) -> None:
        """Bring what has the mark into sight."""
        self._sought = (self.lanes.row, self.lanes.bar)
        self.heads.update()
        row, bar = self._sought
        rect = self.lanes.rect_of(row, bar)
        along = self.lanes.rect_of("", bar or self.lanes.first_bar())
        wide = round(min(along.width() / 2, self.viewport().width() / 2 - 8)) + 8
        high = round(rect.height() / 2) + (8 if bar else 0)
        self.ensureVisible(round(along.center().x()), round(rect.center().y()), wide, high)


class _Heads(QWidget):
    """The names of the rows; a row that takes bars can be dragged to one from here."""

    def __init__(self, grid: PlanGrid) -> None:
        super().__init__(grid)
        self._lanes = grid.lanes

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all is painted
        """Paint each name beside its bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        down = self._lanes.y()
        for row in self._lanes.rows:
            rect = self._lanes.rect_of(row.id)
            here = QRectF(0, rect.top() + down, self.width(), rect.height())
            if row.above:
                drawing.heading(painter, row.above, here, 0)
            if here.intersects(QRectF(self.rect())):
                drawing.head(painter, row, here, marked=row.id == self._lanes.row)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give the mark to a row, and take hold of it."""
        at = self._there(event)
        row = self._lanes.row_at(at.y())
        if row and event.button() == Qt.MouseButton.LeftButton:
            self._lanes.choose(row)
            self._lanes.setFocus()
            self._lanes.grip(row, "", at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the row to a bar."""
        self._lanes.drag(self._there(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  it is where it was
        """Drop it there."""
        self._lanes.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        if row := self._lanes.row_at(self._there(event).y()):
            self._lanes.opened.emit(row, "")

    def _there(self, event: QMouseEvent) -> QPointF:
        return self._lanes.mapFromGlobal(event.globalPosition())
