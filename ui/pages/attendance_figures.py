"""The figures: how many are here, of whom, since when; and who exactly is behind each of them."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QWidget,
)

from checkin.attendance import arrival_curve, outsiders
from checkin.attendance.overview import Asked, Overview
from checkin.i18n import gettext as _
from checkin.reports import bar_chart
from ui import saying, theme
from ui.page import Action, Context, Page
from ui.pages import attendance_words as words
from ui.pages.attendance_behind import People, behind_bar, behind_figure, behind_tile
from ui.pages.attendance_count import Counter
from ui.pages.attendance_files import Files
from ui.pages.attendance_speakers import SpeakersStrip
from ui.pages.attendance_told import Sentences
from ui.theme import Tone
from ui.widgets.chart import Chart
from ui.widgets.figure import Figure
from ui.widgets.figures_table import SHARE, FiguresTable, Line
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, choice, column, label, name, panel, row, tint

_TILES = ("here", "expected", "attended", "no_show", "walk_in")
_LATELY = "lately"


class FiguresView(Page):
    """Figures while people come, each leading to its people."""

    name = "figures"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Overview | None = None
        self._lines: list[Line] = []
        self.counter = Counter(self.bridge, self.background)
        self.counter.counted.connect(self._on_counted)
        self.files = Files(self, self.background, self.said.emit)
        self.scope = choice(_("Activity"), words.scopes(self.bridge.desk))
        self.by = choice(_("Counted by"), words.by())
        self.rule = choice(_("Counting rule"), words.rules())
        self.abroad = choice(_("From abroad by"), words.abroad())
        self.day = choice(_("Day of the arrivals"), [])
        self.save_chart = Button(_("Save chart"), self.on_save_chart, look="quiet")
        self.export = Button(_("Export"), self.on_export, "Ctrl+E", icon="export")
        self.stand = label("", "soft", wrap=True)
        self.stand.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.tiles = {key: Figure() for key in (*_TILES, _LATELY)}
        self._left: QWidget = self.tiles["here"]
        self.chart = Chart(_("Arrivals per 5 minutes"))
        self.band = SpeakersStrip()
        self.told = Sentences()
        self.outsiders = QCheckBox(_("For outsiders"))
        name(self.outsiders, self.outsiders.text())
        self.table = FiguresTable(_("Figures"), words.columns(), self.settings)
        self.wait = label("", "caption")
        self.wait.hide()
        self.rule_text = label("", "caption", wrap=True)
        self.provisional = label("", "caption", wrap=True)
        tint(self.provisional, Tone.LOOK)
        self._arrange()
        self._connect()

    # What it is made of #################################################################

    def _arrange(self) -> None:
        self.scope.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.scope.setMinimumContentsLength(18)
        head = row(self.scope, gap=1.5)
        head.addWidget(self.stand, 1)
        head.addWidget(self.export)
        inside = column(self.band, self._top(), self.told, self._figures(), gap=1.25)
        inside.setStretch(1, 3)
        inside.setStretch(3, 5)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(boxed(inside))
        layout = column(head, area, gap=1.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _top(self) -> QHBoxLayout:
        tiles = QGridLayout()
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(theme.px(10))
        for place, tile in enumerate(self.tiles.values()):
            tiles.addWidget(tile, place // 3, place % 3)
        head = row(label(_("Arrivals per 5 minutes"), "strong"), None, self.day)
        head.addWidget(Button(_("Save picture"), self.on_save_picture, look="quiet"))
        arrivals = column(head, self.chart, self.wait, gap=0.5)
        arrivals.setStretch(1, 1)
        top = row(boxed(tiles), panel(arrivals, margin=1.25), gap=1.25)
        top.setStretch(0, 4)
        top.setStretch(1, 6)
        return top

    def _figures(self) -> QFrame:
        choices = Flow()
        for one in (self.by, self.rule, self.abroad, self.outsiders):
            choices.addWidget(one)
        choices.addWidget(self.save_chart)
        head = row(boxed(choices), label(_("⏎ shows the people"), "caption"), gap=1)
        head.setStretch(0, 1)
        head.setContentsMargins(theme.px(12), theme.px(10), theme.px(16), theme.px(4))
        foot = column(self.rule_text, self.provisional, gap=0.25)
        foot.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(8))
        whole = column(head, self.table, foot, gap=0)
        whole.setStretch(1, 1)
        whole.setContentsMargins(1, 1, 1, 1)
        return panel(whole, margin=0)

    def _connect(self) -> None:
        for one in (self.scope, self.by, self.rule, self.abroad, self.day):
            one.activated.connect(self._ask)
        for key, tile in self.tiles.items():
            tile.clicked.connect(partial(self._on_tile, key))
        self.counter.failed.connect(self._on_failed)
        self.band.chosen.connect(lambda person, name: self._open([person], name))
        self.told.copied.connect(lambda sentence: self.said.emit(sentence, Tone.WELCOME))
        self.told.targets_wanted.connect(self.on_targets)
        self.outsiders.toggled.connect(self._on_outsiders)
        self.table.chosen.connect(self._on_figure)
        self.chart.chosen.connect(self._on_bar)
        self.keep_looking(self._ask)
        self._set_abroad()

    # As every page ######################################################################

    def title(self) -> str:
        """Return what the view is called."""
        return _("Figures")

    def first(self) -> QWidget:
        """Return the figure that somebody left for its people, else the first one."""
        return self._left

    def read(self) -> None:
        """Count anew; what was counted last stays until then."""
        words.refill(self.scope, words.scopes(self.bridge.desk))
        self._ask()

    def actions_here(self) -> list[Action]:
        """Return what can be done here."""
        counted_by = [Action(text, partial(self._choose, self.by, key)) for key, text in words.by()]
        by_rule = [
            Action(_("Count: {rule}").format(rule=text), partial(self._choose, self.rule, key))
            for key, text in words.rules()
        ]
        return [
            Action(_("Export figures"), self.on_export, "Ctrl+E"),
            Action(_("Save picture of arrivals"), self.on_save_picture, "Ctrl+Shift+G"),
            Action(_("Save chart of the figures"), self.on_save_chart, "Ctrl+Shift+H"),
            Action(_("Copy the sentences"), self.told.on_copy, "Ctrl+Shift+C"),
            Action(_("Figures for outsiders"), self.outsiders.toggle, "F6"),
            Action(_("Set targets"), self.on_targets),
            Action(_("Go to the figures"), self.table.setFocus, "F5"),
            Action(_("Choose the activity"), self.scope.setFocus, "F7"),
            *counted_by,
            *by_rule,
        ]

    def draft(self) -> dict[str, Any]:
        """Return what is chosen, where it is not what one starts with."""
        every = {key: one.currentData() or "" for key, one in self._choices().items()}
        start = Asked()
        chosen = {key: value for key, value in every.items() if value != getattr(start, key)}
        if self.outsiders.isChecked():
            chosen["outsiders"] = "yes"
        return chosen if set(chosen) - {"day"} else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Choose again what was chosen."""
        for key, one in self._choices().items():
            if one is not self.day and key in draft:
                one.setCurrentIndex(max(one.findData(draft[key]), 0))
        self.outsiders.setChecked(draft.get("outsiders") == "yes")
        self._set_abroad()

    def arrive(self, what: Any) -> None:
        """Show the figures of an activity that another page names."""
        if isinstance(what, dict) and "activity" in what:
            self._choose(self.scope, str(what["activity"]))

    # Counting ###########################################################################

    def _choices(self) -> dict[str, QComboBox]:
        return {
            "by": self.by,
            "activity": self.scope,
            "rule": self.rule,
            "abroad": self.abroad,
            "day": self.day,
        }

    def wanted(self) -> Asked:
        """Return what is chosen."""
        return Asked(**{key: one.currentData() or "" for key, one in self._choices().items()})

    def _choose(self, what: QComboBox, value: str) -> None:
        what.setCurrentIndex(max(what.findData(value), 0))
        self._ask()

    def _ask(self) -> None:
        self._set_abroad()
        self.counter.ask(self.wanted())

    def _on_failed(self, sentence: str) -> None:
        self.said.emit(sentence, Tone.STOP)

    def _set_abroad(self) -> None:
        self.abroad.setVisible(self.by.currentData() in {"origin", "tier"})
        self.save_chart.setEnabled(self.by.currentData() in bar_chart.BY)
        self.outsiders.setEnabled(self.by.currentData() not in outsiders.OVERLAPPING)

    def _on_counted(self, found: Overview, lines: list[Line]) -> None:
        """Show what was counted, unless something else has been asked meanwhile."""
        if found.asked != self.wanted():
            return
        self.found, self._lines = found, lines
        self.stand.setText(words.head(found))
        captions = {**dict(words.tiles()), "no_show": words.no_shows(found)}
        for key in _TILES:
            self.tiles[key].show_figure(str(found.persons[key]), captions[key])
        self.tiles[_LATELY].show_figure(str(found.lately), captions[_LATELY])
        self.wait.setText(words.wait(found))
        self.wait.setVisible(bool(self.wait.text()))
        self._show_days(found)
        self.chart.show_bars(words.bars(found.curve), words.summary(found.curve))
        self._show_lines()
        self.provisional.setText(found.provisional)
        self.provisional.setVisible(bool(found.provisional))
        self._show_missing(found)

    def for_outsiders(self) -> bool:
        """Tell whether what is shown may be known outside; overlapping rows never are joined."""
        return self.outsiders.isChecked() and self.outsiders.isEnabled()

    def _on_outsiders(self, _on: bool) -> None:  # noqa: FBT001  Qt's
        if self.found:
            self._show_lines()

    def _show_lines(self) -> None:
        assert self.found  # noqa: S101  there are lines
        lines, rule = self._lines, words.rule_text(self.found)
        self.told.show_figures(self.found, to_outsiders=self.for_outsiders())
        if self.for_outsiders():
            lines = words.outside(self.found, lines)
            rule = f"{rule} {outsiders.told(self.found.counted).text}"
        self.table.show_lines(self.by.currentText(), lines)
        self.rule_text.setText(rule)

    def _show_days(self, found: Overview) -> None:
        days = arrival_curve.days(self.bridge.desk, found.asked.activity or None)
        today = self.bridge.desk.event.day_of(found.at)
        latest = _("Today") if today in days else _("Last day")
        words.refill(self.day, [("", latest), *((str(day), saying.day(str(day))) for day in days)])

    def _show_missing(self, found: Overview) -> None:
        buttons = self.band.show_missing(words.missing(found))
        if buttons is not None:
            for one, after in pairwise([self.export, *buttons, self.tiles["here"]]):
                QWidget.setTabOrder(one, after)

    # From a figure to its people ########################################################

    def _on_tile(self, key: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's
        if self.found:
            self._left = self.tiles[key]
            self._look_up(behind_tile(self.found, key, self.tiles[key].words.text()))

    def _on_figure(self, line: Line, column_name: str) -> None:
        figure = "attended" if column_name == SHARE else column_name
        if self.found and figure in line.figures and not self.for_outsiders():
            self._left = self.table.view
            self._look_up(behind_figure(self.found, line, figure))

    def _on_bar(self, bar: int) -> None:
        if self.found:
            self._left = self.chart
            self._look_up(behind_bar(self.found, bar))

    def _look_up(self, wanted: People) -> None:
        title = wanted.title
        if not wanted.number:
            self.said.emit(_("Nobody is behind this figure."), Tone.PLAIN)
            return
        if self.scope.currentData():
            title = f"{title} · {self.scope.currentText()}"
        self.counter.people(wanted.what, lambda ids: self._open(ids, title))

    def _open(self, ids: list[str], title: str) -> None:
        self.asked.emit("people", {"people": ids, "title": title})

    # To take along ######################################################################

    def on_export(self) -> None:
        """Write the figures that are seen to a file."""
        if self.found:
            rows, out = self.table.model.rows, self.for_outsiders()
            self.files.save_figures(self.bridge.desk, self.found, rows, to_outsiders=out)

    def on_save_picture(self) -> None:
        """Write the arrivals as a picture."""
        if self.found:
            self.files.save_picture(self.bridge.desk, self.found, self.chart)

    def on_save_chart(self) -> None:
        """Write the figures that are seen as bars."""
        if self.found and self.save_chart.isEnabled():
            self.files.save_chart(self.bridge, self.found, to_outsiders=self.for_outsiders())

    def on_targets(self) -> None:
        """Go to where the targets are set."""
        self.asked.emit("event", {"field": "targets"})
