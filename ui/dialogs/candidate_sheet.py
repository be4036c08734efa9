"""Who could do it: everybody in the order of their fitness, with reasons; Enter takes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.page import Action
from ui.rows import Column, Rows, table
from ui.theme import Tone
from ui.widgets.plain import Button, row

_LIST = 200  # px of the people at least


@dataclass(frozen=True, slots=True)
class Fitness:
    """How somebody fits a need."""

    person: str
    name: str
    reasons: tuple[str, ...]  # for and against, in sentences
    against: tuple[str, ...] = ()  # the hard rules that it would break, in sentences
    via: str = ""  # the language of the pivot from whom it is taken

    @property
    def fits(self) -> bool:
        """Tell whether no hard rule is against it."""
        return not self.against


class CandidateSheet(Sheet):
    """Passes on whom to take, and the reason where a rule is passed over."""

    whole = Signal(object)  # the values, for all of the run

    def __init__(self, title: str, people: Sequence[Fitness], save: str, run: str = "") -> None:
        """Offer people; `run` names what the whole run is, '' where there is no more than one."""
        super().__init__(title, save)
        self.rows = Rows(
            [
                Column("", _fit, "fit", 118, tone=_tone, icon=_icon),
                Column(_("Name"), lambda one: one.name, "name", 190),
                Column(_("Why"), _why, "why", 260),
            ],
            list(people),
        )
        self.list = table(self.rows, _("Who could"))
        self.list.setMinimumHeight(theme.px(_LIST))
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.take())
        self.lead(self.list)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.add("reason", _("Reason, to take them all the same"))
        if run:
            whole = Action(run, lambda: self.take(whole=True), "Ctrl+Return")
            self.beside.addLayout(row(Button(run, whole.run, whole.shown_key()), None))
        self._run = bool(run)
        self.list.selectionModel().currentRowChanged.connect(lambda *_rows: self._tell())
        if people:
            self.list.selectRow(0)

    def marked(self) -> Fitness | None:
        """Return who is marked."""
        place = self.list.currentIndex().row()
        return self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None

    def first(self) -> QWidget:
        """Return the people."""
        return self.list

    def values(self) -> dict[str, str]:
        """Return who is taken, from whom they take it, and why in spite of a rule."""
        one = self.marked()
        chosen = {"person": one.person, "via": one.via} if one else {}
        return {**super().values(), **chosen}

    def save(self) -> None:
        """Take the marked one, or lead to the reason where a rule is against it."""
        self.take()

    def take(self, *, whole: bool = False) -> None:
        """Take the marked one for this, or for all of the run."""
        one = self.marked()
        if one is None:
            self.tell(_("Nobody could."), Tone.LOOK)
        elif not (one.fits or whole or self.fields["reason"].value()):
            self._tell()
            self.fields["reason"].setFocus(Qt.FocusReason.TabFocusReason)
        elif whole:
            self.whole.emit(self.values())
        else:
            super().save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the marked one by Enter, or by Ctrl and Enter for all of the run."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if enter and held and self._run:
                self.take(whole=True)
                return True
            if enter and watched is self.list:
                self.take()
                return True
        return super().eventFilter(watched, event)

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back the reason."""
        super().restore({"reason": draft.get("reason", "")})

    def _tell(self) -> None:
        """Say all that speaks for or against the marked one."""
        one = self.marked()
        if one:
            self.tell("\n".join((*one.against, *one.reasons)), _tone(one))


def _fit(one: Fitness) -> str:
    return _("fits") if one.fits else _("refused")


def _tone(one: Fitness) -> Tone:
    return Tone.WELCOME if one.fits else Tone.STOP


def _icon(one: Fitness) -> str:
    return "tick" if one.fits else "stop"


def _why(one: Fitness) -> str:
    return " · ".join(one.against or one.reasons)
