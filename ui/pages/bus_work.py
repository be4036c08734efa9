"""What is done at the door of a bus, each one act, and what is said of it."""

from __future__ import annotations

from checkin import buses
from checkin.attendance import scanning
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui.pages.people_work import Done


def scanned(desk: Desk, text: str, leg: str) -> scanning.Outcome:
    """Let whoever is scanned board a leg."""
    return buses.scan(desk, leg, text)


def ticked(desk: Desk, person: str, leg: str, aboard: bool) -> Done:  # noqa: FBT001
    """Note that a passenger is aboard, or take it back."""
    if aboard:
        buses.unboard(desk, leg, person)
        return Done(_("Taken back."))
    outcome = buses.board(desk, leg, person)
    return Done(_("Aboard."), outcome.act or "")


def boarded(desk: Desk, leg: str, people: list[str]) -> Done:
    """Note that people are aboard, as one act."""
    came = buses.board_all(desk, leg, people)
    words = ngettext("{n} boarded.", "{n} boarded.", len(came)).format(n=len(came))
    return Done(words, (desk.last_act() or "") if came else "")


def departed(desk: Desk, leg: str) -> Done:
    """Note that a leg has left."""
    before = desk.last_act()
    found = buses.depart(desk, leg)
    after = desk.last_act() or ""
    act = after if after != before else ""
    if not found.missing:
        return Done(_("Everybody is aboard. Good journey!"), act)
    words = ngettext("Left without {n} person.", "Left without {n} people.", len(found.missing))
    return Done(words.format(n=len(found.missing)), act, good=False)


def seated(desk: Desk, bus: str) -> Done:
    """Book for a bus all who are booked for its visits."""
    number = buses.seat(desk, bus, buses.visits_of(desk, bus))
    if not number:
        return Done(_("Everybody who is booked for its visits has a seat."))
    words = ngettext("{n} has a seat now.", "{n} have a seat now.", number).format(n=number)
    return Done(words, desk.last_act() or "")


def alighted(desk: Desk, leg: str) -> Done:
    """Note that everybody has got off."""
    number = buses.alight(desk, leg)
    words = ngettext("{n} got off.", "{n} got off.", number).format(n=number)
    return Done(words, (desk.last_act() or "") if number else "")
