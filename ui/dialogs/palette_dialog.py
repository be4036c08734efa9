"""The command palette: everything that can be done, found by its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.page import Action
from ui.widgets.field import Field
from ui.widgets.plain import column, name

_WIDTH, _HEIGHT, _ROW = 560, 420, 36


class PaletteDialog(QDialog):
    """A field and a list; Enter does what is chosen, Esc nothing."""

    def __init__(self, parent: QWidget, actions: Sequence[Action]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What do you want to do?"))
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._actions = list(actions)
        self.chosen: Action | None = None
        self.field = Field(_("Search for an action"), hint=_("Search for an action"))
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        name(self.list, _("Actions"))
        self.setLayout(column(self.field, self.list, margin=2))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self._on_typed("")

    def accept(self) -> None:
        """Choose what is marked."""
        item = self.list.currentItem()
        if item is not None:
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while one types."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                last = self.list.count() - 1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.accept()
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for action in self._actions:
            told = action.text.casefold()
            if all(word in told for word in words):
                key = f"   {action.shown_key()}" if action.key else ""
                item = QListWidgetItem(f"{action.text}{key}")
                item.setData(Qt.ItemDataRole.UserRole, action)
                item.setSizeHint(QSize(0, theme.px(_ROW)))
                self.list.addItem(item)
        self.list.setCurrentRow(0)
