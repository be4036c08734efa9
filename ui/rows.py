"""Tables: one read-only model whose columns are data, and the view they are shown in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import theme
from ui.saying import shown
from ui.settings import Settings
from ui.theme import Tone

_ROW_HEIGHT = 34
_ICON = 18
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, and what it shows of a row."""

    title: str
    value: Callable[[Any], str]
    key: str = ""  # by which its width and its being shown are remembered
    width: int = 140
    right: bool = False  # numbers
    tone: Callable[[Any], Tone] | None = None
    icon: Callable[[Any], str] | None = None


class Rows(QAbstractTableModel):
    """Rows of whatever kind, shown by columns; a row is asked for only when it is painted."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Any] = ()) -> None:
        super().__init__()
        self.columns, self.rows = list(columns), rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt calls it
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  as Qt calls it
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks about one cell."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return shown(column.value(row))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column.tone:
            return QColor(theme.current().ink(column.tone(row)))
        if role == Qt.ItemDataRole.DecorationRole and column.icon and (icon := column.icon(row)):
            return theme.icon(icon, column.tone(row) if column.tone else None, _ICON)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if self.columns[section].right:
                side = Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def table(rows: Rows, name: str, settings: Settings | None = None, key: str = "") -> QTableView:
    """Return a view of rows: whole rows chosen, by keyboard too; its widths are remembered."""
    view = QTableView()
    view.setModel(rows)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setIconSize(QSize(theme.px(_ICON), theme.px(_ICON)))
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
    view.verticalHeader().setMinimumSectionSize(theme.px(_ROW_HEIGHT))
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    kept = settings.value(f"widths {key}", {}) if settings and key else {}
    for place, column in enumerate(rows.columns):
        width = kept.get(column.key or column.title)
        view.setColumnWidth(place, width if isinstance(width, int) else theme.px(column.width))
    if settings and key:
        header.sectionResized.connect(lambda *_sizes: _keep(view, rows, settings, key))
    return view


def opened(view: QTableView, run: Callable[[], object]) -> None:
    """Do something with the marked row, by Enter or by two clicks."""
    view.installEventFilter(_Enter(view, run))
    view.doubleClicked.connect(lambda _index: run())


class _Enter(QObject):
    """Hears Enter in a table, which Qt leaves to whoever wants it."""

    def __init__(self, view: QTableView, run: Callable[[], object]) -> None:
        super().__init__(view)
        self._run = run

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, and nothing else."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            self._run()
            return True
        return super().eventFilter(watched, event)


def _keep(view: QTableView, rows: Rows, settings: Settings, key: str) -> None:
    """Remember the widths that somebody gave, once the mouse lets go of them."""
    if view.isVisible() and view.horizontalHeader().underMouse():
        widths = {
            column.key or column.title: view.columnWidth(place)
            for place, column in enumerate(rows.columns)
        }
        settings.set(f"widths {key}", widths)
