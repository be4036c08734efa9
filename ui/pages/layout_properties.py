"""The properties of what is chosen: its place and its own, or those of the whole badge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget

from checkin.i18n import gettext as _
from checkin.layouts import editing, layout_file
from checkin.layouts.element import Bar, Block, Element, Mark, Picture, Sign
from checkin.layouts.sketch import Sketch
from ui import theme
from ui.pages import layout_words as words
from ui.pages.layout_block import BlockPart
from ui.pages.layout_place import PlacePart, paired, titled
from ui.saying import breakable, shown
from ui.widgets.colour_choice import ColourChoice
from ui.widgets.facts import Scrolled
from ui.widgets.measure import Measure, figure
from ui.widgets.plain import Button, choice, column, label

WIDE = 296


class Properties(QFrame):
    """Shows one part for each kind of element, and tells what is to be changed."""

    wanted = Signal(object, str)  # a deed, and the kind of the step
    another = Signal()  # another picture file

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.heading = label("", "title", wrap=True)
        self.badge, self.place, self.block = BadgePart(), PlacePart(), BlockPart()
        self.plain = PlainPart()
        self.plain.another.connect(self.another)
        self.parts: tuple[QWidget, ...] = (self.badge, self.place, self.block, self.plain)
        for part in (self.badge, self.place, self.block, self.plain):
            part.wanted.connect(self.wanted)
        inside = Scrolled(column(self.heading, *self.parts, None, gap=1.5, margin=2))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        layout = column(self.area)
        layout.setContentsMargins(1, 1, 1, 1)
        self.setLayout(layout)
        self.setFixedWidth(theme.px(WIDE))

    def show_sketch(self, sketch: Sketch) -> None:
        """Show what is chosen in a sketch, or the whole badge."""
        picked = sketch.picked
        several = len(sketch.chosen) > 1
        self.badge.setVisible(picked is None)
        self.place.setVisible(picked is not None)
        self.block.setVisible(isinstance(picked, Block) and not several)
        self.plain.setVisible(picked is not None and not isinstance(picked, Block) and not several)
        if picked is None:
            self.heading.setText(_("The badge"))
            self.badge.show_sketch(sketch)
            return
        self.heading.setText(
            _("{n} elements").format(n=len(sketch.chosen))
            if several
            else breakable(words.element(picked))
        )
        self.place.show_sketch(sketch)
        if isinstance(picked, Block):
            self.block.show_block(picked)
        else:
            self.plain.show_element(picked)


class BadgePart(QWidget):
    """Size and fold of the badge, and whether both sides say the same."""

    wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        low, high = layout_file.SMALLEST, layout_file.LARGEST
        self.width_of = Measure(_("Width"), "mm", low, high)
        self.height_of = Measure(_("Height"), "mm", low, high)
        self.fold = choice(_("Fold"), list(words.folds().items()))
        self.alike = QCheckBox(_("Both sides alike"))
        help_text = _(
            "Click what you want to move, or come to it by Tab. Arrows move it by half a "
            "millimetre, with Shift by five; with Ctrl they change its size."
        )
        self.setLayout(
            column(
                label(help_text, "soft", wrap=True),
                paired(self.width_of, self.height_of),
                column(titled(self.fold), self.fold, gap=0.5),
                self.alike,
                gap=1.5,
            )
        )
        self.width_of.changed.connect(self._on_size)
        self.height_of.changed.connect(self._on_size)
        self.fold.activated.connect(self._on_fold)
        self.alike.toggled.connect(self._on_alike)

    def show_sketch(self, sketch: Sketch) -> None:
        """Show the badge."""
        self.width_of.put(sketch.layout.width)
        self.height_of.put(sketch.layout.height)
        self.fold.setCurrentIndex(self.fold.findData(sketch.layout.fold))
        with QSignalBlocker(self.alike):
            self.alike.setChecked(sketch.alike)

    def _on_size(self, _value: float) -> None:
        size = self.width_of.value(), self.height_of.value()
        self.wanted.emit(lambda sketch: editing.resize_page(sketch, *size), "typed size")

    def _on_fold(self) -> None:
        where = self.fold.currentData()
        self.wanted.emit(lambda sketch: editing.fold(sketch, where), "")

    def _on_alike(self, on: bool) -> None:  # noqa: FBT001  as Qt passes it
        self.wanted.emit(lambda sketch: editing.make_alike(sketch, alike=on), "")


class PlainPart(QWidget):
    """What an element that is no words has of its own: a colour, round corners, a file."""

    wanted = Signal(object, str)
    another = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colour = ColourChoice(words.colours())
        self.colour_title = label(_("Colour"), "caption")
        self.radius = Measure(_("Round corners"), "mm", 0, layout_file.LARGEST)
        self.radius_title = titled(self.radius)
        self.file = label("", "soft", wrap=True)
        self.choose = Button(_("Another file …"), self.another.emit)
        self.cover = QCheckBox(_("Fill the frame"))
        self.remark = label("", "caption", wrap=True)
        self.setLayout(
            column(
                column(self.colour_title, self.colour, gap=0.5),
                column(self.radius_title, self.radius, gap=0.5),
                self.file,
                self.choose,
                self.cover,
                self.remark,
            )
        )
        self.colour.changed.connect(lambda colour: self._change(colour=colour))
        self.radius.changed.connect(lambda value: self._change("typed radius", radius=value))
        self.cover.toggled.connect(lambda on: self._change(cover=on))

    def show_element(self, element: Element) -> None:
        """Show an element; what it has not is hidden."""
        picture = isinstance(element, Picture)
        self._show_parts(not picture, self.colour, self.colour_title)
        self._show_parts(isinstance(element, Bar), self.radius, self.radius_title)
        self._show_parts(picture, self.file, self.choose, self.cover)
        if isinstance(element, Bar | Mark | Sign):
            self.colour.put(element.colour)
        if isinstance(element, Bar):
            self.radius.setMaximum(min(element.box[2:]) / 2)
            self.radius.put(element.radius)
        if isinstance(element, Picture):
            self.file.setText(breakable(shown(element.file)))
            with QSignalBlocker(self.cover):
                self.cover.setChecked(element.cover)
        self.remark.setText(_remark(element))
        self.remark.setVisible(bool(self.remark.text()))

    @staticmethod
    def _show_parts(seen: bool, *parts: QWidget) -> None:  # noqa: FBT001  shown, or not
        for part in parts:
            part.setVisible(seen)

    def _change(self, kind: str = "", **values: object) -> None:
        def deed(sketch: Sketch) -> Sketch:
            picked = sketch.picked
            if picked is None or not all(hasattr(picked, key) for key in values):
                return sketch
            change: Callable[..., Element] = partial(replace, picked)
            return editing.change(sketch, change(**values))

        self.wanted.emit(deed, kind)


def _remark(element: Element) -> str:
    if isinstance(element, Mark):
        return _("It is never below {n} mm, as scanners cannot read it then.").format(
            n=figure(layout_file.SMALLEST_MARK)
        )
    if isinstance(element, Sign):
        return _("It is drawn only for those who do not want to be photographed.")
    return ""
