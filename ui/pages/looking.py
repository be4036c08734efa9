"""Looks at the desk beside the window, one after the other: what is found is news when it comes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from checkin.desk import Desk
from checkin.journal.writer import Now
from ui.background import Progress
from ui.page import Context


class Looking(QObject):
    """What was found last stays until the next look has ended."""

    found = Signal(object)  # what the look returned
    failed = Signal(str)

    def __init__(self, context: Context, title: str, look: Callable[[Desk], Any]) -> None:
        super().__init__()
        self._bridge, self._background = context.bridge, context.background
        self._title, self._look = title, look
        self.busy = self._again = False

    def look(self) -> None:
        """Look as soon as the look that is under way has ended."""
        if self.busy:
            self._again = True
            return
        self.busy = True
        self._background.run(
            self._title,
            _looked,
            self._bridge.path,
            self._bridge.now,
            self._look,
            then=self._on_found,
            refused=self._on_refused,
            quiet=True,
        )

    def _on_found(self, found: Any) -> None:
        self.found.emit(found)
        self._go_on()

    def _on_refused(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self._go_on()

    def _go_on(self) -> None:
        self.busy, again, self._again = False, self._again, False
        if again:
            self.look()


def _looked(progress: Progress, path: Path, now: Now, look: Callable[[Desk], Any]) -> Any:
    """Look, on a thread of its own."""
    progress(0, 1)
    with Desk(path, now=now) as desk:
        return look(desk)
