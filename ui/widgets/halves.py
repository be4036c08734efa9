"""Two halves of a view: side by side, or below each other where the text is large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QLayout, QScrollArea, QSplitter, QWidget

from ui import theme
from ui.settings import Settings
from ui.theme import GRID
from ui.widgets.facts import Scrolled
from ui.widgets.flow import Flow
from ui.widgets.plain import boxed, column, label, panel, row

_LIST = 180  # px of a list at least, where a view scrolls
_SIDE_BY_SIDE = 125  # percent of text size up to which there is room for two


def large() -> bool:
    """Tell whether the text is so large that there is no room for two side by side."""
    return theme.percent() > _SIDE_BY_SIDE


class Halves(QWidget):
    """Each half scrolls where it is higher than its place."""

    def __init__(self, left: QLayout, right: QLayout) -> None:
        super().__init__()
        if large():
            self.setLayout(column(panel(scrolling(column(left, right, gap=2)), margin=0)))
            return
        halves = row(panel(scrolling(left), margin=0), panel(scrolling(right), margin=0), gap=2)
        halves.setStretch(0, 2)
        halves.setStretch(1, 3)
        self.setLayout(halves)


def parted(
    left: QWidget, right: QWidget, sizes: tuple[int, int], settings: Settings, key: str
) -> QSplitter:
    """Return two halves with a line between them, which stays where a hand puts it."""
    made = QSplitter()
    made.addWidget(left)
    made.addWidget(right)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(theme.px(2 * GRID))
    kept = settings.value(f"{key} halves", [])
    made.setSizes(kept if len(kept) == len(sizes) else list(sizes))
    made.splitterMoved.connect(lambda: settings.set(f"{key} halves", made.sizes()))
    return made


def roomy(inside: QLayout, *lists: QWidget) -> QWidget:
    """Return a view that scrolls where the text is large, with some lines of each of its lists."""
    if not large():
        return boxed(inside)
    for one in lists:
        one.setMinimumHeight(theme.px(_LIST))
    return scrolling(inside)


def form(*lines: Sequence[QWidget]) -> QFormLayout:
    """Return parts with their names before them; what shares a line does so as there is room."""
    made = QFormLayout()
    made.setHorizontalSpacing(2 * GRID)
    made.setVerticalSpacing(GRID // 2)
    if large():
        made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    for first, *more in lines:
        words = label(first.accessibleName(), "soft", wrap=True)
        words.setBuddy(first)
        if large() or not more:
            made.addRow(words, first)
            for part in more:
                made.addRow(part)
            continue
        side = row(first, *more)
        for place, part in enumerate((first, *more)):
            side.setStretch(place, 0 if isinstance(part, QLabel) else 1)
        made.addRow(words, boxed(side))
    return made


def beside(*parts: QWidget) -> QWidget:
    """Return parts of one width and height, or as a paragraph where the text is large."""
    if not large():
        return boxed(row(*parts))
    flow = Flow()
    for part in parts:
        flow.addWidget(part)
    return boxed(flow)


def scrolling(inside: QLayout) -> QScrollArea:
    """Return what scrolls up and down where it is higher than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(Scrolled(inside))
    return area
