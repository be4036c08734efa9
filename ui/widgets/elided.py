"""Words that end in dots where the room does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStylePainter,
)

_FEWEST = 40  # px that such words keep at least


class Elided(QLabel):
    """One line that gives way to what stands beside it; read aloud, it is whole."""

    def __init__(self, look: str, *, greedy: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("elides", True)  # noqa: FBT003  Qt's
        wide = QSizePolicy.Policy.Ignored if greedy else QSizePolicy.Policy.Maximum
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Return what is left when there is no room."""
        return QSize(min(_FEWEST, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's
        """Paint as much as there is room for."""
        option = QStyleOption()
        option.initFrom(self)
        with QPainter(self) as painter:
            style = self.style()
            style.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
            box = style.subElementRect(QStyle.SubElement.SE_FrameContents, option, self)
            box = box.intersected(self.contentsRect()) if box.isValid() else self.contentsRect()
            told = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, box.width()
            )
            painter.setPen(self.palette().windowText().color())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)


class ElidedChoice(QComboBox):
    """A choice whose chosen words end in dots where the room does."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("elides", True)  # noqa: FBT003  Qt's

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  Qt's
        """Paint as much as there is room for."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        whole, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(whole, option, field, self).width()
        right = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, right, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(whole, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
