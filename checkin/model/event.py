"""An event: one congress edition, its days and its time zone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import Entry, identifier
from checkin.model.moment import YEARS, calendar_day
from checkin.model.noun import Noun, subject

PRACTICE = b"practice"
"""How the key of a practice event begins: codes, ids and entries follow from the key, so that
nobody can take the mark off and keep them."""

_LONGEST = 366  # days of an event
_DAY_STARTS = re.compile("([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Event(Noun):
    """What the whole congress is called, and when and where it is."""

    title: str = ""
    title_de: str = ""
    title_en: str = ""
    title_zh: str = ""
    title_ru: str = ""
    short: str = ""
    first_day: str = ""
    last_day: str = ""
    zone: str = "UTC"
    day_starts: str = "00:00"
    place: str = ""
    country: str = ""  # ISO 3166-1 alpha-2; '' leaves open who is from abroad
    abroad: str = ""  # organisation (default) | residence
    note: str = ""
    channels: str = ""  # languages in the order of the channels that receivers hear them on
    deposit: str = ""  # what is left for a receiver
    emergency: str = ""  # the number to call, on the back of badges
    region: str = ""  # the state or province in which the event is
    local_postcodes: str = ""  # beginnings of postcodes that are of the town: "39"
    region_postcodes: str = ""  # beginnings of those that are of the region
    targets: str = ""  # what the organiser wants to reach: "abroad 25 %; attended 120"
    profile: str = ""  # the rules by which interpreters are planned; '' means the usual one
    threshold: str = ""  # listeners from which a language is interpreted; '' is as the profile
    receivers: str = ""  # how many receivers there are

    @property
    def tz(self) -> ZoneInfo:
        """Return the time zone of the event; UTC where no zone that is known here was set."""
        try:
            return zone(self.zone)
        except DeskError:
            return zone("UTC")

    def days(self) -> Iterator[date]:
        """Yield the days of the event, of one that never ends the first year's."""
        first, last = calendar_day(self.first_day), calendar_day(self.last_day)
        if first and last:
            for number in range(min((last - first).days + 1, _LONGEST)):
                yield first + timedelta(days=number)

    @property
    def end(self) -> datetime:
        """Return when the last day is over."""
        return self.bounds(max(self.days(), default=date.max - timedelta(days=2)))[1]

    def day_of(self, moment: datetime) -> date:
        """Return the day to which a moment belongs, by the setting `day_starts`."""
        return (moment.astimezone(self.tz) - self._offset()).date()

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """Return when a day of the event begins and when the next one does."""
        start = datetime(day.year, day.month, day.day, tzinfo=self.tz) + self._offset()
        after = day + timedelta(days=1)
        return start, datetime(after.year, after.month, after.day, tzinfo=self.tz) + self._offset()

    def moment(self, text: str) -> datetime:
        """Read an ISO time, in the event's zone where it names none; raises DeskError."""
        try:
            moment = datetime.fromisoformat(text.strip())
            if not moment.tzinfo:
                moment = moment.replace(tzinfo=self.tz)
            if YEARS[0] <= moment.year <= YEARS[1]:
                return moment.astimezone(self.tz)
        except ValueError:
            pass  # told below, as a time of no year that clocks know
        raise DeskError(
            _("“{text}” is no time; write it as 2012-11-22T08:41.").format(text=text[:60])
        )

    def at(self, milliseconds: int) -> datetime:
        """Return the moment of a wall-clock reading, to the second, in the event's zone."""
        return datetime.fromtimestamp(milliseconds // 1000, self.tz)

    def _offset(self) -> timedelta:
        found = _DAY_STARTS.fullmatch(self.day_starts)
        hours, minutes = map(int, found.groups()) if found else (0, 0)
        return timedelta(hours=hours, minutes=minutes)


def zone(name: str) -> ZoneInfo:
    """Return the time zone of this IANA name; raises DeskError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise DeskError(
            _("“{name}” is no time zone; one is Europe/Berlin.").format(name=name)
        ) from None


def machine_zone() -> str:
    """Return the IANA name of this machine's time zone; UTC where it does not say."""
    from babel.localtime import get_localzone  # noqa: PLC0415  slow, and asked once per event

    try:
        return str(getattr(get_localzone(), "key", "") or "UTC")
    except LookupError:
        return "UTC"


def country_of_zone(name: str) -> str:
    """Return the country in which a time zone lies, '' for one of no single country."""
    from babel.core import get_global  # noqa: PLC0415  slow to load, and only a new event asks

    aliases, countries = get_global("zone_aliases"), get_global("zone_territories")
    country = str(countries.get(aliases.get(name, name), ""))
    return country if country not in {"001", "ZZ"} else ""


def is_practice(key: bytes) -> bool:
    """Tell whether an event with this key is for practice; no desk exchanges such a one."""
    return key.startswith(PRACTICE)


def event_subject(key: bytes) -> str:
    """Return the subject of the event with this key, so that no other key can claim it."""
    return identifier("e", subject("e", key, "event").encode())


def day_subject(key: bytes, day: str) -> str:
    """Return the activity that is this day of the event, an ISO date."""
    return subject("a", key, "day", day)


def founding_key(entry: Entry) -> bytes | None:
    """Return the event key that an entry founds its event with; None if it is no founding."""
    text = entry.said.get("key")
    if entry.kind != "founded" or not isinstance(text, str):
        return None
    try:
        key = bytes.fromhex(text)
    except ValueError:
        return None
    return key if event_subject(key) == entry.subject == entry.event else None
