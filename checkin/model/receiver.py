"""A receiver: a numbered headset, lent to a person and brought back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checkin.journal.entry import Entry
from checkin.journal.fold import Said, texts
from checkin.model.moment import seconds


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


def lendings(live: Iterable[tuple[Entry, Said]]) -> list[Lending]:
    """Return what was lent and not returned, by stated time.

    A return names the lendings that its desk saw. One that saw none ends the latest earlier
    lending of that number, as soon as that is known. What is lost is still lent.
    """
    told: dict[str, list[_Found]] = {"lent": [], "returned": [], "lost": []}
    for entry, said in live:
        number, moment = said.get("number"), seconds(said.get("at"))
        if entry.kind in told and isinstance(number, str) and moment is not None:
            told[entry.kind].append((moment, entry, number, said))
    for found in told.values():
        found.sort(key=lambda one: (one[0], one[1].order))
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


def channel(channels: str, languages: str) -> str:
    """Return the channel on which a person listens; '' where none carries a language of theirs.

    Channels are languages in the order of their numbers, the first being 1; "-" is one without.
    """
    carried = channels.split()
    numbers = (str(carried.index(one) + 1) for one in languages.split() if one in carried)
    return next(numbers, "")


def _ended(went: Sequence[_Found], back: Sequence[_Found]) -> set[str]:
    ended = {name for _moment, _entry, _number, said in back for name in texts(said.get("of"))}
    for moment, _entry, number, said in back:
        if texts(said.get("of")):
            continue
        for earlier, lent, lent_number, _said in reversed(went):
            if earlier < moment and lent_number == number and lent.id not in ended:
                ended.add(lent.id)
                break
    return ended


def _text(said: Said, name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
