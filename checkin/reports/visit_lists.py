"""The lists of visits: how they went, stop by stop, and the protective gear that is needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from checkin import buses, programme, visits
from checkin.attendance import as_of
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.activity import Activity
from checkin.paper import listing
from checkin.paper.listing import Column, Heading, Listing, Printed, Row
from checkin.reports.gate_list import chosen, guests, titled, unnamed, when
from checkin.visits import Share, Visit
from checkin.vocabulary import naming

_SIZES = ("clothing_size", "shoe_size")


def write_visits(
    desk: Desk, out: Path, day: str = "", at: datetime | None = None, activity: str = ""
) -> Printed:
    """Write how the visits stand, or went, as PDF (F54); raises DeskError."""
    return listing.write(out, [all_visits(desk, day, at, activity)], _("Site visits"))


def write_gear(desk: Desk, out: Path, activity: str = "", at: datetime | None = None) -> Printed:
    """Write which protective gear a visit needs, or each of them, as PDF; raises DeskError."""
    lists = [gear(desk, one, at) for one in chosen(desk, activity)]
    return listing.write(out, lists, _("Protective gear"))


def all_visits(
    desk: Desk, day: str = "", at: datetime | None = None, activity: str = ""
) -> Listing:
    """Return each stop with who is booked, was aboard and was there: by delegation and language."""
    found = visits.visits(desk, day)
    if activity:
        found = [visits.visit(desk, programme.activity(desk, activity))]
    return Listing(
        title=desk.event.title,
        about=_("Site visits"),
        as_of=as_of.sentence(as_of.stands(desk), at or desk.moment(None)),
        columns=(
            Column("", 92.0, "name"),
            Column("", 92.0),
            Column(_("Booked"), 20.0, "strong", "right"),
            Column(_("Boarded"), 20.0, "strong", "right"),
            Column(_("Present"), 20.0, "strong", "right"),
            Column(_("Room for"), 18.0, "soft", "right"),
        ),
        lines=[line for one in found for line in _stop(desk, one)],
        empty=_("No visit is planned."),
    )


def gear(desk: Desk, visit: Activity, at: datetime | None = None) -> Listing:
    """Return how many of each size are needed, then who needs which."""
    people, hidden = guests(desk, visit)
    lines: list[Row | Heading] = []
    titles = {"clothing_size": _("Clothing size"), "shoe_size": _("Shoe size")}
    for field in _SIZES:
        counted = visits.sizes(desk, visit.id, field)
        told = [
            _("{size}: {n}").format(size=size or _("unknown"), n=counted[size])
            for size in sorted(counted, key=_by_size)
        ]
        lines.append(Heading(titles[field], " · ".join(told)))
    lines.append(Heading(_("Per person")))
    known = [one for person in people if (one := desk.registered(person.id))]
    names = buses.told_apart(known)
    lines += [
        Row((names[one.id], one.native_name, one.clothing_size, one.shoe_size, ""), one.id)
        for one in known
    ]
    return Listing(
        title=titled(visit),
        about=" · ".join(part for part in (when(desk, visit), visit.gear) if part),
        as_of=as_of.sentence(as_of.stands(desk), at or desk.moment(None)),
        columns=(
            Column(_("Name"), 60.0, "name"),
            Column("", 36.0, "native"),
            Column(_("Clothing"), 26.0, "strong"),
            Column(_("Shoes"), 22.0, "strong"),
            Column(_("Handed out"), 22.0, "tick"),
        ),
        lines=lines,
        below=unnamed(hidden),
        count=ngettext("{n} person", "{n} people", len(people)).format(n=len(people)),
        empty="" if hidden else _("Nobody is booked."),
        size=listing.A4,
    )


def _stop(desk: Desk, one: Visit) -> Iterator[Row | Heading]:
    """Yield what stands of one visit: who leads and whom to call, then the figures."""
    yield Heading(titled(one.activity), when(desk, one.activity))
    call = " ".join(part for part in (one.contact.name, one.contact.phone) if part)
    guides = ", ".join(person.whole_name for person in one.interpreters if person.named)
    led = _("Leader: {name}").format(name=one.leader) if one.leader else ""
    told = _("Interpreters: {names}").format(names=guides) if guides else ""
    contact = _("Contact: {name}").format(name=call) if call else ""
    beside = " · ".join(part for part in (contact, led, told) if part)
    boarded = str(one.boarded) if one.legs else "–"
    places = "" if one.places is None else str(one.places)
    yield Row((_("All"), beside, str(one.booked), boarded, str(one.present), places))
    for share in visits.shares(desk, one, "delegation"):
        known = desk.delegation(share.key) if share.key else None
        yield _part(one, share, known.title if known else _("Without a delegation"), "")
    for share in visits.shares(desk, one, "language"):
        tongue = naming.tongue(share.key, language()) if share.key else _("unknown")
        yield _part(one, share, "", tongue)


def _part(one: Visit, share: Share, delegation: str, tongue: str) -> Row:
    boarded = str(share.boarded) if one.legs else "–"
    return Row((delegation, tongue, str(share.booked), boarded, str(share.present), ""))


def _by_size(text: str) -> tuple[bool, float, int, str]:
    """Order sizes as people do: numbers, then S before M before L; unknown last."""
    letters = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")
    plain = text.upper().replace(" ", "")
    try:
        size = float(text.replace(",", "."))
    except ValueError:
        size = float("inf")
    place = letters.index(plain) if plain in letters else len(letters)
    return not text, size, place, text
