"""What somebody sees of a list before it is taken in: how it reads, and which column is what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from checkin import programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.journal import store
from checkin.lists import mapping
from checkin.lists.mapping import Mapping as Columns
from checkin.tables import reading
from checkin.tables.reading import Record, Table

ROWS = 20
NAMES = 6
SAMPLES = 3
_LOOKED_AT = 2_000  # rows in which names beyond ASCII are looked for
_KEY = "mapping {kind} {source}"  # in the desk's memory of itself
_FIRST = ("people", "bookings", "programme", "delegations", "places", "interpreters")


@dataclass(frozen=True, slots=True)
class Page:
    """A code page that may be meant, and the same first names as it makes them look."""

    encoding: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its heading, the field that it is, '' for none, and samples of it."""

    at: int
    heading: str
    field: str
    samples: tuple[str, ...]


def rows(table: Table, most: int = ROWS) -> tuple[Record, ...]:
    """Return the first rows."""
    return tuple(islice(table.records(), most))


def pages(table: Table) -> tuple[Page, ...]:
    """Return the likeliest code pages of a file, best first; none where its encoding is proved.

    The names that tell the first two apart come first.
    """
    if not table.guesses:
        return ()
    places = _places(table)
    read: dict[str, dict[int, str]] = {}
    for guess in table.guesses:
        known = table if guess.encoding == table.encoding else _read(table.path, guess.encoding)
        if known:
            read[guess.encoding] = _telling(known, places)
    best, *others = read.values()
    unlike = [n for n in best if others and others[0].get(n) != best[n]]
    lines = [*unlike, *(n for n in best if n not in unlike)][:NAMES]
    return tuple(
        Page(encoding, tuple(telling[n] for n in lines if n in telling))
        for encoding, telling in read.items()
    )


def columns(table: Table, known: Columns) -> tuple[Column, ...]:
    """Return every column that has a heading or holds anything, with the first different values."""
    samples: list[dict[str, None]] = [{} for _at in range(max(table.width, len(table.header)))]
    for record in rows(table, _LOOKED_AT):
        for seen, text in zip(samples, record.cells, strict=False):
            if text and len(seen) < SAMPLES:
                seen[text] = None
    fields = {at: name for name, at in known.columns.items()}
    return tuple(
        Column(at, mapping.heading(table, at), fields.get(at, ""), tuple(seen))
        for at, seen in enumerate(samples)
        if seen or (at < len(table.header) and table.header[at])
    )


def likeliest(header: Iterable[str], desk: Desk | None = None) -> str:
    """Return the kind of list that most headings speak for; people where nothing does.

    A desk knows what is planned: columns headed by its activities are ticks of bookings.
    """
    header = tuple(header)
    known = {kind: mapping.recognise(header, kind) for kind in _FIRST}
    fitting = [kind for kind in _FIRST if not mapping.missing(known[kind], kind)]

    def speaking(kind: str) -> int:
        ticks = known[kind].options.values() if desk else ()
        planned = sum(1 for title in ticks if desk and programme.activity_named(desk, title))
        return len(known[kind].columns) + planned

    return max(fitting, key=speaking, default="people")


def recognised(desk: Desk, table: Table, kind: str) -> Columns:
    """Map a table as somebody once did for lists of this source, else by its headings."""
    known = mapping.recognise(table.header, kind)
    source = mapping.source_name(table, known)
    kept = store.recall(desk.db, _KEY.format(kind=kind, source=source))
    try:
        pairs = json.loads(kept) if kept else {}
        said = mapping.explicit(table.header, kind, pairs)
    except (DeskError, ValueError, AttributeError):
        return known  # the list has lost a column, or the memory is of another version
    return replace(known, columns=said.columns, options=said.options) if pairs else known


def remember(desk: Desk, table: Table, kind: str, columns: Columns) -> None:
    """Keep the mapping of a list for the next one of its source, where it is not the usual one."""
    usual = mapping.recognise(table.header, kind)
    key = _KEY.format(kind=kind, source=mapping.source_name(table, usual))
    own = (columns.columns, columns.options) != (usual.columns, usual.options)
    text = json.dumps(_pairs(table, columns)) if own else ""
    if text != store.recall(desk.db, key):
        store.remember(desk.db, **{key: text})


def _pairs(table: Table, columns: Columns) -> Mapping[str, str]:
    """Name the columns by their headings, as `explicit` reads them, or by their numbers."""
    options = {f"{mapping.ACTIVITY}{title}": at for at, title in columns.options.items()}
    return {
        name: _name(table.header, at) for name, at in sorted({**columns.columns, **options}.items())
    }


def _name(header: tuple[str, ...], at: int) -> str:
    heading = header[at] if at < len(header) else ""
    alone = sum(heading.casefold() == other.casefold() for other in header) == 1
    return heading if heading and alone and not heading.isdecimal() else str(at + 1)


def _read(path: Path, encoding: str) -> Table | None:
    try:
        return reading.read(path, encoding)
    except DeskError:
        return None  # in this code page it is no list at all


def _places(table: Table) -> list[int]:
    """Return the columns of names where any is beyond ASCII, else all columns."""
    kind = likeliest(table.header)
    known = mapping.recognise(table.header, kind).columns
    people = ("name", "family", "given", "middle", "native_name")
    names = people if kind in {"people", "interpreters", "bookings"} else ("title",)
    places = [known[name] for name in names if name in known]
    return places if _telling(table, places) else list(range(table.width))


def _telling(table: Table, places: Sequence[int]) -> dict[int, str]:
    """Return, by line, what stands in these columns in more than ASCII."""
    found: dict[int, str] = {}
    for record in rows(table, _LOOKED_AT):
        cells = record.cells
        text = " ".join(cells[at] for at in places if at < len(cells) and cells[at])
        if not text.isascii():
            found[record.line] = text
    return found
