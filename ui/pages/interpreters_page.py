"""Interpreters: the plan by people and by needs, what clashes, whom to call, hours of work."""

from __future__ import annotations

from checkin.i18n import gettext as _
from ui.pages.viewed_page import View, ViewedPage


class InterpretersPage(ViewedPage):
    """One view at a time."""

    name = "interpreters"

    def views_here(self) -> dict[str, View]:
        """Return the views, the plan first."""
        return {
            "plan": View(_("Plan"), "interpreters_plan.InterpretersPlan"),
            "clashes": View(_("Clashes"), "interpreters_clashes.ClashesView"),
            "calls": View(_("Calls"), "interpreters_calls.CallsView"),
            "hours": View(_("Hours"), "interpreters_hours.HoursView"),
        }
