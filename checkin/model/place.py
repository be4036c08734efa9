"""A place: a room or a site, with the number of persons permitted."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.model.noun import Noun, subject


@dataclass(frozen=True, slots=True)
class Place(Noun):
    """Where something happens, and how many may be there."""

    title: str = ""
    address: str = ""
    capacity: str = ""
    kind: str = ""
    within: str = ""  # the place that this is a part of: the house of a room
    booths: str = ""  # of languages, with the channel where it has another number: "zh 1; ru 2/3"
    travel: str = ""  # minutes to other places: "Getec 15; SWM 10"
    note: str = ""
    source: str = ""
    source_id: str = ""


def place_subject(key: bytes, title: str) -> str:
    """Return the subject of the place that every desk knows under this title."""
    return subject("l", key, "title", " ".join(title.casefold().split()))
