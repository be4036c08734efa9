"""The badges that wait: saved for a printer, and marked as printed by whoever saw them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from checkin.badges import jobs
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui.background import Background, Progress
from ui.bridge import Bridge
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.saying import shown
from ui.theme import Tone

if TYPE_CHECKING:
    from checkin.badges.drawing import Printout

_NAMED = 12


class Queue(QObject):
    """What can be done with the badges that this desk was asked for."""

    said = Signal(str, object)

    def __init__(self, bridge: Bridge, background: Background, over: QWidget) -> None:
        super().__init__()
        self.bridge, self.background, self._over = bridge, background, over

    def sheet(self) -> ChoiceSheet | None:
        """Return the sheet that names who waits; None, said aloud, where nobody does."""
        waiting = jobs.waiting(self.bridge.desk)
        if not waiting:
            self.said.emit(_("No badge waits."), Tone.PLAIN)
            return None
        words = ngettext("{n} badge waits", "{n} badges wait", len(waiting))
        choices = [
            ("save", _("Save as PDF …")),
            ("printed", _("They were printed")),
            ("cancelled", _("Call them off")),
        ]
        made = ChoiceSheet(words.format(n=len(waiting)), _("Do it"), choices)
        people = (self.bridge.desk.person(job.person) for job in waiting[:_NAMED])
        names = [shown(person.whole_name, 40) for person in people if person]
        made.tell(", ".join([*names, *(["…"] if len(waiting) > _NAMED else [])]))
        return made

    def run(self, choice: str, then: Callable[[str], object]) -> None:
        """Do what was chosen, and pass on what to say of it."""
        ids = [job.id for job in jobs.waiting(self.bridge.desk)]
        if choice != "save":
            self.bridge.run(_mark, ids, choice, then=then)
            return
        named, _kind = QFileDialog.getSaveFileName(
            self._over,
            _("Save as PDF …"),
            str(self.bridge.path.parent / "badges.pdf"),
            "PDF (*.pdf)",
        )
        if named:
            path = Path(named)
            done = partial(self._on_drawn, path, then)
            self.background.run(_("Drawing badges"), _draw, self.bridge, ids, path, then=done)

    def _on_drawn(self, path: Path, then: Callable[[str], object], drawn: Printout) -> None:
        missing = len(drawn.warnings)
        words = _("{n} badges in {file}. F11 again, once they are printed.")
        told = words.format(n=drawn.badges, file=path.name)
        if missing:
            left = _("{n} left out: a character cannot be printed.").format(n=missing)
            told = f"{told} {left}"
        then(told)


def _mark(desk: Desk, ids: list[int], state: str) -> str:
    number = jobs.mark(desk, ids, state)
    words = _("{n} badges printed.") if state == "printed" else _("{n} badges called off.")
    return words.format(n=number)


def _draw(_progress: Progress, bridge: Bridge, ids: list[int], path: Path) -> Printout:
    with Desk(bridge.path, now=bridge.now) as desk:
        return jobs.pdf(desk, ids, path)
