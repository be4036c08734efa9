"""Ready for tomorrow: one page per laptop that finds what would fail at a quarter past eight."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from checkin import energy, practice, readiness
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal.writer import Now
from checkin.paper.listing import MISSING, Printed
from checkin.printing import jobs, rehearsal
from checkin.readiness import Check
from checkin.reports import evacuation_files, paper_list, ready_sheet
from ui.background import Progress
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import badges_words, badges_work
from ui.pages.ready_checks import Checks
from ui.pages.ready_trials import PracticeTrial, ScannerTrial, trial
from ui.theme import Tone
from ui.widgets.plain import Button, boxed, column, label, row, tint


class ReadyPage(Page):
    """Looks at everything it can by itself, and lets people try the rest."""

    name = "ready"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        desk = self.bridge.desk
        self.summary = label("", "strong")
        self.checks = Checks()
        self.scanner = ScannerTrial(desk.key)
        self.practice = PracticeTrial(desk)
        self.open_paper = Button(_("Open"), self._on_open_paper)
        self.open_paper.hide()
        self._paper: Path | None = None
        paper, self._say_paper = trial(
            _("Paper list"),
            _("Everybody with a box to tick, for the hour without electricity."),
            Button(_("Write the paper list"), self.write_paper, icon="file"),
            self.open_paper,
        )
        printer, self._say_printer = trial(
            _("Printer"),
            _("One page with rulers, and names in every script of the congress."),
            Button(_("Print a test page"), self.test_printer, icon="printer"),
        )
        self._test: int | None = None  # the job of the test page
        context.printing.moved.connect(self._on_moved)
        self._looking = False
        self._tried: Check | None = None  # what the scanner test has found
        self.scanner.judged.connect(self._on_scanner)
        self.practice.begun.connect(self.start_practice)
        self.practice.ended.connect(self.end_practice)
        self.practice.cleared.connect(self.clear_practice)
        self._arrange(column(self.scanner, paper, printer, self.practice, None, gap=2))

    def _arrange(self, right: QLayout) -> None:
        again = Button(_("Look again"), self.look, "F5")
        sheet = Button(_("Save as PDF"), self.write_sheet, "Ctrl+S", icon="file")
        head = row(label(self.title(), "title"), self.summary, None, again, sheet, gap=2)
        halves = row(self.checks, right, gap=2)
        halves.setStretch(0, 3)
        halves.setStretch(1, 2)
        halves.setAlignment(self.checks, Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(boxed(column(halves, None)))
        self.setLayout(column(head, area, gap=1.5, margin=2.5))

    # What every page says #################################################################

    def read(self) -> None:
        """Look at everything."""
        self.practice.read(self.bridge.desk)
        self.look()

    def concerned(self, change: Change) -> bool:
        """Look again by itself only where the event changed; people come all morning."""
        return change.of("e")

    def actions_here(self) -> list[Action]:
        """Return what can be done on this page."""
        return [
            Action(_("Look again"), self.look, "F5"),
            Action(_("Save as PDF"), self.write_sheet, "Ctrl+S"),
            Action(_("Write the paper list"), self.write_paper),
            Action(_("Print a test page"), self.test_printer),
            Action(_("Start practice"), self.start_practice),
            Action(_("End practice"), self.end_practice),
        ]

    def first(self) -> QWidget:
        """Return the field that a scanner types into."""
        return self.scanner.field

    # Looking ##############################################################################

    def look(self) -> None:
        """Look at everything, beside the window."""
        if self._looking:
            return
        self._looking = True
        self.background.run(
            _("Looking at this laptop"),
            _looked,
            self.bridge.path,
            self.bridge.now,
            then=self._on_looked,
            refused=self._on_refused,
        )

    def _on_looked(self, checks: Sequence[Check]) -> None:
        self._looking = False
        found = [*checks, *([self._tried] if self._tried else [])]
        self.checks.show_checks(found)
        worst = max((("ok", "look", "stop").index(check.state) for check in found), default=0)
        number = sum(check.state != "ok" for check in found)
        text = ngettext("{n} thing to look at", "{n} things to look at", number).format(n=number)
        self.summary.setText(text if number else _("Everything is ready"))
        tint(self.summary, (Tone.WELCOME, Tone.LOOK, Tone.STOP)[worst])

    def _on_refused(self, sentence: str) -> None:
        self._looking = False
        self.said.emit(sentence, Tone.STOP)

    def _on_scanner(self, check: Check) -> None:
        before, self._tried = self._tried, check
        rest = [one for one in self.checks.checks if one is not before]
        self._looking = True
        self._on_looked(rest)

    # On paper #############################################################################

    def write_sheet(self) -> None:
        """Save what was found as one page of PDF."""
        desk = self.bridge.desk
        out = self.bridge.path.with_name(f"ready-{desk.label}.pdf")
        ready_sheet.write(desk, self.checks.checks, out)
        self.said.emit(_("Written to {path}.").format(path=out), Tone.WELCOME)
        self._offer(out)

    def write_paper(self) -> None:
        """Write the list of everybody, beside the window."""
        out = self.bridge.path.with_name(f"paper-list-{self.bridge.desk.label}.pdf")
        self.background.run(
            _("Writing the paper list"),
            _written,
            self.bridge.path,
            self.bridge.now,
            out,
            then=lambda printed: self._on_paper(out, printed),
            refused=lambda sentence: self._say_paper(sentence, Tone.STOP),
        )

    def _on_paper(self, out: Path, printed: Printed) -> None:
        text = ngettext("{n} page in {file}.", "{n} pages in {file}.", printed.pages)
        text, tone = text.format(n=printed.pages, file=out.name), Tone.WELCOME
        if printed.missing:
            note = _("{sign} stands for a character that cannot be printed here.")
            text, tone = f"{text} {note.format(sign=MISSING)}", Tone.LOOK
        self._say_paper(text, tone)
        self._offer(out)
        self.bridge.run(readiness.note_paper_list, then=lambda _nothing: self.look())

    def _offer(self, out: Path) -> None:
        self._paper = out
        self.open_paper.show()

    def _on_open_paper(self) -> None:
        if self._paper:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._paper)))

    def test_printer(self) -> None:
        """Print one page; whether it is good only a person can see."""

        def begun(number: int) -> None:
            self._test = number
            self._on_moved()

        self.bridge.run(
            badges_work.queue_test,
            then=begun,
            refused=lambda sentence: self._say_printer(sentence, Tone.STOP),
        )

    def _on_moved(self) -> None:
        """Follow the test page on its way."""
        found = jobs.numbered(self.bridge.desk, [self._test]) if self._test else []
        for job in found:
            word, _icon, tone = badges_words.state(job)
            told = [_("Test page: {state}.").format(state=word), job.words]
            if job.state == "printed":
                told.append(_("Is the frame whole, and is every name right?"))
            self._say_printer(" ".join(filter(None, told)), tone)

    def retire(self) -> None:
        """Hear of nothing any more."""
        super().retire()
        self.context.printing.moved.disconnect(self._on_moved)

    # Practice #############################################################################

    def start_practice(self) -> None:
        """Make the marked copy and go on in it."""
        self.background.run(
            _("Making the practice copy"),
            _practised,
            self.bridge.path,
            self.bridge.now,
            then=lambda path: self.asked.emit("open", path),
        )

    def end_practice(self) -> None:
        """Go back to the event itself."""
        if self.bridge.desk.practising:
            self.asked.emit("open", practice.origin(self.bridge.path))

    def clear_practice(self) -> None:
        """Delete the copy, and all that was tried in it."""
        self.background.run(
            _("Deleting the practice copy"),
            _cleared,
            practice.beside(self.bridge.path),
            then=lambda _gone: self.read(),
        )


def _looked(progress: Progress, path: Path, now: Now) -> list[Check]:
    progress(0, 2)
    awake = readiness.awake(energy.sleeps())
    progress(1, 2)
    with Desk(path, now=now) as desk:
        own = [] if desk.practising else [evacuation_files.check(desk), *rehearsal.checks(desk)]
        return [*readiness.checks(desk), *own, awake]


def _written(progress: Progress, path: Path, now: Now, out: Path) -> Printed:
    with Desk(path, now=now) as desk:
        return paper_list.write(desk, out, progress=progress)


def _practised(progress: Progress, path: Path, now: Now) -> Path:
    return practice.practise(path, now=now, progress=progress)


def _cleared(progress: Progress, path: Path) -> bool:
    progress(0, 1)
    return practice.clear(path)
