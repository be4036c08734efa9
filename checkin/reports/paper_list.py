"""The list on paper: everybody with a box to tick, for the hour without electricity."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, get_args

from checkin import readiness
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.person import Person, is_han
from checkin.paper.fit import Align, Style, fit
from checkin.paper.page import MM, Pages
from checkin.paper.runs import compose
from checkin.search import collation

Order = Literal["din-1", "din-2", "pinyin"]
Progress = Callable[[int, int], None]

ORDERS: tuple[Order, ...] = get_args(Order)
"""A dictionary's (ä like a), a directory's (ä like ae), or by the sound of Chinese names."""

MISSING = "□"
"""Stands for a character that no font here has; the foot of the page says so."""

_WIDTH, _HEIGHT = 297.0, 210.0  # A4, landscape
_LEFT, _TOP, _BOTTOM = 12.0, 31.0, 16.0
_ROW = 7.0
_BOX = 4.4
_LONGEST = 200  # characters of one cell
_INK, _SOFT, _ZEBRA = "#17211D", "#5B6B64", "#F0F4F2"


class _Column(NamedTuple):
    """Where a column stands and how it is set."""

    left: float
    width: float
    title: str
    style: Style
    align: Align = "left"


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


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of a list: how long it is, and of whom a character could not be printed."""

    people: int
    pages: int
    missing: tuple[tuple[str, str], ...] = ()  # person, character


def write(
    desk: Desk,
    out: Path,
    order: Order = "din-1",
    at: datetime | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Write the list as PDF, whole or not at all; raises DeskError where it cannot be written."""
    if order not in ORDERS:
        raise DeskError(
            _("“{word}” is no order; choose of: {choices}.").format(
                word=order, choices=", ".join(ORDERS)
            )
        )
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            printed = draw(desk, file, order, at or desk.moment(None), progress)
        draft.replace(out)
    except OSError as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return printed


def draw(
    desk: Desk, stream: BinaryIO, order: Order, at: datetime, progress: Progress | None = None
) -> Printed:
    """Draw the list; without anybody it is one page that says so."""
    people = rows(desk, order)
    fitting = int((_HEIGHT - _TOP - _BOTTOM) / _ROW)
    pages = [people[n : n + fitting] for n in range(0, len(people), fitting)] or [[]]
    sheet = _Sheet(stream, desk, at, len(people), len(pages))
    for number, some in enumerate(pages):
        if progress:
            progress(number * fitting, max(len(people), 1))
        sheet.page(number + 1, number * fitting + 1, some)
    sheet.close()
    return Printed(len(people), len(pages), tuple(sheet.missing))


def rows(desk: Desk, order: Order = "din-1") -> list[Row]:
    """Return everybody who may still come, in an order that people can look up."""
    house = _house_languages(desk.event.country)
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
        """SELECT id FROM person WHERE NOT erased AND issue > 0
           AND status NOT IN ('cancelled', 'substituted') ORDER BY name_key, id"""
    ).fetchall()
    for row in ids:
        person = desk.person(row[0])
        if person:
            yield person


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


def _house_languages(country: str) -> frozenset[str]:
    """Return the languages that nobody needs an interpreter for where the event is."""
    from babel.languages import get_official_languages  # noqa: PLC0415  30 ms for this list only

    return frozenset(get_official_languages(country)) if country else frozenset()


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


# Drawing ##############################################################################


def _columns() -> tuple[_Column, ...]:
    name = Style("bold", 6.5, 10.5, wished=8.0, lines=2, whole=True, colour=_INK)
    plain = Style("regular", 6.0, 9.0, wished=7.5, lines=2, colour=_INK)
    strong = Style("bold", 6.0, 9.0, wished=7.5, lines=2, colour=_INK)
    return (
        _Column(32.0, 64.0, _("Name"), name),
        _Column(98.0, 30.0, "", Style("regular", 6.5, 10.5, 8.0, lines=2, whole=True)),
        _Column(130.0, 58.0, _("Organisation"), plain),
        _Column(190.0, 34.0, _("Delegation"), plain),
        _Column(226.0, 20.0, _("Interpreter"), strong),
        _Column(248.0, 37.0, _("Attention"), strong),
    )


class _Sheet:
    """Draws page after page, and remembers what could not be printed."""

    def __init__(self, stream: BinaryIO, desk: Desk, at: datetime, people: int, pages: int) -> None:
        self._pages = Pages(stream, _WIDTH, _HEIGHT, _("Paper list"))
        self._columns, self._count, self._people = _columns(), pages, people
        self._title = desk.event.title
        heard = {label: f"{moment:%H:%M}" for label, moment in readiness.heard(desk).items()}
        heard[desk.label] = f"{at:%H:%M}"
        desks = ", ".join(f"{label} {time}" for label, time in sorted(heard.items()))
        self._as_of = _("As of {at} (desk {desks})").format(at=f"{at:%d.%m.%Y %H:%M}", desks=desks)
        self.missing: dict[tuple[str, str], None] = {}

    def page(self, number: int, first: int, rows: Sequence[Row]) -> None:
        """Draw one page; the first of its rows bears this number."""
        self._head()
        for place, row in enumerate(rows):
            self._row(_TOP + place * _ROW, first + place, row, shaded=place % 2 == 1)
        if not rows:
            self._put(_("Nobody is registered."), (_LEFT, _TOP, 200.0, 8.0), _soft(10.0))
        self._foot(number)
        self._pages.turn()

    def close(self) -> None:
        """End the document."""
        self._pages.close()

    def _head(self) -> None:
        big = Style("bold", 9.0, 15.0, lines=1, colour=_INK)
        self._put(self._title, (_LEFT, 10.0, 170.0, 8.0), big)
        self._put(self._as_of, (_LEFT + 173.0, 10.0, 100.0, 8.0), _soft(8.0), "right")
        for column in self._columns:
            if column.title:
                box = (column.left, _TOP - 7.0, column.width, 6.0)
                self._put(column.title, box, _soft(7.5), column.align)
        self._pages.bar((_LEFT, _TOP - 0.4, _WIDTH - 2 * _LEFT, 0.4), _INK)

    def _row(self, top: float, number: int, row: Row, *, shaded: bool) -> None:
        if shaded:
            self._pages.bar((_LEFT, top, _WIDTH - 2 * _LEFT, _ROW), _ZEBRA)
        self._tick_box(_LEFT + 1.0, top + (_ROW - _BOX) / 2)
        self._put(str(number), (20.0, top, 9.0, _ROW), _soft(8.0), "right")
        for column, text in zip(self._columns, row.cells(), strict=True):
            if text:
                box = (column.left, top + 0.4, column.width, _ROW - 0.8)
                self._put(self._printable(row, text), box, column.style, column.align)

    def _tick_box(self, left: float, top: float) -> None:
        self._pages.bar((left, top, _BOX, _BOX), _INK, 0.6)
        self._pages.bar((left + 0.35, top + 0.35, _BOX - 0.7, _BOX - 0.7), "#FFFFFF", 0.4)

    def _foot(self, number: int) -> None:
        top = _HEIGHT - _BOTTOM + 4.0
        people = ngettext("{n} person", "{n} people", self._people).format(n=self._people)
        page = _("Page {page} of {pages}").format(page=number, pages=self._count)
        self._put(f"{people} · {page}", (_LEFT + 173.0, top, 100.0, 6.0), _soft(8.0), "right")
        if self.missing:
            note = _("{sign} stands for a character that cannot be printed here.")
            self._put(note.format(sign=MISSING), (_LEFT, top, 170.0, 6.0), _soft(8.0))

    def _printable(self, row: Row, text: str) -> str:
        """Put a sign in the place of each character that no font has, and remember it."""
        lacking = compose(text[:_LONGEST], "regular").missing
        self.missing.update({(row.person, sign): None for sign in lacking})
        return text[:_LONGEST].translate(dict.fromkeys(map(ord, lacking), MISSING))

    def _put(
        self, text: str, box: tuple[float, float, float, float], style: Style, align: Align = "left"
    ) -> None:
        left, top, width, height = box
        words = [(compose(text, style.weight), style)]
        fitted = fit(words, width * MM, height * MM, align, "middle")
        self._pages.text(fitted.lines, left, top)


def _soft(size: float) -> Style:
    return Style("regular", 6.0, size, lines=1, colour=_SOFT)
