"""A list that was read and mapped: its table, what kind it is, its columns, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checkin.lists import mapping, rows
from checkin.lists.mapping import Mapping as Columns
from checkin.lists.rows import Problem, Row
from checkin.tables import reading
from checkin.tables.reading import Table


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that decides what the rows of a list mean."""

    table: Table
    kind: str
    columns: Columns
    source: str

    def rows(self) -> Iterator[Row | Problem]:
        """Go through the rows, each understood or with the reason why it is not."""
        return rows.mapped(self.table, self.columns, self.kind)

    def named(self) -> tuple[str, ...]:
        """Return the headings of the columns that are read, in the order of a row's cells."""
        return mapping.named(self.table, self.columns)


def opened(
    file: Path,
    kind: str,
    *,
    pairs: Mapping[str, str] | None = None,
    encoding: str | None = None,
    source: str = "",
) -> Roster:
    """Read a list and map it; raises DeskError where the file is none, or lacks a column."""
    return mapped(reading.read(file, encoding), kind, pairs=pairs, source=source)


def mapped(
    table: Table, kind: str, *, pairs: Mapping[str, str] | None = None, source: str = ""
) -> Roster:
    """Map a table as somebody says, else by its headings; raises DeskError as `opened` does."""
    columns = (
        mapping.explicit(table.header, kind, pairs)
        if pairs
        else mapping.recognise(table.header, kind)
    )
    mapping.check(table, columns, kind)
    return Roster(table, kind, columns, source or mapping.source_name(table, columns))
