"""Leaves: rules that were let be, and with which promise each is kept when others come and go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checkin.interpreting.conflict import HARD, OF_NEEDS
from checkin.interpreting.problem import Plan, Promise
from checkin.model.assignment import Assignment

Place = tuple[str, str]
"""A need and a person."""


@dataclass(frozen=True, slots=True)
class Leave:
    """The rules that are let be with one promise, and why."""

    rules: str = ""  # parted by blanks
    reason: str = ""

    def and_also(self, rules: Iterable[str], reason: str) -> Leave:
        """Return it with further rules; the reason that was given first stays."""
        found = {*self.rules.split(), *rules}
        return Leave(" ".join(rule for rule in HARD if rule in found), self.reason or reason)


def inherited(standing: Iterable[Assignment], add: Plan, remove: Plan) -> Mapping[Place, Leave]:
    """Return what is let be further with the promises of a change, and with those that stay.

    Who only takes another way keeps all. What was let be of a need passes to who comes instead,
    else to who stays; where nobody does, it is over.
    """
    known = list(standing)
    leaving = [one for one in known if Promise(one.need, one.person, one.via) in remove]
    coming = [(one.need, one.person) for one in sorted(add)]
    staying = [(one.need, one.person) for one in known if one not in leaving]
    found: dict[Place, Leave] = {}
    for one in leaving:
        own, rules = (one.need, one.person), set(one.override.split()) & {*HARD}
        heirs = [own] if own in coming else [at for at in (*coming, *staying) if at[0] == one.need]
        passed = rules if own in coming else rules & OF_NEEDS
        if heirs and passed:
            found[heirs[0]] = found.get(heirs[0], Leave()).and_also(passed, one.reason)
    return found
