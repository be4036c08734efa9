"""What is said of a fault of the program: calmly, once, and without taking the field away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.theme import Tone
from ui.widgets.plain import Button, column, label, picture, row

_WIDTH = 460


class TroubleDialog(QDialog):
    """Lies beside the window; whoever types or scans goes on doing so."""

    def __init__(self, parent: QWidget | None, log: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        said = label(_("Something went wrong in the program."), "title", wrap=True)
        safe = label(_("Everything answered so far is safe. You can go on working."), wrap=True)
        where = label(
            _("What happened is noted, without any name, in {file}.").format(file=log),
            "caption",
            wrap=True,
        )
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for words in (said, safe, where):
            words.setMinimumWidth(theme.px(_WIDTH))
        close = Button(_("Close"), self.accept, "Esc", "primary")
        texts = column(said, safe, where, gap=1)
        top = row(picture("alert", Tone.LOOK, 32), texts, gap=2)
        top.setAlignment(texts, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(top, row(None, close), gap=2, margin=2.5))
