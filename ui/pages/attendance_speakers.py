"""The strip that names the speakers who are not here; it is there when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.theme import Tone
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, boxed, column, label, panel, picture, row, tint


class SpeakersStrip(QFrame):
    """Each name leads to its person."""

    chosen = Signal(str, str)  # id, words

    def __init__(self) -> None:
        super().__init__()
        self._missing: list[tuple[str, str]] = []
        self._names = Flow()
        words = row(
            picture("speech", Tone.LOOK, 20),
            label(_("Speakers not here yet"), "strong"),
            boxed(self._names),
        )
        words.setStretch(2, 1)
        words.setContentsMargins(theme.px(14), theme.px(4), theme.px(14), theme.px(4))
        band = panel(words, look="band", margin=0)
        tint(band, Tone.LOOK)
        self.setLayout(column(band, gap=0))
        self.hide()

    def show_missing(self, missing: Sequence[tuple[str, str]]) -> list[QWidget] | None:
        """Name others, by id and words; return their buttons, or None where they are the same."""
        self.setVisible(bool(missing))
        if list(missing) == self._missing:
            return None
        self._missing = list(missing)
        buttons: list[QWidget] = [
            Button(words, partial(self.chosen.emit, person, words), look="link")
            for person, words in missing
        ]
        self._names.refill(*buttons)
        return buttons
