"""A chief interpreter's own table of names and slots, read as promises that people may accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import grid_sheets, grid_table
from checkin.interpreting.grid_choice import chosen
from checkin.interpreting.grid_names import Names, Needs
from checkin.interpreting.grid_slots import SUMS, Slot, Slots, is_heading
from checkin.interpreting.grid_table import Aside, Cell, Entry
from checkin.interpreting.grid_words import Mark
from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise
from checkin.tables import reading
from checkin.vocabulary.headings import folded

Place = tuple[str, int, str]
"""Where a cell is: its sheet, line and column."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A promise that a table asks for, and what it says beside it."""

    promise: Promise
    place: Place
    booth: str = ""
    channel: str = ""
    leader: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that could not be read, or says no promise, with its place."""

    sheet: str
    line: int
    column: str
    text: str  # a sentence
    fault: bool = True  # False for what is only passed on: a note, somebody free or ill


@dataclass(frozen=True, slots=True)
class Taken:
    """All that a table says."""

    asked: tuple[Asked, ...]  # the first of each promise
    new: Plan  # what does not stand yet
    same: Plan
    gone: Plan  # stands, and the table has somebody's cell without it
    remarks: tuple[Remark, ...]
    places: Mapping[Promise, Place]  # of what is asked, and of the cells of what is gone


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    asked: dict[tuple[str, str], Asked] = field(default_factory=dict)
    blank: dict[tuple[str, str], Place] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def read(desk: Desk, path: Path, problem: Problem, encoding: str | None = None) -> Taken:
    """Read a table from XLSX, DOCX or CSV; raises DeskError where it names no interpreter.

    Names stand at the left or above, at the other side what they are wanted for: titles, numbers,
    days and times, in one or several rows, merged or not. A cell says x, languages (zh>de, ZH),
    a booth, a title, that somebody is free or ill, or nothing.
    """
    names = Names(desk, [one.id for one in problem.people])
    needs = Needs(desk, problem)
    found = _Found()
    read_any = False
    planes = reading.planes(path, encoding)
    for sheet, rows in planes:
        if grid_sheets.is_other(sheet):
            text = _("The sheet “{sheet}” says by its title that it is no plan: it is left aside.")
            told = text.format(sheet=sheet[:80])
            found.remarks.append(Remark(sheet, 0, "", told, fault=False))
            continue
        grid_sheets.check_size(sheet or path.name, rows)
        slots = Slots(desk, problem, needs, sheet)
        known = partial(_is_name, names)
        reader = grid_table.Reader(
            known, slots.is_time, slots.is_slot, slots.is_day, slots.is_mark, is_heading
        )
        for line in grid_table.lines(rows, reader):
            read_any = True
            if isinstance(line, Entry):
                _Reader(sheet, problem, names, needs, slots, found).entry(line)
            else:
                _aside(sheet, line, slots, found)
    if not read_any and len(found.remarks) == len(planes):
        raise DeskError(found.remarks[0].text)
    if not read_any:
        text = _("No interpreter of this event is named in {file}.")
        raise DeskError(text.format(file=path.name))
    return _taken(problem, found)


def _is_name(names: Names, text: str) -> bool:
    return bool(names.find(text))


def _taken(problem: Problem, found: _Found) -> Taken:
    asked = tuple(found.asked.values())
    plan = frozenset(one.promise for one in asked)
    named = {(one.need, one.person) for one in plan}
    left = {
        one: found.blank[one.need, one.person]
        for one in problem.before
        if (one.need, one.person) in found.blank.keys() - named
    }
    return Taken(
        asked,
        plan - problem.before,
        plan & problem.before,
        frozenset(left),
        tuple(dict.fromkeys(found.remarks)),
        left | {one.promise: one.place for one in asked},
    )


def _aside(sheet: str, line: Aside, slots: Slots, found: _Found) -> None:
    """Tell of a row that is nobody's: a note, or marks without a name."""
    first = line.name if line.name.text else line.cells[0]
    marks = [one for one in line.cells if slots.mark(one.text).kind not in {"", "none"}]
    if marks and line.within and folded(line.name.text) not in SUMS:
        text = (
            _("Nobody who interprets here is called “{name}”.").format(name=line.name.text[:60])
            if line.name.text
            else _("This row has marks and no name.")
        )
        found.remarks.append(Remark(sheet, first.line, first.column, text))
        return
    for cell in (line.name, *line.cells):
        if cell.text:
            text = _("Left aside: “{text}”.").format(text=cell.text[:200])
            found.remarks.append(Remark(sheet, cell.line, cell.column, text, fault=False))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of one sheet."""

    sheet: str
    problem: Problem
    names: Names
    needs: Needs
    slots: Slots
    found: _Found

    def entry(self, entry: Entry) -> None:
        """Read the row of one person."""
        subjects = self._whose(entry)
        if len(subjects) > 1:
            text = _("“{name}” may be several interpreters.")
            self._fault(entry.name, text.format(name=entry.name.text[:60]))
            return
        person = self.problem.person(subjects[0])
        assert person is not None  # noqa: S101  the names are those of the problem
        for cell, above in zip(entry.cells, entry.above, strict=True):
            if cell.text or above:
                self._cell(person, self.slots.slot(above, entry.beside), cell)

    def _whose(self, entry: Entry) -> list[str]:
        """Return whom a row is of; of namesakes the one whose other name stands beside it."""
        found = self.names.find(entry.name.text)
        if len(found) == 1:
            return found
        beside = (self.names.find(f"{entry.name.text} {cell.text}") for cell in entry.cells)
        return next((some for some in beside if len(some) == 1), found)

    def _cell(self, person: Interpreter, slot: Slot, cell: Cell) -> None:
        mark = self.slots.mark(cell.text)
        for head in slot.moved:
            text = _("“{title}” is at another time by now; what stands below is meant for it.")
            self._note(head, text.format(title=head.text[:80]))
        if slot.other and cell.text:
            text = _("Left aside: “{text}”.").format(text=f"{slot.title}: {cell.text}"[:200])
            self._note(cell, text)
        elif mark.kind == "none":
            self._blank(person, slot, cell)
        elif not slot.title and not slot.demands:
            self._headless(cell)
        elif slot.unclear and not slot.demands and not slot.start:
            self._head(slot, cell)
        elif mark.kind in {"free", "ill"}:
            self._away(person, slot, cell, mark.kind)
        else:
            for part in self.slots.parts(cell.text):
                self._works(person, slot, part, cell)
        if slot.unclear and (slot.demands or slot.start):
            self._head(slot, cell)

    def _headless(self, cell: Cell) -> None:
        """Tell of a cell with nothing above it; running numbers often have no heading."""
        if cell.text.strip(".").isdigit():
            self._note(cell, _("Left aside: “{text}”.").format(text=cell.text[:200]))
        else:
            text = _("“{text}” stands below no heading.")
            self._fault(cell, text.format(text=cell.text[:80]))

    def _head(self, slot: Slot, cell: Cell) -> None:
        """Tell of headings that mean nothing here, and of what stands below."""
        for head in slot.unclear:
            text = _("No need here is called “{title}”.")
            self._fault(head, text.format(title=head.text[:80]))
        if cell.text and not slot.demands:
            text = _("“{text}” stands under a heading that means nothing here.")
            self._fault(cell, text.format(text=cell.text[:80]))

    def _works(self, person: Interpreter, slot: Slot, mark: Mark, cell: Cell) -> None:
        demands: Sequence[Demand] = slot.demands
        timed = self.slots.narrowed(slot, mark.rest) if mark.rest else None
        if timed:
            demands = timed
        elif mark.rest:
            named = {one.id for one in self.needs.named(mark.rest)}
            inside = [one for one in self.slots.around(slot) if one.id in named]
            demands = inside or demands
            if not inside:
                self._fault(cell, _("“{text}” was not understood.").format(text=mark.rest[:80]))
        if mark.kind or demands is not slot.demands:
            self._promise(person, slot, demands, mark, cell)

    def _away(self, person: Interpreter, slot: Slot, cell: Cell, kind: str) -> None:
        sentence = (
            _("{name} is said to be ill: {slot}.")
            if kind == "ill"
            else _("{name} is said to be free: {slot}.")
        )
        self._blank(person, slot, cell)
        self._note(cell, sentence.format(name=person.name, slot=slot.title))

    def _blank(self, person: Interpreter, slot: Slot, cell: Cell) -> None:
        for one in slot.demands:
            self.found.blank.setdefault((one.id, person.id), (self.sheet, cell.line, cell.column))

    def _promise(
        self,
        person: Interpreter,
        slot: Slot,
        demands: Iterable[Demand],
        mark: Mark,
        cell: Cell,
    ) -> None:
        ways = [*mark.directions, *slot.directions] if not mark.directions else mark.directions
        languages = self.slots.of_booth(demands, mark.booth) if not ways else ()
        meant = chosen(self.problem, person, list(demands), ways, languages)
        if meant.why:
            self._fault(cell, meant.why.format(name=person.name, slot=slot.title))
        for one in meant.left:
            text = _("{name} cannot interpret {way} there, so it is left out: {slot}.")
            way = f"{one.source}>{one.target}"
            self._note(cell, text.format(name=person.name, way=way, slot=slot.title))
        for one, via in meant.ways:
            known = self.found.asked.get((one.id, person.id))
            if known is None:
                place = (self.sheet, cell.line, cell.column)
                known = Asked(Promise(one.id, person.id, via), place)
            self.found.asked[one.id, person.id] = replace(
                known,
                booth=known.booth or mark.booth,
                channel=known.channel or mark.channel,
                leader=known.leader or mark.leader,
            )

    def _fault(self, cell: Cell, text: str) -> None:
        self.found.remarks.append(Remark(self.sheet, cell.line, cell.column, text))

    def _note(self, cell: Cell, text: str) -> None:
        self.found.remarks.append(Remark(self.sheet, cell.line, cell.column, text, fault=False))
