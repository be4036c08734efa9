"""Print jobs of this desk: which badges are asked for, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from checkin import clusters, projection
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import identity
from checkin.journal import queue as queued
from checkin.journal.entry import Fact
from checkin.printing.station import station
from checkin.printing.words import LONGEST

Job = queued.Row
"""One badge to print, and how far it has come."""

STATES = ("queued", "sent", "printed", "failed", "cancelled")
"""Sent is what a print system took; printed is what it, or a person, says to have come out."""

REASONS = ("again", "wrong", "lost", "paper")
"""Why a badge is printed once more: no matter why, wrong words, lost, jammed or badly printed."""

LATIN = "latin"
"""Why a badge is printed with the Latin name alone: the other cannot be printed."""

_DONE = {"printed", "cancelled"}
_MOST = 1000  # jobs listed


class Traces(NamedTuple):
    """What became of a badge, in ISO times."""

    prints: tuple[str, ...]
    handed_out: str  # '' where it was not
    desks: tuple[str, ...] = ()  # the labels of those that printed, one for each time


def queue(desk: Desk, person_id: str, reason: str = "", entry: str = "") -> int:
    """Ask for a person's badge; return the number of the job, of the present one if it waits.

    One that failed is queued anew; one that a print system has already is asked for a second time
    only with a reason. A job that names an entry is called off when that entry is taken back.
    Raises DeskError for somebody who has no name yet.
    """
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    if not person.whole_name:
        raise DeskError(_("A badge needs a name."))
    known = latest(desk, person.id)
    waits = known and not known.off and known.state in {"queued", "sent"}
    if known and waits and not (reason and _away(known)):
        return known.id
    at = desk.this_moment().isoformat()
    with desk.act():
        if known and known.state == "failed":
            queued.move(desk.db, known.id, "queued", "")
            return known.id
        return queued.add(desk.db, desk.replica, Job(0, person.id, entry, reason, "queued", "", at))


def queue_test(desk: Desk, printer: str = "", layout: str = "", sheet: str = "") -> int:
    """Ask for a test page of a layout's size; return the number of the job."""
    at = desk.this_moment().isoformat()
    with desk.act():
        number = queued.add(desk.db, desk.replica, Job(0, "", "", "test", "queued", "", at))
        release(desk, [number], printer, layout, sheet)
    return number


def release(
    desk: Desk, ids: Sequence[int], printer: str = "", layout: str = "", sheet: str = ""
) -> int:
    """Say that jobs which wait are to be printed, together as one document; return how many.

    What is not said is as this desk has it. Raises DeskError where no printer is chosen.
    """
    here = station(desk)
    layout = layout or here.layout
    printer = printer or here.printer_for(layout)
    if not printer:
        raise DeskError(_("No printer is chosen for this desk."))
    sheet = sheet or (here.sheet if layout == here.layout else "")
    with desk.act():
        waits = [job for job in numbered(desk, ids) if job.state in {"queued", "failed"}]
        free = [job for job in waits if job.state == "failed" or not job.spool]
        batch = queued.next_batch(desk.db) if free else 0
        for job in free:
            if job.state == "failed":
                queued.move(desk.db, job.id, "queued", "")
            queued.release(desk.db, job.id, layout, sheet, printer, batch)
    return len(free)


def release_due(desk: Desk, ids: Sequence[int]) -> None:
    """Say that jobs are to be printed as this desk has it, each as a document of its own."""
    with desk.act():
        for number in ids:
            release(desk, [number])


def jobs(desk: Desk) -> list[Job]:
    """Return the last jobs of this desk, the first asked for first."""
    return _standing(desk, queued.rows(desk.db, desk.replica, _MOST))


def waiting(desk: Desk) -> list[Job]:
    """Return the jobs that are still to be sent to a printer, those that failed among them."""
    return [job for job in under_way(desk) if job.state in {"queued", "failed"}]


def under_way(desk: Desk) -> list[Job]:
    """Return the jobs that are neither printed nor called off, as they stand."""
    return _standing(desk, queued.open_rows(desk.db, desk.replica))


def numbered(desk: Desk, ids: Iterable[int]) -> list[Job]:
    """Return the jobs with these numbers, in their order, as they stand."""
    return _standing(desk, list(queued.numbered(desk.db, desk.replica, ids)))


def latest(desk: Desk, person: str) -> Job | None:
    """Return the last job of a person."""
    row = queued.of_person(desk.db, desk.replica, person)
    return _standing(desk, [row])[0] if row else None


def needed(desk: Desk, person: str) -> bool:
    """Tell whether a person has no badge yet: none asked for, printed, or handed out."""
    asked = latest(desk, person)
    had = traces(desk, person)
    on_its_way = asked and asked.state not in _DONE and not asked.off
    return not (had.prints or had.handed_out or on_its_way)


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
    labels = tuple(identity.label(entry.replica) for entry in printed)
    return Traces(times, min(handed, default=""), labels)


def already(desk: Desk, person: str) -> str:
    """Return what to say before a badge is printed again, '' where there is nothing to say."""
    job = latest(desk, person)
    if job and job.state in {"queued", "sent"} and not job.off:
        words = _("Waits for the printer since {time}.")
        return words.format(time=_clock(desk, job.at))
    had = traces(desk, person)
    if not had.prints:
        return ""
    words = _("Already printed {time}, desk {desk}.")
    return words.format(time=_clock(desk, had.prints[-1]), desk=had.desks[-1])


def mark(desk: Desk, ids: Iterable[int], state: str, words: str = "") -> int:
    """Say how far jobs have come; return how many of them that moved, or are being called off.

    What is printed is also kept in the journal, as a person's word; it stays printed. What a print
    system has already is not queued again, and is cancelled when it was called off there.
    """
    if state not in STATES:
        raise DeskError(_("“{state}” is no state of a print job.").format(state=state))
    with desk.act():
        moved = [
            job
            for job in numbered(desk, ids)
            if job.state not in {*_DONE, state} and not (state == "queued" and _away(job))
        ]
        for job in moved:
            if state == "cancelled" and _away(job):
                queued.call_off(desk.db, job.id)
            else:
                put(desk, job, state, words, "person")
    return len(moved)


def put(desk: Desk, job: Job, state: str, words: str, said: str = "printer") -> None:
    """Move a job within the act under way; a badge that is printed is kept in the journal."""
    queued.move(desk.db, job.id, state, words[:LONGEST])
    if state == "printed" and job.person:
        at = desk.this_moment().isoformat()
        layout = {"layout": job.layout} if job.layout else {}
        desk.keep([Fact("printed", job.person, {"at": at, "said": said, **layout})])


def _standing(desk: Desk, found: Sequence[Job]) -> list[Job]:
    """Return jobs as they stand: nobody prints for who is not coming, or what was taken back.

    What a print system has already is off, but it may come out all the same.
    """
    taken_back = _taken_back(desk, found)
    standing = []
    for job in found:
        if job.state in _DONE or (job.entry not in taken_back and _wanted(desk, job.person)):
            standing.append(job)
        elif _away(job):
            standing.append(job._replace(off=1))
        else:
            standing.append(job._replace(state="cancelled", words=""))
    return standing


def _away(job: Job) -> bool:
    """Tell whether a print system may have a job."""
    return job.state == "sent" or (job.state == "queued" and job.spool > 0)


def _wanted(desk: Desk, person_id: str) -> bool:
    if not person_id:
        return True  # a test page
    person = desk.person(person_id)
    return bool(person and person.whole_name and person.may_come)


def _taken_back(desk: Desk, found: Sequence[Job]) -> set[str]:
    """Return the entries on which jobs depend that do not stand any longer."""
    depending = [job for job in found if job.entry and job.state not in _DONE]
    people = {clusters.root(desk.db, job.person) for job in depending}
    annulled = {
        name for _root, said in projection.folds(desk.db, sorted(people)) for name in said.annulled
    }
    return {job.entry for job in depending if job.entry in annulled}


def _clock(desk: Desk, text: str) -> str:
    """Return a time as people at the desk say it, with its day where that is another."""
    try:
        at = desk.event.moment(text)
    except DeskError:
        return text
    day = "" if _day(desk, at) == _day(desk, desk.this_moment()) else f"{at.day}.{at.month}. "
    return f"{day}{at.hour}:{at:%M}"


def _day(desk: Desk, at: datetime) -> str:
    return desk.event.day_of(at).isoformat()
