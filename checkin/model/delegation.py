"""A delegation: a group that travels together."""

from __future__ import annotations

from dataclasses import dataclass

from checkin.model.noun import Noun, subject


@dataclass(frozen=True, slots=True)
class Delegation(Noun):
    """A group with a head, its languages and its rank in the protocol."""

    title: str = ""
    title_de: str = ""
    title_en: str = ""
    title_zh: str = ""
    title_ru: str = ""
    short: str = ""
    country: str = ""
    country_text: str = ""
    city: str = ""
    head: str = ""
    deputy: str = ""
    rank: str = ""
    languages: str = ""
    partner_city: str = ""
    colour: str = ""
    hotel: str = ""
    arrival: str = ""
    contact: str = ""
    note: str = ""
    folder: str = ""  # where its badges lie together; '' means with all others
    source: str = ""
    source_id: str = ""

    def titles(self) -> tuple[str, ...]:
        """Return every title by which the delegation may be looked for."""
        titles = (self.title, self.title_de, self.title_en, self.title_zh, self.title_ru)
        return tuple(dict.fromkeys(title for title in (*titles, self.short, self.city) if title))


def delegation_subject(key: bytes, title: str) -> str:
    """Return the subject of the delegation that every desk knows under this title."""
    return subject("d", key, "title", " ".join(title.casefold().split()))
