"""The drawing of a layout under the hand: rulers, the page, frames, grips and guides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from checkin.layouts.editing import Grip
from checkin.layouts.element import Box
from checkin.layouts.snapping import Guide
from ui import theme

RULER = 24  # px at 100 % text
_EDGE = 14  # px of ground around the page
_GRIP = 8  # px
_TEXT = 11
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)
_NEAREST = 34  # px between two figures of a ruler
_TICKS = 3.5  # px that ticks of a millimetre need between them

GRIPS: tuple[Grip, ...] = tuple((x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if x or y)


@dataclass(frozen=True, slots=True)
class View:
    """Where the page lies in the widget, and how large."""

    left: float
    top: float
    scale: float  # pixels in a millimetre

    def rect(self, box: Box) -> QRectF:
        """Return a box in pixels."""
        x, y, width, height = (value * self.scale for value in box)
        return QRectF(self.left + x, self.top + y, width, height)

    def at(self, point: QPointF) -> tuple[float, float]:
        """Return a point in millimetres."""
        return (point.x() - self.left) / self.scale, (point.y() - self.top) / self.scale

    def grips(self, box: Box) -> Iterator[tuple[Grip, QRectF]]:
        """Yield the grips of a chosen box; the small ones of a small box give way."""
        rect, side = self.rect(box), float(theme.px(_GRIP))
        for grip in GRIPS:
            if (not grip[0] and rect.width() < 3 * side) or (
                not grip[1] and rect.height() < 3 * side
            ):
                continue
            middle = QPointF(
                rect.center().x() + grip[0] * rect.width() / 2,
                rect.center().y() + grip[1] * rect.height() / 2,
            )
            yield grip, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)


def fitted(room: QRectF, width: float, height: float) -> View:
    """Return the view that shows a whole page of so many millimetres, in the middle of a room."""
    ruler, edge = theme.px(RULER), theme.px(_EDGE)
    free = room.adjusted(ruler + edge, ruler + edge, -edge, -edge)
    scale = max(min(free.width() / width, free.height() / height), 0.1)
    left = free.left() + (free.width() - width * scale) / 2
    top = free.top() + (free.height() - height * scale) / 2
    return View(round(left), round(top), scale)


class Drawing:
    """Draws in the colours of the look; on the page, which is white in every look, in dark ones."""

    def __init__(self, painter: QPainter, view: View, size: tuple[float, float]) -> None:
        self._painter, self._view = painter, view
        self._width, self._height = size
        self._look = theme.current()

    def page(self, image: QImage | None, *, focused: bool) -> None:
        """Draw the page as it would be printed, with a ring where the keyboard is at it."""
        rect = self._view.rect((0, 0, self._width, self._height))
        self._painter.fillRect(rect, QColor(theme.PAPER))
        if image is not None:
            self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._painter.drawImage(rect, image)
        ring = QPen(QColor(self._look.accent), 3) if focused else QPen(QColor(self._look.soft), 1)
        self._painter.setPen(ring)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(rect)

    def frame(self, box: Box) -> None:
        """Draw a quiet frame around what can be picked."""
        pen = QPen(QColor(theme.LIGHT.soft), 1, Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._view.rect(box))

    def chosen(self, box: Box, *, model: bool, focused: bool) -> None:
        """Draw the frame and, of the model, the grips of what is chosen."""
        ink = QColor(theme.LIGHT.accent)
        self._painter.setPen(QPen(ink, 2.5 if model and focused else 1.5))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._view.rect(box))
        self._painter.setPen(QPen(ink, 1.5))
        self._painter.setBrush(QColor(theme.PAPER))
        for _grip, rect in self._view.grips(box) if model else ():
            self._painter.drawRect(rect)

    def hovered(self, box: Box) -> None:
        """Draw the frame of what a click would pick."""
        self._painter.setPen(QPen(QColor(theme.LIGHT.accent), 1))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._view.rect(box))

    def guide(self, one: Guide) -> None:
        """Draw a line that something was drawn to, across the whole page and a little beyond."""
        page = self._view.rect((0, 0, self._width, self._height)).adjusted(-8, -8, 8, 8)
        self._painter.setPen(QPen(QColor(self._look.note), 1, Qt.PenStyle.DashLine))
        if one.way == "across":
            x = self._view.rect((one.at, 0, 0, 0)).x()
            self._painter.drawLine(QLineF(x, page.top(), x, page.bottom()))
        else:
            y = self._view.rect((0, one.at, 0, 0)).y()
            self._painter.drawLine(QLineF(page.left(), y, page.right(), y))

    def said(self, words: str, box: Box, room: QRectF) -> None:
        """Say in figures where something is while it moves."""
        font = theme.font(12.5, bold=True)
        metrics, rect = QFontMetricsF(font), self._view.rect(box)
        width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 6
        x = min(max(rect.center().x() - width / 2, room.left() + 2), room.right() - width - 2)
        below = rect.bottom() + 10
        y = below if below + height < room.bottom() else max(rect.top() - height - 10, room.top())
        field = QRectF(x, y, width, height)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._look.text))
        self._painter.drawRoundedRect(field, 6, 6)
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._look.panel))
        self._painter.drawText(field, Qt.AlignmentFlag.AlignCenter, words)

    # Rulers ##############################################################################

    def rulers(self, room: QRectF, chosen: Box | None) -> None:
        """Draw millimetres along the upper and the left edge, and how far the chosen one reaches.

        The figures count from the corner of the page.
        """
        broad = float(theme.px(RULER))
        self._painter.setFont(theme.font(_TEXT))
        top = QRectF(room.left(), room.top(), room.width(), broad)
        left = QRectF(room.left(), room.top(), broad, room.height())
        for strip in (top, left):
            self._painter.fillRect(strip, QColor(self._look.panel))
        if chosen:
            rect, shade = self._view.rect(chosen), QColor(self._look.accent_ground)
            self._painter.fillRect(QRectF(rect.left(), top.top(), rect.width(), broad), shade)
            self._painter.fillRect(QRectF(left.left(), rect.top(), broad, rect.height()), shade)
        self._ticks(self._width, broad, upright=False)
        self._ticks(self._height, broad, upright=True)

    def _ticks(self, length: float, broad: float, *, upright: bool) -> None:
        scale = self._view.scale
        every = next((n for n in _STEPS if n * scale >= theme.px(_NEAREST)), _STEPS[-1])
        fine = 1 if scale >= _TICKS else max(every // 5, 1)
        start = self._view.top if upright else self._view.left
        self._painter.setPen(QPen(QColor(self._look.soft), 1))
        for mm in range(0, int(length) + 1, fine):
            at = round(start + mm * scale) + 0.5
            long = 0.45 if mm % every == 0 else 0.3 if mm % 5 == 0 else 0.18
            end = broad * (1 - long)
            self._painter.drawLine(
                QLineF(end, at, broad, at) if upright else QLineF(at, end, at, broad)
            )
            if mm % every == 0:
                self._figure(str(mm), at, broad, upright=upright)

    def _figure(self, words: str, at: float, broad: float, *, upright: bool) -> None:
        self._painter.save()
        if upright:
            self._painter.translate(0, at)
            self._painter.rotate(-90)
        else:
            self._painter.translate(at, 0)
        wide = theme.px(_NEAREST)
        box = QRectF(-wide / 2, 1, wide, broad * 0.6)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        self._painter.restore()
