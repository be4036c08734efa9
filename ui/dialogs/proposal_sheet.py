"""A proposal of the solver: what would change, line by line, and what each line brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting.proposals import ADD, REMOVE
from ui.dialogs.sheet import Sheet
from ui.page import Action, install
from ui.rows import Column
from ui.settings import Settings
from ui.theme import Tone
from ui.widgets.plain import Button, label, tint
from ui.widgets.tick_table import TickTable

KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Line:
    """One promise that is added, removed, or stays as it is."""

    key: str
    what: str  # of proposals: ADD or REMOVE; KEEP is neither
    person: str  # a name
    when: str
    title: str
    brings: str  # what becomes of the need


class ProposalSheet(Sheet):
    """Passes on which lines are accepted; at first all are ticked."""

    def __init__(
        self,
        verdict: tuple[str, Tone],
        lines: Sequence[Line],
        settings: Settings,
        weigh: Callable[[Sequence[str]], tuple[str, Tone]],
    ) -> None:
        """Show lines below a verdict on the whole; `weigh` tells what some lines come to."""
        super().__init__(_("Proposal"), _("Accept"))
        self._weigh = weigh
        words, tone = verdict
        self.verdict = label(words, "body", wrap=True)
        tint(self.verdict, tone)
        columns = [
            Column("", _what, "what", 116, tone=_tone, icon=_icon),
            Column(_("Who"), lambda one: one.person, "who", 210),
            Column(_("When"), lambda one: one.when, "when", 150),
            Column(_("What"), lambda one: one.title, "title", 420),
            Column(_("Then"), lambda one: one.brings, "brings", 120),
        ]
        told = _("Lines of the proposal")
        self.table = TickTable(
            told, columns, lambda one: (one.key, one.person, one.what != KEEP), settings
        )
        self.table.show_rows(sorted(lines, key=lambda one: one.what == KEEP))
        self.table.tick(self.table.free())
        self.table.entered.connect(self.save)
        self.table.changed.connect(self._count)
        self.lead(self.verdict)
        self.lead(self.table)
        self._above.setStretch(1, 1)
        every = Action(_("All or none"), self.turn_all, "Ctrl+A")
        self.buttons.insertWidget(1, Button(every.text, every.run, every.key))
        install(self, [every])
        self._count()

    def turn_all(self) -> None:
        """Tick all lines, or none where all are ticked."""
        free = self.table.free()
        self.table.tick(() if len(self.table.chosen()) == len(free) else free)

    def first(self) -> QWidget:
        """Return the lines."""
        return self.table

    def save(self) -> None:
        """Pass on what is ticked."""
        if chosen := self.table.chosen():
            self.saved.emit(chosen)
        else:
            self.tell(_("Nothing is ticked."), Tone.LOOK)

    def _count(self) -> None:
        chosen = self.table.chosen()
        words, tone = self._weigh(chosen)
        ticked = ngettext("{n} line ticked.", "{n} lines ticked.", len(chosen))
        self.tell(f"{ticked.format(n=len(chosen))} {words}".strip(), tone)


def _what(one: Line) -> str:
    return {ADD: _("new"), REMOVE: _("no longer"), KEEP: _("stays")}[one.what]


def _tone(one: Line) -> Tone:
    return {ADD: Tone.WELCOME, REMOVE: Tone.LOOK, KEEP: Tone.SOFT}[one.what]


def _icon(one: Line) -> str:
    return {ADD: "plus", REMOVE: "out", KEEP: "tick"}[one.what]
