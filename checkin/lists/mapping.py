"""Which column of somebody's list is which of our fields."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass, field

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.tables.reading import Table
from checkin.vocabulary import headings, presets

KINDS: dict[str, tuple[str, ...]] = {
    kind: tuple(fields) for kind, fields in headings.VOCABULARY.items()
}
"""Every kind of list, and the closed set of its fields."""

ACTIVITY = "activity:"
"""Begins a field of bookings that is a column of ticks for one activity: `activity:Port=Hafen`."""

_NAMES = ("name", "family", "given", "native_name")
_NEEDED = {
    "people": (_NAMES,),
    "interpreters": (_NAMES,),
    "delegations": (("title",),),
    "places": (("title",),),
    "programme": (tuple(name for name in KINDS["programme"] if name.startswith("title")),),
    "bookings": (("person", "source_id", "code", "email", *_NAMES), ("activity",)),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """The column of each field; nothing outside these columns is ever kept."""

    preset: str
    columns: dict[str, int]
    options: dict[int, str] = field(default_factory=dict)
    """Bookings only: columns of ticks, and the activity that each stands for."""
    part: int = -1
    """The column that completes `source_id` where several persons share one order, or -1."""

    def indices(self) -> tuple[int, ...]:
        """Return the columns that are read, from left to right."""
        part = {self.part} if self.part >= 0 else set()
        return tuple(sorted({*self.columns.values(), *self.options, *part}))


def recognise(header: Sequence[str], kind: str) -> Mapping:
    """Map a header by the system that it comes from, else by the words themselves."""
    header = tuple(header)
    personal = kind in {"people", "bookings", "interpreters"}
    preset = presets.matching(header) if personal else None
    columns = presets.columns(preset, header) if preset else {}
    part = columns.pop("source_part", -1)
    if preset and preset.name == "pretix":
        columns = _one_id_each(columns, part)
    columns = {name: at for name, at in columns.items() if name in KINDS[kind]}
    own_ids = bool(preset and "source_id" in preset.columns)
    taken = {*columns.values(), part}
    for at, heading in enumerate(header):
        name = headings.field(heading, kind) if heading and at not in taken else ""
        if name and name not in columns and not (name == "source_id" and own_ids):
            columns[name] = at
            taken.add(at)
    columns = _in_both_scripts(header, columns, kind)
    if "given" in columns and "family" not in columns and "name" in columns:
        columns["family"] = columns.pop("name")  # "Name, Vorname" in two columns
    options = _options(header, taken) if kind == "bookings" and "activity" not in columns else {}
    return Mapping(
        preset.name if preset else "", columns, options, part if "source_id" in columns else -1
    )


def explicit(header: Sequence[str], kind: str, pairs: Pairs[str, str]) -> Mapping:
    """Map only what somebody says: FIELD=COLUMN, the column by its heading or its number from 1."""
    columns: dict[str, int] = {}
    options: dict[int, str] = {}
    for name, column in pairs.items():
        at = _column(header, column)
        if kind == "bookings" and name.startswith(ACTIVITY):
            options[at] = name.removeprefix(ACTIVITY)
        elif name in KINDS[kind]:
            columns[name] = at
        else:
            raise DeskError(
                _("There is no field “{field}” for {kind}.").format(field=name, kind=kind)
                + _nearest(name, KINDS[kind])
            )
    return Mapping("", columns, options)


def source_name(table: Table, mapping: Mapping) -> str:
    """Return what to call the source of a list: the system, else a digest of the header."""
    if mapping.preset:
        return mapping.preset
    text = "\x1f".join(map(headings.folded, table.header))
    return "header-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def named(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Return the headings of the columns that are read, in the order of a row's cells."""
    return tuple(heading(table, at) for at in mapping.indices())


def heading(table: Table, at: int) -> str:
    """Return a column's heading, or its number from 1 where it has none."""
    return (table.header[at] if at < len(table.header) else "") or str(at + 1)


def check(table: Table, mapping: Mapping, kind: str) -> None:
    """Refuse a list without the columns that its kind cannot do without."""
    for alternatives in missing(mapping, kind):
        raise DeskError(
            _(
                "{file} has no column for {fields}. "
                "Say which one it is, or what kind of list this is."
            ).format(file=table.path.name, fields=" / ".join(alternatives))
        )


def missing(mapping: Mapping, kind: str) -> list[tuple[str, ...]]:
    """Return the fields that a kind of list cannot do without; of each group one would do."""
    return [
        alternatives
        for alternatives in _NEEDED[kind]
        if not any(name in mapping.columns for name in alternatives)
        and not (alternatives == ("activity",) and mapping.options)
    ]


def _one_id_each(columns: dict[str, int], part: int) -> dict[str, int]:
    """Tell two persons of one order apart by the ticket's secret where no position does."""
    if part >= 0:
        return columns
    columns = {name: at for name, at in columns.items() if name != "source_id"}
    return columns | ({"source_id": columns["code"]} if "code" in columns else {})


def _in_both_scripts(header: tuple[str, ...], columns: dict[str, int], kind: str) -> dict[str, int]:
    """Keep a name in its own script apart from its Latin form beside it: 姓名 and 拼音."""
    latin = [at for at, text in enumerate(header) if headings.latin(text)]
    if not latin or "native_name" in columns or "native_name" not in KINDS[kind]:
        return columns
    own = [
        at
        for at, text in enumerate(header)
        if at not in latin and headings.field(text, kind) == "name"
    ]
    return columns | {"name": latin[0], "native_name": own[0]} if own else columns


def _options(header: tuple[str, ...], taken: set[int]) -> dict[int, str]:
    return {
        at: text
        for at, text in enumerate(header)
        if text and at not in taken and not headings.field(text, "people")
    }


def _column(header: Sequence[str], column: str) -> int:
    """Find a column by its heading (case does not matter), else by its number."""
    wanted = column.strip().casefold()
    found = [at for at, text in enumerate(header) if text.casefold() == wanted]
    found = found or [
        at
        for at, text in enumerate(header)
        if headings.folded(text) == headings.folded(column) != ""
    ]
    if len(found) > 1:
        raise DeskError(
            _("Several columns are headed “{column}”. Give its number instead.").format(
                column=column
            )
        )
    if found:
        return found[0]
    if wanted.isdecimal() and 1 <= int(wanted) <= max(len(header), 1):
        return int(wanted) - 1
    raise DeskError(
        _("There is no column “{column}”.").format(column=column) + _nearest(column, header)
    )


def _nearest(text: str, among: Sequence[str] | Pairs[str, object]) -> str:
    """Add the likeliest correction to a refusal."""
    lower = {name.casefold(): name for name in among if name}
    near = difflib.get_close_matches(text.casefold(), lower, n=1, cutoff=0.4)
    if near:
        return " " + _("Do you mean “{name}”?").format(name=lower[near[0]])
    return " " + _("There are: {names}.").format(names=", ".join(lower.values()))
