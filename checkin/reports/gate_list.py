"""The gate list of a visit: what its host needs to let people in, and nothing else (F46)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from checkin import bookings, programme, visits
from checkin.attendance import as_of
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.activity import Activity
from checkin.model.person import Person
from checkin.paper import listing
from checkin.paper.listing import Column, Listing, Printed, Row
from checkin.search import collation
from checkin.tables.writing import write_csv, write_xlsx
from checkin.vocabulary import naming

TABLES = (".csv", ".xlsx")


def write(desk: Desk, out: Path, activity: str = "", at: datetime | None = None) -> Printed:
    """Write the list as PDF, or as CSV or XLSX by its ending; raises DeskError.

    Names in both scripts, organisation and country; protected persons are counted below. Without
    an activity each visit has pages of its own, to be given to its host alone; a table is of one
    visit only.
    """
    meant = chosen(desk, activity)
    if out.suffix.lower() not in TABLES:
        return listing.write(out, [drawn_up(desk, one, at) for one in meant], _("Gate list"))
    if len(meant) > 1:
        raise DeskError(_("Say which visit the table is for: a host gets its own guests alone."))
    people = guests(desk, meant[0])[0]
    header = [column.title or _("Name in its own script") for column in columns()[1:]]
    rows = [_cells(one) for one in people]
    if out.suffix.lower() == ".xlsx":
        write_xlsx(out, header, rows, _("Gate list"))
    else:
        write_csv(out, header, rows, "excel-de")
    return Printed(len(people), 1)


def drawn_up(desk: Desk, visit: Activity, at: datetime | None = None) -> Listing:
    """Return the list of everybody who is to be let in."""
    people, hidden = guests(desk, visit)
    count = ngettext("{n} person", "{n} people", len(people) + hidden)
    return Listing(
        title=titled(visit),
        about=when(desk, visit),
        as_of=as_of.sentence(as_of.stands(desk), at or desk.moment(None)),
        columns=columns(),
        lines=[Row((str(number), *_cells(one)), one.id) for number, one in enumerate(people, 1)],
        below=unnamed(hidden),
        count=count.format(n=len(people) + hidden),
        empty="" if hidden else _("Nobody is booked."),
        size=listing.A4,
    )


def chosen(desk: Desk, activity: str) -> list[Activity]:
    """Return the visit that is meant, or all of them; raises DeskError where there is none."""
    if activity:
        return [programme.activity(desk, activity)]
    if found := visits.visits(desk):
        return [one.activity for one in found]
    raise DeskError(_("No visit is planned."))


def columns() -> tuple[Column, ...]:
    """Return the columns: what a gate needs, and no more."""
    return (
        Column("", 8.0, "soft", "right"),
        Column(_("Name"), 60.0, "name"),
        Column("", 34.0, "native"),
        Column(_("Organisation"), 56.0),
        Column(_("Country"), 28.0),
    )


def guests(desk: Desk, visit: Activity) -> tuple[list[Person], int]:
    """Return who is booked and may be named, by name, and how many more there are."""
    people = [one for one in bookings.on_list(desk, visit.id) if one.may_come]
    order = collation.usual(language())
    named = sorted(
        (one for one in people if one.named),
        key=lambda one: collation.name_key(one.family or one.whole_name, one.given, order),
    )
    return named, len(people) - len(named)


def unnamed(hidden: int) -> str:
    """Say how many are counted and not named; '' for nobody."""
    text = ngettext("{n} person is not named here.", "{n} people are not named here.", hidden)
    return text.format(n=hidden) if hidden else ""


def titled(visit: Activity) -> str:
    """Return the host of a visit and its title, once where they are the same."""
    return " · ".join(dict.fromkeys(part for part in (visit.host, visit.title) if part))


def when(desk: Desk, activity: Activity) -> str:
    """Return when and where an activity is, in a line."""
    span = bookings.times(activity)
    time = ""
    if span:
        start, end = (moment.astimezone(desk.event.tz) for moment in span)
        time = f"{start:%d.%m.%Y %H:%M}–{end:%H:%M}"
    place = desk.place(activity.place) if activity.place else None
    return " · ".join(part for part in (time, place.title if place else "") if part)


def _cells(person: Person) -> tuple[str, ...]:
    native = "" if person.native_name == person.whole_name else person.native_name
    country = naming.country(person.country, language()) if person.country else person.country_text
    return person.whole_name, native, person.organisation or person.native_organisation, country
