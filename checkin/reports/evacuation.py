"""The evacuation list: everybody in the house with a box to tick, by delegation, for the rescue."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from checkin.attendance import as_of
from checkin.attendance.house import ON_THE_WAY, SOMEWHERE, House, Plan, house, present
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.model.delegation import Delegation
from checkin.model.noun import number
from checkin.model.person import Person
from checkin.paper import listing
from checkin.paper.listing import Column, Heading, Listing, Printed, Progress, Row
from checkin.search import collation
from checkin.vocabulary import fields, naming

_LAST = 1 << 30  # the rank of who has none
_MOST_VOICES = 2  # interpreters named in one row
_INDENT = "– "


class _Group(NamedTuple):
    """Under which heading somebody stands; groups sort as they are."""

    kind: int  # delegations, then what people are here for, then others, then unknown badges
    rank: int
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Entrant:
    """One person in the house, as the list has them."""

    subject: str
    spot: str
    group: _Group
    rank: int
    name: str  # '' where nobody knows it
    native_name: str = ""
    languages: tuple[str, ...] = ()
    phone: str = ""
    interprets: bool = False

    def order(self) -> tuple[_Group, int, bool, str, str]:
        """Return by what the list is sorted; who has no name comes after those who have."""
        key = collation.key(self.name, collation.usual(language()))
        return self.group, self.rank, not self.name, key, self.subject


def write(
    desk: Desk, out: Path, at: datetime | None = None, progress: Progress | None = None
) -> Printed:
    """Write the list as PDF, whole or not at all; raises DeskError where it cannot be written."""
    return listing.write(out, drawn_up(desk, at), _("Evacuation list"), progress)


def drawn_up(desk: Desk, at: datetime | None = None) -> list[Listing]:
    """Return the counts, everybody in the house, and whoever is on the way, each a list."""
    moment = at or desk.moment(None)
    stand = _Stand(desk, moment)
    everybody = sorted(entrants(desk, at), key=Entrant.order)
    inside = [one for one in everybody if one.spot != ON_THE_WAY]
    away = [one for one in everybody if one.spot == ON_THE_WAY]
    plan = Plan(desk)
    voices = _voices(desk, everybody)
    lists = [_counts(desk, stand, house(desk, at), everybody)]
    for about, some in ((_("In the house"), inside), (_("On the way, in no house"), away)):
        if some or about == _("In the house"):
            rows = _rows(desk, plan, some, voices)
            lists.append(_listing(desk, stand, about, rows, len(some)))
    return lists


def entrants(desk: Desk, at: datetime | None = None) -> list[Entrant]:
    """Return everybody who is here: guests, staff, interpreters and press, badges not yet known.

    A protected person stands among the others without anything but an alias and the place.
    """
    spots = dict(present(desk, at))
    columns = ", ".join(("id", *Person.names()))
    query = f"SELECT {columns} FROM person WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    rows = desk.db.execute(query, (json.dumps(list(spots)),))
    known = {row[0]: Person(*row) for row in rows}
    delegations = {
        one: found
        for one in {person.delegation for person in known.values() if person.delegation}
        if (found := desk.delegation(one))
    }
    return [
        _entrant(known.get(subject) or Person(subject), spot, delegations)
        for subject, spot in spots.items()
    ]


def _entrant(person: Person, spot: str, delegations: Mapping[str, Delegation]) -> Entrant:
    others = _Group(3, _LAST, "", _("Others"))
    if person.id.startswith("t-"):
        group = _Group(4, _LAST, "", _("Badges whose names are not known here yet"))
        return Entrant(person.id, spot, group, _LAST, "")
    if not person.named:
        return Entrant(person.id, spot, others, _LAST, person.alias or _("Guest"))
    return Entrant(
        person.id,
        spot,
        _group(person, delegations) or others,
        _rank(person.rank),
        _listed(person),
        "" if person.native_name == person.whole_name else person.native_name,
        tuple(dict.fromkeys(_languages(person).split())),
        person.phone,
        person.role == "interpreter",
    )


def _group(person: Person, delegations: Mapping[str, Delegation]) -> _Group | None:
    """Return the heading of a person: delegation, else what they are here for, else what kind."""
    if found := delegations.get(person.delegation):
        title = found.title or found.short or _("Delegation")
        return _Group(
            0, _rank(found.rank), collation.key(title, collation.usual(language())), title
        )
    duties = {
        "interpreter": _("Interpreters"),
        "staff": _("Staff"),
        "organiser": _("Organisers"),
        "host": _("Hosts"),
        "press": _("Press"),
    }
    if person.role in duties:
        return _Group(1, list(duties).index(person.role), "", duties[person.role])
    if person.organisation_type and person.organisation_type != "other":
        title = fields.organisation_type(person.organisation_type)
        return _Group(2, _LAST, title.casefold(), title)
    return None


def _rank(text: str) -> int:
    found = number(text)
    return _LAST if found is None else found


def _languages(person: Person) -> str:
    working = (person.languages_a, person.languages_b, person.languages_c)
    return " ".join((person.languages, *working))


def _listed(person: Person) -> str:
    """Return the name whole, as it is called out; '' for a guest who will be named later."""
    return " ".join(
        part for part in (person.title, person.whole_name) if part and person.whole_name
    )


# Who interprets #######################################################################


def _voices(desk: Desk, everybody: Sequence[Entrant]) -> dict[str, list[tuple[str, str]]]:
    """Return, per language, the spot and name of each interpreter here who speaks it."""
    by_subject = {one.subject: one for one in everybody}
    query = """SELECT id FROM person INDEXED BY person_interpreting
      WHERE role = 'interpreter' AND protected = '' ORDER BY name_key, id"""
    found: dict[str, list[tuple[str, str]]] = {}
    for (subject,) in desk.db.execute(query):
        one = by_subject.get(subject)
        if one and one.name:
            for word in one.languages:
                found.setdefault(word, []).append((one.spot, one.name))
    return found


def _interpreters(
    entrant: Entrant, voices: Mapping[str, list[tuple[str, str]]], house_languages: frozenset[str]
) -> str:
    """Return who speaks the first language of a person that anybody here does, the nearest first.

    Who understands the language of the house needs nobody.
    """
    if entrant.interprets or not entrant.languages or entrant.languages[0] in house_languages:
        return ""
    for word in entrant.languages:
        if word not in house_languages and (some := voices.get(word)):
            near = sorted(some, key=lambda voice: voice[0] != entrant.spot)
            return ", ".join(name for _spot, name in near[:_MOST_VOICES])
    return ""


# Lists ################################################################################


class _Stand:
    """As of when the list is, and of how many desks it is a part."""

    def __init__(self, desk: Desk, moment: datetime) -> None:
        stands = as_of.stands(desk, moment)
        others = [one for one in stands if not one.own]
        self.as_of = as_of.sentence(stands, moment)
        self.mark, self.lacking = "", ""
        if others:
            self.mark = _("PART {desk} OF {n}").format(desk=desk.label, n=len(stands))
            words = _("Who checked in elsewhere since then is not on it: {desks}.")
            self.lacking = words.format(desks=as_of.short(others, moment))


def _counts(desk: Desk, stand: _Stand, seen: House, everybody: Sequence[Entrant]) -> Listing:
    """Return how many are where, with a line to write on how many were counted outside."""
    lines = [
        _count_row(_INDENT * one.depth + one.place.title, one.persons, one.visitors, one.permitted)
        for one in seen.places
        if one.persons
    ]
    for words, crowd in (
        (_("Somewhere at the event"), seen.somewhere),
        (_("On the way, in no house"), seen.on_the_way),
        (_("All together"), seen.total),
    ):
        if crowd.persons or crowd is seen.total:
            lines.append(_count_row(words, crowd.persons, crowd.visitors, None))
    heads = [Heading(stand.lacking)] if stand.lacking else []
    return Listing(
        title=_("Evacuation list: {event}").format(event=desk.event.title),
        as_of=stand.as_of,
        about=_("Persons per place"),
        columns=(
            Column(_("Place"), 110.0, "name"),
            Column(_("Persons"), 26.0, "strong", "right"),
            Column(_("of them participants"), 34.0, "plain", "right"),
            Column(_("Permitted"), 26.0, "plain", "right"),
            Column(_("Counted outside"), 44.0, "line"),
        ),
        lines=[*heads, *lines, *map(Heading, _notes(everybody))],
        mark=stand.mark,
        count=_persons(seen.total.persons),
        row=9.0,
    )


def _notes(everybody: Sequence[Entrant]) -> list[str]:
    """Say how many of those counted have no name on the list."""
    kinds = Counter(one.subject[:2] for one in everybody if not one.name)
    notes = []
    if unknown := kinds["t-"]:
        words = ngettext(
            "{n} person whose name is not known here yet",
            "{n} persons whose names are not known here yet",
            unknown,
        )
        notes.append(words.format(n=unknown))
    if unnamed := kinds["p-"]:
        notes.append(ngettext("{n} unnamed guest", "{n} unnamed guests", unnamed).format(n=unnamed))
    return notes


def _count_row(title: str, persons: int, visitors: int, permitted: int | None) -> Row:
    limit = "" if permitted is None else str(permitted)
    return Row((title, str(persons), str(visitors), limit, ""))


def _listing(
    desk: Desk, stand: _Stand, about: str, lines: Sequence[Row | Heading], persons: int
) -> Listing:
    return Listing(
        title=_("Evacuation list: {event}").format(event=desk.event.title),
        as_of=stand.as_of,
        about=about,
        columns=(
            Column("", 7.0, "tick"),
            Column("", 9.0, "soft", "right"),
            Column(_("Name"), 60.0, "name"),
            Column("", 34.0, "native"),
            Column(_("Place"), 46.0),
            Column(_("Languages"), 20.0),
            Column(_("Interpreter"), 46.0),
            Column(_("Telephone"), 36.0),
        ),
        lines=lines,
        mark=stand.mark,
        below=stand.lacking,
        count=_persons(persons),
        empty=_("Nobody is here."),
    )


def _rows(
    desk: Desk, plan: Plan, some: Iterable[Entrant], voices: Mapping[str, list[tuple[str, str]]]
) -> list[Row | Heading]:
    house_languages = naming.official(desk.event.country)
    lines: list[Row | Heading] = []
    for group, members in groupby(some, key=lambda one: one.group):
        entered = list(members)
        lines.append(Heading(group.title, _persons(len(entered))))
        nameless = 0
        for place, one in enumerate(entered, 1):
            nameless += not one.name
            cells = (
                *("", str(place), one.name or _unnamed(one, nameless), one.native_name),
                *(_spot(plan, one.spot), " ".join(one.languages).upper()),
                *(_interpreters(one, voices, house_languages), one.phone),
            )
            lines.append(Row(cells, one.subject))
    return lines


def _unnamed(one: Entrant, place: int) -> str:
    words = _("Unknown badge {n}") if one.subject.startswith("t-") else _("Unnamed guest {n}")
    return words.format(n=place)


def _spot(plan: Plan, spot: str) -> str:
    if spot == SOMEWHERE:
        return _("somewhere")
    return "" if spot == ON_THE_WAY else plan.places[spot].title


def _persons(count: int) -> str:
    return ngettext("{n} person", "{n} persons", count).format(n=count)
