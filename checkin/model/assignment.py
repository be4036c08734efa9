"""An assignment: an interpreter promised to a need."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.model.noun import Noun, subject

ARRANGED = ("booth", "channel", "call", "leader", "seat", "note")
"""What is arranged for an assignment, beside who and what."""

WRITTEN = ("note", "reason")
"""What people write of an assignment in words of their own."""


@dataclass(frozen=True, slots=True)
class Assignment(Noun):
    """Who interprets what, by which way, and who decided it."""

    need: str = ""  # its subject
    person: str = ""  # its subject
    via: str = ""  # ISO 639-1: the language of the pivot from whom it is taken; '' is direct
    withdrawn: str = ""  # ISO: since when it is no longer promised
    booth: str = ""  # '' is as the place says
    channel: str = ""
    call: str = ""  # ISO: when to be there; '' is as the profile says
    seat: str = ""  # in the bus
    leader: str = ""  # yes: leads the team
    note: str = ""
    override: str = ""  # the rules in spite of which, parted by blanks
    reason: str = ""
    proposed_by: str = ""  # solver | stand-in | '' (by hand)
    instead_of: str = ""  # the assignment that this one stands in for
    released: str = ""  # yes: the solver may move it though it is frozen


def assignment_subject(key: bytes, need: str, person: str) -> str:
    """Return the subject of the promise of a person to a need, the same at every desk."""
    return subject("i", key, "assignment", need, person)
