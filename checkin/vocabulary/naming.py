"""What countries and languages are called in the language of those who read."""

from __future__ import annotations

from datetime import date
from functools import cache

_OTHERWISE = {
    "KZ": "kk",
    **dict.fromkeys(("GB", "US", "IE", "AU", "NZ", "CA", "MT"), "en"),
}
"""What the tables leave open, or where they do not name the language of the state."""


@cache
def country(code: str, language: str) -> str:
    """Return the name of a country; its code where it has none."""
    return _names(language, "territories").get(code.upper(), code)


@cache
def tongue(code: str, language: str) -> str:
    """Return the name of a language; its code where it has none."""
    return _names(language, "languages").get(code.lower(), code)


@cache
def language_of(country: str) -> str:
    """Return the language that most people of a country read; '' where that is not known."""
    from babel.core import get_global  # noqa: PLC0415  it takes a twentieth of a second

    if country in _OTHERWISE:
        return _OTHERWISE[country]
    known = get_global("likely_subtags").get(f"und_{country.upper()}", "")
    language, _, script = str(known).partition("_")
    return f"{language}-Hant" if language == "zh" and script.startswith("Hant") else language


def day(moment: date, language: str) -> str:
    """Return a day as people write it, with the day of the week."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  as below
    from babel.dates import format_skeleton  # noqa: PLC0415  the same

    try:
        return format_skeleton("yMMMEd", moment, locale=Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return moment.isoformat()


@cache
def official(country: str) -> frozenset[str]:
    """Return the languages in which nobody needs an interpreter where a country is the house."""
    from babel.languages import get_official_languages  # noqa: PLC0415  30 ms for lists only

    return frozenset(get_official_languages(country)) if country else frozenset()


@cache
def _names(language: str, of: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  it takes a twentieth of a second

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return dict(getattr(locale, of))
