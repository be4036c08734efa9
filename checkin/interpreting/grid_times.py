"""The days and times above a chief interpreter's own table, as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

from checkin.vocabulary import values
from checkin.vocabulary.headings import folded

LOCALES = ("de", "en", "ru", "zh")

_CLOCK = (
    r"\d{1,2}(?:\s?[:.h时点]\s?\d{2})?(?::\d{2})?\s*"
    r"(?:uhr|h\b|点|ч\.?|o'clock|[ap]\.?m\b\.?)?"
)
_DASH = r"(?:[-–—~～至]|bis|to|until|до)"
_SPAN = re.compile(
    rf"(?<![\d.:])(?:von|from|с)?\s*({_CLOCK})\s*{_DASH}\s*({_CLOCK})(?![\d:])", re.IGNORECASE
)
_SURE = r"(?:\s*(?:uhr|点|ч\b|h\b|o'clock|[ap]\.?m\b\.?))"
_TIME = re.compile(
    rf"(?<![\d.:])(?:ab|from|с)?\s*(\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?{_SURE}?|\d{{1,2}}{_SURE})(?![\d:])",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T| (?!\d\d:\d\d-\d\d:))(\d\d:\d\d)(?::\d\d)?(?:[+-]\d\d:\d\d|Z)?"
)
_WHOLE_DATE = re.compile(
    r"(?<![\d.:])(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|"
    r"\d{1,2}\.\d{1,2}\.\d{2}(?![\d:.])|\d{1,2}[/-]\d{1,2}[/-]\d{4})"
)
_SEVERAL_DAYS = re.compile(
    r"(?<![\d.:])\d{1,2}\.?(?:\s?\d{1,2}\.)?(?:\d{4})?\s*(?:[-–—/]|bis|to|until|по|до|至)\s*"
    r"\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d_]{3,})(?:\s?\d{4})?",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"(?<![\d.:])(\d{1,2})[./]\s?(\d{1,2})\.?(?![\d:])")
_HAN_DATE = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_NAMED_DATES = (
    re.compile(r"(?P<number>\d{1,2})\.?\s*(?P<name>[^\W\d_]{3,})\.?(?:\s+\d{4})?"),
    re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<number>\d{1,2})(?:,?\s+\d{4})?"),
)
_NUMBERED = re.compile(r"(?:tag|day|день)\s*(\d)\b|第\s*(\d)\s*天", re.IGNORECASE)
_PARTS_OF_DAY = {
    ("00:00", "12:30"): "vormittag|vormittags|vorm.|vorm|vm|morning|am|утро|до обеда|上午|früh",
    ("12:30", "18:00"): "nachmittag|nachmittags|nachm.|nachm|nm|afternoon|pm|после обеда|下午",
    ("18:00", "23:59"): "abend|abends|evening|вечер|вечером|晚上|晚",
    ("00:00", "23:59"): (
        "ganztags|ganztägig|ganzer tag|ganzen tag|all day|whole day|full day|весь день|全天|整天"
    ),
}
_ABBREVIATED = 2  # letters: am is a word of German, too
EDGES = " \t\n,;:|·•()[]–—-/"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a column, or a part of it."""

    day: str = ""  # ISO date
    start: str = ""  # HH:MM
    end: str = ""
    text: str = ""  # the rest: a title, an id, a language

    @property
    def timed(self) -> bool:
        """Tell whether it says when."""
        return bool(self.day or self.start)


def header(text: str, days: Collection[date]) -> Header:
    """Read what stands above a column; a day without a year is one of the event, if it can be."""
    rest = unicodedata.normalize("NFKC", text).strip()
    day = start = end = ""
    if found := _STAMP.search(rest):
        day, start = found[1], found[2]
        rest = without(rest, found)
    if several := _SEVERAL_DAYS.search(rest):
        rest = without(rest, several)  # the days of the whole event are no day
    day, rest = (day, rest) if day else _day(rest, days)
    if not day:
        day, rest = _weekday(rest, days)
    if not start:
        start, end, rest = _span(rest)
    if day or start:
        rest = _without_weekday(rest)
    return Header(day, start, end, rest.strip(EDGES))


def _day(text: str, days: Collection[date]) -> tuple[str, str]:
    """Return the day that a text names, and the rest of it."""
    if found := _WHOLE_DATE.search(text):
        day = values.date(found[0], values.DAY_FIRST)
        if day:
            return day, without(text, found)
    for pattern, order in ((_HAN_DATE, (2, 1)), (_SHORT_DATE, (1, 2))):
        for found in pattern.finditer(text):
            day = _of_event(int(found[order[0]]), int(found[order[1]]), days)
            if day:
                return day, without(text, found)
    day, rest = _named_day(text, days)
    if day:
        return day, rest
    if found := _NUMBERED.search(text):
        place = int(found[1] or found[2])
        ordered = sorted(days)
        if 0 < place <= len(ordered):
            return ordered[place - 1].isoformat(), without(text, found)
    return "", text


def _named_day(text: str, days: Collection[date]) -> tuple[str, str]:
    """Return the day of the event that a text names with its month in words, and the rest."""
    for pattern in _NAMED_DATES:
        for found in pattern.finditer(text):
            month = _months().get(folded(found["name"]), 0)
            if month and (day := _of_event(int(found["number"]), month, days)):
                return day, without(text, found)
    return "", text


def _of_event(day: int, month: int, days: Collection[date]) -> str:
    """Return the day of the event with this day and month; '' where there is none."""
    return next((one.isoformat() for one in days if (one.day, one.month) == (day, month)), "")


def _span(text: str) -> tuple[str, str, str]:
    """Return from when until when, and the rest of a text."""
    for found in _SPAN.finditer(text):
        first, last = _clock(found[1]), _clock(found[2])
        if _half(found[2]) and not _half(found[1]):
            first = _clock(f"{found[1].strip()} {_half(found[2])}")
        sure = found[0].strip() == text.strip() or re.search(
            r"[:.h时点]\s?\d\d|\d\s?\D", found[1] + found[2].strip()
        )
        if first and last and sure and first < last:
            return first, last, without(text, found)
    if (single := _TIME.search(text)) and (first := _clock(single[1])):
        return first, "", without(text, single)
    for (start, end), words in _PARTS_OF_DAY.items():
        for word in words.split("|"):
            part = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
            if part and (len(word) > _ABBREVIATED or _half_alone(text, part)):
                return start, end, without(text, part)
    return "", "", text


def _half_alone(text: str, part: re.Match[str]) -> bool:
    """Tell whether two letters mean half a day: alone, or as capitals at an edge of a text."""
    before, after = text[: part.start()].strip(EDGES), text[part.end() :].strip(EDGES)
    return not (before or after) or (part[0].isupper() and not (before and after))


def _clock(text: str) -> str:
    whole_hour = re.sub(r"^(\d{1,2})\s*([ap])", r"\1:00 \2", text.strip(), flags=re.IGNORECASE)
    return values.time(re.sub(r"\s*h$", "", whole_hour, flags=re.IGNORECASE))


def _half(text: str) -> str:
    """Return the half of the day that a time names: am, pm; '' for none."""
    found = re.search(r"([ap])\.?m\.?\s*$", text, re.IGNORECASE)
    return f"{found[1]}m" if found else ""


def _without_weekday(text: str) -> str:
    words = text.split()
    return " ".join(word for word in words if folded(word) not in _weekdays())


def _weekday(text: str, days: Collection[date]) -> tuple[str, str]:
    """Return the only day of the event that is the weekday of a text, and its time."""
    first, _blank, rest = text.partition(" ")
    number = _weekdays().get(folded(first))
    found = [one for one in days if one.weekday() == number]
    if len(found) == 1 and (not rest.strip(EDGES) or not _span(rest.strip(EDGES))[2]):
        return found[0].isoformat(), rest.strip(EDGES)
    return "", text


@cache
def _weekdays() -> dict[str, int]:
    return _calendar_words("days", 0)


@cache
def _months() -> dict[str, int]:
    return _calendar_words("months", 0)


def _calendar_words(of: str, first: int) -> dict[str, int]:
    """Return what days of the week, or months, are called, and the number of each."""
    from babel import Locale  # noqa: PLC0415  it takes a twentieth of a second

    found: dict[str, int] = {}
    for name in LOCALES:
        for forms in getattr(Locale.parse(name), of).values():
            for width in ("wide", "abbreviated", "short"):
                for number, word in forms.get(width, {}).items():
                    if len(folded(word)) > 1 and not word.isdigit():
                        found.setdefault(folded(word), number + first)
    return found


def without(text: str, found: re.Match[str]) -> str:
    """Return a text without a part that was found in it."""
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
