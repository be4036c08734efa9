"""Check-ins and check-outs of one person, and what they amount to per activity."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checkin.journal.entry import Entry
from checkin.journal.fold import Said, texts
from checkin.model.moment import later, seconds

Wholes = Callable[[str], tuple[str, ...]]
"""From an activity to those it is a part of, up to its day."""


_Found = tuple[float, Entry, str, Said]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One check-in that stands."""

    entry: str
    activity: str
    at: str  # ISO time with offset, as stated
    moment: float  # the same in seconds since 1970
    desk: str
    replica: str  # two laptops may bear one label
    ended: str = ""  # when the person left again, ISO; '' while here


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a person's check-ins amount to in one activity."""

    activity: str
    entry: str  # of the earliest check-in
    at: str
    moment: float
    desk: str
    left: str  # when the person last left, '' if never
    here: bool
    times: int


def arrivals(live: Iterable[tuple[Entry, Said]], wholes: Wholes) -> list[Arrival]:
    """Return the check-ins that stand, by stated time, each with the check-out that ended it."""
    came: list[_Found] = []
    went: list[_Found] = []
    for entry, said in live:
        activity, at = said.get("activity"), said.get("at")
        if entry.kind in {"arrived", "left"} and isinstance(activity, str):
            moment = seconds(at)
            if moment is not None:
                (came if entry.kind == "arrived" else went).append((moment, entry, activity, said))
    came.sort(key=lambda found: (found[0], found[1].order))
    went.sort(key=lambda found: (found[0], found[1].order))
    ended = _ended(came, went, wholes)
    return [
        Arrival(
            entry.id,
            activity,
            said["at"],
            moment,
            entry.desk,
            entry.replica,
            ended.get(entry.id, ""),
        )
        for moment, entry, activity, said in came
    ]


def attendances(found: Iterable[Arrival], wholes: Wholes) -> dict[str, Attendance]:
    """Return the attendance per activity: the one checked in to and those it is a part of."""
    sums: dict[str, Attendance] = {}
    for arrival in found:
        for activity in dict.fromkeys((arrival.activity, *wholes(arrival.activity))):
            known = sums.get(activity)
            here = not arrival.ended
            sums[activity] = Attendance(
                activity,
                known.entry if known else arrival.entry,
                known.at if known else arrival.at,
                known.moment if known else arrival.moment,
                known.desk if known else arrival.desk,
                later(arrival.ended, known.left if known else ""),
                here or bool(known and known.here),
                known.times + 1 if known else 1,
            )
    return sums


def whereabouts(found: Iterable[Arrival]) -> list[Arrival]:
    """Return the one open check-in by which somebody is where they are: the latest, if any."""
    open_ones = sorted((one.moment, one.entry, one) for one in found if not one.ended)
    return [arrival for _moment, _entry, arrival in open_ones[-1:]]


def twice(found: Iterable[Arrival]) -> list[tuple[Arrival, Arrival]]:
    """Return check-ins to one activity by two desks that none ended; the badge may be copied."""
    open_ones: dict[str, Arrival] = {}
    pairs = []
    for arrival in found:
        if arrival.ended:
            continue
        first = open_ones.setdefault(arrival.activity, arrival)
        if first.replica != arrival.replica:
            pairs.append((first, arrival))
    return pairs


def _ended(came: list[_Found], went: list[_Found], wholes: Wholes) -> dict[str, str]:
    """Return, per check-in, when it was ended.

    A check-out names the check-ins that its desk saw. One that saw none ends the latest one at
    that activity whose stated time is earlier, as soon as that is known.
    """
    ended: dict[str, str] = {}
    for _moment, _entry, _activity, said in went:
        for name in texts(said.get("of")):
            ended[name] = later(ended.get(name, ""), said["at"])
    for moment, _entry, activity, said in went:
        if texts(said.get("of")):
            continue
        for earlier, arrival, entered, _said in reversed(came):
            inside = entered == activity or activity in wholes(entered)
            if earlier < moment and inside and arrival.id not in ended:
                ended[arrival.id] = said["at"]
                break
    return ended
