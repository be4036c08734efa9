"""A walk-in in four fields, with who may be the same person shown while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox

from checkin.i18n import gettext as _
from checkin.model.person import Person
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.widgets.plain import Button, boxed, column, label

_PAUSE = 150  # ms after the last letter before likely people are looked for

Likely = Callable[[dict[str, str]], Sequence[Person]]


class WalkInSheet(Sheet):
    """Name, organisation, country, language, and that the privacy notice was given."""

    met = Signal(str)  # somebody who is in the register already, chosen instead

    def __init__(self, likely: Likely, name: str = "") -> None:
        super().__init__(_("Walk-in"), _("Save and check in"))
        self._likely = likely
        self.add("name", _("Name"), name)
        self.add("organisation", _("Organisation"))
        self.add("country", _("Country"))
        self.add("languages", _("Language"), hint=_("as in “zh en” or “Russian”"))
        self.notice = QCheckBox(_("Privacy notice was given"))
        self.add_part("", self.notice)
        self._same = column(gap=0.5)
        self.beside.addWidget(boxed(self._same))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        for field in self.fields.values():
            field.textChanged.connect(lambda _text: self._pause.start())
        self._pause.start()

    def values(self) -> dict[str, str]:
        """Return what is typed, without what is empty."""
        return {key: text for key, text in super().values().items() if text}

    def first(self) -> Any:
        """Return the name, or what comes after it where it was typed already."""
        return self.fields["organisation" if self.fields["name"].value() else "name"]

    def look(self) -> None:
        """Show who may be the same person."""
        while (item := self._same.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        found = self._likely(self.values())
        if found:
            self._same.addWidget(label(_("In the register already?"), "heading"))
        for person in found:
            words = " · ".join(
                shown(text, 60) for text in (person.whole_name, person.organisation) if text
            )
            known = Button(words, partial(self.met.emit, person.id), look="link")
            self._same.addWidget(known)

    def draft(self) -> dict[str, Any]:
        """Return what is typed and ticked."""
        return {**super().draft(), "notice": self.notice.isChecked()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed and ticked."""
        super().restore(draft)
        self.notice.setChecked(bool(draft.get("notice")))
