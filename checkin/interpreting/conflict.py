"""A conflict: a rule that a plan breaks, measured, with its source and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.interpreting.problem import Promise

HARD = ("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12", "H13")
"""The rules that a plan keeps, or somebody passes over with a reason."""

OF_NEEDS = frozenset({"H4", "H5", "H6", "H7", "H10", "H11"})
"""The rules of nobody in particular."""

SEVERITIES = ("stop", "weak", "note")
"""`stop`: a hard rule; `weak`: what was let be, or comfort; `note`: worth a look."""


@dataclass(frozen=True, slots=True)
class Break:
    """A hard rule that is broken, in figures and without a word."""

    rule: str  # of HARD
    figure: str  # which part of the rule
    person: str  # '' for the rules of a need
    about: str  # what else makes it this one: a need, two, a run, a day
    needs: tuple[str, ...]  # subjects, those that together break it
    measured: int = 1
    limit: int = 0
    let_be: bool = False  # somebody passed over it with a reason

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what stays the same while it only grows better or worse."""
        return self.rule, self.figure, self.person, self.about

    @property
    def excess(self) -> int:
        """Return by how much it is broken, at least 1."""
        return max(abs(self.measured - self.limit), 1)


@dataclass(frozen=True, slots=True)
class Repair:
    """Something that was tried, and mends a conflict without breaking a hard rule anew."""

    text: str  # a sentence in the imperative
    add: frozenset[Promise] = frozenset()
    remove: frozenset[Promise] = frozenset()
    needs: tuple[str, ...] = ()  # those that it changes, as an activity moves whole
    change: tuple[tuple[str, str], ...] = ()  # fields of these needs and their new values
    release: frozenset[tuple[str, str, str]] = frozenset()  # (rule, need, person) to let be


@dataclass(frozen=True, slots=True)
class Conflict:
    """One broken rule."""

    rule: str  # of HARD, or of profile.SOFT; profile: the rules themselves
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
