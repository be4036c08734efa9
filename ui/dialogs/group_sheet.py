"""A group at the desk: who of a delegation is there, how many more came, all in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSpinBox, QWidget

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.search import folding
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.theme import GRID
from ui.widgets.plain import label, name

_ROW = 30
_MOST_MORE = 9_999  # what can be typed; the desk says how many come in at once


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group."""

    person: str
    name: str
    state: str  # '' where nothing speaks against a check-in
    here: bool


class _Members(QListWidget):
    """Members of a group: letters lead to the next one with a name that begins so."""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        name(self, _("Members"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a new name after every key that is no letter."""
        if not event.text().isprintable() or event.text() in {"", " "}:
            self._typed = ""
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Mark who is meant by the letters typed; one that fits no more begins another name."""
        for typed in (self._typed + search, search):
            wanted = folding.plain(typed.casefold())
            found = (place for place in range(self.count()) if self._begins(place, wanted))
            if (place := next(found, None)) is not None and wanted:
                self._typed = typed
                self.setCurrentRow(place)
                return

    def _begins(self, place: int, wanted: str) -> bool:
        told = folding.plain(self.item(place).data(Qt.ItemDataRole.UserRole).name.casefold())
        return f" {wanted}" in f" {told}"


class GroupSheet(Sheet):
    """All are ticked who may come; a blank bar takes one out, a number adds the nameless."""

    def __init__(self, title: str, members: Sequence[Member]) -> None:
        super().__init__(title, _("Check in"))
        self.list = _Members()
        for one in members:
            words = " – ".join(part for part in (shown(one.name, 60), one.state) if part)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            free = not one.state and not one.here
            item.setCheckState(Qt.CheckState.Checked if free else Qt.CheckState.Unchecked)
            if one.here:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.more = QSpinBox()
        self.more.setRange(0, _MOST_MORE)
        self.more.lineEdit().setTextMargins(theme.px(GRID), 0, 0, 0)
        self.more.setAccessibleName(_("More guests, without a name yet"))
        self.count = label("", "strong")
        self.lead(self.list)
        self.add_part(_("More guests, without a name yet"), self.more)
        self.beside.addWidget(self.count)
        self.list.itemChanged.connect(lambda _item: self._tell_count())
        self.more.valueChanged.connect(lambda _n: self._tell_count())
        self.list.installEventFilter(self)
        self.tell(_("Type a name to find it; the space bar takes it out or in."))
        self._tell_count()

    def present(self) -> list[str]:
        """Return who is ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole).person
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def first(self) -> QWidget:
        """Return the list."""
        return self.list

    def draft(self) -> dict[str, Any]:
        """Return who is ticked, and how many more there are."""
        return {"present": self.present(), "more": self.more.value()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put the ticks back."""
        present = set(draft.get("present", []))
        for place in range(self.list.count()):
            item = self.list.item(place)
            ticked = item.data(Qt.ItemDataRole.UserRole).person in present
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.more.setValue(int(draft.get("more", 0)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save with Enter from the list, too: all but a few are usually there."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
        ):
            self.save()
            return True
        return super().eventFilter(watched, event)

    def _tell_count(self) -> None:
        number = len(self.present()) + self.more.value()
        words = ngettext("{n} will be checked in.", "{n} will be checked in.", number)
        self.count.setText(words.format(n=number))


_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
