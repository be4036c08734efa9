"""A line to type in, for words alone: badge codes go to the desk."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.saying import clean

_ECHO = 400  # ms in which the Enter of a scanner still belongs to the code that was read


class Taking(Protocol):
    """A window that answers a badge wherever it is scanned."""

    def take_scan(self, text: str) -> int:
        """Answer the code that a text ends with; return its length, 0 where there is none."""


class Field(QLineEdit):
    """One line to type in, which takes no sign that no field can hold, and no badge code.

    Whoever scans while the cursor stands in some form meant the desk.
    """

    def __init__(self, name: str, text: str = "", hint: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textChanged.connect(self._on_changed)
        self.textEdited.connect(self._on_typed)
        self._echo = QTimer(self)
        self._echo.setSingleShot(True)
        self._echo.setInterval(_ECHO)

    def value(self) -> str:
        """Return what was typed, without blanks around it."""
        return clean(self.text()).strip()

    def echoes(self) -> bool:
        """Tell whether an Enter that comes now still belongs to a code that was just read."""
        scanned = self._echo.isActive()
        self._echo.stop()
        return scanned

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the Enter of a scanner do nothing more."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.echoes():
            return
        super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        """Give a badge code to the desk."""
        if length := self._desk_takes(text):
            self._echo.start()
            self.setText(text[:-length])

    def _desk_takes(self, text: str) -> int:
        holder: QWidget | None = self
        while holder is not None and not hasattr(holder, "take_scan"):
            holder = holder.parentWidget()
        return cast("Taking", holder).take_scan(text) if holder is not None else 0

    def _on_changed(self, text: str) -> None:
        tidy = clean(text)
        if len(tidy) != len(text):  # composing a letter only changes its form
            place = self.cursorPosition()
            self.setText(tidy)
            self.setCursorPosition(min(place, len(tidy)))
