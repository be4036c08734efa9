"""A group checked in as one act, its absent left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Entry, Fact
from checkin.journal.store import single


def check_in(
    desk: Desk, subjects: Iterable[str], activity: str, at: datetime | None = None
) -> list[Entry]:
    """Check people in to an activity together; those who are in already stay as they are."""
    if desk.activity(activity) is None:
        raise DeskError(_("There is no activity {id}.").format(id=activity))
    moment = (at or desk.this_moment()).isoformat()
    facts = []
    for subject in subjects:
        person = desk.person(subject)
        if person is None:
            raise DeskError(_("There is no person {id}.").format(id=subject))
        query = "SELECT here FROM attendance WHERE person = ? AND activity = ?"
        if not single(desk.db, query, (person.id, activity)):
            facts.append(Fact("arrived", person.id, {"activity": activity, "at": moment}))
    return desk.write(*facts) if facts else []
