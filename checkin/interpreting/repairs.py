"""What would mend a broken rule, each repair tried before it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import chain, islice

from checkin.interpreting.candidates import able
from checkin.interpreting.conflict import Break, Repair
from checkin.interpreting.draft import NOBODY, Change, Draft
from checkin.interpreting.problem import Demand, Plan, Promise
from checkin.interpreting.repair_words import text
from checkin.interpreting.teams import fillings, giving_relay, lacking, teams
from checkin.interpreting.trying import Changed, mends
from checkin.model.need import MODES

_STEP, _LATEST = 5, 60
"""Minutes by which a start moves, and at most."""

_RELEASED = frozenset({"H8", "H9"})
"""Limits of load, above which somebody may say yes to more."""

_OF_THE_TEAM = frozenset({"H5", "H6", "H7"})
"""What rules ask of those who are promised to one need."""

_TIMES = frozenset({"H1", "H2", "H8"})
"""What may be otherwise at another time of the day."""

Kind = Callable[[Draft, Break], Iterator[Repair]]


def repairs(draft: Draft, broken: Break) -> tuple[Repair, ...]:
    """Return repairs that mend a break and break nothing anew: the best of each kind.

    Where a team can be made whole by who is free, that is all. Where there is no repair,
    what is possible with less than the rules ask for is offered.
    """
    found: dict[Repair, None] = {}
    for kind in _KINDS[broken.rule]:
        found |= dict.fromkeys(islice(kind(draft, broken), 1))
        if kind is _team and any(not one.remove for one in found):
            break
    if not found:
        found |= dict.fromkeys(islice(_at_least(draft, broken), 1))
    return tuple(replace(one, text=text(draft, one)) for one in found)


def _promises(draft: Draft, broken: Break) -> list[Promise]:
    """Return the promises that make a break, the last first."""
    who = {broken.person, broken.about.rpartition(" ")[2]}  # the other one: a colleague
    own = [one for one in draft.plan if one.need in broken.needs and one.person in who]
    return sorted(own, key=lambda one: (draft.layout.spans[one.need], one), reverse=True)


def _tried(draft: Draft, broken: Break, changes: Iterator[Change]) -> Iterator[Repair]:
    for add, remove in changes:
        repair = Repair("", add, remove)
        if mends(draft, broken, repair):
            yield repair


# Of people ###########################################################################


def _others(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try others, the same one by another way, or one fewer, for each promise of a break."""
    for promise in _promises(draft, broken):
        need = draft.layout.demands[promise.need]
        yield from _tried(draft, broken, fillings(draft, need, frozenset({promise})))


def _team(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try to make the team whole, or to add a second one to who is alone."""
    need = draft.layout.demands[broken.needs[0]]
    yield from _tried(draft, broken, fillings(draft, need, least=_least(broken)))


def _least(broken: Break) -> int:
    """Return how many at least join a team that keeps to its strength."""
    return 1 if broken.rule == "H7" else 0


def _new_team(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try other people for a whole need."""
    need = draft.layout.demands[broken.needs[0]]
    team = frozenset(one for one in draft.plan if one.need == need.id)
    relayed = frozenset(one for one in team if one.via)
    for remove in (relayed, team):
        yield from _tried(draft, broken, fillings(draft, need, remove))


def _givers(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try more people who give relay."""
    pivots = [draft.layout.demands[one] for one in broken.needs[1:]]
    adds = (add for pivot in pivots for add in giving_relay(draft, pivot))
    yield from _tried(draft, broken, ((add, NOBODY) for add in adds))


def _restored(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try to put a fixed promise back, beside or instead of one of the team."""
    subject = broken.needs[0]
    via = broken.about.partition(" ")[2]
    add = frozenset({Promise(subject, broken.person, via)})
    team = frozenset(one for one in draft.plan if one.need == subject)
    own = frozenset(one for one in team if one.person == broken.person)
    removes = [own, *(own | {one} for one in sorted(team - own))]
    yield from _tried(draft, broken, ((add, remove) for remove in removes))


# Of needs ############################################################################


def _later(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try to start a need later by as few minutes as help, with its whole activity."""
    for subject in reversed(broken.needs) if _a_matter_of_time(draft, broken) else ():
        need = draft.layout.demands[subject]
        moving = [one.id for one in draft.layout.activities[need.activity] if one.span == need.span]
        held = any(draft.layout.demands[one].hard for one in moving)
        if held or any(one.need in moving for one in draft.problem.fixed):
            continue
        later = (
            Repair("", needs=tuple(moving), change=_times(need, minutes))
            for minutes in range(_STEP, _LATEST + _STEP, _STEP)
        )
        found = (repair for one in later for repair in islice(_changed(draft, broken, one), 1))
        yield from islice(found, 1)


def _a_matter_of_time(draft: Draft, broken: Break) -> bool:
    """Tell whether a later start might help: not where languages or numbers are in the way."""
    if broken.person:
        return broken.rule in _TIMES
    need = draft.layout.demands[broken.needs[0]]
    return any(
        one.obstacles and {broken.rule for broken in one.obstacles} <= _TIMES
        for one in able(draft, need)
    )


def _times(need: Demand, minutes: int) -> tuple[tuple[str, str], ...]:
    later = timedelta(minutes=minutes)
    start, end = need.start + later, need.end + later
    return ("start", start.isoformat()), ("end", end.isoformat())


def _other_mode(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try other modes; nobody chooses to interpret in a bus."""
    for subject in broken.needs[:1]:
        need = draft.layout.demands[subject]
        if any(one.need == subject for one in draft.problem.fixed):
            continue
        for mode in MODES:
            if mode not in {need.mode, "on-board"}:
                change = Repair("", needs=(subject,), change=(("mode", mode),))
                yield from islice(_changed(draft, broken, change), 1)


def _changed(draft: Draft, broken: Break, change: Repair) -> Iterator[Repair]:
    """Try a change of a need or of what is let be, by itself or with another team."""
    changed = Changed.of(draft, change)
    for add, remove in chain([(NOBODY, NOBODY)], _around(changed.draft, broken)):
        repair = replace(change, add=add, remove=remove)
        if mends(draft, broken, repair, changed) and not _without(draft, broken, repair):
            yield repair


def _without(draft: Draft, broken: Break, repair: Repair) -> bool:
    """Tell whether the people alone mend a break, so that nothing need be changed."""
    return mends(draft, broken, Repair("", repair.add, repair.remove))


def _around(draft: Draft, broken: Break) -> Iterator[Change]:
    """Yield who could join the team of a need that was changed."""
    if broken.person:
        return
    need = draft.layout.demands[broken.needs[0]]
    for add in teams(draft, need, max(lacking(draft, need), _least(broken))):
        yield add, NOBODY


def _released(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try to let a limit of load be, for as few needs as help."""
    sets = [*((one,) for one in reversed(broken.needs)), broken.needs]
    for needs in sets:
        release = frozenset((broken.rule, need, broken.person) for need in needs)
        found = list(_changed(draft, broken, Repair("", release=release)))
        if found:
            yield from found
            return


def _released_team(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try people whom only limits of load keep from a need."""
    need = draft.layout.demands[broken.needs[0]]
    release: frozenset[tuple[str, str, str]] = frozenset()
    for one in able(draft, need):
        rules = {obstacle.rule for obstacle in one.obstacles}
        if rules and rules <= _RELEASED:
            own = frozenset((rule, need.id, one.promise.person) for rule in rules)
            release |= own
            for wanted in (own, release):
                yield from islice(_changed(draft, broken, Repair("", release=wanted)), 1)


def _at_least(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try with less: without somebody, with whoever there is, or as it is."""
    if broken.person:
        yield from _fewer(draft, broken)
    elif broken.rule == "H4":
        yield from _few(draft, broken)
    else:
        yield from _let_be(draft, broken, NOBODY, frozenset({(broken.rule, broken.needs[0], "")}))


def _few(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try anybody who knows the languages, and let be what rules ask of a team and of a day."""
    need = draft.layout.demands[broken.needs[0]]
    for one in able(draft, need):
        add = frozenset({one.promise})
        missing = draft.new(add)
        if {each.rule for each in missing} <= _OF_THE_TEAM | _RELEASED:
            release = frozenset(
                (each.rule, need.id if each.person else each.needs[0], each.person)
                for each in missing
            )
            yield from _let_be(draft, broken, add, release)


def _let_be(
    draft: Draft, broken: Break, add: Plan, release: frozenset[tuple[str, str, str]]
) -> Iterator[Repair]:
    repair = Repair("", add, release=release)
    if mends(draft, broken, repair, Changed.of(draft, repair)):
        yield repair


def _fewer(draft: Draft, broken: Break) -> Iterator[Repair]:
    """Try to do without somebody, and to let be what rules ask of those who stay."""
    for promise in _promises(draft, broken):
        stay = [one for one in draft.plan if one.need == promise.need and one != promise]
        remove = frozenset({promise})
        missing = draft.new(remove=remove)
        if stay and {one.rule for one in missing} <= _OF_THE_TEAM:
            release = frozenset((one.rule, one.needs[0], "") for one in missing)
            repair = Repair("", remove=remove, release=release)
            if mends(draft, broken, repair, Changed.of(draft, repair)):
                yield repair


_LOAD = (_others, _later, _released)
_KINDS: Mapping[str, tuple[Kind, ...]] = {
    "H1": (_others, _later),
    "H2": (_others, _later),
    "H3": (_others, _other_mode),
    "H4": (_team, _later, _released_team, _other_mode),
    "H5": (_givers, _new_team),
    "H6": (_team, _later, _released_team, _new_team, _other_mode),
    "H7": (_team, _released_team, _new_team, _other_mode),
    "H8": _LOAD,
    "H9": _LOAD,
    "H10": (_other_mode,),
    "H11": (_other_mode,),
    "H12": (_others,),
    "H13": (_restored,),
}
