"""Small sheets of the plan of interpreters: a reason, since when ill, briefings, the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting.own_missing import briefings
from checkin.interpreting.own_words import briefing_states
from checkin.interpreting.profile_words import Figure
from checkin.model.need import BRIEFING
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.rows import Column, Rows, table
from ui.theme import Tone
from ui.widgets.plain import label

_CLOCK = len("00:00")
_LIST = 240  # px of the figures at least


class ReasonSheet(Sheet):
    """Asks for a reason to do what a rule is against."""

    def __init__(self, title: str, against: Sequence[str]) -> None:
        super().__init__(title, _("All the same"))
        self.add("reason", _("Reason, to take them all the same"))
        self.tell("\n".join(against), Tone.STOP)

    def save(self) -> None:
        """Go on only with a reason."""
        if self.fields["reason"].value():
            self.saved.emit(self.values())
        else:
            self.fields["reason"].setFocus()


class IllSheet(Sheet):
    """Since when somebody is ill, or that they are well again."""

    def __init__(self, title: str, since: str, told: str) -> None:
        super().__init__(title, _("Save"))
        self.add("since", _("Ill since"), since, hint="2012-11-22 11:00")
        self.tell(told)


Read = Callable[[str], object]
"""What reads a time, and raises DeskError where it is none."""


class ArrangeSheet(Sheet):
    """The booth and channel, when to be there, who leads, the seat in the bus, and a note."""

    def __init__(
        self, title: str, start: Mapping[str, str], day: str, usual: str, read: Read
    ) -> None:
        """Begin with what is said already; a call time without a day is on `day`."""
        super().__init__(title, _("Save"))
        self._day, self._read = day, read
        self.add("call", _("Call time"), start["call"][:16].replace("T", " "), usual)
        self.add("booth", _("Booth"), start["booth"], _("as the place says"))
        self.add("channel", _("Channel"), start["channel"], _("as the place says"))
        yes = [("", _("no")), ("yes", _("yes"))]
        self.choose("leader", _("Leads the team"), yes, start["leader"])
        self.add("seat", _("Seat in the bus"), start["seat"])
        self.add("note", _("Note"), start["note"])
        self._before = self.values()

    def values(self) -> dict[str, str]:
        """Return what is typed and chosen, the call time with its day."""
        typed = super().values()
        if typed["call"] and len(typed["call"]) <= _CLOCK:
            typed["call"] = f"{self._day}T{typed['call'].zfill(_CLOCK)}"
        return {**typed, "call": typed["call"].replace(" ", "T", 1)}

    def save(self) -> None:
        """Pass the values on, unless the call time is none."""
        typed, call = self.fields["call"].value(), self.values()["call"]
        try:
            if call:
                self._read(call)
        except DeskError as error:
            self.refuse(str(error).replace(call, typed), "call")
        else:
            super().save()

    def refuse(self, sentence: str, key: str = "") -> None:
        """Say why this cannot be saved, and lead to the call time where that was changed."""
        super().refuse(sentence, key or ("call" if "call" in self.changes() else ""))

    def changes(self) -> dict[str, str]:
        """Return what was changed."""
        return {key: text for key, text in self.values().items() if text != self._before[key]}


class NeedBriefingSheet(Sheet):
    """What the interpreters of a need have been given beforehand."""

    def __init__(self, title: str, status: Mapping[str, str]) -> None:
        super().__init__(title, _("Save"))
        states = [("", _("missing")), *briefing_states().items()]
        names = briefings()
        for field in BRIEFING:
            self.choose(field, names[field], states, status.get(field, ""))

    def first(self) -> QWidget:
        """Return the first of them."""
        return self.chosen[BRIEFING[0]]


class ProfileSheet(Sheet):
    """Which rules the event is planned by, with each figure and where it is from."""

    def __init__(
        self,
        profiles: Sequence[tuple[str, str]],
        chosen: str,
        figures: Mapping[str, tuple[str, Sequence[Figure]]],
    ) -> None:
        """Offer profiles; `figures` holds the note and the figures of each by its name."""
        super().__init__(_("Rules of the plan"), _("Take these"))
        self._figures = figures
        self.note = label("", "soft", wrap=True)
        self.rows = Rows(
            [
                Column(_("Rule"), lambda one: one.rule, "rule", 64),
                Column(_("What"), lambda one: one.text, "what", 430),
                Column(_("Limit"), lambda one: one.value, "limit", 175),
                Column(_("Source"), _source, "source", 240),
            ]
        )
        self.list = table(self.rows, _("Figures"))
        self.list.setMinimumHeight(theme.px(_LIST))
        self.choice = self.choose("profile", _("Profile"), profiles, chosen)
        self.choice.currentIndexChanged.connect(lambda _place: self._turn())
        self.beside.addWidget(self.note)
        self.beside.addWidget(self.list)
        self._body.setStretch(3, 1)
        self._body.setStretch(4, 0)
        self._turn()

    def first(self) -> QWidget:
        """Return the choice."""
        return self.choice

    def _turn(self) -> None:
        note, figures = self._figures[self.choice.currentData()]
        self.note.setText(note)
        self.rows.set_rows(figures)


def _source(one: Figure) -> str:
    edited = _("changed by {who}").format(who=one.edited_by) if one.edited_by else ""
    return " · ".join(part for part in (one.source, edited) if part)
