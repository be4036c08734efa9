"""What is done from the register: verbs for those who are meant, kept so that it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.printing import jobs
from checkin.roll import Roll
from ui.page import Action, Context
from ui.pages import people_work
from ui.pages.people_work import Done
from ui.rows import Column
from ui.theme import Tone

_MOST_UNDONE = 50


class Doing(QObject):
    """Runs verbs one after the other and says what came of them."""

    done = Signal(object)  # Done
    refused = Signal(str)
    said = Signal(str, object)
    asked = Signal(str, object)
    printed_before = Signal(str)  # a person whose badge is wanted again, for some reason

    def __init__(self, context: Context, chosen: Callable[[], list[str]]) -> None:
        super().__init__()
        self._bridge, self._background = context.bridge, context.background
        self._chosen = chosen
        self.acts: list[str] = []  # what was done here, to be taken back

    def tasks(self) -> list[Action]:
        """Return what can be done with several people."""
        return [
            Action(_("Check in"), self._task(people_work.check_in), "Ctrl+Return"),
            Action(_("Badge handed out"), self._task(people_work.hand_out), "Ctrl+H"),
            Action(_("Print the badge"), self._print, "F4"),
            Action(_("Will not come"), self._task(people_work.cancel)),
        ]

    def rarer(self) -> list[Action]:
        """Return what is found by its words alone, and the undo."""
        return [
            Action(_("Coming after all"), self._task(people_work.expect)),
            Action(_("Comes with somebody"), self._bring, "Shift+F3"),
            Action(_("Take back the last act of this page"), self.undo_last, "Ctrl+Z"),
        ]

    def run(
        self,
        verb: Callable[..., Done],
        *args: Any,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Let a verb take its turn, and say what came of it."""

        def answered(done: Done) -> None:
            if done.act:
                self.acts = [*self.acts, done.act][-_MOST_UNDONE:]
            self.said.emit(done.words, Tone.WELCOME if done.good else Tone.LOOK)
            self.done.emit(done)
            if then:
                then()

        self._bridge.run(verb, *args, then=answered, refused=self.refused.emit)

    def undo_last(self) -> None:
        """Take back what was done here last."""
        if self.acts:
            self.run(people_work.take_back, self.acts.pop())
        else:
            self.said.emit(_("There is nothing to undo here."), Tone.PLAIN)

    def ask_file(self, parent: QWidget) -> Path | None:
        """Ask for the file that a list is written to."""
        named = _("people")
        file, _kind = QFileDialog.getSaveFileName(
            parent, _("Export"), f"{named}.xlsx", "XLSX (*.xlsx);;CSV (*.csv)"
        )
        return Path(file) if file else None

    def export(
        self, roll: Roll, numbers: Sequence[int], columns: Sequence[Column], file: Path
    ) -> None:
        """Write these people with these columns."""

        def told(number: int) -> None:
            words = ngettext(
                "{n} person written to {file}.", "{n} people written to {file}.", number
            )
            self.said.emit(words.format(n=number, file=file.name), Tone.WELCOME)

        said = [(one.title, one.value) for one in columns]
        path = self._bridge.path
        work = (people_work.export, path, roll, list(numbers), said, file)
        self._background.run(_("Export"), *work, then=told)

    def _bring(self) -> None:
        """Go to the reception with a guest who comes with others."""
        if chosen := self._chosen():
            self.asked.emit("desk", {"person": chosen[0], "form": "company"})
        else:
            self.said.emit(_("Choose somebody first."), Tone.PLAIN)

    def _print(self) -> None:
        """Print one badge, with a reason where there is one already; several with a check."""
        chosen = self._chosen()
        if not chosen:
            self.said.emit(_("Choose somebody first."), Tone.PLAIN)
        elif len(chosen) > 1:
            self.asked.emit("badges", {"print": chosen})
        elif jobs.already(self._bridge.desk, chosen[0]):
            self.printed_before.emit(chosen[0])
        else:
            self.run(people_work.print_badge, chosen[0])

    def _task(self, verb: Callable[..., Done]) -> Callable[[], None]:
        def run() -> None:
            if chosen := self._chosen():
                self.run(verb, chosen)
            else:
                self.said.emit(_("Choose somebody first."), Tone.PLAIN)

        return run


def short(task: Action) -> str:
    """Return a key as a button has room for it."""
    return task.shown_key().replace("Return", "⏎")
