"""Whose badges are to be drawn, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterator

from checkin import finding
from checkin.badges.badge import Badge
from checkin.desk import Desk
from checkin.model.person import Person

MOST = 100_000  # people whom one query means at most


def badges(desk: Desk, who: str = "all") -> Iterator[Badge]:
    """Yield the badges of all who may come, or of those whom an id or a query means.

    Whom only a near spelling finds gets no badge, as paper is dearer than a look at the screen;
    who has no name yet gets none either.
    """
    for person in everybody(desk) if who == "all" else _meant(desk, who):
        if person.whole_name and person.status not in {"cancelled", "substituted"}:
            yield badge(desk, person)


def _meant(desk: Desk, who: str) -> Iterator[Person]:
    hits = finding.find(desk.db, who, MOST, desk.day(desk.moment(None)))
    for subject in [who] if desk.person(who) else [hit.person for hit in hits if not hit.near]:
        person = desk.person(subject)
        if person:
            yield person


def everybody(desk: Desk) -> Iterator[Person]:
    """Yield all people of the register by name."""
    rows = desk.db.execute(
        "SELECT id FROM person WHERE NOT erased AND issue > 0 ORDER BY name_key, id"
    ).fetchall()
    for row in rows:
        person = desk.person(row[0])
        if person:
            yield person


def badge(desk: Desk, person: Person) -> Badge:
    """Return what stands on a person's badge: the correction for the badge before the register."""
    delegation = desk.delegation(person.delegation) if person.delegation else None
    return Badge(
        person=person.id,
        name=person.badge_name or person.whole_name,
        native_name=person.native_name,
        organisation=person.organisation,
        native_organisation=person.native_organisation,
        position=person.position,
        country=person.country,
        role=person.role or "delegate",
        languages=person.languages,
        code=desk.badge_code(person.id),
        delegation=delegation.title if delegation else "",
        event=desk.event.short or desk.event.title,
    )
