"""The card of a bus: for each leg who is expected, a box to tick each, driver and times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from checkin import buses, programme
from checkin.attendance import as_of
from checkin.buses import Roll
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.person import Person
from checkin.paper import listing
from checkin.paper.listing import Column, Heading, Listing, Printed, Row
from checkin.reports.gate_list import unnamed, when
from checkin.search import collation

_ROW = 7.5  # mm


def write(desk: Desk, out: Path, activity: str = "", at: datetime | None = None) -> Printed:
    """Write the cards of a bus or a leg, or of all buses, as PDF; raises DeskError."""
    return listing.write(out, drawn_up(desk, activity, at), _("Bus"))


def write_legs(desk: Desk, out: Path, legs: Sequence[str], at: datetime | None = None) -> Printed:
    """Write the cards of some legs, as PDF; raises DeskError."""
    moment = at or desk.moment(None)
    cards = [_card(desk, buses.roll(desk, leg), moment) for leg in legs]
    return listing.write(out, cards, _("Bus"))


def drawn_up(desk: Desk, activity: str = "", at: datetime | None = None) -> list[Listing]:
    """Return a card for each leg, with the names alone: a bus needs no telephone numbers."""
    moment = at or desk.moment(None)
    if activity:
        meant = programme.activity(desk, activity)
        bus = buses.bus_of(desk, meant.id)
        rolls = buses.rolls(desk, bus.id)
        if meant.id != bus.id:
            rolls = [one for one in rolls if one.leg.id == meant.id]
    else:
        rolls = [one for bus in buses.buses(desk) for one in buses.rolls(desk, bus.id)]
    if not rolls:
        raise DeskError(_("No bus is planned."))
    return [_card(desk, one, moment) for one in rolls]


def _card(desk: Desk, roll: Roll, at: datetime) -> Listing:
    named = [one for one in roll.expected if one.named]
    hidden = len(roll.expected) - len(named)
    titles = {
        row[0]: row[1] for row in desk.db.execute("SELECT id, title FROM delegation").fetchall()
    }
    named.sort(key=lambda one: _order(titles.get(one.delegation, ""), one))
    lines: list[Row | Heading] = []
    names, group = buses.told_apart(named), None
    for number, one in enumerate(named, 1):
        title = titles.get(one.delegation, "") or _("Without a delegation")
        if title != group:
            group = title
            lines.append(Heading(title))
        native = "" if one.native_name == one.whole_name else one.native_name
        lines.append(Row(("", str(number), names[one.id], native), one.id))
    leg, bus = roll.leg, roll.bus
    title = leg.title if bus.title in leg.title else f"{bus.title} · {leg.title}"
    driver = buses.driver(desk, bus)
    meet = _("Meeting point: {place}").format(place=bus.meeting_point) if bus.meeting_point else ""
    parts = (when(desk, leg), meet, _("Driver: {name}").format(name=driver) if driver else "")
    count = ngettext("{n} person", "{n} people", len(roll.expected))
    return Listing(
        title=title,
        about=" · ".join(part for part in parts if part),
        as_of=as_of.sentence(as_of.stands(desk), at),
        columns=(
            Column("", 7.0, "tick"),
            Column("", 8.0, "soft", "right"),
            Column(_("Name"), 66.0, "name"),
            Column("", 40.0, "native"),
        ),
        lines=lines,
        below=unnamed(hidden),
        count=count.format(n=len(roll.expected)),
        empty="" if hidden else _("Nobody is booked."),
        size=listing.A5,
        row=_ROW,
    )


def _order(title: str, person: Person) -> tuple[object, ...]:
    order = collation.usual(language())
    key = collation.name_key(person.family or person.whole_name, person.given, order)
    return (not title, collation.key(title, order), key)
