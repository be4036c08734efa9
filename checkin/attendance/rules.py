"""The named rules by which people are counted, each with the sentence printed beside a figure."""

from __future__ import annotations

from checkin.errors import DeskError
from checkin.i18n import gettext as _

RULES = ("persons", "visits", "fkm")
ABROAD = ("organisation", "residence")


def text(rule: str) -> str:
    """Return the sentence that says what a rule counts as attended; raises DeskError."""
    require(rule, RULES)
    if rule == "persons":
        return _(
            "Each participant counts once, however often they came; staff, interpreters, press, "
            "hosts and organisers are in the house but no participants."
        )
    if rule == "visits":
        return _(
            "Each participant counts once for every day on which they came; staff, interpreters, "
            "press, hosts and organisers are in the house but no participants."
        )
    return _(
        "As FKM and AUMA count: entries of participants during the official hours, at most one per "
        "person and day, without staff, interpreters, press, hosts and organisers."
    )


def origin_text(abroad: str, country: str) -> str:
    """Return the sentence that says who counts as being from abroad; raises DeskError."""
    require(abroad, ABROAD)
    if not country:
        return _("The event names no country, so nobody is known to be from abroad.")
    if abroad == "residence":
        return _("From abroad is who lives outside {country}.").format(country=country)
    return _("From abroad is whose organisation is outside {country}.").format(country=country)


def tier_text(abroad: str, country: str) -> str:
    """Return the sentence that says who counts as coming from how far; raises DeskError."""
    how = _("From the town or the region is whose city, postcode or state says so.")
    return f"{origin_text(abroad, country)} {how}"


def overlap_text() -> str:
    """Return the sentence that says why rows add up to more than their total."""
    return _("Who was in several of these counts in each, and in the total as the rule says.")


def require(word: str, choices: tuple[str, ...]) -> None:
    """Raise DeskError, naming the choices, where a word is none of them."""
    if word not in choices:
        raise DeskError(
            _("There is no “{word}” here; choose of: {choices}.").format(
                word=word, choices=", ".join(choices)
            )
        )
