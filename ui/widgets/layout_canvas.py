"""The canvas: a badge on which every element is picked, moved and pulled, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.i18n import gettext as _
from checkin.layouts import editing, snapping
from checkin.layouts.editing import Grip
from checkin.layouts.layout import Layout
from checkin.layouts.sketch import Sketch, opened
from checkin.layouts.snapping import Guide
from ui import theme
from ui.widgets.layout_drawing import Drawing, View, fitted
from ui.widgets.layout_spot import Spot
from ui.widgets.measure import figure
from ui.widgets.plain import name

_FINE, _COARSE = editing.GRID, 5.0  # millimetres of a key, and with Shift
_LEAST = (240, 200)  # px at every text size, as larger words need the room
_REACH = 7  # px within which lines draw
_STILL = 4  # px that a click may tremble
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
}


@dataclass(slots=True)
class _Drag:
    """A hand that holds something: where it took hold, of what, and what was there before."""

    start: QPointF
    grip: Grip
    before: Sketch
    place: int  # what a click without moving picks
    moved: bool = False


class LayoutCanvas(QWidget):
    """Shows a sketch over its proof; what the hand does comes back as another sketch."""

    edited = Signal(object, str)  # Sketch, and the kind of the step, to join those of one row
    rested = Signal()  # the hand has let go
    wanted = Signal(str)  # a deed by key: remove, duplicate, raise, lower
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sketch = opened(Layout("", 105.0, 148.0))
        self.image: QImage | None = None
        self._words: Sequence[str] = ()
        self._spots: list[Spot] = []
        self._guides: tuple[Guide, ...] = ()
        self._drag: _Drag | None = None
        self._hovered = -1
        name(self, _("Badge"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*_LEAST)

    def sizeHint(self) -> QSize:
        """Return the room in which one sees what one does."""
        return QSize(theme.px(520), theme.px(420))

    @property
    def view(self) -> View:
        """Return where the page lies."""
        layout = self.sketch.layout
        return fitted(QRectF(self.rect()), layout.width, layout.height)

    def show_sketch(self, sketch: Sketch, words: Sequence[str]) -> None:
        """Show a sketch; the words say what each element is."""
        focused = self.hasFocus() or any(spot.hasFocus() for spot in self._spots)
        self.sketch, self._words = sketch, words
        self._hovered = -1 if self._hovered >= len(sketch.elements) else self._hovered
        self._put_spots()
        if focused:
            self.take_focus()
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """Show another proof below the frames."""
        self.image = image
        self.update()

    def take_focus(self) -> None:
        """Move the keyboard to what is chosen."""
        place = self.sketch.chosen[0] if self.sketch.chosen else -1
        (self._spots[place] if place >= 0 else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_spots(self) -> None:
        """Give each element a spot where it lies."""
        count = len(self.sketch.elements)
        for spot in self._spots[count:]:
            spot.hide()
            spot.deleteLater()
        del self._spots[count:]
        while len(self._spots) < count:
            spot = Spot(self, len(self._spots))
            spot.reached.connect(self._on_reached)
            QWidget.setTabOrder(self._spots[-1] if self._spots else self, spot)
            self._spots.append(spot)
            spot.show()
        view = self.view
        for place, spot in enumerate(self._spots):
            rect = view.rect(self.sketch.elements[place].box).toAlignedRect()
            spot.setGeometry(rect & self.rect())
            spot.setAccessibleName(self._words[place] if place < len(self._words) else "")
            spot.setAccessibleDescription(_told(self.sketch.elements[place].box))

    def _on_reached(self, place: int) -> None:
        self.rested.emit()
        self.edited.emit(self.sketch.choose(place), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the new room."""
        super().resizeEvent(event)
        self._put_spots()
        self.resized.emit()

    # Keys ################################################################################

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, resize with Ctrl or Alt, raise, lower, copy, remove, choose."""
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        deed = self._deed(key, control=control)
        if key in _ARROWS and self.sketch.chosen:
            self._nudge(_ARROWS[Qt.Key(key)], held)
        elif deed and self.sketch.chosen:
            self.wanted.emit(deed)
        elif key == Qt.Key.Key_A and control:
            self.edited.emit(self.sketch.choose(*range(len(self.sketch.elements))), "")
        elif key == Qt.Key.Key_Escape and (self._drag or self.sketch.chosen):
            self._let_go()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _deed(key: int, *, control: bool) -> str:
        if key == Qt.Key.Key_D and control:
            return "duplicate"
        return {
            Qt.Key.Key_Delete: "remove",
            Qt.Key.Key_Backspace: "remove",
            Qt.Key.Key_PageUp: "raise",
            Qt.Key.Key_PageDown: "lower",
        }.get(Qt.Key(key), "")

    def _nudge(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        step = _COARSE if held & Qt.KeyboardModifier.ShiftModifier else _FINE
        across, down = way[0] * step, way[1] * step
        pulls = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if held & pulls:
            grip = (1 if way[0] else 0, 1 if way[1] else 0)
            self.edited.emit(editing.stretch(self.sketch, grip, across, down), "pulled by key")
        else:
            self.edited.emit(editing.move(self.sketch, across, down), "moved by key")

    def _let_go(self) -> None:
        """Put back what the mouse holds, else choose nothing any more."""
        if self._drag:
            before, self._drag, self._guides = self._drag.before, None, ()
            self.edited.emit(before, "dragged")
            self.rested.emit()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edited.emit(self.sketch.choose(), "")

    # Mouse ###############################################################################

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a grip, of what is chosen, or of the smallest element under the mouse."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self.rested.emit()
        point, place = event.position(), self.element_at(event.position())
        more = bool(
            event.modifiers()
            & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        )
        grip = None if more else self._grip_at(point)
        if grip is None and more:
            self.edited.emit(self._toggled(place), "")
        elif grip is None and not self._over_chosen(point):
            self.edited.emit(self.sketch.choose(*(() if place < 0 else (place,))), "")
        self.take_focus()
        if self.sketch.chosen and not more:
            self._drag = _Drag(point, grip or (0, 0), self.sketch, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or pull what is held; without a hand on it show what a click would pick."""
        drag, point = self._drag, event.position()
        if drag is None:
            self._hover(point)
            return
        apart = point - drag.start
        if not drag.moved and max(abs(apart.x()), abs(apart.y())) < _STILL:
            return
        drag.moved = True
        scale = self.view.scale
        by = apart.x() / scale, apart.y() / scale
        free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        reach = min(_REACH / scale, snapping.REACH)
        if drag.grip == (0, 0):
            snap = snapping.moving(drag.before, *by, reach)
            by = by if free else (snap.across, snap.down)
            made = editing.move(drag.before, *by)
        else:
            snap = snapping.pulling(drag.before, drag.grip, *by, reach)
            by = by if free else (snap.across, snap.down)
            made = editing.stretch(drag.before.choose(drag.before.chosen[0]), drag.grip, *by)
            made = replace(made, chosen=drag.before.chosen)
        self._guides = () if free else snap.guides
        self.edited.emit(made, "dragged")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click that moved nothing picks what is under it."""
        del event
        drag, self._drag, self._guides = self._drag, None, ()
        if drag and not drag.moved and drag.grip == (0, 0) and drag.place >= 0:
            self.edited.emit(self.sketch.choose(drag.place), "")
            self.take_focus()
        self.rested.emit()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show no longer what a click would pick."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def element_at(self, point: QPointF) -> int:
        """Return the smallest element at a point, so that none hides another; -1 for none."""
        view = self.view
        under = [
            (element.box[2] * element.box[3], -place, place)
            for place, element in enumerate(self.sketch.elements)
            if view.rect(element.box).adjusted(-2, -2, 2, 2).contains(point)
        ]
        return min(under)[2] if under else -1

    def _toggled(self, place: int) -> Sketch:
        chosen = self.sketch.chosen
        if place < 0:
            return self.sketch
        if place in chosen:
            return self.sketch.choose(*(one for one in chosen if one != place))
        return self.sketch.choose(*chosen, place)

    def _over_chosen(self, point: QPointF) -> bool:
        view = self.view
        return any(
            view.rect(self.sketch.elements[place].box).contains(point)
            for place in self.sketch.chosen
        )

    def _grip_at(self, point: QPointF) -> Grip | None:
        picked = self.sketch.picked
        for grip, rect in self.view.grips(picked.box) if picked else ():
            if rect.adjusted(-3, -3, 3, 3).contains(point):
                return grip
        return None

    def _hover(self, point: QPointF) -> None:
        grip = self._grip_at(point)
        hovered = self.element_at(point)
        if grip is not None:
            self.setCursor(_CURSORS[grip])
        elif hovered >= 0 or self._over_chosen(point):
            self.setCursor(_CURSORS[0, 0])
        else:
            self.unsetCursor()
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    # Picture #############################################################################

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, the frames and what the hand needs to see."""
        del event
        layout, sketch = self.sketch.layout, self.sketch
        picked = sketch.picked
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            drawing = Drawing(painter, self.view, (layout.width, layout.height))
            drawing.page(self.image, focused=self.hasFocus())
            for place, element in enumerate(sketch.elements):
                if place not in sketch.chosen:
                    drawing.frame(element.box)
            if 0 <= self._hovered < len(sketch.elements) and not self._drag:
                drawing.hovered(sketch.elements[self._hovered].box)
            focused = any(spot.hasFocus() for spot in self._spots)
            for place in reversed(sketch.chosen):
                model = place == sketch.chosen[0]
                drawing.chosen(sketch.elements[place].box, model=model, focused=focused)
            drawing.rulers(QRectF(self.rect()), picked.box if picked else None)
            for guide in self._guides:
                drawing.guide(guide)
            if self._drag and self._drag.moved and picked:
                drawing.said(_measured(picked.box), picked.box, QRectF(self.rect()))


def _measured(box: tuple[float, float, float, float]) -> str:
    left, top, width, height = map(figure, box)
    return f"{left} · {top}   {width} × {height} mm"


def _told(box: tuple[float, float, float, float]) -> str:
    left, top, width, height = map(figure, box)
    return _("{left} from the left, {top} from the top, {width} by {height} millimetres").format(
        left=left, top=top, width=width, height=height
    )
