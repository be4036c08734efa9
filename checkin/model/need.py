"""A need: a language direction that an activity requires because of who is there."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.model.noun import Noun, subject

MODES = ("simultaneous", "whispered", "consecutive", "liaison", "tour-guide", "on-board")
"""How people interpret: in a booth, into an ear, after the speaker, both ways in short passages,
through a tour-guide system, and in a moving bus."""

BOTH_WAYS = frozenset({"liaison"})
"""Modes in which one and the same person works in both directions."""

BRIEFING = ("brief_programme", "brief_participants", "brief_slides", "brief_glossary")
"""What an interpreter is given beforehand; each is missing (''), `received` or `passed-on`."""


@dataclass(frozen=True, slots=True)
class Need(Noun):
    """What people said of a need: one added by hand, or a derived one that they dealt with."""

    activity: str = ""  # its subject; '' for a need beside the programme
    source: str = ""  # ISO 639-1: what is spoken
    target: str = ""  # ISO 639-1: what is listened to
    title: str = ""  # of a need beside the programme
    start: str = ""  # ISO; '' is as the activity
    end: str = ""
    place: str = ""  # its subject; '' is as the activity
    mode: str = ""  # of MODES; '' is as the activity
    listeners: str = ""  # how many, where somebody counted by hand
    strength: str = ""  # how many interpreters, where somebody decided otherwise than the profile
    kept: str = ""  # yes: added by hand, stands whoever is here
    closed: str = ""  # ISO: since when nobody is to interpret here any more
    turns: str = ""  # who begins and how often one changes; '' is as the profile says
    brief_programme: str = ""
    brief_participants: str = ""
    brief_slides: str = ""
    brief_glossary: str = ""
    note: str = ""


def need_subject(key: bytes, activity: str, source: str, target: str) -> str:
    """Return the subject of the need that every desk derives for a direction in an activity."""
    return subject("n", key, "need", activity, source, target)
