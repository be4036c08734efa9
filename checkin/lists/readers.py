"""Which reader understands the rows of which kind of list."""

from __future__ import annotations

from checkin.desk import Desk
from checkin.lists import mapping, rows
from checkin.lists.booking_rows import Bookings
from checkin.lists.mapping import Mapping as Columns
from checkin.lists.matching import Census, Matcher
from checkin.lists.meaning import People, Programme, Reader, Titled
from checkin.tables.reading import Table


def reader(desk: Desk, table: Table, columns: Columns, kind: str, source: str) -> Reader:
    """Return the reader of a kind of list."""
    headings = {name: mapping.heading(table, at) for name, at in columns.columns.items()}
    if kind in {"people", "interpreters"}:
        census = Census(lambda: rows.mapped(table, columns, kind))
        role = "interpreter" if kind == "interpreters" else ""
        return People(desk, headings, source, Matcher(desk, source, census), role)
    if kind == "bookings":
        return Bookings(desk, headings, source)
    if kind == "programme":
        return Programme(desk, headings, rows.mapped(table, columns, kind))
    return Titled(desk, headings, kind)
