"""A strip of small proofs, of which one is looked at in large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea, QSizePolicy, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import boxed, column, hint, name

TILE = 70  # px of the higher side of a picture
_WIDE = 128  # px of a tile
_TEXT = 12
_EDGE = 6


@dataclass(frozen=True, slots=True)
class Label:
    """What stands below a small proof: why it is looked at, and who it is."""

    reasons: Sequence[str]
    who: str


class ProofTile(QPushButton):
    """One small proof; a sign says where something is not as it should be."""

    def __init__(self, said: Label) -> None:
        super().__init__()
        self.said = said
        self.image: QImage | None = None
        self.remark = ""
        self.setProperty("look", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_proof(None, "")

    def show_proof(self, image: QImage | None, remark: str) -> None:
        """Show another proof, and what is to be said of it."""
        self.image, self.remark = image, remark
        about = ": ".join((", ".join(self.said.reasons), shown(self.said.who)))
        name(self, about)
        hint(self, " – ".join(filter(None, (about, remark))))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for picture and words."""
        line = QFontMetrics(theme.font(_TEXT)).height()
        edge = theme.px(_EDGE)
        return QSize(theme.px(_WIDE), theme.px(TILE) + 2 * line + 3 * edge)

    def minimumSizeHint(self) -> QSize:
        """Never be smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, and below it the words."""
        super().paintEvent(event)
        look, edge = theme.current(), theme.px(_EDGE)
        inside = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if self.isChecked():
                painter.setPen(QPen(QColor(look.accent), 2))
                painter.setBrush(QColor(look.accent_ground))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
            self._paint_image(painter, inside)
            self._paint_words(painter, inside)

    def _paint_image(self, painter: QPainter, inside: QRectF) -> None:
        if self.image is None:
            return
        room = QRectF(inside.left(), inside.top(), inside.width(), theme.px(TILE))
        size = self.image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        left = room.center().x() - size.width() / 2
        top = room.center().y() - size.height() / 2
        rect = QRectF(left, top, size.width(), size.height())
        painter.drawImage(rect, self.image)
        painter.setPen(QPen(QColor(theme.current().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        if self.remark:
            side = theme.px(20)
            spot = QRectF(inside.right() - side, inside.top(), side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.current().under(Tone.LOOK)))
            painter.drawEllipse(spot)
            sign = theme.pixmap("alert", theme.current().ink(Tone.LOOK), 14)
            quarter = theme.px(14) / 2
            painter.drawPixmap(
                spot.center().toPoint() - QPoint(round(quarter), round(quarter)), sign
            )

    def _paint_words(self, painter: QPainter, inside: QRectF) -> None:
        look = theme.current()
        font = theme.font(_TEXT)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        top = inside.top() + theme.px(TILE) + theme.px(_EDGE)
        for words, ink in ((self.said.reasons[0], look.text), (shown(self.said.who), look.soft)):
            box = QRectF(inside.left(), top, inside.width(), metrics.height())
            painter.setPen(QColor(ink))
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)
            top += metrics.height()


class ProofStrip(QScrollArea):
    """Small proofs below each other; arrows and clicks choose among them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[ProofTile] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._tiles = column(None, gap=1)
        name(self, _("Previews"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(boxed(self._tiles))
        self._fit()

    def show_labels(self, labels: Sequence[Label], chosen: int) -> None:
        """Show other tiles, still without their pictures."""
        for tile in self.tiles:
            self._group.removeButton(tile)
            self._tiles.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = []
        before: QWidget | None = None
        for number, said in enumerate(labels):
            tile = ProofTile(said)
            tile.clicked.connect(lambda _on=False, number=number: self.chosen.emit(number))
            self._group.addButton(tile)
            self._tiles.insertWidget(number, tile)
            if before:
                QWidget.setTabOrder(before, tile)
            before = tile
            self.tiles.append(tile)
            tile.show()
        if 0 <= chosen < len(self.tiles):
            self.tiles[chosen].setChecked(True)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as a tile and the bar beside it."""
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(theme.px(_WIDE) + bar + 2 if self.tiles else 0)
