"""The look for what does not fit: beside the window, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from checkin import programme_rules
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal.writer import Now
from checkin.programme_rules import Finding
from ui.background import Progress
from ui.page import Context
from ui.theme import Tone
from ui.widgets.plain import Button


class Worries(QObject):
    """What was found last stays until the next look has ended."""

    found = Signal(object)  # list[Finding]
    failed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._bridge, self._background = context.bridge, context.background
        self._busy = self._again = False

    def look(self) -> None:
        """Look as soon as the look that is under way has ended."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._background.run(
            _("Looking for what does not fit"),
            _findings,
            self._bridge.path,
            self._bridge.now,
            then=self._on_found,
            refused=self._on_refused,
            quiet=True,
        )

    def _on_found(self, findings: list[Finding]) -> None:
        self.found.emit(findings)
        self._go_on()

    def _on_refused(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self._go_on()

    def _go_on(self) -> None:
        self._busy, again, self._again = False, self._again, False
        if again:
            self.look()


class WorryButton(Button):
    """Says how much does not fit, and leads there; it is there when it is needed."""

    def __init__(self, run: Callable[[], object]) -> None:
        super().__init__("", run)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say how much it is now."""
        text = ngettext("{n} thing to look at", "{n} things to look at", len(findings))
        self.setText(text.format(n=len(findings)))
        stops = any(one.severity == "stop" for one in findings)
        self.setProperty("tone", str(Tone.STOP if stops else Tone.LOOK))
        self.setVisible(bool(findings))


def _findings(progress: Progress, path: Path, now: Now) -> list[Finding]:
    """Find what does not fit, on a thread of its own."""
    progress(0, 1)
    with Desk(path, now=now) as desk:
        return programme_rules.findings(desk)
