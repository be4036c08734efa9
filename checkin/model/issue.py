"""The issues of a person's badge: the first is anybody's right, later ones replace a lost badge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checkin.journal.entry import Entry
from checkin.journal.fold import Said, is_count
from checkin.model import code


@dataclass(frozen=True, slots=True)
class Issue:
    """One badge code of a person, valid until a later one was minted."""

    token: str
    number: int
    minted: str  # ISO time, '' for the first, which nobody had to mint


def issues(key: bytes, subjects: Iterable[str], live: Iterable[tuple[Entry, Said]]) -> list[Issue]:
    """Return all issues of these subjects' badges; the first needs no entry."""
    attempts = {(subject, 1): (0, "") for subject in subjects if subject.startswith("p-")}
    for entry, said in live:
        number, attempt = said.get("issue"), said.get("try")
        if entry.kind == "minted" and is_count(number, 1) and is_count(attempt):
            attempts[entry.subject, number] = (attempt, str(said.get("at", "")))
    return [
        Issue(code.first_token(key, subject, number, attempt)[0], number, minted)
        for (subject, number), (attempt, minted) in attempts.items()
    ]
