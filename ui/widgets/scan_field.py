"""The one field of the desk: it takes scans and words, and knows one from the other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent

from checkin.i18n import gettext as _
from checkin.model import code
from checkin.model.code import Reading
from checkin.model.scanner import Scan
from ui import theme
from ui.widgets.field import Field
from ui.widgets.plain import label

_FEWEST = 9  # characters that the keys of a code become where dead keys join them

_DIGITS, _SIGNS = 2, 8  # that a text has at least which is a code and no name
_TURNS, _MANY_SIGNS = 2, 12

Reader = Callable[[str], Scan]
"""What a text is to a scanner of this event."""


def looks_scanned(text: str) -> bool:
    """Tell whether a text is rather a code than a name: by digits, or by capitals within a word.

    The latter is what a layout that nobody foresaw makes of a code.
    """
    word = text.strip()
    digits = sum(sign.isdigit() for sign in word)
    turns = sum(one.islower() and other.isupper() for one, other in pairwise(word))
    if " " in word or len(word) < _SIGNS:
        return False
    return digits >= _DIGITS or (len(word) >= _MANY_SIGNS and turns >= _TURNS)


class ScanField(Field):
    """Emits a whole code as soon as it is read; everything else is search."""

    scanned = Signal(str)
    searched = Signal(str)  # what stands in the field, at every stroke
    entered = Signal()
    stepped = Signal(int)  # to the next or the previous hit
    cleared = Signal()

    def __init__(self, reader: Reader) -> None:
        super().__init__(_("Scan or type a name"), hint=_("Scan or type a name"))
        self._read = reader
        self.touched = False  # whether anything was typed since the last act
        self.setProperty("look", "field")
        self._key = label(_("Esc clear"), "key")
        self._key.setParent(self)
        self._key.hide()
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(lambda _text: self._key.setVisible(bool(self.text())))

    def offer(self) -> None:
        """Select what stands there, so that the next scan or letter replaces it."""
        self.touched = False
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the desk: it takes back an act there, not a letter."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by Enter, move by arrows, clear by Esc; everything else is text."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _HELD:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.cleared.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the word about Esc at the right end."""
        super().resizeEvent(event)
        size = self._key.sizeHint()
        left = self.width() - size.width() - theme.px(20)
        self._key.setGeometry(
            left, (self.height() - size.height()) // 2, size.width(), size.height()
        )
        self.setTextMargins(0, 0, size.width() + theme.px(16), 0)

    def _on_typed(self, text: str) -> None:
        """Read codes by itself."""

    def _on_edited(self, text: str) -> None:
        """Act at once on a genuine code, whatever was typed before it."""
        if self._genuine(text, code.LENGTH):
            self._echo.start()
        else:
            self.touched = True
            self.searched.emit(self.text())

    def _genuine(self, text: str, length: int) -> bool:
        """Pass on the code that a text ends with, if it does."""
        last = text.strip()[-length:]
        if len(last) < length or self._read(last).reading is not Reading.GENUINE:
            return False
        self.setText(text.strip()[:-length])
        self.scanned.emit(last)
        return True

    def _enter(self) -> None:
        """Pass Enter on, unless a scanner sent it after a code; a damaged code is one, too."""
        if self.echoes():
            return
        text = self.value()
        if any(self._genuine(text, length) for length in range(code.LENGTH, _FEWEST, -1)):
            return
        if text and self._read(text).reading is Reading.DAMAGED:
            self.clear()
            self.scanned.emit(text)
            return
        self.entered.emit()


_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
