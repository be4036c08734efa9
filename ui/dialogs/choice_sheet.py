"""A sheet on which one thing is chosen: by digit, arrows or a click."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.dialogs.sheet import Sheet
from ui.widgets.pause import Pause
from ui.widgets.plain import name

_ROW = 44


class ChoiceSheet(Sheet):
    """Passes the chosen value on, under the key `choice`; `at_once` a digit is enough."""

    def __init__(
        self, title: str, save: str, choices: Sequence[tuple[str, str]], *, at_once: bool = False
    ) -> None:
        super().__init__(title, save)
        self._at_once, self._pause = at_once, Pause(self)
        self._pause.typed.connect(self._on_typed)
        self.list = QListWidget()
        name(self.list, title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, (value, words) in enumerate(choices, 1):
            item = QListWidgetItem(f"{number}   {words}")
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(theme.px(_ROW) * len(choices) + theme.px(4))
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _item: self.save())
        self.beside.addWidget(self.list)

    def values(self) -> dict[str, str]:
        """Return what is chosen."""
        item = self.list.currentItem()
        return {**super().values(), "choice": item.data(Qt.ItemDataRole.UserRole) if item else ""}

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def save(self) -> None:
        """Pass the choice on, once."""
        self._pause.drop()
        super().save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose by digit."""
        if watched is self.list and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101  as its type says
            text = event.text()
            if text.isdigit() and 0 < int(text) <= self.list.count():
                self.list.setCurrentRow(int(text) - 1)
                if self._at_once:
                    self._pause.hear(text)
                return True
            if self._at_once and text.strip():
                self._pause.hear(text)
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        """Save what a digit has chosen, if it was typed alone: a scanner types on."""
        if text.isdigit() and text == str(self.list.currentRow() + 1):
            self.save()
