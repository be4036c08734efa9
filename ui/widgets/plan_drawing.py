"""How a plan is drawn: its rows and hours, its bars, and what is being dragged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from ui import theme
from ui.theme import Tone
from ui.widgets.plan_rows import HEADING, Bar, Row, broken, filled

_TITLE, _SMALL, _SIGN = 13, 12, 14
_EDGE, _ROUND = 4, 7  # px: the bar that says the tone, and the corners
_ENDLESS = 10_000
_NARROW = 84  # px of a bar in which every letter counts
_BUBBLE = 300  # px of the words beside what is dragged
_SIGNS = {Tone.LOOK: "alert", Tone.STOP: "stop"}


@dataclass(frozen=True, slots=True)
class Held:
    """What is being dragged, and what would come of it where it is."""

    title: str
    at: QPointF
    over: QRectF  # what it would be dropped on
    words: str
    tone: Tone


def ground(
    painter: QPainter, rows: Iterable[tuple[Row, QRectF]], hours: Iterable[float], high: float
) -> None:
    """Draw the lines of the rows and hours."""
    look = theme.current()
    painter.setPen(QPen(QColor(look.line), 1))
    for x in hours:
        painter.drawLine(QPointF(x, 0), QPointF(x, high))
    for _row, rect in rows:
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def busy(painter: QPainter, rects: Iterable[QRectF]) -> None:
    """Hatch the times at which somebody has none."""
    look = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.zebra))
    rects = list(rects)
    for rect in rects:
        painter.drawRect(rect)
    painter.setBrush(QBrush(QColor(look.line), Qt.BrushStyle.BDiagPattern))
    for rect in rects:
        painter.drawRect(rect)


def heading(painter: QPainter, text: str, rect: QRectF, left: float) -> None:
    """Write what a group of rows is called above its first one, from a point that may lie left."""
    look = theme.current()
    above = QRectF(0, rect.top() - theme.px(HEADING), rect.width(), theme.px(HEADING))
    painter.fillRect(above, QColor(look.zebra))
    painter.setFont(theme.font(_SMALL, bold=True))
    painter.setPen(QColor(look.text))
    inner = QRectF(left + theme.px(12), above.top(), _ENDLESS, above.height())
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)


def bar(painter: QPainter, one: Bar, rect: QRectF, *, marked: bool, focused: bool) -> None:
    """Draw a bar: full where people are there, an outline where nobody is."""
    look = theme.current()
    ink = QColor(look.ink(one.tone))
    painter.setBrush(QColor(look.panel if one.hollow else look.under(one.tone)))
    pen = QPen(ink if one.hollow else QColor(look.line), 1.5 if one.hollow else 1)
    if one.hollow:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, _ROUND, _ROUND)
    if one.tone is Tone.LOOK and not one.hollow:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(rect.topLeft(), rect.bottomLeft() + QPointF(_EDGE, 0)), 2, 2)
    if marked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.accent), 3 if focused else 1.5))
        painter.drawRoundedRect(inner, _ROUND, _ROUND)
    edge = theme.px(8 if rect.width() > theme.px(_NARROW) else 5)
    _words(painter, one, rect.adjusted(edge, theme.px(3), -theme.px(3), -theme.px(3)))


def _words(painter: QPainter, one: Bar, inner: QRectF) -> None:
    """Write what there is room for: the title, broken where that helps, then what is below it."""
    look = theme.current()
    left, room = inner.left(), round(inner.width())
    small, large = theme.font(_SMALL), theme.font(_TITLE, bold=True)
    metrics, of_small = QFontMetrics(large), QFontMetrics(small)
    most = round(inner.height() - of_small.height()) // metrics.height()
    sign = _SIGNS.get(one.tone)
    if sign and room > theme.px(2 * _SIGN):
        side = theme.px(_SIGN)
        down = inner.top() + (metrics.height() - side) / 2
        painter.drawPixmap(
            QRect(round(left), round(down), side, side),
            theme.pixmap(sign, look.ink(one.tone), _SIGN),
        )
        left, room = left + side + theme.px(4), room - side - theme.px(4)
    top = inner.top()
    painter.setFont(large)
    painter.setPen(QColor(look.ink(one.tone) if one.hollow else look.text))
    for line in broken(one.title, metrics, room, max(most, 1)):
        painter.drawText(QPointF(left, top + metrics.ascent()), line)
        top += metrics.height()
        left, room = inner.left(), round(inner.width())
    painter.setFont(small)
    painter.setPen(QColor(look.text))
    lines = max(round(inner.bottom() - top) // of_small.height(), 1)
    for line in filled(one.below, of_small, room, lines):
        painter.drawText(QPointF(left, top + of_small.ascent()), line)
        top += of_small.height()


def head(painter: QPainter, row: Row, rect: QRectF, *, marked: bool) -> None:
    """Write who or what a row is, left of its bars."""
    look = theme.current()
    if marked:
        painter.fillRect(rect, QColor(look.accent_ground))
        painter.fillRect(QRectF(rect.topLeft(), rect.bottomLeft() + QPointF(3, 0)), look.accent)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    inner = rect.adjusted(theme.px(12), theme.px(5), -theme.px(6), 0)
    large, small = theme.font(_TITLE + 1), theme.font(_SMALL)
    metrics, of_small = QFontMetrics(large), QFontMetrics(small)
    room = round(inner.width())
    painter.setFont(large)
    painter.setPen(QColor(look.ink(row.tone)))
    dots = Qt.TextElideMode.ElideRight
    text = metrics.elidedText(row.title, dots, room)
    painter.drawText(QPointF(inner.left(), inner.top() + metrics.ascent()), text)
    painter.setFont(small)
    painter.setPen(QColor(look.ink(row.tone) if row.tone is not Tone.PLAIN else look.soft))
    top = inner.top() + metrics.height()
    lines = max(round(inner.bottom() - top) // of_small.height(), 1)
    for line in filled(row.below, of_small, room, min(lines, 2)):
        painter.drawText(QPointF(inner.left(), top + of_small.ascent()), line)
        top += of_small.height()


def held(painter: QPainter, one: Held, inside: QRectF) -> None:
    """Draw what is dragged: where it would go, and in words what would come of it."""
    look = theme.current()
    ink = QColor(look.ink(one.tone))
    if not one.over.isEmpty():
        over = QColor(look.under(one.tone))
        over.setAlphaF(0.6)
        painter.setBrush(over)
        painter.setPen(QPen(ink, 2))
        painter.drawRoundedRect(one.over.adjusted(1, 1, -1, -1), _ROUND, _ROUND)
    painter.setFont(theme.font(_TITLE, bold=True))
    metrics = QFontMetrics(painter.font())
    wide, edge = theme.px(_BUBBLE), theme.px(8)
    flags = int(Qt.TextFlag.TextWordWrap)
    text = "\n".join(part for part in (one.title, one.words) if part)
    need = metrics.boundingRect(QRect(0, 0, wide, _ENDLESS), flags, text)
    box = QRectF(0, 0, need.width() + 2 * edge, need.height() + 2 * edge)
    box.moveTopLeft(one.at + QPointF(theme.px(12), theme.px(14)))
    box.moveRight(min(box.right(), inside.right()))
    box.moveBottom(min(box.bottom(), inside.bottom()))
    painter.setBrush(QColor(look.panel))
    painter.setPen(QPen(ink, 1.5))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setPen(ink)
    painter.drawText(box.adjusted(edge, edge, -edge, -edge), flags, text)
