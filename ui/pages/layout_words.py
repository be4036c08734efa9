"""What the parts of a layout are called, in the words of those who arrange them."""

from __future__ import annotations

from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.layouts.element import (
    COLOUR_WORDS,
    DELEGATION,
    ON_DELEGATION,
    ON_ROLE,
    ROLE,
    Bar,
    Block,
    Element,
    Field,
    Mark,
    Picture,
)
from checkin.layouts.layout import Layout
from checkin.vocabulary import naming
from ui.saying import shown
from ui.widgets.measure import millimetres

LANGUAGES = ("de", "en", "zh", "ru", "uk", "lv", "kk", "fr", "pl", "es")
"""The languages that a free text is offered in, beside those that it has."""

_LONGEST = 40


def sources() -> dict[str, str]:
    """Return what a paragraph may say, in the order in which people look for it."""
    return {
        "name": _("Name"),
        "native_name": _("Name in its own script"),
        "title": _("Academic title"),
        "organisation": _("Organisation"),
        "native_organisation": _("Organisation in its own script"),
        "position": _("Position"),
        "city": _("City"),
        "country_local": _("Country"),
        "country_own": _("Country in the wearer's language"),
        "country": _("Country in both languages"),
        "delegation": _("Delegation"),
        "role_local": _("Role"),
        "role_own": _("Role in the wearer's language"),
        "languages": _("Languages"),
        "interpreter": _("Interprets"),
        "group": _("Group"),
        "bus": _("Bus"),
        "photo": _("No photos, please"),
        "event": _("Event"),
        "event_own": _("Event in the wearer's language"),
        "emergency": _("Emergency number"),
        "code": _("Code in letters"),
        "text": _("Free text"),
    }


def element(one: Element) -> str:
    """Return what an element is."""
    if isinstance(one, Block):
        said = " · ".join(field(each) for each in one.fields)
        return shown(said, _LONGEST) or _("Empty frame")
    if isinstance(one, Picture):
        return _("Picture {file}").format(file=shown(one.file, _LONGEST))
    if isinstance(one, Mark):
        return _("QR mark")
    return _("Area") if isinstance(one, Bar) else _("Sign: no photos")


def field(one: Field) -> str:
    """Return what a paragraph says: its source, or the beginning of its own words."""
    if one.source == "text" and one.words:
        words = one.words.get(language()) or next(iter(one.words.values()))
        return shown(words, _LONGEST)
    return sources().get(one.source, one.source)


def colours() -> dict[str, str]:
    """Return the colours that change with the wearer."""
    words = {
        ROLE: _("Colour of the role"),
        ON_ROLE: _("Legible on the role"),
        DELEGATION: _("Colour of the delegation"),
        ON_DELEGATION: _("Legible on the delegation"),
    }
    return {word: words[word] for word in COLOUR_WORDS}


def weights() -> dict[str, str]:
    """Return how strong letters may be."""
    return {"regular": _("Regular"), "bold": _("Bold")}


def aligns() -> dict[str, str]:
    """Return where lines begin."""
    return {"left": _("Left"), "centre": _("Centred"), "right": _("Right")}


def anchors() -> dict[str, str]:
    """Return where paragraphs come to lie in a frame that is higher than they are."""
    return {"top": _("Top"), "middle": _("Middle"), "bottom": _("Bottom")}


def folds() -> dict[str, str]:
    """Return where a badge may be folded."""
    return {"": _("Not folded"), "top": _("Folded at the top"), "side": _("Folded at the side")}


def edges() -> dict[str, str]:
    """Return what things can be aligned to."""
    return {
        "left": _("Align left"),
        "centre": _("Centre across"),
        "right": _("Align right"),
        "top": _("Align at the top"),
        "middle": _("Centre down"),
        "bottom": _("Align at the bottom"),
    }


def tongue(code: str) -> str:
    """Return what a language is called here."""
    return naming.tongue(code, language())


def size(layout: Layout) -> str:
    """Return the size of a badge."""
    return millimetres(layout.width, layout.height)
