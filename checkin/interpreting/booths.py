"""Booths and channels: where a language is interpreted, and on which channel it is heard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkin.model.event import Event
from checkin.vocabulary import countries

_PARTS = re.compile(r"[;,\n；，]")
_BOOTH = re.compile(r"(.*?)[\s:=]*([A-Za-z]?\d{1,3})(?:\s*/\s*(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Booth:
    """A booth, and the channel of its language where it has another number."""

    booth: str
    channel: str


def booths(text: str) -> Mapping[str, Booth]:
    """Return the booths that a place says it has, by language, as in “zh 1; Russisch 2/3”."""
    found = {}
    for part in filter(str.strip, _PARTS.split(text)):
        said = _BOOTH.fullmatch(part.strip())
        codes, _unknown = countries.languages(said[1]) if said else ("", ())
        for code in codes.split():
            found[code] = Booth(said[2] if said else "", (said[3] or "") if said else "")
    return found


def channel(event: Event, language: str) -> str:
    """Return the channel on which receivers hear a language; '' where none carries it."""
    carried = event.channels.split()
    return str(carried.index(language) + 1) if language in carried else ""
