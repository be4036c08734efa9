"""A table whose rows are ticked: by the space bar, by a click, or by whoever reads a badge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from checkin.i18n import gettext as _
from checkin.search import folding
from ui.rows import Column, Rows, table
from ui.settings import Settings
from ui.theme import Tone
from ui.widgets.plain import column

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_TICK = 44


class TickTable(QWidget):
    """Rows in columns, a tick before each that may have one; letters lead to a name."""

    changed = Signal()  # somebody was ticked, or is no longer
    moved = Signal()  # to another row
    entered = Signal()

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        told: Callable[[Any], tuple[str, str, bool]],
        settings: Settings,
    ) -> None:
        """Show columns; `told` gives the key of a row, its name, and whether it may be ticked."""
        super().__init__()
        self._told, self._typed = told, ""
        self.ticked: set[str] = set()
        tick = Column("", self._word, "tick", _TICK, tone=lambda _row: Tone.ACCENT, icon=self._icon)
        self.rows = Rows([tick, *columns])
        self.view = table(self.rows, name, settings, f"ticks {name}")
        self.view.installEventFilter(self)
        self.view.clicked.connect(self._on_clicked)
        self.view.selectionModel().currentRowChanged.connect(lambda *_rows: self.moved.emit())
        self.setLayout(column(self.view))
        self.setFocusProxy(self.view)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; who is marked, and who was ticked and may still be, stays so."""
        marked = self.marked()
        key = self._told(marked)[0] if marked is not None else ""
        keys = [self._told(row)[0] for row in rows]
        self.ticked &= {key for key, _name, free in map(self._told, rows) if free}
        self.rows.set_rows(rows)
        if keys:
            self.mark(keys.index(key) if key in keys else 0)

    def marked(self) -> Any:
        """Return the row that the keyboard is on, None where there is none."""
        index = self.view.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def mark(self, place: int) -> None:
        """Go to a row."""
        self.view.setCurrentIndex(self.rows.index(place, 0))

    def free(self) -> list[str]:
        """Return all that may be ticked."""
        return [key for key, _name, free in map(self._told, self.rows.rows) if free]

    def chosen(self) -> list[str]:
        """Return what is ticked, in the order of the rows."""
        return [key for key in self.free() if key in self.ticked]

    def tick(self, keys: Iterable[str]) -> None:
        """Tick exactly these."""
        self.ticked = set(keys) & set(self.free())
        self._repaint()

    def toggle(self, key: str, *, on: bool | None = None) -> bool:
        """Tick one row or take it out; return whether it can be ticked at all."""
        if key not in self.free():
            return False
        wanted = key not in self.ticked if on is None else on
        self.ticked = self.ticked | {key} if wanted else self.ticked - {key}
        self._repaint()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick with the space bar, go on with Enter, find by letters."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        text, row = event.text(), self.marked()
        if event.modifiers() & (_CTRL | _ALT):
            return False
        if event.key() in _ENTER:
            self._typed = ""
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._typed = ""
            if row is not None:
                self.toggle(self._told(row)[0])
        elif text and text.isprintable():
            self._find(text)
        else:
            self._typed = ""
            return False
        return True

    def _find(self, letter: str) -> None:
        """Mark who is meant by the letters typed; one that fits no more begins another name."""
        for typed in (self._typed + letter, letter):
            wanted = folding.plain(typed.casefold())
            names = (self._told(row)[1] for row in self.rows.rows)
            told = [f" {folding.plain(name.casefold())}" for name in names]
            found = (place for place, name in enumerate(told) if f" {wanted}" in name)
            if wanted and (place := next(found, None)) is not None:
                self._typed = typed
                self.mark(place)
                return

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(self._told(self.rows.rows[index.row()])[0])

    def _repaint(self) -> None:
        self.rows.dataChanged.emit(
            self.rows.index(0, 0), self.rows.index(max(len(self.rows.rows) - 1, 0), 0)
        )
        self.changed.emit()

    def _word(self, row: Any) -> str:
        """Say to a screen reader, and in no colour, what the tick says."""
        return "" if not self._told(row)[2] else _("in") if self._on(row) else _("out")

    def _icon(self, row: Any) -> str:
        return "" if not self._told(row)[2] else "tick" if self._on(row) else "away"

    def _on(self, row: Any) -> bool:
        return self._told(row)[0] in self.ticked


_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
