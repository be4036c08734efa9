"""Whom to call after publishing: the number large, the sentence to say, and a tick for reached."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin.i18n import gettext as _
from checkin.interpreting import calls
from checkin.interpreting.calls import Call
from ui import saying
from ui.bridge import Change
from ui.page import Action, Context, Page, install
from ui.pages import interpreters_work as work
from ui.pages.looking import Looking
from ui.pages.people_doing import Doing
from ui.rows import Column, Rows, table
from ui.saying import breakable, shown
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.halves import Halves
from ui.widgets.plain import Button, boxed, chip, column, empty, label


class CallsView(Page):
    """A line for each interpreter whom the published plan touches, those to call first."""

    name = "interpreters"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.looking = Looking(context, _("Reading whom to call"), calls.call_list)
        self.doing = Doing(context, list)
        self.rows = Rows(
            [
                Column("", _state, "state", 130, tone=_tone, icon=_icon),
                Column(_("Name"), lambda one: one.name, "name", 165),
                Column(_("Telephone"), lambda one: one.mobile or "–", "mobile", 130),
            ]
        )
        self.list = table(self.rows, _("Calls"), self.settings, "calls")
        self.list.installEventFilter(self)
        self.who, self.number = label("", "title", wrap=True), label("", "name", wrap=True)
        self.words, self.chips = label("", "large", wrap=True), Flow()
        tasks = Flow()
        for one in self._tasks():
            tasks.addWidget(Button(one.text, one.run, one.key, look="quiet"))
        told = (self.who, self.number, boxed(self.chips), self.words)
        right = column(*told, boxed(tasks), None, gap=1.5, margin=2)
        left = column(self.list, margin=1)
        self.stack = QStackedWidget()
        self.stack.addWidget(Halves(left, right))
        nothing = _("After each publishing, whoever it touches stands here until they know.")
        self.stack.addWidget(empty("tick", _("Nobody is to be called"), nothing))
        self.setLayout(column(self.stack))
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_call())
        self.looking.found.connect(self._on_found)
        self.looking.failed.connect(self._refuse)
        self.doing.said.connect(self.said)
        self.doing.refused.connect(self._refuse)

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def concerned(self, change: Change) -> bool:
        """Look at all that the plan looks at."""
        return change.of("eapldni")

    def read(self) -> None:
        """Read whom to call beside the window."""
        self.looking.look()

    def actions_here(self) -> list[Action]:
        """Return what can be done with the marked one."""
        undo = Action(_("Take back the last act of this page"), self.doing.undo_last, "Ctrl+Z")
        return [*self._tasks(), undo]

    def install(self) -> None:
        """Make the keys work; the space bar is the list's own."""
        install(self, [one for one in self.actions_here() if one.key != "Space"])

    def _tasks(self) -> list[Action]:
        return [
            Action(_("Reached"), self.reach, "Space"),
            Action(_("Acknowledged"), self.acknowledge, "F6"),
        ]

    # What can be done ###################################################################

    def reach(self) -> None:
        """Note that the marked one was told."""
        self._note(work.reached)

    def acknowledge(self) -> None:
        """Note that the marked one has seen the plan."""
        self._note(work.acknowledged)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick with the space bar."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        ):
            self.reach()
            return True
        return super().eventFilter(watched, event)

    def _note(self, verb: Any) -> None:
        if one := self._marked():
            self.doing.run(verb, one.person)

    def _on_found(self, found: list[Call]) -> None:
        """Show whom to call; who is done goes below, and the mark with them."""
        marked = self._marked()
        self.rows.set_rows(found)
        self.stack.setCurrentIndex(0 if found else 1)
        ids = [one.person for one in found]
        place = ids.index(marked.person) if marked and marked.person in ids else 0
        if found:
            self.list.selectRow(place)
        self._show_call()

    def _show_call(self) -> None:
        one = self._marked()
        if one is None:
            return
        self.who.setText(shown(one.name, 80))
        self.number.setText(shown(one.mobile, 40) or _("no number"))
        self.words.setText(breakable("\n".join(shown(text, 300) for text in one.sentences)))
        version = _("Version {n}").format(n=one.version)
        self.chips.refill(chip(version), chip(_sign(one) + _state(one), _tone(one)))

    def _marked(self) -> Call | None:
        row = self.list.currentIndex().row()
        found: list[Call] = list(self.rows.rows)
        return found[row] if 0 <= row < len(found) else None

    def _refuse(self, sentence: str) -> None:
        self.said.emit(sentence, Tone.STOP)


def _state(one: Call) -> str:
    if one.acknowledged:
        return _("acknowledged {time}").format(time=saying.clock(one.acknowledged))
    if one.reached:
        return _("reached {time}").format(time=saying.clock(one.reached))
    return _("to be called")


def _tone(one: Call) -> Tone:
    return Tone.WELCOME if one.done else Tone.LOOK


def _icon(one: Call) -> str:
    return "tick" if one.done else "clock"


def _sign(one: Call) -> str:
    return "✓ " if one.done else "! "
