"""What this desk did last: the newest first, each with its answer, and undone by a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from checkin.attendance.recent import Recent
from checkin.i18n import gettext as _
from ui import theme
from ui.saying import clock, shown
from ui.widgets.plain import column, label, row
from ui.wording import act

_ROW = 28
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class _List(QListWidget):
    undone = Signal(object)
    left = Signal()
    typed = Signal(str)  # a letter that was meant for the field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit or arrows; Enter or Delete takes back; Esc leads back."""
        text = event.text()
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.undone.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif text.isdigit() and 0 < int(text) <= self.count():
            self.setCurrentRow(int(text) - 1)
        elif text.isprintable() and text.strip() and not event.modifiers() & _HELD:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)


class RecentList(QFrame):
    """The last acts; one that is marked can be taken back."""

    undone = Signal(object)  # Recent
    left = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "foot")
        self._key = label("", "caption")
        self.list = _List()
        self.list.setAccessibleName(_("Last"))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("look", "quiet")
        self.list.undone.connect(self._on_undone)
        self.list.itemDoubleClicked.connect(self._on_undone)
        self.list.left.connect(self.left)
        self.list.typed.connect(self.typed)
        head = row(label(_("Last"), "heading"), None, self._key)
        made = column(head, self.list, gap=0.5)
        made.setContentsMargins(theme.px(16), theme.px(10), theme.px(10), theme.px(6))
        self.setLayout(made)

    def show_acts(self, acts: Sequence[Recent]) -> None:
        """List acts, the newest first."""
        marked = self.list.currentRow()
        self.list.clear()
        for one in acts:
            icon, tone, words = act(one)
            text = " – ".join(part for part in (shown(one.text, 60), words) if part)
            item = QListWidgetItem(theme.icon(icon, tone, 16), f"{clock(one.at)}   {text}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            if one.undone:
                font = theme.font(14)
                font.setStrikeOut(True)
                item.setFont(font)
            self.list.addItem(item)
        if marked >= 0 and self.list.hasFocus():
            self.list.setCurrentRow(min(marked, self.list.count() - 1))
        self._key.setText(_("Ctrl+Z takes back") if any(one.may_undo for one in acts) else "")

    def enter(self) -> None:
        """Move into the list, to the newest act."""
        self.list.setFocus()
        self.list.setCurrentRow(0)

    def marked(self) -> Recent | None:
        """Return the act that somebody has marked in the list."""
        item = self.list.currentItem() if self.list.hasFocus() else None
        return cast("Recent", item.data(Qt.ItemDataRole.UserRole)) if item else None

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the newest."""
        super().showEvent(event)
        self.list.scrollToTop()

    def _on_undone(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.undone.emit(item.data(Qt.ItemDataRole.UserRole))
