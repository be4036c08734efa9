"""The head of the desk page: for what one checks in, how many are here, and who is at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from checkin.i18n import gettext as _
from ui import theme
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.elided import Elided
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.pause import Pause
from ui.widgets.plain import Button, boxed, chip, column, label, name, row, tint

_DIGITS = 9  # choices that have a digit
_BAR = 14  # px for a scroll bar
_FEWEST, _PART = 2, 5  # lines of the strip: two, or as many as a fifth of the window holds


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity that one may check in to; '' is the one that the clock says."""

    activity: str
    title: str
    when: str = ""


class Choosing(Enum):
    """Who chose the activity that people are checked in to."""

    PERSON = "person"
    CLOCK = "clock"  # and nobody has looked yet
    CONFIRMED = "confirmed"  # the clock, and somebody said that it is right


class DeskHead(QFrame):
    """Tells, and in a strip below changes, the activity and the initials of the operator."""

    chosen = Signal(str)  # an activity
    signed = Signal(str)  # initials
    left = Signal()  # back to the field
    clicked_activity = Signal()
    clicked_initials = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.when = Elided("chip")
        self.way = chip(_("Checking out"), Tone.NOTE)
        self.way.hide()
        self.figure = label("", "figure")
        self.operator = chip("")
        self._choices: Sequence[Choice] = ()
        self._pause = Pause(self)
        self._pause.typed.connect(self._on_typed)
        self.title = Elided("title")
        self.figure_text = Elided("soft")
        figures = (self.figure, self.figure_text, self.operator)
        top = row(self.title, self.when, self.way, None, *figures, gap=1.5)
        self._buttons = Flow()
        self.initials = Field(_("Initials"), hint=_("Initials"))
        self.initials.setMaxLength(8)
        self.initials.setMaximumWidth(theme.px(140))
        self.initials.returnPressed.connect(self._on_signed)
        self._shelf = QScrollArea()  # large text leaves no room for a long day
        self._shelf.setWidgetResizable(True)
        self._shelf.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shelf.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shelf.setWidget(boxed(self._buttons))
        self._strip = boxed(column(self._shelf, row(self.initials, None)))
        name(self._strip, _("Activity and operator"))
        self._strip.hide()
        self.setLayout(column(top, self._strip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked: the activity or the initials."""
        part = self.childAt(event.position().toPoint())
        if part in {self.title, self.when}:
            self.clicked_activity.emit()
        elif part is self.operator:
            self.clicked_initials.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the strip as many lines as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._buttons.heightForWidth(self.width() - theme.px(_BAR))
        line = self._buttons.sizeHint().height() + GRID
        lines = max(_FEWEST, self.window().height() // _PART // line)
        self._shelf.setFixedHeight(min(needed, lines * line - GRID))

    def show_activity(self, title: str, when: str, by: Choosing, *, out: bool) -> None:
        """Say for what people are checked in, and who chose that."""
        self.title.setText(shown(title, 60))
        chosen = {
            Choosing.PERSON: "",
            Choosing.CONFIRMED: _("by the clock"),
            Choosing.CLOCK: _("by the clock: F5 ⏎ confirms"),
        }[by]
        tint(self.when, Tone.LOOK if by is Choosing.CLOCK else Tone.PLAIN)
        self.when.setText(" · ".join(part for part in (shown(when, 80), chosen) if part))
        self.when.setVisible(bool(self.when.text()))
        self.way.setVisible(out)

    def show_figures(self, here: int, expected: int, as_of: str) -> None:
        """Say how many of those expected are here."""
        self.figure.setText(str(here))
        words = _("of {all} here").format(all=expected)
        self.figure_text.setText(" · ".join(part for part in (words, shown(as_of)) if part))
        if layout := self.layout():
            layout.activate()  # at once, as nobody typed anything that would do it

    def show_operator(self, initials: str) -> None:
        """Say who is at the desk."""
        self.operator.setText(
            _("Initials {initials}").format(initials=shown(initials))
            if initials
            else _("No initials")
        )
        tint(self.operator, Tone.PLAIN if initials else Tone.LOOK)

    def open_activities(self, choices: Sequence[Choice], current: str) -> None:
        """Offer the activities in the strip; digits choose."""
        self._choices = choices
        buttons = []
        for number, one in enumerate(choices, 1):
            words = " ".join(part for part in (shown(one.title, 40), one.when) if part)
            button = Button(
                words,
                partial(self._choose, one.activity),
                str(number) if number <= _DIGITS else "",
                "primary" if one.activity == current else "",
            )
            buttons.append(button)
        self._buttons.refill(*buttons)
        self.initials.hide()
        self._shelf.show()
        self._strip.show()
        self._fit()
        if buttons:
            buttons[0].setFocus()

    def open_initials(self, initials: str) -> None:
        """Ask for the initials in the strip."""
        self._choices = ()
        self._buttons.refill()
        self._shelf.hide()
        self.initials.setText(initials)
        self.initials.selectAll()
        self.initials.show()
        self._strip.show()
        self.initials.setFocus()

    def close_strip(self) -> None:
        """Close the strip and give the focus back."""
        self._pause.drop()
        self._strip.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit or arrows, close with Esc."""
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif text.strip().isalnum():
            self._pause.hear(text)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            if isinstance(focused, Button) and not self._pause.waiting:
                focused.click()
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Down}:
            self.focusNextChild()
            self._shelf.ensureWidgetVisible(self.focusWidget())
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Up}:
            self.focusPreviousChild()
            self._shelf.ensureWidgetVisible(self.focusWidget())
        else:
            super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        """Choose by a digit that was typed alone: a scanner types on."""
        if text.isdigit() and 0 < int(text) <= min(len(self._choices), _DIGITS):
            self._choose(self._choices[int(text) - 1].activity)

    def _choose(self, activity: str) -> None:
        self.chosen.emit(activity)
        self.close_strip()

    def _on_signed(self) -> None:
        self.signed.emit(self.initials.value())
        self.close_strip()
