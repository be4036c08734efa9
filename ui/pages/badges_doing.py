"""What is done on the badges page: with jobs, with batches, with the printer of this desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from checkin import card
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.journal.queue import Row as Job
from checkin.printing import jobs
from checkin.printing.printer import Printer
from checkin.printing.station import station
from ui import wording
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.sheet import Sheet
from ui.page import Action, Context
from ui.pages import badges_words as words
from ui.pages import badges_work as work
from ui.pages.badges_batch import BatchSheet
from ui.pages.badges_printer import SetUpSheet
from ui.saying import shown
from ui.theme import Tone

May = Callable[[Job], bool]
"""Tells of which jobs something can be done."""


class Doing(QObject):
    """Runs verbs, each for the jobs that are chosen, and opens the sheets beside the queue."""

    said = Signal(str, object)
    asked = Signal(str, object)
    done = Signal()
    closed = Signal()

    def __init__(
        self, context: Context, right: QStackedWidget, chosen: Callable[[], list[Job]]
    ) -> None:
        super().__init__()
        self._context, self._bridge = context, context.bridge
        self._right, self._chosen = right, chosen
        self.sheet: Sheet | None = None
        self._kind = ""

    def deeds(self) -> list[tuple[Action, May]]:
        """Return what can be done with jobs, and with which."""
        return [
            (Action(_("Print now"), self.print_now), words.waits),
            (Action(_("It was printed"), self.note_printed, "Ctrl+Return"), words.open_),
            (Action(_("Call off"), self.call_off, "Del"), words.open_),
            (Action(_("Print again …"), self.again, "F4"), words.of_somebody),
        ]

    def actions(self) -> list[Action]:
        """Return all that can be done while printing is looked at."""
        return [
            Action(_("Print badges …"), self.batch, "Ctrl+P"),
            Action(_("Save the batch as PDF or PNG …"), self.save_batch, "Ctrl+S"),
            *(one for one, _may in self.deeds()),
            Action(_("Open the person"), self.open_person, "F2"),
            Action(_("Print everything that waits"), self.print_all, "Ctrl+Shift+P"),
            Action(_("Set up the printer"), self.set_up, "F6"),
            Action(_("New roll of labels"), self.new_roll, "F7"),
            Action(_("Print a test page"), self.test, "F8"),
            Action(_("Look at the printer again"), self._context.printing.look, "F5"),
        ]

    # Jobs ###############################################################################

    def next_step(self) -> None:
        """Do with the chosen jobs what comes next: print what waits, else print again."""
        if any(words.waits(job) for job in self._chosen()):
            self.print_now()
        else:
            self.again()

    def print_now(self) -> None:
        """Print the chosen jobs that wait, also those that failed."""
        self._with(words.waits, lambda ids, _people: self.run(work.print_now, ids))

    def print_all(self) -> None:
        """Print all jobs that wait or failed, in the order in which they were asked for."""
        if ids := [job.id for job in jobs.waiting(self._bridge.desk) if words.waits(job)]:
            self.run(work.print_now, ids)
        else:
            self.said.emit(_("No badge waits."), Tone.PLAIN)

    def note_printed(self) -> None:
        """Note that somebody has seen the chosen badges come out."""
        self._with(words.open_, lambda ids, _people: self.run(work.mark, ids, "printed"))

    def call_off(self) -> None:
        """Call the chosen jobs off."""
        self._with(words.open_, lambda ids, _people: self.run(work.mark, ids, "cancelled"))

    def again(self) -> None:
        """Ask why the chosen badges are printed once more, and print them."""
        self._with(words.of_somebody, lambda _ids, people: self._ask_why(people))

    def open_person(self) -> None:
        """Open the person of a chosen job, or of what is looked at in the batch."""
        if isinstance(self.sheet, BatchSheet):
            self.sheet.check.open_current()
            return
        self._with(
            words.of_somebody,
            lambda _ids, people: self.asked.emit("people", {"person": people[0]}),
        )

    def _ask_why(self, people: Sequence[str]) -> None:
        desk = self._bridge.desk
        person = desk.person(people[0])
        if person is None:
            return
        title = _("Badge of {name}").format(name=shown(person.whole_name, 60))
        if len(people) > 1:
            title = _("Print {n} badges again").format(n=len(people))
        reasons = wording.reprint_reasons()
        if any((one := desk.person(subject)) and one.native_name for subject in people):
            reasons.append((jobs.LATIN, _("Print the Latin name alone")))
        sheet = ChoiceSheet(title, _("Print"), reasons)
        doubts = (job.words for job in self._chosen() if words.doubtful(job))
        sheet.tell(next(doubts, "") or jobs.already(desk, people[0]), Tone.LOOK)

        def save(values: dict[str, str]) -> None:
            if values["choice"] == jobs.LATIN:
                self.run(work.print_latin, people, sheet=sheet)
            else:
                self.run(work.print_again, people, values["choice"], sheet=sheet)

        self._open(sheet, "again", save)

    def _with(self, may: May, do: Callable[[list[int], list[str]], object]) -> None:
        """Do something with those of the chosen jobs with which it can be done."""
        some = [job for job in self._chosen() if may(job)]
        if some:
            do([job.id for job in some], list(dict.fromkeys(job.person for job in some)))
        else:
            self.said.emit(_("Choose a badge first."), Tone.PLAIN)

    # Batches ############################################################################

    def batch(self, chosen: tuple[str, ...] = ()) -> None:
        """Print badges of a delegation, of a search, of those chosen elsewhere, or of everybody."""
        delegations = card.delegations(self._bridge.desk, language())
        sheet = BatchSheet(self._context, delegations, chosen)
        sheet.opened.connect(lambda person: self.asked.emit("people", {"person": person}))

        def save(_values: object) -> None:
            self.run(work.print_batch, sheet.people(), frozenset(sheet.check.latin), sheet=sheet)

        self._open(sheet, "batch", save)

    def gather_again(self) -> None:
        """Look again at the batch that is open: somebody has been corrected."""
        if isinstance(self.sheet, BatchSheet):
            self.sheet.gather()

    def save_batch(self) -> None:
        """Save the batch that is open as PDF; open one where none is."""
        if isinstance(self.sheet, BatchSheet):
            self.sheet.ask_file()
        else:
            self.batch()

    # The printer ########################################################################

    def set_up(self) -> None:
        """Choose layout, pages and printer of this desk, and shift its pages."""
        desk = self._bridge.desk
        sheet = SetUpSheet(desk, station(desk), ())
        self._open(
            sheet, "set_up", lambda _values: self.run(work.equip, sheet.set_up(), sheet=sheet)
        )

        def offer(known: list[Printer]) -> None:
            if self.sheet is sheet:
                sheet.offer(known)

        self._context.background.run(_("Looking for printers"), work.printers, then=offer)

    def new_roll(self) -> None:
        """Note how many labels are in the printer."""
        here = station(self._bridge.desk)
        printer = here.printer_for(here.layout)
        if not printer:
            self.said.emit(_("No printer is chosen."), Tone.LOOK)
            return
        sheet = Sheet(_("New roll of labels"), _("Save"))
        left = here.left(printer)
        sheet.add("labels", _("Labels on the roll"), "" if left is None else str(left))
        sheet.tell(_("Each badge counts one down. Empty: nobody counts."))

        def save(values: dict[str, str]) -> None:
            text = values["labels"]
            if text and not (text.isdecimal() and len(text) < 8):  # noqa: PLR2004
                sheet.refuse(_("Please enter a number."), "labels")
                return
            self.run(work.load, int(text) if text else None, sheet=sheet)

        self._open(sheet, "new_roll", save)
        sheet.fields["labels"].selectAll()

    def test(self) -> None:
        """Print a page that shows what is cut off, and every script."""
        self.run(work.test)

    # The same for all ###################################################################

    def run(self, verb: Callable[..., Any], *args: Any, sheet: Sheet | None = None) -> None:
        """Run a verb, that of a sheet where it says so; say what came of it, or why nothing did."""

        def answered(answer: Any) -> None:
            if sheet is not None and sheet is self.sheet:
                self.close()
            if isinstance(answer, str):
                self.said.emit(answer, Tone.WELCOME)
            self._context.printing.look()
            self.done.emit()

        def refused(sentence: str) -> None:
            if sheet is not None and sheet is self.sheet:
                sheet.refuse(sentence)
            self.said.emit(sentence, Tone.STOP)
            self.done.emit()

        self._bridge.run(verb, *args, then=answered, refused=refused)

    def close(self) -> None:
        """Put the sheet away."""
        if self.sheet is None:
            return
        self._right.removeWidget(self.sheet)
        self.sheet.deleteLater()
        self.sheet, self._kind = None, ""
        self.closed.emit()

    def draft(self) -> dict[str, Any]:
        """Return which sheet is open, and what is typed in it."""
        if self.sheet is None or self._kind == "again":
            return {}
        return {"sheet": self._kind, "typed": self.sheet.draft()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Open the sheet again, with what was typed in it."""
        typed = draft.get("typed")
        typed = typed if isinstance(typed, dict) else {}
        chosen = tuple(one for one in typed.get("people", ()) if isinstance(one, str))
        kinds: dict[str, Callable[[], None]] = {
            "batch": lambda: self.batch(chosen),
            "set_up": self.set_up,
            "new_roll": self.new_roll,
        }
        if opened := kinds.get(str(draft.get("sheet"))):
            opened()
        if self.sheet:
            self.sheet.restore(typed)

    def _open(self, sheet: Sheet, kind: str, save: Callable[[dict[str, str]], object]) -> None:
        self.close()
        self.sheet, self._kind = sheet, kind
        sheet.saved.connect(save)
        sheet.closed.connect(self.close)
        self._right.addWidget(sheet)
        self._right.setCurrentWidget(sheet)
        if self._right.isVisible():
            sheet.first().setFocus()
