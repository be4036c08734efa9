"""The pause after a key by which a hand is told from a scanner, whose keys follow at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

GAP = 120  # ms within which a scanner has typed on; a hand that acts by one key waits longer


class Pause(QObject):
    """Passes on what was typed in one go, once nothing has followed for a while."""

    typed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GAP)
        self._timer.timeout.connect(self._on_over)

    @property
    def waiting(self) -> bool:
        """Tell whether something was typed of which nobody knows yet what it is."""
        return self._timer.isActive()

    def hear(self, text: str) -> None:
        """Take in what a key typed."""
        self._text += text
        self._timer.start()

    def drop(self) -> None:
        """Forget what was typed."""
        self._text = ""
        self._timer.stop()

    def _on_over(self) -> None:
        text, self._text = self._text, ""
        self.typed.emit(text)
