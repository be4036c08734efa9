"""The lanes of a day: time downwards, places side by side, parts inside their wholes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets.grid_blocks import HOUR, Block, clock, columns, overlapping
from ui.widgets.plain import name

TOP = 10  # px above the first hour, for the upper half of its words
_LANE, _MINUTE = 168, 1.5  # px: the narrowest lane, and a minute
INSET, _GAP = 6, 2
_TITLE, _SMALL = 13.5, 12.0
_EDGE, _LOCK = 4, 14  # px: the bar that says the tone, and the lock of a hard time


@dataclass(slots=True)
class _Spot:
    """Where a block is drawn."""

    block: Block
    rect: QRectF
    depth: int = 0
    parts: list[_Spot] = field(default_factory=list)


class Lanes(QWidget):
    """Paints the blocks, and moves from one to the next by the arrow keys."""

    marked = Signal(str)  # a block has the mark
    placed = Signal()  # the blocks lie elsewhere than before
    opened = Signal(str)  # Enter, or a double click

    def __init__(self) -> None:
        super().__init__()
        self.blocks: Sequence[Block] = ()
        self.lanes: Sequence[str] = ()
        self.now: int | None = None
        self.mark = ""
        self._spots: dict[str, _Spot] = {}
        self._first, self._last = 8 * HOUR, 18 * HOUR
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name(self, "")

    def show_blocks(self, blocks: Sequence[Block], lanes: Sequence[str], now: int | None) -> None:
        """Show other blocks; the marked one stays marked where it is among them."""
        self.blocks, self.lanes, self.now = tuple(blocks), tuple(lanes), now
        begins, ends = [one.begin for one in blocks], [one.end for one in blocks]
        self._first = min(begins, default=8 * HOUR) // HOUR * HOUR
        self._last = -(-max(ends, default=18 * HOUR) // HOUR) * HOUR
        if self.mark not in {one.id for one in blocks}:
            self.mark = self._beginning()
        self.setMinimumSize(self.sizeHint())
        self._place()
        self._tell()
        self.update()

    def choose(self, block: str) -> None:
        """Mark a block and bring it into sight."""
        if block in self._spots:
            self.mark = block
            self._tell()
            self.update()
            self.marked.emit(block)

    def rect_of(self, block: str) -> QRectF:
        """Return where a block is drawn; nowhere where it is not among them."""
        return self._spots[block].rect if block in self._spots else QRectF()

    def sizeHint(self) -> QSize:
        """Return the room for all lanes at their narrowest, and all hours."""
        wide = theme.px(_LANE) * max(len(self.lanes), 1)
        return QSize(wide, round(self._height(self._last)) + theme.px(TOP))

    def hours(self) -> list[tuple[float, str]]:
        """Return how far down each full hour is, and what a clock shows then."""
        full = range(self._first, self._last + 1, HOUR)
        return [(self._height(minute), clock(minute)) for minute in full]

    def heads(self) -> list[tuple[float, float, str]]:
        """Return where each lane begins, how wide it is, and what it is called."""
        wide = self.width() / max(len(self.lanes), 1)
        return [(place * wide, wide, lane) for place, lane in enumerate(self.lanes)]

    def _height(self, minute: float) -> float:
        return theme.px(TOP) + (minute - self._first) * self._minute()

    def _minute(self) -> float:
        return theme.px(100) / 100 * _MINUTE

    def _beginning(self) -> str:
        """Return what goes on now, or comes next, or is the first."""
        ordered = sorted(self.blocks, key=lambda one: (one.begin, one.end, one.id))
        now = self.now if self.now is not None else -1
        coming = [one for one in ordered if one.end > now]
        return (coming or ordered or [Block("", "", 0, 0, "")])[0].id

    # Where things are ###################################################################

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002  as Qt calls it
        """Place the blocks anew."""
        self._place()

    def _place(self) -> None:
        self._spots = {}
        if not self.lanes:
            return
        inside = {one.id: one for one in self.blocks}
        for left, wide, lane in self.heads():
            mine = [one for one in self.blocks if one.lane == lane]
            outer = [one for one in mine if not self._within(one, inside)]
            self._row(outer, mine, left + _GAP, wide - 2 * _GAP, 0)
        self.placed.emit()

    def _within(self, block: Block, inside: dict[str, Block]) -> bool:
        whole = inside.get(block.whole)
        return whole is not None and whole.lane == block.lane

    def _row(
        self, row: Sequence[Block], mine: Sequence[Block], left: float, wide: float, depth: int
    ) -> None:
        """Place blocks beside each other where they overlap, and their parts inside them."""
        for group in overlapping(row):
            side_by_side = columns(group)
            each = wide / len(side_by_side)
            for number, column in enumerate(side_by_side):
                for block in column:
                    top = self._height(block.begin)
                    high = max((block.end - block.begin) * self._minute() - _GAP, theme.px(14))
                    rect = QRectF(left + number * each, top, each - _GAP, high)
                    self._spots[block.id] = _Spot(block, rect, depth)
                    parts = [one for one in mine if one.whole == block.id]
                    if parts:
                        inset = theme.px(INSET) + theme.px(14)
                        room = rect.width() - inset - theme.px(2)
                        self._row(parts, mine, rect.left() + inset, room, depth + 1)

    # Painting ###########################################################################

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all is painted
        """Paint hours, lanes and blocks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        painter.setPen(QPen(QColor(look.line), 1))
        for y, _hour in self.hours():
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        for x, _wide, _lane in self.heads():
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        for spot in sorted(self._spots.values(), key=lambda one: one.depth):
            self._paint_block(painter, spot)
        if self.now is not None and self._first <= self.now <= self._last:
            y = self._height(self.now)
            painter.setPen(QPen(QColor(look.ink(Tone.STOP)), 1.5))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.end()

    def _paint_block(self, painter: QPainter, spot: _Spot) -> None:
        look, block, rect = theme.current(), spot.block, spot.rect
        marked = block.id == self.mark
        painter.setBrush(QColor(look.under(block.tone)))
        edge = QColor(look.accent if marked else look.line)
        painter.setPen(QPen(edge, 2 if marked and self.hasFocus() else 1))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if block.tone is not Tone.PLAIN or marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent if marked else look.ink(block.tone)))
            painter.drawRoundedRect(
                QRectF(rect.left(), rect.top(), theme.px(_EDGE), rect.height()), 2, 2
            )
        self._paint_words(painter, spot)

    def _paint_words(self, painter: QPainter, spot: _Spot) -> None:
        """Write what there is room for: the title, then line after line."""
        look, block = theme.current(), spot.block
        inner = spot.rect.adjusted(theme.px(8), theme.px(2), -theme.px(4), -theme.px(2))
        parts = [one for one in self._spots.values() if one.block.whole == block.id]
        within = [one.rect.top() for one in parts if spot.rect.contains(one.rect.center())]
        if within:
            self._paint_upright(painter, spot)
            return
        lines = [(f"{clock(block.begin)} {block.title}", True)]
        lines += [(text, False) for text in block.below]
        top = inner.top()
        for text, bold in lines:
            painter.setFont(theme.font(_TITLE if bold else _SMALL, bold=bold))
            metrics = QFontMetrics(painter.font())
            if top + metrics.height() > inner.bottom() + theme.px(3) and not bold:
                return
            left = inner.left()
            if bold and block.hard:
                left += self._paint_lock(painter, inner.left(), top, metrics.height())
            painter.setPen(QColor(look.text if bold else look.soft))
            room = round(inner.right() - left)
            told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, top + metrics.ascent()), told)
            top += metrics.height()

    def _paint_upright(self, painter: QPainter, spot: _Spot) -> None:
        """Write the title along the edge, up to the top, of what is filled by its parts."""
        painter.save()
        painter.setFont(theme.font(_SMALL, bold=True))
        painter.setPen(QColor(theme.current().soft))
        metrics = QFontMetrics(painter.font())
        room = round(spot.rect.height()) - theme.px(12)
        text = metrics.elidedText(spot.block.title, Qt.TextElideMode.ElideRight, room)
        foot = spot.rect.top() + theme.px(6) + metrics.horizontalAdvance(text)
        painter.translate(spot.rect.left() + theme.px(15), foot)
        painter.rotate(-90)
        painter.drawText(QPointF(0, 0), text)
        painter.restore()

    def _paint_lock(self, painter: QPainter, left: float, top: float, line: float) -> float:
        """Draw the lock of what never moves by itself, and return how wide it is."""
        side = theme.px(_LOCK)
        spot = QRect(round(left), round(top + (line - side) / 2), side, side)
        painter.drawPixmap(spot, theme.pixmap("lock", theme.current().text, _LOCK))
        return side + theme.px(4)

    # Keys and clicks ####################################################################

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next block by the arrows, and open the marked one by Enter."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.mark:
            self.opened.emit(self.mark)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._across(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark what is pointed at, the innermost."""
        if block := self._at(event.position()):
            self.choose(block)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is pointed at."""
        if block := self._at(event.position()):
            self.opened.emit(block)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _at(self, point: QPointF) -> str:
        found = [one for one in self._spots.values() if one.rect.contains(point)]
        return max(found, key=lambda one: one.depth).block.id if found else ""

    def _order(self) -> list[Block]:
        places = {lane: place for place, lane in enumerate(self.lanes)}
        return sorted(self.blocks, key=lambda one: (places.get(one.lane, 0), one.begin, -one.end))

    def _step(self, by: int) -> None:
        """Go up or down within a lane."""
        marked = next((one for one in self.blocks if one.id == self.mark), None)
        if marked is None:
            return
        lane = [one for one in self._order() if one.lane == marked.lane]
        place = lane.index(marked) + by
        if 0 <= place < len(lane):
            self.choose(lane[place].id)

    def _across(self, by: int) -> None:
        """Go to the lane beside, to what is there at the same time."""
        marked = next((one for one in self.blocks if one.id == self.mark), None)
        if marked is None:
            return
        place = self.lanes.index(marked.lane) + by
        while 0 <= place < len(self.lanes):
            there = [one for one in self.blocks if one.lane == self.lanes[place]]
            if there:
                near = min(there, key=lambda one: (abs(one.begin - marked.begin), one.begin))
                self.choose(near.id)
                return
            place += by

    def _tell(self) -> None:
        marked = next((one for one in self.blocks if one.id == self.mark), None)
        name(self, marked.told() if marked else "")
