"""The words of the import: kinds of lists, fields, states, code pages."""

from __future__ import annotations

import unicodedata

from checkin.i18n import gettext as _
from checkin.vocabulary import fields
from ui.saying import shown
from ui.theme import Tone


def kinds() -> list[tuple[str, str]]:
    """Return every kind of list with its name."""
    return [
        ("people", _("People")),
        ("delegations", _("Delegations")),
        ("programme", _("Programme")),
        ("bookings", _("Bookings")),
        ("interpreters", _("Interpreters")),
        ("places", _("Places")),
    ]


def field(name: str, kind: str) -> str:
    """Return what a field of a list is called."""
    words = _rarer()
    if kind in {"delegations", "places"}:
        words["title"] = _("Name")
    return words.get(name) or fields.title(name)


def _rarer() -> dict[str, str]:
    titles = {f"title_{code}": f"{_('Title')} ({code})" for code in ("de", "en", "zh", "ru", "uk")}
    return titles | {
        "person": _("Person"),
        "activity": _("Activity"),
        "short": _("Short name"),
        "head": _("Head of the delegation"),
        "deputy": _("Deputy head"),
        "rank": _("Rank"),
        "partner_city": _("Partner city"),
        "colour": _("Colour"),
        "hotel": _("Hotel"),
        "arrival": _("Arrival"),
        "contact": _("Contact"),
        "address": _("Address"),
        "capacity": _("Persons permitted"),
        "booths": _("Booths"),
        "kind": _("Kind"),
        "start": _("Begin"),
        "end": _("End"),
        "time": _("Begin and end"),
        "day": _("Day"),
        "place": _("Place"),
        "whole": _("Part of"),
        "speakers": _("Speakers"),
        "responsible": _("Responsible"),
        "responsible_phone": _("Telephone of the responsible"),
        "dress": _("Dress code"),
        "meals": _("Meals"),
        "technician": _("Technician"),
        "noise": _("Noise"),
        "room_plan": _("Room plan"),
        "documents": _("Documents"),
        "hard_time": _("Fixed time"),
        "letter": _("Letter on badges"),
        "eligibility": _("For whom"),
    }


def state(word: str) -> str:
    """Return what becomes of a row."""
    return {
        "new": _("new"),
        "changed": _("changed"),
        "same": _("the same"),
        "rejected": _("rejected"),
    }[word]


def tone(word: str) -> Tone:
    """Return the colour of what becomes of a row."""
    return {"new": Tone.WELCOME, "changed": Tone.NOTE, "rejected": Tone.STOP}.get(word, Tone.PLAIN)


def code_page(encoding: str) -> str:
    """Return what people call a code page."""
    name = {
        "cp1252": _("Western European"),
        "cp1251": _("Cyrillic"),
        "cp1257": _("Baltic"),
        "gb18030": _("Chinese"),
    }.get(encoding, "")
    return f"{name} ({encoding})" if name else encoding


def short(text: str, most: int) -> str:
    """Cut a foreign text to the room of so many Latin letters; Han takes two."""
    text = shown(text)
    room = most
    for place, sign in enumerate(text):
        room -= 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if room < 0:
            return f"{text[:place]}…"
    return text


def comparing() -> str:
    """Say what goes on in the third step."""
    return _("The list is being compared with the register.")


def taking_in() -> str:
    """Say what goes on in the fourth step."""
    return _("The list is being taken in.")
