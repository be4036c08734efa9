"""A person: anyone with a badge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checkin.i18n import gettext as _
from checkin.model.noun import Noun

VISITORS = frozenset({"", "delegate", "speaker"})
"""Roles counted as participants; the others are in the house but no visitors (FKM/AUMA)."""

FAMILY_FIRST = frozenset({"CN", "TW", "HK", "MO", "SG", "KR", "KP", "VN", "HU"})
"""Countries whose people write the family name first, also in Latin letters."""


VEILED = "yes"
"""What stands for a text of a protected person that says something and is not to be read."""

_UNVEILED = (
    *("badge_name", "delegation", "rank", "languages", "role", "status", "entered"),
    *("substitute_for", "accompanies", "attention", "consents"),
    *("languages_a", "languages_b", "languages_c", "modes", "listening"),
)
"""What a desk must know of a protected person to let in, to stop, to count and to interpret."""

_HAN = re.compile(r"[\s·・]*(?:[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\s·・]*)+")


@dataclass(frozen=True, slots=True)
class Person(Noun):
    """Somebody the desk may meet, as registered and corrected; names are never re-cased."""

    name: str = ""  # whole, as given, where nobody could split it for certain
    family: str = ""
    given: str = ""
    middle: str = ""
    native_name: str = ""
    name_order: str = ""  # family-first | given-first | '' (by country and script)
    badge_name: str = ""  # a correction for the badge alone
    title: str = ""
    salutation: str = ""
    organisation: str = ""
    native_organisation: str = ""
    organisation_type: str = ""
    position: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    country_text: str = ""  # as written, where no country was recognised
    residence: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""  # the state or province
    tier: str = ""  # local | region | country | abroad, where somebody said so
    delegation: str = ""  # its subject
    rank: str = ""  # in the protocol of the delegation; '' means after those who have one
    languages: str = ""  # ISO 639-1, the one to listen to first
    role: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    attention: str = ""
    status: str = ""
    entered: str = ""  # '' from a list | walk-in | substitute
    substitute_for: str = ""
    accompanies: str = ""  # the guest with whom this one comes
    shoe_size: str = ""  # of protective gear
    clothing_size: str = ""
    source: str = ""
    source_id: str = ""
    code: str = ""  # another system's code that also opens the door
    consents: str = ""  # words: notice, photo, no-photo, photo-asked
    protected: str = ""
    languages_a: str = ""
    languages_b: str = ""
    languages_c: str = ""
    modes: str = ""
    availability: str = ""  # "2012-11-22 08:00-18:00; 2012-11-23"; '' is the whole event
    away: str = ""  # ISO: since when an interpreter is away who had promised to be there: ill
    exclusions: str = ""  # "2 Harbin; 3 Petrenko": a neutral code, and with whom not to interpret
    experience: str = ""  # subjects, hosts and delegations that an interpreter knows
    listening: str = ""  # ISO 639-1: what a guest listens to; '' follows from the languages
    agency: str = ""

    @property
    def visitor(self) -> bool:
        """Tell whether the person counts as a participant."""
        return self.role in VISITORS

    @property
    def named(self) -> bool:
        """Tell whether lists may name the person; the protected are counted and never named."""
        return not self.protected

    @property
    def alias(self) -> str:
        """Return what a protected person is called where others can see it; '' for nothing."""
        return self.badge_name if self.protected else ""

    def veiled(self) -> Person:
        """Return the person as others may see them: a protected one by the alias alone."""
        if self.named:
            return self
        kept = {name: getattr(self, name) for name in _UNVEILED}
        return Person(self.id, name=self.alias or _("Guest"), protected=VEILED, **kept)

    @property
    def nameless(self) -> bool:
        """Tell whether nobody has said yet who this is."""
        return not (self.name or self.family or self.given or self.native_name)

    @property
    def may_come(self) -> bool:
        """Tell whether the person has neither cancelled nor sent somebody else."""
        return self.status not in {"cancelled", "substituted"}

    @property
    def photo(self) -> str:
        """Return what was said of pictures: `yes`, `no`, `asked` without an answer, or ''."""
        words = self.consents.split()
        said = {"no-photo": "no", "photo-asked": "asked", "photo": "yes"}
        return next((answer for word, answer in said.items() if word in words), "")

    @property
    def family_first(self) -> bool:
        """Tell whether the family name comes first."""
        if self.name_order:
            return self.name_order == "family-first"
        return self.country in FAMILY_FIRST or is_han(self.native_name)

    @property
    def whole_name(self) -> str:
        """Return the name whole, in display order; of the nameless the number on the badge."""
        if not (self.family or self.given):
            return self.name or self.native_name or self.badge_name
        if is_han(self.family + self.given):
            return self.family + self.given
        parts = (
            (self.family, self.given, self.middle)
            if self.family_first
            else (self.given, self.middle, self.family)
        )
        return " ".join(part for part in parts if part)

    def name_forms(self) -> tuple[str, ...]:
        """Return every form of the name that the person may be looked for by."""
        forms = (self.whole_name, self.name, self.native_name, self.badge_name, self.given)
        return tuple(dict.fromkeys(form for form in (*forms, self.middle) if form))


def is_han(text: str) -> bool:
    """Tell whether a text is written in Chinese characters alone."""
    return _HAN.fullmatch(text) is not None
