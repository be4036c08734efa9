"""The history of a person in words: the newest first, what was taken back struck out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.history import Happening
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui import saying, theme
from ui.saying import shown
from ui.theme import GRID
from ui.widgets.facts import breakable
from ui.widgets.plain import Button, boxed, column, label, row

_FIRST = 12  # happenings shown before somebody asks for more
_LONGEST = 400


class HistoryList(QWidget):
    """What happened, each line with what takes it back."""

    undone = Signal(str, str)  # the entry, and what it said

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Happening] = []
        self._may: frozenset[str] = frozenset()
        self._words: Mapping[str, str] = {}
        self._open = False
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GRID)
        self.setLayout(self._lines)

    def tell(
        self,
        happenings: Sequence[Happening],
        may_undo: frozenset[str],
        words: Mapping[str, str],
    ) -> None:
        """Show the history of somebody; some entries have better words than their own."""
        self._all, self._may, self._words = list(reversed(happenings)), may_undo, words
        self._show()

    def show_all(self) -> None:
        """Show also what happened long ago."""
        self._open = True
        self._show()

    def _show(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if part := item.widget():
                part.hide()
                part.deleteLater()
        seen = self._all if self._open else self._all[:_FIRST]
        for happening in seen:
            self._lines.addWidget(self._line(happening))
        if rest := len(self._all) - len(seen):
            words = ngettext("{n} earlier", "{n} earlier", rest).format(n=rest)
            self._lines.addWidget(Button(words, self.show_all, look="link"))

    def _line(self, happening: Happening) -> QWidget:
        when = f"{saying.day(happening.at)} {saying.clock(happening.at)} · {happening.desk}"
        text = self._words.get(happening.entry, happening.text)
        words = label(breakable(text, _LONGEST), wrap=True)
        head = row(label(when, "caption"), None)
        if happening.undone:
            words.setProperty("look", "soft")
            font = words.font()
            font.setPixelSize(theme.px(theme.BODY))
            font.setStrikeOut(True)
            words.setFont(font)
            head.insertWidget(1, label(_("taken back"), "caption"))
        elif happening.entry in self._may:
            undo = Button(_("Undo"), look="link")
            undo.setAccessibleName(_("Undo: {what}").format(what=shown(text, 60)))
            undo.setSizePolicy(undo.sizePolicy().horizontalPolicy(), undo.sizePolicy().Policy.Fixed)
            undo.clicked.connect(lambda: self.undone.emit(happening.entry, text))
            head.addWidget(undo)
        return boxed(column(head, words, gap=0))
