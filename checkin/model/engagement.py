"""What an interpreter was told and did: published plans, answers to them, hours of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checkin.journal.entry import Entry
from checkin.journal.fold import Said, is_count, texts
from checkin.model.moment import seconds

PUBLISHED = "published"
_LEAP = 1_000  # versions that nobody has heard of between two; who leaps further does not count

ANSWERS = ("acknowledged", "reached")
"""What is said of a published plan: its interpreter has seen it, or was told of it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The plan of one person, as it was published once."""

    entry: str
    version: int  # from 1; desks that had not met may have given one number twice
    at: str  # ISO time with offset
    desk: str
    lines: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """That a person has seen a published plan, or was told of it."""

    of: str  # the entry that published it
    what: str  # of ANSWERS
    at: str
    desk: str


@dataclass(frozen=True, slots=True)
class Work:
    """A time of work, from a scan to the next; `end` is '' while it goes on."""

    entry: str
    start: str  # ISO time with offset
    end: str
    desk: str
    assignment: str  # '' where nobody said for which


def publications(live: Iterable[tuple[Entry, Said]]) -> list[Publication]:
    """Return the plans that were published to a person and stand, by version; the last holds.

    Who publishes counts on from the highest version that they know, so that a wrong clock does not
    decide; only of two with one number the later in the one order comes last.
    """
    found = []
    for entry, said in live:
        version, lines = said.get("version"), said.get("lines")
        if entry.kind != PUBLISHED or seconds(said.get("at")) is None:
            continue
        if is_count(version, 1) and isinstance(lines, list):
            told = tuple(line for line in lines if isinstance(line, dict))
            found.append(Publication(entry.id, version, said["at"], entry.desk, told))
    known = counted(one.version for one in found)
    return sorted((one for one in found if one.version in known), key=lambda one: one.version)


def counted(numbers: Iterable[object]) -> set[int]:
    """Return the numbers of versions that desks may have counted to, one after the other."""
    found = [0]
    for number in sorted({one for one in numbers if is_count(one, 1)}):
        if number - found[-1] > _LEAP:
            break
        found.append(number)
    return {*found[1:]}


def answers(live: Iterable[tuple[Entry, Said]]) -> list[Answer]:
    """Return what a person, or who spoke with them, said of published plans."""
    return [
        Answer(of, entry.kind, said["at"], entry.desk)
        for entry, said in live
        if entry.kind in ANSWERS and seconds(said.get("at")) is not None
        for of in texts(said.get("of"))
    ]


def works(live: Iterable[tuple[Entry, Said]]) -> list[Work]:
    """Return the times of work, by stated time.

    An `ended` names in `of` what its desk saw begun; one that saw nothing ends the latest earlier
    one that nothing ended, as soon as that is known. Nothing ends before it begins: where the clock
    of another desk says so, it stays open.
    """
    told = [
        (moment, entry, said)
        for entry, said in live
        if entry.kind in {"began", "ended"} and (moment := seconds(said.get("at"))) is not None
    ]
    told.sort(key=lambda one: (one[0], one[1].order))
    begun = [one for one in told if one[1].kind == "began"]
    starts = {entry.id: moment for moment, entry, _said in begun}
    over: dict[str, str] = {}
    blind = []
    for one in told:
        if one[1].kind == "ended":
            named = texts(one[2].get("of"))
            for name in named:
                if starts.get(name, one[0]) <= one[0]:
                    over.setdefault(name, one[2]["at"])
            blind += [] if named else [one]
    for moment, _entry, said in blind:
        for earlier, entry, _said in reversed(begun):
            if earlier < moment and entry.id not in over:
                over[entry.id] = said["at"]
                break
    return [
        Work(entry.id, said["at"], over.get(entry.id, ""), entry.desk, _text(said, "assignment"))
        for _moment, entry, said in begun
    ]


def _text(said: Said, name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
