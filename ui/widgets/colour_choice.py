"""A choice of a colour: one that changes with the wearer, or one of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.widgets.field import Field
from ui.widgets.plain import Button, choice, column, row

_OWN = "own"
_WRITTEN = re.compile(r"#?([0-9A-Fa-f]{6})")


class ColourChoice(QWidget):
    """Tells a colour as layouts write it: a word, or #RRGGBB."""

    changed = Signal(str)

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        self.kind = choice(_("Colour"), [(_OWN, _("Own colour")), *words.items()])
        self.written = Field(_("Colour as #RRGGBB"))
        self.written.setMaxLength(7)
        self.pick = Button(_("Choose …"), self._on_pick)
        self.own = QWidget()
        beside = row(self.written, self.pick, gap=1)
        beside.setStretch(0, 1)
        self.own.setLayout(beside)
        self.setLayout(column(self.kind, self.own, gap=0.5))
        self._last = theme.PRINT
        self.kind.activated.connect(self._on_kind)
        self.written.editingFinished.connect(self._on_written)

    def put(self, colour: str) -> None:
        """Show a colour without telling it as a change."""
        place = self.kind.findData(colour)
        with QSignalBlocker(self.kind), QSignalBlocker(self.written):
            self.kind.setCurrentIndex(max(place, 0))
            if place < 0:
                self._last = colour
                self.written.setText(colour)
                self._show_swatch()
        self.own.setVisible(place < 0)

    def _show_swatch(self) -> None:
        side = theme.px(16)
        swatch = QPixmap(side, side)
        swatch.fill(QColor(theme.current().soft))  # an edge that is seen on every ground
        with QPainter(swatch) as painter:
            painter.fillRect(swatch.rect().adjusted(1, 1, -1, -1), QColor(self._last))
        self.pick.setIcon(QIcon(swatch))

    def _on_kind(self) -> None:
        word = str(self.kind.currentData())
        self.own.setVisible(word == _OWN)
        if word == _OWN:
            self.put(self._last)
        self.changed.emit(self._last if word == _OWN else word)

    def _on_written(self) -> None:
        found = _WRITTEN.fullmatch(self.written.value())
        if found:
            self._tell(f"#{found[1].upper()}")
        else:
            self.written.setText(self._last)

    def _on_pick(self) -> None:
        colour = QColorDialog.getColor(QColor(self._last), self, _("Colour"))
        if colour.isValid():
            self._tell(colour.name().upper())

    def _tell(self, colour: str) -> None:
        if colour != self._last:
            self.put(colour)
            self.changed.emit(colour)
