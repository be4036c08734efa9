"""What desks that had not met said against each other: each in words, and what settles it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from checkin import engagements, people
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import clock, identity
from checkin.journal.entry import NO_SUBJECT, Fact, digest
from checkin.model import booking
from checkin.model.event import event_subject
from checkin.vocabulary import fields

FIELD, TWICE, RECEIVER, FORK = "field", "twice", "receiver", "fork"
SUBSTITUTED, CANCELLED = "substituted-present", "cancelled-present"
CODE, SAME = "code", "same"
"""Kinds of conflicts beside those that a fold lists: a code of two people, two who may be one."""

_MARK = "settled "  # a field of the event, for each conflict that people looked at and let be


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that stand against each other."""

    text: str  # in words
    desk: str = ""  # the label of the desk that said it
    at: str = ""  # ISO, when, as stated or as written down
    value: str = ""  # of a field, as it is kept
    person: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something to look at."""

    what: str
    subject: str
    field: str
    about: str  # whom or what it is about
    text: str  # a sentence
    sides: tuple[Side, ...]
    mark: str

    @property
    def people(self) -> tuple[str, ...]:
        """Return the people whom it concerns."""
        own = (self.subject,) if self.subject.startswith("p-") else ()
        return tuple(dict.fromkeys((*own, *(side.person for side in self.sides if side.person))))


def conflicts(desk: Desk) -> list[Conflict]:
    """Return all that nobody has settled: what is certain first, then what may be one person."""
    settled = desk.folded(event_subject(desk.key)).values()
    found = [*_listed(desk), *_codes(desk), *_alike(desk)]
    return [conflict for conflict in found if conflict.mark not in settled]


def count(desk: Desk) -> int:
    """Return how many there are to look at."""
    return len(conflicts(desk))


# Settling #############################################################################


def settle(desk: Desk, conflict: Conflict) -> None:
    """Let it be: it is not shown again unless more is said; an undo shows it again."""
    desk.write(*desk.change("settled", event_subject(desk.key), {conflict.mark: "yes"}))


def choose(desk: Desk, conflict: Conflict, value: str) -> None:
    """Give the field this value, on all desks that hear of it."""
    kind = "booked" if _activity(conflict.field) else "changed"
    desk.write(*desk.change(kind, conflict.subject, {conflict.field: value}))


def expect(desk: Desk, conflict: Conflict) -> None:
    """Take somebody who came for expected, whatever was said before."""
    desk.write(*desk.change("changed", conflict.subject, {"status": ""}))


def join(desk: Desk, conflict: Conflict) -> None:
    """Say that the people of a conflict are one."""
    first, *others = conflict.people
    with desk.act():
        for other in others:
            people.merge(desk, first, other)


def leave_with(desk: Desk, conflict: Conflict, person: str) -> None:
    """Say that one of them has the receiver, and that the others gave it back."""
    query = "SELECT person, entry FROM receiver WHERE number = ? AND person <> ?"
    loans = desk.db.execute(query, (conflict.field, person)).fetchall()
    if not loans:
        raise DeskError(_("This was settled meanwhile."))
    said = {"number": conflict.field, "at": desk.moment(None).isoformat()}
    desk.write(*(Fact("returned", one, {**said, "of": [entry]}) for one, entry in loans))


# What the folds list ##################################################################


def _listed(desk: Desk) -> Iterator[Conflict]:
    rows = desk.db.execute(
        "SELECT subject, what, field, detail FROM conflict ORDER BY what, subject, field"
    ).fetchall()
    for subject, what, field, detail in rows:
        said = json.loads(detail)
        sides: tuple[Side, ...]
        if what == FIELD:
            sides = tuple(_values(desk, subject, field, said))
        elif what == FORK:
            sides = ()
        elif what == RECEIVER:
            sides = tuple(_holders(desk, field))
        else:
            here = _("Checked in")
            sides = tuple(
                Side(here, label, at) for label, at in zip(said[0::2], said[1::2], strict=True)
            )
        about = _about(desk, subject, what, field)
        yield Conflict(
            what,
            subject,
            field,
            about,
            _sentence(desk, what, field),
            sides,
            _MARK + digest([what, subject, field, detail]),
        )


def _values(desk: Desk, subject: str, field: str, values: list[str]) -> Iterator[Side]:
    """Yield what each desk set a field to, the one that is shown now first."""
    said, person = desk.folded(subject), desk.person(subject)
    veiled = person is not None and not person.named
    heads = set(said.fields[field].heads) if field in said.fields else set()
    for value in values:
        for entry, told in said.live:
            if entry.id in heads and told["set"].get(field) == value:
                at = desk.event.at(clock.milliseconds(entry.hlc)).isoformat()
                text = _("protected") if veiled else _value(desk, field, value)
                yield Side(text, entry.desk, at, value)
                break


def _holders(desk: Desk, number: str) -> Iterator[Side]:
    query = "SELECT person, desk, at FROM receiver WHERE number = ? ORDER BY at, person"
    for person, label, at in desk.db.execute(query, (number,)).fetchall():
        yield Side(_name(desk, person), label, at, person=person)


def _about(desk: Desk, subject: str, what: str, field: str) -> str:
    """Return the name of whom or what a conflict is about."""
    if what == FORK:
        return _("Desk {label}").format(label=identity.label(field))
    if what == RECEIVER:
        return _("Receiver {number}").format(number=field)
    if subject.startswith("e-"):
        return desk.event.title
    title = engagements.need_title if subject.startswith("n-") else engagements.assignment_title
    if named := title(desk, subject):
        return named
    for known in (desk.activity(subject), desk.delegation(subject), desk.place(subject)):
        if known:
            return known.title
    return _name(desk, subject)


def _sentence(desk: Desk, what: str, field: str) -> str:
    activity = desk.activity(_activity(field) or field)
    sentences = {
        FIELD: _("{field}: entered differently."),
        TWICE: _("Checked in twice: {activity}. The earlier time counts."),
        SUBSTITUTED: _("Somebody else came in this person's place, and the person came too."),
        CANCELLED: _("Had cancelled, and came all the same."),
        RECEIVER: _("Lent to several people."),
        FORK: _(
            "Two laptops went on as one desk. Nothing is lost; each goes on under an identity "
            "of its own."
        ),
    }
    return sentences.get(what, _("Something to look at: {what}.")).format(
        what=what,
        field=_field(field, activity.title if activity else field),
        activity=activity.title if activity else field,
    )


# What a look at all people finds ######################################################


def _codes(desk: Desk) -> Iterator[Conflict]:
    """Yield the codes that open the door for two people."""
    owners: dict[str, list[str]] = {}
    for text, person in desk.db.execute(
        """SELECT text, person FROM code
           WHERE text IN (SELECT text FROM code GROUP BY text HAVING count(*) > 1)
           ORDER BY text, person"""
    ):
        owners.setdefault(text, []).append(person)
    for text, found in owners.items():
        yield Conflict(
            CODE,
            NO_SUBJECT,
            text,
            _names(desk, found),
            _("One badge code means several people. A scan of it asks which."),
            tuple(_entered(desk, person) for person in found),
            _MARK + digest([CODE, text, *found]),
        )


def _alike(desk: Desk) -> Iterator[Conflict]:
    """Yield people who were entered at a desk and bear the name of another of that house."""
    pairs = desk.db.execute(
        """SELECT DISTINCT min(one.id, other.id), max(one.id, other.id)
           FROM person AS one JOIN person AS other ON other.name_key = one.name_key
           WHERE one.entered = 'walk-in' AND one.id <> other.id AND one.name_key <> ''
             AND NOT one.erased AND NOT other.erased
             AND one.protected = '' AND other.protected = ''
             AND other.status <> 'substituted' AND one.substitute_for <> other.id
             AND (one.organisation = '' OR other.organisation = ''
                  OR lower(one.organisation) = lower(other.organisation))
           ORDER BY 1, 2"""
    ).fetchall()
    for pair in pairs:
        yield Conflict(
            SAME,
            pair[0],
            pair[1],
            _name(desk, pair[0]),
            _("Entered twice. Are they one person?"),
            tuple(_entered(desk, person) for person in pair),
            _MARK + digest([SAME, *pair]),
        )


def _entered(desk: Desk, subject: str) -> Side:
    """Return who a person is, and which desk entered them when."""
    person = desk.person(subject)
    text = ", ".join(filter(None, (person.whole_name, person.organisation))) if person else subject
    first = next((entry for entry, _said in desk.folded(subject).live), None)
    if first is None:
        return Side(text, person=subject)
    at = desk.event.at(clock.milliseconds(first.hlc)).isoformat()
    return Side(text, first.desk, at, person=subject)


# Words ################################################################################


def _names(desk: Desk, subjects: list[str]) -> str:
    return ", ".join(_name(desk, subject) for subject in subjects)


def _name(desk: Desk, subject: str) -> str:
    person = desk.person(subject)
    return (person.whole_name if person else "") or _("A person without a name")


def _activity(field: str) -> str:
    """Return the activity that a field is a booking for, '' where it is none."""
    return next(iter(booking.bookings({field: booking.STATUSES[0]})), "")


def _value(desk: Desk, field: str, value: str) -> str:
    """Return a value as people read it."""
    delegation = desk.delegation(value) if field == "delegation" else None
    if delegation:
        return delegation.title
    if field == "withdrawn":
        return _("withdrawn") if value else _("promised")
    states = {
        "booked": _("booked"),
        "waiting": _("on the waiting list"),
        "cancelled": _("cancelled"),
        "substituted": _("substituted"),
    }
    if _activity(field) or field == "status":
        return states.get(value, value or _("expected"))
    return value or _("empty")


def _field(field: str, activity: str) -> str:
    """Return what a field is called."""
    names = {
        "head": _("Head of the delegation"),
        "capacity": _("Persons permitted"),
        "start": _("Begin"),
        "end": _("End"),
        "place": _("Place"),
        "withdrawn": _("Assignment"),
        "via": _("Relay from"),
        "booth": _("Booth"),
        "channel": _("Channel"),
        "call": _("Call time"),
        "leader": _("Leads the team"),
        "strength": _("Interpreters needed"),
        "mode": _("Mode"),
        "closed": _("Closed since"),
    }
    if _activity(field):
        return _("Booking for {activity}").format(activity=activity)
    return names.get(field) or fields.title(field)
