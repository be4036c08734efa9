"""Whom one wants to see of the register: words, and choices beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from checkin.i18n import gettext as _
from checkin.roll import Wanted
from ui import theme
from ui.saying import shown
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.plain import Button, choice

_FIELD, _CHOICE, _POPUP = 236, 148, 260
_LONGEST = 60  # signs of a choice


class PeopleFilter(QWidget):
    """A field and five choices; whatever changes is told at once."""

    changed = Signal()
    down = Signal()  # to the first of those found
    opened = Signal()  # Enter: the first of those found
    left = Signal()  # Esc with nothing left to clear

    def __init__(self) -> None:
        super().__init__()
        self.field = Field(_("Filter by words"), hint=_("Name, organisation, code"))
        self.field.setMinimumWidth(theme.px(_FIELD))
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.choices: dict[str, QComboBox] = {}
        self.clear_all = Button(_("Show all"), self.clear, look="quiet")
        layout = Flow()
        layout.addWidget(self.field)
        for key, title in (
            ("delegation", _("Delegation")),
            ("country", _("Country")),
            ("role", _("Role")),
            ("state", _("Here or not")),
            ("look", _("Attention")),
        ):
            made = choice(title, [("", title)])
            made.setFixedWidth(theme.px(_CHOICE))
            made.view().setMinimumWidth(theme.px(_POPUP))
            made.view().setTextElideMode(Qt.TextElideMode.ElideRight)
            made.currentIndexChanged.connect(lambda _index: self.changed.emit())
            self.choices[key] = made
            layout.addWidget(made)
        layout.addWidget(self.clear_all)
        self.setLayout(layout)
        self._only: frozenset[str] | None = None
        self.about = ""

    def offer(self, key: str, values: Sequence[tuple[str, str]]) -> None:
        """Offer these values; the chosen one stays, also where nobody has it any more."""
        made = self.choices[key]
        chosen = made.currentData() or ""
        present = [(made.itemData(at), made.itemText(at)) for at in range(1, made.count())]
        wanted = [(value, shown(words, _LONGEST)) for value, words in values]
        if chosen and chosen not in dict(wanted):
            wanted.append((chosen, dict(present).get(chosen, chosen)))
        if present == wanted:
            return
        with QSignalBlocker(made):
            while made.count() > 1:
                made.removeItem(1)
            for value, words in wanted:
                made.addItem(words, value)
            made.setCurrentIndex(max(made.findData(chosen), 0))

    def wanted(self) -> Wanted:
        """Return whom one wants to see."""
        chosen = {key: str(made.currentData() or "") for key, made in self.choices.items()}
        return Wanted(text=self.field.value(), only=self._only, **chosen)

    def choose(self, key: str, value: str, words: str = "") -> None:
        """Choose a value, also one that is not offered yet."""
        made = self.choices[key]
        if made.findData(value) < 0:
            made.addItem(shown(words or value, _LONGEST), value)
        made.setCurrentIndex(made.findData(value))

    def show_only(self, people: frozenset[str], about: str) -> None:
        """Show these people and no others, whatever was chosen before."""
        with QSignalBlocker(self):
            self.clear()
        self._only, self.about = people, about
        self.changed.emit()

    def clear(self) -> None:
        """Show everybody."""
        with QSignalBlocker(self):
            self._only, self.about = None, ""
            self.field.clear()
            for made in self.choices.values():
                made.setCurrentIndex(0)
        self.changed.emit()

    def narrowed(self) -> bool:
        """Tell whether not everybody is shown."""
        return self.wanted() != Wanted()

    def draft(self) -> dict[str, Any]:
        """Return what is typed and chosen."""
        wanted = self.wanted()
        kept: dict[str, Any] = {
            key: getattr(wanted, key) for key in ("text", *self.choices) if getattr(wanted, key)
        }
        if wanted.only is not None:
            kept |= {"only": sorted(wanted.only), "about": self.about}
        return kept

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed and chosen."""
        with QSignalBlocker(self):
            if isinstance(draft.get("only"), list):
                self.show_only(frozenset(draft["only"]), str(draft.get("about", "")))
            self.field.setText(str(draft.get("text", "")))
            for key in self.choices:
                if draft.get(key):
                    self.choose(key, str(draft[key]))
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the field to the list, and clear it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in {Qt.Key.Key_Down, Qt.Key.Key_PageDown}:
                self.down.emit()
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.opened.emit()
                return True
            if key == Qt.Key.Key_Escape:
                (self.clear if self.narrowed() else self.left.emit)()
                return True
        return super().eventFilter(watched, event)
