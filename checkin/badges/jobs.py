"""Print jobs of this desk: which badges are asked for, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checkin import clusters, projection
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import queue as queued
from checkin.journal.entry import Fact
from checkin.journal.queue import Row as Job

if TYPE_CHECKING:
    from checkin.badges.drawing import Printout

STATES = ("queued", "sent", "printed", "failed", "cancelled")
"""Sent is what the printer took; printed is what a person has seen."""

_DONE = {"printed", "cancelled"}
_MOST = 1000  # jobs listed
_LONGEST = 200  # signs of a printer's words


class Traces(NamedTuple):
    """What became of a badge, in ISO times."""

    prints: tuple[str, ...]
    handed_out: str  # '' where it was not


def queue(desk: Desk, person_id: str, reason: str = "", entry: str = "") -> int:
    """Ask for a person's badge; return the number of the job, of the present one if it waits.

    A job that names an entry is called off when that entry is taken back. Raises DeskError for
    somebody who has no name yet.
    """
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    if not person.whole_name:
        raise DeskError(_("A badge needs a name."))
    known = latest(desk, person.id)
    if known and known.state == "queued":
        return known.id
    at = desk.this_moment().isoformat()
    with desk.act():
        return queued.add(desk.db, desk.replica, Job(0, person.id, entry, reason, "queued", "", at))


def jobs(desk: Desk) -> list[Job]:
    """Return the last jobs of this desk, the first asked for first."""
    return _standing(desk, queued.rows(desk.db, desk.replica, _MOST))


def waiting(desk: Desk) -> list[Job]:
    """Return the jobs that are still to be sent to a printer, those that failed among them."""
    found = _standing(desk, queued.open_rows(desk.db, desk.replica))
    return [job for job in found if job.state in {"queued", "failed"}]


def latest(desk: Desk, person: str) -> Job | None:
    """Return the last job of a person."""
    row = queued.of_person(desk.db, desk.replica, person)
    return _standing(desk, [row])[0] if row else None


def needed(desk: Desk, person: str) -> bool:
    """Tell whether a person has no badge yet: none asked for, printed, or handed out."""
    asked = latest(desk, person)
    had = traces(desk, person)
    return not (had.prints or had.handed_out or (asked and asked.state not in _DONE))


def traces(desk: Desk, person: str) -> Traces:
    """Return what every desk says of a person's badge since its newest code was made."""
    said = desk.folded(person)
    minted = max((entry.order for entry, _said in said.live if entry.kind == "minted"), default=())
    handed = (
        str(data.get("at", ""))
        for entry, data in said.live
        if entry.kind == "handed-out" and entry.order > minted
    )
    printed = [one for one in said.entries if one.kind == "printed" and one.order > minted]
    times = tuple(str(entry.said.get("at", "")) for entry in printed)
    return Traces(times, min(handed, default=""))


def mark(desk: Desk, ids: Iterable[int], state: str, words: str = "") -> int:
    """Say how far jobs have come; return how many of them that moved.

    What is printed is also kept in the journal, once somebody has said so; it stays printed.
    """
    if state not in STATES:
        raise DeskError(_("“{state}” is no state of a print job.").format(state=state))
    at = desk.this_moment().isoformat()
    with desk.act():
        found = _standing(desk, list(queued.numbered(desk.db, desk.replica, list(ids))))
        moved = [job for job in found if job.state not in {*_DONE, state}]
        for job in moved:
            queued.move(desk.db, job.id, state, words[:_LONGEST])
        if state == "printed":
            desk.keep(Fact("printed", job.person, {"at": at}) for job in moved)
    return len(moved)


def pdf(
    desk: Desk, ids: Sequence[int], path: Path, layout: str = "a6", sheet: str = "a6"
) -> Printout:
    """Draw the badges of jobs into a file; whether they were printed, somebody says later."""
    from checkin.badges import drawing, layouts, sheets, wearers  # noqa: PLC0415  slow to load

    paper = layouts.layout(layout), sheets.sheet(sheet)
    people = (
        desk.person(job.person)
        for job in _standing(desk, list(queued.numbered(desk.db, desk.replica, ids)))
        if job.state != "cancelled"
    )
    badges = (wearers.badge(desk, person) for person in people if person)
    return drawing.draw(badges, *paper, path)


def _standing(desk: Desk, found: Sequence[Job]) -> list[Job]:
    """Return jobs as they stand: nobody prints for who is not coming, or what was taken back."""
    taken_back = _taken_back(desk, found)
    return [
        job
        if job.state in _DONE or (job.entry not in taken_back and _wanted(desk, job.person))
        else job._replace(state="cancelled")
        for job in found
    ]


def _wanted(desk: Desk, person_id: str) -> bool:
    person = desk.person(person_id)
    return bool(person and person.whole_name and person.status not in {"cancelled", "substituted"})


def _taken_back(desk: Desk, found: Sequence[Job]) -> set[str]:
    """Return the entries on which jobs depend that do not stand any longer."""
    depending = [job for job in found if job.entry and job.state not in _DONE]
    people = {clusters.root(desk.db, job.person) for job in depending}
    annulled = {
        name for _root, said in projection.folds(desk.db, sorted(people)) for name in said.annulled
    }
    return {job.entry for job in depending if job.entry in annulled}
