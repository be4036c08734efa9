"""Verbs and long works of the badges page: batches gathered, checked, printed, saved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checkin import reception
from checkin.badges import drawing, order, pictures, preflight, wearers
from checkin.badges.badge import Badge, in_latin
from checkin.badges.groups import Letters
from checkin.badges.order import Order
from checkin.badges.preflight import Concern, Preflight
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.journal.writer import Now
from checkin.layouts import shelf
from checkin.model.person import Person
from checkin.printing import batch, jobs, printable, station, systems
from checkin.printing.printer import Printer
from ui.background import Progress
from ui.pages.badges_printer import SetUp
from ui.saying import since

EVERYBODY = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose badges are meant, and in which order."""

    who: str = EVERYBODY  # a delegation, a text to search for, or everybody
    people: tuple[str, ...] = ()  # these alone, where they are named one by one
    order: Order = "protocol"


@dataclass(frozen=True, slots=True)
class Batch:
    """The people of a batch in their order, and what is to be said before they are printed."""

    people: tuple[str, ...] = ()
    had: dict[str, str] = field(default_factory=dict)  # who was printed, with the words for it
    concerns: tuple[Concern, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    latin: frozenset[str] = frozenset()  # whose Latin name alone can be printed


# Verbs ################################################################################


def print_now(desk: Desk, ids: Sequence[int]) -> str:
    """Have jobs that wait printed, also those that failed; return what to say."""
    number = jobs.release(desk, ids)
    return _sent_words(desk, number)


def mark(desk: Desk, ids: Sequence[int], state: str) -> str:
    """Note that jobs were printed, or are called off; return what to say."""
    number = jobs.mark(desk, ids, state)
    if state == "printed":
        words = ngettext("{n} badge printed.", "{n} badges printed.", number)
    else:
        words = ngettext("{n} badge called off.", "{n} badges called off.", number)
    return words.format(n=number)


def print_again(desk: Desk, people: Sequence[str], reason: str) -> str:
    """Print badges once more, each for the same reason; return what to say."""
    with desk.act():
        for person in people:
            reception.print_badge(desk, person, reason)
    return _sent_words(desk, len(people))


def print_latin(desk: Desk, people: Sequence[str]) -> str:
    """Print badges with the Latin name alone, in place of jobs that failed; return what to say."""
    with desk.act():
        for person in people:
            known = jobs.latest(desk, person)
            if known and known.state in {"queued", "failed"}:
                jobs.mark(desk, [known.id], "cancelled")
            reception.print_badge(desk, person, jobs.LATIN)
    return _sent_words(desk, len(people))


def print_batch(desk: Desk, people: Sequence[str], latin: Collection[str]) -> str:
    """Print badges as one document in their order; return what to say.

    Raises DeskError where no printer is chosen.
    """
    with desk.act():
        ids = [_asked(desk, person, latin) for person in people]
        number = jobs.release(desk, ids)
    return _sent_words(desk, number)


def note_printed(desk: Desk, people: Sequence[str], latin: Collection[str]) -> str:
    """Note that badges were printed from a file; return what to say."""
    with desk.act():
        ids = [_asked(desk, person, latin) for person in people]
        return mark(desk, ids, "printed")


def _asked(desk: Desk, person: str, latin: Collection[str]) -> int:
    if person in latin:
        return jobs.queue(desk, person, jobs.LATIN)
    return jobs.queue(desk, person, "again" if jobs.traces(desk, person).prints else "")


def queue_test(desk: Desk) -> int:
    """Print a test page; return the number of its job, raise DeskError without a printer."""
    here = station.station(desk)
    return jobs.queue_test(desk, here.printer_for(here.layout), here.layout, here.sheet)


def test(desk: Desk) -> str:
    """Print a test page; return what to say."""
    queue_test(desk)
    return _("The test page goes to the printer. Is the frame whole, and is every name right?")


def equip(desk: Desk, wanted: SetUp) -> str:
    """Set what this desk prints with; return what to say."""
    if wanted.printer:
        systems.system(wanted.printer)  # an address that nobody understands is refused
    with desk.act():
        here = station.station(desk)
        others = {name: one for name, one in here.printers.items() if name != wanted.layout}
        own = {wanted.layout: wanted.printer} if wanted.alone and wanted.printer else {}
        values: dict[str, object] = {} if own else {"printer": wanted.printer}
        station.equip(
            desk, layout=wanted.layout, sheet=wanted.sheet, printers={**others, **own}, **values
        )
        if wanted.printer:
            station.shift(desk, wanted.printer, wanted.right, wanted.down)
    return _("Saved.")


def load(desk: Desk, labels: int | None) -> str:
    """Note how many labels the printer of this desk has; return what to say."""
    here = station.station(desk)
    station.load(desk, here.printer_for(here.layout), labels)
    return _("Saved.")


def switch(desk: Desk, on: bool) -> str:  # noqa: FBT001  as Qt passes it
    """Print badges by itself as they become due, or not; return what to say."""
    station.equip(desk, itself=on)
    if on:
        return _("Badges are printed as they become due.")
    return _("Badges wait until somebody prints them.")


def _sent_words(desk: Desk, number: int) -> str:
    here = station.station(desk)
    if not here.printer_for(here.layout):
        words = ngettext(
            "{n} badge waits for the printer.", "{n} badges wait for the printer.", number
        )
    else:
        words = ngettext("{n} badge goes to the printer.", "{n} badges go to the printer.", number)
    return words.format(n=number)


# Beside the window ####################################################################


def printers(_progress: Progress) -> list[Printer]:
    """Return the printers of this machine, none where its print system does not answer."""
    try:
        return systems.printers()
    except DeskError:
        return []


def gathered(progress: Progress, path: Path, now: Now, wanted: Wanted) -> Batch:
    """Return who is in a batch, who of them has a badge, and what there is to look at."""
    progress(0, 0)
    with Desk(path, now=now) as desk:
        here = station.station(desk)
        layout = shelf.layout(here.layout, shelf.folder(path))
        people = _people(desk, wanted)
        had: dict[str, str] = {}
        check = Preflight(desk, layout)
        concerns: list[Concern] = []
        for place, person in enumerate(people):
            progress(place, len(people))
            had |= _had(desk, person)
            concerns += check.of(person)
        named = tuple(person.id for person in people if person.whole_name)
        names = {person.id: person.whole_name for person in people}
        concerns.sort(key=lambda one: preflight.KINDS.index(one.kind))
        return Batch(named, had, tuple(concerns), names, frozenset(check.latin))


def saved(  # noqa: PLR0913, PLR0917  as a background work is called
    progress: Progress,
    path: Path,
    now: Now,
    people: Sequence[str],
    latin: Collection[str],
    out: Path,
) -> tuple[drawing.Printout, Path]:
    """Save badges as one PDF, or each page as a PNG; return the first file, too."""
    with Desk(path, now=now) as desk:
        here = station.station(desk)
        layout, sheet = printable.paper(desk, here.layout, here.sheet)
        badges = _badges(desk, progress, people, latin)
        if out.suffix.lower() != pictures.SUFFIX:
            return drawing.draw(badges, layout, sheet, out), out
        drawn, files = pictures.draw(badges, layout, sheet, out)
        return drawn, files[0]


def _people(desk: Desk, wanted: Wanted) -> list[Person]:
    if not wanted.people:
        return list(wearers.people(desk, wanted.who, wanted.order))
    found = (desk.person(one) for one in order.ordered(desk, wanted.people, wanted.order))
    return [one for one in found if one and one.may_come]


def _had(desk: Desk, person: Person) -> dict[str, str]:
    """Return the words for whoever has a badge, or may have one."""
    if person.whole_name and (words := batch.obstacle(desk, person)):
        return {person.id: words}
    had = jobs.traces(desk, person.id)
    if had.handed_out:
        now = desk.moment(None)
        return {person.id: _("Handed out {time}.").format(time=since(had.handed_out, now))}
    return {}


def _badges(
    desk: Desk, progress: Progress, people: Sequence[str], latin: Collection[str]
) -> Iterator[Badge]:
    letters = Letters(desk)
    for place, subject in enumerate(people):
        progress(place, len(people))
        if person := desk.person(subject):
            made = wearers.badge(desk, person, letters)
            yield in_latin(made) if subject in latin else made
