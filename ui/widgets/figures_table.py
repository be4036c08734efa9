"""A table of figures: each row has a bar, each figure can be opened by Enter or a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.rows import Column, Rows, table
from ui.settings import Settings

BAR, SHARE = "bar", "share"
_LOWEST = 190
_HEADING, _FIGURE, _BESIDE = 12.5, 15.5, 18
_ALL = "100,0 % "
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it counts, in words, and its figures by column."""

    words: str
    key: str | None
    figures: dict[str, int]
    total: bool = False
    share: str = ""  # of those who attended, in percent


class FiguresTable(QWidget):
    """Lines of figures under one heading."""

    chosen = Signal(object, str)  # Line, column

    def __init__(self, name: str, columns: Sequence[tuple[str, str]], settings: Settings) -> None:
        super().__init__()
        self.names = ("key", BAR, *(column for column, _words in columns))
        self.model = Rows(
            [
                Column("", lambda line: line.words, "key", 210),
                Column("", lambda _line: "", BAR),
                *(
                    Column(words, _figure(key), key, _width(words, key), right=True)
                    for key, words in columns
                ),
            ]
        )
        self.view = table(self.model, name, settings, "figures")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.view.setProperty("look", "figures")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._hidden: set[int] = set()
        self._cell = _Cell(self.model, self.view)
        self.view.setItemDelegate(self._cell)
        self.view.horizontalHeader().setStretchLastSection(False)
        self.view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.view.horizontalHeader().setMinimumSectionSize(theme.px(56))
        self.view.clicked.connect(self._on_chosen)
        self.view.setMinimumHeight(theme.px(_LOWEST))
        for key in _KEYS:
            shortcut = QShortcut(QKeySequence(key), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._on_chosen(self.view.currentIndex()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)

    def show_lines(self, heading: str, lines: Sequence[Line]) -> None:
        """Show other lines; where one stood before one stands again."""
        index = self.view.currentIndex()
        kept = self.model.rows[index.row()] if index.isValid() else None
        column, place = index.column(), self.view.verticalScrollBar().value()
        first = self.model.columns[0]
        self.model.columns[0] = Column(heading, first.value, first.key, first.width)
        self._cell.measure(lines)
        self._show_columns(lines)
        self.model.set_rows(lines)
        self.view.verticalScrollBar().setValue(place)
        row = next((n for n, one in enumerate(lines) if kept and _same(one, kept)), -1)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, column))
        elif lines:
            self.view.setCurrentIndex(self.model.index(0, 2))

    def _show_columns(self, lines: Sequence[Line]) -> None:
        """Hide the columns of which no line has a figure, until one has."""
        known = {SHARE, *(figure for line in lines for figure in line.figures)}
        bare = {n for n, key in enumerate(self.names) if n > 1 and lines and key not in known}
        for place in self._hidden - bare:
            self.view.showColumn(place)
        hidden = {n for n in bare - self._hidden if not self.view.isColumnHidden(n)}
        for place in hidden:
            self.view.hideColumn(place)
        self._hidden = (self._hidden & bare) | hidden

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid() and index.column() > 1:
            self.chosen.emit(self.model.rows[index.row()], self.names[index.column()])


class _Cell(QStyledItemDelegate):
    """Paints the total in bold, and a bar per line: who came, within who was expected."""

    def __init__(self, rows: Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self._longest = rows, 1

    def measure(self, lines: Sequence[Line]) -> None:
        """Let the longest bar be the largest of these lines."""
        sizes = (
            max(one.figures.get("expected", 0), one.figures["attended"])
            for one in lines
            if not one.total
        )
        self._longest = max(sizes, default=0) or 1

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set the total apart."""
        super().initStyleOption(option, index)
        if self._rows.rows[index.row()].total:
            option.font.setBold(True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint a cell, and the bar in its own."""
        super().paint(painter, option, index)
        line = self._rows.rows[index.row()]
        if index.column() != 1 or line.total:
            return
        look, room = theme.current(), QRectF(option.rect)
        thick = theme.px(12)
        room = room.adjusted(theme.px(8), (room.height() - thick) / 2, -theme.px(8), 0)
        room.setHeight(thick)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for figure, full in (("expected", False), ("attended", True)):
            box = QRectF(room)
            box.setWidth(room.width() * line.figures.get(figure, 0) / self._longest)
            if box.width():
                painter.setPen(QPen(QColor(look.accent), 1))
                painter.setBrush(QColor(look.accent if full else look.accent_ground))
                round_by = min(theme.px(3), box.width() / 2)
                painter.drawRoundedRect(box, round_by, round_by)
        painter.restore()


def _width(words: str, key: str) -> int:
    """Return how wide a column of figures is at 100 % text: as its heading, or as all of all."""
    metrics = QFontMetrics(theme.font(_HEADING, bold=True))
    longest = metrics.horizontalAdvance(words)
    if key == SHARE:
        bold = QFontMetrics(theme.font(_FIGURE, bold=True))
        longest = max(longest, bold.horizontalAdvance(_ALL))
    return longest * 100 // theme.percent() + _BESIDE


def _figure(column: str) -> Callable[[Any], str]:
    if column == SHARE:
        return lambda line: str(line.share)
    return lambda line: str(line.figures.get(column, "–"))


def _same(one: Line, other: Line) -> bool:
    return (one.key, one.total, one.words) == (other.key, other.total, other.words)
