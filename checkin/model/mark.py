"""A mark: that a person has signed the list of an activity, or was briefed on its safety."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checkin.journal.entry import Entry
from checkin.journal.fold import Said
from checkin.model.moment import seconds

KINDS = frozenset({"signed", "briefed"})


@dataclass(frozen=True, slots=True)
class Mark:
    """The earliest mark of one kind at one activity that stands."""

    activity: str
    what: str  # of KINDS
    entry: str
    at: str  # ISO time with offset, as stated
    desk: str
    sheet: str = ""  # the printed list that was signed


def marks(live: Iterable[tuple[Entry, Said]]) -> list[Mark]:
    """Return what a person has signed, and on what the person was briefed."""
    found: dict[tuple[str, str], tuple[float, Entry, Said]] = {}
    for entry, said in live:
        activity, moment = said.get("activity"), seconds(said.get("at"))
        if entry.kind not in KINDS or not isinstance(activity, str) or moment is None:
            continue
        key = activity, entry.kind
        known = found.get(key)
        if known is None or (moment, entry.order) < (known[0], known[1].order):
            found[key] = moment, entry, said
    return [
        Mark(activity, what, entry.id, said["at"], entry.desk, _text(said.get("sheet")))
        for (activity, what), (_moment, entry, said) in found.items()
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
