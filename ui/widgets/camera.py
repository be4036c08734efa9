"""The camera: a small picture, and each code held before it told once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QThread, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from checkin.i18n import gettext as _
from ui import theme
from ui.widgets import plain
from ui.widgets.sight import Appearances, look

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

    from ui.widgets.sight import Look

WIDTH, HEIGHT = 240, 180
_CORNER = 10


class _Eye(QObject):
    """Reads frames in a thread of its own."""

    looked = Signal(object)  # a Look

    def on_frame(self, frame: QVideoFrame) -> None:
        """Read one frame."""
        self.looked.emit(look(frame, QSize(WIDTH * 2, HEIGHT * 2)))


class _Preview(QWidget):
    """The small grey picture of what the camera sees, so that people hold the badge right."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(_("Picture of the camera"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        """Show what was seen last."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return a small size, as the guest matters more."""
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture as large as fits, with round corners."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        box = QRectF(left, top, size.width(), size.height())
        frame = QPainterPath()
        frame.addRoundedRect(box, theme.px(_CORNER), theme.px(_CORNER))
        painter.setClipPath(frame)
        painter.drawImage(box, self._image)


class Camera(QWidget):
    """A camera that reads badges; where there is none, a calm sentence and nothing else."""

    scanned = Signal(str)
    _given = Signal(object)

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._appearances = Appearances(clock)
        self._thread: QThread | None = None
        self._eye: _Eye | None = None
        self._busy = False
        self._session: QMediaCaptureSession | None = None
        self._camera: QCamera | None = None
        self._sink: QVideoSink | None = None
        self.preview = _Preview()
        self.sentence = plain.label("", "soft", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview)
        layout.addWidget(self.sentence)
        self._say(_("The camera is off."))

    def start(self) -> bool:
        """Look through this machine's camera; return whether there is one."""
        from PySide6.QtMultimedia import (  # noqa: PLC0415  loads a library of codecs
            QCamera,
            QMediaCaptureSession,
            QMediaDevices,
            QVideoSink,
        )

        self.stop()
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self._say(_("No camera is connected. Scanning and typing work as ever."))
            return False
        self._camera, self._session = QCamera(device, self), QMediaCaptureSession(self)
        self._camera.errorOccurred.connect(self.on_failed)
        self._session.setCamera(self._camera)
        sink = QVideoSink(self)
        self._session.setVideoSink(sink)
        self.watch(sink)
        self._camera.start()
        return True

    def watch(self, sink: QVideoSink) -> None:
        """Read the frames that a sink receives."""
        self._sink = sink
        self._thread, self._eye = QThread(self), _Eye()
        self._eye.moveToThread(self._thread)
        self._given.connect(self._eye.on_frame)
        self._eye.looked.connect(self.on_looked)
        sink.videoFrameChanged.connect(self.on_frame)
        self._thread.start()
        self._busy = False
        self._say("")

    def stop(self) -> None:
        """Close the eye; nothing of what was seen is kept."""
        if self._sink is not None:
            self._sink.videoFrameChanged.disconnect(self.on_frame)
            self._sink = None
        if self._camera is not None and self._session is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._session.deleteLater()
            self._camera = self._session = None
        if self._thread is not None and self._eye is not None:
            self._given.disconnect(self._eye.on_frame)
            self._thread.quit()
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = self._eye = None
        self.preview.show_image(QImage())
        self._say(_("The camera is off."))

    def watching(self) -> bool:
        """Tell whether frames are read."""
        return self._thread is not None

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at nobody while nobody sees the picture."""
        self.stop()
        super().hideEvent(event)

    def on_frame(self, frame: QVideoFrame) -> None:
        """Pass a frame on; while the last one is read, further ones are let go."""
        if not self._busy and frame.isValid():
            self._busy = True
            self._given.emit(frame)

    def on_looked(self, seen: Look) -> None:
        """Show what was seen, and tell the codes that are new."""
        self._busy = False
        if not self.watching():
            return
        self.preview.show_image(seen.picture)
        for code in self._appearances.new(seen.codes):
            self.scanned.emit(code)

    def on_failed(self) -> None:
        """Go on without a camera that was pulled out or does not answer."""
        self.stop()
        self._say(_("The camera does not answer. Scanning and typing work as ever."))

    def _say(self, text: str) -> None:
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))
        self.preview.setVisible(not text)
