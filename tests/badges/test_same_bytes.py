"""Equal badges make equal bytes, whatever else was drawn; ten thousand need the memory of five."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.badges.badge import Badge
from checkin.badges.drawing import draw_to
from checkin.layouts import shelf
from checkin.layouts.sheet import own_page
from tests.badges import torture

ROOT = Path(__file__).parents[2]
LIVE = 2.0
"""Objects that may stay of a badge; one that stayed whole would leave some hundreds."""
KEPT = 1_000
"""Bytes that may stay of a badge: the place of its page in the file. A page has two thousand."""


class Sink(io.BytesIO):
    """A stream that counts what is written, and keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.length = 0

    def write(self, content: bytes) -> int:
        """Count."""
        self.length += len(content)
        return len(content)


def digests(names: list[str], first: int = 0) -> dict[str, str]:
    """Return the digest of a few people on each layout, drawn in the order of the names.

    So that characters are first met in another order, others are drawn before them.
    """
    people = torture.people()
    some = people[first:] + people[:first]
    found = {}
    for name in names:
        layout = shelf.layout(name)
        torture.printed(layout, own_page(layout), some[:40])
        content = torture.printed(layout, own_page(layout), people[::7]).content
        found[name] = hashlib.sha256(content).hexdigest()
    return found


@pytest.mark.parametrize(("seed", "first"), [("1", 250), ("4294967295", 470)])
def test_equal_badges_make_equal_bytes_in_every_process(seed: str, first: int) -> None:
    names = shelf.names()
    program = (
        "from tests.badges.test_same_bytes import digests\n"
        f"for pair in digests({names[::-1]!r}, {first}).items(): print(*pair)\n"
    )
    elsewhere = dict(line.split() for line in child(program, seed).splitlines())
    assert elsewhere == digests(names)


def test_what_stands_on_a_badge_changes_its_bytes() -> None:
    layout = shelf.layout("a6")
    badge = torture.people()[0]
    others = (badge, replace(badge, name="Jörg Großenwahn"), replace(badge, code="0" * 16))
    contents = {torture.printed(layout, own_page(layout), [one]).content for one in others}
    assert len(contents) == 3


def test_ten_thousand_badges_need_no_more_memory_than_five_thousand() -> None:
    """What is kept of names and fonts is full by then; a badge that stayed would be seen twice."""
    program = (
        f"from tests.badges import {Path(__file__).stem} as tests\n"
        f"for pair in tests.{weighed.__name__}(): print(*pair)\n"
    )
    weights = [tuple(map(int, line.split())) for line in child(program).splitlines()]
    assert len(weights) == 10
    then, now = (min(blocks for blocks, _bytes in some) for some in (weights[1:5], weights[6:]))
    assert now - then < 5_000 * LIVE, weights
    assert weights[9][1] - weights[4][1] < 5_000 * KEPT, weights


def weighed() -> list[tuple[int, int]]:
    """Return how much is alive, and the most bytes there ever were, after each thousand badges."""
    layout = shelf.layout("a6")
    sink = Sink()
    weights: list[tuple[int, int]] = []
    assert draw_to(arriving(weights), layout, own_page(layout), sink).badges == 10_000
    assert sink.length > 10_000_000
    return weights


def arriving(weights: list[tuple[int, int]]) -> Iterator[Badge]:
    """Yield ten thousand badges that all differ, and weigh after each thousand."""
    people = torture.people()
    for number in range(1, 10_001):
        badge = people[number % len(people)]
        yield replace(badge, name=f"{badge.name} {number}", code=torture.badge_code(number))
        if number % 1000 == 0:
            weights.append((sys.getallocatedblocks(), most_bytes()))


def most_bytes() -> int:
    """Return the most memory that this process ever had, where the system says it."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  unknown to Windows

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


def child(program: str, seed: str = "0") -> str:
    """Return what a program of ours prints in a process of its own."""
    done = subprocess.run(  # noqa: S603  our own text
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
