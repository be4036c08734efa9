"""What a desk does in one act that is several things: new guests, groups, substitutes, badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin import delegations, people, programme
from checkin.attendance import scanning
from checkin.attendance.scanning import Outcome
from checkin.badges import order
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.model.person import Person, is_han
from checkin.printing import jobs
from checkin.printing.station import station
from checkin.schema import NAMED
from checkin.search import ranking
from checkin.verdicts import Verdict

MOST_NAMELESS = 200  # people entered by a number alone
_FEWEST_LETTERS = 3  # of a name by which duplicates are looked for
_SHARED = ("organisation", "delegation", "country")


@dataclass(frozen=True, slots=True)
class Group:
    """What came of checking a delegation in."""

    outcomes: tuple[Outcome, ...]  # of those named
    nameless: tuple[Outcome, ...]
    packed: tuple[int, ...]  # print jobs
    act: str | None  # None where nobody came in


def walk_in(
    desk: Desk,
    values: Mapping[str, str],
    *,
    activity: str = "",
    consents: str = "",
    at: datetime | None = None,
) -> Outcome:
    """Enter somebody whom no list has, check in and ask for the badge; one act."""
    fields = {**values, "consents": consents} if consents else values
    with desk.act():
        person = people.enter(desk, fields)
        return _in_with_badge(desk, person, activity, at)


def walk_ins(
    desk: Desk, count: int, delegation: str, *, activity: str = "", at: datetime | None = None
) -> list[Outcome]:
    """Let a number of people in who have said no more than their delegation; one act.

    Each is a person, counted as such, and known by a number until the name is told.
    """
    with desk.act():
        entered = _enter_nameless(desk, count, delegation)
        return [scanning.admit(desk, one.id, activity=activity, at=at) for one in entered]


def accompany(
    desk: Desk,
    main: str,
    values: Mapping[str, str],
    *,
    activity: str = "",
    at: datetime | None = None,
) -> Outcome:
    """Enter and check in somebody who comes with a guest, and ask for the badge; one act."""
    with desk.act():
        return _in_with_badge(desk, people.accompany(desk, main, values), activity, at)


def plus_ones(
    desk: Desk, main: str, count: int, *, activity: str = "", at: datetime | None = None
) -> list[Outcome]:
    """Let a number of people in who come with a guest and have told no name; one act."""
    guest = desk.person(main)
    if guest is None:
        raise DeskError(_("There is no person {id}.").format(id=main))
    with desk.act():
        entered = _enter_nameless(desk, count, guest.delegation, guest.id)
        return [scanning.admit(desk, one.id, activity=activity, at=at) for one in entered]


def substitute_and_check_in(
    desk: Desk,
    person_id: str,
    values: Mapping[str, str],
    *,
    activity: str = "",
    at: datetime | None = None,
) -> Outcome:
    """Let somebody come in another's place, check in and ask for the badge; one act."""
    with desk.act():
        person = people.substitute(desk, person_id, values)
        return _in_with_badge(desk, person, activity, at)


def group(  # noqa: PLR0913  who came, with whom, to what, when
    desk: Desk,
    delegation: str,
    present: Iterable[str],
    unknown: int = 0,
    *,
    activity: str = "",
    at: datetime | None = None,
) -> Group:
    """Check in those of a delegation who are there, also the nameless; ask for badges; one act.

    Who is here already stays as they are; in spite of what else one is let in, is kept.
    """
    activity = programme.activity(desk, activity).id if activity else ""
    with desk.act():
        outcomes = tuple(
            scanning.admit(desk, subject, activity=activity, at=at)
            for subject in dict.fromkeys(present)
            if _away(desk, subject, activity, at)
        )
        nameless = walk_ins(desk, unknown, delegation, activity=activity, at=at) if unknown else []
        packed = _pack(desk, outcomes)
    return Group(outcomes, tuple(nameless), packed, _act([*outcomes, *nameless]))


def queue_reprint(desk: Desk, person_id: str, reason: str = "", at: datetime | None = None) -> int:
    """Ask for a badge again and return the number of its job; a lost one gets a new code."""
    with desk.act():
        if reason == "lost":
            people.reissue(desk, person_id, reason, at)
        return jobs.queue(desk, person_id, reason)


def print_badge(desk: Desk, person_id: str, reason: str = "", at: datetime | None = None) -> int:
    """Ask for a badge and have it printed now, where a printer is chosen; return its job."""
    with desk.act():
        number = queue_reprint(desk, person_id, reason, at)
        if station(desk).printer_for(station(desk).layout):
            jobs.release(desk, [number])
        return number


def likely(desk: Desk, values: Mapping[str, str], limit: int = 5) -> list[Person]:
    """Return who may be meant by what was typed of a new guest, also in other spellings.

    Of those who are found alike, who shares organisation, delegation or country comes first.
    """
    numbers: dict[int, None] = {}
    email = values.get("email", "").strip()
    if email:
        query = "SELECT n FROM person WHERE lower(email) = lower(?) AND email <> '' LIMIT ?"
        numbers |= dict.fromkeys(row[0] for row in desk.db.execute(query, (email, limit)))
    for text in _names(values):
        found = ranking.hits(desk.db, text, limit, lambda some: _alike(desk, values, some))
        numbers |= dict.fromkeys(hit.n for hit in found)
    return [person for n in numbers if (person := _numbered(desk, n))][:limit]


def name_guest(
    desk: Desk, person_id: str, values: Mapping[str, str], *, printed: bool = True
) -> None:
    """Say who a nameless guest is, and print the badge with the name where wanted; one act.

    Raises DeskError where no name is said.
    """
    with desk.act():
        people.correct(desk, person_id, values)
        person = desk.person(person_id)
        if person is None or person.nameless:
            raise DeskError(_("A person needs a name."))
        if printed:
            print_badge(desk, person.id, "wrong" if jobs.already(desk, person.id) else "")


def number_badges(desk: Desk, delegation: str) -> tuple[int, ...]:
    """Ask for the badges of the nameless of a delegation, by their numbers; return the jobs."""
    due = [
        one.id
        for one in delegations.nameless(desk, delegation)
        if one.whole_name and jobs.needed(desk, one.id)
    ]
    with desk.act():
        return tuple(jobs.queue(desk, one) for one in due)


def _enter_nameless(desk: Desk, count: int, delegation: str, main: str = "") -> list[Person]:
    if not 0 < count <= MOST_NAMELESS:
        raise DeskError(_("Enter 1 to {most} people at once.").format(most=MOST_NAMELESS))
    return [
        people.enter_nameless(desk, delegation, number, main)
        for number in delegations.numbers(desk, delegation, count)
    ]


def _in_with_badge(desk: Desk, person: Person, activity: str, at: datetime | None) -> Outcome:
    """Check in somebody new and ask for the badge, also where the desk refuses: it is theirs."""
    outcome = scanning.check_in(desk, person.id, activity=activity, at=at)
    jobs.queue(desk, person.id)
    return outcome


def _pack(desk: Desk, outcomes: Sequence[Outcome]) -> tuple[int, ...]:
    """Ask for the badges of those who came in, in protocol order: they are handed on as a pack."""
    due = {one.person.id: one.entry or "" for one in outcomes if one.badge_due and one.person}
    wanted = order.ordered(desk, list(due), "protocol")
    return tuple(
        jobs.queue(desk, person, entry=due[person])
        for person in wanted
        if jobs.needed(desk, person)
    )


def _away(desk: Desk, subject: str, activity: str, at: datetime | None) -> bool:
    verdict = scanning.preview(desk, subject, activity=activity, at=at).verdict
    return verdict is not Verdict.ALREADY_HERE


def _act(outcomes: Sequence[Outcome]) -> str | None:
    return next((one.act for one in outcomes if one.badge_due), None)


def _names(values: Mapping[str, str]) -> list[str]:
    """Return the names typed so far that are long enough to look for."""
    latin = " ".join(filter(None, (values.get("given"), values.get("family"))))
    typed = (latin or values.get("name", ""), values.get("native_name", ""))
    return [text for text in typed if is_han(text) or len(text.strip()) >= _FEWEST_LETTERS]


def _alike(desk: Desk, values: Mapping[str, str], numbers: Sequence[int]) -> set[int]:
    """Return those who share what else was typed."""
    shared = [name for name in _SHARED if values.get(name)]
    marks = ",".join("?" * len(numbers))
    found: set[int] = set()
    for name in shared:
        query = f"SELECT n FROM person WHERE n IN ({marks}) AND lower({name}) = lower(?)"  # noqa: S608
        found |= {row[0] for row in desk.db.execute(query, (*numbers, values[name]))}
    return found


def _numbered(desk: Desk, n: int) -> Person | None:
    subject = store.single(desk.db, f"SELECT id FROM person WHERE n = ? AND {NAMED}", (n,))  # noqa: S608
    return desk.person(subject) if subject else None
