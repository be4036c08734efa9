"""One place of the house: how full it is as a bar, a number and a word; a button to its people."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from ui import theme
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.elided import Elided
from ui.widgets.plain import draw, label, picture, row, tint

_HIGH, _BAR, _WIDE = 48, 8, 160
_WIDEST = 200  # px of a bar, however large the words are: they need the room
_INDENT = 24
_ICONS = {Tone.PLAIN: "here", Tone.SOFT: "away", Tone.LOOK: "alert", Tone.STOP: "stop"}


@dataclass(frozen=True, slots=True)
class Fill:
    """What a row shows."""

    spot: str
    title: str
    persons: int
    permitted: int | None = None
    level: str = ""  # '' | amber | red
    depth: int = 0

    @property
    def tone(self) -> Tone:
        """Return how it is to be looked at."""
        usual = Tone.PLAIN if self.persons else Tone.SOFT
        return {"amber": Tone.LOOK, "red": Tone.STOP}.get(self.level, usual)

    @property
    def word(self) -> str:
        """Return the word beside the colour, '' where there is room."""
        if self.level == "red" and self.permitted is not None and self.persons > self.permitted:
            over = self.persons - self.permitted
            return ngettext("{n} too many", "{n} too many", over).format(n=over)
        return {"amber": _("Nearly full"), "red": _("Full")}.get(self.level, "")

    @property
    def number(self) -> str:
        """Return how many are there, of how many permitted."""
        if self.permitted is None:
            return str(self.persons)
        return _("{n} of {permitted}").format(n=self.persons, permitted=self.permitted)


class PlaceRow(QPushButton):
    """Enter or a click opens who is there."""

    def __init__(self, fill: Fill) -> None:
        super().__init__()
        self.setProperty("look", "tile")
        self.setAutoDefault(False)
        self.fill = fill
        self._icon = picture("here", None, 20)
        self._title, self._bar = Elided("strong", greedy=True), _Bar()
        self.word, self.number = label("", "strong"), label("", "title")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number.setMinimumWidth(theme.px(100))
        inside = row(self._icon, self._title, self.word, self._bar, self.number, gap=1.5)
        inside.setStretch(1, 1)
        left = theme.px(14 + _INDENT * min(fill.depth, 4))
        inside.setContentsMargins(left, theme.px(4), theme.px(16), theme.px(4))
        self.setLayout(inside)
        self._inside = inside
        for part in (self._icon, self._title, self._bar, self.word, self.number):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_fill(fill)

    def show_fill(self, fill: Fill) -> None:
        """Show how full the place is now."""
        self.fill = fill
        draw(self._icon, _ICONS[fill.tone], fill.tone, 20)
        self._title.setText(shown(fill.title))
        self.number.setText(fill.number)
        self.word.setText(fill.word)
        for part in (self.word, self.number):
            tint(part, fill.tone)
        self._bar.show_part(fill)
        told = f"{shown(fill.title)}: {fill.number}"
        self.setAccessibleName(f"{told}. {fill.word}" if fill.word else told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too, which other windows keep for their one default button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the height of one line of large words."""
        hint = self._inside.sizeHint()
        return QSize(hint.width(), max(theme.px(_HIGH), hint.height()))


class _Bar(QWidget):
    """How much of what is permitted is there; empty where nobody set a limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(min(theme.px(_WIDE), _WIDEST), theme.px(_BAR))
        self._fill: Fill | None = None

    def show_part(self, fill: Fill) -> None:
        """Show how full a place is."""
        self._fill = fill
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's
        """Paint the whole, and the part of it that is there."""
        if self._fill is None or not self._fill.permitted:
            return
        colours, box = theme.current(), QRectF(self.rect())
        tone = Tone.ACCENT if self._fill.tone in {Tone.PLAIN, Tone.SOFT} else self._fill.tone
        part = min(self._fill.persons / self._fill.permitted, 1.0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for colour, width in ((colours.line, 1.0), (colours.ink(tone), part)):
                painter.setBrush(QColor(colour))
                whole = QRectF(box.left(), box.top(), box.width() * width, box.height())
                painter.drawRoundedRect(whole, box.height() / 2, box.height() / 2)
