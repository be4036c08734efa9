"""Spans of time in seconds since 1970, half open: how long they are together, what is in them."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[float, float]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans as few as they can be: those that touch or overlap are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def net(spans: Iterable[Span]) -> int:
    """Return the minutes of the union of some spans."""
    return round(sum(end - start for start, end in joined(spans)) / 60)


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans have a moment in common; what ends as the other starts has none."""
    return one[0] < other[1] and other[0] < one[1]


def gap(one: Span, other: Span) -> int:
    """Return the whole minutes between two spans, less than none where they overlap."""
    return int(max(one[0], other[0]) - min(one[1], other[1])) // 60
