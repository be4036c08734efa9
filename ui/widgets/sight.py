"""What a camera sees: the codes in a frame, each told once while it stays in view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame
    from zxingcpp import ImageView

GONE = 2.0  # seconds out of view after which a code is a new one


class Appearances:
    """Which codes are in view, so that each is told once and not thirty times a second."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen: dict[str, float] = {}

    def new(self, codes: Iterable[str]) -> list[str]:
        """Return which of the codes in a frame have just come into view."""
        now = self._clock()
        self._seen = {code: at for code, at in self._seen.items() if now - at <= GONE}
        found = [code for code in dict.fromkeys(codes) if code not in self._seen]
        self._seen |= dict.fromkeys(codes, now)
        return found


class Look(NamedTuple):
    """What was found in one frame, and a small grey picture of it."""

    codes: tuple[str, ...]
    picture: QImage


def look(frame: QVideoFrame, most: QSize) -> Look:
    """Read the codes of a frame; its brightness is used as it lies there, without a copy."""
    from PySide6.QtMultimedia import QVideoFrame  # noqa: PLC0415  only with a camera

    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return _looked(frame.toImage(), most)
    try:
        plane = _plane(frame)
        if plane is None:
            return _looked(frame.toImage(), most)
        view, picture = plane
        return Look(_codes(view), _small(picture, most))
    finally:
        frame.unmap()


def _looked(image: QImage, most: QSize) -> Look:
    """Read an image of any format."""
    from zxingcpp import ImageFormat, ImageView  # noqa: PLC0415  only with a camera

    if image.isNull():
        return Look((), QImage())
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    stride = grey.bytesPerLine()
    view = ImageView(grey.constBits(), grey.width(), grey.height(), ImageFormat.Lum, stride)
    return Look(_codes(view), _small(grey, most))


def _codes(view: ImageView) -> tuple[str, ...]:
    from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes  # noqa: PLC0415  only with a camera

    found = read_barcodes(
        view,
        formats=BarcodeFormats([BarcodeFormat.QRCode]),
        try_rotate=False,  # a QR code is found whichever way it is turned
        try_downscale=False,
        try_invert=False,
    )
    return tuple(code.text for code in found if code.text)


def _plane(frame: QVideoFrame) -> tuple[ImageView, QImage] | None:
    """Return a mapped frame as the reader takes it, and as an image; None where it must convert."""
    from PySide6.QtMultimedia import QVideoFrameFormat  # noqa: PLC0415  only with a camera
    from zxingcpp import ImageFormat, ImageView  # noqa: PLC0415

    pixel = QVideoFrameFormat.PixelFormat
    form, bits, stride = frame.pixelFormat(), frame.bits(0), frame.bytesPerLine(0)
    width, height = frame.width(), frame.height()
    if form in {
        *(pixel.Format_YUV420P, pixel.Format_YUV422P, pixel.Format_YV12),
        *(pixel.Format_NV12, pixel.Format_NV21, pixel.Format_Y8),
    }:
        view = ImageView(bits, width, height, ImageFormat.Lum, stride)
        return view, QImage(bits, width, height, stride, QImage.Format.Format_Grayscale8)
    if form == pixel.Format_YUYV:  # brightness in every other byte; from the second, a high byte
        view = ImageView(bits, width, height, ImageFormat.Lum, stride, 2)
        grey = QImage.Format.Format_Grayscale16
        return view, QImage(bits[1:], width - 1, height - 1, stride, grey)
    colours = {
        pixel.Format_BGRX8888: (ImageFormat.BGRA, QImage.Format.Format_RGB32),
        pixel.Format_BGRA8888: (ImageFormat.BGRA, QImage.Format.Format_RGB32),
        pixel.Format_RGBX8888: (ImageFormat.RGBA, QImage.Format.Format_RGBX8888),
        pixel.Format_RGBA8888: (ImageFormat.RGBA, QImage.Format.Format_RGBX8888),
    }
    if form in colours:
        ours, theirs = colours[form]
        view = ImageView(bits, width, height, ours, stride)
        return view, QImage(bits, width, height, stride, theirs)
    return None


def _small(image: QImage, most: QSize) -> QImage:
    """Return an image as small as a panel shows it, turned as a mirror would."""
    aspect, way = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
    small = image.scaled(most, aspect, way).convertToFormat(QImage.Format.Format_Grayscale8)
    return small.flipped(Qt.Orientation.Horizontal)
