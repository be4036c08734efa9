"""What a badge says about its wearer, and the words that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from checkin.layouts.element import Field
from checkin.layouts.layout_file import HOLE
from checkin.layouts.role import ENGLISH, fixed_words, in_language, role
from checkin.model.person import is_han
from checkin.paper.fonts import Shapes, shapes_of
from checkin.paper.runs import missing
from checkin.vocabulary import naming

BETWEEN = " · "

_SPACED = frozenset({"JP"})
"""Countries whose people may part the names of a name in Han."""


@dataclass(frozen=True, slots=True)
class Badge:
    """One person's badge; an empty text is left out and the others close up."""

    person: str
    name: str
    """In Latin letters, exactly as its owner writes it: order and capitals are theirs."""
    native_name: str = ""
    title: str = ""
    organisation: str = ""
    native_organisation: str = ""
    position: str = ""
    city: str = ""
    country: str = ""  # ISO 3166-1 alpha-2, or as written
    role: str = "delegate"
    languages: str = ""  # ISO 639-1, the one to listen to first
    interprets: str = ""  # "RU ↔ DE"
    groups: str = ""  # letters of the visits that the person is booked for
    buses: str = ""
    photo: bool = True
    """Whether pictures may be taken, as far as is known."""
    code: str = ""
    """16 characters, or empty: then the badge has no mark."""
    delegation: str = ""
    colour: str = ""  # of the delegation, #RRGGBB
    event: str = ""
    event_own: str = ""
    emergency: str = ""  # a telephone number
    local: str = "de"
    """The language of the event."""
    own: str = ""
    """The language of the wearer, as far as it is known."""

    @property
    def shapes(self) -> Shapes:
        """Return how Han is to be drawn; '' means as in mainland China."""
        return shapes_of(self.country)

    @property
    def second(self) -> str:
        """Return the language of the second words: that of the wearer, or else English."""
        return self.own if self.own and self.own != self.local else ENGLISH


def in_latin(badge: Badge) -> Badge:
    """Return the badge without what is written in letters that are not Latin."""
    return replace(badge, native_name="", native_organisation="")


def said(badge: Badge, field: Field) -> str:
    """Return what a field says on a badge; '' where it has nothing to say."""
    if field.source == "text":
        return _filled(_chosen(field.words, badge), badge)
    return WORDS[field.source](badge)


def country(badge: Badge) -> str:
    """Return the country in both languages, or once where they agree."""
    return BETWEEN.join(filter(None, (country_local(badge), country_own(badge))))


def country_local(badge: Badge) -> str:
    """Return the country in the language of the event."""
    return territory(badge.country, badge.local)


def country_own(badge: Badge) -> str:
    """Return the country in the second language, if that says something new."""
    return _second(lambda language: territory(badge.country, language), badge)


def territory(code: str, language: str) -> str:
    """Return the name of a country; one that is not known is its own name."""
    return naming.country(code, language.replace("-", "_")) if code else ""


def role_local(badge: Badge) -> str:
    """Return the word for the role in the language of the event."""
    return role(badge.role).word(badge.local)


def role_own(badge: Badge) -> str:
    """Return the word for the role in the second language, if that says something new."""
    return _second(role(badge.role).word, badge)


def native_name(badge: Badge) -> str:
    """Return the name in its own letters, if these are others."""
    native = _closed(badge.native_name, badge)
    return "" if native == _closed(badge.name, badge) else native


def language_marks(badge: Badge) -> str:
    """Return the spoken languages as marks, the listening language first."""
    return BETWEEN.join(badge.languages.upper().split())


def no_photo(badge: Badge) -> str:
    """Return the words for those of whom no pictures may be taken."""
    if badge.photo:
        return ""
    words = fixed_words()["no-photo"]
    return in_language(words, badge.local) or words[ENGLISH]


WORDS: Mapping[str, Callable[[Badge], str]] = {
    "name": lambda badge: _closed(badge.name, badge),
    "native_name": native_name,
    "title": lambda badge: badge.title,
    "organisation": lambda badge: badge.organisation,
    "native_organisation": lambda badge: _new(badge.native_organisation, badge.organisation),
    "position": lambda badge: badge.position,
    "city": lambda badge: badge.city,
    "country": country,
    "country_local": country_local,
    "country_own": country_own,
    "delegation": lambda badge: badge.delegation,
    "languages": language_marks,
    "role_local": role_local,
    "role_own": role_own,
    "interpreter": lambda badge: badge.interprets,
    "group": lambda badge: badge.groups,
    "bus": lambda badge: badge.buses,
    "photo": no_photo,
    "event": lambda badge: badge.event,
    "event_own": lambda badge: _new(badge.event_own, badge.event),
    "emergency": lambda badge: badge.emergency,
    "code": lambda badge: badge.code,
}
"""What a layout may ask for, besides free text."""


def _chosen(words: Mapping[str, str], badge: Badge) -> str:
    """Return a free text in the wearer's language, else in English, else the event's, else any."""
    languages = (badge.own, ENGLISH, badge.local)
    found = (in_language(words, language) for language in languages if language)
    return next(filter(None, found), "") or next(iter(words.values()), "")


def _filled(text: str, badge: Badge) -> str:
    """Fill the holes of a free text; '' where one of them stays empty."""
    filling = {hole: WORDS[hole](badge) for hole in HOLE.findall(text) if hole in WORDS}
    if not all(filling.values()):
        return ""
    return HOLE.sub(lambda hole: filling.get(hole[1], hole[0]), text)


def _closed(name: str, badge: Badge) -> str:
    """Return a name in Han without blanks between family and given name, as it is written."""
    if badge.country in _SPACED or name.isascii() or not is_han(name):
        return name
    return "".join(name.split())


def _second(word: Callable[[str], str], badge: Badge) -> str:
    """Return a fixed word in the second language; in English where its letters are not here.

    Nobody goes without a badge for the sake of a word of ours.
    """
    said = word(badge.second)
    if not _drawable(said):
        said = word(ENGLISH)
    return "" if said == word(badge.local) else said


@lru_cache(maxsize=2048)
def _drawable(text: str) -> bool:
    return not missing(text)


def _new(text: str, former: str) -> str:
    return "" if text == former else text
