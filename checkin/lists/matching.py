"""Whom a row of a list means: by its id, its e-mail, its name among others, or the whole row.

Nobody is ever matched on a name alone (NAM-03), and every desk that reads the same list derives
the same subjects from it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from checkin import clusters
from checkin.desk import Desk
from checkin.lists.rows import Problem, Row
from checkin.model import code
from checkin.model.code import Reading
from checkin.model.delegation import delegation_subject
from checkin.model.noun import subject
from checkin.model.person import Person
from checkin.search import folding, skeleton
from checkin.sheet import name_key

ALIKE = 60.0  # of 100: names below it are those of two people


@dataclass(frozen=True, slots=True)
class Match:
    """The person of a row: the subject, and the id under which the list is to know it."""

    subject: str
    listed: str


class Census:
    """How often each name comes in the whole of a list, counted when it is first asked."""

    def __init__(self, rows: Callable[[], Iterable[Row | Problem]]) -> None:
        self._rows = rows

    def unique(self, fields: dict[str, str]) -> bool:
        """Tell whether one row alone has this name, organisation and delegation."""
        return self._names[_digest(_named(fields))] == 1

    @cached_property
    def _names(self) -> Counter[bytes]:
        rows = (row for row in self._rows() if isinstance(row, Row))
        return Counter(_digest(_named(row.fields)) for row in rows)


class Matcher:
    """Find the people that the rows of one list mean, row after row."""

    def __init__(self, desk: Desk, source: str, census: Census) -> None:
        self._desk, self._source, self._census = desk, source, census
        self._equal: Counter[str] = Counter()
        self._mailed: dict[bytes, str] = {}  # e-mails and names met, and the row that had them

    def match(self, fields: dict[str, str]) -> Match:
        """Return the person of a row, known or new."""
        own = self._own(fields)
        if own:
            return Match(own, "")
        listed = fields.get("source_id") or "~" + _digest(sorted(fields.items())).hex()
        times = 0
        if "source_id" not in fields:
            times = self._equal[listed]
            self._equal[listed] += 1
        alone = self._alone(fields, listed)
        known = self._listed(listed)
        if len(known) > times:
            return Match(known[times], listed)
        if "source_id" in fields:
            return Match(self._new("listed", self._source, listed), listed)
        by_mail = self._by_mail(fields) if alone else ""
        return Match(by_mail or self._by_name(fields) or self._row(listed, times), listed)

    def _alone(self, fields: dict[str, str], listed: str) -> bool:
        """Tell whether no unlike row above has this e-mail and name: two such are two people."""
        mail = fields.get("email", "").lower()
        if not mail:
            return True
        return self._mailed.setdefault(_digest((mail, _name(fields))), listed) == listed

    def _own(self, fields: dict[str, str]) -> str:
        """Return the person whom our own id or badge code in a row means."""
        listed = fields.get("source_id", "")
        if listed.startswith("p-") and self._desk.person(listed):
            return clusters.root(self._desk.db, listed)
        token = own_token(self._desk, fields)
        if not token:
            return ""
        rows = self._desk.db.execute("SELECT person FROM code WHERE text = ?", (token,)).fetchall()
        return str(rows[0][0]) if len(rows) == 1 else ""

    def _listed(self, listed: str) -> list[str]:
        rows = self._desk.db.execute(
            "SELECT person FROM listed WHERE source = ? AND name = ? ORDER BY person",
            (self._source, listed),
        )
        return [row[0] for row in rows]

    def _by_mail(self, fields: dict[str, str]) -> str:
        """Return the person with this e-mail and name; delegations often share one e-mail."""
        mail = fields.get("email", "").lower()
        if not mail:
            return ""
        name = _name(fields)
        rows = self._desk.db.execute(
            "SELECT id FROM person WHERE lower(email) = ? AND name_key = ?", (mail, name)
        ).fetchall()
        if len(rows) > 1:
            return ""
        return str(rows[0][0]) if rows else self._new("mail", mail, name)

    def _by_name(self, fields: dict[str, str]) -> str:
        """Return the one person with this name, organisation and delegation; none of several."""
        name, organisation, delegation = _named(fields)
        if not (organisation or delegation) or not self._census.unique(fields):
            return ""
        belongs = delegation_subject(self._desk.key, delegation) if delegation else ""
        rows = self._desk.db.execute(
            "SELECT id, organisation FROM person WHERE name_key = ? AND delegation = ?",
            (name, belongs),
        ).fetchall()
        same = [row[0] for row in rows if _plain(row[1]) == organisation]
        if len(same) > 1:
            return ""
        return same[0] if same else self._new("named", name, organisation, delegation)

    def _row(self, listed: str, times: int) -> str:
        return self._new("row", self._source, listed, str(times))

    def _new(self, *parts: str) -> str:
        return subject("p", self._desk.key, *parts)


def own_token(desk: Desk, fields: dict[str, str]) -> str:
    """Return the token of our own badge code in a row; other systems' codes have none."""
    reading, token = code.read(desk.key, fields.get("code", ""))
    return token if reading is Reading.GENUINE else ""


def unlike(person: Person, fields: dict[str, str]) -> bool:
    """Tell whether a row names somebody else than the person whom its id means."""
    theirs = {form for name in person.name_forms() for form in folding.words(name)}
    ours = {form for name in names(fields) for form in folding.words(name)}
    if not theirs or not ours or theirs & ours:
        return False
    heard = {sound for word in theirs for sound in skeleton.sounds(folding.primary(word))}
    if any(sound in heard for word in ours for sound in skeleton.sounds(folding.primary(word))):
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415  only for names that changed

    return float(fuzz.token_sort_ratio(" ".join(sorted(theirs)), " ".join(sorted(ours)))) < ALIKE


def names(fields: dict[str, str]) -> tuple[str, ...]:
    """Return every form of the name that a row holds."""
    return Person.of("", fields).name_forms()


def _named(fields: dict[str, str]) -> tuple[str, str, str]:
    return (
        _name(fields),
        _plain(fields.get("organisation", "")),
        _plain(fields.get("delegation", "")),
    )


def _name(fields: dict[str, str]) -> str:
    return name_key(Person.of("", fields).whole_name)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _digest(parts: object) -> bytes:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()[:10]
