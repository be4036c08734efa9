"""What is left for a receiver until it is back: a closed choice, and what it is called."""

from __future__ import annotations

from checkin.i18n import gettext as _

KINDS = ("badge", "cash", "signature", "none")
"""Never a document of identity, which no law lets one take as a pledge here."""

_LONGEST = 20  # characters of an amount


def deposit(kind: str, amount: str = "") -> str:
    """Return how a deposit is kept: its kind, and of cash the amount."""
    amount = " ".join(amount.split())[:_LONGEST]
    return f"{kind} {amount}" if kind == "cash" and amount else kind


def parted(text: str) -> tuple[str, str]:
    """Return the kind and the amount of a kept deposit; an older free text is a kind of its own."""
    kind, _blank, amount = text.partition(" ")
    return (kind, amount.strip()) if kind == "cash" else (text, "")


def kind(word: str) -> str:
    """Return what a kind is called; another word as it stands."""
    return {
        "badge": _("Name badge"),
        "cash": _("Cash"),
        "signature": _("Signature"),
        "none": _("No deposit"),
    }.get(word, word)


def words(text: str) -> str:
    """Return what a kept deposit is called, with its amount; '' where nothing was said."""
    what, amount = parted(text)
    return f"{kind(what)} {amount}".rstrip()


def caution() -> str:
    """Return why no document of identity is taken, for whoever chooses a deposit."""
    return _("Never an identity card or a passport: the law forbids it (§ 1 PAuswG).")
