"""The list of hits: who may be meant, told apart at a glance, and painted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from checkin.i18n import gettext as _
from ui import theme

_HEIGHT, _EDGE, _BAR = 58, 16, 4
_SMALL = 13
_DIGITS = 9  # hits that are chosen by a digit

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the list: somebody, or a delegation."""

    subject: str
    name: str
    native: str = ""
    below: str = ""
    state: str = ""
    here: bool = False
    marked: tuple[tuple[int, int], ...] = ()  # where the name is what was typed: place, length

    def told(self) -> str:
        """Return the line for a screen reader."""
        return ", ".join(part for part in (self.name, self.native, self.below, self.state) if part)

    @property
    def group(self) -> bool:
        """Tell whether this is a delegation."""
        return self.subject.startswith("d-")


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Hit] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt calls it
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.hits):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.hits[index.row()].told()
        return self.hits[index.row()] if role == Qt.ItemDataRole.UserRole else None

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()


class _Lines(QStyledItemDelegate):
    """Paints name, native name and what is below; what is here is a full dot and a word."""

    def __init__(self) -> None:
        super().__init__()
        self._bold, self._plain = theme.font(17, bold=True), theme.font(17)
        self._small = theme.font(_SMALL)
        self._of_bold, self._of_plain = QFontMetrics(self._bold), QFontMetrics(self._plain)
        self._of_small = QFontMetrics(self._small)
        self.room = theme.px(_EDGE)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  Qt's
        return QSize(0, theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(Qt.ItemDataRole.UserRole)
        look, box = theme.current(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.accent_ground))
            bar = QRect(box.topLeft(), QSize(theme.px(_BAR), box.height()))
            painter.fillRect(bar, QColor(look.accent))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), QColor(look.line))
        inner = box.adjusted(self.room, 0, -self.room, 0)
        upper = inner.adjusted(0, theme.px(8), 0, -inner.height() + theme.px(32))
        lower = inner.adjusted(0, theme.px(32), 0, -theme.px(6))
        left = self._paint_state(painter, upper, hit)
        self._paint_name(painter, upper.adjusted(0, 0, -left, 0), hit)
        painter.setFont(self._small)
        painter.setPen(QColor(look.soft))
        below = self._of_small.elidedText(
            hit.below, Qt.TextElideMode.ElideRight, lower.width() - 2 * self.room
        )
        painter.drawText(lower, _MIDDLE, below)
        if index.row() < _DIGITS and index.model().rowCount() > 1:
            painter.drawText(lower, _RIGHT, str(index.row() + 1))
        painter.restore()

    def _paint_state(self, painter: QPainter, box: QRect, hit: Hit) -> int:
        """Paint the dot and its word at the right; return how wide they are."""
        if not hit.state:
            return 0
        look = theme.current()
        painter.setFont(self._small)
        painter.setPen(QColor(look.welcome if hit.here else look.soft))
        width = self._of_small.horizontalAdvance(hit.state)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hit.state
        )
        side = theme.px(13)
        dot = theme.pixmap(
            "here" if hit.here else "away", look.welcome if hit.here else look.soft, 13
        )
        at = QPoint(box.right() - width - side - theme.px(4), box.center().y() - side // 2)
        painter.drawPixmap(at, dot)
        return width + side + theme.px(14)

    def _paint_name(self, painter: QPainter, box: QRect, hit: Hit) -> None:
        look = theme.current()
        name = self._of_bold.elidedText(hit.name, Qt.TextElideMode.ElideMiddle, box.width())
        painter.setFont(self._bold)
        painter.setPen(QColor(look.text))
        painter.drawText(box, _MIDDLE, name)
        painter.setPen(QPen(QColor(look.accent), theme.px(2)))
        base = box.center().y() + self._of_bold.ascent() // 2 + theme.px(3)
        for place, length in hit.marked:
            start = self._of_bold.horizontalAdvance(name[:place])
            width = self._of_bold.horizontalAdvance(name[place : place + length])
            left = box.left() + start
            painter.drawLine(left, base, min(left + width, box.right()), base)
        rest = box.adjusted(self._of_bold.horizontalAdvance(name) + theme.px(10), 0, 0, 0)
        if hit.native and rest.width() > theme.px(20):
            painter.setFont(self._plain)
            painter.setPen(QColor(look.text))
            native = self._of_plain.elidedText(
                hit.native, Qt.TextElideMode.ElideRight, rest.width()
            )
            painter.drawText(rest, _MIDDLE, native)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Hits(QListView):
    """Who may be meant; keys choose, and letters go on in the field above."""

    previewed = Signal(object)  # Hit: marked, nothing done
    picked = Signal(object)  # Hit: chosen with Enter or a click and Enter
    typed = Signal(str)  # a letter that belongs to the field
    left = Signal()  # back to the field

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Hits"))
        self._model, self._lines = _Model(), _Lines()
        self.setModel(self._model)
        self.setItemDelegate(self._lines)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self._pick(index.row()))

    @property
    def hits(self) -> Sequence[Hit]:
        """Return what is listed."""
        return self._model.hits

    def show_hits(self, hits: Sequence[Hit], current: int = -1) -> None:
        """List others, and mark one of them without telling anybody."""
        self.selectionModel().blockSignals(True)  # noqa: FBT003  Qt's
        self._model.show_hits(hits)
        if current >= 0:
            self.setCurrentIndex(self._model.index(current))
        self.selectionModel().blockSignals(False)  # noqa: FBT003  Qt's
        self.viewport().update()

    def current(self) -> Hit | None:
        """Return what is marked."""
        index = self.currentIndex()
        return self._model.hits[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Mark the next or the previous one."""
        if self._model.hits:
            row = self.currentIndex().row()
            last = len(self._model.hits) - 1
            self.setCurrentIndex(self._model.index(min(max(row + by, 0), last)))

    def update_hits(self, hits: Sequence[Hit]) -> None:
        """Show the same lines with what has changed about them."""
        self._model.hits = hits
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark nobody who was not chosen: the next Enter must not act on the first."""
        marked = self.currentIndex().isValid()
        self.selectionModel().blockSignals(True)  # noqa: FBT003  Qt's
        super().focusInEvent(event)
        if not marked:
            self.setCurrentIndex(QModelIndex())
        self.selectionModel().blockSignals(False)  # noqa: FBT003  Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter or a digit, move by arrows; everything else is for the field."""
        key, text = event.key(), event.text()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(self.currentIndex().row())
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.left.emit()
        elif text.isdigit() and 0 < int(text) <= len(self._model.hits):
            self.setCurrentIndex(self._model.index(int(text) - 1))
        elif text.isprintable() and text:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._model.hits):
            self.picked.emit(self._model.hits[row])

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.previewed.emit(self._model.hits[index.row()])
