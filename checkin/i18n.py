"""Words in the language of the people at the desk."""

from __future__ import annotations

import gettext as catalogues
import locale
import os
from functools import cache
from io import BytesIO

from checkin import paths

_chosen = catalogues.NullTranslations()
_language = "en"


def gettext(message: str) -> str:
    """Return the message in the chosen language, or itself where it is not translated."""
    return _chosen.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the message that the chosen language uses for this number."""
    return _chosen.ngettext(singular, plural, number)


def use(language: str) -> None:
    """Choose the language of all messages from here on; an unknown one means English."""
    global _chosen, _language  # noqa: PLW0603  the one language of this process
    _chosen = catalogue(language)
    _language = language if isinstance(_chosen, catalogues.GNUTranslations) else "en"


def language() -> str:
    """Return the language that messages are in."""
    return _language


def preferred() -> str:
    """Return the two-letter language that this machine asks for."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name][:2].lower()
    return (locale.getlocale()[0] or "en")[:2].lower()


@cache
def catalogue(language: str) -> catalogues.NullTranslations:
    """Return the messages of one language: compiled where built, else read from their source."""
    folder = paths.translations() / language / "LC_MESSAGES"
    compiled = folder / "checkin.mo"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return catalogues.GNUTranslations(file)
    source = folder / "checkin.po"
    return _from_source(source.read_bytes()) if source.is_file() else catalogues.NullTranslations()


def _from_source(text: bytes) -> catalogues.NullTranslations:
    from babel.messages import mofile, pofile  # noqa: PLC0415  only a checkout needs them

    compiled = BytesIO()
    mofile.write_mo(compiled, pofile.read_po(BytesIO(text)))
    compiled.seek(0)
    return catalogues.GNUTranslations(compiled)
