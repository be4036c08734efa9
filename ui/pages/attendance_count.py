"""The counting behind the attendance page: beside the window, and not more often than one sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.attendance import arrival_curve, whoever
from checkin.attendance.kept import Kept
from checkin.attendance.overview import Asked, Overview, overview
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal.writer import Now
from ui.background import Background, Progress
from ui.bridge import Bridge
from ui.pages import attendance_words as words
from ui.pages.attendance_behind import Behind, Span
from ui.widgets.figures_table import Line

EVERY = 100  # ms between two countings while people come


class Counter(QObject):
    """Counts in the background; what was counted last stays until the next figures are there."""

    counted = Signal(object, object)  # Overview, and its lines in words
    failed = Signal(str)

    def __init__(self, bridge: Bridge, background: Background) -> None:
        super().__init__()
        self._path, self._now, self._background = bridge.path, bridge.now, background
        self._wanted: Asked | None = None
        self._last: Asked | None = None
        self._busy = False
        self._kept = Kept()  # for one counting at a time
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(EVERY)
        self._pause.timeout.connect(self._begin)

    def ask(self, asked: Asked) -> None:
        """Count once the last counting is done; the same again only after a pause."""
        self._wanted = asked
        self._begin()

    def people(self, what: Behind | Span, then: Callable[[list[str]], object]) -> None:
        """Look up the people behind a figure."""
        self._background.run(
            _("Looking up the people"),
            _people,
            self._path,
            self._now,
            what,
            then=then,
            refused=self.failed.emit,
            quiet=True,
        )

    def _begin(self) -> None:
        if self._wanted is None or self._busy:
            return
        if self._pause.isActive() and self._wanted == self._last:
            return
        asked, self._wanted, self._busy = self._wanted, None, True
        self._last = asked
        self._pause.start()
        self._background.run(
            _("Counting"),
            _overview,
            self._path,
            self._now,
            asked,
            self._kept,
            then=self._on_counted,
            refused=self._on_refused,
            quiet=True,
        )

    def _on_counted(self, found: tuple[Overview, list[Line]]) -> None:
        self._busy = False
        self.counted.emit(*found)
        self._begin()

    def _on_refused(self, sentence: str) -> None:
        self._busy = False
        self.failed.emit(sentence)
        self._begin()


# In threads of their own ##############################################################


def _overview(
    progress: Progress, path: Path, now: Now, asked: Asked, kept: Kept
) -> tuple[Overview, list[Line]]:
    with Desk(path, now=now) as desk:
        found = overview(desk, asked, progress, kept)
        return found, words.lines(desk, found)


def _people(progress: Progress, path: Path, now: Now, what: Behind | Span) -> list[str]:
    progress(0, 1)
    with Desk(path, now=now) as desk:
        if isinstance(what, Span):
            return arrival_curve.people_between(desk, what.activity, *what.bounds)
        asked = what.asked
        return whoever.people_of(
            desk,
            what.key,
            None if what.total else asked.by,
            what.column,
            asked.activity or None,
            asked.rule,
            asked.abroad or None,
        )
