"""The receivers that are out, by delegation, with who has them, and those that are lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from checkin import receivers
from checkin.attendance import as_of as standing
from checkin.card import titled
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.person import Person
from checkin.paper import listing
from checkin.paper.listing import Column, Heading, Listing, Printed, Progress, Row
from checkin.receivers import Loan
from checkin.search import collation
from checkin.vocabulary import deposits

_RIDE = "transfer"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a receiver, and by what one finds them; a protected person is there by alias."""

    loan: Loan
    person: Person
    delegation: str  # its title
    buses: str


def holders(desk: Desk) -> list[Holder]:
    """Return who has a receiver, by delegation and number; those without one come last."""
    found = [_holder(desk, loan) for loan in receivers.lent(desk)]
    order = collation.usual(language())
    return sorted(found, key=lambda one: collation.key(one.delegation, order))


def _holder(desk: Desk, loan: Loan) -> Holder:
    person = desk.person(loan.person) or Person(loan.person)
    delegation = desk.delegation(person.delegation) if person.delegation else None
    title = titled(delegation, language()) if delegation else ""
    return Holder(loan, person, title, _buses(desk, person.id))


def _buses(desk: Desk, person: str) -> str:
    """Return the buses of a person in the order of time: of rides, and of visits that name one."""
    rows = desk.db.execute(
        "SELECT activity FROM booking WHERE person = ? AND status = 'booked'", (person,)
    ).fetchall()
    booked = [one for row in rows if (one := desk.activity(row[0]))]
    found: dict[str, None] = {}
    for one in sorted(booked, key=lambda activity: (activity.start or activity.day, activity.id)):
        ride = one if one.kind == _RIDE else desk.activity(one.bus)
        found[titled(ride, language()) if ride else one.bus] = None
    return ", ".join(filter(None, found))


def write(
    desk: Desk, out: Path, at: datetime | None = None, progress: Progress | None = None
) -> Printed:
    """Write the lists as PDF, whole or not at all; raises DeskError where it cannot be written."""
    return listing.write(out, drawn_up(desk, at), _("Receivers"), progress)


def drawn_up(desk: Desk, at: datetime | None = None) -> list[Listing]:
    """Return the list of those that are out, and where any are lost that of the losses."""
    found = holders(desk)
    away = [one for one in found if not one.loan.lost]
    lost = [one for one in found if one.loan.lost]
    moment = at or desk.moment(None)
    told = [_listing(desk, _("Receivers that are out"), away, moment)]
    return told + ([_listing(desk, _("Receivers that are lost"), lost, moment)] if lost else [])


def _listing(desk: Desk, about: str, some: Sequence[Holder], at: datetime) -> Listing:
    lines: list[Row | Heading] = []
    for title, group in groupby(some, key=lambda one: one.delegation):
        members = list(group)
        count = ngettext("{n} receiver", "{n} receivers", len(members)).format(n=len(members))
        lines += [Heading(title or _("Without a delegation"), count)]
        lines += [Row(_cells(desk, one), one.person.id) for one in members]
    return Listing(
        title=desk.event.title,
        as_of=standing.sentence(standing.stands(desk, at), at),
        columns=_columns(),
        lines=lines,
        about=about,
        below=_most(desk),
        count=ngettext("{n} receiver", "{n} receivers", len(some)).format(n=len(some)),
        empty=_("No receiver is out."),
    )


def _cells(desk: Desk, one: Holder) -> tuple[str, ...]:
    loan, person = one.loan, one.person
    since = desk.event.moment(loan.lost or loan.at)
    return (
        "",
        loan.number,
        loan.channel,
        person.whole_name or _("Unnamed guest"),
        "" if person.native_name == person.whole_name else person.native_name,
        person.phone,
        one.buses,
        deposits.words(loan.deposit),
        f"{since:%d.%m. %H:%M}",
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("", 7.0, "tick"),
        Column(_("Number"), 15.0, "strong", "right"),
        Column(_("Channel"), 14.0, "plain", "right"),
        Column(_("Name"), 60.0, "name"),
        Column("", 28.0, "native"),
        Column(_("Telephone"), 40.0),
        Column(_("Bus"), 42.0, "strong"),
        Column(_("Deposit"), 30.0),
        Column(_("Since"), 24.0, "soft"),
    )


def _most(desk: Desk) -> str:
    """Say how many were out together at most, day by day."""
    days = [f"{day[8:]}.{day[5:7]}.: {most}" for day, most in receivers.most_at_once(desk) if most]
    return _("Out at once at most: {days}").format(days=", ".join(days)) if days else ""
