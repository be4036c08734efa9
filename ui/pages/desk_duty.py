"""The desk's duty: for which activity, in which direction and by whom people are checked in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.attendance import admission, headcount
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.model.activity import Activity
from ui import saying, wording
from ui.background import Background, Progress
from ui.bridge import Bridge
from ui.widgets.desk_head import Choice, Choosing, DeskHead

_SETTLE = 250  # ms after the last change before figures are counted again
_OPERATOR = "operator"
_CONFIRMED = "activity_confirmed"


class Duty(QObject):
    """What every scan goes to; the clock proposes, a person decides."""

    changed = Signal()  # the activity or the direction is another

    def __init__(self, bridge: Bridge, background: Background, head: DeskHead) -> None:
        super().__init__()
        self.bridge, self.background, self.head = bridge, background, head
        self.activity = ""  # '' is what the clock says
        self.out = False
        self._counting = self._retired = False
        self._figures = QTimer(self)
        self._figures.setSingleShot(True)
        self._figures.setInterval(_SETTLE)
        self._figures.timeout.connect(self._count)
        head.chosen.connect(self.choose)
        head.signed.connect(self._on_signed)
        head.clicked_activity.connect(self.open_activities)
        head.clicked_initials.connect(self.open_initials)

    def meant(self) -> Activity:
        """Return the activity that people are checked in to now."""
        desk = self.bridge.desk
        chosen = desk.activity(self.activity) if self.activity else None
        at = desk.moment(None)
        return chosen or admission.meant(desk, "", "", at, out=False)

    def show(self) -> None:
        """Say what the duty is, and count soon."""
        desk, meant = self.bridge.desk, self.meant()
        self.head.show_activity(
            saying.title(desk, meant.id) or saying.day(meant.day),
            self._when(meant),
            self._chosen(meant),
            out=self.out,
        )
        self.head.show_operator(self.bridge.recalled(_OPERATOR))
        self._figures.start()

    def _chosen(self, meant: Activity) -> Choosing:
        """Tell who chose the activity; what the clock says, a person confirms once."""
        if self.activity:
            return Choosing.PERSON
        confirmed = self.bridge.recalled(_CONFIRMED) == meant.id
        return Choosing.CONFIRMED if confirmed else Choosing.CLOCK

    def retire(self) -> None:
        """Count no more."""
        self._figures.stop()
        self._retired = True

    def turn(self) -> None:
        """Check people out with every scan, or in again."""
        self.out = not self.out
        self.show()
        self.changed.emit()

    def open_activities(self) -> None:
        """Offer what people can be checked in to today."""
        desk = self.bridge.desk
        at = desk.moment(None)
        today = desk.event.day_of(at).isoformat()
        whole = admission.day(desk, at)
        parts = [
            one
            for one in desk.programme.activities.values()
            if one.kind != "day" and whole.id in desk.wholes(one.id) and one.kind != "contribution"
        ]
        parts.sort(key=lambda one: (one.start, one.id))
        choices = [
            Choice("", _("By the clock")),
            Choice(whole.id, saying.title(desk, whole.id) or saying.day(today)),
            *(Choice(one.id, saying.title(desk, one.id), self._when(one)) for one in parts),
        ]
        self.head.open_activities(choices, self.activity)

    def open_initials(self) -> None:
        """Ask who is at the desk."""
        self.head.open_initials(self.bridge.recalled(_OPERATOR))

    def restore(self, draft: dict[str, Any]) -> None:
        """Go on with the activity that somebody chose, if there still is one."""
        chosen = str(draft.get("activity", ""))
        self.activity = chosen if self.bridge.desk.activity(chosen) else ""

    def _when(self, activity: Activity) -> str:
        place = self.bridge.desk.place(activity.place) if activity.place else None
        times = "–".join(saying.clock(at) for at in (activity.start, activity.end) if at)
        day = saying.day(activity.day or activity.start) if activity.kind == "day" else ""
        return " · ".join(part for part in (day, times, place.title if place else "") if part)

    def _count(self) -> None:
        """Count beside the window, so that a large register makes nobody wait."""
        if self._counting:
            self._figures.start()
            return
        self._counting = True
        self.background.run(
            "", _counted, self.bridge, self.meant().id, then=self._on_counted, quiet=True
        )

    def _on_counted(self, counted: tuple[int, int, str]) -> None:
        self._counting = False
        if not self._retired:
            self.head.show_figures(*counted)

    def choose(self, activity: str) -> None:
        """Check people in to this activity, or to what the clock says; either way confirmed."""
        self.activity = activity
        self.bridge.run(_confirm, self.meant().id, then=lambda _nothing: self.show())
        self.changed.emit()

    def _on_signed(self, initials: str) -> None:
        self.bridge.remember(**{_OPERATOR: initials})
        self.head.show_operator(initials)


def _confirm(desk: Desk, activity: str) -> None:
    with desk.act():
        store.remember(desk.db, **{_CONFIRMED: activity})


def _counted(_progress: Progress, bridge: Bridge, activity: str) -> tuple[int, int, str]:
    """Return how many are in an activity, how many are expected, and as of when that is."""
    with Desk(bridge.path, now=bridge.now) as desk:
        return *headcount.so_far(desk, activity), wording.as_of(desk)
