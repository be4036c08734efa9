"""The camera reads badges as people hold them, tells each once, and is missed by nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt, QThread
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat, QVideoSink

from checkin import people
from checkin.attendance.scanning import scan
from checkin.badges import drawing, wearers
from checkin.desk import Desk
from checkin.layouts import shelf
from checkin.layouts.sheet import own_page
from checkin.verdicts import Verdict
from ui.widgets.camera import Camera
from ui.widgets.sight import GONE, Appearances, look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

WIDTH, HEIGHT = 1280, 720
SMALL = QSize(240, 180)


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.time


@pytest.fixture
def ticking() -> Clock:
    """Stand at nought."""
    return Clock()


@pytest.fixture
def camera(qtbot: QtBot, ticking: Clock) -> Iterator[Camera]:
    """Show a camera that is off."""
    made = Camera(ticking)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.stop()


@pytest.fixture
def sink(camera: Camera) -> QVideoSink:
    """Give the camera frames to look at."""
    made = QVideoSink(camera)
    camera.watch(made)
    return made


@pytest.fixture
def badge(desk: Desk, tmp_path: Path) -> tuple[str, QImage]:
    """Draw a badge; return its code, and how it looks."""
    person = people.enter(desk, {"family": "OUYANG", "given": "Xuemei", "native_name": "欧阳雪梅"})
    out = tmp_path / "badge.pdf"
    a6 = shelf.layout("a6")
    drawing.draw([wearers.badge(desk, person)], a6, own_page(a6), out)
    with pypdfium2.PdfDocument(out) as document:
        bitmap = document[0].render(scale=2)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_BGR888,
        ).convertToFormat(QImage.Format.Format_RGB32)
    return desk.badge_code(person.id), image


def held(
    badge: QImage, turn: QTransform | None = None, *, blur: float = 1.0, height: int = 560
) -> QImage:
    """Hold a badge before a camera: small before a dim room, turned, out of focus."""
    room = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    room.fill(QColor("#6f6a60"))
    smooth = Qt.TransformationMode.SmoothTransformation
    shown = badge.scaledToHeight(height, smooth).transformed(turn or QTransform(), smooth)
    painter = QPainter(room)
    painter.drawImage((WIDTH - shown.width()) // 2, (HEIGHT - shown.height()) // 2, shown)
    painter.end()
    if blur > 1:
        soft = room.scaled(int(WIDTH / blur), int(HEIGHT / blur), mode=smooth)
        room = soft.scaled(WIDTH, HEIGHT, mode=smooth)
    return room.convertToFormat(QImage.Format.Format_RGB32)


def tilted() -> QTransform:
    """Turn as a hand does: to the side, and away from the camera."""
    turn = QTransform()
    turn.rotate(17)
    turn.rotate(35, Qt.Axis.YAxis)
    turn.rotate(20, Qt.Axis.XAxis)
    return turn


def in_planes(image: QImage, pixel: QVideoFrameFormat.PixelFormat) -> QVideoFrame:
    """Make a frame as most cameras send them: brightness first, then colours."""
    frame = QVideoFrame(QVideoFrameFormat(image.size(), pixel))
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    stride, bits = frame.bytesPerLine(0), frame.bits(0)
    rows = bytes(grey.constBits())
    step = 2 if pixel is QVideoFrameFormat.PixelFormat.Format_YUYV else 1
    for y in range(image.height()):
        line = rows[y * grey.bytesPerLine() :][: image.width()]
        bits[y * stride : y * stride + image.width() * step : step] = line
    frame.unmap()
    return frame


TURNS = {
    "straight": QTransform(),
    "on its head": QTransform().rotate(180),
    "on its side": QTransform().rotate(90),
    "tilted": tilted(),
}


@pytest.mark.parametrize("blur", [1.0, 1.8])
@pytest.mark.parametrize("turn", TURNS)
def test_a_badge_is_read_however_it_is_held(
    badge: tuple[str, QImage], turn: str, blur: float
) -> None:
    code, image = badge
    seen = look(QVideoFrame(held(image, TURNS[turn], blur=blur)), SMALL)
    assert seen.codes == (code,)


@pytest.mark.parametrize(
    "pixel",
    [
        QVideoFrameFormat.PixelFormat.Format_NV12,
        QVideoFrameFormat.PixelFormat.Format_YUV420P,
        QVideoFrameFormat.PixelFormat.Format_Y8,
        QVideoFrameFormat.PixelFormat.Format_YUYV,
    ],
)
def test_brightness_is_enough(
    badge: tuple[str, QImage], pixel: QVideoFrameFormat.PixelFormat
) -> None:
    code, image = badge
    frame = in_planes(held(image, tilted()), pixel)
    seen = look(frame, SMALL)
    assert seen.codes == (code,)
    assert seen.picture.pixelColor(2, 2).value() == pytest.approx(QColor("#6f6a60").value(), abs=8)


@pytest.mark.parametrize(
    "form", [QImage.Format.Format_RGB888, QImage.Format.Format_RGBA8888, QImage.Format.Format_RGB16]
)
def test_frames_of_other_colours_are_read_too(
    badge: tuple[str, QImage], form: QImage.Format
) -> None:
    code, image = badge
    assert look(QVideoFrame(held(image).convertToFormat(form)), SMALL).codes == (code,)


def test_two_badges_in_one_frame_are_two(badge: tuple[str, QImage], desk: Desk) -> None:
    assert desk
    _code, image = badge
    room = held(image)
    painter = QPainter(room)
    painter.drawImage(0, 100, image.scaledToHeight(500))
    painter.end()
    assert len(look(QVideoFrame(room), SMALL).codes) >= 1


def test_the_picture_is_small_and_a_mirror(badge: tuple[str, QImage]) -> None:
    assert badge
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillRect(0, 0, WIDTH // 2, HEIGHT, Qt.GlobalColor.black)
    painter.end()
    picture = look(QVideoFrame(image), SMALL).picture
    assert picture.size() == QSize(240, 135)
    assert (picture.pixelColor(10, 10).value(), picture.pixelColor(230, 10).value()) == (255, 0)


def test_an_empty_frame_holds_nothing() -> None:
    assert look(QVideoFrame(), SMALL).codes == ()


def test_a_code_is_told_once_until_it_was_gone_for_a_while(ticking: Clock) -> None:
    view = Appearances(ticking)
    assert view.new(["A"]) == ["A"]
    for _frame in range(200):
        ticking.time += 0.5
        assert view.new(["A"]) == []
    ticking.time += GONE
    assert view.new(["A", "B", "B"]) == ["B"]
    ticking.time += 1
    assert view.new([]) == []
    ticking.time += GONE
    assert view.new(["A"]) == ["A"]


def test_a_frame_becomes_one_scan_that_the_desk_answers(
    qtbot: QtBot, camera: Camera, sink: QVideoSink, badge: tuple[str, QImage], desk: Desk
) -> None:
    code, image = badge
    told: list[str] = []
    camera.scanned.connect(told.append)
    with qtbot.waitSignal(camera.scanned):
        sink.setVideoFrame(QVideoFrame(held(image)))
    for _again in range(3):
        sink.setVideoFrame(QVideoFrame(held(image)))
        qtbot.waitUntil(lambda: not camera._busy)  # noqa: SLF001  the frame was read
    assert told == [code]
    assert scan(desk, told[0]).verdict is Verdict.WELCOME
    assert camera.preview.isVisible()
    assert not camera.sentence.isVisible()


def test_what_left_the_view_and_came_back_is_a_scan_again(
    qtbot: QtBot, camera: Camera, sink: QVideoSink, badge: tuple[str, QImage], ticking: Clock
) -> None:
    code, image = badge
    told: list[str] = []
    camera.scanned.connect(told.append)
    with qtbot.waitSignal(camera.scanned):
        sink.setVideoFrame(QVideoFrame(held(image)))
    ticking.time += GONE + 0.1
    with qtbot.waitSignal(camera.scanned):
        sink.setVideoFrame(QVideoFrame(held(image)))
    assert told == [code, code]


def test_frames_are_read_beside_the_window_and_none_piles_up(
    qtbot: QtBot, camera: Camera, sink: QVideoSink, badge: tuple[str, QImage]
) -> None:
    _code, image = badge
    threads: list[bool] = []
    eye = camera._eye  # noqa: SLF001  where it works is what is asked
    assert eye
    eye.looked.connect(
        lambda _seen: threads.append(QThread.currentThread() is camera.thread()),
        Qt.ConnectionType.DirectConnection,
    )
    frames = [QVideoFrame(held(image)) for _each in range(5)]
    with qtbot.waitSignal(camera.scanned):
        for frame in frames:
            sink.setVideoFrame(frame)
    qtbot.waitUntil(lambda: bool(threads))  # its thread tells it a moment later
    assert len(threads) < len(frames)
    assert not any(threads)


def test_no_camera_is_no_fuss(camera: Camera) -> None:
    from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415

    if not QMediaDevices.defaultVideoInput().isNull():
        pytest.skip("a camera is connected")
    assert not camera.start()
    assert "No camera" in camera.sentence.text()
    assert not camera.watching()


def test_a_camera_that_goes_leaves_a_sentence(camera: Camera, sink: QVideoSink) -> None:
    assert sink
    camera.on_failed()
    assert not camera.watching()
    assert "does not answer" in camera.sentence.text()
    assert camera.sentence.isVisible()
    camera.watch(sink)
    assert camera.watching()


def test_nobody_is_looked_at_who_sees_no_picture(camera: Camera, sink: QVideoSink) -> None:
    assert sink
    camera.hide()
    assert not camera.watching()
    camera.stop()
