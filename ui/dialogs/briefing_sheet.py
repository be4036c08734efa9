"""Who is briefed on safety before they go in: ticked one by one, by keys or by badge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from checkin import bookings, visits
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.person import Person
from ui.dialogs.sheet import Sheet
from ui.rows import Column
from ui.settings import Settings
from ui.theme import Tone
from ui.widgets.tick_table import TickTable


class Briefing(NamedTuple):
    """One guest of a visit."""

    person: Person
    done: bool  # briefed already


def briefing(desk: Desk, visit: str) -> list[Briefing]:
    """Return who is booked for a visit or was checked in there, who is not briefed first."""
    coming = [one for one in bookings.on_list(desk, visit) if one.may_come]
    known, done = {one.id for one in coming}, visits.briefed(desk, visit)
    there = (desk.person(one) for one in sorted(visits.attended(desk, visit) - known))
    people = [*coming, *(one for one in there if one)]
    found = [Briefing(one, one.id in done) for one in people]
    return sorted(found, key=lambda one: (one.done, one.person.family or one.person.whole_name))


class BriefingSheet(Sheet):
    """Passes on whom a guide has briefed; it stays open, as guests come one after the other."""

    def __init__(self, visit: str, title: str, settings: Settings) -> None:
        super().__init__(title, _("Briefed"))
        self.visit = visit
        columns = [
            Column(_("Name"), lambda one: one.person.whole_name, "name", 190),
            Column(_("Briefed"), lambda one: _("briefed") if one.done else "", "done", 90),
        ]
        self.table = TickTable(_("Who is briefed"), columns, _told, settings)
        self.table.entered.connect(self.save)
        self.table.changed.connect(self._count)
        self.lead(self.table)

    def show_people(self, people: Sequence[Briefing]) -> None:
        """Show how they stand; who was ticked and is not briefed yet stays ticked."""
        self.table.show_rows(people)
        self._count()

    def tick(self, person: str) -> None:
        """Tick somebody whose badge was scanned; say so where they are not on the list."""
        if not self.table.toggle(person, on=True):
            self.tell(_("Briefed already, or not on this list."), Tone.LOOK)

    def first(self) -> QWidget:
        """Return the guests."""
        return self.table

    def save(self) -> None:
        """Pass on who is ticked."""
        if chosen := self.table.chosen():
            self.saved.emit(chosen)
        else:
            self.tell(_("Nobody is ticked."), Tone.LOOK)

    def _count(self) -> None:
        number = len(self.table.chosen())
        self.tell(ngettext("{n} ticked", "{n} ticked", number).format(n=number))


def _told(one: Briefing) -> tuple[str, str, bool]:
    return one.person.id, one.person.whole_name, not one.done
