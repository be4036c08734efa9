"""A plan that is to be published: whom it touches, with the line of before and of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui.dialogs.sheet import Sheet
from ui.rows import Column, Rows, opened, table
from ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Touched:
    """A line of somebody's plan that is other than the one they were told."""

    person: str  # a name
    before: str  # '' where there was none
    now: str  # '' where there is none any more


class PublishSheet(Sheet):
    """Publishes by Enter, once it was seen whom it touches."""

    def __init__(self, title: str, lines: Sequence[Touched]) -> None:
        super().__init__(title, _("Publish"))
        self.rows = Rows(
            [
                Column(_("Who"), lambda one: one.person, "who", 210),
                Column(_("Was"), lambda one: one.before or "–", "before", 400),
                Column(_("Is"), lambda one: one.now or "–", "now", 400, tone=_tone),
            ],
            list(lines),
        )
        self.list = table(self.rows, _("Whom it touches"))
        opened(self.list, self.save)
        self.lead(self.list)
        number = len({one.person for one in lines})
        told = ngettext("It touches {n} person.", "It touches {n} people.", number)
        self.tell(told.format(n=number))
        if lines:
            self.list.selectRow(0)

    def first(self) -> QWidget:
        """Return the lines."""
        return self.list


def _tone(one: Touched) -> Tone:
    return Tone.PLAIN if one.now else Tone.LOOK
