"""The desk planner: how long guests will wait at one to five desks, and how it goes right now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QTime, QTimer
from PySide6.QtWidgets import QCheckBox, QSpinBox, QTimeEdit, QWidget

from checkin.attendance import arrival_curve, headcount, planner
from checkin.attendance.planner import Morning, Wait
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui import theme
from ui.background import Progress
from ui.bridge import Change
from ui.page import Action, Context, Page
from ui.pages.attendance_files import Files
from ui.rows import Column, Rows, table
from ui.theme import GRID, Tone
from ui.widgets.figure import Figure
from ui.widgets.halves import Halves, beside, form
from ui.widgets.plain import Button, choice, column, label, row, tint, yielding

_MOST = 20_000
_PATIENCE = 60.0  # seconds that 95 of 100 guests may wait
_SOON = 100  # seconds, up to which they are said as such
_SOON_PLANNED = 200  # ms after the last change
_LINE = 10  # guests in a line whose wait is told
_ROWS = 240  # height of the waits


class PlannerView(Page):
    """What is expected to the left, the waits to the right, and above what happens now."""

    name = "planner"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: Morning | None = None
        self._start: dict[str, Any] = {}  # what the desk itself proposes
        self.files = Files(self, self.background, self.said.emit)
        self.registered = _number(_("Expected guests"), 1, _MOST)
        self.no_show = _number(_("No-shows, of a hundred"), 0, 99)
        self.doors, self.begin = _clock(_("Doors"), "08:00"), _clock(_("Start"), "09:30")
        self.early = _number(_("In the first half hour, of a hundred"), 0, 100, 65)
        self.method = yielding(choice(_("How guests are met"), _methods()))
        self.method.setCurrentIndex(1)
        self.seconds = _number(_("Seconds for each"), 1, 900, 22)
        self.exceptions = _number(_("Exceptions, of a hundred"), 0, 100, 10)
        self.longer = _number(_("Seconds for an exception"), 1, 3_600, 150)
        self.coach = _number(_("Of these in one coach"), 0, 500)
        self.pack = QCheckBox(_("The coach takes one pack"))
        self.split = QCheckBox(_("Each desk has its own letters"))
        self.rows = Rows(_columns())
        self.list = table(self.rows, _("Waits"), self.settings, "planner")
        self.advice = label("", "strong", wrap=True)
        self.tiles = {key: Figure() for key in ("lately", "so_far", "left", "wait")}
        self._arrange()
        for number in self._numbers().values():
            number.valueChanged.connect(lambda _value: self.plan())
        for clock in (self.doors, self.begin):
            clock.timeChanged.connect(lambda _time: self.plan())
        for box in (self.pack, self.split):
            box.toggled.connect(lambda _on: self.plan())
        self.method.activated.connect(self._on_method)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_PLANNED)
        self._soon.timeout.connect(self._plan)
        self.keep_looking(self._count)

    def _arrange(self) -> None:
        lines = form(
            (self.method,),
            (self.registered,),
            (self.no_show,),
            (self.doors,),
            (self.begin,),
            (self.early,),
            (self.seconds,),
            (self.exceptions,),
            (self.longer,),
            (self.coach,),
        )
        title = label(_("The morning"), "title")
        asked = column(title, lines, self.pack, self.split, None, margin=2)
        export = Button(_("Export arrivals"), self.on_export, "Ctrl+E", icon="export")
        head = row(label(_("Right now"), "title"), None, export)
        tiles = beside(*self.tiles.values())
        self.list.setMinimumHeight(theme.px(_ROWS))
        right = column(head, tiles, self.advice, self.list, gap=1, margin=2)
        right.setStretch(3, 1)
        self.setLayout(column(Halves(asked, right)))

    # As every page ######################################################################

    def title(self) -> str:
        """Return what the view is called."""
        return _("Desks")

    def first(self) -> QWidget:
        """Return how many are expected."""
        return self.registered

    def concerned(self, change: Change) -> bool:
        """Look at whoever comes."""
        return change.of("pta")

    def read(self) -> None:
        """Read how many are expected, from when on, and how it goes right now."""
        if not self._start:
            self._propose()
        self._count()

    def actions_here(self) -> list[Action]:
        """Return what can be done."""
        return [
            Action(_("Export arrivals"), self.on_export, "Ctrl+E"),
            Action(_("Plan again as the register says"), self._propose, "F5"),
        ]

    def draft(self) -> dict[str, Any]:
        """Return what is set otherwise than the desk proposed."""
        if not self._start:
            return {}
        start = self._start
        return {key: value for key, value in self._set().items() if value != start.get(key)}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put it back."""
        if draft and not self._start:
            self._propose()
        for key, number in self._numbers().items():
            if isinstance(value := draft.get(key), int):
                number.setValue(value)
        self.pack.setChecked(draft.get("pack") is True)
        self.split.setChecked(draft.get("split") is True)

    def on_export(self) -> None:
        """Write the arrivals of today to a file."""
        self.files.save_arrivals(self.bridge.path, self.bridge.now)

    # Right now ##########################################################################

    def _count(self) -> None:
        desk = self.bridge.desk
        now = desk.moment(None)
        day = desk.day(now)
        came, expected = headcount.came(desk, day), headcount.so_far(desk, day)[1]
        lately = len(arrival_curve.people_between(desk, day, *arrival_curve.lately(now)))
        self.tiles["lately"].show_figure(str(lately), _("in the last 5 minutes"))
        elapsed = (now - _at(now, self.doors.time())).total_seconds()
        words = _("have come; {n} expected by now").format(n=self.morning().by(elapsed))
        self.tiles["so_far"].show_figure(str(came), words)
        self.tiles["left"].show_figure(str(max(expected - came, 0)), _("still expected"))
        pace = arrival_curve.pace(desk, day, now)
        wait = _seconds(pace * _LINE) if pace else "–"
        words = _("wait at this pace with {n} in line at this desk")
        self.tiles["wait"].show_figure(wait, words.format(n=_LINE))

    # Planning ###########################################################################

    def _numbers(self) -> dict[str, QSpinBox]:
        names = ("registered", "no_show", "early", "seconds", "exceptions", "longer", "coach")
        return {one: getattr(self, one) for one in names}

    def _set(self) -> dict[str, Any]:
        numbers = {key: one.value() for key, one in self._numbers().items()}
        return {**numbers, "pack": self.pack.isChecked(), "split": self.split.isChecked()}

    def _propose(self) -> None:
        """Take what the register and the programme say of today."""
        desk = self.bridge.desk
        now = desk.moment(None)
        self.registered.setValue(max(headcount.so_far(desk, desk.day(now))[1], 1))
        if times := planner.first_doors(desk, desk.event.day_of(now)):
            for clock, time in zip((self.doors, self.begin), times, strict=True):
                clock.setTime(QTime(time.hour, time.minute))
        self._start = self._set()
        self.plan()

    def _on_method(self, _place: int) -> None:
        self.seconds.setValue(round(planner.METHODS[str(self.method.currentData())]))

    def morning(self) -> Morning:
        """Return the morning that is described."""
        open_for = self.doors.time().secsTo(self.begin.time())
        return Morning(
            self.registered.value(),
            no_show=self.no_show.value() / 100,
            doors_open=float(max(open_for, 60)),
            first_half_hour=self.early.value() / 100,
            seconds=float(self.seconds.value()),
            exceptions=self.exceptions.value() / 100,
            exception_seconds=float(self.longer.value()),
            coach=self.coach.value(),
            coach_seconds=planner.PACK if self.pack.isChecked() else 0.0,
        )

    def plan(self) -> None:
        """Plan again as soon as somebody has stopped typing."""
        self._soon.start()

    def _plan(self) -> None:
        """Play the morning in the background; the last one asked for is shown."""
        self._count()
        self._asked = asked = self.morning()
        split = self.split.isChecked()
        self.background.run(
            _("Planning the desks"),
            _played,
            asked,
            split,
            then=lambda found: self._on_played(asked, found, split=split),
        )

    def _on_played(self, asked: Morning, found: list[Wait], *, split: bool) -> None:
        if asked != self._asked or split != self.split.isChecked():
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


def _clock(title: str, value: str) -> QTimeEdit:
    made = QTimeEdit(QTime.fromString(value, "HH:mm"))
    made.setDisplayFormat("HH:mm")
    made.setAccessibleName(title)
    made.lineEdit().setTextMargins(theme.px(GRID), 0, 0, 0)
    return made


def _at(now: datetime, time: QTime) -> datetime:
    return now.replace(hour=time.hour(), minute=time.minute(), second=0, microsecond=0)


def _columns() -> list[Column]:
    return [
        Column(_("Desks"), lambda one: str(one.desks), "desks", 80, right=True),
        Column(_("Wait on average"), lambda one: _seconds(one.mean), "mean", 150, right=True),
        Column(
            _("95 of 100 wait under"),
            lambda one: _seconds(one.p95),
            "p95",
            180,
            right=True,
            tone=_tone,
        ),
        Column(_("Longest line"), lambda one: str(one.queue), "queue", 120, right=True),
    ]


def _methods() -> list[tuple[str, str]]:
    return [
        ("scan", _("Scan, sorted badges")),
        ("print", _("Scan, print badge")),
        ("look-up", _("By name, print badge")),
        ("paper", _("Paper list, badge box")),
    ]


def _seconds(value: float) -> str:
    """Return a wait as people say it."""
    if value < _SOON:
        return _("{n} s").format(n=round(value))
    return _("{n} min").format(n=f"{value / 60:.0f}")


def _tone(one: Wait) -> Tone:
    return Tone.WELCOME if one.p95 <= _PATIENCE else Tone.LOOK


def _played(progress: Progress, morning: Morning, split: bool) -> list[Wait]:  # noqa: FBT001
    progress(0, 1)
    return planner.waits(morning, split=split)
