"""An answer in one line, above a form that hides the card."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from ui import theme
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import draw, label, name, picture, row, tint
from ui.wording import Said


class Strip(QFrame):
    """Says what became of a scan while a form is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._icon = picture("scan", None, 20)
        self.words = label("", "strong", wrap=True)
        layout = row(self._icon, self.words)
        layout.setStretch(1, 1)
        layout.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self.setLayout(layout)
        self.hide()

    def tell(self, said: Said, who: str) -> None:
        """Show a verdict and whom it is about."""
        text = " – ".join(part for part in (shown(who, 60), said.word) if part)
        tint(self, said.tone)
        tint(self.words, Tone.SOFT if said.tone is Tone.PLAIN else said.tone)
        draw(self._icon, said.icon, None if said.tone is Tone.PLAIN else said.tone, 20)
        self.words.setText(text)
        name(self, text)
        self.show()
