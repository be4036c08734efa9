"""The words of a chief interpreter's own table: days and times above it, and marks within it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from checkin.vocabulary import countries, values
from checkin.vocabulary.headings import folded

LOCALES = ("de", "en", "ru", "zh")

_YES = (
    "x|xx|×|✓|✔|☑|✗|ja|yes|ok|eingesetzt|einsatz|dolmetscht|dolmetschen|works|on|да|работает|是|"
    "√|●|•|■|v"
)
_NO = "-|–|—|--|---|0|nein|no|нет|否|/|./.|n/a|entfällt"
_FREE = (
    "frei|free|off|verfügbar|available|pause|break|ruhe|ruhetag|reserve|standby|stand-by|"
    "bereitschaft|urlaub|свободен|свободна|выходной|перерыв|резерв|休息|空闲|有空|待命"
)
_ILL = (
    "krank|ill|sick|krankgemeldet|ausgefallen|ausfall|abwesend|absent|болен|больна|болеет|"
    "отсутствует|病假|生病|请假"
)
_LEADER = "tl|teamleitung|teamleiter|teamleiterin|leitung|lead|leader|chef|старший|组长|领队"
_BESIDE = "kabine|kab|booth|cabin|кабина|каб|同传间|译间|kanal|channel|канал|频道"
_TWO_WAYS = "<->|<=>|<>|><|↔|⇄|⇔|/|-|–|—"
_ARROW = re.compile(
    r"\s*(<->|<=>|<>|><|↔|⇄|⇔|->|=>|→|⇒|➔|>)\s*|(?<=\w)\s*([/–—-])\s*(?=\w)"
    r"|\s+(nach|into|to|на)\s+"
)
_VIA = re.compile(
    r"\(?\s*(?:via|über|through|через|relay|relais|реле|经由|经|通过)\s+(\w+)\s*\)?",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,;\n+&，；、]|\bund\b|\band\b|\bи\b")
_BOOTH = re.compile(
    r"(?:kabine|kab|booth|cabin|кабина|каб|同传间|译间|k|b)\s*\.?\s*(?:nr\.?|no\.?|№|#)?\s*(\d{1,2})|"
    r"(?:#|№|nr\.?\s*)(\d{1,2})",
    re.IGNORECASE,
)
_CHANNEL = re.compile(r"(?:kanal|channel|ch|канал|频道)\s*\.?\s*(\d{1,2})", re.IGNORECASE)
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
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?(?:[+-]\d\d:\d\d|Z)?")
_WHOLE_DATE = re.compile(
    r"(?<![\d.:])(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b|"
    r"\d{1,2}\.\d{1,2}\.\d{2}(?![\d:.])|\d{1,2}[/-]\d{1,2}[/-]\d{4})"
)
_SEVERAL_DAYS = re.compile(
    r"\d{1,2}\.?(?:\s?\d{1,2}\.)?(?:\d{4})?\s*(?:[-–—/]|bis|to|until|по|до|至)\s*"
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
    ("00:00", "12:30"): "vormittag|vormittags|vm|morning|am|утро|до обеда|上午|früh",
    ("12:30", "18:00"): "nachmittag|nachmittags|nm|afternoon|pm|после обеда|下午",
    ("18:00", "23:59"): "abend|abends|evening|вечер|вечером|晚上|晚",
}
_ABBREVIATED = 2  # letters: am is a word of German, too
_EDGES = " \t\n,;:|·•()[]–—-/"


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


@dataclass(frozen=True, slots=True)
class Direction:
    """Languages that a mark names: one alone, from one into another, or both ways."""

    source: str
    target: str = ""  # '' where one language stands alone
    via: str = ""
    both: bool = False

    def means(self, source: str, target: str) -> bool:
        """Tell whether a need of this direction is meant."""
        if not self.target:
            return self.source in {source, target}
        ways = {(self.source, self.target)} | ({(self.target, self.source)} if self.both else set())
        return (source, target) in ways


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cell says of one person at one time."""

    kind: str  # works | free | ill | none | '' where nobody can tell
    directions: tuple[Direction, ...] = ()
    booth: str = ""
    channel: str = ""
    leader: bool = False
    rest: str = ""  # words that are none of these: perhaps a title


def header(text: str, days: Collection[date]) -> Header:
    """Read what stands above a column; a day without a year is one of the event, if it can be."""
    rest = unicodedata.normalize("NFKC", text).strip()
    day = start = end = ""
    if found := _STAMP.search(rest):
        day, start = found[1], found[2]
        rest = _without(rest, found)
    if several := _SEVERAL_DAYS.search(rest):
        rest = _without(rest, several)  # the days of the whole event are no day
    day, rest = (day, rest) if day else _day(rest, days)
    if not day:
        day, rest = _weekday(rest, days)
    if not start:
        start, end, rest = _span(rest)
    if day or start:
        rest = _without_weekday(rest)
    return Header(day, start, end, rest.strip(_EDGES))


def mark(text: str, languages: Collection[str]) -> Mark:
    """Read what a cell says; of languages only these are known."""
    said = " ".join(unicodedata.normalize("NFKC", text).split())
    if not said or _is(said, _NO):
        return Mark("none")
    for kind, words in (("free", _FREE), ("ill", _ILL)):
        if _is(said, words) or _is(said.split(" ")[0].strip(_EDGES), words):
            return Mark(kind)
    if said.isdigit():
        return Mark("works", booth=str(int(said)))
    said, channel = _taken(_CHANNEL, said)
    said, booth = _taken(_BOOTH, said)
    found: list[Direction] = []
    rest: list[str] = []
    marks: set[str] = set()
    for piece in _PARTED.split(said):
        left, via = _taken(_VIA, piece)
        via = language(via, languages)
        for word in _ARROW.sub(_tied, left).split():
            ways = directions(word.strip("()[].,:*"), languages, via)
            sign = _sign(word)
            if sign:
                marks |= sign
            elif ways:
                found += ways
            elif word.strip("()").isdigit() and not booth:
                booth = word.strip("()")
            else:
                rest.append(word)
    works = found or marks - {"beside"} or booth or channel
    leader = "leader" in marks
    return Mark("works" if works else "", tuple(found), booth, channel, leader, " ".join(rest))


def _sign(word: str) -> set[str]:
    """Return what a word that is no language says: that somebody works, or leads the team."""
    bare = word.strip("()[].,:")
    starred = bare.rstrip("*★")
    if _is(bare, _BESIDE):
        return {"beside"}
    found = {"works"} if _is(starred, _YES) or _is(word, _YES) else set()
    leads = _is(bare, _LEADER) or (starred != bare and (found or not starred))
    return found | ({"leader"} if leads else set())


def directions(word: str, languages: Collection[str], via: str = "") -> list[Direction]:
    """Return what one word means: zh, zh>de, zh<>de, zh>de>ru, zh/de/ru; nothing for another."""
    parts = re.split(r"(<->|<=>|<>|><|->|=>|[↔⇄⇔→⇒➔>/–—-])", word)
    names = [language(part, languages) for part in parts[0::2]]
    if not all(names) or len(names) != len(set(names)):
        return []
    ways = {arrow in _TWO_WAYS.split("|") for arrow in parts[1::2]}
    match names:
        case [one]:
            return [Direction(one, via=via)]
        case [source, target]:
            return [Direction(source, target, via, True in ways)]
        case [source, pivot, target] if ways == {False}:
            return [Direction(source, target, pivot)]
    if ways != {True}:
        return []
    return [Direction(one, other, via, both=True) for one, other in combinations(names, 2)]


def language(text: str, languages: Collection[str]) -> str:
    """Return the language that a word means, one of these; '' for another word."""
    if not text.strip():
        return ""
    codes, unknown = countries.languages(text)
    return codes if not unknown and codes in languages else ""


def _tied(found: re.Match[str]) -> str:
    """Return an arrow without the blanks around it; one in words is one in a sign."""
    return found[1] or found[2] or ">"


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """Return a text without what a pattern finds in it, and that."""
    found = next((one for one in pattern.finditer(text) if _alone(text, one)), None)
    if found is None:
        return text, ""
    return _without(text, found), next(group for group in found.groups() if group)


def _alone(text: str, found: re.Match[str]) -> bool:
    """Tell whether what was found is no part of a longer word."""
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    return not (before.isalnum() and text[found.start()].isalnum()) and not after.isalnum()


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _day(text: str, days: Collection[date]) -> tuple[str, str]:
    """Return the day that a text names, and the rest of it."""
    if found := _WHOLE_DATE.search(text):
        day = values.date(found[0], values.DAY_FIRST)
        if day:
            return day, _without(text, found)
    for pattern, order in ((_HAN_DATE, (2, 1)), (_SHORT_DATE, (1, 2))):
        for found in pattern.finditer(text):
            day = _of_event(int(found[order[0]]), int(found[order[1]]), days)
            if day:
                return day, _without(text, found)
    day, rest = _named_day(text, days)
    if day:
        return day, rest
    if found := _NUMBERED.search(text):
        place = int(found[1] or found[2])
        ordered = sorted(days)
        if 0 < place <= len(ordered):
            return ordered[place - 1].isoformat(), _without(text, found)
    return "", text


def _named_day(text: str, days: Collection[date]) -> tuple[str, str]:
    """Return the day of the event that a text names with its month in words, and the rest."""
    for pattern in _NAMED_DATES:
        for found in pattern.finditer(text):
            month = _months().get(folded(found["name"]), 0)
            if month and (day := _of_event(int(found["number"]), month, days)):
                return day, _without(text, found)
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
            return first, last, _without(text, found)
    if (single := _TIME.search(text)) and (first := _clock(single[1])):
        return first, "", _without(text, single)
    for (start, end), words in _PARTS_OF_DAY.items():
        for word in words.split("|"):
            part = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
            if part and (len(word) > _ABBREVIATED or not _without(text, part).strip(_EDGES)):
                return start, end, _without(text, part)
    return "", "", text


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
    if len(found) == 1 and (not rest.strip(_EDGES) or not _span(rest.strip(_EDGES))[2]):
        return found[0].isoformat(), rest.strip(_EDGES)
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


def _is(text: str, words: str) -> bool:
    return text.casefold() in _split(words)


@cache
def _split(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))
