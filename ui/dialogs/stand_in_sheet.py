"""Stand-ins for somebody who is ill: what they were promised to, and who could do each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.dialogs.candidate_sheet import CandidateSheet, Fitness
from ui.rows import Column, Rows, opened, table
from ui.theme import Tone

_LIST = 120  # px of each list at least


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An assignment that somebody cannot keep, and who could."""

    need: str
    when: str
    title: str
    people: tuple[Fitness, ...]  # the best first


class StandInSheet(CandidateSheet):
    """Passes on which assignment goes to whom; it stays open until there is none left."""

    def __init__(self, title: str, vacancies: Sequence[Vacancy]) -> None:
        super().__init__(title, (), _("Swap"))
        self.open = Rows(
            [
                Column(_("When"), lambda one: one.when, "when", 200),
                Column(_("What"), lambda one: one.title, "what", 400),
                Column(_("Best stand-in"), _best, "best", 200, tone=_best_tone, icon=_best_icon),
            ]
        )
        self.vacancies = table(self.open, _("Open assignments"))
        for one in (self.vacancies, self.list):
            one.setMinimumHeight(theme.px(_LIST))
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        opened(self.vacancies, self.take)
        self._above.insertWidget(0, self.vacancies)
        self.vacancies.selectionModel().currentRowChanged.connect(lambda *_rows: self._turn())
        self.show_vacancies(vacancies)

    def show_vacancies(self, vacancies: Sequence[Vacancy]) -> None:
        """Show what is still open."""
        self.open.set_rows(list(vacancies))
        if vacancies:
            self.vacancies.selectRow(0)
        self._turn()
        self.done.setEnabled(bool(vacancies))
        if not vacancies:
            self.tell(_("Nothing is open any more."), Tone.WELCOME)

    def vacancy(self) -> Vacancy | None:
        """Return the assignment that is marked."""
        place = self.vacancies.currentIndex().row()
        return self.open.rows[place] if 0 <= place < len(self.open.rows) else None

    def first(self) -> QWidget:
        """Return what is open."""
        return self.vacancies

    def values(self) -> dict[str, Any]:
        """Return which need, who does it, and why in spite of a rule."""
        one = self.vacancy()
        return {**super().values(), "need": one.need if one else ""}

    def _turn(self) -> None:
        """Show who could do what is marked."""
        one = self.vacancy()
        self.rows.set_rows(one.people if one else ())
        self.fields["reason"].clear()
        if self.rows.rows:
            self.list.selectRow(0)


def _best(one: Vacancy) -> str:
    found = next((person for person in one.people if person.fits), None)
    return found.name if found else _("nobody fits")


def _best_tone(one: Vacancy) -> Tone:
    return Tone.WELCOME if any(person.fits for person in one.people) else Tone.STOP


def _best_icon(one: Vacancy) -> str:
    return "tick" if any(person.fits for person in one.people) else "stop"
