"""A line of a published plan: flat text about one assignment, and how two plans differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checkin.model.moment import instant

Line = Mapping[str, str]

CONCERNS = (
    *("title", "start", "end", "call", "place", "mode", "source", "target", "via"),
    *("booth", "channel", "leader"),
)
"""What an interpreter has to hear of again when it changes.

Who else is there belongs to a line and is none of these: when somebody is swapped, the one who
goes and the one who comes are told, not all who work with them.
"""

_ARRANGED = ("call", "booth", "channel", "leader")


@dataclass(frozen=True, slots=True)
class Difference:
    """An assignment that is new, gone, or otherwise than in another plan."""

    assignment: str
    before: Line | None  # None where it is new
    now: Line | None  # None where it is gone
    fields: tuple[str, ...] = ()  # of CONCERNS, where both have it


def differences(before: Iterable[Line], now: Iterable[Line]) -> tuple[Difference, ...]:
    """Return how one plan differs from another in what concerns its interpreter, by time.

    Lines about one need are one, whichever of two people who are one it was promised to.
    """
    known = united(before)
    names = {one["need"]: one.get("assignment", "") for one in known if one.get("need")}
    old, new = ({_name(one, names): one for one in some} for some in (known, united(now)))
    found = []
    for name in {**old, **new}:
        was, is_ = old.get(name), new.get(name)
        fields = _changed(was, is_) if was and is_ else ()
        if fields or not (was and is_):
            found.append(Difference((is_ or was or {}).get("assignment", ""), was, is_, fields))
    return tuple(sorted(found, key=_order))


def united(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines by time, those about one need as one: the first, with what any arranges."""
    found: dict[str, Line] = {}
    for one in sorted(lines, key=lambda one: one.get("assignment", "")):
        key = one.get("need") or one.get("assignment", "")
        known = found.get(key, {})
        more = {name: one.get(name, "") for name in _ARRANGED if not known.get(name)}
        found[key] = {**known, **more} if known else one
    return tuple(sorted(found.values(), key=_time))


def read(lines: Iterable[Mapping[str, object]], heirs: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the texts of lines that another program may have written, by the needs of now."""
    texts = (
        {name: value for name, value in line.items() if isinstance(value, str)} for line in lines
    )
    return tuple(
        {**one, "need": heirs[one["need"]]} if one.get("need") in heirs else one for one in texts
    )


def _name(line: Line, names: Mapping[str, str]) -> str:
    own = line.get("assignment", "")
    return names.get(line.get("need", ""), own)


def _changed(before: Line, now: Line) -> tuple[str, ...]:
    return tuple(name for name in CONCERNS if not _same(before.get(name, ""), now.get(name, "")))


def _same(one: str, other: str) -> bool:
    """Tell whether two values are one, whatever the offset of their times."""
    if one == other:
        return True
    first, second = instant(one), instant(other)
    return first is not None and first == second


def _order(one: Difference) -> tuple[float, str]:
    return _time(one.now or one.before or {})


def _time(line: Line) -> tuple[float, str]:
    start = instant(line.get("start", ""))
    return start.timestamp() if start else 0, line.get("assignment", "")
