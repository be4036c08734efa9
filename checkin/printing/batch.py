"""A batch: the badges of many that are asked for at once, and who is left out of it, and why."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.badges import wearers
from checkin.badges.order import AS_LISTED, Order
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.model.person import Person
from checkin.printing import jobs, words


@dataclass(frozen=True, slots=True)
class Batch:
    """The jobs of a batch in their order, and who is not among them."""

    ids: tuple[int, ...]
    left_out: tuple[tuple[Person, str], ...] = ()


def ask(desk: Desk, who: str, again: str = "", order: Order = AS_LISTED) -> Batch:
    """Ask for the badges of all, or of those whom a query means; one act.

    Who was printed already, or may have been, is left out and told; a reason prints them again.
    """
    ids, left_out = [], []
    with desk.act():
        for person in wearers.people(desk, who, order):
            words_ = obstacle(desk, person, again=bool(again))
            if words_:
                left_out.append((person, words_))
            else:
                ids.append(jobs.queue(desk, person.id, again))
    return Batch(tuple(ids), tuple(left_out))


def queued(desk: Desk) -> Batch:
    """Return the jobs that wait to be sent, in the order in which they were asked for."""
    waits = [job.id for job in jobs.waiting(desk) if job.state == "queued" and not job.spool]
    return Batch(tuple(waits))


def obstacle(desk: Desk, person: Person, *, again: bool = False) -> str:
    """Return why nobody should print for a person unasked; '' where nothing is in the way."""
    if not person.whole_name:
        return _("A badge needs a name.")
    known = jobs.latest(desk, person.id)
    if known and known.state == "queued" and not known.spool:
        return ""
    if again:
        return ""
    if known and known.state == "failed" and known.stage == "lost":
        return words.unknown()
    return jobs.already(desk, person.id)
