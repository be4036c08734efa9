"""What a desk does with a person besides checking in: enter, correct, substitute, cancel, badge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.entry import Fact, fresh
from checkin.journal.fold import changed
from checkin.model import booking, code
from checkin.model.delegation import delegation_subject
from checkin.model.person import Person
from checkin.sheet import name_key

REASONS = ("lost", "damaged", "wrong")
"""Why a badge is replaced: words that name nobody, as they outlive an erasure."""

_NO_DIGIT, _LEAST = re.compile(r"\D"), 5  # digits by which a telephone is known
_NAMES = ("name", "family", "given", "native_name")

INHERITED = (
    "organisation",
    "native_organisation",
    "organisation_type",
    "country",
    "city",
    "delegation",
    "role",
)
"""What a substitute takes over where nothing else is said; never diet, note or attention."""


def enter(desk: Desk, values: Mapping[str, str], entered: str = "walk-in") -> Person:
    """Enter somebody whom no list has, and return the person; a delegation is named by its title.

    Raises DeskError where not even a name is given.
    """
    subject = fresh("p")
    with desk.act():
        desk.keep(_entering(desk, subject, values, entered))
    return _known(desk, subject)


def enter_nameless(desk: Desk, delegation: str, number: str = "", main: str = "") -> Person:
    """Enter somebody of whom no more is known than the delegation; `correct` adds the name.

    The number stands on the badge until then, and the main guest is whom this one comes with.
    """
    subject = fresh("p")
    with desk.act():
        said = {"delegation": delegation, "badge_name": number, "accompanies": main}
        facts, fields = _with_delegation(desk, said)
        known = desk.delegation(fields["delegation"])
        inherited = {name: getattr(known, name) for name in ("country", "languages") if known}
        desk.keep([*facts, *_registering(desk, subject, {**inherited, **fields}, "walk-in")])
    return _known(desk, subject)


def correct(desk: Desk, subject: str, values: Mapping[str, str]) -> bool:
    """Set fields of a person; return whether that changed anything.

    A name takes the place of the number by which a nameless guest was known.
    """
    known = _known(desk, subject)
    facts, fields = _with_delegation(desk, values)
    if known.nameless and any(fields.get(name) for name in _NAMES):
        fields = {"badge_name": "", **fields}
    facts += desk.change("changed", subject, fields)
    if facts:
        desk.write(*facts)
    return bool(facts)


def accompany(desk: Desk, main: str, values: Mapping[str, str]) -> Person:
    """Enter somebody who comes with a guest, of the same delegation unless another is said."""
    guest = _known(desk, main)
    shared = {name: getattr(guest, name) for name in ("delegation", "country", "languages")}
    return enter(desk, {**shared, **values, "accompanies": guest.id})


def substitutes(desk: Desk, original: str) -> list[Person]:
    """Return who come in a person's place, the first entered first."""
    rows = desk.db.execute(
        "SELECT id FROM person WHERE substitute_for = ? AND substitute_for <> '' ORDER BY n",
        (original,),
    )
    return [one for row in rows.fetchall() if (one := desk.person(row[0]))]


def company(desk: Desk, main: str) -> list[Person]:
    """Return who comes with a guest and may come, the first entered first."""
    rows = desk.db.execute(
        "SELECT id FROM person WHERE accompanies = ? AND accompanies <> '' AND NOT erased"
        " ORDER BY n",
        (main,),
    )
    found = (desk.person(row[0]) for row in rows.fetchall())
    return [one for one in found if one and one.may_come]


def substitute(desk: Desk, subject: str, values: Mapping[str, str]) -> Person:
    """Let somebody come in another's place: bookings pass on, the old badge stops (DSK-10)."""
    original = desk.registered(_known(desk, subject).id) or _known(desk, subject)
    inherited = {name: getattr(original, name) for name in INHERITED if getattr(original, name)}
    seats = {
        booking.field(row[0]): row[1]
        for row in desk.db.execute(
            "SELECT activity, status FROM booking WHERE person = ?", (original.id,)
        )
    }
    new = fresh("p")
    fields = {**seats, **inherited, **values, "substitute_for": original.id}
    with desk.act():
        desk.keep(_entering(desk, new, fields, "substitute"))
        desk.keep(desk.change("changed", original.id, {"status": "substituted"}))
    return _known(desk, new)


def called(desk: Desk, said: str) -> str:
    """Return a name that a list or a hand wrote as others may read it: the protected by alias."""
    words = set(name_key(said.replace(",", " ")).split())
    rows = desk.db.execute("SELECT id, name_key FROM person WHERE protected <> '' ORDER BY n")
    for subject, key in rows.fetchall():
        own = set(key.split())
        if own and (own == words or (len(own) > 1 and own <= words)):
            person = desk.person(subject)
            return person.whole_name if person else ""
    return said


def reached(desk: Desk, said: str) -> str:
    """Return a contact that a list wrote, with its telephone: '' where it is a protected person's.

    Of a name the alias is left; a telephone alone is known by its digits.
    """
    name = called(desk, said)
    if name != said:
        return name
    digits = _NO_DIGIT.sub("", said)
    rows = desk.db.execute("SELECT phone FROM person WHERE protected <> '' AND phone <> ''")
    phones = (_NO_DIGIT.sub("", phone) for (phone,) in rows.fetchall())
    return "" if any(len(one) >= _LEAST and one in digits for one in phones) else said


def cancel(desk: Desk, subject: str) -> bool:
    """Note that a person will not come; return whether that is news."""
    return correct(desk, subject, {"status": "cancelled"})


def reissue(desk: Desk, subject: str, reason: str, at: datetime | None = None) -> str:
    """Replace a badge for one of REASONS: return the new code; the old one is refused (DSK-11)."""
    person = _known(desk, subject)
    if reason not in REASONS:
        raise DeskError(
            _("There is no “{word}” here; choose of: {choices}.").format(
                word=reason, choices=", ".join(REASONS)
            )
        )
    newest = store.single(desk.db, "SELECT issue FROM person WHERE id = ?", (person.id,))
    token, attempt = _free_token(desk, person.id, newest + 1)
    said = {"issue": newest + 1, "try": attempt, "reason": reason}
    said["at"] = (at or desk.this_moment()).isoformat()
    desk.write(Fact("minted", person.id, said))
    return code.code_of(desk.key, token)


def hand_out(desk: Desk, subjects: Iterable[str], at: datetime | None = None) -> int:
    """Note that people took their badges, which is no attendance; return how many did now."""
    moment = (at or desk.this_moment()).isoformat()
    people = [_known(desk, subject).id for subject in subjects]
    due = [one for one in people if not _handed_out(desk, one)]
    if due:
        desk.write(*(Fact("handed-out", one, {"at": moment}) for one in due))
    return len(due)


def book(desk: Desk, subjects: Iterable[str], activity: str, status: str = "booked") -> int:
    """Put people on the list of an activity; return for how many that changed something."""
    if status not in booking.STATUSES:
        raise DeskError(_("“{status}” is no state of a booking.").format(status=status))
    if desk.activity(activity) is None:
        raise DeskError(_("There is no activity {id}.").format(id=activity))
    facts: list[Fact] = []
    for subject in subjects:
        facts += desk.change("booked", _known(desk, subject).id, {booking.field(activity): status})
    if facts:
        desk.write(*facts)
    return len(facts)


def merge(desk: Desk, one: str, other: str) -> Person:
    """Say that two are one person; an undo parts them again."""
    first, second = _known(desk, one), _known(desk, other)
    if first.id == second.id:
        raise DeskError(_("That is one person already."))
    with desk.act():
        desk.keep([Fact("merged", max(first.id, second.id), {"with": min(first.id, second.id)})])
        if first.nameless is not second.nameless:  # the number of the one is no name of the other
            badge_name = second.badge_name if first.nameless else first.badge_name
            desk.keep(desk.change("changed", _known(desk, one).id, {"badge_name": badge_name}))
    return _known(desk, one)


def _entering(desk: Desk, subject: str, values: Mapping[str, str], entered: str) -> Sequence[Fact]:
    facts, fields = _with_delegation(desk, values)
    if not any(fields.get(name) for name in _NAMES):
        raise DeskError(_("A person needs a name."))
    return [*facts, *_registering(desk, subject, fields, entered)]


def _registering(
    desk: Desk, subject: str, values: Mapping[str, str], entered: str
) -> Sequence[Fact]:
    """Return what makes a new person of fields, with a code that nobody else has."""
    fields = {name: text for name, text in values.items() if text}
    facts = [Fact("registered", subject, {"set": {**fields, "entered": entered}})]
    _token, attempt = _free_token(desk, subject, 1)
    if attempt != code.first_token(desk.key, subject)[1]:
        facts.append(Fact("minted", subject, {"issue": 1, "try": attempt}))
    return facts


def _with_delegation(desk: Desk, values: Mapping[str, str]) -> tuple[list[Fact], dict[str, str]]:
    """Turn the title of a delegation into its subject, with the fact that makes a new one."""
    fields = dict(values)
    if any("\ud800" <= sign <= "\udfff" for sign in "".join(fields.values())):
        raise DeskError(_("A text here holds half a character."))
    title = fields.get("delegation", "")
    if not title or desk.delegation(title):
        return [], fields
    fields["delegation"] = delegation_subject(desk.key, title)
    said = desk.folded(fields["delegation"])
    return (
        [] if said.exists else changed("registered", fields["delegation"], said, {"title": title})
    ), fields


def _free_token(desk: Desk, subject: str, issue: int) -> tuple[str, int]:
    """Return a token that this desk knows nobody else to have, and its attempt."""
    token, attempt = code.first_token(desk.key, subject, issue)
    query = "SELECT 1 FROM code WHERE text = ? AND person <> ?"
    while store.single(desk.db, query, (token, subject)):
        token, attempt = code.first_token(desk.key, subject, issue, attempt + 1)
    return token, attempt


def _handed_out(desk: Desk, subject: str) -> bool:
    return bool(store.single(desk.db, "SELECT handed_out FROM person WHERE id = ?", (subject,)))


def _known(desk: Desk, subject: str) -> Person:
    person = desk.person(subject)
    if person is None:
        raise DeskError(_("There is no person {id}.").format(id=subject))
    return person
