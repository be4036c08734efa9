"""For whom an activity is: the terms that its eligibility names, and who answers to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.model.activity import Activity
from checkin.model.person import VISITORS, Person
from checkin.travel import plain
from checkin.vocabulary import countries, naming, values

PLAIN = frozenset({"", "all", "booked"})
"""Eligibility that names nobody: everybody, those booked, or those booked as soon as anybody is."""

_PARTED = re.compile(r"[;,\n；，、]")

Test = Callable[[Person], bool]


@dataclass(frozen=True, slots=True)
class Term:
    """One term as it was written; without a test nobody understands it."""

    text: str
    words: str = ""  # what it means, in the language of the desk
    test: Test | None = None


def eligible(desk: Desk, person: Person, activity: Activity) -> bool:
    """Tell whether an activity is for a person, by the rule that it has.

    Whoever works there is exempt: only participants are asked. Terms that nobody understands are
    no rule, so that a word of a list shuts nobody out; `unclear` names them.
    """
    known = desk.registered(person.id) or person  # a protected one, too
    return answers(known, terms(desk, activity))


def answers(person: Person, named: Iterable[Term]) -> bool:
    """Tell whether somebody, as the register has them, answers to one of some terms."""
    if person.role not in VISITORS:
        return True
    tests = [term.test for term in named if term.test]
    return not tests or any(test(person) for test in tests)


def at_the_door(
    desk: Desk, person: Person | None, activity: Activity, *, listed: bool
) -> tuple[bool, bool]:
    """Tell whether an activity takes only some people in, and this one without a booking.

    Where somebody is on its list, the list decides; where nobody is, its rule does.
    """
    if activity.eligibility in PLAIN:
        return activity.eligibility == "booked" or (listed and not activity.eligibility), False
    if listed or not ruled(desk, activity):
        return listed, False
    return True, bool(person and eligible(desk, person, activity))


def ruled(desk: Desk, activity: Activity) -> bool:
    """Tell whether an activity has a rule that somebody understands."""
    return any(term.test for term in terms(desk, activity))


def unclear(desk: Desk, activity: Activity) -> list[str]:
    """Return the terms of an activity that nobody understands."""
    return [term.text for term in terms(desk, activity) if not term.test]


def text(desk: Desk, activity: Activity) -> str:
    """Return for whom an activity is, in words; '' where it has no rule."""
    words = [term.words for term in terms(desk, activity) if term.test]
    return _("for {whom}").format(whom=", ".join(words)) if words else ""


def terms(desk: Desk, activity: Activity) -> tuple[Term, ...]:
    """Return the terms that an activity names."""
    said = activity.eligibility.strip()
    if said in PLAIN:
        return ()
    parts = (part.strip() for part in _PARTED.split(said))
    return tuple(_term(desk, part) for part in parts if part and part not in PLAIN)


def _term(desk: Desk, said: str) -> Term:
    if delegation := _delegation(desk, said):
        return Term(said, said, lambda person: person.delegation == delegation)
    if country := countries.country(said):
        name = naming.country(country, language())
        return Term(said, name, lambda person: person.country == country)
    word = values.word("eligibility", said)
    kinds = {word} - PLAIN if word else _kinds(said)
    if kinds is None:
        return Term(said)
    tests = [_test(desk, kind) for kind in sorted(kinds)]
    return Term(said, _called(said, kinds), lambda person: all(test(person) for test in tests))


def _called(said: str, kinds: set[str]) -> str:
    """Return what a term means in the language of the desk; else as it was written."""
    if not kinds:
        return _("everybody")
    if len(kinds) > 1:
        return said
    known = {"foreign": _("guests from abroad"), "domestic": _("guests from the country")}
    return known.get(next(iter(kinds)), said)


def _kinds(said: str) -> set[str] | None:
    """Return whom the words of a term mean together, as in “only foreign speakers”.

    Nothing but people in general is an empty set; None where a word is unknown.
    """
    words = re.split(r"[\s/()-]+", said)
    found = {values.word("whom", word) or values.word("role", word) for word in words if word}
    return None if "" in found else found - {"people", "only"}


def _test(desk: Desk, kind: str) -> Test:
    """Return the test of `foreign`, `domestic` or a role."""
    if kind in {"foreign", "domestic"}:
        return lambda person: _foreign(desk, person) is (kind == "foreign")
    return lambda person: (person.role or "delegate") == kind


def _foreign(desk: Desk, person: Person) -> bool | None:
    """Tell whether somebody is from abroad, as the event counts it; None where nobody knows."""
    home = desk.event.country
    seat = person.country
    if desk.event.abroad == "residence":
        seat = person.residence or person.country
    return seat != home if seat and home else None


def _delegation(desk: Desk, said: str) -> str:
    """Return the delegation of a title or a short title; '' where there is none or several."""
    wanted = plain(said)
    rows = desk.db.execute("SELECT id FROM delegation ORDER BY id").fetchall()
    known = (desk.delegation(row[0]) for row in rows)
    found = [one.id for one in known if one and wanted in map(plain, one.titles())]
    return found[0] if len(found) == 1 else ""
