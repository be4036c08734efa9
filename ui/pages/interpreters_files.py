"""The plan of interpreters as a file: a chief interpreter's own table in, tables out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import grid_taking
from checkin.interpreting.grid_taking import Came
from checkin.interpreting.problem import Promise
from checkin.journal.writer import Now
from checkin.reports import interpreter_sheet, plan_files
from ui import saying
from ui.background import Progress
from ui.dialogs.choice_sheet import ChoiceSheet
from ui.dialogs.grid_sheet import AGAINST, GONE, NEW, NOTE, UNREAD, GridSheet, Line
from ui.pages import interpreters_rows as rows
from ui.pages import interpreters_words as words
from ui.pages import interpreters_work as work
from ui.pages.interpreters_sight import Sight
from ui.saying import shown
from ui.theme import Tone

if TYPE_CHECKING:
    from ui.pages.interpreters_plan import InterpretersPlan
    from ui.pages.interpreters_planning import Planning

_OWN = "own"
_ENDINGS = {
    "plan": "XLSX (*.xlsx);;CSV (*.csv);;PDF (*.pdf)",
    "grid": "XLSX (*.xlsx);;CSV (*.csv)",
    "hours": "XLSX (*.xlsx);;CSV (*.csv)",
    _OWN: "ICS (*.ics);;CSV (*.csv);;PDF (*.pdf)",
}
_TABLES = "XLSX, CSV, DOCX (*.xlsx *.csv *.txt *.tsv *.docx)"


class Files:
    """Reads and writes them beside the window."""

    def __init__(self, view: InterpretersPlan, planning: Planning) -> None:
        self._view, self._do = view, planning

    # In #################################################################################

    def ask_table(self) -> None:
        """Ask for the file of a table."""
        if self._view.sight is None:
            return
        title = _("Take over a table of names and slots")
        file, _kind = QFileDialog.getOpenFileName(self._view, title, "", _TABLES)
        if file:
            self.look_at(Path(file))

    def look_at(self, file: Path) -> None:
        """Read a table, and show what it would change."""
        bridge = self._view.bridge
        self._view.background.run(
            _("Reading {file}").format(file=file.name),
            _looked,
            *(bridge.path, bridge.now, file),
            then=partial(self._on_looked, file),
            refused=lambda sentence: self._do.say(sentence, Tone.STOP),
        )

    def _on_looked(self, file: Path, came: Came) -> None:
        sight = self._do.sight
        found = list(_lines(self._do.desk, sight, came))
        title = shown(file.name, 60)
        if not (came.new or came.gone or came.changed or came.refused or came.faults):
            self._do.say(_("{file} says what is planned already.").format(file=title), Tone.WELCOME)
            return
        self._do.open_wide(
            GridSheet(title, (came.told, Tone.PLAIN if came.whole else Tone.LOOK), found),
            lambda values: self._do.run(work.take_table, file, values.get("reason", "")),
        )

    # Out ################################################################################

    def ask_export(self) -> None:
        """Ask what is written, then to which file."""
        if self._view.sight is None:
            return
        person = rows.person_of(self._view.mark())
        choices = [
            ("plan", _("The plan, all that is known of each promise")),
            ("grid", _("Names and slots, to be changed and taken over again")),
            ("hours", _("Hours of work, for invoices")),
        ]
        if person:
            name = words.named(self._do.sight, person)
            choices.append((_OWN, _("Calendar or table of {name}").format(name=name)))
        sheet = ChoiceSheet(_("Export what?"), _("Choose"), choices, at_once=True)
        self._do.open_sheet(sheet, lambda values: self._ask_file(values["choice"], person))

    def _ask_file(self, what: str, person: str) -> None:
        names = {
            "plan": _("interpreter-plan"),
            "grid": _("names-and-slots"),
            "hours": _("hours-of-interpreters"),
            _OWN: words.file(self._do.desk, person),
        }
        ending = _ENDINGS[what].partition("*")[2].partition(")")[0]
        file, _kind = QFileDialog.getSaveFileName(
            self._view, _("Export"), f"{names[what]}{ending}", _ENDINGS[what]
        )
        self._do.side.close_sheet()
        if file:
            self.export(what, Path(file), person)

    def export(self, what: str, file: Path, person: str = "") -> None:
        """Write a file, and say so."""
        bridge = self._view.bridge
        text = _("{file} is written.").format(file=file.name)
        self._view.background.run(
            _("Writing {file}").format(file=file.name),
            _written,
            *(bridge.path, bridge.now, what, file, person),
            then=lambda _rows: self._do.say(text, Tone.WELCOME),
            refused=lambda sentence: self._do.say(sentence, Tone.STOP),
        )


def _looked(progress: Progress, path: Path, now: Now, file: Path) -> Came:
    progress(0, 1)
    with Desk(path, now=now) as desk:
        return grid_taking.take(desk, file, dry_run=True)


def _written(  # noqa: PLR0913, PLR0917  as a background work is called
    progress: Progress, path: Path, now: Now, what: str, file: Path, person: str
) -> None:
    progress(0, 1)
    with Desk(path, now=now) as desk:
        if what == _OWN:
            interpreter_sheet.write(desk, file, person)
        else:
            plan_files.export(desk, what, file)


# In words #############################################################################


def _lines(desk: Desk, sight: Sight, came: Came) -> Iterator[Line]:
    """Yield what a table asks for: what is against it first."""
    for fault in came.faults:
        yield Line(UNREAD, _place(fault.sheet, fault.line, fault.column), shown(fault.text, 400))
    for refused in came.refused:
        yield Line(
            AGAINST, _place(refused.sheet, refused.line, refused.column), shown(refused.text, 400)
        )
    for what, promises in ((NEW, came.new), (GONE, came.gone)):
        for one in sorted(promises, key=lambda one: _order(sight, one)):
            yield Line(what, "", _told(desk, sight, one))
    for note in came.notes:
        yield Line(NOTE, _place(note.sheet, note.line, note.column), shown(note.text, 400))


def _order(sight: Sight, one: Promise) -> tuple[float, str]:
    demand = sight.demand(one.need)
    return (demand.span[0] if demand else 0.0, one.person)


def _told(desk: Desk, sight: Sight, one: Promise) -> str:
    demand = sight.demand(one.need)
    name = words.named(sight, one.person)
    if demand is None:
        return name
    day = saying.day(demand.start.astimezone(desk.event.tz).isoformat())
    when = f"{day} {words.span(demand, desk)}"
    return " · ".join((name, when, words.direction(demand), shown(demand.title, 80)))


def _place(sheet: str, line: int, column: str) -> str:
    cell = f"{column}{line}" if line else ""
    return " ".join(part for part in (shown(sheet, 40), cell) if part)
