"""The modes of interpreting, in the words in which lists say them."""

from __future__ import annotations

import re

from checkin.i18n import gettext as _
from checkin.vocabulary.headings import folded

_BEGINNINGS: dict[str, tuple[str, ...]] = {
    "simultaneous": ("simult", "sim", "kabin", "booth", "同传", "同声传译", "同声", "синхрон"),
    "whispered": ("whisper", "chuchot", "fluster", "flüster", "耳语", "шепот", "шёпот", "шушутаж"),
    "consecutive": ("consec", "konsek", "kons", "交传", "交替传译", "交替", "последоват"),
    "liaison": (
        *("liaison", "escort", "negotiat", "begleit", "verhandl", "gesprachs", "gesprächs"),
        *("联络", "陪同", "сопровожд", "переговор", "двусторон"),
    ),
    "tour-guide": (
        *("tour", "bidule", "fuhrungsanlage", "führungsanlage", "personenfuhrung"),
        *("personenführung", "pfa", "导览", "экскурс", "радиогид"),
    ),
    "on-board": ("on-board", "on board", "onboard", "bus", "im bus", "车上", "в автобусе"),
}
_PARTED = re.compile(r"[,;/|+&、，；\n]|\b(?:und|and|и|oder|or)\b")


def mode(text: str) -> str:
    """Return the mode that one word means; '' for none."""
    written = " ".join(text.casefold().split())
    for name, beginnings in _BEGINNINGS.items():
        if any(written.startswith(one) or folded(text).startswith(one) for one in beginnings):
            return name
    return ""


def modes(text: str) -> frozenset[str]:
    """Return the modes that a text names, parted by commas or blanks; empty for none."""
    parts = [part.strip() for part in _PARTED.split(text) if part.strip()]
    return frozenset(
        found
        for part in parts
        for found in ([mode(part)] if mode(part) else map(mode, part.split()))
        if found
    )


def unread(text: str) -> str:
    """Return the first part of a text that names no mode; '' where all of it does."""
    parts = (part.strip() for part in _PARTED.split(text) if part.strip())
    return next((part for part in parts if not modes(part)), "")


def title(name: str) -> str:
    """Return what a mode is called; '' for what follows from the kind of the activity."""
    return {
        "": _("as the kind of activity"),
        "simultaneous": _("simultaneous"),
        "whispered": _("whispered"),
        "consecutive": _("consecutive"),
        "liaison": _("liaison"),
        "tour-guide": _("tour-guide system"),
        "on-board": _("on board the bus"),
    }.get(name, name)
