"""Signature sheets of an activity: for all, locals, guests from abroad or one delegation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checkin import bookings, delegations, programme
from checkin.attendance import as_of
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.interpreting import needs
from checkin.model.activity import Activity
from checkin.model.moment import calendar_day
from checkin.model.person import Person
from checkin.paper import listing
from checkin.paper.listing import Column, Listing, Printed, Row
from checkin.reports.gate_list import unnamed, when
from checkin.search import collation
from checkin.vocabulary import naming

LISTS = ("all", "local", "international")
"""The kinds of lists that funders ask for; any other word is a delegation."""

BLANKS = 10  # rows for those whom no list has
_ROW = 10.0  # mm, so that a hand can sign

Keep = Callable[[str, Sequence[Sequence[str]], str], str]
"""Keeps who stands on which page of a list, and returns the characters to print on it."""

_EVERYBODY = """SELECT id FROM person WHERE NOT erased AND visitor AND entered <> 'unknown'
  AND status NOT IN ('cancelled', 'substituted', 'waiting') ORDER BY n"""


def write(  # noqa: PLR0913  what a sheet is made of
    desk: Desk,
    out: Path,
    activity: str,
    of: str = LISTS[0],
    at: datetime | None = None,
    *,
    blanks: int = BLANKS,
    keep: Keep | None = None,
) -> Printed:
    """Write the sheets of an activity as PDF; with `keep` they can be typed in by their numbers.

    Raises DeskError for an activity or delegation that there is not.
    """
    meant = programme.activity(desk, activity)
    made = drawn_up(desk, meant, of, at, blanks=blanks)
    if keep:
        made = replace(made, mark=keep("signatures", pages(made), meant.id))
    return listing.write(out, [made], _("Signature sheets"))


def drawn_up(
    desk: Desk,
    activity: Activity,
    of: str = LISTS[0],
    at: datetime | None = None,
    *,
    blanks: int = BLANKS,
) -> Listing:
    """Return the sheet of those who are to sign, with blank rows for others behind them."""
    people, hidden = signers(desk, activity, of)
    rows = [Row((str(n), *_cells(one), ""), one.id) for n, one in enumerate(people, 1)]
    rows += [Row((str(n), *[""] * 6)) for n in range(len(people) + 1, len(people) + 1 + blanks)]
    group = delegations.delegation(desk, of).title if of not in LISTS else title(of)
    told = " · ".join(part for part in (_titled(activity), when(desk, activity), group) if part)
    count = ngettext("{n} person", "{n} people", len(people)).format(n=len(people))
    moment = at or desk.moment(None)
    return Listing(
        title=desk.event.title,
        about=told,
        as_of=as_of.sentence(as_of.stands(desk), moment),
        columns=(
            Column(_("No."), 9.0, "soft", "right"),
            Column(_("Family name"), 42.0, "name"),
            Column(_("Given name"), 36.0, "plain"),
            Column("", 26.0, "native"),
            Column(_("Organisation"), 56.0),
            Column(_("Country"), 24.0),
            Column(_("Signature"), 68.0, "line"),
        ),
        lines=rows,
        below=" ".join(filter(None, (unnamed(hidden), _interpreted(desk, activity, moment)))),
        count=count,
        signed=_("For the list: name, signature"),
        row=_ROW,
    )


def signers(desk: Desk, activity: Activity, of: str) -> tuple[list[Person], int]:
    """Return who is to sign and may be named, by name, and how many more there are.

    Those are the people on the list of an activity, or all participants where it has none.
    """
    listed = [one for one in bookings.on_list(desk, activity.id) if one.may_come and one.visitor]
    if not listed:
        ids = [row[0] for row in desk.db.execute(_EVERYBODY).fetchall()]
        listed = [person for one in ids if (person := desk.person(one))]
    home = desk.event.country
    group = "" if of in LISTS else delegations.delegation(desk, of).id
    meant = [one for one in listed if _of(one, of, home, group)]
    order = collation.usual(language())
    named = sorted(
        (one for one in meant if one.named),
        key=lambda one: collation.name_key(one.family or one.whole_name, one.given, order),
    )
    return named, len(meant) - len(named)


def pages(made: Listing) -> list[list[str]]:
    """Return who stands on each page of a list, in the order of the rows."""
    found = [
        [line.person for line in lines if isinstance(line, Row) and line.person]
        for lines in listing.paged(made)
    ]
    return [people for people in found if people]


def title(of: str) -> str:
    """Return what a kind of list is called; '' for that of everybody."""
    return {
        "all": "",
        "local": _("Local participants"),
        "international": _("International participants"),
    }.get(of, "")


def _titled(activity: Activity) -> str:
    """Return what an activity is called on paper; a day by its date."""
    day = calendar_day(activity.day) if activity.kind == "day" else None
    return f"{day:%d.%m.%Y}" if day else activity.title


def _interpreted(desk: Desk, activity: Activity, at: datetime) -> str:
    """Return what has to be interpreted there, and for how many (F62); '' for nothing."""
    asked = [one.demand for one in needs.wanted(desk, at) if one.wanted]
    ways = ", ".join(
        f"{one.source.upper()} → {one.target.upper()} ({one.listeners})"
        for one in asked
        if one.activity == activity.id
    )
    return _("To be interpreted, for how many: {ways}.").format(ways=ways) if ways else ""


def _of(person: Person, of: str, home: str, group: str) -> bool:
    if group:
        return person.delegation == group
    abroad = bool(person.country and home and person.country != home)
    return of == "all" or (of == "international") == abroad


def _cells(person: Person) -> tuple[str, ...]:
    family, given = (person.family, person.given) if person.family else (person.whole_name, "")
    native = "" if person.native_name == person.whole_name else person.native_name
    country = naming.country(person.country, language()) if person.country else person.country_text
    return family, given, native, person.organisation or person.native_organisation, country
