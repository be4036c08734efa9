"""The rows of a mapped list: each one understood, or a problem that says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from checkin.i18n import gettext as _
from checkin.lists import mapping
from checkin.lists.mapping import Mapping
from checkin.tables import writing
from checkin.tables.reading import Record, Table
from checkin.vocabulary import countries, modes, names, values
from checkin.vocabulary.headings import folded

Converter = Callable[[str, list[str]], dict[str, str]]
"""Takes the text of a cell and the row's notes, to which it may add; returns fields."""

LONGEST = 8000
_SHARE_OF_NA = 0.2
_NOTHING = frozenset({"na", "none", "keine", "keiner", "нет", "无", "unknown", "unbekannt"})
_LISTS = {
    "role": "role",
    "organisation_type": "organisation_type",
    "status": "status",
    "partner_city": "yes",
    "hard_time": "yes",
    "briefing": "yes",
    "protected": "yes",
}
_IDENTITIES = ("source_id", "code", "email")


@dataclass(frozen=True, slots=True)
class Row:
    """One row understood: only the fields that hold something, in our values."""

    line: int
    fields: dict[str, str]
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that cannot be taken: where it is at fault and why, and its mapped cells."""

    line: int
    column: str
    reason: str
    cells: tuple[str, ...]


def mapped(table: Table, columns: Mapping, kind: str) -> Iterator[Row | Problem]:
    """Go through a list row by row; raise a DeskError when a column that it needs is missing."""
    mapping.check(table, columns, kind)
    return _rows(table, _survey(table, columns, kind))


class _Refused(Exception):  # noqa: N818  never leaves this module; it becomes a Problem
    """A field whose cell cannot be understood."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the whole of the list says about reading one of its rows."""

    columns: Mapping
    kind: str
    indices: tuple[int, ...]
    blank_na: frozenset[int]
    converters: dict[str, Converter | None]


_DATES = ("day", "start", "end", "arrival", "gate_list")
_TEXT_TOO = frozenset({"arrival", "gate_list"})  # what they say is kept in any case


def _survey(table: Table, columns: Mapping, kind: str) -> _Reading:
    """Look over all rows once: columns full of NA, and the order of day and month."""
    indices = columns.indices()
    nas: Counter[int] = Counter()
    dates: dict[str, set[str]] = {name: set() for name in _DATES if name in columns.columns}
    ticks = dict.fromkeys(columns.options, True)
    rows = 0
    for record in table.records():
        cells = record.cells
        rows += 1
        nas.update(at for at in indices if at < len(cells) and cells[at] == "NA")
        for name, seen in dates.items():
            at = columns.columns[name]
            seen.add(cells[at] if at < len(cells) else "")
        for at in columns.options:
            if at < len(cells) and cells[at] and not values.word("booking", cells[at]):
                ticks[at] = False
    options = {at: title for at, title in columns.options.items() if ticks[at]}
    blank = frozenset(at for at, number in nas.items() if number >= _SHARE_OF_NA * rows)
    orders = {name: values.order(seen) for name, seen in dates.items()}
    columns = replace(columns, options=options)
    converters = {name: _converter(kind, name, orders) for name in columns.columns}
    return _Reading(columns, kind, columns.indices(), blank, converters)


def _rows(table: Table, reading: _Reading) -> Iterator[Row | Problem]:
    day = ""
    for record in table.records():
        cells = tuple(_cell(record.cells, at) for at in reading.indices)
        try:
            _check(table, reading, record)
            raw = _raw(reading, record.cells)
            notes: list[str] = []
            fields = _fields(reading, raw, notes)
            if reading.kind == "programme":
                day = fields.get("day") or _day_of(fields.get("start", "")) or day
                fields = _timed(fields, day)
        except _Refused as refused:
            at = reading.columns.columns.get(refused.name, -1)
            column = mapping.heading(table, at) if at >= 0 else refused.name
            yield Problem(record.line, column, refused.reason, cells)
            continue
        row = Row(record.line, fields, cells, tuple(notes))
        yield from _bookings(reading, record.cells, row) if reading.columns.options else (row,)


def _cell(cells: tuple[str, ...], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _check(table: Table, reading: _Reading, record: Record) -> None:
    if len(record.cells) > table.width and any(record.cells[table.width :]):
        reason = _("The row has more cells than there are headings.")
        raise _Refused(table.header[-1] if table.header else "", reason)
    if not table.damaged and max(map(len, record.cells)) <= LONGEST:
        return
    for name, at in reading.columns.columns.items():
        text = _cell(record.cells, at)
        if len(text) > LONGEST:
            raise _Refused(
                name, _("The cell is longer than {limit} characters.").format(limit=LONGEST)
            )
        if table.damaged and "\ufffd" in text:
            reason = _("The cell has bytes that are no characters in {encoding}.")
            raise _Refused(name, reason.format(encoding=table.encoding))


def _raw(reading: _Reading, cells: tuple[str, ...]) -> dict[str, str]:
    """Pick the mapped cells that hold something."""
    found: dict[str, str] = {}
    for name, at in reading.columns.columns.items():
        text = _cell(cells, at)
        nothing = not text or (text == "NA" and at in reading.blank_na)
        if name in _IDENTITIES and not nothing:
            nothing = not folded(text) or text.casefold() in _NOTHING
        if not nothing:
            found[name] = text
    part = _cell(cells, reading.columns.part) if reading.columns.part >= 0 else ""
    if part and "source_id" in found:
        found["source_id"] += f"-{part}"
    return found


def _fields(reading: _Reading, raw: dict[str, str], notes: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, text in raw.items():
        convert = reading.converters[name]
        if convert is None:
            fields[name] = text
            continue
        fields |= {field: value for field, value in convert(text, notes).items() if value}
    if reading.kind in {"people", "interpreters", "bookings"}:
        columns = reading.columns.columns
        fields = names.arranged(
            fields, titles="title" not in columns, salutations="salutation" not in columns
        )
    _check_needed(reading, fields)
    return fields


def _check_needed(reading: _Reading, fields: dict[str, str]) -> None:
    """Refuse a row that says nobody or nothing."""
    columns = reading.columns.columns
    needed: tuple[str, ...]
    if reading.kind in {"people", "interpreters"}:
        needed, reason = ("name", "family", "given"), _("The row has no name.")
    elif reading.kind == "bookings":
        needed = ("person", "source_id", "code", "email", "name", "family", "given")
        reason = _("The row does not say whose booking it is.")
        if not reading.columns.options and "activity" not in fields:
            raise _Refused("activity", _("The row does not say what is booked."))
    else:
        needed = tuple(name for name in mapping.KINDS[reading.kind] if name.startswith("title"))
        reason = _("The row has no title.")
    if not any(name in fields for name in needed):
        raise _Refused(next(name for name in needed if name in columns), reason)


def _converter(kind: str, name: str, orders: dict[str, str]) -> Converter | None:
    """Return how the cells of one field are turned into our values; None for text kept as it is."""
    if name.startswith("languages") or name == "listening":
        return partial(_languages, name)
    if name in _DATES or name == "time":
        return partial(_moment, name, orders.get(name, ""))
    lists = _LISTS.get(name)
    if name == "status" and kind == "bookings":
        return _booking_status
    if lists:
        return partial(_word, name, lists)
    if name == "kind":
        return partial(_word, name, "activity" if kind == "programme" else "place")
    return {
        "country": _country,
        "capacity": _capacity,
        "mode": _mode,
        "consents": _consents,
        "eligibility": _eligibility,
    }.get(name)


def _country(text: str, notes: list[str]) -> dict[str, str]:
    code = countries.country(text)
    if not code:
        notes.append(_("Unknown country: {text}").format(text=text))
        return {"country_text": text}
    return {"country": code}


def _languages(name: str, text: str, notes: list[str]) -> dict[str, str]:
    codes, unknown = countries.languages(text)
    if unknown:
        notes.append(_("Unknown language: {text}").format(text=", ".join(unknown)))
    return {name: codes}


def _word(name: str, list_of: str, text: str, notes: list[str]) -> dict[str, str]:
    value = values.word(list_of, text)
    if not value:
        notes.append(_("Unknown {field}: {text}").format(field=name, text=text))
    return {name: "" if value in {"registered", "no"} else value}


def _consents(text: str, notes: list[str]) -> dict[str, str]:
    """Understand whether somebody may be photographed; what else is said, is kept as it is."""
    value = values.word("photo", text)
    if not value:
        notes.append(_("Unknown {field}: {text}").format(field="consents", text=text))
    return {"consents": value or text}


def _eligibility(text: str, _notes: list[str]) -> dict[str, str]:
    """Understand for whom an activity is; terms of their own are kept as they are."""
    return {"eligibility": values.word("eligibility", text) or text}


def _mode(text: str, notes: list[str]) -> dict[str, str]:
    """Understand how an activity is interpreted."""
    value = modes.mode(text)
    if not value:
        notes.append(_("Unknown {field}: {text}").format(field="mode", text=text))
    return {"mode": value}


def _booking_status(text: str, _notes: list[str]) -> dict[str, str]:
    value = values.word("booking", text)
    if not value:
        raise _Refused("status", _("“{text}” is no state of a booking.").format(text=text))
    return {"status": "cancelled" if value == "none" else value}


def _capacity(text: str, _notes: list[str]) -> dict[str, str]:
    value = values.number(text)
    if not value:
        raise _Refused("capacity", _("“{text}” is no number of persons.").format(text=text))
    return {"capacity": value}


def _moment(name: str, order: str, text: str, notes: list[str]) -> dict[str, str]:
    """Understand a day or time; some fields keep what they say in any case."""
    if values.ambiguous(text) and not order:
        reason = _("“{text}” may be day and month or month and day.").format(text=text)
        if name not in _TEXT_TOO:
            raise _Refused(name, reason)
        notes.append(reason)
        return {name: text}
    if name == "time":
        start, end = values.span(text)
        value = start
    else:
        value = values.date(text, order) if name == "day" else values.moment(text, order)
        start, end = "", ""
    if not value and name not in _TEXT_TOO:
        raise _Refused(name, _("“{text}” is no date or time.").format(text=text))
    return {"start": start, "end": end} if name == "time" else {name: value or text}


def _day_of(moment: str) -> str:
    return moment[:10] if len(moment) >= len("2012-11-22") else ""


def _timed(fields: dict[str, str], day: str) -> dict[str, str]:
    """Put the day before times that stand alone; an empty day is that of the row above."""
    timed = dict(fields)
    if day:
        timed.setdefault("day", day)
    for name in ("start", "end"):
        if len(timed.get(name, "")) == len("09:00") and day:
            timed[name] = f"{day}T{timed[name]}"
    return timed


def _bookings(reading: _Reading, cells: tuple[str, ...], row: Row) -> Iterator[Row]:
    """Turn a row with a column per activity into one booking for each that is ticked."""
    for at, activity in reading.columns.options.items():
        status = values.word("booking", _cell(cells, at))
        if status and status != "none":
            yield replace(row, fields={**row.fields, "activity": activity, "status": status})


def write_rejected(path: Path, columns: Sequence[str], problems: Iterable[Problem]) -> int:
    """Write the rows that were not taken, with the reason, safe to open in a spreadsheet."""
    header = ("line", "column", "reason", *columns)
    listed = ((str(p.line), p.column, p.reason, *p.cells) for p in problems)
    return writing.write_csv(path, header, listed, "excel-zh")
