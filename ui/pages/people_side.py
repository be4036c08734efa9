"""The right side of the register: one person whole, and the forms about that person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin import dossier
from checkin.attendance.recent import AT_ONCE, UNDO_REASONS
from checkin.card import card
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.printing import jobs
from checkin.roll import Roll
from ui import theme, wording
from ui.bridge import Bridge
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.correct_sheet import CorrectSheet
from ui.dialogs.person_form import PersonForm
from ui.dialogs.person_sheet import PersonSheet
from ui.dialogs.sheet import Sheet
from ui.page import Action
from ui.pages import people_work
from ui.saying import shown
from ui.theme import Tone

_NARROWEST = 380

Form = PersonForm | Sheet


class Side(QStackedWidget):
    """Hidden until somebody is opened."""

    closed = Signal()
    saved = Signal(object, object)  # a verb, and its arguments after the desk

    def __init__(self, bridge: Bridge, roll: Roll, tasks: Sequence[Action]) -> None:
        super().__init__()
        self.bridge, self.roll = bridge, roll
        self.person = ""
        self.form: Form | None = None
        self._kind = ""
        self._about: tuple[str, str] = ("", "")  # what an open question is about
        self._waiting = False  # for what the open form has passed on
        self.sheet = PersonSheet(bridge, tasks)
        self.sheet.closed.connect(self.closed)
        self.sheet.chosen.connect(self._on_chosen)
        self.sheet.undone.connect(self.take_back)
        self.addWidget(self.sheet)
        self.setMinimumWidth(theme.px(_NARROWEST))
        self.hide()

    def first(self) -> QWidget:
        """Return what takes the keys."""
        return self.form.first() if self.form else self.sheet.first()

    def open(self, person: str) -> None:
        """Show a person whole."""
        if person != self.person:
            self._close_form()
        self.person = person
        self.read()

    def put_away(self) -> None:
        """Show nobody."""
        self._close_form()
        self.person = ""
        self.hide()

    def read(self) -> None:
        """Read again who is shown; who is nobody any more is put away."""
        if not self.person:
            return
        desk = self.bridge.desk
        found = dossier.dossier(desk, self.person)
        if found is None:
            self.put_away()
            return
        self.person = found.person.id
        self.sheet.tell(found, card(desk, self.person, desk.moment(None), language()))
        self.show()

    def on_saved(self) -> None:
        """Close the form whose verb is done."""
        if self._waiting:
            self._close_form()

    def refuse(self, sentence: str) -> bool:
        """Say on the form that waits why not; return whether there is one."""
        if not (self._waiting and self.form):
            return False
        self._waiting = False
        self.form.refuse(sentence)
        return True

    def open_form(self, kind: str) -> None:
        """Open one of the forms about the person who is shown."""
        forms = {"edit": self.edit, "correct": self.correct_badge, "replace": self.replace_badge}
        forms[kind]()

    # Forms ##############################################################################

    def edit(self) -> None:
        """Correct all fields; of somebody protected too, as this is asked for on purpose."""
        if person := self.bridge.desk.registered(self.person):
            title = self.roll.title(person.delegation)
            form = PersonForm(person, title, self.roll.delegations())
            form.saved.connect(lambda values: self._pass(people_work.correct, person.id, values))
            self._open("edit", form)

    def correct_badge(self) -> None:
        """Correct what the badge says; the register keeps the name as it was given."""
        if person := self.bridge.desk.person(self.person):
            form = CorrectSheet(person, jobs.already(self.bridge.desk, person.id))
            form.saved.connect(
                lambda values: self._pass(
                    people_work.correct, person.id, values, form.again.isChecked()
                )
            )
            self._open("correct", form)

    def replace_badge(self) -> None:
        """Replace a badge that was lost or is no good."""
        if person := self.bridge.desk.person(self.person):
            words = _("Badge of {name}").format(name=shown(person.whole_name, 60))
            form = ChoiceSheet(words, _("Print"), wording.reprint_reasons())
            form.tell(jobs.already(self.bridge.desk, person.id), Tone.LOOK)
            form.saved.connect(
                lambda values: self._pass(people_work.replace_badge, person.id, values["choice"])
            )
            self._open("replace", form)

    def ask_why(self, person: str) -> None:
        """Ask why the badge of somebody who has one is printed once more."""
        self.open(person)
        self.replace_badge()

    def take_back(self, entry: str, words: str) -> None:
        """Take back one entry of the history, with a reason where it is of some time ago."""
        self._about = (entry, words)
        if self._just_now(entry):
            self.saved.emit(people_work.take_back, (entry,))
            return
        title = _("Why is it taken back? {what}").format(what=shown(words, 60))
        reasons = [(word, wording.undo_reason(word)) for word in UNDO_REASONS]
        form = ChoiceSheet(title, _("Take back"), reasons)
        form.saved.connect(
            lambda values: self._pass(people_work.take_back, entry, values["choice"])
        )
        self._open("take_back", form)

    def _just_now(self, entry: str) -> bool:
        found = dossier.dossier(self.bridge.desk, self.person)
        at = next((one.at for one in found.history if one.entry == entry), "") if found else ""
        if not at:
            return False
        passed = self.bridge.desk.this_moment() - datetime.fromisoformat(at)
        return passed.total_seconds() * 1000 <= AT_ONCE

    def _on_chosen(self, field: str, value: str) -> None:
        self.saved.emit(people_work.choose, (self.person, field, value))

    def _pass(self, verb: Callable[..., Any], *args: Any) -> None:
        """Pass a verb on; the form stays until it is done."""
        self._waiting = True
        self.saved.emit(verb, args)

    def _open(self, kind: str, form: Form) -> None:
        self._close_form()
        self.form, self._kind = form, kind
        form.closed.connect(self._on_form_closed)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.first().setFocus()

    def _on_form_closed(self) -> None:
        self._close_form()
        self.sheet.first().setFocus()

    def _close_form(self) -> None:
        self._waiting = False
        if self.form:
            focused = self.form.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form, self._kind = None, ""
            self.setCurrentWidget(self.sheet)
            if focused and self.isVisible():
                self.sheet.first().setFocus()

    # Drafts #############################################################################

    def draft(self) -> dict[str, Any]:
        """Return who is open, and what is typed."""
        if not self.person:
            return {}
        kept: dict[str, Any] = {"person": self.person}
        if self.form:
            kept |= {"form": self._kind, "about": list(self._about), "typed": self.form.draft()}
        return kept

    def restore(self, draft: dict[str, Any]) -> None:
        """Open the person again, and the form with what was typed in it."""
        if not isinstance(draft.get("person"), str):
            return
        self.open(draft["person"])
        kind = draft.get("form")
        if kind == "take_back" and len(draft.get("about", [])) == 2:  # noqa: PLR2004  two
            self.take_back(*draft["about"])
        elif kind in {"edit", "correct", "replace"}:
            self.open_form(kind)
        if self.form and isinstance(draft.get("typed"), dict):
            self.form.restore(draft["typed"])
