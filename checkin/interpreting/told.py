"""What interpreters were told: each plan that was published to them, and their answers to it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from checkin.desk import Desk
from checkin.interpreting.heirs import heirs
from checkin.interpreting.published_line import Line, differences, read, united
from checkin.model.engagement import ANSWERS

_PUBLICATIONS = "SELECT person, entry, version, at, desk, lines FROM publication ORDER BY place"
_ANSWERS = "SELECT person, of, what, at, desk FROM answer ORDER BY unixepoch(at), desk"
_MERGED = "SELECT subject, root FROM cluster WHERE subject >= 'p-' AND subject < 'p.'"


@dataclass(frozen=True, slots=True)
class Told:
    """What one interpreter was told once."""

    entry: str
    version: int
    at: str
    desk: str
    lines: tuple[Line, ...]
    acknowledged: str = ""  # ISO, first
    reached: str = ""  # ISO, first
    parts: tuple[Told, ...] = ()  # what each was told, where two are one now

    @property
    def known(self) -> bool:
        """Tell whether the interpreter is known to know it."""
        return bool(self.acknowledged or self.reached)

    @property
    def seen(self) -> tuple[Line, ...]:
        """Return what one of two who are one now is known to know of it."""
        known = [part for part in self.parts if part.known]
        return () if self.known else united(line for part in known for line in part.lines)

    @property
    def entries(self) -> tuple[str, ...]:
        """Return the entries that say it."""
        return tuple(one.entry for one in self.parts) or (self.entry,)

    def answered(self, what: str, lines: Iterable[Line]) -> str:
        """Return since when some lines, which were told here, are answered so; '' for not yet."""
        known = list(lines)
        for one in (self, *self.parts):
            at: str = getattr(one, what)
            if at and not differences(one.lines, known):
                return at
        return ""


def told(desk: Desk) -> dict[str, tuple[Told, ...]]:
    """Return what everybody was told, the oldest first, with when they have seen it."""
    said: dict[tuple[str, str, str], str] = {}
    for person, of, what, at, _label in desk.db.execute(_ANSWERS).fetchall():
        said.setdefault((person, of, what), at)
    moved, roots = heirs(desk), dict(desk.db.execute(_MERGED).fetchall())
    found: dict[str, dict[tuple[int, str, str], Told]] = {}
    for person, entry, number, at, label, text in desk.db.execute(_PUBLICATIONS).fetchall():
        seen, reached = (said.get((person, entry, what), "") for what in ANSWERS)
        rows = tuple(_with_others(one, person, roots) for one in read(json.loads(text), moved))
        new = Told(entry, number, at, label, rows, seen, reached)
        own, key = found.setdefault(person, {}), (number, at, label)
        own[key] = _as_one(own[key], new) if key in own else new
    return {person: tuple(own.values()) for person, own in found.items()}


def _with_others(line: Line, person: str, roots: Mapping[str, str]) -> Line:
    """Return a line whose partners are others, as the register knows them now."""
    if not line.get("partners"):
        return line
    known = dict.fromkeys(roots.get(one, one) for one in line.get("partners", "").split())
    return {**line, "partners": " ".join(one for one in known if one != person)}


def _as_one(one: Told, other: Told) -> Told:
    """Return what two were told at once who are one now; an answer to all of it holds."""
    parts = (*(one.parts or (one,)), other)
    lines = united(line for part in parts for line in part.lines)
    seen, reached = (
        max(times) if all(times := [getattr(part, what) for part in parts]) else ""
        for what in ANSWERS
    )
    whole = replace(other, lines=lines, parts=parts, acknowledged=seen, reached=reached)
    return replace(
        whole,
        acknowledged=whole.answered("acknowledged", lines),
        reached=whole.answered("reached", lines),
    )
