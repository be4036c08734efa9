"""A side of a view: what it shows, or the sheet that is open over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.dialogs.sheet import Sheet


class SheetStack(QStackedWidget):
    """Holds one sheet at a time over the part that is shown else."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self._part: QWidget | None = None

    def show_part(self, part: QWidget) -> None:
        """Show a part, now or as soon as the sheet is put away."""
        self._part = part
        if self.indexOf(part) < 0:
            self.addWidget(part)
        if not self.sheet:
            self.setCurrentWidget(part)

    def open_sheet(self, sheet: Sheet, save: Callable[[dict[str, str]], Any]) -> None:
        """Put a sheet over what is shown; Esc puts it away."""
        self.close_sheet()
        self.sheet = sheet
        sheet.saved.connect(save)
        sheet.closed.connect(self.close_sheet)
        self.addWidget(sheet)
        self.setCurrentWidget(sheet)
        sheet.first().setFocus()

    def close_sheet(self) -> None:
        """Put the sheet away."""
        if self.sheet:
            self.removeWidget(self.sheet)
            self.sheet.deleteLater()
            self.sheet = None
            if self._part:
                self.setCurrentWidget(self._part)
