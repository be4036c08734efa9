"""The check on the badges page: what to look at before badges are printed, each with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from checkin.badges.preflight import STOPS
from checkin.i18n import gettext as _
from ui import rows, theme
from ui.pages.badges_work import Batch
from ui.rows import Column, Rows
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, column, label

_LISTED = 4  # lines that are seen at once
_ROW = 34


class Line(NamedTuple):
    """One thing to look at before a badge is printed."""

    person: str
    kind: str  # of a concern; 'had' where the person has a badge already
    words: str
    remedy: str = ""


class CheckList(QWidget):
    """Lists what there is to look at; the buttons do what helps with the marked line."""

    uncoded = Signal(str)  # a person who is to get a code
    opened = Signal(str)  # a person who is to be corrected

    def __init__(self) -> None:
        super().__init__()
        self.latin: set[str] = set()  # who gets the Latin name alone
        self._batch = Batch()
        self.lines = Rows(
            [
                Column(_("Name"), self._name, width=136),
                Column(_("To look at"), lambda line: line.words, width=160, tone=_tone),
            ]
        )
        self.list = rows.table(self.lines, _("To look at"))
        self.list.setMinimumHeight(theme.px(_ROW) * (_LISTED + 1))
        self.remedy = label("", "caption", wrap=True)
        self.latin_deed = Button(_("Print the Latin name"), self._on_latin)
        self.code_deed = Button(_("Make a code"), self._on_code)
        self.open_deed = Button(_("Correct"), self.open_current, "F2")
        deeds = Flow()
        for deed in (self.latin_deed, self.code_deed, self.open_deed):
            deeds.addWidget(deed)
        self.setLayout(column(self.list, self.remedy, boxed(deeds), gap=0.5))
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_remedy())

    def show_batch(self, batch: Batch, chosen: Sequence[str]) -> None:
        """Show what there is to look at of those who are to be printed, and who has a badge."""
        self._batch = batch
        self.latin &= batch.latin
        place = self.list.currentIndex().row()
        among = {*chosen, *(one.person for one in batch.concerns if one.kind == "name")}
        found = [
            Line(one.person, one.kind, one.detail, one.remedy)
            for one in batch.concerns
            if one.person in among
        ]
        found += [Line(person, "had", words) for person, words in batch.had.items()]
        self.lines.set_rows(found)
        self.setVisible(bool(found))
        if found:
            self.list.selectRow(min(max(place, 0), len(found) - 1))
        self._show_remedy()

    def stops(self) -> bool:
        """Tell whether somebody's badge cannot be printed as it is."""
        return any(line.kind in STOPS and line.person not in self.latin for line in self.lines.rows)

    def open_current(self) -> None:
        """Ask for the person of the marked line."""
        if line := self._current():
            self.opened.emit(line.person)

    def _show_remedy(self) -> None:
        line = self._current()
        kind, person = (line.kind, line.person) if line else ("", "")
        may = kind == "character" and person in self._batch.latin
        taken = may and person in self.latin
        told = shown(line.remedy or line.words) if line else ""
        self.remedy.setText(_("The Latin name alone will be printed.") if taken else told)
        self.remedy.setVisible(bool(self.remedy.text()))
        self.latin_deed.setVisible(may)
        self.latin_deed.say(_("Leave it out") if taken else _("Print the Latin name"))
        self.code_deed.setVisible(kind == "code")
        self.open_deed.setVisible(kind not in {"", "had"})

    def _current(self) -> Line | None:
        place = self.list.currentIndex().row()
        return self.lines.rows[place] if 0 <= place < len(self.lines.rows) else None

    def _name(self, line: Line) -> str:
        return self._batch.names.get(line.person, "") or _("Unnamed guest")

    def _on_latin(self) -> None:
        if line := self._current():
            self.latin ^= {line.person}
            self._show_remedy()

    def _on_code(self) -> None:
        if line := self._current():
            self.uncoded.emit(line.person)


def _tone(line: Line) -> Tone:
    return Tone.STOP if line.kind in STOPS else Tone.LOOK if line.kind == "had" else Tone.PLAIN
