"""The batch on the badges page: whose badges, in which order, and what to look at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from checkin import people
from checkin.badges import drawing
from checkin.badges.order import ORDERS
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui.background import Job
from ui.dialogs.sheet import Sheet
from ui.page import Context
from ui.pages import badges_work as work
from ui.pages.badges_check import CheckList
from ui.pages.badges_work import EVERYBODY, Batch, Wanted
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import Button, choice, label, name, row, tint, yielding

_SETTLE = 250  # ms after the last letter before a batch is gathered
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class BatchSheet(Sheet):
    """Gathers a batch beside the window, says what there is to look at, and has it printed."""

    said = Signal(str, object)
    opened = Signal(str)  # a person who is to be corrected

    def __init__(
        self,
        context: Context,
        delegations: Sequence[tuple[str, str]],
        chosen: tuple[str, ...] = (),
    ) -> None:
        super().__init__(_("Print badges"), _("Print"))
        self.bridge, self.background = context.bridge, context.background
        self._chosen = chosen
        self.batch: Batch | None = None  # None while it is gathered
        self._gathering: Job | None = None
        self._saved: list[str] = []  # whose badges were just saved as a file
        self._eager = False  # somebody wants to print what is still being looked at
        self.who = _who(delegations, len(chosen))
        self.order = yielding(choice(_("Order"), _orders()))
        self.again = QCheckBox(_("Also those who have a badge"))
        self.count = label("", "strong", wrap=True)
        self.check = CheckList()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE)
        self._arrange()
        self._connect()
        self.gather()

    def _arrange(self) -> None:
        self.add_part(_("Whose"), self.who)
        self.add_part(_("Order"), self.order)
        self.add_switch(self.again)
        self.printed = Button(_("They were printed"), self._on_printed)
        self.printed.hide()
        self.buttons.insertWidget(1, Button(_("Save …"), self.ask_file, "Ctrl+S"))
        self.beside.addLayout(row(self.printed, None))
        self.beside.addWidget(self.count)
        self.beside.addWidget(self.check)

    def _connect(self) -> None:
        self.who.editTextChanged.connect(lambda _text: self._on_changed())
        self.order.currentIndexChanged.connect(lambda _place: self._on_changed())
        self.again.toggled.connect(lambda _on: self._show())
        self.check.uncoded.connect(self._on_uncoded)
        self.check.opened.connect(self.opened)
        self._later.timeout.connect(self.gather)

    # Gathering ##########################################################################

    def wanted(self) -> Wanted:
        """Return whose badges are meant, and in which order."""
        text = self.who.currentText().strip()
        place = self.who.findText(text, Qt.MatchFlag.MatchFixedString)
        who = self.who.itemData(place) if place >= 0 else text
        order = self.order.currentData()
        if who == "":
            return Wanted(people=self._chosen, order=order)
        return Wanted(who=who or EVERYBODY, order=order)

    def gather(self) -> None:
        """Gather the batch anew, beside the window."""
        if self._gathering:
            self._gathering.stop()
        self.batch = None
        self._show()
        bridge = self.bridge

        def answered(what: Callable[[Any], None]) -> Callable[[Any], None]:
            return lambda answer: what(answer) if job is self._gathering else None

        job = self.background.run(
            _("Looking at the badges"),
            work.gathered,
            bridge.path,
            bridge.now,
            self.wanted(),
            then=answered(self._on_gathered),
            refused=answered(self._on_failed),
        )
        self._gathering = job

    def people(self) -> list[str]:
        """Return whose badges will be printed, in their order."""
        if self.batch is None:
            return []
        had = {} if self.again.isChecked() else self.batch.had
        return [one for one in self.batch.people if one not in had]

    def _on_changed(self) -> None:
        self.batch = None
        self._show()
        self._later.start()

    def _on_gathered(self, batch: Batch) -> None:
        self._gathering, self.batch = None, batch
        self._show()
        eager, self._eager = self._eager, False
        if eager and not self.check.stops():
            self.save()

    def _on_failed(self, sentence: str) -> None:
        self._gathering, self._eager = None, False
        self.refuse(sentence)

    # What is shown ######################################################################

    def _show(self) -> None:
        """Show how many badges there are, and what is to be looked at on them."""
        batch = self.batch
        self.done.setEnabled(batch is None or bool(self.people()))
        if batch is None:
            self.count.setText(_("Looking at the badges …"))
            tint(self.count, Tone.SOFT)
            return
        chosen = self.people()
        told = [ngettext("{n} badge", "{n} badges", len(chosen)).format(n=len(chosen))]
        had = len(batch.had)
        if had and not self.again.isChecked():
            told.append(
                ngettext(
                    "{n} left out: has a badge already",
                    "{n} left out: have a badge already",
                    had,
                ).format(n=had)
            )
        elif had:
            told.append(_("{n} of them for the second time").format(n=had))
        self.count.setText(" · ".join(told))
        tint(self.count, Tone.LOOK if had else Tone.PLAIN)
        self.check.show_batch(batch, chosen)

    def _on_uncoded(self, person: str) -> None:
        self.bridge.run(
            people.reissue,
            person,
            "damaged",
            then=lambda _code: self.gather(),
            refused=self.refuse,
        )

    # Files ##############################################################################

    def ask_file(self) -> None:
        """Ask for a file and save the badges in it, as PDF or as pictures."""
        if not self.people():
            return
        start = str(self.bridge.path.parent / "badges.pdf")
        kinds = "PDF (*.pdf);;PNG (*.png)"
        file, kind = QFileDialog.getSaveFileName(self, _("Save as PDF or PNG"), start, kinds)
        if file:
            path = Path(file)
            self.save_to(path if path.suffix else path.with_suffix(f".{kind[:3].lower()}"))

    def save_to(self, file: Path) -> None:
        """Save the badges as PDF, or as PNG, by the ending of the file's name."""
        chosen = self.people()

        def told(saved: tuple[drawing.Printout, Path]) -> None:
            drawn, first = saved
            undrawn = {one.person for one in drawn.warnings if one.character != drawing.CUT}
            self._saved = [one for one in chosen if one not in undrawn]
            words = ngettext("{n} badge in {file}.", "{n} badges in {file}.", drawn.badges)
            told = [words.format(n=drawn.badges, file=first.name)]
            if undrawn:
                words = _("{n} left out: a character cannot be printed.")
                told.append(words.format(n=len(undrawn)))
            self.tell(" ".join(told), Tone.LOOK if undrawn else Tone.WELCOME)
            self.printed.setVisible(bool(self._saved))

        self.background.run(
            _("Drawing badges"),
            work.saved,
            self.bridge.path,
            self.bridge.now,
            chosen,
            frozenset(self.check.latin),
            file,
            then=told,
            refused=self.refuse,
        )

    def _on_printed(self) -> None:
        self.bridge.run(
            work.note_printed,
            self._saved,
            frozenset(self.check.latin),
            then=self._on_noted,
            refused=self.refuse,
        )

    def _on_noted(self, sentence: str) -> None:
        self.printed.hide()
        self.tell(sentence, Tone.WELCOME)
        self.gather()

    # Keys ###############################################################################

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the first field to the button that prints: all else is rarely changed."""
        if (
            watched is self.who
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            if self._later.isActive():
                self._later.stop()
                self.gather()
            self.done.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def save(self) -> None:
        """Have the badges printed; what is still being looked at is printed if nothing is found."""
        if self.batch is None:
            self._eager = True
        elif self.people():
            super().save()

    def close_sheet(self) -> None:
        """Stop looking, and close."""
        if self._gathering:
            self._gathering.stop()
            self._gathering = None
        self._later.stop()
        super().close_sheet()

    def draft(self) -> dict[str, Any]:
        """Return whose badges are meant."""
        return {
            "who": self.who.currentText(),
            "order": self.order.currentIndex(),
            "people": list(self._chosen),
        }

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back whose badges were meant."""
        if isinstance(draft.get("who"), str):
            self.who.setCurrentText(draft["who"])
        if isinstance(draft.get("order"), int):
            self.order.setCurrentIndex(draft["order"])

    def first(self) -> QWidget:
        """Return where one says whose badges are meant; the first letter replaces what is there."""
        if field := self.who.lineEdit():
            field.selectAll()
        return self.who


def _who(delegations: Sequence[tuple[str, str]], chosen: int) -> QComboBox:
    """Return the choice of whom one means; a text that is no title is looked for."""
    made = yielding(QComboBox())
    name(made, _("Whose"))
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    if chosen:
        words = ngettext("{n} selected person", "{n} selected people", chosen)
        made.addItem(words.format(n=chosen), "")
    made.addItem(_("Everybody"), EVERYBODY)
    for subject, title in delegations:
        made.addItem(shown(title), subject)
    return made


def _orders() -> list[tuple[str, str]]:
    words = {"protocol": _("Protocol"), "name": _("Alphabet")}
    return [(one, words[one]) for one in ORDERS]
