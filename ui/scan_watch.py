"""Hears a scanner wherever the focus is: on a list, a button or a number, too."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from checkin.model import code
from ui.widgets.field import Field

_TOGETHER = 400  # ms within which keys belong to one scan
_QUICK = 60  # ms between two keys of a scanner; no hand is as quick for long
_MANY = 8  # keys as quick as that which nobody types into a list by hand
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ScanWatch(QObject):
    """Gives the window every badge code that its parts do not read, and swallows its Enter.

    A list would choose by the digits of a code, and act by the Enter behind it.
    """

    def __init__(self, window: QWidget, take: Callable[[str], int]) -> None:
        super().__init__(window)
        self._window, self._take = window, take
        self._typed = ""
        self._fielded = 0  # how many of these stand before the cursor of a field
        self._put_back: Callable[[], object] = bool
        self._quick = 0  # how many of the last keys came as from a scanner
        self._since, self._read = QElapsedTimer(), QElapsedTimer()
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101  there is no window without it
        app.focusChanged.connect(self._on_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear a key before the part that has the focus."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER:
            return self._ends_scan(watched)
        text = event.text()
        return bool(text) and text.isprintable() and self._hear(watched, text)

    def _ends_scan(self, watched: QObject) -> bool:
        """Tell whether an Enter ends a scan, and not what somebody does by hand."""
        scanned = self._read.isValid() and not self._read.hasExpired(_TOGETHER)
        alien = self._quick >= _MANY and not _written(watched)
        alien = alien and not self._since.hasExpired(_TOGETHER)
        self._read.invalidate()
        self._typed, self._quick = "", 0
        if alien:
            self._restore()
        return scanned or alien

    def _restore(self) -> None:
        with contextlib.suppress(RuntimeError):  # the part is gone
            self._put_back()

    def _hear(self, watched: QObject, text: str) -> bool:
        if not self._typed or self._since.hasExpired(_TOGETHER):
            self._typed, self._fielded = "", 0
            self._put_back = _standing(watched)
        quick = self._since.isValid() and not self._since.hasExpired(_QUICK)
        self._quick = self._quick + 1 if quick else 1
        self._since.start()
        self._typed = (self._typed + text)[-code.LENGTH :]
        field = watched if isinstance(watched, Field) else None
        if field and (field.text() + text).endswith(self._typed):
            self._fielded += 1
            return False  # the field reads it whole
        if len(self._typed) < code.LENGTH or not self._heard(field):
            self._fielded += 1 if field else 0
            return False
        return True

    def _heard(self, field: Field | None) -> bool:
        """Pass a code on; what its keys did before is put back."""
        scanned = self._take(self._typed) > 0
        if scanned:
            self._restore()
            if field and self._fielded:
                text, place = field.text(), field.cursorPosition()
                field.setText(text[: max(place - self._fielded, 0)] + text[place:])
            self._typed, self._fielded = "", 0
            self._read.start()
        return scanned

    def _on_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Listen at the part that has the focus now."""
        if old is not None:
            with contextlib.suppress(RuntimeError):
                old.removeEventFilter(self)
        part = new
        while part is not None and part is not self._window:
            part = part.parentWidget()
        if new is not None and part is not None:
            new.installEventFilter(self)


def _written(watched: QObject) -> bool:
    """Tell whether a part is one that hands type words into, as quick as they like."""
    return isinstance(watched, QLineEdit) or (
        isinstance(watched, QComboBox) and watched.isEditable()
    )


def _standing(watched: QObject) -> Callable[[], object]:
    """Return what puts a part back to where it stands now."""
    if isinstance(watched, QSpinBox):
        number = watched.value()
        return lambda: watched.setValue(number)
    if isinstance(watched, QDoubleSpinBox):
        figure = watched.value()
        return lambda: watched.setValue(figure)
    if isinstance(watched, QAbstractItemView):
        index = QPersistentModelIndex(watched.currentIndex())
        return lambda: watched.setCurrentIndex(QModelIndex(index))  # type: ignore[call-overload]
    if isinstance(watched, QComboBox) and watched.isEditable():
        text = watched.currentText()
        return lambda: watched.setEditText(text)
    if isinstance(watched, QComboBox):
        place = watched.currentIndex()
        return lambda: _choose(watched, place)
    return bool


def _choose(box: QComboBox, place: int) -> None:
    box.setCurrentIndex(place)
    box.activated.emit(place)
