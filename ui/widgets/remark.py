"""A remark in a room of two lines, so that nothing around it moves when it changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from ui.saying import breakable, shown
from ui.widgets.plain import hint

_LINES = 2


class Remark(QLabel):
    """Says as many sentences as there is room for; all of them where one points at it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "body")
        self.setWordWrap(True)
        self._said: Sequence[str] = ()

    def say(self, sentences: Sequence[str]) -> None:
        """Say other sentences."""
        if sentences != self._said:
            self._said = sentences
            hint(self, " ".join(sentences))
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say more or less, as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        high = _LINES * self.fontMetrics().lineSpacing()
        self.setFixedHeight(high + 2)
        whole = " ".join(self._said)
        texts = [" ".join(self._said[:count]) for count in range(len(self._said), 0, -1)]
        texts += [f"{whole[:end]}…" for end in range(min(len(whole), 200), 0, -8)]
        for text in texts:
            self.setText(breakable(shown(text)))
            if self.heightForWidth(max(self.width(), 1)) <= high + 2:
                return
