"""What a desk does with paper that comes back: ticks, signatures, and names written at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin import people, programme, sheets
from checkin.attendance import admission, scanning
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.model.moment import instant
from checkin.model.person import Person
from checkin.sheets import Printed
from checkin.verdicts import ACTING, OVERRIDABLE, Verdict

SOURCE = "paper"

_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")


@dataclass(frozen=True, slots=True)
class Refused:
    """A tick that the desk would refuse, and as what."""

    number: int  # on the paper
    person: Person
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Ticked:
    """What came of the ticks of a page."""

    came: tuple[str, ...]  # persons who are in now and were not
    already: tuple[str, ...]
    refused: tuple[Refused, ...]
    unknown: tuple[int, ...]  # numbers of whom this desk knows nobody (any more)
    act: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a printed list, as it stands on paper, and what this desk knows of it by now."""

    number: int
    page: int
    person: str  # '' for nobody whom this desk knows
    name: str
    native_name: str
    organisation: str
    here: bool  # at what the list is of has been, by scan or by paper
    signed: bool


def lines(desk: Desk, found: Printed, page: int = 0, activity: str = "") -> list[Line]:
    """Return the rows of a printed list, or of one page, in the order of the paper.

    Raises DeskError for a page that the list has not.
    """
    _require_page(found, page)
    where = activity or found.activity or desk.day(desk.moment(None))
    been = _been(desk, "SELECT person FROM attendance WHERE activity = ?", where)
    signed = _been(desk, "SELECT person FROM mark WHERE activity = ? AND what = 'signed'", where)
    made = []
    for number, there in found.page_of.items():
        if page and there != page:
            continue
        one = desk.person(found.rows[number])
        if one is None or not one.named:
            made.append(Line(number, there, "", "", "", "", here=False, signed=False))
            continue
        native = "" if one.native_name == one.whole_name else one.native_name
        told = (one.id, one.whole_name, native, one.organisation or one.native_organisation)
        made.append(Line(number, there, *told, here=one.id in been, signed=one.id in signed))
    return made


def stated(desk: Desk, text: str, activity: str = "") -> datetime:
    """Read when paper was ticked; a clock alone is of the day of an activity, else of today.

    Raises DeskError for what is no time.
    """
    clock = _CLOCK.fullmatch(text.strip())
    if not clock:
        return desk.event.moment(text)
    known = desk.activity(activity) if activity else None
    start = instant(known.start) if known else None
    day = str(desk.event.day_of(start or desk.moment(None)))
    if known and known.day:
        day = known.day
    return desk.event.moment(f"{day}T{clock[1].zfill(2)}:{clock[2]}")


def tick(  # noqa: PLR0913  what paper says
    desk: Desk,
    code: str,
    text: str,
    at: datetime,
    *,
    page: int = 0,
    activity: str = "",
    override: bool = False,
) -> Ticked:
    """Check in those who are ticked on a printed list, at a stated time, as one act.

    Numbers are those of the paper, of one page where it is said. Who is in already stays; who would
    be refused is told, and let in only with `override`. Raises DeskError for a number that there is
    not, or for an activity that there is not.
    """
    found = sheets.printed(desk, code)
    named = activity or found.activity
    where = programme.activity(desk, named).id if named else admission.event_day(desk, at).id
    ticked, unknown = _meant(desk, found, text, page)
    came: list[str] = []
    already: list[str] = []
    refused: list[Refused] = []
    with desk.act():
        for number, person in ticked.items():  # one by one: each takes a place from the next
            verdict = _let_in(desk, person.id, where, at, override=override)
            if verdict is Verdict.ALREADY_HERE:
                already.append(person.id)
            elif verdict in ACTING:
                came.append(person.id)
            else:
                refused.append(Refused(number, person, verdict))
    act = desk.last_act() if came else None
    return Ticked(tuple(came), tuple(already), tuple(refused), unknown, act)


def sign(  # noqa: PLR0913  what paper says
    desk: Desk, code: str, text: str, at: datetime, *, page: int = 0, activity: str = ""
) -> list[str]:
    """Note who has signed a printed list, as one act; return those for whom that is news.

    Raises DeskError for a number that there is not, or where nobody says of what the list is.
    """
    found = sheets.printed(desk, code)
    named = activity or found.activity
    if not named:
        raise DeskError(_("This list is of no activity; signatures belong to one."))
    where = programme.activity(desk, named).id
    meant, _unknown = _meant(desk, found, text, page)
    new = [one.id for one in meant.values() if not _signed(desk, one.id, where)]
    said = {"activity": where, "at": at.isoformat(), "sheet": found.code}
    if new:
        desk.write(*(Fact("signed", person, said) for person in new))
    return new


def write_in(
    desk: Desk, code: str, values: Mapping[str, str], at: datetime, *, activity: str = ""
) -> Person:
    """Enter somebody who wrote their name at the end of a list: new and in; one act.

    On a signature sheet they have signed, too. Raises DeskError without a name.
    """
    found = sheets.printed(desk, code)
    named = activity or found.activity
    where = programme.activity(desk, named).id if named else admission.event_day(desk, at).id
    with desk.act():
        person = people.enter(desk, values)
        _let_in(desk, person.id, where, at, override=True)
        if found.kind == "signatures":
            said = {"activity": where, "at": at.isoformat(), "sheet": found.code}
            desk.write(Fact("signed", person.id, said))
    return person


def add_present(
    desk: Desk, persons: Iterable[str], activity: str, at: datetime | None = None
) -> Sequence[str]:
    """Check in those who signed and were not scanned, with paper as the source; one act.

    They came when they signed, unless a time is stated.
    """
    where, came = programme.activity(desk, activity).id, []
    with desk.act():
        for person in dict.fromkeys(persons):
            signed = _signed(desk, person, where)
            moment = at or (desk.event.moment(signed) if signed else None)
            if moment and _let_in(desk, person, where, moment, override=True) in ACTING:
                came.append(person)
    return came


def _meant(
    desk: Desk, found: Printed, text: str, page: int
) -> tuple[dict[int, Person], tuple[int, ...]]:
    """Return whom a text means, by number, and the numbers of whom this desk knows nobody."""
    _require_page(found, page)
    numbers = sheets.numbers(text, found.on_page(page) if page else list(found.rows))
    meant = {number: desk.person(found.rows[number]) for number in numbers}
    known = {number: person for number, person in meant.items() if person}
    return known, tuple(number for number, person in meant.items() if person is None)


def _require_page(found: Printed, page: int) -> None:
    if page and not 0 < page <= found.pages:
        raise DeskError(_("The list {code} has {n} pages.").format(code=found.code, n=found.pages))


def _let_in(desk: Desk, person: str, where: str, at: datetime, *, override: bool) -> Verdict:
    """Check somebody in who is not, and return the verdict by which they came or stay out."""
    verdict = scanning.preview(desk, person, activity=where, at=at).verdict
    if verdict in ACTING:
        said = {"activity": where, "at": at.isoformat(), "source": SOURCE}
        desk.write(Fact("arrived", person, said))
    elif override and verdict in OVERRIDABLE - {Verdict.ALREADY_HERE}:
        return scanning.admit(desk, person, activity=where, at=at, source=SOURCE).verdict
    return verdict


def _signed(desk: Desk, person: str, activity: str) -> str:
    """Return when a person has signed the list of an activity; '' for never."""
    query = "SELECT at FROM mark WHERE person = ? AND activity = ? AND what = 'signed'"
    return store.single(desk.db, query, (person, activity)) or ""


def _been(desk: Desk, query: str, activity: str) -> set[str]:
    return {row[0] for row in desk.db.execute(query, (activity,))}
