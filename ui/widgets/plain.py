"""Plain parts: words that nothing in foreign text can turn into anything else."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.saying import shown
from ui.theme import GRID, Tone
from ui.widgets.elided import ElidedChoice

_KEY_GAP = 8
_KEY_SIZE = 12.5
_FEWEST = 12  # letters of a choice that are seen at least


def label(text: str = "", look: str = "body", *, wrap: bool = False) -> QLabel:
    """Return a label that shows text as it is."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    return made


def picture(name: str, tone: Tone | None = None, size: float = 24) -> QLabel:
    """Return an icon that stands beside its word."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    draw(made, name, tone, size)
    return made


def draw(where: QLabel, name: str, tone: Tone | None = None, size: float = 24) -> None:
    """Put an icon into a label."""
    colour = theme.current().soft if tone is None else theme.current().ink(tone)
    where.setPixmap(theme.pixmap(name, colour, size))
    where.setFixedSize(theme.px(size), theme.px(size))


def chip(text: str, tone: Tone = Tone.PLAIN) -> QLabel:
    """Return a short fact in a rounded field."""
    made = label(text, "chip")
    made.setProperty("tone", str(tone))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def tint(widget: QWidget, tone: Tone) -> None:
    """Give a widget another tone."""
    if widget.property("tone") != str(tone):
        widget.setProperty("tone", str(tone))
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def hint(widget: QWidget, text: str) -> None:
    """Give a widget a tool tip; it has no plain mode, so it is markup with its signs escaped."""
    widget.setToolTip(f"<qt>{html.escape(shown(text))}</qt>" if text else "")
    widget.setAccessibleDescription(shown(text))


def name(widget: QWidget, text: str) -> None:
    """Say to a screen reader what a widget is."""
    widget.setAccessibleName(text)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a button offers: its words, what it does, its key, and how it looks."""

    text: str
    run: Callable[[], object]
    key: str = ""
    look: str = ""


class Button(QPushButton):
    """A button with plain words, and its key softly beside them."""

    def __init__(
        self,
        text: str,
        on: Callable[[], object] | None = None,
        key: str = "",
        look: str = "",
        icon: str = "",
    ) -> None:
        super().__init__()
        self._text = self._key = ""
        self.setProperty("look", look)
        if icon:
            self.setIcon(theme.icon(icon))
            self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.say(text, key)
        self._run = on
        self.clicked.connect(self._on_clicked)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def say(self, text: str, key: str = "") -> None:
        """Show other words, or another key."""
        self._text, self._key = text, _native(key)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def take(self, deed: Deed) -> None:
        """Offer something else."""
        self._run = deed.run
        if (deed.text, _native(deed.key)) != (self._text, self._key):
            self.say(deed.text, deed.key)
        if self.property("look") != deed.look:
            self.setProperty("look", deed.look)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_clicked(self) -> None:
        if self._run:
            self._run()

    def words(self) -> str:
        """Return what the button says."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the room for words and key."""
        size = super().sizeHint()
        if self._key:
            size.setWidth(size.width() + theme.px(_KEY_GAP) + self._key_width())
        return size

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it with Enter, too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words to the left, and the key after them."""
        if not self._key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        words = self.fontMetrics().horizontalAdvance(self._text)
        left = (self.width() - words - theme.px(_KEY_GAP) - self._key_width()) // 2
        middle = self.rect().adjusted(left, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.font())
        look = theme.current()
        filled = self.property("look") in {"primary", "stop"} and self.isEnabled()
        ink = look.on_accent if filled else look.text if self.isEnabled() else look.soft
        painter.setPen(ink)
        painter.drawText(middle, flags, self._text)
        painter.setFont(theme.font(_KEY_SIZE))
        painter.setPen(look.on_accent if filled else look.soft)
        painter.drawText(middle.adjusted(words + theme.px(_KEY_GAP), 0, 0, 0), flags, self._key)

    def _key_width(self) -> int:
        return QFontMetrics(theme.font(_KEY_SIZE)).horizontalAdvance(self._key)


def _native(key: str) -> str:
    """Return a key as this machine's people call it, where it is one that Qt names."""
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return written if "+" in key and written else key


def choice(name: str, choices: Sequence[tuple[str, str]], value: str = "") -> QComboBox:
    """Return a choice among values, each with its words."""
    made = ElidedChoice()
    made.setAccessibleName(name)
    made.currentTextChanged.connect(lambda words: hint(made, words))
    for key, words in choices:
        made.addItem(shown(words), key)
    made.setCurrentIndex(max(made.findData(value), 0))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def yielding(made: QComboBox) -> QComboBox:
    """Let a choice be as narrow as its place is, and as wide."""
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(_FEWEST)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


# Arrangement ##########################################################################


def row(*parts: QWidget | QLayout | None, gap: float = 1, margin: float = 0) -> QHBoxLayout:
    """Return parts side by side on the grid; None is the room that stretches."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margin)
    return made


def column(*parts: QWidget | QLayout | None, gap: float = 1, margin: float = 0) -> QVBoxLayout:
    """Return parts below each other on the grid; None is the room that stretches."""
    made = QVBoxLayout()
    _fill(made, parts, gap, margin)
    return made


def _fill(
    made: QHBoxLayout | QVBoxLayout,
    parts: Sequence[QWidget | QLayout | None],
    gap: float,
    margin: float,
) -> None:
    made.setSpacing(round(gap * GRID))
    edge = round(margin * GRID)
    made.setContentsMargins(edge, edge, edge, edge)
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, QLayout):
            made.addLayout(part)
        else:
            made.addWidget(part)


def refill(layout: QVBoxLayout, *parts: QWidget) -> None:
    """Let a column hold these parts and no others; what it held is gone."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
    for part in parts:
        layout.addWidget(part)


def boxed(layout: QLayout) -> QWidget:
    """Return a widget that holds a layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def panel(
    *parts: QWidget | QLayout | None, gap: float = 1, margin: float = 2, look: str = "panel"
) -> QFrame:
    """Return a field of the window with parts below each other."""
    made = QFrame()
    made.setProperty("look", look)
    made.setLayout(column(*parts, gap=gap, margin=margin))
    return made


def line(*, upright: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("look", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def empty(icon: str, title: str, text: str, *buttons: QWidget) -> QWidget:
    """Return what a page shows while there is nothing: what this is, and what to do next."""
    sign = picture(icon, None, 40)
    words = label(text, "soft", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setMinimumWidth(theme.px(320))
    words.setMaximumWidth(theme.px(520))
    heading = label(title, "title")
    made = boxed(
        column(
            None,
            row(None, sign, None),
            row(None, heading, None),
            row(None, words, None),
            row(None, *buttons, None),
            None,
            gap=1.5,
            margin=3,
        )
    )
    made.setForegroundRole(QPalette.ColorRole.WindowText)
    return made
