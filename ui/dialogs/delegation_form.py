"""A delegation to be made or changed, in a sheet beside its members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox

from checkin.i18n import gettext as _
from checkin.model.delegation import Delegation
from checkin.vocabulary import group_fields
from ui.dialogs.sheet import Sheet
from ui.saying import shown
from ui.widgets import facts
from ui.widgets.plain import choice, yielding

_CHOICES = ("head", "deputy")


class DelegationForm(Sheet):
    """Passes on what was changed, and nothing else."""

    def __init__(self, known: Delegation | None, members: Sequence[tuple[str, str]] = ()) -> None:
        """Begin with what is known; members are those who may lead, by their ids."""
        title = _("Change {name}").format(name=shown(known.title, 60)) if known else ""
        super().__init__(title or _("New delegation"), _("Save"))
        self.known = known
        self.parts: dict[str, QComboBox] = {}
        for one in group_fields.FORM:
            if one == "partner_city":
                kinds = [("", _("no")), ("yes", _("yes"))]
                self._choose(one, kinds, getattr(known, one, ""))
            else:
                self.add(one, group_fields.title(one), self._value(one))
            if one == "rank" and members:
                for part in _CHOICES:
                    said = getattr(known, part, "")
                    kept = [(said, shown(said, 60))] if said[:2] != "p-" and said else []
                    self._choose(part, [("", _("nobody")), *kept, *members], said)
        self._before = self.values()

    def changes(self) -> dict[str, str]:
        """Return what was changed, all where the delegation is new."""
        now = self.values()
        return {key: text for key, text in now.items() if text != self._before[key]}

    def values(self) -> dict[str, str]:
        """Return what is typed and chosen."""
        chosen = {key: str(part.currentData() or "") for key, part in self.parts.items()}
        return {**super().values(), **chosen}

    def draft(self) -> dict[str, Any]:
        """Return what is typed and chosen."""
        return self.changes()

    def restore(self, draft: dict[str, Any]) -> None:
        """Put back what was typed and chosen."""
        super().restore(draft)
        for key, part in self.parts.items():
            if key in draft:
                part.setCurrentIndex(max(part.findData(draft[key]), 0))

    def _choose(self, key: str, choices: Sequence[tuple[str, str]], value: str) -> None:
        title = group_fields.title(key)
        self.parts[key] = yielding(choice(title, choices, value))
        self.add_part(title, self.parts[key])

    def _value(self, key: str) -> str:
        value = getattr(self.known, key, "")
        if key == "country" and not value:
            return getattr(self.known, "country_text", "")
        return facts.value(key, value) if key in {"country", "languages"} else value
