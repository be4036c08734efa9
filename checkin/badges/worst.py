"""The people of a register whose badges are hardest to set, for a look at a layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from checkin.badges.wearers import badge
from checkin.desk import Desk
from checkin.model.person import Person
from checkin.paper.runs import compose
from checkin.schema import NAMED

_CANDIDATES = 40  # long names of which the widest is looked for
_NAME = """CASE WHEN badge_name <> '' THEN badge_name WHEN family || given = '' THEN
  CASE name WHEN '' THEN native_name ELSE name END
  ELSE given || ' ' || middle || ' ' || family END"""
_WANTED = f"{NAMED} AND issue > 0 AND status = '' AND name || family || given || native_name <> ''"
_LONGEST = f"SELECT id FROM person WHERE {_WANTED} ORDER BY length({_NAME}) DESC, n LIMIT ?"  # noqa: S608
_SHORTEST = f"SELECT id FROM person WHERE {_WANTED} ORDER BY length({_NAME}), n LIMIT 1"  # noqa: S608
_ORGANISATION = f"""SELECT id FROM person WHERE {_WANTED}
  ORDER BY length(organisation) + length(native_organisation) DESC, n LIMIT 1"""  # noqa: S608
_TEXTS = f"""SELECT id, {_NAME} || native_name || organisation || native_organisation
  FROM person WHERE {_WANTED}"""  # noqa: S608


def worst(desk: Desk) -> dict[str, Person]:
    """Return who has the longest name, the widest as it is set, and so on; {} for nobody.

    The keys are `longest`, `widest`, `scripts`, `organisation` and `shortest`; one person may be
    several of them.
    """
    long = [row[0] for row in desk.db.execute(_LONGEST, (_CANDIDATES,))]
    if not long:
        return {}
    found = {
        "longest": long[0],
        "widest": max(long, key=lambda one: _width(desk, one)),
        "scripts": _most_scripts(desk.db.execute(_TEXTS)),
        "organisation": desk.db.execute(_ORGANISATION).fetchone()[0],
        "shortest": desk.db.execute(_SHORTEST).fetchone()[0],
    }
    people = {what: desk.person(subject) for what, subject in found.items()}
    return {what: person for what, person in people.items() if person}


def _width(desk: Desk, subject: str) -> int:
    """Return how wide the longest part of a name is that stays together."""
    person = desk.person(subject)
    parts = badge(desk, person).name.split() if person else []
    return max((compose(part, "bold").width(0, len(part)) for part in parts), default=0)


def _most_scripts(rows: Iterable[tuple[str, str]]) -> str:
    """Return whose texts have the most scripts, of equals the one with the most characters."""

    def rank(row: tuple[str, str]) -> tuple[int, int]:
        return len(scripts(row[1])), len(row[1])

    return max(rows, key=rank)[0]


def scripts(text: str) -> frozenset[str]:
    """Return the scripts of a text, by the words with which their letters' names begin."""
    if text.isascii():
        return _LATIN
    return frozenset(filter(None, map(_script, set(text))))


@lru_cache(maxsize=30_000)
def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


_LATIN = frozenset({"LATIN"})
