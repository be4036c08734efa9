"""Receivers: lent and returned by scanning badge and device, and who still has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin import finding, receivers
from checkin.attendance.recent import UNDO_REASONS
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model import noun
from checkin.model.receiver import number_of
from checkin.receivers import LOSSES
from checkin.reports import receiver_labels, receiver_list
from checkin.reports.receiver_list import Holder
from ui import wording
from ui.bridge import Change
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.page import Action, Context, Page
from ui.pages import receivers_work as work
from ui.pages.papers import Papers
from ui.pages.receivers_lending import Lending
from ui.pages.receivers_work import Answer
from ui.rows import Column, Rows, table
from ui.saying import shown, since
from ui.theme import Tone
from ui.widgets.elided import Elided
from ui.widgets.flow import Flow
from ui.widgets.halves import parted
from ui.widgets.plain import Button, boxed, column, empty, label, panel, row

_WHOLE_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_LIST, _LABELS = "receivers.pdf", "receiver-labels.pdf"


class ReceiversPage(Page):
    """A badge and then a number lends; a number alone takes back."""

    name = "receivers"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.acts: list[str] = []  # done here, the latest last
        self.back = 0  # taken back in a row
        self.sheet: ChoiceSheet | None = None
        self.papers = Papers(self)
        self.count = Elided("strong")
        self.lending = Lending(self.bridge.desk)
        self.rows = Rows(_columns(self.bridge.desk))
        self.view = table(self.rows, _("Receivers that are out"), self.settings, "receivers")
        self.right, self.left = QStackedWidget(), QStackedWidget()
        self._arrange()
        self.lending.entered.connect(self.on_entered)
        self.lending.cleared.connect(self._on_cleared)
        self.view.installEventFilter(self)

    def _arrange(self) -> None:
        foot = Flow()
        for one in self._tasks():
            foot.addWidget(Button(one.text, one.run, one.shown_key()))
        text = _("Scan a badge and then a receiver: it is lent. The number alone takes it back.")
        self.left.addWidget(self.view)
        self.left.addWidget(empty("headphones", _("No receiver is out"), text))
        inside = column(self.left, panel(boxed(foot), look="foot", margin=1), gap=0)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setStretch(0, 1)
        self.right.addWidget(self.lending)
        left = panel(inside, margin=0)
        self.halves = parted(left, self.right, (690, 430), self.settings, "receivers")
        head = row(label(self.title(), "title"), self.count, gap=2)
        head.setStretch(1, 1)
        layout = column(head, self.halves, gap=1.25, margin=2.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    # What every page says ###############################################################

    def first(self) -> QWidget:
        """Return the question that is open, else the field."""
        return self.sheet.first() if self.sheet else self.lending.field

    def actions_here(self) -> list[Action]:
        """Return what can be done here."""
        return [
            Action(_("Scan or type"), self._to_field, "Ctrl+F"),
            *self._tasks(),
            Action(_("Print labels for the receivers"), self.print_labels, "Ctrl+Shift+P"),
        ]

    def _tasks(self) -> list[Action]:
        return [
            Action(_("Take back"), self.take_back_marked, "F4"),
            Action(_("Lost …"), self.ask_loss, "F8"),
            Action(_("List on paper"), self.print_list, "Ctrl+P"),
            Action(_("Undo"), self.undo, "Ctrl+Z"),
        ]

    def concerned(self, change: Change) -> bool:
        """Tell whether a receiver, a name, a delegation, a bus or the channels may have changed."""
        return change.of("pdae")

    def read(self) -> None:
        """Read who has which receiver."""
        marked = {one.loan.entry for one in self.marked()}
        found = receiver_list.holders(self.bridge.desk)
        self.rows.set_rows(found)
        self.left.setCurrentIndex(0 if found else 1)
        for place, one in enumerate(found):
            if one.loan.entry in marked:
                self.view.selectionModel().select(self.rows.index(place, 0), _WHOLE_ROW)
        self._tell_count(found)
        self.lending.read()

    def arrive(self, what: Any) -> None:
        """Take a badge that was scanned, or the person whom another page sends."""
        if not isinstance(what, dict):
            return
        self._close_sheet()
        meant = what.get("scan") or what.get("person")
        if isinstance(meant, str):
            self._meet(meant)
            self._to_field()

    def takes_scan(self, text: str) -> bool:
        """Take whoever is scanned for who is to have a receiver."""
        self.arrive({"scan": text})
        return True

    def draft(self) -> dict[str, Any]:
        """Return who stands here, and what is typed."""
        kept = {"lending": self.lending.draft(), "acts": self.acts}
        return {key: value for key, value in kept.items() if value}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back who stood here, and what was typed."""
        self.acts = [act for act in draft.get("acts", []) if isinstance(act, str)]
        if isinstance(draft.get("lending"), dict):
            self.lending.restore(draft["lending"])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead letters and digits from the table to the field: a scanner may have sent them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if event.text().isalnum() and not held:
                self._to_field()
                self.lending.field.insert(event.text())
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.take_back_marked()
                return True
        return super().eventFilter(watched, event)

    # Lending and taking back ############################################################

    def on_entered(self, text: str) -> None:
        """Act on what was scanned or typed: a number, a code, a name, or nothing."""
        desk, person = self.bridge.desk, self.lending.person
        holders = receivers.with_number(desk, number_of(text)) if text else []
        own = person and any(loan.person == person for loan in holders)
        if holders and (own or not person):
            self._run(work.take_back, [number_of(text)])
        elif finding.is_code(desk.db, text):
            self._meet(text)
        elif person and (not text or holders or _numbered(text)):
            self._run(work.lend, person, text, self.lending.deposit.value())
        elif text:
            self._search(text)

    def _meet(self, text: str) -> None:
        """Let somebody stand here, by badge or id."""
        try:
            person = receivers.borrower(self.bridge.desk, text)
        except DeskError as error:
            self.lending.refuse(str(error))
            return
        self.lending.meet(person)

    def _search(self, text: str) -> None:
        """Look for the one person whom a name means."""
        if _numbered(text):
            words = _("Receiver {number} is not lent. To lend it, scan a badge first.")
            self.lending.refuse(words.format(number=number_of(text)))
            return
        found = self.bridge.desk.find(text, 3)
        if len(found) == 1:
            self.lending.meet(found[0])
        elif found:
            self.lending.refuse(_("Several people fit. Scan the badge, or write more."))
        else:
            self.lending.refuse(_("Nobody fits. Scan the badge, or write it differently."))

    def _run(self, verb: Callable[..., Answer], *args: Any) -> None:
        self.bridge.run(verb, *args, then=self._on_done, refused=self._on_refused)

    def _on_done(self, answer: Answer) -> None:
        if answer.act:
            self.acts.append(answer.act)
        self.back = self.back + answer.back if answer.back else 0
        self._close_sheet()
        person = self.bridge.desk.person(answer.person) if answer.person else None
        self.lending.tell(answer, person, self._in_a_row())
        self._to_field()

    def _in_a_row(self) -> str:
        """Say how many came back one after the other, and how many have not."""
        if not self.back:
            return ""
        out = sum(not loan.lost for loan in receivers.lent(self.bridge.desk))
        return _("{back} back in a row · {out} still out").format(back=self.back, out=out)

    def _on_refused(self, sentence: str) -> None:
        if self.sheet:
            self.sheet.refuse(sentence)
        else:
            self.lending.field.clear()
            self.lending.refuse(sentence)

    def _on_cleared(self) -> None:
        self.back = 0

    # The table ##########################################################################

    def marked(self) -> list[Holder]:
        """Return who is marked in the table."""
        chosen = self.view.selectionModel().selectedRows()
        return [self.rows.rows[index.row()] for index in sorted(chosen, key=lambda one: one.row())]

    def take_back_marked(self) -> None:
        """Take the marked receivers back."""
        if numbers := self._marked_numbers():
            self._run(work.take_back, numbers)

    def ask_loss(self) -> None:
        """Ask why the marked receivers are given up."""
        if numbers := self._marked_numbers():
            words = ngettext("Receiver {number} is lost", "{n} receivers are lost", len(numbers))
            title = words.format(number=shown(numbers[0]), n=len(numbers))
            reasons = [(word, work.loss(word)) for word in LOSSES]
            self._ask(title, _("Note the loss"), reasons, partial(self._run, work.give_up, numbers))

    def undo(self) -> None:
        """Take back what was done here last, with a reason where it is of some time ago."""
        if not self.acts:
            self.said.emit(_("There is nothing to undo."), Tone.PLAIN)
            return
        act = self.acts.pop()
        self.bridge.run(work.undo, act, then=self._on_done, refused=partial(self._ask_why, act))

    def _ask_why(self, act: str, _sentence: str) -> None:
        reasons = [(word, wording.undo_reason(word)) for word in UNDO_REASONS]
        title = _("Why is it taken back?")
        self._ask(title, _("Take back"), reasons, partial(self._run, work.undo, act))

    def _ask(
        self,
        title: str,
        save: str,
        reasons: Sequence[tuple[str, str]],
        then: Callable[[str], object],
    ) -> None:
        self._close_sheet()
        self.sheet = ChoiceSheet(title, save, reasons, at_once=True)
        self.sheet.saved.connect(lambda values: then(values["choice"]))
        self.sheet.closed.connect(self._on_sheet_closed)
        self.right.addWidget(self.sheet)
        self.right.setCurrentWidget(self.sheet)
        self.sheet.first().setFocus()

    def _on_sheet_closed(self) -> None:
        self._close_sheet()
        self._to_field()

    def _close_sheet(self) -> None:
        if self.sheet:
            self.right.removeWidget(self.sheet)
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None

    def _marked_numbers(self) -> list[str]:
        found = work.numbers([one.loan.number for one in self.marked()])
        if not found:
            self.said.emit(_("Mark the receivers in the list first."), Tone.PLAIN)
        return found

    # On paper ###########################################################################

    def print_list(self) -> None:
        """Write who has which receiver, by delegation."""
        self.papers.write(_LIST, receiver_list.write)

    def print_labels(self) -> None:
        """Write a label for each receiver."""
        self.papers.write(_LABELS, receiver_labels.write)

    # Words ##############################################################################

    def _to_field(self) -> None:
        self.lending.field.setFocus()
        self.lending.field.selectAll()

    def _tell_count(self, found: Sequence[Holder]) -> None:
        out = sum(not one.loan.lost for one in found)
        lost, most = len(found) - out, noun.number(self.bridge.desk.event.receivers)
        parts = [_("{n} out").format(n=out)]
        parts += [_("{n} lost").format(n=lost)] if lost else []
        parts += [_("{n} free").format(n=max(most - len(found), 0))] if most else []
        self.count.setText(" · ".join(parts))


def _numbered(text: str) -> bool:
    """Tell whether a text is rather a number than a name."""
    return any(sign.isdigit() for sign in text) and " " not in text


def _columns(desk: Desk) -> list[Column]:
    return [
        Column(_("Number"), lambda one: one.loan.number, "number", 74, right=True),
        Column(_("Name"), _name, "name", 170, tone=_tone),
        Column(_("Delegation"), lambda one: one.delegation, "delegation", 120),
        Column(_("Bus"), lambda one: one.buses, "bus", 90),
        Column(_("Telephone"), lambda one: one.person.phone, "phone", 136),
        Column(_("Since"), lambda one: since(one.loan.at, desk.moment(None)), "since", 80),
    ]


def _name(one: Holder) -> str:
    name = one.person.whole_name or _("Unnamed guest")
    return _("{name} (lost)").format(name=name) if one.loan.lost else name


def _tone(one: Holder) -> Tone:
    return Tone.STOP if one.loan.lost else Tone.PLAIN
