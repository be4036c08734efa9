"""A chart of counts over time: bars to look at, to walk along by keys, to open and to save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QRectF, QSaveFile, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from ui import theme
from ui.saying import shown
from ui.theme import Theme
from ui.widgets.plain import name

PICTURE = QSize(1200, 480)  # of a saved chart, at single size
_SHARPER = 2  # a saved picture has so many points per pixel
_TEXT, _STEPS, _GAP = 12.5, (1, 2, 5), 0.25
_LINES = 4  # at most, across
_NARROW = 3  # px below which bars stand without gaps


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how high, what it is in words, and what stands below it, if anything."""

    count: int
    words: str
    mark: str = ""
    key: str = ""  # by which it is known again among other bars


class Chart(QWidget):
    """Bars side by side; arrow keys walk along them, Enter or a click opens one."""

    chosen = Signal(int)  # the number of a bar

    def __init__(self, title: str) -> None:
        super().__init__()
        self.bars: Sequence[Bar] = ()
        self.current = -1
        self._empty = ""
        name(self, title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.px(240), theme.px(110))

    def show_bars(self, bars: Sequence[Bar], summary: str) -> None:
        """Show other bars; the summary says to a screen reader what there is to see."""
        kept = self.bars[self.current].key if 0 <= self.current < len(self.bars) else ""
        self.bars, self._empty = bars, "" if bars else summary
        self.current = next((n for n, one in enumerate(bars) if kept and one.key == kept), -1)
        self.setAccessibleDescription(shown(summary))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room in which a morning can be read."""
        return QSize(theme.px(420), theme.px(128))

    # Keys and mouse #####################################################################

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the bars; Enter opens the one that is marked."""
        last = len(self.bars) - 1
        places = {
            Qt.Key.Key_Right: min(self.current + 1, last),
            Qt.Key.Key_Left: self.current - 1 if self.current > 0 else min(0, last),
            Qt.Key.Key_Home: min(0, last),
            Qt.Key.Key_End: last,
        }
        if event.key() in places:
            self._go(places[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._open(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the bar under the mouse."""
        self._go(self._bar_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none, unless somebody walks along by keys."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._go(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the mouse."""
        self._open(self._bar_at(event.position().x()))

    def _open(self, bar: int) -> None:
        if 0 <= bar < len(self.bars) and self.bars[bar].count:
            self.chosen.emit(bar)

    def _go(self, bar: int) -> None:
        if bar == self.current or not -1 <= bar < len(self.bars):
            return
        self.current = bar
        if bar >= 0:
            self.setAccessibleDescription(shown(self.bars[bar].words))
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)
        self.update()

    def _bar_at(self, x: float) -> int:
        field = _Drawing(self, theme.current(), theme.percent() / 100).field(QRectF(self.rect()))
        if not self.bars or not field.left() <= x < field.right():
            return -1
        return int((x - field.left()) / field.width() * len(self.bars))

    # Pictures ###########################################################################

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        del event
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawing = _Drawing(self, theme.current(), theme.percent() / 100)
            if self.bars:
                drawing.draw(painter, QRectF(self.rect()), self.current)
            else:
                drawing.say(painter, QRectF(self.rect()), self._empty)
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.current().accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def save(self, path: Path, title: str, notes: Sequence[str]) -> None:
        """Write the chart as PNG or SVG, on white, with what it shows and how it was counted.

        Raises DeskError where it cannot be written; what was there before then stays.
        """
        picture = self._svg(title, notes) if path.suffix.lower() == ".svg" else None
        file = QSaveFile(str(path))
        opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
        if opened and picture is not None:
            file.write(picture)
        elif opened:
            self._image(title, notes).save(file, "PNG")  # type: ignore[call-overload]
        if not opened or not file.commit():
            sentence = _("{file} cannot be written: {reason}.")
            raise DeskError(sentence.format(file=path.name, reason=file.errorString()))

    def _image(self, title: str, notes: Sequence[str]) -> QImage:
        image = QImage(PICTURE * _SHARPER, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.LIGHT.panel))
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _Drawing(self, theme.LIGHT, _SHARPER).page(painter, QRectF(image.rect()), title, notes)
        return image

    def _svg(self, title: str, notes: Sequence[str]) -> bytes:
        buffer = QBuffer()
        made = QSvgGenerator()
        made.setOutputDevice(buffer)
        made.setSize(PICTURE)
        made.setViewBox(QRectF(0, 0, PICTURE.width(), PICTURE.height()))
        made.setResolution(96)
        with QPainter(made) as painter:
            rect = QRectF(0, 0, PICTURE.width(), PICTURE.height())
            painter.fillRect(rect, QColor(theme.LIGHT.panel))
            _Drawing(self, theme.LIGHT, 1).page(painter, rect, title, notes)
        return bytes(buffer.data().data())


class _Drawing:
    """One picture of the bars: on the screen, or on paper with its words."""

    def __init__(self, chart: Chart, look: Theme, scale: float) -> None:
        self._bars, self._look, self._scale = chart.bars, look, scale
        self._font = theme.font(_TEXT)
        self._font.setPixelSize(round(_TEXT * scale))
        self._metrics = QFontMetricsF(self._font)
        highest = max((bar.count for bar in chart.bars), default=0)
        self._step = _step(highest)
        self._top = max(-(-highest // self._step) * self._step, 1)

    def field(self, rect: QRectF) -> QRectF:
        """Return where the bars stand: figures to the left, hours below, the marked bar above."""
        left = self._metrics.horizontalAdvance(str(self._top)) + 10 * self._scale
        line = self._metrics.height()
        return rect.adjusted(
            left, 1.5 * line + 4 * self._scale, -8 * self._scale, -line - 6 * self._scale
        )

    def page(self, painter: QPainter, rect: QRectF, title: str, notes: Sequence[str]) -> None:
        """Draw a picture that is looked at without the window: title, bars, notes."""
        edge = 16 * self._scale
        inside = rect.adjusted(edge, edge, -edge, -edge)
        bold = theme.font(_TEXT, bold=True)
        bold.setPixelSize(round(17 * self._scale))
        line = self._metrics.height()
        painter.setFont(bold)
        painter.setPen(QColor(self._look.text))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop, shown(title))
        painter.setFont(self._font)
        painter.setPen(QColor(self._look.soft))
        words = "\n".join(shown(note, 400) for note in notes)
        flags = Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        room = painter.boundingRect(inside, flags, words)
        painter.drawText(inside, flags, words)
        below = room.height() + line / 2
        self.draw(painter, inside.adjusted(0, QFontMetricsF(bold).height(), 0, -below), -1)

    def say(self, painter: QPainter, rect: QRectF, words: str) -> None:
        """Say what is missing, in the middle."""
        painter.setFont(self._font)
        painter.setPen(QColor(self._look.soft))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def draw(self, painter: QPainter, rect: QRectF, current: int) -> None:
        """Draw lines across, bars, hours, and the words of the marked bar."""
        field = self.field(rect)
        painter.setFont(self._font)
        self._lines(painter, rect, field)
        self._marks(painter, field)
        wide = field.width() / max(len(self._bars), 1)
        gap = wide * _GAP if wide > _NARROW * self._scale else 0.0
        for place, bar in enumerate(self._bars):
            high = field.height() * bar.count / self._top
            box = QRectF(
                field.left() + place * wide + gap / 2, field.bottom() - high, wide - gap, high
            )
            painter.fillRect(
                box, QColor(self._look.text if place == current else self._look.accent)
            )
        if 0 <= current < len(self._bars):
            self._words(painter, rect, field.left() + (current + 0.5) * wide, current)

    def _lines(self, painter: QPainter, rect: QRectF, field: QRectF) -> None:
        for value in range(0, self._top + 1, self._step):
            y = field.bottom() - field.height() * value / self._top
            painter.setPen(QPen(QColor(self._look.soft if not value else self._look.line), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            line = self._metrics.height()
            box = QRectF(
                rect.left(), y - line / 2, field.left() - rect.left() - 6 * self._scale, line
            )
            painter.setPen(QColor(self._look.soft))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(value)
            )

    def _marks(self, painter: QPainter, field: QRectF) -> None:
        """Write the hours as far as there is room for them."""
        wide = field.width() / max(len(self._bars), 1)
        free = float("-inf")
        painter.setPen(QColor(self._look.soft))
        for place, bar in enumerate(self._bars):
            x = field.left() + place * wide
            room = self._metrics.horizontalAdvance(bar.mark)
            if bar.mark and x > free and x + room <= field.right() + 8 * self._scale:
                painter.drawText(
                    QPointF(x, field.bottom() + self._metrics.ascent() + 4 * self._scale), bar.mark
                )
                free = x + room + 8 * self._scale

    def _words(self, painter: QPainter, rect: QRectF, middle: float, current: int) -> None:
        words = shown(self._bars[current].words)
        room = self._metrics.horizontalAdvance(words)
        left = min(
            max(middle - room / 2, rect.left() + 4), max(rect.right() - room - 4, rect.left())
        )
        painter.setPen(QColor(self._look.text))
        painter.drawText(QPointF(left, rect.top() + self._metrics.ascent() + 2), words)


def _step(highest: int) -> int:
    """Return the round number between two lines."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * _LINES >= highest:
                return step * power
        power *= 10
