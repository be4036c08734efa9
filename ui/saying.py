"""Words on the screen: foreign text made harmless; times, places and roles as people say them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language

MOST = 200  # characters of a foreign text that a label shows
_LONGEST_INPUT = 8_000
_ENDLESS = re.compile(r"\S{24}(?=\S)")
_MOST_MARKS = 8  # combining marks on one letter
_UNSHOWN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str, most: int = MOST) -> str:
    """Return a foreign text as it can be shown: nothing in it steers, and it comes to an end."""
    text = text if len(text) <= most else f"{text[:most]}…"
    if text.isascii() and text.isprintable():
        return text
    signs: list[str] = []
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind == "Mn" else 0
        if marks > _MOST_MARKS:
            continue
        if sign in "\t\n\r":
            signs.append(" ")
        elif sign in _STEERING or kind in _UNSHOWN:
            signs.append("\N{REPLACEMENT CHARACTER}")
        else:
            signs.append(sign)
    return "".join(signs)


def breakable(text: str) -> str:
    """Return a text whose endless words may go on in the next line, so that they push nothing."""
    return _ENDLESS.sub(lambda found: f"{found[0]}\N{ZERO WIDTH SPACE}", text)


def clean(text: str) -> str:
    """Return typed or pasted text without what no field can hold: controls, half characters."""
    kept = "".join(
        " " if sign in "\t\n\r" else sign
        for sign in text[:_LONGEST_INPUT]
        if sign in "\t\n\r" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    return unicodedata.normalize("NFC", kept)


def clock(at: str | datetime) -> str:
    """Return a time of day as people say it; of another text the text."""
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        return shown(str(at))
    return f"{moment.hour}:{moment:%M}"


def since(at: str, now: datetime) -> str:
    """Return a time of day, with its date where that is not today's."""
    return clock(at) if at[:10] == f"{now:%Y-%m-%d}" else f"{day(at)} {clock(at)}".strip()


def title(desk: Desk, activity: str) -> str:
    """Return the title of an activity in the language of the desk; a day is a date."""
    known = desk.activity(activity)
    if known is None:
        return ""
    if known.kind == "day" and known.title == known.day:
        return day(known.day)
    return shown(getattr(known, f"title_{language()}", "") or known.title)


def day(at: str) -> str:
    """Return a date as people write it, short."""
    from babel.dates import format_date  # noqa: PLC0415  slow to load

    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return shown(at)
    return str(format_date(moment, "EEE d.M.", locale=language()))


@cache
def _countries(language: str) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415  slow to load

    return dict(Locale.parse(language).territories)


def country(code: str) -> str:
    """Return the name of a country in the language of the desk."""
    return _countries(language()).get(code, shown(code))


def role(word: str) -> str:
    """Return what a role is called."""
    return {
        "": _("Delegate"),
        "delegate": _("Delegate"),
        "speaker": _("Speaker"),
        "interpreter": _("Interpreter"),
        "press": _("Press"),
        "host": _("Host"),
        "staff": _("Staff"),
        "organiser": _("Organiser"),
    }.get(word, shown(word))


def status(word: str) -> str:
    """Return what a person's status is called; '' for somebody who is simply expected."""
    return {
        "": "",
        "cancelled": _("Has cancelled"),
        "substituted": _("Sends a substitute"),
        "waiting": _("On the waiting list"),
    }.get(word, shown(word))
