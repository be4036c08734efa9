"""What somebody typed into a form, as the values that we keep."""

from __future__ import annotations

from collections.abc import Mapping

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.vocabulary import countries


def understood(values: Mapping[str, str]) -> dict[str, str]:
    """Return the values with countries and languages as codes; empty ones stay empty.

    Raises DeskError for a country or a language that is none.
    """
    found = dict(values)
    if typed := values.get("country"):
        found["country"] = countries.country(typed)
        if not found["country"]:
            raise DeskError(_("“{word}” is no country.").format(word=typed))
    if typed := values.get("languages"):
        codes, unknown = countries.languages(typed)
        if unknown:
            raise DeskError(_("“{word}” is no language.").format(word=unknown[0]))
        found["languages"] = codes
    return found
