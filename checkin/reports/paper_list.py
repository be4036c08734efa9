"""The list on paper: everybody with a box to tick, for the hour without electricity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from checkin import readiness, schema
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal import store
from checkin.model.person import Person, is_han
from checkin.paper import listing
from checkin.paper.listing import Column, Listing, Printed, Progress
from checkin.reports.gate_list import unnamed
from checkin.search import collation
from checkin.vocabulary import naming

Order = Literal["din-1", "din-2", "pinyin"]

ORDERS: tuple[Order, ...] = get_args(Order)
"""A dictionary's (ä like a), a directory's (ä like ae), or by the sound of Chinese names."""

_LONGEST = 200  # characters of a name by which it is sorted


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the list."""

    person: str
    name: str
    native_name: str
    organisation: str
    delegation: str
    interpreter: str  # the language to interpret into, or that this is an interpreter
    attention: str

    def cells(self) -> tuple[str, ...]:
        """Return what is printed beside the number."""
        parts = (self.name, self.native_name, self.organisation, self.delegation)
        return (*parts, self.interpreter, self.attention)


def write(
    desk: Desk,
    out: Path,
    order: Order = "din-1",
    at: datetime | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Write the list as PDF, whole or not at all; raises DeskError where it cannot be written."""
    return listing.write(out, [drawn_up(desk, order, at)], _("Paper list"), progress)


def drawn_up(desk: Desk, order: Order = "din-1", at: datetime | None = None) -> Listing:
    """Return the list; without anybody it is one page that says so. Raises DeskError."""
    if order not in ORDERS:
        raise DeskError(
            _("“{word}” is no order; choose of: {choices}.").format(
                word=order, choices=", ".join(ORDERS)
            )
        )
    people = rows(desk, order)
    hidden = _hidden(desk)
    number = len(people) + hidden
    return Listing(
        title=desk.event.title,
        as_of=_as_of(desk, at or desk.moment(None)),
        columns=_columns(),
        lines=[
            listing.Row(("", str(number), *row.cells()), row.person)
            for number, row in enumerate(people, 1)
        ],
        below=unnamed(hidden),
        count=ngettext("{n} person", "{n} people", number).format(n=number),
        empty="" if hidden else _("Nobody is registered."),
    )


def rows(desk: Desk, order: Order = "din-1") -> list[Row]:
    """Return everybody who may still come, in an order that people can look up."""
    house = naming.official(desk.event.country)
    titles = dict(desk.db.execute("SELECT id, title FROM delegation"))
    people = sorted(_expected(desk), key=partial(_key, order=order))
    return [
        Row(
            person.id,
            _listed_name(person),
            "" if person.native_name == person.whole_name else person.native_name,
            person.organisation or person.native_organisation,
            titles.get(person.delegation, ""),
            _interpreter(person, house),
            person.attention,
        )
        for person in people
    ]


def _expected(desk: Desk) -> Iterator[Person]:
    ids = desk.db.execute(
        f"""SELECT id FROM person WHERE {schema.NAMED} AND issue > 0
           AND status NOT IN ('cancelled', 'substituted') ORDER BY name_key, id"""  # noqa: S608
    ).fetchall()
    for row in ids:
        person = desk.person(row[0])
        if person:
            yield person


def _hidden(desk: Desk) -> int:
    """Return how many may still come and are named on no list."""
    query = """SELECT count(*) FROM person WHERE NOT erased AND protected <> '' AND issue > 0
      AND status NOT IN ('cancelled', 'substituted')"""
    return int(store.single(desk.db, query))


def _listed_name(person: Person) -> str:
    """Return the name with what it is sorted by in front."""
    if person.family and person.given and not is_han(person.family + person.given):
        rest = " ".join(part for part in (person.given, person.middle) if part)
        return f"{person.family}, {rest}"
    return person.whole_name


def _interpreter(person: Person, house: frozenset[str]) -> str:
    if person.role == "interpreter":
        return _("Interpreter")
    spoken = person.languages.split()
    return spoken[0].upper() if spoken and spoken[0] not in house else ""


# Order ################################################################################


def _key(person: Person, order: Order) -> tuple[str, str]:
    native, name = person.native_name, person.whole_name
    if order == "pinyin" and is_han(native):
        return collation.key(_sound(native), "dictionary"), native
    if person.family and person.given and not is_han(person.family + person.given):
        name = f"{person.family} {person.given} {person.middle}"
    return collation.key(name, "names" if order == "din-2" else "dictionary"), name


def _sound(han: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  slow, and only Chinese names need it

    return " ".join(lazy_pinyin(han[:_LONGEST]))


def _columns() -> tuple[Column, ...]:
    return (
        Column("", 7.0, "tick"),
        Column("", 9.0, "soft", "right"),
        Column(_("Name"), 64.0, "name"),
        Column("", 30.0, "native"),
        Column(_("Organisation"), 58.0),
        Column(_("Delegation"), 34.0),
        Column(_("Interpreter"), 20.0, "strong"),
        Column(_("Attention"), 37.0, "strong"),
    )


def _as_of(desk: Desk, at: datetime) -> str:
    heard = {label: f"{moment:%H:%M}" for label, moment in readiness.heard(desk).items()}
    heard[desk.label] = f"{at:%H:%M}"
    desks = ", ".join(f"{label} {time}" for label, time in sorted(heard.items()))
    return _("As of {at} (desk {desks})").format(at=f"{at:%d.%m.%Y %H:%M}", desks=desks)
