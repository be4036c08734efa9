"""The programme: the days on a grid, the speakers, visits, buses, and what does not fit."""

from __future__ import annotations

from checkin.i18n import gettext as _
from ui.pages.viewed_page import View, ViewedPage


class ProgrammePage(ViewedPage):
    """One view at a time."""

    name = "programme"

    def views_here(self) -> dict[str, View]:
        """Return the views, the day plan first."""
        return {
            "plan": View(_("Day plan"), "programme_plan.PlanView"),
            "speakers": View(_("Speakers"), "programme_speakers.SpeakersView"),
            "visits": View(_("Site visits"), "visits_view.VisitsView"),
            "buses": View(_("Buses"), "bus_view.BusView"),
            "findings": View(_("What does not fit"), "programme_findings.FindingsView"),
        }
