"""The lanes of a plan: time to the right, rows below each other, moved by arrows or by hand."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets import plan_drawing as drawing
from ui.widgets.grid_blocks import HOUR, clock
from ui.widgets.plain import name
from ui.widgets.plan_drawing import Held
from ui.widgets.plan_rows import AXIS, Arranged, Bar, Row, arranged, span

_LEAST, _MOST = 1.1, 3.2  # px of a minute, as the shortest bar asks
_READABLE = 64  # px that the shortest bar has, where that can be
_ZOOMS = (1.0, 1.5, 2.25, 3.4)

Weigh = Callable[[str, str, bool], tuple[str, Tone]]
"""What would come of a bar in a row, or of a row that joins a bar: words, and whether it fits."""


class PlanLanes(QWidget):
    """Paints rows and bars; a bar can be dropped on a row that takes it, and this on a bar."""

    marked = Signal(str, str)  # a row, and a bar in it or ''
    opened = Signal(str, str)  # by Enter, or two clicks
    dropped = Signal(str, str, bool)  # a bar and a row; whether the row was dropped on the bar
    dragged = Signal(object)  # to this point
    placed = Signal()

    def __init__(self, weigh: Weigh) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self.bars: Sequence[Bar] = ()
        self.now: int | None = None
        self.row = self.bar = ""  # what has the mark
        self.held: Held | None = None
        self._weigh, self._zoom = weigh, 0
        self._grip: tuple[str, str, QPointF] | None = None  # row, bar, and where it was taken
        self._goal = ("", "")  # the bar and the row that a drop would bring together
        self._arranged = Arranged()
        self._first, self._last = 8 * HOUR, 18 * HOUR
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name(self, "")

    def show_plan(self, rows: Sequence[Row], bars: Sequence[Bar], now: int | None) -> None:
        """Show another plan; what has the mark keeps it where it is still there."""
        self.rows, self.bars, self.now = tuple(rows), tuple(bars), now
        self._first, self._last = span(self.bars, self.rows)
        mine = self._bar(self.bar)
        if mine is not None:
            self.row = mine.row
        elif self.bar or self.row not in {one.id for one in rows}:
            self.row, self.bar = self._beginning()
        self._place()
        self._tell()

    def choose(self, row: str, bar: str = "") -> None:
        """Give the mark to a bar, or to a row."""
        if bar and (known := self._bar(bar)):
            row = known.row
        self.row, self.bar = row, bar
        self._tell()
        self.update()
        self.marked.emit(row, bar)

    def zoom(self, by: int) -> None:
        """Show an hour wider or narrower."""
        self._zoom = min(max(self._zoom + by, 0), len(_ZOOMS) - 1)
        self._place()

    # Where things are ###################################################################

    def minute(self) -> float:
        """Return how wide a minute is at least."""
        shortest = min((one.end - one.begin for one in self.bars), default=HOUR)
        wide = min(max(_READABLE / max(shortest, 1), _LEAST), _MOST)
        return theme.px(100) / 100 * wide * _ZOOMS[self._zoom]

    def rect_of(self, row: str, bar: str = "") -> QRectF:
        """Return where a bar is, or a row; nowhere where it is not among them."""
        return self._arranged.bars.get(bar) or self._arranged.rows.get(row) or QRectF()

    def hours(self) -> list[tuple[float, str]]:
        """Return how far to the right each full hour is, and what a clock shows then."""
        full = range(self._first, self._last + 1, HOUR)
        return [(self._across(minute), clock(minute)) for minute in full]

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002  as Qt calls it
        """Place the bars anew."""
        self._place()

    def _across(self, minute: float) -> float:
        return (minute - self._first) * self.width() / (self._last - self._first)

    def _place(self) -> None:
        long = self._last - self._first
        wide = max(self.width(), 1)
        self._arranged = arranged(self.rows, self.bars, self._first, wide / long, wide)
        self.setMinimumSize(QSize(round(long * self.minute()), round(self._arranged.high) + 1))
        self.placed.emit()
        self.update()

    def _bar(self, subject: str) -> Bar | None:
        return next((one for one in self.bars if one.id == subject), None)

    def _beginning(self) -> tuple[str, str]:
        """Return what goes on now or comes next in the first row that has something."""
        now = self.now if self.now is not None else -1
        for row in self.rows:
            mine = self._of(row.id)
            if mine:
                coming = [one for one in mine if one.end > now]
                return row.id, (coming or mine)[0].id
        return (self.rows[0].id if self.rows else ""), ""

    def first_bar(self) -> str:
        """Return the next bar of the marked row, else of all; first of all one without anybody."""
        mine = self._of(self.row) or self.bars
        now = self.now if self.now is not None else -1
        found = sorted(mine, key=lambda one: (not one.hollow, one.end <= now, one.begin))
        return found[0].id if found else ""

    def _of(self, row: str) -> list[Bar]:
        mine = [one for one in self.bars if one.row == row]
        return sorted(mine, key=lambda one: (one.begin, one.end, one.id))

    def _tell(self) -> None:
        row = next((one for one in self.rows if one.id == self.row), None)
        bar = self._bar(self.bar)
        words = ", ".join((row.title, *row.below)) if row else ""
        name(self, bar.told(row.title) if bar and row else words)

    # Painting ###########################################################################

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint hours, rows and bars, and on top what is dragged."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = [(one, self._arranged.rows[one.id]) for one in self.rows]
        drawing.busy(painter, self._busy())
        drawing.ground(painter, rows, (x for x, _hour in self.hours()), self._arranged.high)
        for row, rect in rows:
            if row.above:
                drawing.heading(painter, row.above, rect, -float(self.x()) - theme.px(AXIS))
        for one in self.bars:
            rect = self._arranged.bars[one.id]
            if rect.intersects(QRectF(event.rect())):
                marked = one.id == self.bar
                drawing.bar(painter, one, rect, marked=marked, focused=self.hasFocus())
        if self.now is not None and self._first <= self.now <= self._last:
            x = self._across(self.now)
            painter.setPen(QPen(QColor(theme.current().ink(Tone.STOP)), 1.5))
            painter.drawLine(QPointF(x, 0), QPointF(x, self._arranged.high))
        if self.held:
            drawing.held(painter, self.held, QRectF(self.visibleRegion().boundingRect()))
        painter.end()

    def _busy(self) -> list[QRectF]:
        """Return the times of each row at which there is none."""
        found = []
        for row in self.rows:
            at, rect = self._first, self._arranged.rows[row.id]
            for begin, end in sorted(row.free) if row.free is not None else ():
                found.append(self._stretch(rect, at, begin))
                at = max(at, end)
            if row.free is not None:
                found.append(self._stretch(rect, at, self._last))
        return [rect for rect in found if rect.width() > 1]

    def _stretch(self, rect: QRectF, begin: int, end: int) -> QRectF:
        left, right = self._across(max(begin, self._first)), self._across(min(end, self._last))
        return QRectF(left, rect.top() + 1, max(right - left, 0), rect.height() - 2)

    def event(self, event: QEvent) -> bool:
        """Tell what one points at, whole."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        bar = self._bar(self._at(QPointF(event.pos()))[1])
        row = next((one.title for one in self.rows if bar and one.id == bar.row), "")
        words = html.escape(bar.told(row)) if bar else ""
        QToolTip.showText(event.globalPos(), f"<qt>{words}</qt>" if words else "", self)
        return True

    # Keys ###############################################################################

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go about by the arrows, open by Enter, widen the hours by plus and minus."""
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and self.row:
            self.opened.emit(self.row, self.bar)
        elif key == Qt.Key.Key_Escape and self.held:
            self.let_go()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and plain:
            self._down(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and plain:
            self._along(1 if key == Qt.Key.Key_Right else -1)
        elif event.text() in {"+", "-"}:
            self.zoom(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def _along(self, by: int) -> None:
        """Go to the bar before or after; before the first there is the row itself."""
        places = ["", *(one.id for one in self._of(self.row))]
        place = places.index(self.bar) + by if self.bar in places else 0
        if 0 <= place < len(places):
            self.choose(self.row, places[place])

    def _down(self, by: int) -> None:
        """Go to the next row, to the bar that is nearest in time."""
        ids = [one.id for one in self.rows]
        place = ids.index(self.row) + by if self.row in ids else 0
        if not 0 <= place < len(ids):
            return
        mine, bar = self._of(ids[place]), self._bar(self.bar)
        begin = bar.begin if bar else 0
        near = min(mine, key=lambda one: abs(one.begin - begin), default=None)
        self.choose(ids[place], near.id if near and bar else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    # By hand ############################################################################

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give the mark to what is pointed at, and take hold of it."""
        row, bar = self._at(event.position())
        if row and event.button() == Qt.MouseButton.LeftButton:
            self.choose(row, bar)
            self.grip(row, bar, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken hold of."""
        self.drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  it is where it was
        """Drop what is dragged."""
        self.drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is pointed at."""
        row, bar = self._at(event.position())
        if row:
            self.opened.emit(row, bar)

    def grip(self, row: str, bar: str, at: QPointF) -> None:
        """Take hold of a bar, or of a row that can be dropped on one."""
        takes = any(one.takes for one in self.rows if one.id == row)
        self._grip = (row, bar, at) if bar or takes else None

    def drag(self, at: QPointF) -> None:
        """Move what is held, and tell what would come of it there."""
        if self._grip is None:
            return
        row, bar, begin = self._grip
        if not self.held and (at - begin).manhattanLength() < QApplication.startDragDistance():
            return
        there = self._at(at)
        goal = (bar, there[0]) if bar else (there[1], row)
        fits = all(goal) and self._meets(bar, row, there)
        words, tone = "", Tone.PLAIN
        if fits and self.held and goal == self._goal:
            words, tone = self.held.words, self.held.tone
        elif fits:
            words, tone = self._weigh(*goal, not bar)
        self._goal = goal if fits else ("", "")
        over = self.rect_of(there[0], "" if bar else there[1]) if fits else QRectF()
        self.held = Held(self._title(row, bar), at, over, words, tone)
        self.dragged.emit(at)
        self.update()

    def drop(self) -> None:
        """Bring together what would fit, and let go."""
        goal = self._goal if self.held else ("", "")
        joining = self._grip is not None and not self._grip[1]
        self.let_go()
        if all(goal):
            self.dropped.emit(*goal, joining)

    def let_go(self) -> None:
        """Leave everything where it is."""
        self._grip = self.held = None
        self._goal = ("", "")
        self.update()

    def _meets(self, bar: str, row: str, there: tuple[str, str]) -> bool:
        """Tell whether what is held can be dropped there: on a bar, or a row that takes it."""
        if not bar:
            return bool(there[1])
        return there[0] != row and any(one.takes for one in self.rows if one.id == there[0])

    def _title(self, row: str, bar: str) -> str:
        known = self._bar(bar)
        return known.title if known else next(one.title for one in self.rows if one.id == row)

    def _at(self, point: QPointF) -> tuple[str, str]:
        """Return the row and the bar at a point."""
        bar = next((key for key, rect in self._arranged.bars.items() if rect.contains(point)), "")
        if known := self._bar(bar):
            return known.row, bar
        return self.row_at(point.y()), ""

    def row_at(self, down: float) -> str:
        """Return the row so far down."""
        rows = self._arranged.rows.items()
        return next((key for key, one in rows if one.top() <= down < one.bottom()), "")
