"""Badges that become due as people come in, at a desk that prints by itself."""

from __future__ import annotations

from checkin.attendance.scanning import Outcome
from checkin.desk import Desk
from checkin.printing import jobs
from checkin.printing.station import station


def ask(desk: Desk, outcome: Outcome) -> int | None:
    """Ask for the badge of somebody who has come in without one; return the number of the job.

    None where the desk does not print by itself, or no badge is lacking.
    """
    person = outcome.person
    if not (outcome.badge_due and person and person.whole_name and station(desk).itself):
        return None
    if not jobs.needed(desk, person.id):
        return None
    return jobs.queue(desk, person.id, entry=outcome.entry or "")
