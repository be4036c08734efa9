"""What guests listen to: one language each, of those that are offered."""

from __future__ import annotations

from collections.abc import Collection

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import act_name
from checkin.model.person import Person
from checkin.vocabulary import countries

LISTENERS = ("", "delegate", "speaker", "press")
"""Roles for which one interprets; who works there understands the house, or is asked."""


def offered(desk: Desk) -> tuple[str, ...]:
    """Return the languages that one can listen to at the event.

    They are those of the channels and of the programme; where that is no more than one, also those
    into which its interpreters work.
    """
    found = dict.fromkeys(desk.event.channels.replace("-", " ").split())
    for activity in desk.programme.activities.values():
        found |= dict.fromkeys(activity.languages.split())
    if len(found) <= 1:
        query = """SELECT languages_a || ' ' || languages_b FROM person
          WHERE role = 'interpreter' AND NOT erased ORDER BY n"""
        for (languages,) in desk.db.execute(query):
            found |= dict.fromkeys(languages.split())
    return tuple(found)


def listens(listening: str, languages: str, offers: Collection[str]) -> str:
    """Return the one language that somebody listens to; '' where nobody has said any.

    It is what was set, else the first of theirs that is offered, else their first.
    """
    spoken = languages.split()
    chosen = "".join(listening.split()[:1])
    return chosen or next((one for one in spoken if one in offers), "".join(spoken[:1]))


def understood(listening: str, languages: str) -> frozenset[str]:
    """Return the languages for which somebody needs nobody."""
    return frozenset((*listening.split(), *languages.split()))


def listen(desk: Desk, person_id: str, language: str) -> str | None:
    """Set what a guest listens to; '' lets it follow from the languages. Return the act, if any.

    Raises DeskError for nobody, and for what is no language.
    """
    person = desk.person(person_id)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=person_id))
    codes, unknown = countries.languages(language)
    if unknown or len(codes.split()) > 1:
        raise DeskError(_("“{word}” is no language.").format(word=language[:40]))
    entries = desk.write(*desk.change("changed", person.id, {"listening": codes}))
    return act_name(entries[0].replica, entries[0].act) if entries else None


def turn(desk: Desk, person_id: str) -> str:
    """Set what a guest listens to to the next language that is offered; return which it is."""
    person, offers = desk.person(person_id), offered(desk)
    if person is None or not offers:
        return ""
    now = listens(person.listening, person.languages, offers)
    place = offers.index(now) + 1 if now in offers else 0
    chosen = offers[place % len(offers)]
    listen(desk, person.id, chosen)
    return chosen


def of_person(desk: Desk, person: Person) -> str:
    """Return the language that a person listens to."""
    return listens(person.listening, person.languages, offered(desk))
