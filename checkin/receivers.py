"""What a desk does with receivers: lend one, take it back or give it up, know which are out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from checkin import clusters, finding, projection
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Fact
from checkin.model import noun, receiver
from checkin.model.person import Person
from checkin.vocabulary import deposits

LOSSES = ("not-brought-back", "broken", "stolen", "other")
"""Why a receiver is given up: words that name nobody, as they outlive an erasure."""

_EVER = "SELECT DISTINCT subject FROM journal WHERE kind = 'lent' AND data <> 'redacted'"
_OUT = "SELECT number, person, channel, deposit, at, desk, entry, lost FROM receiver"


@dataclass(frozen=True, slots=True)
class Loan:
    """A receiver that is out, and who has it."""

    number: str
    person: str
    channel: str
    deposit: str
    at: str  # ISO
    desk: str
    entry: str
    lost: str = ""  # since when it is known to be lost, ISO


@dataclass(frozen=True, slots=True)
class Offer:
    """What goes with a receiver for a person."""

    channel: str
    deposit: str  # in words


def lend(
    desk: Desk,
    person_id: str,
    number: str = "",
    at: datetime | None = None,
    deposit: str | None = None,
) -> Loan:
    """Lend a receiver, the next free one unless a number is said; its channel is the person's.

    The deposit is the event's unless another one is said. Who has a receiver is given no other
    unless by number. Raises DeskError where that number is out, or all are.
    """
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    had = of_person(desk, person.id)
    number = receiver.number_of(number)
    if had and number in {"", *(receiver.number_of(loan.number) for loan in had)}:
        return next((loan for loan in had if receiver.number_of(loan.number) == number), had[0])
    if holders := with_number(desk, number):
        raise DeskError(_out_already(desk, holders[0]))
    said = {
        "number": number or free_number(desk),
        "channel": receiver.channel(desk.event.channels, person.languages),
        "deposit": desk.event.deposit if deposit is None else deposit,
        "at": (at or desk.this_moment()).isoformat(),
    }
    entry = desk.write(Fact("lent", person.id, said))[0]
    return Loan(person=person.id, desk=entry.desk, entry=entry.id, **said)


def borrower(desk: Desk, text: str) -> Person:
    """Return whom an id or a badge code means; raises DeskError for nobody and for several."""
    known = desk.person(text)
    if known:
        return known
    day = desk.day(desk.moment(None))
    found = finding.find(desk.db, text, 2, day) if finding.is_code(desk.db, text) else []
    person = desk.person(found[0].person) if len(found) == 1 else None
    if person is None:
        raise DeskError(
            _("Several people have this badge code.")
            if found
            else _("“{text}” is nobody's badge here.").format(text=text)
        )
    return person


def offered(desk: Desk, person: Person) -> Offer:
    """Return what a person would get: the channel of their language, and the deposit asked for."""
    channel = receiver.channel(desk.event.channels, person.languages)
    return Offer(channel, deposits.words(desk.event.deposit))


def take_back(desk: Desk, number: str, at: datetime | None = None) -> list[Loan]:
    """Take a receiver back from whoever has it; raises DeskError where nobody does."""
    return _end(desk, "returned", number, at, {})


def give_up(desk: Desk, number: str, why: str, at: datetime | None = None) -> list[Loan]:
    """Note that a receiver is lost, for one of LOSSES; found again, it is taken back as any other.

    Raises DeskError where nobody has it.
    """
    if why not in LOSSES:
        raise DeskError(
            _("There is no “{word}” here; choose of: {choices}.").format(
                word=why, choices=", ".join(LOSSES)
            )
        )
    return _end(desk, "lost", number, at, {"reason": why})


def _end(
    desk: Desk, kind: str, number: str, at: datetime | None, more: Mapping[str, str]
) -> list[Loan]:
    """Write what became of a receiver, for all who are said to have it."""
    loans = with_number(desk, receiver.number_of(number))
    if not loans:
        raise DeskError(_("Receiver {number} is not lent.").format(number=number.strip()))
    moment = (at or desk.this_moment()).isoformat()
    entries: dict[tuple[str, str], list[str]] = {}
    for loan in loans:
        entries.setdefault((loan.person, loan.number), []).append(loan.entry)
    desk.write(
        *(
            Fact(kind, person, {"number": said, "at": moment, "of": of, **more})
            for (person, said), of in entries.items()
        )
    )
    return loans


def lent(desk: Desk) -> list[Loan]:
    """Return all receivers that are out, by number."""
    loans = [Loan(*row) for row in desk.db.execute(_OUT)]
    return sorted(loans, key=lambda loan: (_order(loan.number), loan.at, loan.person))


def of_person(desk: Desk, person: str) -> list[Loan]:
    """Return the receivers that a person has, the first lent first."""
    rows = desk.db.execute(f"{_OUT} WHERE person = ? ORDER BY at, entry", (person,))
    return [Loan(*row) for row in rows]


def with_number(desk: Desk, number: str) -> list[Loan]:
    """Return who has the receiver of this number: of two desks that had not met, both."""
    return [loan for loan in lent(desk) if receiver.number_of(loan.number) == number]


def free_number(desk: Desk) -> str:
    """Return the lowest number that is not out; raises DeskError where the event has no more."""
    taken = {receiver.number_of(row[0]) for row in desk.db.execute("SELECT number FROM receiver")}
    number, most = 1, noun.number(desk.event.receivers)
    while str(number) in taken:
        number += 1
    if most is not None and number > most:
        raise DeskError(_("All {n} receivers are out.").format(n=most))
    return str(number)


def most_at_once(desk: Desk) -> list[tuple[str, int]]:
    """Return how many receivers were out together at most, per day of the event that has begun."""
    lent_to = [row[0] for row in desk.db.execute(_EVER)]
    roots = sorted({clusters.root(desk.db, subject) for subject in lent_to})
    spans = [
        span
        for _root, said in projection.folds(desk.db, roots)
        for span in receiver.spans(said.live)
    ]
    now, found = desk.moment(None), []
    for day in desk.event.days():
        begin, end = desk.event.bounds(day)
        if begin <= now:
            found.append((day.isoformat(), together(spans, begin.timestamp(), end.timestamp())))
    return found


def together(spans: Sequence[tuple[float, float]], begin: float, end: float) -> int:
    """Return how many spans overlap at most between two moments."""
    inside = [span for span in spans if span[0] < end and span[1] > begin]
    steps = [(start, 1) for start, _until in inside] + [(until, -1) for _start, until in inside]
    return max(accumulate(step for _moment, step in sorted(steps)), default=0)


def _out_already(desk: Desk, loan: Loan) -> str:
    person = desk.person(loan.person)
    return _("Receiver {number} is out already: {name}.").format(
        number=loan.number, name=person.whole_name if person else loan.person
    )


def _order(number: str) -> tuple[int, str]:
    digits = number.isascii() and number.isdigit()
    return (int(number), "") if digits else (1 << 30, number)
