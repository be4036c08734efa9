"""A need to be added by hand, or what people say of one that follows from who is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from checkin.i18n import gettext as _
from ui.dialogs.sheet import Sheet

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class NeedChoices:
    """What can be chosen in the form, each value with its words."""

    activities: Choices
    languages: Choices
    modes: Choices
    places: Choices = field(default=())


class NeedForm(Sheet):
    """Passes on what was changed, of a new need all that holds something."""

    def __init__(
        self, title: str, choices: NeedChoices, start: Mapping[str, str], day: str
    ) -> None:
        """Begin with what is known; `start` without a `kept` of its own is about a derived need."""
        super().__init__(title, _("Save"))
        self._day = day
        new = not start.get("activity") and not start.get("source")
        own = new or bool(start.get("kept"))
        if own:
            self._identity(choices, start)
        modes = [("", _("as the activity")), *choices.modes]
        self.choose("mode", _("Mode"), modes, start.get("mode", ""))
        if not own:
            self._times(start, _("as the activity"))
        self.add("listeners", _("Listeners"), start.get("listeners", ""), _("as counted"))
        self.add("strength", _("Interpreters"), start.get("strength", ""), _("as the rules say"))
        self.add("turns", _("Turns"), start.get("turns", ""), _("as the rules say"))
        self.add("note", _("Note"), start.get("note", ""))
        self._before = {} if new else self.values()

    def _identity(self, choices: NeedChoices, start: Mapping[str, str]) -> None:
        """Ask what the need is: of which activity or at which time, from what into what."""
        beside = [("", _("beside the programme")), *choices.activities]
        self.choose("activity", _("Activity"), beside, start.get("activity", ""))
        self.choose("source", _("From"), choices.languages, start.get("source", ""))
        self.choose("target", _("Into"), choices.languages, start.get("target", ""))
        self.add("title", _("Title"), start.get("title", ""))
        self._times(start, "2012-11-22 09:00", f"{self._day} ")
        places = [("", _("as the activity")), *choices.places]
        self.choose("place", _("Place"), places, start.get("place", ""))

    def _times(self, start: Mapping[str, str], hint: str, usual: str = "") -> None:
        for name, words in (("start", _("Start")), ("end", _("End"))):
            text = start.get(name, "")[:16].replace("T", " ")
            self.add(name, words, text or usual, hint)

    def first(self) -> QWidget:
        """Return where choosing begins."""
        return next(iter(self.chosen.values()))

    def values(self) -> dict[str, str]:
        """Return what is typed and chosen, as the fields hold it."""
        typed = super().values()
        for name in {"start", "end"} & set(typed):
            typed[name] = typed[name].replace(" ", "T", 1) if typed[name] != self._day else ""
        return typed

    def changes(self) -> dict[str, str]:
        """Return what was changed; of a new need all that holds something."""
        now = self.values()
        if not self._before:
            return {key: text for key, text in now.items() if text}
        return {key: text for key, text in now.items() if text != self._before[key]}
