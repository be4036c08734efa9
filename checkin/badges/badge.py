"""What a badge says about its wearer, and the words that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

LOCAL, FOREIGN = "de", "en"
"""The two languages that fixed words are printed in."""


@dataclass(frozen=True, slots=True)
class Badge:
    """One person's badge; an empty text is left out and the others close up."""

    person: str
    name: str
    """In Latin letters, exactly as its owner writes it: order and capitals are theirs."""
    native_name: str = ""
    organisation: str = ""
    native_organisation: str = ""
    position: str = ""
    country: str = ""
    role: str = "delegate"
    languages: str = ""
    code: str = ""
    """16 characters, or empty: then the badge has no mark."""
    delegation: str = ""
    event: str = ""


def country(badge: Badge) -> str:
    """Return the country in both languages, or once where they agree."""
    both = (territory(badge.country, LOCAL), country_foreign(badge))
    return " · ".join(filter(None, both))


def native_name(badge: Badge) -> str:
    """Return the name in its own letters, if these are others."""
    return "" if badge.native_name == badge.name else badge.native_name


def country_foreign(badge: Badge) -> str:
    """Return the country in the foreign language, if that says something new."""
    foreign = territory(badge.country, FOREIGN)
    return "" if foreign == territory(badge.country, LOCAL) else foreign


def language_marks(badge: Badge) -> str:
    """Return the spoken languages as marks, the listening language first."""
    return " · ".join(badge.languages.upper().split())


@cache
def territory(code: str, language: str) -> str:
    """Return the name of a country; one that is not known is its own name."""
    # 30 ms that only badges with a country pay.
    from babel import Locale  # noqa: PLC0415

    return str(Locale(language).territories.get(code, code))


WORDS: Mapping[str, Callable[[Badge], str]] = {
    "name": lambda badge: badge.name,
    "native_name": native_name,
    "organisation": lambda badge: badge.organisation,
    "native_organisation": lambda badge: badge.native_organisation,
    "position": lambda badge: badge.position,
    "country": country,
    "country_local": lambda badge: territory(badge.country, LOCAL),
    "country_foreign": country_foreign,
    "languages": language_marks,
    "delegation": lambda badge: badge.delegation,
    "event": lambda badge: badge.event,
    "code": lambda badge: badge.code,
}
"""What a layout may ask for, besides the words of the role."""
