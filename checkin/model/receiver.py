"""A receiver: a numbered headset, lent to a person and brought back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from checkin.journal.entry import Entry
from checkin.journal.fold import Said, texts
from checkin.model.moment import seconds

_LONGEST = 15  # characters; a badge code has one more
_NUMBER = re.compile(r"[Rr]?0*([0-9]+)")


@dataclass(frozen=True, slots=True)
class Lending:
    """One receiver that a person has, by one entry that stands."""

    entry: str
    number: str
    channel: str
    deposit: str
    at: str  # ISO time with offset, as stated
    desk: str
    lost: str = ""  # since when it is known to be lost, ISO


_Found = tuple[float, Entry, str, Said]


def number_of(text: str) -> str:
    """Return the number that a label or a hand says: `R017`, `017` and `17` are one receiver."""
    said = " ".join(text.split())[:_LONGEST]
    found = _NUMBER.fullmatch(said)
    return found[1] if found else said


def label(number: str) -> str:
    """Return what the label of a receiver says; no badge code is as short."""
    return f"R{number}"


def lendings(live: Iterable[tuple[Entry, Said]]) -> list[Lending]:
    """Return what was lent and not returned, by stated time.

    A return names the lendings that its desk saw. One that saw none ends the latest earlier
    lending of that number, as soon as that is known. What is lost is still lent.
    """
    told = _told(live)
    went, ended = told["lent"], _ended(told["lent"], told["returned"])
    lost: dict[str, str] = {}
    for _moment, _entry, _number, said in told["lost"]:
        for name in texts(said.get("of")):
            lost.setdefault(name, said["at"])
    return [
        Lending(
            entry.id,
            number,
            _text(said, "channel"),
            _text(said, "deposit"),
            said["at"],
            entry.desk,
            lost.get(entry.id, ""),
        )
        for _moment, entry, number, said in went
        if entry.id not in ended
    ]


def spans(live: Iterable[tuple[Entry, Said]]) -> list[tuple[float, float]]:
    """Return from when until when each receiver was with the person, in Unix time.

    One that is out has no end; one that is lost was there until that was said.
    """
    told = _told(live)
    ended = _ended(told["lent"], told["returned"])
    for moment, _entry, _number, said in told["lost"]:
        for name in texts(said.get("of")):
            ended.setdefault(name, moment)
    return [(moment, ended.get(entry.id, inf)) for moment, entry, _number, _said in told["lent"]]


def _told(live: Iterable[tuple[Entry, Said]]) -> dict[str, list[_Found]]:
    """Return what can be read of receivers, by kind, each in the order of stated time."""
    told: dict[str, list[_Found]] = {"lent": [], "returned": [], "lost": []}
    for entry, said in live:
        number, moment = said.get("number"), seconds(said.get("at"))
        if entry.kind in told and isinstance(number, str) and moment is not None:
            told[entry.kind].append((moment, entry, number, said))
    for found in told.values():
        found.sort(key=lambda one: (one[0], one[1].order))
    return told


def channel(channels: str, languages: str) -> str:
    """Return the channel on which a person listens; '' where none carries a language of theirs.

    Channels are languages in the order of their numbers, the first being 1; "-" is one without.
    """
    carried = channels.split()
    numbers = (str(carried.index(one) + 1) for one in languages.split() if one in carried)
    return next(numbers, "")


def _ended(went: Sequence[_Found], back: Sequence[_Found]) -> dict[str, float]:
    """Return which lendings are over, and since when."""
    ended: dict[str, float] = {}
    for moment, _entry, _number, said in back:
        for name in texts(said.get("of")):
            ended.setdefault(name, moment)
    for moment, _entry, number, said in back:
        if texts(said.get("of")):
            continue
        for earlier, lent, lent_number, _said in reversed(went):
            if earlier < moment and lent_number == number and lent.id not in ended:
                ended[lent.id] = moment
                break
    return ended


def _text(said: Said, name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
