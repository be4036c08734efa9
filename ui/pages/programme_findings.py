"""What does not fit in the programme: a line for each finding, which leads to its activity."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from checkin.i18n import gettext as _
from checkin.programme_rules import Finding
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages.programme_worries import Worries
from ui.rows import Column, Rows, opened, table
from ui.theme import Tone
from ui.widgets.plain import column, empty, label, panel


class FindingsView(Page):
    """Everything to look at, what stops people first."""

    name = "programme"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.worries = Worries(context)
        self.rows = Rows(
            [
                Column("", _word, "severity", 130, tone=_tone, icon=_icon),
                Column(_("What does not fit"), lambda one: one.text, "text", 720),
            ]
        )
        self.list = table(self.rows, _("What does not fit"), self.settings, "findings")
        opened(self.list, self._open)
        self.worries.found.connect(self._show)
        self.worries.failed.connect(lambda sentence: self.said.emit(sentence, Tone.STOP))
        nothing = _("No list is too long, nobody is at two places at once, every way is possible.")
        self.stack = QStackedWidget()
        self.stack.addWidget(panel(self.list, margin=0))
        self.stack.addWidget(empty("tick", _("Everything fits"), nothing))
        caption = label(_("⏎ shows the activity"), "caption")
        layout = column(self.stack, caption, gap=0.5)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def concerned(self, change: Change) -> bool:
        """Look at the programme, its places, and who is on its lists."""
        return change.of("aelpd")

    def read(self) -> None:
        """Look for what does not fit."""
        self.worries.look()

    def _show(self, found: list[Finding]) -> None:
        """Show what was found, the mark on what it was on."""
        marked = self._marked()
        self.rows.set_rows(found)
        self.stack.setCurrentIndex(0 if found else 1)
        if found:
            row = found.index(marked) if marked in found else 0
            self.list.setCurrentIndex(self.rows.index(row, 0))

    def actions_here(self) -> list[Action]:
        """Return what can be done."""
        return [Action(_("Show the activity"), self._open), Action(_("Look again"), self.read)]

    def _open(self) -> None:
        if found := self._marked():
            self.asked.emit("programme", {"view": "plan", "activity": found.activities[0]})

    def _marked(self) -> Finding | None:
        row = self.list.currentIndex().row()
        return self.rows.rows[row] if 0 <= row < len(self.rows.rows) else None


def _word(one: Finding) -> str:
    return _("Does not work") if one.severity == "stop" else _("Please look")


def _tone(one: Finding) -> Tone:
    return Tone.STOP if one.severity == "stop" else Tone.LOOK


def _icon(one: Finding) -> str:
    return "stop" if one.severity == "stop" else "alert"
