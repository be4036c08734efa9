"""Sheets that move things: how late something runs, by how many days it is put off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QSpinBox

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.plain import label

_MOST_MINUTES, _MOST_DAYS = 720, 365
_FIRST_GUESS = 20  # minutes
_SHOWN = 14  # activities that are named

Preview = Callable[[int], Sequence[str]]


class _Number(QSpinBox):
    """A number between limits, without letters around it."""

    def __init__(self, title: str, most: int, value: int, step: int) -> None:
        super().__init__()
        self.setRange(-most, most)
        self.setSingleStep(step)
        self.setValue(value)
        self.setAccessibleName(title)
        self.lineEdit().setTextMargins(theme.px(GRID), 0, 0, 0)


class DelaySheet(Sheet):
    """By how many minutes something runs late, and what moves with it."""

    def __init__(self, title: str, preview: Preview) -> None:
        super().__init__(_("Running late: {title}").format(title=shown(title, 60)), _("Move"))
        self._preview = preview
        self.minutes = _Number(_("Minutes"), _MOST_MINUTES, _FIRST_GUESS, 5)
        self.add_part(_("Minutes"), self.minutes)
        self.moving = label("", "body", wrap=True)
        self.beside.addWidget(self.moving)
        self.minutes.valueChanged.connect(lambda _value: self.look())
        self.look()

    def first(self) -> QSpinBox:
        """Return the number."""
        return self.minutes

    def values(self) -> dict[str, str]:
        """Return the minutes."""
        return {"minutes": str(self.minutes.value())}

    def look(self) -> None:
        """Show what would move, and what stays."""
        try:
            lines = list(self._preview(self.minutes.value()))
        except DeskError as error:
            self.moving.setText("")
            self.tell(str(error), Tone.STOP)
            return
        self.tell("")
        more = len(lines) - _SHOWN
        if more > 0:
            lines = [*lines[:_SHOWN], _("and {n} more").format(n=more)]
        self.moving.setText("\n".join(lines))


class PutOffSheet(Sheet):
    """By how many days something is put off, and whom it concerns."""

    def __init__(self, title: str, concerned: str, *, hard: bool) -> None:
        super().__init__(_("Another day: {title}").format(title=shown(title, 60)), _("Move"))
        self.days = _Number(_("Days"), _MOST_DAYS, 1, 1)
        self.add_part(_("Days"), self.days)
        self.hard = QCheckBox(_("Also what has a hard time"))
        if hard:
            self.add_switch(self.hard)
        self.tell(concerned)

    def first(self) -> QSpinBox:
        """Return the number."""
        return self.days

    def values(self) -> dict[str, str]:
        """Return the days, and whether hard times move as well."""
        return {"days": str(self.days.value()), "hard": "yes" if self.hard.isChecked() else ""}
