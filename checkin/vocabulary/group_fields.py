"""What the fields of a delegation are called, in the order of a form."""

from __future__ import annotations

from checkin.i18n import gettext as _

FORM = (
    *("title", "short", "country", "city", "partner_city", "rank", "languages", "colour"),
    *("hotel", "arrival", "contact", "folder", "note"),
    *("title_de", "title_en", "title_zh", "title_ru"),
)
"""The fields that people type."""

NAMES = frozenset({*FORM, "head", "deputy", "country_text"})


def title(name: str) -> str:
    """Return what a field is called; one that this program does not know, by its own name."""
    return {
        "title": _("Title"),
        "short": _("Short title"),
        "country": _("Country"),
        "city": _("City"),
        "partner_city": _("Partner city"),
        "rank": _("Rank in the protocol"),
        "languages": _("Languages"),
        "colour": _("Colour"),
        "hotel": _("Hotel"),
        "arrival": _("Arrival"),
        "contact": _("Contact"),
        "folder": _("Folder"),
        "note": _("Note"),
        "title_de": _("Title in German"),
        "title_en": _("Title in English"),
        "title_zh": _("Title in Chinese"),
        "title_ru": _("Title in Russian"),
        "head": _("Head"),
        "deputy": _("Deputy"),
    }.get(name, name)
