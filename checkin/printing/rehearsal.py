"""The rehearsal of printing: what would go wrong with the badges, and with this desk's printer."""

from __future__ import annotations

from checkin.badges import preflight
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.layouts import shelf
from checkin.printing import systems
from checkin.printing.printable import paper
from checkin.printing.printer import Size
from checkin.printing.station import LOW, Station, station
from checkin.readiness import Check, State

_GRAVE = frozenset({"name", "character", "shortened", "small", "code"})
"""What spoils a badge; that somebody wants no photos is only said on it."""


def checks(desk: Desk) -> list[Check]:
    """Return what there is to say of badges and printer; the printer may take its time."""
    return [badges(desk), printer(desk)]


def badges(desk: Desk) -> Check:
    """Tell on how many badges of the register there is something to look at."""
    name = _("Badges")
    here = station(desk)
    try:
        layout = shelf.layout(here.layout, shelf.folder(desk.path))
        found = [one for one in preflight.concerns(desk, layout) if one.kind in _GRAVE]
    except DeskError as error:
        return Check(name, "stop", str(error), _("Choose another layout on the page Badges."))
    people = {one.person for one in found}
    if not people:
        return Check(name, "ok", _("Every badge can be printed as it should be."))
    words = ngettext(
        "{n} badge has something to look at.", "{n} badges have something to look at.", len(people)
    )
    unprintable = {one.person for one in found if one.kind in preflight.STOPS}
    text = words.format(n=len(people))
    if unprintable:
        more = ngettext(
            "{n} cannot be printed.", "{n} cannot be printed.", len(unprintable)
        ).format(n=len(unprintable))
        text = f"{text} {more}"
    return Check(name, "look", text, _("Print badges on the page Badges shows each with a remedy."))


def printer(desk: Desk) -> Check:
    """Tell whether the printer of this desk answers, and has the right paper and labels."""
    name = _("Printer")
    here = station(desk)
    chosen = here.printer_for(here.layout)
    if not chosen:
        text = _("No printer is chosen for this desk.")
        return Check(name, "look", text, _("Choose one on the page Badges."))
    try:
        found = systems.printer(chosen)
        _layout, sheet = paper(desk, here.layout, here.sheet)
    except DeskError as error:
        return Check(name, "stop", str(error), _("Checking in goes on; badges wait."))
    size = Size(sheet.width, sheet.height)
    if found.paper(size) is None:
        text = _("{name} has no paper of {size} mm.").format(name=chosen, size=size)
        remedy = _("Choose another layout or printer on the page Badges.")
        return Check(name, "stop", text, remedy)
    if found.words:
        state: State = "stop" if found.state == "stopped" else "look"
        return Check(name, state, f"{chosen}: {found.words}", _("Look at the printer."))
    return _labels(name, chosen, here)


def _labels(name: str, chosen: str, here: Station) -> Check:
    left = here.left(chosen)
    if left is None:
        return Check(name, "ok", _("{name} is ready.").format(name=chosen))
    words = ngettext(
        "{name} is ready; {n} label left.", "{name} is ready; {n} labels left.", left
    ).format(name=chosen, n=left)
    return Check(name, "look" if left < LOW else "ok", words)
