"""The desk planner: how long guests will wait at one to five desks, and how it goes right now."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from checkin.attendance import arrival_curve, headcount, planner
from checkin.attendance.planner import Morning, Wait
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui import theme
from ui.background import Progress
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.rows import Column, Rows, table
from ui.theme import GRID, Tone
from ui.widgets.figure import Figure
from ui.widgets.plain import boxed, choice, column, label, panel, row, tint, yielding

_MOST = 20_000
_PATIENCE = 60.0  # seconds that 95 of 100 guests may wait


class PlannerView(Page):
    """What is expected to the left, the waits to the right, and below what happens now."""

    name = "attendance"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: Morning | None = None
        self.registered = _number(_("Expected guests"), 1, _MOST)
        self.exceptions = _number(_("Exceptions, of a hundred"), 0, 100, 10)
        self.coach = _number(_("Of these in one coach"), 0, 500)
        self.pack = QCheckBox(_("The coach takes one pack"))
        self.method = yielding(choice(_("How guests are met"), _methods()))
        self.method.setCurrentIndex(1)
        self.rows = Rows(
            [
                Column(_("Desks"), lambda one: str(one.desks), "desks", 90, right=True),
                Column(
                    _("Wait on average"), lambda one: _seconds(one.mean), "mean", 150, right=True
                ),
                Column(
                    _("95 of 100 wait under"),
                    lambda one: _seconds(one.p95),
                    "p95",
                    180,
                    right=True,
                    tone=_tone,
                ),
                Column(_("Longest line"), lambda one: str(one.queue), "queue", 140, right=True),
            ]
        )
        self.list = table(self.rows, _("Waits"), self.settings, "planner")
        self.advice = label("", "strong", wrap=True)
        self.tiles = {key: Figure() for key in ("lately", "left", "wait")}
        self._arrange()
        for part in (self.registered, self.exceptions, self.coach):
            part.valueChanged.connect(lambda _value: self.plan())
        self.pack.toggled.connect(lambda _on: self.plan())
        self.method.activated.connect(lambda _place: self.plan())

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        for part in (self.registered, self.method, self.exceptions, self.coach):
            words = label(part.accessibleName(), "soft")
            words.setBuddy(part)
            form.addRow(words, part)
        form.addRow(self.pack)
        asked = panel(label(_("The morning"), "title"), form, None, gap=1.5, margin=2.5)
        told = panel(self.list, boxed(column(self.advice, margin=1.5)), margin=0)
        halves = row(asked, told, gap=2)
        halves.setStretch(0, 2)
        halves.setStretch(1, 3)
        now = row(*self.tiles.values(), gap=1.5)
        layout = column(boxed(halves), label(_("Right now"), "heading"), boxed(now), gap=1)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    # As every page ######################################################################

    def first(self) -> QWidget:
        """Return how many are expected."""
        return self.registered

    def concerned(self, change: Change) -> bool:
        """Look at whoever comes."""
        return change.of("pta")

    def read(self) -> None:
        """Read how many are expected, and how it goes right now."""
        desk = self.bridge.desk
        now = desk.moment(None)
        day = desk.day(now)
        here, expected = headcount.so_far(desk, day)
        if self._asked is None:
            self.registered.setValue(max(expected, 1))
            self.plan()
        lately = len(arrival_curve.people_between(desk, day, *arrival_curve.lately(now)))
        left = max(expected - here, 0)
        pace = arrival_curve.pace(desk, day, now)
        self.tiles["lately"].show_figure(str(lately), _("in the last 5 minutes"))
        self.tiles["left"].show_figure(str(left), _("still expected"))
        wait = _seconds(pace * 10) if pace else "–"
        self.tiles["wait"].show_figure(wait, _("ten in line at this desk"))

    def actions_here(self) -> list[Action]:
        """Return what can be done."""
        return [Action(_("Plan again"), self.plan)]

    def draft(self) -> dict[str, Any]:
        """Return what is set, once somebody has changed it."""
        return {"coach": self.coach.value()} if self.coach.value() else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put it back."""
        self.coach.setValue(int(draft.get("coach", 0)))

    # Planning ###########################################################################

    def morning(self) -> Morning:
        """Return the morning that is described."""
        return Morning(
            self.registered.value(),
            no_show=0.0,
            seconds=planner.METHODS[str(self.method.currentData())],
            exceptions=self.exceptions.value() / 100,
            coach=min(self.coach.value(), self.registered.value()),
            coach_seconds=planner.PACK if self.pack.isChecked() else 0.0,
        )

    def plan(self) -> None:
        """Play the morning in the background; the last one asked for is shown."""
        self._asked = asked = self.morning()
        self.background.run(
            _("Planning the desks"),
            _played,
            asked,
            then=lambda found: self._on_played(asked, found),
            quiet=True,
        )

    def _on_played(self, asked: Morning, found: list[Wait]) -> None:
        if asked != self._asked:
            return
        self.rows.set_rows(found)
        best = planner.enough(found, _PATIENCE)
        if best:
            words = ngettext(
                "{n} desk is enough: 95 of 100 guests wait less than {wait}.",
                "{n} desks are enough: 95 of 100 guests wait less than {wait}.",
                best.desks,
            )
            self.advice.setText(words.format(n=best.desks, wait=_seconds(best.p95)))
        else:
            text = _("Five desks are not enough. Print badges before, take coaches as a pack.")
            self.advice.setText(text)
        tint(self.advice, Tone.WELCOME if best else Tone.STOP)


def _number(title: str, least: int, most: int, value: int = 0) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.setAccessibleName(title)
    made.lineEdit().setTextMargins(theme.px(GRID), 0, 0, 0)
    return made


def _methods() -> list[tuple[str, str]]:
    return [
        ("scan", _("Scan, badges lie sorted")),
        ("print", _("Scan, badge printed at once")),
        ("look-up", _("Looked up by name, badge printed")),
        ("paper", _("Paper list and a box of badges")),
    ]


def _seconds(value: float) -> str:
    """Return a wait as people say it."""
    if value < 100:  # noqa: PLR2004  seconds
        return _("{n} s").format(n=round(value))
    return _("{n} min").format(n=f"{value / 60:.0f}")


def _tone(one: Wait) -> Tone:
    return Tone.WELCOME if one.p95 <= _PATIENCE else Tone.LOOK


def _played(progress: Progress, morning: Morning) -> list[Wait]:
    progress(0, 1)
    return planner.waits(morning)
