"""Hands at the layout editor, for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from checkin.layouts.element import Block
from ui.page import Context
from ui.pages.layout_editor import LayoutEditor
from ui.widgets.plain import column

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Shown(QWidget):
    """A window around the editor, with the keys that its page would give it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.said: list[str] = []
        self.editor = LayoutEditor(context)
        self.editor.said.connect(lambda sentence, _tone: self.said.append(sentence))
        self.setLayout(column(self.editor, margin=2))
        for one in self.editor.actions_here():
            action = QAction(self)
            action.setShortcuts(one.sequences())
            action.triggered.connect(lambda _on=False, run=one.run: run())
            self.addAction(action)


EditorOpening = Callable[..., Shown]


def settle(qtbot: QtBot, shown: Shown) -> None:
    """Let every proof that is wanted be drawn."""
    jobs = shown.editor.context.background._jobs  # noqa: SLF001  quiet ones are not listed
    for _pass in range(2):
        qtbot.waitUntil(lambda: not jobs, timeout=20_000)
        QApplication.processEvents()


def place_of(shown: Shown, kind: type, source: str = "") -> int:
    for place, one in enumerate(shown.editor.bench.sketch.elements):
        if isinstance(one, kind) and (
            not source
            or (isinstance(one, Block) and source in {field.source for field in one.fields})
        ):
            return place
    raise AssertionError(kind)


def middle(shown: Shown, place: int) -> QPoint:
    canvas = shown.editor.bench.canvas
    return canvas.view.rect(canvas.sketch.elements[place].box).center().toPoint()


def box(shown: Shown, place: int) -> tuple[float, float, float, float]:
    return shown.editor.bench.sketch.elements[place].box


def drag(shown: Shown, start: QPoint, by: QPoint, held: Qt.KeyboardModifier = CONTROL) -> None:
    """Drag from a point; with Ctrl held, so that no line draws."""
    canvas = shown.editor.bench.canvas
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (1, 2, 3):
        event_pos = start + by * step / 3
        move_mouse(canvas, event_pos, held)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + by)


def move_mouse(canvas: QWidget, at: QPoint, held: Qt.KeyboardModifier) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), canvas.mapToGlobal(QPointF(at)), left, left, held
    )
    QApplication.sendEvent(canvas, event)


def keys(*presses: tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key) -> None:
    for press in presses:
        key, held = press if isinstance(press, tuple) else (press, Qt.KeyboardModifier.NoModifier)
        part = QApplication.focusWidget()
        assert part is not None
        QTest.keyClick(part, key, held)


def logo(folder: Path) -> Path:
    """Draw a logo into a file."""
    path = folder / "Our logo.png"
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(path))
    return path
