"""When an interpreter is available, as people write it: days, times, or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from checkin.interpreting.problem import Window
from checkin.model.event import Event
from checkin.model.moment import calendar_day

_ISO = r"\d{4}-\d{1,2}-\d{1,2}"
_DOTTED = r"\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\s?\d{2}(?![:\d]))?"
_DAY = rf"(?:{_ISO}|{_DOTTED})"
_HOUR = r"\d{1,2}(?:[:.]\d{2})?"
_DAYS = re.compile(rf"({_DAY}|\d{{1,2}}\.)\s*-\s*({_DAY})|({_DAY})")
_HOURS = re.compile(rf">?\s*({_HOUR})?\s*-\s*({_HOUR})|>\s*({_HOUR})")
_PARTS = re.compile(r"[;,\n；，、]|\s\+\s|\b(?:und|and|и)\b")
_NOISE = re.compile(r"\b(?:uhr|h|o'clock|am|mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\b\.?")
_WORDS = (
    (re.compile(r"[–—−~〜至到]|\b(?:bis|to|until|till|through|до|по)\b"), "-"),
    (re.compile(r"\b(?:ab|from|von|since|с)\b"), ">"),
)
_WHOLE = re.compile(
    r"(?:always|immer|ganztags|ganztägig|all day|whole event|alle tage|durchgehend)"
)
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_MOST_DAYS = 60  # of one range
_HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Availability:
    """When somebody is available, who says so, and what of the text nobody can read."""

    windows: tuple[Window, ...]
    told: str = ""  # a contract, a call: what stands in brackets
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one part of the text names."""

    days: Sequence[date]
    hours: tuple[timedelta, timedelta] | None
    left: str  # words that say nothing here

    @property
    def read(self) -> bool:
        """Tell whether it says when, and nothing else."""
        if self.left:
            return bool(_WHOLE.fullmatch(self.left))
        return bool(self.days or self.hours)


def availability(text: str, event: Event) -> Availability:
    """Read a text as “22.11.2012 08:00-18:00; 2012-11-23”, in the event's zone.

    Days alone are whole, times alone are of the day before them in the text, else of each day of
    the event; what says nothing is the whole event. In brackets stands who says so: (contract).
    """
    told = [word.strip() for word in _BRACKETS.findall(text) if not _says_when(word, event)]
    text = _BRACKETS.sub(lambda found: found[0] if _says_when(found[1], event) else " ", text)
    windows: list[Window] = []
    unread: list[str] = []
    days: Sequence[date] = ()
    for written in filter(str.strip, _PARTS.split(text)):
        part = _part(written, event)
        days = part.days or days
        if not part.read:
            unread.append(" ".join(written.split()))
        elif part.hours:
            windows += [_window(event, day, *part.hours) for day in days or event.days()]
        else:
            windows += [event.bounds(day) for day in part.days or event.days()]
    source = "; ".join(dict.fromkeys(filter(None, told)))
    return Availability(joined(windows or whole(event)), source, tuple(unread))


def whole(event: Event) -> list[Window]:
    """Return the whole event as one window."""
    first = next(event.days(), None)
    return [(event.bounds(first)[0], event.end)] if first else []


def joined(windows: Sequence[Window]) -> tuple[Window, ...]:
    """Return windows in their order, those that touch or overlap as one."""
    found: list[Window] = []
    for start, end in sorted(windows):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _says_when(text: str, event: Event) -> bool:
    return all(_part(one, event).read for one in filter(str.strip, _PARTS.split(text)))


def _part(written: str, event: Event) -> _Part:
    text = _plain(written)
    days = _days(text, event)
    rest = _DAYS.sub(" ", text, count=1) if days else text
    hours = _hours(rest)
    left = _HOURS.sub(" ", rest, count=1) if hours else rest
    return _Part(days, hours, left.strip(" .:()"))


def _plain(text: str) -> str:
    plain = text.casefold()
    for pattern, sign in _WORDS:
        plain = pattern.sub(f" {sign} ", plain)
    return " ".join(_NOISE.sub(" ", plain).split())


def _days(part: str, event: Event) -> list[date]:
    """Return the days that a part names, one or a range; none where it names none."""
    found = _DAYS.search(part)
    if not found:
        return []
    if found[3]:
        day = _day(found[3], event)
        return [day] if day else []
    last = _day(found[2], event)
    if not last:
        return []
    text = found[1]
    whole = f"{text}{last.month}.{last.year}" if text[:-1].isdigit() else text
    first = _day(whole, event)
    if not first or not first <= last or (last - first).days > _MOST_DAYS:
        return []
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _day(text: str, event: Event) -> date | None:
    """Return a day; one without a year is the event's."""
    if "-" in text:
        year, month, day = map(int, text.split("-"))
    else:
        numbers = [int(part) for part in text.replace(" ", "").split(".") if part]
        first = next(event.days(), None)
        day, month, year = (*numbers, first.year if first else 0)[:3]
        year += 2000 if len(numbers) > 2 and year < 100 else 0  # noqa: PLR2004  dd.mm.yy
    return calendar_day(f"{year:04}-{month:02}-{day:02}")


def _hours(part: str) -> tuple[timedelta, timedelta] | None:
    """Return from when until when in a day; an end before the start is of the next day."""
    found = _HOURS.search(part)
    if not found:
        return None
    start = _time(found[1] or found[3] or "0")
    end = timedelta(days=1) if found[3] else _time(found[2])
    if start is None or end is None:
        return None
    return start, end if end > start else end + timedelta(days=1)


def _time(text: str) -> timedelta | None:
    hours, _sign, minutes = text.replace(".", ":").partition(":")
    found = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return found if found <= timedelta(hours=_HOURS_A_DAY) and int(minutes or 0) < 60 else None  # noqa: PLR2004


def _window(event: Event, day: date, start: timedelta, end: timedelta) -> Window:
    """Return a time of a day as clocks on the wall show it, whatever they are put forward by."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=event.tz)
    return midnight + start, midnight + end
