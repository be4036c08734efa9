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


@dataclass(frozen=True, slots=True)
class Difference:
    """An assignment that is new, gone, or otherwise than in another plan."""

    assignment: str
    before: Line | None  # None where it is new
    now: Line | None  # None where it is gone
    fields: tuple[str, ...] = ()  # of CONCERNS, where both have it


def differences(before: Iterable[Line], now: Iterable[Line]) -> tuple[Difference, ...]:
    """Return how one plan differs from another in what concerns its interpreter, by time."""
    old = {one.get("assignment", ""): one for one in before}
    new = {one.get("assignment", ""): one for one in now}
    found = []
    for name in {**old, **new}:
        was, is_ = old.get(name), new.get(name)
        fields = _changed(was, is_) if was and is_ else ()
        if fields or not (was and is_):
            found.append(Difference(name, was, is_, fields))
    return tuple(sorted(found, key=_order))


def _changed(before: Line, now: Line) -> tuple[str, ...]:
    return tuple(name for name in CONCERNS if not _same(before.get(name, ""), now.get(name, "")))


def _same(one: str, other: str) -> bool:
    """Tell whether two values are one, whatever the offset of their times."""
    if one == other:
        return True
    first, second = instant(one), instant(other)
    return first is not None and first == second


def _order(one: Difference) -> tuple[float, str]:
    line = one.now or one.before or {}
    start = instant(line.get("start", ""))
    return start.timestamp() if start else 0, one.assignment
