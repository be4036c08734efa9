"""The nameless guests of a group, named one after the other without leaving the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox

from checkin.i18n import gettext as _
from checkin.model.person import Person
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.widgets.plain import Button, row


class NamingSheet(Sheet):
    """Name, organisation, Enter: the next."""

    def __init__(self, guests: Sequence[Person], first: str = "") -> None:
        """Begin with one guest, and go on with those after it."""
        super().__init__(_("Name the guests"), _("Save"))
        ids = [one.id for one in guests]
        self._guests, self.place = list(guests), ids.index(first) if first in ids else 0
        self.add("name", _("Name"))
        self.add("organisation", _("Organisation"))
        self.again = QCheckBox(_("Print the badge"))
        self.again.setChecked(True)
        self.beside.addWidget(self.again)
        self.beside.addLayout(row(Button(_("Leave out"), self.go_on, look="link"), None))
        self._tell()

    @property
    def guest(self) -> Person | None:
        """Return who is being named, None where all are."""
        return self._guests[self.place] if self.place < len(self._guests) else None

    def go_on(self) -> None:
        """Go to the next guest, or close behind the last; the organisation is often the same."""
        self.place += 1
        if self.guest is None:
            self.close_sheet()
            return
        self.fields["name"].clear()
        self._tell()
        self.first().setFocus()

    def draft(self) -> dict[str, Any]:
        """Return what is typed, and for whom."""
        return {**super().draft(), "guest": self.guest.id if self.guest else ""}

    def restore(self, draft: dict[str, Any]) -> None:
        """Go to whom it was for, and put back what was typed."""
        ids = [one.id for one in self._guests]
        if draft.get("guest") in ids:
            self.place = ids.index(draft["guest"])
            super().restore(draft)
            self._tell()

    def _tell(self) -> None:
        if self.guest:
            number = shown(self.guest.whole_name) or _("Unnamed guest")
            words = _("{number}: guest {n} of {all}")
            told = words.format(number=number, n=self.place + 1, all=len(self._guests))
            self.heading.setText(told)
