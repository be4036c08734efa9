"""The days of the event as tabs; the one that is today is seen first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar

from checkin.i18n import gettext as _
from ui import saying
from ui.widgets.plain import name


class DayTabs(QTabBar):
    """Tells which day is wanted."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        name(self, _("Day"))
        self.setDrawBase(False)
        self.currentChanged.connect(self._on_day)

    def day(self) -> str:
        """Return the day that is seen, in ISO; '' where there is none."""
        return str(self.tabData(self.currentIndex()) or "")

    def days(self) -> list[str]:
        """Return all days."""
        return [str(self.tabData(place)) for place in range(self.count())]

    def show_days(self, known: Sequence[str], today: str) -> None:
        """Show the days of an event; the one that was seen stays so while they are the same."""
        if self.days() == list(known):
            return
        self.blockSignals(True)  # noqa: FBT003  Qt's
        while self.count():
            self.removeTab(0)
        for day in known:
            self.setTabData(self.addTab(saying.day(day)), day)
        self.setCurrentIndex(list(known).index(today) if today in known else 0)
        self.blockSignals(False)  # noqa: FBT003  Qt's

    def turn(self, by: int) -> None:
        """Go on or back by days, around the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def show_day(self, day: str) -> bool:
        """Turn to a day; return whether another one was seen before."""
        days = self.days()
        if day not in days or days.index(day) == self.currentIndex():
            return False
        self.setCurrentIndex(days.index(day))
        return True

    def _on_day(self, _place: int) -> None:
        self.updateGeometry()  # the chosen one is bold
        self.turned.emit()
