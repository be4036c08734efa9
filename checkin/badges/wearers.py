"""Whose badges are to be drawn, in which order, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterator

from checkin import finding
from checkin.badges import order as orders
from checkin.badges.badge import Badge
from checkin.badges.groups import Letters
from checkin.badges.order import AS_LISTED, Order
from checkin.desk import Desk
from checkin.layouts.role import roles
from checkin.model.delegation import Delegation
from checkin.model.event import Event
from checkin.model.person import Person
from checkin.vocabulary import colours, naming

MOST = 100_000  # people whom one query means at most
ELSEWHERE = "de"
"""The language of an event of which the country is not known."""

_MEMBERS = "SELECT id FROM person WHERE delegation = ? AND NOT erased ORDER BY name_key, id"

_TRADITIONAL = frozenset({"TW", "HK", "MO"})
_BOTH_WAYS, _FROM = " ↔ ", " ← "


def badges(desk: Desk, who: str = "all", order: Order = AS_LISTED) -> Iterator[Badge]:
    """Yield the badges of all who may come, or of those whom an id or a query means.

    The id is that of a person or of a delegation. Whom only a near spelling finds gets no badge,
    as paper is dearer than a look at the screen; who has no name yet gets none either.
    """
    letters = Letters(desk)
    for person in people(desk, who, order):
        if person.whole_name:
            yield badge(desk, person, letters)


def people(desk: Desk, who: str = "all", order: Order = AS_LISTED) -> Iterator[Person]:
    """Yield all who may come, or those whom an id or a query means, also the nameless."""
    found = _everybody(desk) if who == "all" else _meant(desk, who)
    for subject in orders.ordered(desk, found, order):
        person = desk.person(subject)
        if person and person.may_come:
            yield person


def badge(desk: Desk, person: Person, letters: Letters | None = None) -> Badge:
    """Return what stands on a person's badge: the correction for the badge before the register."""
    event = desk.event
    delegation = desk.delegation(person.delegation) if person.delegation else None
    own = _own(person)
    groups, buses = (letters or Letters(desk)).of(person.id)
    return Badge(
        person=person.id,
        name=person.badge_name or person.whole_name,
        native_name=person.native_name,
        title=person.title,
        organisation=person.organisation,
        native_organisation=person.native_organisation,
        position=person.position,
        city=person.city,
        country=person.country or person.country_text,
        role=person.role or "delegate",
        languages=person.languages,
        interprets=_interprets(person),
        groups=groups,
        buses=buses,
        photo=person.photo not in {"no", "asked"},
        code=desk.badge_code(person.id),
        delegation=_titled(delegation, own) or delegation.title if delegation else "",
        colour=colours.colour(delegation.colour) if delegation else "",
        event=event.short or event.title,
        event_own=_titled(event, own),
        emergency=event.emergency,
        local=local_language(event),
        own=own,
    )


def local_language(event: Event) -> str:
    """Return the language of the place where an event is, if badges know its words."""
    if not event.country:
        return ELSEWHERE
    language = naming.language_of(event.country)
    return language if language in roles()["delegate"].words else "en"


def _own(person: Person) -> str:
    """Return the language that a person listens to first, else that of the country."""
    known = (person.languages or person.languages_a).split()
    language = known[0].lower() if known else naming.language_of(person.country)
    if language == "zh" and person.country in _TRADITIONAL:
        return "zh-Hant"
    return language


def _interprets(person: Person) -> str:
    """Return between which languages a person interprets, and from which only: "RU ↔ DE ← EN"."""
    active = f"{person.languages_a} {person.languages_b}".upper().split()
    passive = person.languages_c.upper().split()
    if person.role == "interpreter" and not active:
        active = person.languages.upper().split()
    if len(active) + len(passive) < 2:  # noqa: PLR2004  one language is no direction
        return ""
    return "".join([_BOTH_WAYS.join(active), *(f"{_FROM}{one}" for one in passive)])


def _titled(noun: Event | Delegation | None, language: str) -> str:
    return getattr(noun, f"title_{language.partition('-')[0]}", "")


def _meant(desk: Desk, who: str) -> list[str]:
    if desk.person(who):
        return [who]
    if members := desk.db.execute(_MEMBERS, (who,)).fetchall():
        return [row[0] for row in members]
    hits = finding.find(desk.db, who, MOST, desk.day(desk.moment(None)))
    return [hit.person for hit in hits if not hit.near]


def _everybody(desk: Desk) -> list[str]:
    """Return all people of the register by name."""
    rows = desk.db.execute(
        "SELECT id FROM person WHERE NOT erased AND issue > 0 ORDER BY name_key, id"
    )
    return [row[0] for row in rows]
