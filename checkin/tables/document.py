"""The tables of a Word document: merged cells taken apart, the likeliest list first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables import archive
from checkin.vocabulary import headings

if TYPE_CHECKING:
    from docx.document import Document

LARGEST = 40_000_000  # bytes of one part of the document
MOST_ROWS = 50_000
MOST_COLUMNS = 1000
MOST_CELLS = 2_000_000  # of all tables; a few bytes can ask for a thousand blank ones
_LOOKED_AT = 5  # rows in which headings are looked for
_BLANKS = re.compile(r"[^\S\n]+")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLE, _ROW, _CELL, _PARAGRAPH = (f"{_WORD}{name}" for name in ("tbl", "tr", "tc", "p"))
_SIGNS = {
    f"{_WORD}tab": " ",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a document."""

    number: int  # from 1, in the order of the document
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> Iterator[Row]:
        """Go through the rows that are not blank, with their number in the table."""
        for number, cells in enumerate(self.rows, 1):
            if any(map(str.strip, cells)):
                yield number, list(cells)

    @property
    def likeness(self) -> tuple[bool, int, int]:
        """Return how much it is like a list: by headings that we know, and by its size."""
        known = max(len(set(filter(headings.known, row))) for row in self.rows[:_LOOKED_AT])
        filled = sum(1 for row in self.rows if any(map(str.strip, row)))
        return known > 1, filled, known


def opened(path: Path, number: str | None) -> tuple[Grid, tuple[Grid, ...]]:
    """Choose the table of this number, else the likeliest; return all, the likeliest first."""
    grids = sorted(_grids(path), key=lambda grid: grid.likeness, reverse=True)
    if not grids:
        raise DeskError(_("There is no table in {file}.").format(file=path.name))
    if number is None:
        return grids[0], tuple(grids)
    chosen = next((grid for grid in grids if str(grid.number) == number), None)
    if chosen is None:
        raise DeskError(_("{file} has no table {number}.").format(file=path.name, number=number))
    return chosen, tuple(grids)


def _grids(path: Path) -> list[Grid]:
    found: list[list[list[str]]] = []
    cells = 0
    for table in _document(path).element.body.iter(_TABLE):
        rows = _grid(path, table)
        cells += sum(map(len, rows))
        if cells > MOST_CELLS:
            raise archive.too_large(path)
        found.append(rows)
    filled = (rows for rows in found if any(map(str.strip, (cell for row in rows for cell in row))))
    return [Grid(number, tuple(map(tuple, rows))) for number, rows in enumerate(filled, 1)]


def _document(path: Path) -> Document:
    """Open a document that unpacks to what it says, and to no more than fits."""
    import docx  # noqa: PLC0415  slow to import, and only documents need it
    from docx.opc.exceptions import OpcError  # noqa: PLC0415  the same

    with archive.opened(path) as (members, _names):
        for member in members.infolist():
            if member.file_size > LARGEST and member.filename.endswith(".xml"):
                raise archive.too_large(path)
        if members.testzip():
            raise archive.damaged(path)
    try:
        return docx.Document(str(path))
    except (OpcError, SyntaxError, KeyError, AttributeError, *archive.BROKEN) as fault:
        raise archive.damaged(path) from fault


def _grid(path: Path, table: Any) -> list[list[str]]:
    """Return the rows of a table; what is merged downwards is said again in each row."""
    rows: list[list[str]] = []
    filled = 0
    for row in _inside(table, _ROW):
        cells = [""] * _number(row, "gridBefore", 0)
        for cell in _inside(row, _CELL):
            at = len(cells)
            above = rows[-1][at] if rows and at < len(rows[-1]) else ""
            cells.append(above if _continued(cell) else _text(cell))
            cells += [""] * (_number(cell, "gridSpan", 1) - 1)
            if len(cells) > MOST_COLUMNS:
                raise archive.too_large(path)
        rows.append(cells)
        filled += len(cells)
        if len(rows) > MOST_ROWS or filled > MOST_CELLS:
            raise archive.too_large(path)
    return rows


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Yield rows or cells, also out of wrappers, but not those of inner tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in {_TABLE, _CELL, _PARAGRAPH}:
            yield from _inside(child, tag)


def _number(element: Any, name: str, otherwise: int) -> int:
    """Return what a cell or row says of its place in the grid."""
    found = element.find(f"{element.tag}Pr/{_WORD}{name}")
    value = found.get(f"{_WORD}val", "") if found is not None else ""
    number = int(value) if value.isdecimal() and len(value) < 5 else otherwise  # noqa: PLR2004
    return min(number, MOST_COLUMNS + 1)


def _continued(cell: Any) -> bool:
    """Tell whether a cell is merged with the one above it."""
    found = cell.find(f"{_CELL}Pr/{_WORD}vMerge")
    return found is not None and found.get(f"{_WORD}val", "continue") == "continue"


def _text(cell: Any) -> str:
    """Return what a cell says: also what is inserted and not yet accepted, not what is deleted."""
    lines = [_BLANKS.sub(" ", "".join(_pieces(part))).strip() for part in _inside(cell, _PARAGRAPH)]
    return "\n".join(line for line in lines if line)


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag != f"{_WORD}pPr":
            yield from _pieces(child)
