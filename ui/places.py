"""Where one can go in the window: the pages in their order, with icon and word."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Place:
    """One page, which need not be loaded to be named."""

    name: str
    icon: str
    title: str
    made_by: str  # module and class


def places() -> dict[str, Place]:
    """Return the places by name, in the order of the side bar."""
    every = (
        Place("desk", "scan", _("Reception"), "desk_page.DeskPage"),
        Place("people", "people", _("People"), "people_page.PeoplePage"),
        Place("delegations", "flag", _("Delegations"), "delegations_page.DelegationsPage"),
        Place("programme", "calendar", _("Programme"), "programme_page.ProgrammePage"),
        Place("attendance", "bars", _("Figures"), "attendance_page.AttendancePage"),
        Place("badges", "badge", _("Badges"), "badges_page.BadgesPage"),
        Place("receivers", "headphones", _("Receivers"), "receivers_page.ReceiversPage"),
        Place("exchange", "exchange", _("Exchange"), "exchange_page.ExchangePage"),
        Place("event", "event", _("Event"), "event_page.EventPage"),
        Place("ready", "ready", _("Ready"), "ready_page.ReadyPage"),
    )
    return {place.name: place for place in every}
