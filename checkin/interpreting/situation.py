"""A desk's situation as a planning problem: who could interpret what, and what stands already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations

from checkin import travel
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import acknowledged, needs, promises
from checkin.interpreting.availability import Availability, availability
from checkin.interpreting.conflict import OF_NEEDS
from checkin.interpreting.exclusions import exclusions
from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise
from checkin.interpreting.profile import Profile
from checkin.interpreting.tongues import Tongues
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import Assignment
from checkin.model.moment import instant
from checkin.model.person import Person
from checkin.travel import plain
from checkin.vocabulary import modes

_INTERPRETERS = """SELECT id FROM person WHERE role = 'interpreter' AND NOT erased
  AND status NOT IN ('cancelled', 'substituted') ORDER BY n"""
_STANDS = "SELECT 1 FROM person WHERE id = ? AND NOT erased"


def problem(desk: Desk, at: datetime, known: Iterable[Wanted] | None = None) -> Problem:
    """Return what is to be planned at a moment; who knows the needs already may pass them.

    A promise binds its interpreter until somebody has accepted that its need is gone.
    """
    standing = promises.standing(desk)
    kept = {one.need for one in standing}
    asked = [
        one.demand
        for one in (needs.wanted(desk, at) if known is None else known)
        if one.wanted or (one.state == "gone" and one.demand.id in kept)
    ]
    ids = {one.id for one in asked}
    mine = [one for one in standing if one.need in ids]
    profile = needs.profile_of(desk)
    people = list(interpreters(desk))
    gone = list(_gone(desk, {one.id for one in people}, asked, mine, at))
    lost = {one.id for one in gone}
    held = frozen(desk, asked, [one for one in mine if one.person not in lost], profile, at)
    return Problem(
        people=(*people, *gone),
        demands=tuple(asked),
        profile=profile,
        ways=_ways(desk, asked),
        titles=_titles(desk, asked),
        fixed=frozenset(map(_promise, held)),
        locks={_promise(one): _lock(desk, one, asked) for one in held},
        before=frozenset(map(_promise, mine)),
        overridden=frozenset(_overridden(mine)),
    )


def plan(desk: Desk) -> Plan:
    """Return the promises that stand, also those to needs that are gone."""
    return frozenset(map(_promise, promises.standing(desk)))


def astray(desk: Desk, known: Iterable[Wanted]) -> list[Assignment]:
    """Return the promises to what nobody wants any more."""
    wanted = {one.demand.id for one in known if one.wanted}
    return [one for one in promises.standing(desk) if one.need not in wanted]


def frozen(
    desk: Desk,
    demands: Iterable[Demand],
    standing: Iterable[Assignment],
    profile: Profile,
    at: datetime,
) -> list[Assignment]:
    """Return the promises that nothing moves by itself: about to begin, begun, or acknowledged."""
    limit = profile.limits.freeze
    before = timedelta(minutes=limit.value if limit else 0)
    starts = {one.id: one.start - before for one in demands}
    known = cache(lambda person: acknowledged.promised(desk, person))
    return [
        one
        for one in standing
        if not one.released
        and one.need in starts
        and (starts[one.need] <= at or {one.id, one.need} & known(one.person))
    ]


def _lock(desk: Desk, one: Assignment, demands: Iterable[Demand]) -> str:
    """Return what holds a promise, in words."""
    if {one.id, one.need} & acknowledged.promised(desk, one.person):
        return _("its interpreter has acknowledged it")
    start = next(need.start for need in demands if need.id == one.need)
    return _("it begins at {time} or has begun").format(time=f"{start:%H:%M}")


# Interpreters #########################################################################


def interpreters(desk: Desk) -> Iterator[Interpreter]:
    """Yield everybody who could interpret, in the order of the register."""
    for (subject,) in desk.db.execute(_INTERPRETERS).fetchall():
        known = desk.registered(subject)
        if known:
            yield interpreter(desk, known)


def _gone(
    desk: Desk,
    known: Collection[str],
    demands: Iterable[Demand],
    standing: Iterable[Assignment],
    at: datetime,
) -> Iterator[Interpreter]:
    """Yield who is still promised to what is not over, and cancelled or interprets no more."""
    ahead = {one.id for one in demands if one.end > at}
    promised = dict.fromkeys(one.person for one in standing if one.need in ahead)
    for subject in promised:
        person = None if subject in known else desk.registered(subject)
        if person and desk.db.execute(_STANDS, (subject,)).fetchone():
            away = min(at, instant(person.away) or at)
            yield replace(interpreter(desk, person), away=away, comes=False)


def interpreter(desk: Desk, person: Person) -> Interpreter:
    """Return what rules ask of one interpreter; a protected one is called by the alias."""
    when = available(desk, person)
    return Interpreter(
        id=person.id,
        name=person.veiled().whole_name,
        tongues=Tongues.of(person),
        windows=when.windows,
        modes=modes.modes(person.modes),
        exclusions=exclusions(desk, person).codes,
        experience=_experience(desk, person),
        away=instant(person.away),
        told=when.told,
        unread=when.unread,
    )


def available(desk: Desk, person: Person) -> Availability:
    """Return when an interpreter is available, and what of that nobody can read."""
    return availability(person.availability, desk.event)


def _experience(desk: Desk, person: Person) -> frozenset[str]:
    """Return the activities and delegations that an interpreter knows by any name."""
    words = {plain(part) for part in person.experience.replace("\n", ";").split(";")} - {""}
    if not words:
        return frozenset()
    activities = desk.programme.activities.values()
    known = {
        one.id
        for one in activities
        if words & {one.id, *map(plain, (*one.titles(), one.host, one.source_id))}
    }
    groups = desk.db.execute("SELECT id, title FROM delegation").fetchall()
    return frozenset(known | {name for name, title in groups if words & {name, plain(title)}})


# The rest #############################################################################


def _promise(one: Assignment) -> Promise:
    return Promise(one.need, one.person, one.via)


def _overridden(standing: Iterable[Assignment]) -> Iterator[tuple[str, str, str]]:
    for one in standing:
        for rule in one.override.split():
            yield rule, one.need, "" if rule in OF_NEEDS else one.person


def _ways(desk: Desk, demands: Iterable[Demand]) -> Mapping[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    places = sorted({one.place for one in demands if one.place})
    for one, other in combinations(places, 2):
        for pair in ((one, other), (other, one)):
            minutes = travel.minutes(desk, *pair)
            if minutes is not None:
                found[pair] = minutes
    return found


def _titles(desk: Desk, demands: Iterable[Demand]) -> Mapping[str, str]:
    """Return what the places and the listening delegations are called."""
    known = list(demands)
    places = {one.place for one in known if one.place}
    found = {name: place.title for name in places if (place := desk.place(name))}
    groups = {name for one in known for name in one.group}
    return found | {name: group.title for name in groups if (group := desk.delegation(name))}
