"""With whom an interpreter does not work: a neutral code each, and never a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkin.desk import Desk
from checkin.model.person import Person
from checkin.sheet import name_key
from checkin.travel import plain
from checkin.vocabulary import exclusions as written

_SUBJECT = re.compile(r"[dp]-[a-z2-7]{26}")


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Whom somebody excludes, by subject, with the code; and what nobody can be found for."""

    codes: Mapping[str, str]
    unread: tuple[str, ...] = ()


def exclusions(desk: Desk, person: Person) -> Exclusions:
    """Read the exclusions of an interpreter, as in “2 Harbin; 3 Petrenko”.

    A part names a delegation, or another interpreter by any form of the name.
    """
    codes: dict[str, str] = {}
    unread = []
    for code, whom in written.parts(person.exclusions):
        subjects = _subjects(desk, whom, person.id)
        codes |= dict.fromkeys(subjects, code)
        unread += [] if subjects else [" ".join(f"{code} {whom}".split())]
    return Exclusions(codes, tuple(unread))


def _subjects(desk: Desk, whom: str, but: str) -> list[str]:
    if _SUBJECT.fullmatch(whom.strip()):
        return [whom.strip()]
    groups = desk.db.execute("SELECT id, title, short FROM delegation").fetchall()
    named = [row[0] for row in groups if plain(whom) in {plain(text) for text in row[1:] if text}]
    if named:
        return named
    asked = set(name_key(whom).split())
    others = desk.db.execute("SELECT id, name_key FROM person WHERE role = 'interpreter'")
    return [row[0] for row in others if row[0] != but and asked and asked <= set(row[1].split())]
