"""Paper: lists for the hour without electricity, signature sheets, and what comes back on them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from checkin import delegations, readiness, sheets
from checkin.attendance import house, signatures
from checkin.attendance.signatures import Signatures
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.paper.listing import Printed
from checkin.reports import complete_paper, signature_sheets
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages import attendance_words, paper_work, papers
from ui.pages.paper_entry import PaperEntry
from ui.pages.papers import Papers
from ui.pages.people_doing import Doing
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.halves import Halves
from ui.widgets.plain import Button, choice, column, label, row, yielding


class PaperView(Page):
    """To the left what is printed, to the right what is typed in."""

    name = "paper"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.papers, self.doing = Papers(self), Doing(context, list)
        self.entry = PaperEntry(self.bridge, self.settings)
        self.scope = yielding(choice(_("Activity"), []))
        self.of = yielding(choice(_("Who signs"), []))
        self.state = label("", "body", wrap=True)
        self.unsigned = Button("", lambda: self._show("unsigned"), look="link")
        self.unscanned = Button("", lambda: self._show("unscanned"), look="link")
        self.add = Button(_("Add them as present"), self.add_present, "F7")
        self.found: Signatures | None = None
        self._arrange()
        self.scope.activated.connect(lambda _place: self._count())
        self.entry.done.connect(self._on_done)
        self.doing.said.connect(self.said)
        self.doing.refused.connect(lambda sentence: self.said.emit(sentence, Tone.STOP))

    def _arrange(self) -> None:
        soft = label(
            _("Everything for a power cut: lists with boxes, buses, telephones."), "soft", wrap=True
        )
        inside = column(
            label(_("On paper"), "title"),
            soft,
            row(Button(_("Print everything"), self.print_all, "F4", "primary"), None),
            label(_("Signature sheets"), "heading"),
            self.scope,
            self.of,
            row(Button(_("Print the sheets"), self.print_sheets, "F5"), None),
            self.state,
            row(self.unsigned, None),
            row(self.unscanned, None),
            row(self.add, None),
            None,
            gap=1,
            margin=2,
        )
        self.setLayout(column(Halves(inside, self.entry.arranged())))

    # As every page ######################################################################

    def title(self) -> str:
        """Return what the view is called."""
        return _("Paper")

    def first(self) -> QWidget:
        """Return the characters of a list."""
        return self.entry.code

    def concerned(self, change: Change) -> bool:
        """Look at whoever comes and signs."""
        return change.of("aptds")

    def read(self) -> None:
        """Read the activities, the delegations and how signatures stand."""
        desk = self.bridge.desk
        scopes = [pair for pair in attendance_words.scopes(desk) if pair[0]]
        titled = signature_sheets.title
        kinds = [(one, titled(one) or _("Everybody")) for one in signature_sheets.LISTS]
        groups = [one.delegation for one in delegations.overview(desk, desk.moment(None))]
        kinds += [(one.id, shown(one.title, 60)) for one in groups]
        attendance_words.refill(self.scope, scopes, desk.day(desk.moment(None)))
        attendance_words.refill(self.of, kinds, "all")
        self.entry.read()
        self._count()

    def actions_here(self) -> list[Action]:
        """Return what can be done with paper."""
        return [
            Action(_("Print everything"), self.print_all, "F4"),
            Action(_("Print the sheets"), self.print_sheets, "F5"),
            Action(_("Add those who signed as present"), self.add_present, "F7"),
            Action(_("Let those in who were refused"), self.entry.let_in, "F8"),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def draft(self) -> dict[str, Any]:
        """Return what is typed."""
        return self.entry.draft()

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed."""
        self.entry.restore(draft)

    def arrive(self, what: Any) -> None:
        """Show a list that another page names, or one that was just printed."""
        if isinstance(what, dict) and "code" in what:
            self.entry.read()
            self.entry.restore(what)

    # What is printed ####################################################################

    def print_all(self) -> None:
        """Write everything on paper, and keep who stands where."""
        keep = self._keep

        def write(desk: Desk, out: Path) -> Printed:
            return complete_paper.write(desk, out, keep=keep)

        name = _("paper-{desk}.pdf").format(desk=self.bridge.desk.label)
        self.papers.write(name, write, self._on_all_printed)

    def _on_all_printed(self, out: Path) -> None:
        """Open the lists, and remind nobody of them again."""
        self.bridge.run(readiness.note_paper_list)
        self._on_printed(out)

    def _on_printed(self, out: Path) -> None:
        """Open a list, and offer it to be typed in."""
        self.entry.read()
        papers.open_file(out)

    def print_sheets(self) -> None:
        """Write the signature sheets of the chosen activity."""
        keep, activity = self._keep, str(self.scope.currentData() or "")
        of = str(self.of.currentData() or "all")

        def write(desk: Desk, out: Path) -> Printed:
            return signature_sheets.write(desk, out, activity, of, keep=keep)

        if activity:
            name = f"{_('signatures')}-{self.bridge.desk.label}.pdf"
            self.papers.write(name, write, self._on_printed)

    def _keep(self, kind: str, pages: Sequence[Sequence[str]], activity: str) -> str:
        """Let the writing desk keep who stands on which page; called beside the window."""
        return str(self.bridge.call(sheets.draw_up, kind, pages, activity))

    # Signatures #########################################################################

    def _count(self) -> None:
        activity = str(self.scope.currentData() or "")
        self.found = signatures.signatures(self.bridge.desk, activity) if activity else None
        found = self.found
        if found is None:
            return
        text = _("{attended} attended, {signed} have signed.")
        self.state.setText(text.format(attended=found.attended, signed=found.signed))
        self.unsigned.say(_("Attended, not signed: {n}").format(n=len(found.unsigned)))
        self.unscanned.say(_("Signed, not scanned: {n}").format(n=len(found.unscanned)))
        self.add.setEnabled(bool(found.unscanned))

    def _show(self, which: str) -> None:
        """Lead to the people behind a number, and say how many may not be named."""
        everybody = list(getattr(self.found, which)) if self.found else []
        people = house.named(self.bridge.desk, everybody)
        title = (self.unsigned if which == "unsigned" else self.unscanned).words()
        if hidden := len(everybody) - len(people):
            words = ngettext("{n} is not named here", "{n} are not named here", hidden)
            title = f"{title} · {words.format(n=hidden)}"
        if people:
            self.asked.emit("people", {"people": people, "title": title})
        else:
            self.said.emit(_("Nobody is behind this figure."), Tone.PLAIN)

    def add_present(self) -> None:
        """Check in those who signed and were not scanned, with paper as the source."""
        if self.found and self.found.unscanned:
            activity = str(self.scope.currentData())
            self.doing.run(paper_work.add_present, list(self.found.unscanned), activity)

    def _on_done(self, act: str) -> None:
        if act:
            self.doing.acts.append(act)
