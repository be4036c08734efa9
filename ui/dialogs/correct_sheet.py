"""A correction at the desk: what the badge says, never what the register holds."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox

from checkin.i18n import gettext as _
from checkin.model.person import Person
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.letter_field import LetterField


class CorrectSheet(Sheet):
    """The name as the badge is to show it; somebody without a name is named here."""

    def __init__(self, person: Person, before: str = "") -> None:
        """Show what the badge says; `before` tells of a badge that was printed already."""
        named = not person.nameless
        words = _("Correct {name}").format(name=shown(person.whole_name, 60))
        super().__init__(words if named else _("Name this guest"), _("Save"))
        self._country = person.country
        if named:
            self.add("badge_name", _("Name on the badge"), person.badge_name or person.whole_name)
            kept = _("The register keeps the name as it was given.")
            self.tell(f"{kept} {before}".strip(), Tone.LOOK if before else Tone.PLAIN)
        else:
            self.add("name", _("Name"))
            self.add("native_name", _("Name in its own script"))
            self.add("organisation", _("Organisation"), person.organisation)
        self.again = QCheckBox(_("Print the badge"))
        self.again.setChecked(True)
        self.add_part("", self.again)

    def make_field(self, title: str, text: str, hint: str) -> LetterField:  # noqa: ARG002
        """Return a field that offers letters, as that is what is corrected most."""
        return LetterField(title, text, self._country)

    def draft(self) -> dict[str, Any]:
        """Return what is typed and ticked."""
        return {**super().draft(), "again": self.again.isChecked()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed and ticked."""
        super().restore(draft)
        self.again.setChecked(bool(draft.get("again", True)))
