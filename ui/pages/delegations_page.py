"""The delegations: how each stands, one opened with its members, checked in as a group."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin import delegations
from checkin.attendance import heads
from checkin.delegations import Standing
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.vocabulary import colours
from ui.bridge import Change
from ui.dialogs.delegation_form import DelegationForm
from ui.dialogs.naming_sheet import NamingSheet
from ui.page import Action, Context, Page, install
from ui.pages import delegations_words as words
from ui.pages import delegations_work as work
from ui.pages.delegation_group import Group
from ui.pages.people_doing import Doing
from ui.rows import Index, Rows, table
from ui.theme import Tone
from ui.widgets.elided import Elided
from ui.widgets.plain import Button, boxed, column, empty, hint, label, panel, row

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Groups(Rows):
    """The delegations, each with its colour before the title."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what Qt asks about one cell."""
        if role == Qt.ItemDataRole.DecorationRole and index.isValid() and index.column() == 0:
            colour = colours.colour(self.rows[index.row()].delegation.colour)
            return QColor(colour) if colour else None
        return super().data(index, role)


class DelegationsPage(Page):
    """Who comes together, and who of them is here."""

    name = "delegations"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.doing = Doing(context, self._marked)
        self.count, self.news = label("", "soft"), Elided("strong", greedy=True)
        self.rows = _Groups(words.of_delegations(self.bridge.desk))
        self.list = table(self.rows, _("Delegations"), self.settings, "delegations")
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self._open_marked())
        self.group = Group(self.bridge, self.settings, self._tasks())
        self.group.saved.connect(self._check_in)
        self.group.closed.connect(self.close_group)
        self.doing.said.connect(self.said)
        self.doing.refused.connect(self._on_refused)
        self.stack = QStackedWidget()
        self._form: DelegationForm | None = None
        self._saving = False  # a second Enter must not check in a second coach
        self._arrange()

    def _arrange(self) -> None:
        new = Button(_("New delegation"), self._new, "F3")
        head = row(label(self.title(), "title"), self.count, self.news, new, gap=2)
        nothing = _("Read in a list of delegations, or make the first one.")
        head.setStretch(2, 1)
        self._none = empty("flag", _("No delegations yet"), nothing)
        self._lists = QStackedWidget()
        self._lists.addWidget(panel(self.list, margin=0))
        self._lists.addWidget(self._none)
        self._beside = column()
        halves = row(gap=2)
        halves.addWidget(self._lists, 1)
        halves.addLayout(self._beside)
        everybody = column(head, halves, gap=1.25)
        everybody.setStretch(1, 1)
        self._overview = boxed(everybody)
        self.stack.addWidget(self._overview)
        self.stack.addWidget(self.group)
        self.setLayout(column(self.stack, margin=2.5))

    # What every page says ###############################################################

    def first(self) -> QWidget:
        """Return the form or the list that takes the keys."""
        sheet = self._form or (self.group.sheet if self.opened else None)
        return sheet.first() if sheet else self.group.members if self.opened else self.list

    @property
    def opened(self) -> str:
        """Return the delegation that is open, '' for none."""
        seen = self.stack.currentWidget() is self.group and self.group.party
        return self.group.party.delegation.id if seen and self.group.party else ""

    def actions_here(self) -> list[Action]:
        """Return what can be done with the delegations, or with the one that is open."""
        return self._actions_of_group() if self.opened else self._actions_of_all()

    def install(self) -> None:
        """Make the keys work, those of the list and of one delegation each where they are seen."""
        install(self._overview, self._actions_of_all())
        install(self.group, self._actions_of_group())

    def _actions_of_all(self) -> list[Action]:
        return [
            Action(_("Open"), self._open_marked),
            Action(_("New delegation"), self._new, "F3"),
            Action(_("Hear of heads at this desk, or no longer"), self._turn_news),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def _actions_of_group(self) -> list[Action]:
        return [
            *self._tasks(),
            Action(_("Check in"), self._check_in, "Ctrl+Return"),
            Action(_("All delegations"), self.close_group, "Esc"),
            Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z"),
        ]

    def _tasks(self) -> list[Action]:
        return [
            Action(_("Change"), self._change, "F2"),
            Action(_("Make the head"), lambda: self._lead("head"), "F5"),
            Action(_("Make the deputy"), lambda: self._lead("deputy"), "F6"),
            Action(_("All or nobody"), lambda: self.group.turn(), "F9"),  # noqa: PLW0108  made later
            Action(_("Was not there"), self._not_there, "F8"),
            Action(_("Name the guests"), self._name_guests, "F7"),
            Action(_("Badges with numbers"), self._number_badges, "F4"),
        ]

    def concerned(self, change: Change) -> bool:
        """Look at people, delegations, and what they are booked for."""
        return change.of("pdat")

    def read(self) -> None:
        """Read the delegations, or the one that is open."""
        if self.opened:
            self.group.read(self.opened)
            return
        desk = self.bridge.desk
        found = delegations.overview(desk, desk.moment(None))
        marked = self._standing()
        self.rows.set_rows(found)
        ids = [one.delegation.id for one in found]
        place = ids.index(marked.delegation.id) if marked and marked.delegation.id in ids else 0
        self.list.setCurrentIndex(self.rows.index(place, 0))
        self._lists.setCurrentIndex(0 if found else 1)
        number = ngettext("{n} delegation", "{n} delegations", len(found))
        self.count.setText(number.format(n=len(found)))
        came = heads.arrived_heads(desk) if heads.told(desk) else []
        self.news.setText(words.arrived(desk, came) if came else "")
        hint(self.news, self.news.text())
        if heads.news(desk):
            self.bridge.run(heads.look_at)

    def takes_scan(self, text: str) -> bool:
        """Tick the member whose badge was scanned while the delegation is open."""
        return bool(self.opened) and self.group.take_scan(text)

    def arrive(self, what: Any) -> None:
        """Open the delegation that another page speaks of."""
        if isinstance(what, dict) and isinstance(what.get("delegation"), str):
            self.open_group(what["delegation"])

    def draft(self) -> dict[str, Any]:
        """Return what is open and ticked, and what can be taken back."""
        kept = {"acts": self.doing.acts, "group": self.group.draft() if self.opened else {}}
        return {key: value for key, value in kept.items() if value}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was open and ticked."""
        self.doing.acts = [act for act in draft.get("acts", []) if isinstance(act, str)]
        if isinstance(draft.get("group"), dict):
            self.group.restore(draft["group"])
            self.stack.setCurrentIndex(1 if self.group.party else 0)

    # Opening ############################################################################

    def open_group(self, delegation: str) -> None:
        """Open a delegation."""
        self._close_form()
        self.group.open(delegation)
        if self.group.party:
            self.stack.setCurrentWidget(self.group)
            self.group.members.setFocus()

    def close_group(self) -> None:
        """Put the open form away, else go back to all delegations."""
        if self.group.sheet:
            self.group.put_away()
            return
        self.stack.setCurrentWidget(self._overview)
        self.read()
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open with Enter."""
        pressed = watched is self.list and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            self._open_marked()
            return True
        return super().eventFilter(watched, event)

    def _open_marked(self) -> None:
        if found := self._standing():
            self.open_group(found.delegation.id)

    def _standing(self) -> Standing | None:
        index = self.list.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def _marked(self) -> list[str]:
        member = self.group.marked() if self.opened else None
        return [member.person.id] if member else []

    # Doing ##############################################################################

    def _check_in(self) -> None:
        came, more = self.group.members.chosen(), self.group.more.value()
        if self._saving or not (came or more):
            return
        self._saving = True
        self.doing.run(work.check_in, self.opened, came, more, then=self._on_came)

    def _on_came(self) -> None:
        self._saving = False
        self.group.more.setValue(0)
        self.group.say("")
        self.group.members.setFocus()

    def _on_refused(self, sentence: str) -> None:
        self._saving = False
        sheet = self._form or self.group.sheet
        if sheet:
            sheet.refuse(sentence)
        elif self.opened:
            self.group.say(sentence, Tone.STOP)
        else:
            self.said.emit(sentence, Tone.STOP)

    def _with_member(self, run: Callable[[str], object]) -> None:
        if chosen := self._marked():
            run(chosen[0])
        else:
            self.said.emit(_("Choose somebody first."), Tone.PLAIN)

    def _lead(self, part: str) -> None:
        self._with_member(lambda person: self.doing.run(work.lead, person, part))

    def _not_there(self) -> None:
        self._with_member(lambda person: self.doing.run(work.not_there, person))

    def _number_badges(self) -> None:
        self.doing.run(work.number_badges, self.opened)

    def _turn_news(self) -> None:
        wanted = not heads.told(self.bridge.desk)
        self.bridge.run(lambda desk: heads.tell(desk, wanted=wanted))
        said = _("This desk hears of heads.") if wanted else _("This desk hears of no heads.")
        self.said.emit(said, Tone.PLAIN)

    # Forms ##############################################################################

    def _new(self) -> None:
        self._close_form()
        self._form = form = DelegationForm(None)
        form.setMaximumWidth(self.group.right.maximumWidth())
        form.saved.connect(
            lambda _values: self.doing.run(work.put, "", form.changes(), then=self._close_form)
        )
        form.closed.connect(self._close_form)
        self._beside.addWidget(form)
        form.first().setFocus()

    def _close_form(self) -> None:
        if self._form:
            self._beside.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self.list.setFocus()

    def _change(self) -> None:
        if not (open_party := self.group.party):
            return
        known = open_party.delegation
        leading = [one.person for one in open_party.members if one.person.named]
        form = DelegationForm(known, [(one.id, one.whole_name) for one in leading])
        form.saved.connect(
            lambda _values: self.doing.run(
                work.put, known.id, form.changes(), then=self.group.put_away
            )
        )
        self.group.show_sheet(form)

    def _name_guests(self) -> None:
        guests = delegations.nameless(self.bridge.desk, self.opened)
        if not guests:
            self.said.emit(_("Everybody here has a name."), Tone.PLAIN)
            return
        sheet = NamingSheet(guests, next(iter(self._marked()), ""))

        def save(values: dict[str, str]) -> None:
            if sheet.guest:
                typed = {key: text for key, text in values.items() if text}
                printed = sheet.again.isChecked()
                person = sheet.guest.id
                self.doing.run(work.name_guest, person, typed, printed, then=sheet.go_on)

        sheet.saved.connect(save)
        self.group.show_sheet(sheet)
