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
    key: str


def places() -> dict[str, Place]:
    """Return the places by name, in the order of the side bar."""
    every = (
        Place("desk", "scan", _("Reception"), "desk_page.DeskPage", "Ctrl+1"),
        Place("people", "people", _("People"), "people_page.PeoplePage", "Ctrl+2"),
        Place(
            "delegations", "flag", _("Delegations"), "delegations_page.DelegationsPage", "Ctrl+3"
        ),
        Place("programme", "calendar", _("Programme"), "programme_page.ProgrammePage", "Ctrl+4"),
        Place(
            "interpreters",
            "speech",
            _("Interpreters"),
            "interpreters_page.InterpretersPage",
            "Ctrl+Shift+L",
        ),
        Place("attendance", "bars", _("Figures"), "attendance_page.AttendancePage", "Ctrl+5"),
        Place("badges", "badge", _("Badges"), "badges_page.BadgesPage", "Ctrl+6"),
        Place("receivers", "headphones", _("Receivers"), "receivers_page.ReceiversPage", "Ctrl+7"),
        Place("exchange", "exchange", _("Exchange"), "exchange_page.ExchangePage", "Ctrl+8"),
        Place("event", "event", _("Event"), "event_page.EventPage", "Ctrl+9"),
        Place("ready", "ready", _("Ready"), "ready_page.ReadyPage", "Ctrl+Shift+R"),
    )
    return {place.name: place for place in every}
