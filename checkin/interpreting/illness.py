"""Illness: since when somebody is away, and the promises that this leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import needs, promises
from checkin.interpreting.assigning import keep, setting
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import Assignment
from checkin.model.moment import instant
from checkin.model.person import Person


@dataclass(frozen=True, slots=True)
class Away:
    """What came of somebody falling ill, or being there again."""

    act: str | None  # None where nothing changed
    open: tuple[Assignment, ...]  # promises that nobody keeps now, by time


def ill(
    desk: Desk, person_id: str, since: datetime | None = None, *, at: datetime | None = None
) -> Away:
    """Note since when somebody is ill; what they cannot keep is released, so that others may.

    The promises stand until somebody swaps or withdraws them: nobody is told by this alone.
    """
    person = _known(desk, person_id)
    moment = since or at or desk.moment(None)
    lost = unkept(desk, person.id, moment, needs.wanted(desk, at or desk.moment(None)))
    facts = desk.change("changed", person.id, {"away": moment.isoformat()})
    for one in lost:
        facts += setting(desk, one.id, {"released": "yes"})
    return Away(keep(desk, facts), tuple(lost))


def well(desk: Desk, person_id: str, *, at: datetime | None = None) -> Away:
    """Note that somebody is there again; the promises that they still have are held again."""
    person = _known(desk, person_id)
    since = instant(person.away)
    if since is None:
        return Away(None, ())
    kept = unkept(desk, person.id, since, needs.wanted(desk, at or desk.moment(None)))
    facts = desk.change("changed", person.id, {"away": ""})
    for one in kept:
        facts += setting(desk, one.id, {"released": ""})
    return Away(keep(desk, facts), ())


def unkept(desk: Desk, person: str, since: datetime, known: Sequence[Wanted]) -> list[Assignment]:
    """Return the promises of somebody that end after a time, by time."""
    demands = {one.demand.id: one.demand for one in known if one.state != "closed"}
    found = [
        one
        for one in promises.standing(desk)
        if one.person == person and one.need in demands and demands[one.need].end > since
    ]
    return sorted(found, key=lambda one: (demands[one.need].span, one.id))


def _known(desk: Desk, subject: str) -> Person:
    person = desk.registered(subject)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=subject))
    return person
