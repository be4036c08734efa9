"""A large figure with the word below it: a button that leads to the people whom it counts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from checkin.i18n import gettext as _
from ui import theme
from ui.saying import shown
from ui.widgets.plain import column, label

_WIDTH = 112


class Figure(QPushButton):
    """A number one sees from afar; Enter or a click opens what is behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "tile")
        self.setAutoDefault(False)
        self.setAccessibleName(_("Being counted"))
        self.number = label("–", "verdict")
        self.words = label("", "caption", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for part in (self.number, self.words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = column(self.number, self.words, gap=0)
        layout.setStretch(1, 1)
        layout.setContentsMargins(theme.px(14), theme.px(8), theme.px(10), theme.px(8))
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_figure(self, number: str, words: str) -> None:
        """Show a number and what it counts."""
        self.number.setText(number)
        self.words.setText(shown(words))
        self.updateGeometry()
        self.setAccessibleName(f"{shown(words)}: {number}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter too, which other windows keep for their one default button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the room of a figure and of its words, two lines of them at least."""
        wide = theme.px(_WIDTH)
        two = self.words.fontMetrics().height() * 2
        high = max(two, self.words.heightForWidth(wide - theme.px(24)))
        return QSize(wide, high + self.number.fontMetrics().height() + theme.px(18))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()
