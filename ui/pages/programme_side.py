"""One activity whole: when, who speaks, who is on its list, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.model.activity import Activity
from checkin.programme_rules import Finding
from ui import saying, theme
from ui.dialogs.sheet_stack import SheetStack
from ui.page import Action
from ui.pages import programme_words as words
from ui.rows import Rows, opened, table
from ui.saying import shown
from ui.settings import Settings
from ui.theme import Tone
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.halves import scrolling
from ui.widgets.plain import Button, boxed, chip, column, empty, label, panel, refill, tint

_SHOWN = 3  # findings that are named
_LIST = 108  # px that a list has at least


class ProgrammeSide(SheetStack):
    """The chosen activity, or the sheet that is open about it."""

    asked = Signal(str)  # a person to be shown

    def __init__(self, settings: Settings, tasks: Sequence[Action]) -> None:
        super().__init__()
        self.activity = ""
        self.heading = label("", "title", wrap=True)
        self.when = label("", "soft", wrap=True)
        self.chips, self.speakers = Flow(), Flow()
        self.warning = label("", "caption", wrap=True)
        self.rows = Rows(words.columns())
        self.list = table(self.rows, _("On the list"), settings, "programme")
        opened(self.list, self._open)
        self._facts = column()
        self._tasks = Flow()
        for one in tasks:
            self._tasks.addWidget(Button(one.text, one.run, one.key, look="quiet"))
        self.list.setMinimumHeight(theme.px(_LIST))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._listed = boxed(column(self.list))  # asks for no more than the least of the list
        layout = column(
            self.heading,
            self.when,
            boxed(self.chips),
            self.warning,
            boxed(self.speakers),
            self._listed,
            boxed(self._facts),
            boxed(self._tasks),
            None,
            gap=1,
            margin=2,
        )
        layout.setStretch(5, 100)  # as much as there is, and none where nobody is listed
        self._whole = panel(scrolling(layout), margin=0)
        self._none = empty(
            "calendar", _("Nothing is planned"), _("Choose a day, or plan something.")
        )
        self.show_part(self._none)

    def show_activity(self, desk: Desk, activity: Activity, findings: Sequence[Finding]) -> None:
        """Show an activity as it stands now."""
        self.activity = activity.id
        self.heading.setText(shown(saying.title(desk, activity.id), 120))
        self.when.setText(words.when(desk, activity))
        mine = [one for one in findings if activity.id in one.activities]
        self.warning.setText("\n".join(shown(one.text, 200) for one in mine[:_SHOWN]))
        self.warning.setVisible(bool(mine))
        stop = any(one.severity == "stop" for one in mine)
        tint(self.warning, Tone.STOP if stop else Tone.LOOK)
        listed = words.places(desk, activity)
        self.chips.refill(*([chip(listed, Tone.ACCENT)] if listed else []))
        speaking = words.speaking(desk, activity, desk.moment(None))
        self.speakers.refill(*(self._speaker(*one) for one in speaking))
        self.rows.set_rows(words.listed(desk, activity.id))
        self._listed.setVisible(bool(self.rows.rows))
        pairs = words.facts(desk, activity)[:7]
        refill(self._facts, *([Facts(pairs)] if pairs else []))
        self.show_part(self._whole)

    def show_nothing(self) -> None:
        """Say that there is nothing."""
        self.activity = ""
        self.show_part(self._none)

    def marked(self) -> list[words.Listed]:
        """Return who is marked on the list."""
        rows = self.list.selectionModel().selectedRows()
        return [self.rows.rows[one.row()] for one in rows]

    def _open(self) -> None:
        if found := self.marked():
            self.asked.emit(found[0].person.id)

    def _speaker(self, person: str, text: str, tone: Tone) -> QWidget:
        if not person:
            return chip(text, tone)
        made = Button(text, lambda: self.asked.emit(person), look="link")
        tint(made, tone)
        return made
