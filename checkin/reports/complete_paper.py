"""Everything on paper for the hour without electricity: all lists that a desk works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checkin import bookings, buses, delegations, people, receivers
from checkin.attendance import as_of
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.activity import Activity
from checkin.model.person import Person
from checkin.paper import listing
from checkin.paper.listing import Column, Heading, Listing, Printed, Progress, Row
from checkin.reports import paper_list, signature_sheets
from checkin.reports.gate_list import unnamed, when
from checkin.search import collation

Keep = Callable[[str, Sequence[Sequence[str]], str], str]

_BLANK_ROWS = 5

_TEAM = """SELECT id FROM person WHERE NOT erased AND protected = ''
  AND role IN ('staff', 'organiser', 'host') AND phone <> '' AND status = '' ORDER BY role, n"""
_INTERPRETERS = """SELECT id FROM person WHERE NOT erased AND protected = ''
  AND role = 'interpreter' AND status <> 'cancelled' ORDER BY n"""


def write(  # noqa: PLR0913  what the whole is made of
    desk: Desk,
    out: Path,
    order: paper_list.Order = "din-1",
    at: datetime | None = None,
    *,
    keep: Keep | None = None,
    progress: Progress | None = None,
) -> Printed:
    """Write all lists as one PDF; with `keep` those with boxes can be typed in by their numbers.

    Returns how many people stand on the first list, which has everybody. Raises DeskError.
    """
    made = []
    for one, activity in drawn_up(desk, order, at):
        people = signature_sheets.pages(one)
        if not people or all(column.look != "tick" for column in one.columns):
            made.append(one)
            continue
        mark = keep("paper", people, activity) if keep else ""
        made.append(replace(one, mark=mark, lines=[*one.lines, *_blanks(one)]))
    printed = listing.write(out, made, _("Paper list"), progress)
    everybody = sum(isinstance(line, Row) and line.person != "" for line in made[0].lines)
    return replace(printed, people=everybody)


def drawn_up(
    desk: Desk, order: paper_list.Order = "din-1", at: datetime | None = None
) -> Iterator[tuple[Listing, str]]:
    """Yield each list and the activity that it is of; lists that would be empty are left out."""
    moment = at or desk.moment(None)
    yield paper_list.drawn_up(desk, order, at), ""
    stand = as_of.sentence(as_of.stands(desk), moment)
    for activity in sorted(
        desk.programme.activities.values(), key=lambda one: (one.day, one.start, one.id)
    ):
        if activity.kind != "transfer" and bookings.taken(desk, activity.id):
            yield _of_activity(desk, activity, stand), activity.id
    for bus in buses.buses(desk):
        for leg in buses.legs(desk, bus.id):
            if buses.passengers(desk, bus.id):
                yield _of_leg(desk, bus, leg, stand), leg.id
    for made in (_delegations(desk, stand), _interpreters(desk, stand), _receivers(desk, stand)):
        if made.lines:
            yield made, ""
    team = _team(desk, stand)
    if team.lines:
        yield team, ""


def _blanks(made: Listing) -> list[Row | Heading]:
    """Return rows for those whom no list has."""
    empty = Row(("",) * len(made.columns))
    return [Heading(_("Written in by hand")), *[empty] * _BLANK_ROWS]


def _of_activity(desk: Desk, activity: Activity, stand: str) -> Listing:
    """Return the list of an activity, its waiting list behind it."""
    booked = [one for one in bookings.on_list(desk, activity.id) if one.may_come]
    waiting = [one.person for one in bookings.waiting(desk, activity.id)]
    lines: list[Row | Heading] = _people(booked, 1)
    if waiting:
        lines.append(Heading(_("Waiting list")))
        lines += _people(waiting, len(lines), by_name=False)
    hidden = sum(not one.named for one in booked + waiting)
    return _listing(activity.title, when(desk, activity), stand, lines, hidden)


def _of_leg(desk: Desk, bus: Activity, leg: Activity, stand: str) -> Listing:
    """Return the passengers of a leg, with who drives."""
    aboard = list(buses.roll(desk, leg.id).expected) or buses.passengers(desk, bus.id)
    driver = buses.driver(desk, bus)
    told = [when(desk, leg), bus.meeting_point, _("Driver: {name}").format(name=driver)]
    about = " · ".join(part for part in (told if driver else told[:2]) if part)
    hidden = sum(not one.named for one in aboard)
    title = bus.title if leg.id == bus.id else f"{bus.title} · {leg.title}"
    return _listing(title, about, stand, _people(aboard, 1), hidden)


def _listing(
    title: str, about: str, stand: str, lines: Sequence[Row | Heading], hidden: int
) -> Listing:
    number = sum(isinstance(line, Row) for line in lines) + hidden
    return Listing(
        title=title,
        about=about,
        as_of=stand,
        columns=(
            Column("", 7.0, "tick"),
            Column("", 9.0, "soft", "right"),
            Column(_("Name"), 70.0, "name"),
            Column("", 40.0, "native"),
            Column(_("Organisation"), 80.0),
            Column(_("Telephone"), 44.0),
        ),
        lines=lines,
        below=unnamed(hidden),
        count=ngettext("{n} person", "{n} people", number).format(n=number),
        empty="" if hidden else _("Nobody is booked."),
    )


def _people(people: Sequence[Person], first: int, *, by_name: bool = True) -> list[Row | Heading]:
    named = [one for one in people if one.named]
    if by_name:
        order = collation.usual(language())
        named.sort(
            key=lambda one: collation.name_key(one.family or one.whole_name, one.given, order)
        )
    return [
        Row(
            (
                "",
                str(number),
                one.whole_name,
                "" if one.native_name == one.whole_name else one.native_name,
                one.organisation or one.native_organisation,
                one.phone,
            ),
            one.id,
        )
        for number, one in enumerate(named, first)
    ]


def _delegations(desk: Desk, stand: str) -> Listing:
    lines = []
    for one in delegations.overview(desk, desk.moment(None)):
        known = one.delegation
        leads = [delegations.head(desk, known.id, part) for part in ("head", "deputy")]
        names = [lead.whole_name if lead and lead.named else "" for lead in leads]
        phone = leads[0].phone if leads[0] and leads[0].named else ""
        cells = (
            known.title,
            str(one.expected),
            *names,
            phone,
            known.hotel,
            people.reached(desk, known.contact),
        )
        lines.append(Row(cells))
    return Listing(
        title=_("Delegations"),
        as_of=stand,
        columns=(
            Column(_("Delegation"), 52.0, "name"),
            Column(_("Expected"), 16.0, "strong", "right"),
            Column(_("Head"), 44.0),
            Column(_("Deputy"), 44.0),
            Column(_("Telephone"), 36.0),
            Column(_("Hotel"), 36.0),
            Column(_("Contact"), 46.0),
        ),
        lines=lines,
    )


def _interpreters(desk: Desk, stand: str) -> Listing:
    """Return who interprets what, as far as lists say so."""
    lines: list[Row | Heading] = []
    for (subject,) in desk.db.execute(_INTERPRETERS).fetchall():
        person = desk.person(subject)
        if person is None:
            continue
        tongues = f"{person.languages_a} {person.languages_b} {person.languages_c}".split()
        lines.append(Heading(person.whole_name, f"{' '.join(tongues).upper()}   {person.phone}"))
        lines += [Row((one.title, when(desk, one))) for one in _booked_for(desk, subject)]
    return Listing(
        title=_("Interpreters"),
        as_of=stand,
        columns=(Column(_("Activity"), 140.0, "name"), Column(_("When and where"), 120.0)),
        lines=lines,
    )


def _booked_for(desk: Desk, person: str) -> list[Activity]:
    rows = desk.db.execute(
        "SELECT activity FROM booking WHERE person = ? AND status = 'booked'", (person,)
    ).fetchall()
    found = [one for row in rows if (one := desk.activity(row[0]))]
    return sorted(found, key=lambda one: (one.start, one.id))


def _receivers(desk: Desk, stand: str) -> Listing:
    lines, hidden = [], 0
    for loan in receivers.lent(desk):
        person = desk.person(loan.person)
        named = person if person and person.named else None
        hidden += named is None
        told = (named.whole_name, named.phone) if named else ("", "")
        lines.append(Row((loan.number, told[0], loan.channel, told[1])))
    return Listing(
        title=_("Receivers that are out"),
        as_of=stand,
        columns=(
            Column(_("Number"), 24.0, "strong"),
            Column(_("Name"), 110.0, "name"),
            Column(_("Channel"), 24.0),
            Column(_("Telephone"), 60.0),
        ),
        lines=lines,
        below=unnamed(hidden),
    )


def _team(desk: Desk, stand: str) -> Listing:
    lines = []
    for (subject,) in desk.db.execute(_TEAM).fetchall():
        person = desk.person(subject)
        if person:
            what = (person.position, person.organisation, person.phone)
            lines.append(Row((person.whole_name, *what)))
    return Listing(
        title=_("Telephone numbers"),
        as_of=stand,
        columns=(
            Column(_("Name"), 70.0, "name"),
            Column(_("Position"), 60.0),
            Column(_("Organisation"), 80.0),
            Column(_("Telephone"), 50.0, "strong"),
        ),
        lines=lines,
    )
