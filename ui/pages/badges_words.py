"""What the badges page says: of jobs, of the printer and its paper, and of what stands in a way."""

from __future__ import annotations

from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language, ngettext
from checkin.journal.queue import Row as Job
from checkin.layouts import shelf
from checkin.layouts.layout import Layout
from checkin.printing import jobs, printable
from checkin.printing.printer import Printer, Size
from checkin.printing.spool import DOUBTFUL
from checkin.printing.station import Station
from ui import saying
from ui.printing import Sight
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.measure import millimetres

UNDER_WAY = frozenset({"queued", "sent", "failed"})
"""States of jobs that are neither printed nor called off."""

_LONGEST = 60  # characters of a name, or of a printer


def state(job: Job) -> tuple[str, str, Tone]:
    """Return how far a job has come: in a word, with its icon and its colour."""
    if job.state == "sent" and job.off:
        return _("is called off"), "undo", Tone.SOFT
    if doubtful(job):
        return _("not known"), "question", Tone.STOP
    return {
        "queued": (_("waits"), "clock", Tone.LOOK if job.words else Tone.PLAIN),
        "sent": (_("at the printer"), "printer", Tone.LOOK if job.words else Tone.NOTE),
        "printed": (_("printed"), "tick", Tone.WELCOME),
        "failed": (_("went wrong"), "alert", Tone.STOP),
        "cancelled": (_("called off"), "undo", Tone.SOFT),
    }[job.state]


def waits(job: Job) -> bool:
    """Tell whether a job can be sent to a printer now, without a look at what came out."""
    return (job.state == "failed" and not doubtful(job)) or (
        job.state == "queued" and not job.spool
    )


def doubtful(job: Job) -> bool:
    """Tell whether nobody knows what came out."""
    return job.state == "failed" and job.stage in DOUBTFUL


def open_(job: Job) -> bool:
    """Tell whether a job is neither printed nor called off."""
    return job.state in UNDER_WAY


def of_somebody(job: Job) -> bool:
    """Tell whether a job is a badge, and no test page."""
    return bool(job.person)


def reason(job: Job) -> str:
    """Return why a badge is printed, '' where nobody needed a reason."""
    if not job.person:
        return _("test page")
    return {
        "": "",
        "again": _("again"),
        "lost": _("lost"),
        "wrong": _("wrong words"),
        "paper": _("spoilt"),
        jobs.LATIN: _("Latin name"),
    }.get(job.reason, shown(job.reason, _LONGEST))


def names(desk: Desk, job: Job) -> tuple[str, str]:
    """Return whose badge a job is: in Latin letters, and in the own script where that differs."""
    person = desk.person(job.person) if job.person else None
    if person is None:
        return _("Erased person") if job.person else _("Test page"), ""
    name = shown(person.badge_name or person.whole_name, _LONGEST)
    native = shown(person.native_name, _LONGEST)
    return name, "" if native == name else native


def layout(desk: Desk, name: str) -> str:
    """Return what a layout is called; its name where its file cannot be used, '' for none."""
    if not name:
        return ""
    try:
        return layout_title(shelf.layout(name, shelf.folder(desk.path)))
    except DeskError:
        return shown(name, _LONGEST)


def layout_title(known: Layout) -> str:
    """Return what a layout is called, as people read it."""
    return shown(known.title(language()), _LONGEST)


def since(job: Job, now: datetime) -> str:
    """Return when a badge was asked for."""
    return saying.since(job.at, now)


def before(desk: Desk, person: str, now: datetime) -> str:
    """Say when and where a badge was printed, '' where it was not."""
    had = jobs.traces(desk, person)
    if not had.prints:
        return ""
    words = _("Already printed {time}, desk {desk}")
    return words.format(time=saying.since(had.prints[-1], now), desk=shown(had.desks[-1]))


# The printer ##########################################################################


def printer(sight: Sight) -> tuple[str, Tone]:
    """Return what the printer does now, and how that sounds."""
    found = sight.printer
    if not sight.name:
        return _("No printer is chosen."), Tone.LOOK
    if sight.silence:
        return shown(sight.silence), Tone.STOP
    if found is None:
        return _("Looking at the printer …"), Tone.PLAIN
    words = {
        "idle": _("Ready"),
        "busy": _("Printing"),
        "stopped": _("Stopped"),
    }[found.state]
    tone = {"idle": Tone.WELCOME, "busy": Tone.NOTE, "stopped": Tone.STOP}[found.state]
    if found.words:
        tone = Tone.STOP if found.state == "stopped" else Tone.LOOK
        words = f"{words} · {shown(found.words)}"
    return words, tone


def paper(found: Printer | None, size: Size) -> tuple[str, Tone]:
    """Say whether the paper of a size lies in a printer, as far as it tells."""
    wanted = millimetres(*size)
    if found is None:
        return wanted, Tone.PLAIN
    fits = found.paper(size)
    if fits is None:
        words = _("{size}: the printer has no such paper")
        return words.format(size=wanted), Tone.STOP
    if not found.loaded:
        return wanted, Tone.PLAIN
    if found.has_loaded(fits):
        return _("{size} is loaded").format(size=wanted), Tone.WELCOME
    loaded = ", ".join(millimetres(*one) for one in found.loaded[:2])
    words = _("{size} is not loaded; there is {loaded}")
    return words.format(size=wanted, loaded=loaded), Tone.LOOK


def labels(here: Station, name: str) -> tuple[str, Tone]:
    """Say how many labels are left; '' where nobody counts."""
    left = here.left(name) if name else None
    if left is None:
        return "", Tone.PLAIN
    words = ngettext("{n} label left", "{n} labels left", left).format(n=left)
    return words, Tone.STOP if here.low(name) else Tone.PLAIN


def page_size(desk: Desk, here: Station) -> Size | None:
    """Return the size of the pages that this desk prints; None where its layout is not usable."""
    try:
        _layout, sheet = printable.paper(desk, here.layout, here.sheet)
    except DeskError:
        return None
    return Size(sheet.width, sheet.height)


def summary(under_way: list[Job]) -> tuple[str, Tone]:
    """Say how much went wrong, how much waits, and how much the printer has."""
    failed = sum(job.state == "failed" for job in under_way)
    waiting = sum(job.state == "queued" for job in under_way)
    sent = sum(job.state == "sent" for job in under_way)
    told = []
    if failed:
        words = ngettext("{n} badge went wrong", "{n} badges went wrong", failed)
        told.append(words.format(n=failed))
    if waiting:
        told.append(ngettext("{n} badge waits", "{n} badges wait", waiting).format(n=waiting))
    if sent:
        words = ngettext("{n} badge at the printer", "{n} badges at the printer", sent)
        told.append(words.format(n=sent))
    tone = Tone.STOP if failed else Tone.LOOK if waiting else Tone.NOTE if sent else Tone.PLAIN
    return " · ".join(told), tone
