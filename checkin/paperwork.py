"""What a desk does with paper that comes back: ticks, signatures, and names written at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin import people, programme, sheets
from checkin.attendance import admission, scanning
from checkin.attendance.scanning import Outcome
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Fact
from checkin.model.person import Person
from checkin.sheets import Printed
from checkin.verdicts import ACTING, OVERRIDABLE, Verdict

SOURCE = "paper"


@dataclass(frozen=True, slots=True)
class Refused:
    """A tick that the desk would refuse, and as what."""

    number: int  # on the paper; 0 where it was not by number
    person: Person
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Ticked:
    """What came of the ticks of a page."""

    came: tuple[str, ...]  # persons who are in now and were not
    already: tuple[str, ...]
    refused: tuple[Refused, ...]
    act: str | None


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
    not, or where nobody says to what.
    """
    found = sheets.printed(desk, code)
    ticked = _meant(found, text, page)
    named = activity or found.activity
    where = programme.activity(desk, named).id if named else admission.day(desk, at).id
    came: list[str] = []
    already: list[str] = []
    refused: list[Refused] = []
    facts: list[Fact] = []
    for number in ticked:
        answer = scanning.preview(desk, found.rows[number], activity=where, at=at)
        person = answer.person
        if person is None:
            continue
        if answer.verdict is Verdict.ALREADY_HERE:
            already.append(person.id)
        elif answer.verdict in ACTING or (override and answer.verdict in OVERRIDABLE):
            came.append(person.id)
            facts.append(_arrived(person.id, where, at, answer))
        else:
            refused.append(Refused(number, person, answer.verdict))
    act = _written(desk, facts)
    return Ticked(tuple(came), tuple(already), tuple(refused), act)


def sign(desk: Desk, code: str, text: str, at: datetime, *, page: int = 0) -> list[str]:
    """Note who has signed a printed list, as one act; return those for whom that is news."""
    found = sheets.printed(desk, code)
    where = found.activity
    if not where:
        raise DeskError(_("This list is of no activity; signatures belong to one."))
    query = "SELECT 1 FROM mark WHERE person = ? AND activity = ? AND what = 'signed'"
    new = [
        found.rows[number]
        for number in _meant(found, text, page)
        if not store.single(desk.db, query, (found.rows[number], where))
    ]
    said = {"activity": where, "at": at.isoformat(), "sheet": found.code}
    _written(desk, [Fact("signed", person, said) for person in new])
    return new


def write_in(
    desk: Desk, values: Mapping[str, str], activity: str, at: datetime, code: str = ""
) -> Person:
    """Enter somebody who wrote their name at the end of a list: new, in, and signed; one act."""
    where = programme.activity(desk, activity).id if activity else admission.day(desk, at).id
    with desk.act():
        person = people.enter(desk, values)
        said = {"activity": where, "at": at.isoformat()}
        facts = [Fact("arrived", person.id, {**said, "source": SOURCE})]
        if code:
            facts.append(Fact("signed", person.id, {**said, "sheet": code}))
        desk.keep(facts)
    return person


def add_present(
    desk: Desk, persons: Iterable[str], activity: str, at: datetime | None = None
) -> Sequence[str]:
    """Check in those who signed and were not scanned, with paper as the source; one act.

    They came when they signed, unless a time is stated.
    """
    where = programme.activity(desk, activity).id
    facts = []
    for person in dict.fromkeys(persons):
        query = "SELECT at FROM mark WHERE person = ? AND activity = ? AND what = 'signed'"
        signed = store.single(desk.db, query, (person, where))
        moment = at.isoformat() if at else signed
        if moment:
            said = {"activity": where, "at": moment, "source": SOURCE}
            facts.append(Fact("arrived", person, said))
    _written(desk, facts)
    return [fact.subject for fact in facts]


def _meant(found: Printed, text: str, page: int) -> list[int]:
    valid = found.on_page(page) if page else list(found.rows)
    if page and not valid:
        raise DeskError(_("The list {code} has {n} pages.").format(code=found.code, n=found.pages))
    return sheets.numbers(text, valid)


def _arrived(person: str, where: str, at: datetime, answer: Outcome) -> Fact:
    said = {"activity": where, "at": at.isoformat(), "source": SOURCE}
    if answer.verdict not in ACTING:
        said["override"] = answer.verdict.value
    return Fact("arrived", person, said)


def _written(desk: Desk, facts: Sequence[Fact]) -> str | None:
    if not facts:
        return None
    desk.write(*facts)
    return desk.last_act()
