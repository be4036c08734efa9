"""What countries and languages are called in the language of those who read."""

from __future__ import annotations

from functools import cache


@cache
def country(code: str, language: str) -> str:
    """Return the name of a country; its code where it has none."""
    return _names(language, "territories").get(code.upper(), code)


@cache
def tongue(code: str, language: str) -> str:
    """Return the name of a language; its code where it has none."""
    return _names(language, "languages").get(code.lower(), code)


@cache
def _names(language: str, of: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  it takes a twentieth of a second

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return dict(getattr(locale, of))
