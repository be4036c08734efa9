"""What was checked, one line each: icon, word, how it is, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from checkin.readiness import Check
from checkin.reports import ready_sheet
from ui import theme
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.plain import boxed, chip, column, label, line, name, picture

LOOKS = {
    "ok": (Tone.WELCOME, "tick"),
    "look": (Tone.LOOK, "alert"),
    "stop": (Tone.STOP, "stop"),
}
_NAME = 116


class Checks(QFrame):
    """A list that stays still; what must be done is written under what was found."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.checks: Sequence[Check] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(*[theme.px(2 * GRID)] * 4)
        self._grid.setHorizontalSpacing(int(1.5 * GRID))
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnMinimumWidth(1, theme.px(_NAME))
        self.setLayout(self._grid)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show these in place of what was there."""
        self.checks = checks
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        for place, check in enumerate(checks):
            if place:
                self._grid.addWidget(line(), 2 * place - 1, 0, 1, 4)
            self._add(2 * place, check)

    def _add(self, at: int, check: Check) -> None:
        tone, icon = LOOKS[check.state]
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(picture(icon, tone, 20), at, 0, top)
        self._grid.addWidget(label(shown(check.name), "strong"), at, 1, top)
        self._grid.addWidget(_found(check), at, 2)
        state = chip(ready_sheet.words(check.state), tone)
        name(state, f"{check.name}: {ready_sheet.words(check.state)}")
        self._grid.addWidget(state, at, 3, top)


def _found(check: Check) -> QWidget:
    parts = [label(shown(check.text), wrap=True)]
    if check.remedy and check.state != "ok":
        parts.append(label(shown(check.remedy), "caption", wrap=True))
    return boxed(column(*parts, None, gap=0.25))
