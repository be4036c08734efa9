"""A chief interpreter's own table as it lies: who stands in which row, and what above the marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from checkin.tables.reading import Record

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Reader:
    """What can be told of a cell by itself."""

    is_name: Knows
    is_time: Knows
    is_slot: Knows
    is_day: Knows
    is_mark: Knows
    is_heading: Knows  # one of lists of people, or of languages and booths


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell and where it is in the file, however the table is turned."""

    line: int
    column: str  # as a spreadsheet names it: A, B, ...
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The row of one person, with the cells above each of its cells."""

    name: Cell
    cells: tuple[Cell, ...]
    above: tuple[tuple[Cell, ...], ...]  # for each cell what stands above it, the topmost first
    beside: tuple[Cell, ...]  # what stands above all columns of the block: its day


@dataclass(frozen=True, slots=True)
class Aside:
    """A row of nobody."""

    name: Cell
    cells: tuple[Cell, ...]  # the others that hold something
    within: bool  # whether it stands among those of somebody


Line = Entry | Aside


def lines(rows: Sequence[Record], reader: Reader) -> Iterator[Line]:
    """Yield the rows of a table that has names at its left or, turned, above.

    A row of headings is one of nobody whose cells say when or what; those that follow each other
    stand together, and the next ones begin a new block.
    """
    cells = _cells(rows)
    if not cells:
        return
    turned = list(map(list, zip(*cells, strict=True)))
    in_columns = max(_counts(cells, reader.is_name))
    in_rows = max(_counts(turned, reader.is_name))
    if in_rows > in_columns or (in_rows == in_columns and _times_at_the_left(cells, reader)):
        cells = turned
    names = [
        sum(bool(cell.text) and reader.is_name(cell.text) for cell in column)
        for column in zip(*cells, strict=True)
    ]
    if any(names):
        yield from _Walk(names.index(max(names)), reader).lines(cells)


def letters(number: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _cells(rows: Sequence[Record]) -> list[list[Cell]]:
    """Return all cells, every row as long as the longest."""
    texts = zip_longest(*(row.cells for row in rows), fillvalue="")
    columns = [
        [Cell(row.line, letters(number), text) for row, text in zip(rows, column, strict=True)]
        for number, column in enumerate(texts)
    ]
    return list(map(list, zip(*columns, strict=True)))


def _counts(rows: Sequence[Sequence[Cell]], is_name: Knows) -> list[int]:
    """Return for each column how many names stand in it, each counted once."""
    return [
        len({cell.text for cell in column if cell.text and is_name(cell.text)})
        for column in zip(*rows, strict=True)
    ]


def _times_at_the_left(rows: Sequence[Sequence[Cell]], reader: Reader) -> bool:
    """Tell whether times stand below and left of the first name, and none above it."""
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell.text and reader.is_name(cell.text):
                return any(
                    reader.is_time(one.text)
                    for other in rows[number + 1 :]
                    for one in other[:place]
                )
        if any(cell.text and reader.is_time(cell.text) for cell in row):
            return False
    return False


class _Walk:
    """Goes down a table whose names stand in one column."""

    def __init__(self, at: int, reader: Reader) -> None:
        self._at, self._reader = at, reader
        self._heads: list[Sequence[Cell]] = []
        self._slots: set[int] = set()  # columns below a heading that says when or what
        self._beside: list[Cell] = []
        self._named = False  # whether the row before was somebody's

    def lines(self, rows: Sequence[Sequence[Cell]]) -> Iterator[Line]:
        """Yield what each row is."""
        for row in rows:
            name, others = row[self._at], [*row[: self._at], *row[self._at + 1 :]]
            filled = tuple(cell for cell in others if cell.text)
            if name.text and self._reader.is_name(name.text):
                above = self._above(len(others))
                self._named = True
                yield Entry(name, tuple(others), above, tuple(self._beside))
            elif self._stranger(name, others):
                self._named = True
                yield Aside(name, filled, within=True)
            elif self._heading(name, filled):
                if self._heads and not self._named and not self._begins(name):
                    yield Aside(name, (), within=False)
                self._head(name, others, filled)
            elif name.text or filled:
                yield Aside(name, filled, within=self._named)

    def _stranger(self, name: Cell, others: Sequence[Cell]) -> bool:
        """Tell whether the first row below headings is one of marks, of nobody who is known."""
        if self._named or not self._heads or (name.text and self._begins(name)):
            return False
        below = [cell for place, cell in enumerate(others) if cell.text and place in self._slots]
        below = below or [cell for cell in others if cell.text]
        marks = [cell for cell in below if self._reader.is_mark(cell.text)]
        if not name.text:  # languages without a name are booths, below their sessions
            return bool(marks) and not any(self._reader.is_slot(cell.text) for cell in below)
        return bool(marks) and not any(
            self._reader.is_slot(cell.text) for cell in below if cell not in marks
        )

    def _begins(self, name: Cell) -> bool:
        """Tell whether a row of headings can begin so."""
        known = not name.text or self._reader.is_heading(name.text)
        return known or self._reader.is_time(name.text)

    def _heading(self, name: Cell, filled: Sequence[Cell]) -> bool:
        if len(filled) > 1 and all(cell.text == name.text for cell in filled):
            return False  # a title over all columns
        if not filled:
            return self._reader.is_day(name.text)
        if any(self._reader.is_time(cell.text) for cell in filled):
            return True
        slots = sum(self._reader.is_slot(cell.text) for cell in filled)
        if not self._named:  # above the first name: also one whose titles nobody knows
            return slots > 0 or len(filled) > 1 or self._reader.is_heading(name.text)
        return slots * 2 >= len(filled) and (not name.text or self._reader.is_time(name.text))

    def _head(self, name: Cell, others: Sequence[Cell], filled: Sequence[Cell]) -> None:
        timed = self._reader.is_day(name.text)
        if not filled:  # a day that stands alone above what follows
            self._beside = [name]
            return
        if self._named:
            self._heads, self._slots, self._named = [], set(), False
            self._beside = [] if timed else self._beside
        if timed:
            self._beside = [*self._beside, name]
        self._heads.append(others)
        self._slots |= {
            place for place, cell in enumerate(others) if self._reader.is_slot(cell.text)
        }

    def _above(self, width: int) -> tuple[tuple[Cell, ...], ...]:
        """Return what stands above each column; what is said once holds until the next one."""
        found: list[list[Cell]] = [[] for _column in range(width)]
        last = {
            place: level
            for level, head in enumerate(self._heads)
            for place in range(width)
            if head[place].text
        }
        for level, head in enumerate(self._heads):
            before: Cell | None = None
            for place in range(width):
                cell = head[place]
                below = last.get(place, -1) > level
                if cell.text:
                    before = cell
                elif before and below:
                    cell = replace(cell, text=before.text)
                if cell.text:
                    found[place].append(cell)
        for place in range(1, width):
            if not found[place]:
                found[place] = found[place - 1]
        return tuple(map(tuple, found))
