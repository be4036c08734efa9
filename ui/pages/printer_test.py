"""The test page of a printer: a frame that shows what is cut off, and names in every script."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from checkin.i18n import gettext as _
from ui import theme
from ui.theme import Tone

_NAMES = (
    "Anna Müller",
    "李娜 · 欧阳建国",
    "Олексій Їжакевич",
    "Жәнібек Құдайберген",
    "Ilze Ļiepiņa",
)
_LARGE, _SMALL = 20, 11  # points


def print_test(name: str, desk: str) -> tuple[str, Tone]:
    """Send one page to a printer; return what to say of it, and how it sounds."""
    found = QPrinterInfo.printerInfo(name) if name else QPrinterInfo.defaultPrinter()
    if found.isNull():
        return _("No printer is chosen, or it is gone. Choose one on the page Event."), Tone.LOOK
    printer = QPrinter(found, QPrinter.PrinterMode.HighResolution)
    if not draw_test(printer, desk):
        return _("The printer {name} does not answer.").format(name=name), Tone.STOP
    sentence = _("Sent to {name}. Is the frame whole, and is every name right?")
    return sentence.format(name=found.printerName()), Tone.WELCOME


def draw_test(printer: QPrinter, desk: str) -> bool:
    """Draw the page; return whether the printer took it."""
    printer.setDocName("checkin")
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    edge = printer.resolution() / 25.4 * 5  # 5 mm
    frame = QRectF(0, 0, page.width(), page.height()).adjusted(edge, edge, -edge, -edge)
    painter.setPen(QPen(QColor(theme.PRINT), printer.resolution() / 100))
    painter.drawRect(frame)
    top = frame.top() + edge
    heading = _("Test page, desk {label}").format(label=desk)
    for text, points in ((heading, _SMALL), *((one, _LARGE) for one in _NAMES)):
        font = QFont(theme.font())
        font.setPointSize(points)
        painter.setFont(font)
        height = painter.fontMetrics().height() * 1.4
        box = QRectF(frame.left() + edge, top, frame.width() - 2 * edge, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        top += height
    return painter.end()
