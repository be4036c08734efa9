"""The slots of a chief interpreter's own table: what is needed under the head of a column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import booths, grid_times, grid_words
from checkin.interpreting.grid_names import Needs
from checkin.interpreting.grid_table import Cell
from checkin.interpreting.grid_words import Direction, Mark
from checkin.interpreting.problem import Demand, Problem
from checkin.vocabulary import headings
from checkin.vocabulary.headings import folded

SUMS = frozenset(
    (
        *("summe", "gesamt", "anzahl", "total", "sum", "count", "итого", "всего", "合计"),
        *("stunden", "std", "stdn", "stundenzahl", "arbeitsstunden", "einsatzstunden"),
        *("hours", "hour", "hrs", "часы", "часов", "小时", "小时数", "工时"),
    )
)
"""Heads of rows and columns that count marks or hours."""

_NUMBERS = frozenset(("nr", "no", "lfdnr", "nummer", "number", "pos", "№", "#", ""))
_LEFT = frozenset(
    (
        *("dolmetscher", "dolmetscherin", "dolmetscherinnen", "dolmetschende", "interpreter"),
        *("interpreters", "переводчик", "переводчики", "译员", "口译", "口译员", "翻译"),
        *("kabine", "kabinen", "booth", "booths", "кабина", "кабины", "同传间"),
        *("sprache", "sprachen", "language", "languages", "язык", "языки", "语言", "语种"),
        *("einsatz", "slot", "zeit", "uhrzeit", "time", "datum", "date", "tag", "day"),
        *("время", "дата", "день", "时间", "日期", "richtung", "direction"),
    )
)
_AS_OF = ("stand", "version", "asof", "gedruckt", "printed", "update", "состояние", "截至")


@dataclass(frozen=True, slots=True)
class Slot:
    """What one column is about."""

    title: str  # as the table has it
    day: str = ""
    start: datetime | None = None
    end: datetime | None = None
    demands: tuple[Demand, ...] = ()
    directions: tuple[Direction, ...] = ()  # where the column is of one booth or language
    unclear: tuple[Cell, ...] = ()  # cells above that mean nothing here
    moved: tuple[Cell, ...] = ()  # numbers above of what is at another time by now
    other: bool = False  # whether it is about something else: telephones, languages, notes


@dataclass(slots=True)
class _Head:
    """What the cells above a column say."""

    day: str = ""
    start: str = ""
    end: str = ""
    demands: list[Demand] = field(default_factory=list)
    ways: list[Direction] = field(default_factory=list)
    unclear: list[Cell] = field(default_factory=list)
    numbers: list[Cell] = field(default_factory=list)


class Slots:
    """The columns of one sheet."""

    def __init__(self, desk: Desk, problem: Problem, needs: Needs, sheet: str = "") -> None:
        """Read columns against the needs of a problem; the name of a sheet may say the day."""
        self._desk, self._problem, self._needs = desk, problem, needs
        self._days = list(desk.event.days())
        self._day = grid_times.header(sheet, self._days).day
        self._title = sheet if self._day else ""
        self.languages = {word for one in problem.demands for word in (one.source, one.target)}
        for person in problem.people:
            self.languages |= person.tongues.a | person.tongues.b | person.tongues.c
        self._known: dict[tuple[Cell, ...], Slot] = {}
        self._slots: dict[str, bool] = {}
        self._marks: dict[str, Mark] = {}

    def is_time(self, text: str) -> bool:
        """Tell whether a cell says when."""
        return grid_times.header(text, self._days).timed

    def is_day(self, text: str) -> bool:
        """Tell whether a cell says of which day of the event what follows is."""
        said = grid_times.header(text, self._days)
        known = said.day in {one.isoformat() for one in self._days}
        return known and not folded(said.text).startswith(_AS_OF)

    def is_slot(self, text: str) -> bool:
        """Tell whether a cell says when, what, or which languages."""
        if text not in self._slots:
            said = self.mark(text)
            self._slots[text] = (
                self.is_time(text)
                or bool(said.directions or said.booth)
                or bool(self._needs.named(text))
            )
        return self._slots[text]

    def is_mark(self, text: str) -> bool:
        """Tell whether a cell says something of a person, and nothing of a time."""
        said = self.mark(text)
        return bool(said.kind and (said.directions or not said.rest or said.kind != "works"))

    def mark(self, text: str) -> Mark:
        """Return what a cell says of a person."""
        if text not in self._marks:
            self._marks[text] = grid_words.mark(text, self.languages)
        return self._marks[text]

    def parts(self, text: str) -> list[Mark]:
        """Return what a cell says of each direction, one mark where it says the same of all."""
        return grid_words.parts(text, self.languages)

    def around(self, slot: Slot) -> list[Demand]:
        """Return all needs at the time of a slot, whatever it is called."""
        return self._needs.within(slot.day, slot.start, slot.end)

    def narrowed(self, slot: Slot, text: str) -> list[Demand] | None:
        """Return what of a slot is at the time that a text says; None where it says none."""
        said = grid_times.header(text.strip("()[]"), self._days)
        if said.day or said.text or not said.start:
            return None
        times = (self._moment(slot.day, clock) for clock in (said.start, said.end))
        return self._timed([*slot.demands], slot.day, *times)

    def of_booth(self, demands: Iterable[Demand], booth: str) -> tuple[str, ...]:
        """Return the languages that places give to the booth of a number."""
        places = {one.place for one in demands if one.place} if booth else set()
        known = (self._desk.place(subject) for subject in sorted(places))
        return tuple(
            language
            for place in known
            if place
            for language, one in booths.booths(place.booths).items()
            if one.booth == booth
        )

    def slot(self, above: Sequence[Cell], beside: Sequence[Cell]) -> Slot:
        """Return the slot of the cells that stand above a column, and of its block."""
        key = (*beside, *above)
        if key not in self._known:
            self._known[key] = self._slot(above, beside)
        return self._known[key]

    def _slot(self, above: Sequence[Cell], beside: Sequence[Cell]) -> Slot:
        head = self._head(above)
        usual = self._day
        for cell in beside:
            usual = grid_times.header(cell.text, self._days).day or usual
        day, demands, unclear = head.day or usual, head.demands, head.unclear
        title = " · ".join(dict.fromkeys(cell.text for cell in (*beside, *above))) or self._title
        other = not (head.start or demands) and all(map(_elsewhere, unclear)) and bool(unclear)
        first, last = self._moment(day, head.start), self._moment(day, head.end)
        moved: list[Cell] = []
        if head.start and not first and not demands:
            unclear = [*above]  # nobody can tell of which day
        elif demands:
            timed = self._timed(demands, day, first, last)
            moved = [] if timed else head.numbers
            demands = timed or ([] if (head.day or head.start) and not moved else demands)
            unclear = [] if demands else [*above]
        elif first or (day and not unclear):
            demands = self._needs.within(day, first, last)
        ways, seen = tuple(head.ways), (tuple(unclear), tuple(moved))
        return Slot(title, day, first, last, tuple(demands), ways, *seen, other)

    def _head(self, above: Sequence[Cell]) -> _Head:
        """Return what the cells above a column say; a number of the list says it for certain."""
        head = _Head()
        for cell in above:
            counts = folded(cell.text) in SUMS
            whole = [] if counts else self._needs.named(cell.text)
            said = grid_times.header("" if whole else cell.text, self._days)
            head.day, head.start = said.day or head.day, said.start or head.start
            head.end = said.end or head.end
            named = whole or (self._needs.named(said.text) if said.text and not counts else [])
            mark = self.mark(said.text)
            if certain := self._certain(head, cell.text if whole else said.text):
                head.demands, head.numbers = certain, [cell]
            elif named and not head.numbers:
                known = {one.id for one in named}
                head.demands = [one for one in head.demands if one.id in known] or named
            elif mark.directions and not mark.rest:
                head.ways += mark.directions
            elif said.text and not named:
                head.unclear.append(cell)
        return head

    def _certain(self, head: _Head, text: str) -> list[Demand]:
        """Return what a number says for certain; 2 below a title may be a booth as well."""
        found = self._needs.numbered(text)
        known = {one.id for one in head.demands}
        doubtful = text.isdigit() and known and known.isdisjoint(one.id for one in found)
        return [] if doubtful else found

    def _timed(
        self, demands: list[Demand], day: str, start: datetime | None, end: datetime | None
    ) -> list[Demand]:
        """Return those of some needs that are at a time, just then or about then."""
        exact = [one for one in demands if (one.start, one.end) == (start, end)]
        known = {one.id for one in self._needs.within(day, start, end)}
        return exact or [one for one in demands if one.id in known]

    def _moment(self, day: str, clock: str) -> datetime | None:
        """Return a time of day as a moment; without a day it is that of the only one.

        None also where the day is of a year that no clock knows.
        """
        days = {one.day for one in self._problem.demands}
        known = day or (days.pop() if len(days) == 1 else "")
        try:
            return self._desk.event.moment(f"{known}T{clock}") if known and clock else None
        except DeskError:
            return None


def is_heading(text: str) -> bool:
    """Tell whether a text stands at the left of a row of headings."""
    return headings.known(text) or folded(text) in _NUMBERS | _LEFT


def _elsewhere(head: Cell) -> bool:
    """Tell whether a heading is one of lists of people, and so of nothing that is needed."""
    return headings.known(head.text) or folded(head.text) in _NUMBERS | SUMS
