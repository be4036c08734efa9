"""Somebody to be booked: found by a few letters, with what is against it said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from checkin.i18n import gettext as _
from checkin.model.person import Person
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.plain import name

_PAUSE = 120  # ms after a letter before it is looked for
_ROW, _SEEN = 30, 6  # px of a hit, and how many are seen at once


class BookingSheet(Sheet):
    """Passes on whom to book, and the reason where a rule is passed over."""

    def __init__(
        self,
        title: str,
        find: Callable[[str], Sequence[Person]],
        against: Callable[[str], Sequence[str]],
    ) -> None:
        super().__init__(title, _("Book"))
        self._find, self._against = find, against
        self.add("who", _("Name"), hint=_("A few letters"))
        self.hits = QListWidget()
        name(self.hits, _("People found"))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setFixedHeight(theme.px(_ROW) * _SEEN)
        self.form.addRow(self.hits)
        self.add("reason", _("Reason, to book all the same"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self.fields["who"].textChanged.connect(lambda _text: self._pause.start())
        self.hits.currentRowChanged.connect(lambda _row: self._tell_against())
        self.hits.installEventFilter(self)

    def look(self) -> None:
        """Show who may be meant, the first one marked."""
        text = self.fields["who"].value()
        self.hits.clear()
        for person in self._find(text) if text else ():
            words = " · ".join(
                shown(part, 60)
                for part in (person.whole_name, person.native_name, person.organisation)
                if part
            )
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, person.id)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            self.hits.addItem(item)
        self.hits.setCurrentRow(0 if self.hits.count() else -1)
        self._tell_against()

    def person(self) -> str:
        """Return who is marked; '' for nobody."""
        item = self.hits.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def values(self) -> dict[str, str]:
        """Return who is to be booked, and why in spite of a rule."""
        return {"person": self.person(), "reason": self.fields["reason"].value()}

    def save(self) -> None:
        """Book the marked one; without anybody nothing is passed on."""
        if self._pause.isActive():
            self._pause.stop()
            self.look()
        if self.person():
            super().save()
        else:
            self.tell(_("Nobody is found."), Tone.LOOK)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move the mark from the field by the arrows; Enter books where nothing is against it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if watched is self.fields["who"] and (step := steps.get(Qt.Key(event.key()))):
                row = min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1)
                self.hits.setCurrentRow(row)
                return True
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and watched in {self.fields["who"], self.hits}:
                self.look_again()
                return True
        return super().eventFilter(watched, event)

    def look_again(self) -> None:
        """Book the marked one, or lead to the reason where there is something against it."""
        if self._pause.isActive():
            self._pause.stop()
            self.look()
        if self.person() and self._against(self.person()) and not self.fields["reason"].value():
            self._tell_against()
            self.fields["reason"].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.save()

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed, and look for it."""
        super().restore(draft)
        self.look()

    def _tell_against(self) -> None:
        sentences = self._against(self.person()) if self.person() else []
        self.tell(" ".join(sentences), Tone.LOOK if sentences else Tone.PLAIN)
