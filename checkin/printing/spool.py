"""Documents on their way to print systems, as the queue notes them: verbs of the writing desk."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checkin.desk import Desk
from checkin.errors import StoppedError
from checkin.i18n import gettext as _
from checkin.journal import queue
from checkin.journal.queue import Spool
from checkin.printing import jobs, station, words
from checkin.printing.jobs import Job
from checkin.printing.printer import Progress

WAITING = frozenset({"waiting", "printing"})
"""The states of a document that is not over."""

DOUBTFUL = frozenset({"lost", "faulty"})
"""The states of a document of which nobody knows what came out."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Fate(NamedTuple):
    """What became of one job."""

    job: Job
    state: str
    words: str


class Placed(NamedTuple):
    """A document as it was drawn: the last page of each job, from 1."""

    printer: str
    pages: int
    sides: int
    places: tuple[tuple[int, int], ...]


def under_way(desk: Desk) -> list[Spool]:
    """Return the documents of which the end is not known, the first sent first."""
    return queue.open_spools(desk.db, desk.replica)


def note(desk: Desk, placed: Placed) -> Spool:
    """Note that a document is sent from now on; return it with a title that names nobody.

    Raises StoppedError where somebody has called one of its jobs off meanwhile.
    """
    with desk.act():
        ids = [job for job, _page in placed.places]
        if any(job.state != "queued" or job.spool for job in jobs.numbered(desk, ids)):
            raise StoppedError(_("Stopped. Nothing was changed."))
        at = desk.this_moment().isoformat()
        made = Spool(0, "", placed.printer, placed.pages, placed.sides, "sending", "", at)
        number = queue.add_spool(desk.db, desk.replica, made, placed.places)
        mark = "".join(secrets.choice(_LETTERS) for _each in range(4))
        made = made._replace(id=number, title=f"checkin {desk.label} {number:06}-{mark}")
        queue.move_spool(desk.db, made)
    return made


def took(desk: Desk, spool: Spool, remote: str, said: str = "") -> None:
    """Note that the print system has the document, and how it calls it."""
    with desk.act():
        queue.move_spool(desk.db, spool._replace(state="sent", remote=remote))
        for job in queue.of_spool(desk.db, desk.replica, spool.id):
            if job.state == "queued":
                queue.move(desk.db, job.id, "sent", said)


def returned(desk: Desk, spool: Spool) -> None:
    """Note that the print system has nothing of the document; its jobs wait as before."""
    with desk.act():
        queue.move_spool(desk.db, spool._replace(state="done"))
        for job in queue.of_spool(desk.db, desk.replica, spool.id):
            if job.state == "queued":
                queue.move(desk.db, job.id, "queued", job.words)


def refused(desk: Desk, spool: Spool, said: str) -> None:
    """Note that the print system does not take the document."""
    with desk.act():
        queue.move_spool(desk.db, spool._replace(state="done"))
        for job in _open(desk, spool):
            jobs.put(desk, job, "failed", said)


def fail(desk: Desk, reasons: Mapping[int, str]) -> None:
    """Note that jobs cannot be printed as they are, each with its reason."""
    with desk.act():
        for job in jobs.numbered(desk, reasons):
            if job.state == "queued" and not job.spool:
                jobs.put(desk, job, "failed", reasons[job.id])


def tell(desk: Desk, ids: Sequence[int], said: str) -> None:
    """Note what jobs wait for."""
    with desk.act():
        for job in jobs.numbered(desk, ids):
            if job.state == "queued":
                queue.say(desk.db, job.id, said[: words.LONGEST])


def news(desk: Desk, spool: Spool, progress: Progress) -> bool:
    """Tell whether what a print system says of a document is anything new."""
    return progress.state not in WAITING or bool(changes(desk, spool, progress))


def settle(desk: Desk, spool: Spool, progress: Progress) -> None:
    """Note what a print system says of a document."""
    over = progress.state not in WAITING
    with desk.act():
        for fate in changes(desk, spool, progress):
            if fate.state == fate.job.state:
                queue.say(desk.db, fate.job.id, fate.words)
            else:
                jobs.put(desk, *fate)
        if over:
            ended = "lost" if progress.state in DOUBTFUL else "done"
            queue.move_spool(desk.db, spool._replace(state=ended))
            station.use_up(desk, spool.printer, _sheets(spool, progress))


def changes(desk: Desk, spool: Spool, progress: Progress) -> list[Fate]:
    """Return what a print system's word changes for the jobs of a document."""
    fates = [_fate(spool, job, progress) for job in _open(desk, spool)]
    return [fate for fate in fates if (fate.state, fate.words) != (fate.job.state, fate.job.words)]


def called_off(desk: Desk, spool: Spool) -> bool:
    """Tell whether nobody wants anything of a document any more."""
    ids = [job.id for job in queue.of_spool(desk.db, desk.replica, spool.id)]
    return bool(ids) and all(
        job.off or job.state == "cancelled" for job in jobs.numbered(desk, ids)
    )


def _fate(spool: Spool, job: Job, progress: Progress) -> Fate:
    said = progress.words[: words.LONGEST]
    if progress.state in WAITING:
        return Fate(job, job.state, said)
    if progress.state == "printed" or _out(spool, progress) >= job.page:
        return Fate(job, "printed", said if progress.state == "faulty" else "")
    if progress.state == "cancelled":
        return Fate(job, "cancelled", said)
    if progress.state == "failed":
        return Fate(job, "failed", said or words.aborted(0x0509))
    return Fate(job, "failed", words.joined([words.unknown(), said]))


def _out(spool: Spool, progress: Progress) -> int:
    """Return how many pages are known to have come out."""
    return max(progress.pages or 0, (progress.sheets or 0) * spool.sides, 0)


def _sheets(spool: Spool, progress: Progress) -> int:
    """Return how many sheets of paper, or labels, are known to be used up."""
    pages = spool.pages if progress.state == "printed" else _out(spool, progress)
    return max(-(-pages // max(spool.sides, 1)), 0)


def _open(desk: Desk, spool: Spool) -> list[Job]:
    found = queue.of_spool(desk.db, desk.replica, spool.id)
    return [job for job in found if job.state in {"queued", "sent"}]
