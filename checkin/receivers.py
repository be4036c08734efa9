"""What a desk does with receivers: lend one to a person, take it back, know which are out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Fact
from checkin.model import receiver
from checkin.model.person import Person

_LONGEST = 20  # signs of a number

_OUT = "SELECT number, person, channel, deposit, at, desk, entry FROM receiver"


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


@dataclass(frozen=True, slots=True)
class Offer:
    """What goes with a receiver for a person."""

    channel: str
    deposit: str


def lend(desk: Desk, person_id: str, number: str = "", at: datetime | None = None) -> Loan:
    """Lend a receiver, the next free one unless a number is said; its channel is the person's.

    Who has one is given no other unless by number. Raises DeskError where that number is out.
    """
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    had = of_person(desk, person.id)
    number = " ".join(number.split())[:_LONGEST]
    if had and number in {"", *(loan.number for loan in had)}:
        return next((loan for loan in had if loan.number == number), had[0])
    holders = _with_number(desk, number) if number else []
    if holders:
        raise DeskError(_out_already(desk, holders[0]))
    said = {
        "number": number or free_number(desk),
        "channel": receiver.channel(desk.event.channels, person.languages),
        "deposit": desk.event.deposit,
        "at": (at or desk.this_moment()).isoformat(),
    }
    entry = desk.write(Fact("lent", person.id, said))[0]
    return Loan(person=person.id, desk=entry.desk, entry=entry.id, **said)


def offered(desk: Desk, person: Person) -> Offer:
    """Return what a person would get: the channel of their language, and the deposit asked for."""
    return Offer(receiver.channel(desk.event.channels, person.languages), desk.event.deposit)


def take_back(desk: Desk, number: str, at: datetime | None = None) -> list[Loan]:
    """Take a receiver back from whoever has it; raises DeskError where nobody does."""
    number = " ".join(number.split())
    loans = _with_number(desk, number)
    if not loans:
        raise DeskError(_("Receiver {number} is not lent.").format(number=number))
    moment = (at or desk.this_moment()).isoformat()
    people = dict.fromkeys(loan.person for loan in loans)
    desk.write(
        *(
            Fact(
                "returned",
                person,
                {
                    "number": number,
                    "at": moment,
                    "of": [loan.entry for loan in loans if loan.person == person],
                },
            )
            for person in people
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


def free_number(desk: Desk) -> str:
    """Return the lowest number that is not out."""
    taken = {row[0] for row in desk.db.execute("SELECT number FROM receiver")}
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)


def _with_number(desk: Desk, number: str) -> list[Loan]:
    rows = desk.db.execute(f"{_OUT} WHERE number = ? ORDER BY at, entry", (number,))
    return [Loan(*row) for row in rows]


def _out_already(desk: Desk, loan: Loan) -> str:
    person = desk.person(loan.person)
    return _("Receiver {number} is out already: {name}.").format(
        number=loan.number, name=person.whole_name if person else loan.person
    )


def _order(number: str) -> tuple[int, str]:
    digits = number.isascii() and number.isdigit()
    return (int(number), "") if digits else (1 << 30, number)
