"""What is done with a delegation, each one act, and what is said of it."""

from __future__ import annotations

from checkin import delegations, reception
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.printing import jobs
from checkin.printing.station import station
from ui.pages import desk_verbs
from ui.pages.people_work import Done


def check_in(desk: Desk, delegation: str, came: list[str], more: int) -> Done:
    """Check a group in, and print its badges as one pack."""
    before = desk.last_act()
    found = desk_verbs.group(desk, delegation, came, more, "")
    number = len(found.outcomes) + len(found.nameless)
    words = ngettext("{n} checked in as one act", "{n} checked in as one act", number)
    told = [words.format(n=number)]
    if found.packed:
        told.append(desk_verbs.pack_words(desk, len(found.packed)))
    return _done(desk, before, " · ".join(told))


def not_there(desk: Desk, person: str) -> Done:
    """Take back today's check-ins of one person alone."""
    day, came = desk.day(desk.moment(None)), desk.arrivals(desk.folded(person))
    today = [one.entry for one in came if day in {one.activity, *desk.wholes(one.activity)}]
    if not today:
        raise DeskError(_("There is nothing to undo."))
    with desk.act():
        for entry in today:
            desk.undo(entry, "not-there")
    return Done(_("Taken back."))


def lead(desk: Desk, person: str, part: str) -> Done:
    """Make a member the head or the deputy."""
    before, known = desk.last_act(), desk.person(person)
    if known:
        delegations.lead(desk, known, part)
    return _done(desk, before, _("Saved."))


def put(desk: Desk, subject: str, values: dict[str, str]) -> Done:
    """Make or change a delegation."""
    before = desk.last_act()
    delegations.put(desk, subject, values)
    return _done(desk, before, _("Saved."))


def name_guest(desk: Desk, person: str, values: dict[str, str], printed: bool) -> Done:  # noqa: FBT001
    """Say who a nameless guest is, and print the badge with the name where wanted."""
    before = desk.last_act()
    reception.name_guest(desk, person, values, printed=printed)
    words = f"{_('Saved.')} {desk_verbs.print_words(desk)}" if printed else _("Saved.")
    return _done(desk, before, words)


def number_badges(desk: Desk, delegation: str) -> Done:
    """Print badges with a number for those who have no name yet, as one document."""
    with desk.act():
        found = reception.number_badges(desk, delegation)
        here = station(desk)
        if found and here.printer_for(here.layout):
            jobs.release(desk, found)
    words = ngettext("{n} badge asked for.", "{n} badges asked for.", len(found))
    return Done(words.format(n=len(found)))


def _done(desk: Desk, before: str | None, words: str) -> Done:
    """Return what came of it, with the act where there is a new one."""
    after = desk.last_act() or ""
    return Done(words, after if after != before else "")
