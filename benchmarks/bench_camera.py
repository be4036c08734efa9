"""A badge held before a camera, from the frame to its code, beside the bare reader of codes."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from checkin.badges import badge, drawing
from checkin.layouts import shelf
from checkin.layouts.sheet import own_page

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtMultimedia import QVideoFrame

_FRAMES = 200
_SIZES = ((640, 480), (1280, 720), (1920, 1080))
_CODE = "4RC2T7B8DWW0MPRK"
_MS = 1000.0


def measure(size: int) -> list[dict[str, Any]]:
    """Read frames of a camera; how many people there are is all the same to it."""
    if size != 120:
        return []
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rows = []
    for width, height in _SIZES:
        image = _held(width, height)
        rows += [_row(image, held=True), _row(_empty(image), held=False)]
    return rows


def _row(image: QImage, *, held: bool) -> dict[str, Any]:
    """Measure our way from the frame and the reader's alone, turn and turn about."""
    import zxingcpp  # noqa: PLC0415
    from PySide6.QtCore import QSize  # noqa: PLC0415
    from PySide6.QtGui import QImage  # noqa: PLC0415

    from ui.widgets.sight import look  # noqa: PLC0415

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    view = zxingcpp.ImageView(
        grey.constBits(), grey.width(), grey.height(), zxingcpp.ImageFormat.Lum, grey.bytesPerLine()
    )
    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    options = {"try_rotate": False, "try_downscale": False, "try_invert": False}
    frame, most = _frame(grey), QSize(480, 360)
    floor: list[float] = []
    ours: list[float] = []
    for _each in range(_FRAMES):
        floor.append(_timed(lambda: zxingcpp.read_barcodes(view, formats=formats, **options)))
        ours.append(_timed(lambda: look(frame, most)))
    found = look(frame, most).codes
    assert found == ((_CODE,) if held else ()), found
    what = "with a badge" if held else "with none"
    return {
        "what": f"frame {grey.width()} x {grey.height()} {what}, p99",
        "size": 1,
        "floor": quantiles(floor, n=100)[-1],
        "ours": quantiles(ours, n=100)[-1],
        "unit": "ms",
        "ratio": quantiles(ours, n=100)[49] / quantiles(floor, n=100)[49],
        "goal": "33 ms, a frame of the camera",
    }


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * _MS


def _held(width: int, height: int) -> QImage:
    """Hold a badge before the camera, turned a little."""
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QColor, QImage, QPainter, QTransform  # noqa: PLC0415

    smooth = Qt.TransformationMode.SmoothTransformation
    room = QImage(width, height, QImage.Format.Format_RGB32)
    room.fill(QColor("#6f6a60"))
    turn = QTransform().rotate(12).rotate(25, Qt.Axis.YAxis)
    shown = _badge().scaledToHeight(int(height * 0.8), smooth).transformed(turn, smooth)
    painter = QPainter(room)
    painter.drawImage((width - shown.width()) // 2, (height - shown.height()) // 2, shown)
    painter.end()
    return room


def _empty(image: QImage) -> QImage:
    """Cover the code with a hand."""
    from PySide6.QtGui import QColor, QPainter  # noqa: PLC0415

    covered = image.copy()
    painter = QPainter(covered)
    painter.fillRect(0, covered.height() // 2, covered.width(), covered.height(), QColor("#b98"))
    painter.end()
    return covered


def _badge() -> QImage:
    import pypdfium2  # noqa: PLC0415
    from PySide6.QtGui import QImage  # noqa: PLC0415

    worn = badge.Badge("p", "OUYANG Xuemei", native_name="欧阳雪梅", code=_CODE)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "badge.pdf"
        layout = shelf.layout(shelf.DEFAULT)
        drawing.draw([worn], layout, own_page(layout), out)
        with pypdfium2.PdfDocument(out) as document:
            drawn = document[0].render(scale=3)
            form = QImage.Format.Format_BGR888
            image = QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, form)
            return image.convertToFormat(QImage.Format.Format_RGB32)


def _frame(grey: QImage) -> QVideoFrame:
    """Make a frame as most cameras send it: brightness first, colours behind."""
    from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat  # noqa: PLC0415

    form = QVideoFrameFormat(grey.size(), QVideoFrameFormat.PixelFormat.Format_NV12)
    frame = QVideoFrame(form)
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    stride, bits, width = frame.bytesPerLine(0), frame.bits(0), grey.width()
    rows = bytes(grey.constBits())
    for y in range(grey.height()):
        start = y * grey.bytesPerLine()
        bits[y * stride : y * stride + width] = rows[start : start + width]
    frame.unmap()
    return frame
