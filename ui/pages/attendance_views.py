"""The views of the attendance page, in their order: a line for each."""

from __future__ import annotations

from typing import NamedTuple

from checkin.i18n import gettext as _


class View(NamedTuple):
    """One view, which need not be loaded to be named."""

    title: str
    made_by: str  # module and class


def views() -> dict[str, View]:
    """Return the views by name; the first one is seen first."""
    return {
        "figures": View(_("Figures"), "attendance_figures.FiguresView"),
        "house": View(_("Head count"), "attendance_house.HouseView"),
    }
