"""A conflict: a rule that a plan breaks, measured, with its source and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.interpreting.problem import Promise

HARD = ("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12", "H13")
"""The rules that a plan keeps, or somebody passes over with a reason."""

SEVERITIES = ("stop", "weak", "note")
"""`stop`: a hard rule; `weak`: what was let be, or comfort; `note`: worth a look."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was tried, and mends a conflict without breaking a hard rule anew."""

    text: str  # a sentence in the imperative
    add: frozenset[Promise] = frozenset()
    remove: frozenset[Promise] = frozenset()
    need: str = ""  # the need that it changes
    change: tuple[tuple[str, str], ...] = ()  # fields of that need and their new values


@dataclass(frozen=True, slots=True)
class Conflict:
    """One broken rule."""

    rule: str  # of HARD, or of profile.SOFT
    severity: str  # of SEVERITIES
    who: tuple[str, ...]  # subjects of interpreters
    needs: tuple[str, ...]  # subjects of needs
    start: str  # ISO
    end: str
    where: str  # the title of the place, or ''
    measured: str  # with its unit
    limit: str  # with its unit; '' where the rule has none
    source: str  # of the limit
    text: str  # one or several sentences, complete
    repairs: tuple[Repair, ...] = ()
