"""What a desk does with the guest on the card, each in a sheet beside the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from checkin import receivers, reception
from checkin.attendance import recent
from checkin.attendance.recent import UNDO_REASONS, Recent
from checkin.attendance.scanning import Outcome
from checkin.card import Card
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.printing import jobs
from ui import wording
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.company_sheet import CompanySheet
from ui.dialogs.correct_sheet import CorrectSheet
from ui.dialogs.group_sheet import GroupSheet
from ui.dialogs.sheet import Sheet
from ui.dialogs.walk_in_sheet import WalkInSheet
from ui.page import Action, Context
from ui.pages import desk_verbs
from ui.pages.desk_answers import Answers
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.recent_list import RecentList


class Jobs(QObject):
    """Opens sheets, runs their verbs, and closes them again; scans go on meanwhile."""

    closed = Signal()
    said = Signal(str, object)
    asked = Signal(str, object)  # another page is wanted

    def __init__(
        self, context: Context, answers: Answers, right: QStackedWidget, recent_list: RecentList
    ) -> None:
        super().__init__()
        self.bridge, self.answers = context.bridge, answers
        self._right, self._recent = right, recent_list
        self.sheet: Sheet | None = None
        self._saving: Sheet | None = None  # whose verb runs; a second Enter does not run it again
        self._kind: tuple[str, str] = ("", "")  # of the sheet: what for, and for whom
        answers.reason_due.connect(self._overrule)

    def tasks(self) -> list[Action]:
        """Return what can be done about the guest on the card."""
        return [
            Action(_("Correct"), self.correct, "F2"),
            Action(_("Badge"), self.badge, "F4"),
            Action(_("Receiver"), self.receiver, "F6"),
        ]

    def actions(self, typed: Callable[[], str]) -> list[Action]:
        """Return all that opens a sheet."""
        return [
            *self.tasks(),
            Action(_("Listens to the next language"), self.listen, "F12"),
            Action(_("Walk-in"), lambda: self.walk_in(typed()), "F3"),
            Action(_("Substitute"), self.substitute, "F7"),
            Action(_("Comes with somebody"), self.company, "Shift+F3"),
            Action(_("Several guests of a delegation"), self.nameless, "F10"),
            Action(_("Badges that wait"), lambda: self.asked.emit("badges", {}), "F11"),
        ]

    # Sheets #############################################################################

    def walk_in(self, name: str = "") -> None:
        """Enter somebody whom no list has."""
        desk = self.bridge.desk
        sheet = WalkInSheet(partial(reception.likely, desk), name)
        sheet.met.connect(self._on_met)

        def save(values: dict[str, str]) -> None:
            consents = "notice" if sheet.notice.isChecked() else ""
            self._run(desk_verbs.walk_in, values, self.answers.duty.activity, consents)

        self.open(sheet, "walk_in", name, save)

    def correct(self) -> None:
        """Correct what stands on the badge of the guest on the card."""
        if found := self._guest():
            person = found.person.id
            sheet = CorrectSheet(found.person, jobs.already(self.bridge.desk, person))

            def save(values: dict[str, str]) -> None:
                again = sheet.again.isChecked()
                self._run(desk_verbs.correct, person, values, again, then=self._on_done)

            self.open(sheet, "correct", person, save)

    def listen(self) -> None:
        """Let the guest on the card listen to the next language that is offered."""
        if found := self._guest():
            self._run(desk_verbs.listen, found.person.id, then=self._on_listened)

    def substitute(self) -> None:
        """Let somebody come in the place of the guest on the card."""
        if found := self._guest():
            person = found.person
            words = _("Substitute for {name}").format(name=shown(person.whole_name, 60))
            sheet = Sheet(words, _("Save and check in"))
            sheet.add("name", _("Name"))
            sheet.add("native_name", _("Name in its own script"))
            sheet.add("languages", _("Language"), person.languages)
            sheet.tell(_("Bookings pass on; the old badge stops."))
            activity = self.answers.duty.activity
            self.open(
                sheet,
                "substitute",
                person.id,
                lambda values: self._run(desk_verbs.substitute, person.id, values, activity),
            )

    def badge(self) -> None:
        """Hand out, print again, or replace the badge of the guest on the card."""
        if found := self._guest():
            words = _("Badge of {name}").format(name=shown(found.person.whole_name, 60))
            person = found.person.id
            choices = [("hand-out", _("Handed out")), *wording.reprint_reasons()]
            sheet = ChoiceSheet(words, _("Do it"), choices)
            sheet.tell(*desk_verbs.about_badge(self.bridge.desk, found))
            self.open(
                sheet,
                "badge",
                person,
                lambda values: self._run(
                    desk_verbs.badge, person, values["choice"], then=self._on_done
                ),
            )

    def receiver(self) -> None:
        """Lend a receiver to the guest on the card, or take it back."""
        if found := self._guest():
            person, loans = found.person, found.receivers
            words = _("Receiver for {name}").format(name=shown(person.whole_name, 60))
            sheet = Sheet(words, _("Take back") if loans else _("Lend"))
            free = loans[0].number if loans else receivers.free_number(self.bridge.desk)
            sheet.add("number", _("Number"), free)
            sheet.tell(desk_verbs.about_receiver(self.bridge.desk, found))
            verb = desk_verbs.take_back if loans else desk_verbs.lend
            self.open(
                sheet,
                "receiver",
                person.id,
                lambda values: self._run(verb, person.id, values["number"], then=self._on_done),
            )

    def group(self, delegation: str) -> None:
        """Check in a delegation as one act."""
        desk = self.bridge.desk
        known = desk.delegation(delegation)
        if known is None:
            return
        words = _("Delegation {title}").format(title=shown(known.title))
        sheet = GroupSheet(words, desk_verbs.members(desk, known.id))

        def save(_values: dict[str, str]) -> None:
            came, more = sheet.present(), sheet.more.value()
            activity = self.answers.duty.activity
            self._run(desk_verbs.group, known.id, came, more, activity, then=self._on_group)

        self.open(sheet, "group", known.id, save)

    def company(self) -> None:
        """Let in who comes with the guest on the card."""
        if found := self._guest():
            person, activity = found.person.id, self.answers.duty.activity
            self.open(
                CompanySheet(found.person),
                "company",
                person,
                lambda values: self._run(
                    desk_verbs.accompany, person, values, activity, then=self._on_counted
                ),
            )

    def nameless(self) -> None:
        """Let several guests of a delegation in, to be named later."""
        sheet = Sheet(_("Several guests of a delegation"), _("Check in"))
        sheet.add("delegation", _("Delegation"))
        sheet.add("count", _("How many"))
        sheet.tell(_("Each counts as a person; names can be added later."))
        activity = self.answers.duty.activity
        self.open(
            sheet,
            "nameless",
            "",
            lambda values: self._run(desk_verbs.nameless, values, activity, then=self._on_counted),
        )

    def _overrule(self, full: Outcome) -> None:
        sheet = ChoiceSheet(_("Full: why all the same?"), _("Let in"), wording.override_reasons())
        person = full.person.id if full.person else ""
        admit = partial(self._run, desk_verbs.overrule, person, full.activity)
        self.open(sheet, "overrule", person, lambda values: admit(values["choice"]))

    # Undo ###############################################################################

    def undo_last(self) -> None:
        """Take back the act that is marked, else the newest that can be."""
        if done := self._recent.marked():
            self.undo(done)
        else:
            self._run(desk_verbs.undo_newest, then=self._on_newest)

    def _on_newest(self, newest: Recent | None) -> None:
        """Tell of an act that was just taken back, or ask why it is to be."""
        if newest is None:
            self.said.emit(_("There is nothing to undo."), Tone.PLAIN)
        elif newest.reason_due:
            self.undo(newest)
        else:
            self._on_undone(newest)

    def undo(self, done: Recent) -> None:
        """Take an act back, with a reason where it was some time ago."""
        done = desk_verbs.as_it_stands(self.bridge.desk, done)
        if not done.may_undo:
            self.said.emit(_("This cannot be taken back, or is already."), Tone.PLAIN)
        elif not done.reason_due:
            self._run(recent.undo, done.act, then=lambda _ids: self._on_undone(done))
        else:
            choices = [(word, wording.undo_reason(word)) for word in UNDO_REASONS]
            words = _("Why is it taken back? {what}").format(what=shown(done.text, 60))
            sheet = ChoiceSheet(words, _("Take back"), choices, at_once=True)
            self.open(
                sheet,
                "undo",
                done.act,
                lambda values: self._run(
                    recent.undo,
                    done.act,
                    values["choice"],
                    then=lambda _ids: self._on_undone(done),
                ),
            )

    # Drafts #############################################################################

    def draft(self) -> dict[str, Any]:
        """Return what the open sheet is for and what is typed in it."""
        if not self.sheet:
            return {}
        return {"sheet": list(self._kind), "typed": self.sheet.draft()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Open the sheet again, with what was typed in it."""
        kind, about = draft.get("sheet", ["", ""])
        if kind == "walk_in":
            self.walk_in()
        elif kind == "nameless":
            self.nameless()
        elif kind == "group":
            self.group(about)
        elif kind in {"correct", "substitute", "badge", "receiver", "company"}:
            self.answers.preview(about, opened=False)
            getattr(self, kind)()
        if self.sheet:
            self.sheet.restore(draft.get("typed", {}))

    # The same for all ###################################################################

    def close(self) -> None:
        """Put the sheet away."""
        if self.sheet:
            self._right.removeWidget(self.sheet)
            self.sheet.deleteLater()
            self.sheet = None
        self.closed.emit()

    def open(
        self, sheet: Sheet, kind: str, about: str, save: Callable[[dict[str, str]], None]
    ) -> None:
        """Put a sheet over the card; a verb takes what it passes on."""
        self.close()
        self.sheet, self._kind = sheet, (kind, about)
        sheet.saved.connect(save)
        sheet.closed.connect(self.close)
        self._right.addWidget(sheet)
        self._right.setCurrentWidget(sheet)
        sheet.first().setFocus()

    def _run(
        self, verb: Callable[..., Any], *args: Any, then: Callable[[Any], object] | None = None
    ) -> None:
        """Run the verb of the open sheet; a refusal is said on it."""
        sheet = self.sheet
        if sheet is not None and sheet is self._saving:
            return
        self._saving = sheet

        def refused(sentence: str) -> None:
            self._saving = None
            if sheet is not None and sheet is self.sheet:
                sheet.refuse(sentence)
            else:
                self.said.emit(sentence, Tone.STOP)

        self.bridge.run(verb, *args, then=then or self._on_let_in, refused=refused)

    def _guest(self) -> Card | None:
        if self.answers.card is None:
            self.said.emit(_("Scan or find somebody first."), Tone.PLAIN)
        return self.answers.card

    def _on_met(self, person: str) -> None:
        self.close()
        self.answers.preview(person, opened=False)

    def _on_listened(self, sentence: str) -> None:
        self.said.emit(sentence, Tone.PLAIN)
        self.answers.anew()

    def _on_let_in(self, outcome: Outcome) -> None:
        self.close()
        self.answers.on_answered(outcome)

    def _on_done(self, sentence: str) -> None:
        self.close()
        self.answers.show_again()
        self.said.emit(sentence, Tone.WELCOME)

    def _on_counted(self, sentence: str) -> None:
        self.close()
        self.answers.say(wording.group(sentence))

    def _on_undone(self, done: Recent) -> None:
        self.close()
        self.answers.take_back(done.people)
        words = _("Taken back: {what}").format(what=shown(done.text, 60))
        self.said.emit(words, Tone.NOTE)

    def _on_group(self, group: reception.Group) -> None:
        self.close()
        number = len(group.outcomes) + len(group.nameless)
        words = [ngettext("{n} checked in as one act", "{n} checked in as one act", number)]
        if group.packed:
            words.append(desk_verbs.pack_words(self.bridge.desk, len(group.packed)))
        self.answers.say(wording.group(" · ".join(words).format(n=number)))
