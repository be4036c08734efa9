"""A few lines to type in, for words that go on a badge."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from ui import theme
from ui.saying import clean
from ui.widgets.plain import name

_PAUSE = 400  # ms after the last letter
_HIGH = 64


class WordsField(QPlainTextEdit):
    """A few lines of text; told after a pause, and when one goes on to something else."""

    said = Signal(str)

    def __init__(self, title: str) -> None:
        super().__init__()
        name(self, title)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(_HIGH))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._pause.start)

    def put(self, text: str) -> None:
        """Show a text without telling it as a change, unless it is there already."""
        if text != self._typed():
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._pause.stop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell at once what is typed, as one goes on to something else."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()
        super().focusOutEvent(event)

    def _typed(self) -> str:
        return clean(self.toPlainText()).strip()

    def _tell(self) -> None:
        self.said.emit(self._typed())
