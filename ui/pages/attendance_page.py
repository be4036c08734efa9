"""Attendance: figures, the house, paper and the desks, each a view of its own."""

from __future__ import annotations

from checkin.i18n import gettext as _
from ui.pages.viewed_page import View, ViewedPage


class AttendancePage(ViewedPage):
    """One view at a time."""

    name = "attendance"

    def views_here(self) -> dict[str, View]:
        """Return the views, the figures first."""
        return {
            "figures": View(_("Figures"), "attendance_figures.FiguresView"),
            "house": View(_("Head count"), "attendance_house.HouseView"),
            "paper": View(_("Paper"), "paper_view.PaperView"),
            "planner": View(_("Desks"), "planner_view.PlannerView"),
        }
