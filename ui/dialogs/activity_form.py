"""An activity to be made or changed, in a sheet beside the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checkin.i18n import gettext as _
from checkin.model.activity import KINDS, Activity
from ui.dialogs.sheet import Sheet
from ui.saying import shown

_LENGTH = len("2012-11-22T08:41")  # of a time as one types it


class ActivityForm(Sheet):
    """Passes on what was changed, and nothing else."""

    def __init__(  # noqa: PLR0913, PLR0917  what it begins with
        self,
        known: Activity | None,
        day: str,
        place: str,
        kinds: Sequence[tuple[str, str]],
        wholes: Sequence[tuple[str, str]],
        buses: Sequence[tuple[str, str]],
        *,
        anew: bool = False,
    ) -> None:
        """Begin with what is known, to change it or to plan one like it anew.

        Places are typed, the rest is chosen by its title.
        """
        changed = None if anew else known
        title = _("Change {name}").format(name=shown(changed.title, 60)) if changed else ""
        super().__init__(title or _("New activity"), _("Save"))
        self.known, self._day = changed, day
        self.add("title", _("Title"), known.title if known else "")
        self.choose("kind", _("Kind"), kinds, known.kind if known else "session")
        for name, words in (("start", _("Start")), ("end", _("End"))):
            text = getattr(known, name)[:_LENGTH].replace("T", " ") if known else f"{day} "
            self.add(name, words, text, hint="2012-11-22 09:00")
        self.add("place", _("Place"), place)
        self.choose("whole", _("Part of"), [("", "–"), *wholes], known.whole if known else "")
        hard = [("", _("may move")), ("yes", _("fixed"))]
        self.choose("hard_time", _("Time"), hard, known.hard_time if known else "")
        for name, words in _lines():
            self.add(name, words, getattr(known, name, "") if known else "")
        self.choose("bus", _("Bus"), [("", "–"), *buses], known.bus if known else "")
        briefing = [("", _("no")), ("yes", _("yes"))]
        self.choose("briefing", _("Safety briefing"), briefing, known.briefing if known else "")
        self._before = self.values()

    def values(self) -> dict[str, str]:
        """Return what is typed and chosen, as the fields hold it."""
        typed = super().values()
        for name in ("start", "end"):
            typed[name] = typed[name].replace(" ", "T", 1) if typed[name] != self._day else ""
        return typed

    def changes(self) -> dict[str, str]:
        """Return what was changed; of a new activity all that holds something."""
        now = self.values()
        if self.known is None:
            return {key: text for key, text in now.items() if text}
        return {key: text for key, text in now.items() if text != self._before[key]}


def _lines() -> list[tuple[str, str]]:
    """Return the fields that are typed, and what they are called."""
    return [
        ("capacity", _("Room for")),
        ("languages", _("Languages")),
        ("speakers", _("Speakers")),
        ("responsible", _("Responsible")),
        ("responsible_phone", _("Telephone of the responsible")),
        ("eligibility", _("For whom")),
        ("host", _("Host")),
        ("contact", _("Contact there")),
        ("contact_phone", _("Telephone there")),
        ("meeting_point", _("Meeting point")),
        ("gate", _("Gate")),
        ("gate_list", _("Gate list until")),
        ("gear", _("Protective gear")),
        ("noise", _("Noise")),
        ("dress", _("Dress code")),
        ("meals", _("Meals")),
        ("technician", _("Technician")),
        ("room_plan", _("Room plan")),
        ("documents", _("Documents")),
        ("lateness", _("Late at most, minutes")),
        ("leader", _("Group leader")),
        ("driver", _("Driver")),
        ("driver_phone", _("Driver's telephone")),
        ("admission", _("Admission, minutes before")),
        ("letter", _("Letter on badges")),
        ("note", _("Note")),
    ]


def kinds(words: Any) -> list[tuple[str, str]]:
    """Return the kinds that one can choose, days aside."""
    return [(kind, words(kind)) for kind in KINDS if kind != "day"]
