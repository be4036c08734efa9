"""Facts: what is known, under its name, in lines that break rather than run out of the window."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.vocabulary import fields, naming
from ui import saying, theme
from ui.saying import shown
from ui.theme import GRID
from ui.widgets.plain import label

_LONGEST_RUN = 18  # signs without a blank that stay together
_RUN = re.compile(rf"(\S{{{_LONGEST_RUN}}})(?=\S)")
_BREAK = "\N{ZERO WIDTH SPACE}"
_NAME_WIDTH = 128


def breakable(text: str, most: int = saying.MOST) -> str:
    """Return a foreign text as a label can show it in a narrow place."""
    return _RUN.sub(rf"\1{_BREAK}", shown(text, most))


def value(name: str, text: str) -> str:
    """Return the value of a field of a person as people read it."""
    if name in {"country", "residence"}:
        return naming.country(text, language())
    if name.startswith("languages"):
        return ", ".join(naming.tongue(code, language()) for code in text.split())
    words = {
        "role": saying.role,
        "status": saying.status,
        "organisation_type": fields.organisation_type,
        "name_order": name_order,
        "tier": fields.tier,
        "protected": protection,
    }.get(name)
    return words(text) if words else text


def name_order(word: str) -> str:
    """Return what an order of names is called."""
    return {
        "": _("As usual in the country"),
        "family-first": _("Family name first"),
        "given-first": _("Given name first"),
    }.get(word, word)


def protection(word: str) -> str:
    """Return what it is called that lists name somebody, or do not."""
    return _("Lists may name this person") if not word else _("Counted, and named on no list")


class Scrolled(QWidget):
    """What lies in a scroll area: as high as its parts need at the width that there is."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setLayout(layout)

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what is inside."""
        done = super().event(event)
        layout = self.layout()
        if layout and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            least = layout.totalMinimumSize().height()
            height = max(least, layout.totalHeightForWidth(self.width()))
            if height != self.minimumHeight():
                self.setMinimumHeight(height)
        return done


class Facts(QWidget):
    """Names to the left, values to the right."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnMinimumWidth(0, theme.px(_NAME_WIDTH))
        grid.setColumnStretch(1, 1)
        for place, (title, text) in enumerate(pairs):
            grid.addWidget(_part(title, "soft"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_part(breakable(text), "body"), place, 1, Qt.AlignmentFlag.AlignTop)
        self.setLayout(grid)


def _part(text: str, look: str) -> QLabel:
    made = label(text, look, wrap=True)
    if look == "soft":
        made.setFixedWidth(theme.px(_NAME_WIDTH))
    else:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
