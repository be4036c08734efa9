"""The side bar: one button with icon and word for each page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QToolButton

from checkin.i18n import gettext as _
from ui import theme
from ui.places import Place, places
from ui.theme import Tone
from ui.widgets.plain import boxed, column, hint, name

_WIDTH, _HEIGHT = 106, 56


class SideBar(QFrame):
    """Tells which page is wanted, by its name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(theme.px(_WIDTH))
        name(self, _("Pages"))
        self._group = QButtonGroup(self)
        self._buttons = {place.name: self._button(place) for place in places().values()}
        area = QScrollArea()
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(boxed(column(*self._buttons.values(), None, gap=0.25, margin=1)))
        self.setLayout(column(area))

    def mark(self, page: str) -> None:
        """Show which page is open."""
        self._buttons[page].setChecked(True)

    def note(self, page: str, *, news: bool) -> None:
        """Mark a page where something waits to be looked at, by another picture and in words."""
        place, button = places()[page], self._buttons[page]
        button.setIcon(theme.icon("star", Tone.LOOK) if news else theme.icon(place.icon))
        words = _("{page}: something new").format(page=place.title) if news else place.title
        button.setAccessibleName(words)
        hint(button, f"{words} · {place.key}")

    def _button(self, place: Place) -> QToolButton:
        made = QToolButton()
        made.setProperty("look", "nav")
        made.setText(place.title)
        made.setAccessibleName(place.title)
        hint(made, f"{place.title} · {place.key}")
        made.setIcon(theme.icon(place.icon))
        made.setIconSize(QSize(theme.px(24), theme.px(24)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setMinimumHeight(theme.px(_HEIGHT))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.chosen.emit(place.name))
        self._group.addButton(made)
        return made
