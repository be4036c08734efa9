"""Where the chosen elements are, in millimetres, and what one does with whatever is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from checkin.i18n import gettext as _
from checkin.layouts import editing, layout_file
from checkin.layouts.element import Box
from checkin.layouts.sketch import Sketch
from ui import theme
from ui.pages import layout_words as words
from ui.theme import GRID
from ui.widgets.flow import Flow
from ui.widgets.measure import Measure
from ui.widgets.plain import boxed, column, hint, label, name

Deed = Callable[[Sketch], Sketch]

DEEDS: dict[str, Deed] = {
    "raise": lambda sketch: editing.lift(sketch, 1),
    "lower": lambda sketch: editing.lift(sketch, -1),
    "duplicate": editing.duplicate,
    "over": editing.bring_over,
    "remove": editing.remove,
}


class Tool(QToolButton):
    """A small button of one picture, which says what it does where one points at it."""

    def __init__(self, icon: str, words: str, run: Callable[[], object], key: str = "") -> None:
        super().__init__()
        self.setProperty("look", "tool")
        self.setIcon(theme.icon(icon))
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        name(self, words)
        hint(self, f"{words} ({key})" if key else words)
        self.clicked.connect(lambda _on=False: run())


class PlacePart(QWidget):
    """Left, top, width and height of the first chosen one; aligning, order and removing of all."""

    wanted = Signal(object, str)  # a deed, and the kind of the step

    def __init__(self) -> None:
        super().__init__()
        far = layout_file.LARGEST
        self.measures = {
            key: Measure(title, "mm", 0, far)
            for key, title in (
                ("left", _("Left")),
                ("top", _("Top")),
                ("width", _("Width")),
                ("height", _("Height")),
            )
        }
        self._box: Box = (0, 0, 0, 0)
        for place, one in enumerate(self.measures.values()):
            one.changed.connect(partial(self._on_measured, place))
        self.together: list[QWidget] = []
        self.where = boxed(paired(*self.measures.values()))
        self.setLayout(column(self.where, boxed(self._tools()), gap=1))

    def _tools(self) -> Flow:
        flow = Flow(gap=0.25)
        edges = words.edges()
        for edge in editing.EDGES:
            flow.addWidget(Tool(f"align-{edge}", edges[edge], partial(self._align, edge)))
        spreads: dict[editing.Axis, str] = {
            "across": _("Distribute across"),
            "down": _("Distribute down"),
        }
        for axis, said in spreads.items():
            self._add_together(flow, Tool(f"spread-{axis}", said, partial(self._spread, axis)))
        same = Tool("same-size", _("Same size as the first"), self._same_size)
        self._add_together(flow, same)
        for key, icon, said, shortcut in (
            ("raise", "raise", _("Raise"), _("Page Up")),
            ("lower", "lower", _("Lower"), _("Page Down")),
            ("duplicate", "copy", _("Duplicate"), _("Ctrl+D")),
            ("over", "over", _("To the other side"), ""),
            ("remove", "bin", _("Remove"), _("Del")),
        ):
            flow.addWidget(Tool(icon, said, partial(self.do, key), shortcut))
        return flow

    def _add_together(self, flow: Flow, tool: Tool) -> None:
        self.together.append(tool)
        flow.addWidget(tool)

    def show_sketch(self, sketch: Sketch) -> None:
        """Show where the first chosen one is; only several can be spread or made alike."""
        picked = sketch.picked
        if picked is None:
            return
        self._box = picked.box
        for value, one in zip(picked.box, self.measures.values(), strict=True):
            one.put(value)
        self.where.setVisible(len(sketch.chosen) == 1)
        for tool in self.together:
            tool.setEnabled(len(sketch.chosen) > 1)

    def do(self, key: str) -> None:
        """Do one of the deeds that need no more words."""
        self.wanted.emit(DEEDS[key], "")

    def _on_measured(self, place: int, value: float) -> None:
        left, top, width, height = (
            value if number == place else one for number, one in enumerate(self._box)
        )
        self.wanted.emit(
            lambda sketch: editing.put(sketch, (left, top, width, height)), f"typed {place}"
        )

    def _align(self, edge: editing.Edge) -> None:
        self.wanted.emit(lambda sketch: editing.align(sketch, edge), "")

    def _spread(self, axis: editing.Axis) -> None:
        self.wanted.emit(lambda sketch: editing.distribute(sketch, axis), "")

    def _same_size(self) -> None:
        self.wanted.emit(editing.same_size, "")


def titled(part: QWidget) -> QLabel:
    """Return the small title above a part."""
    made = label(part.accessibleName(), "caption")
    made.setBuddy(part)
    return made


def paired(*parts: QWidget) -> QGridLayout:
    """Return parts two by two, each below its title."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(GRID)
    grid.setVerticalSpacing(GRID // 2)
    for column_of_it in (0, 1):
        grid.setColumnStretch(column_of_it, 1)
    for place, part in enumerate(parts):
        grid.addWidget(titled(part), 2 * (place // 2), place % 2)
        grid.addWidget(part, 2 * (place // 2) + 1, place % 2)
    return grid


def narrow(*choices: QComboBox) -> None:
    """Let choices be as narrow as their places; their lists are as wide as their words."""
    for one in choices:
        one.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        one.setMinimumContentsLength(6)
        one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        one.view().setMinimumWidth(one.view().sizeHintForColumn(0) + theme.px(32))
