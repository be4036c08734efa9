"""The keys of the page one is on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.page import Action
from ui.theme import GRID
from ui.widgets.plain import Button, boxed, column, label, name, row

_WIDTH, _HEIGHT = 560, 520


class KeysDialog(QDialog):
    """A list of keys and what they do."""

    def __init__(self, parent: QWidget, title: str, actions: Sequence[Action]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for place, action in enumerate(one for one in actions if one.key):
            keys = "  ".join(
                key.toString(key.SequenceFormat.NativeText) for key in action.sequences()
            )
            grid.addWidget(label(keys, "strong"), place, 0)
            grid.addWidget(label(action.text, wrap=True), place, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(boxed(column(grid, None)))
        name(area, _("Keys"))
        close = Button(_("Close"), self.accept, "Esc", "primary")
        self.setLayout(column(label(title, "title"), area, row(None, close), gap=2, margin=2.5))
        close.setFocus()
