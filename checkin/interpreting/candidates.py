"""Who could take a need: directly or from a pivot, what keeps them from it, what it would cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checkin.i18n import gettext as _
from checkin.interpreting import telling
from checkin.interpreting.conflict import Break, Conflict
from checkin.interpreting.draft import Draft
from checkin.interpreting.explaining import conflict
from checkin.interpreting.layout import figure
from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise
from checkin.interpreting.rules_people import hindrance
from checkin.interpreting.spans import net
from checkin.interpreting.weighing import knows, objective

_OF_THE_TEAM = frozenset({"H4", "H6", "H7", "H13"})
"""What one more person alone is not to blame for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who might take a need."""

    person: str
    via: str  # '' is direct
    obstacles: tuple[Conflict, ...]  # none: they can
    losses: tuple[int, ...]  # by how much the soft order grows, as the profile has it
    reasons: tuple[str, ...]  # what speaks for them

    @property
    def free(self) -> bool:
        """Tell whether nothing keeps them from it."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class Opening:
    """A promise that might be given, and what it would break."""

    promise: Promise
    obstacles: tuple[Break, ...]


def openings(draft: Draft, need: Demand) -> list[Opening]:
    """Return the best way of each person who is not promised to a need yet, the best first."""
    return _openings(draft, need, lambda _promise: True)


def able(draft: Draft, need: Demand) -> list[Opening]:
    """Return the openings of those who know the languages and work in the mode."""
    return _openings(draft, need, lambda promise: _able(draft, promise))


def _openings(draft: Draft, need: Demand, wanted: Callable[[Promise], bool]) -> list[Opening]:
    taken = {one.person for one in draft.plan if one.need == need.id}
    people = (who for who in draft.problem.people if who.id not in taken)
    ways = [
        [Opening(one, obstacles(draft, one)) for one in _ways(draft, who, need) if wanted(one)]
        for who in people
    ]
    found = [min(way, key=lambda one: _rank(draft, one)) for way in ways if way]
    return sorted(found, key=lambda one: _rank(draft, one))


def _ways(draft: Draft, who: Interpreter, need: Demand) -> list[Promise]:
    """Return how somebody could take a need: directly, and from each pivot that there may be."""
    activity = draft.layout.activities[need.activity]
    vias = {one.target for one in activity if one.source == need.source} - {need.target}
    return [Promise(need.id, who.id, via) for via in ("", *sorted(vias))]


def _able(draft: Draft, promise: Promise) -> bool:
    who, need = draft.layout.people[promise.person], draft.layout.demands[promise.need]
    let_be = need.id in draft.layout.passed_over("H3", who.id)
    return let_be or not hindrance(draft.problem, who, need, promise.via)


def obstacles(draft: Draft, promise: Promise) -> tuple[Break, ...]:
    """Return what keeps somebody from a need, whoever else is in the team."""
    broken = draft.new(frozenset({promise}))
    return tuple(one for one in broken if one.rule not in _OF_THE_TEAM)


def _rank(draft: Draft, opening: Opening) -> tuple[object, ...]:
    """Return how good a way is: few obstacles, direct, known, used to it, little to do."""
    promise, layout = opening.promise, draft.layout
    need, who = layout.demands[promise.need], layout.people[promise.person]
    own = [layout.demands[one.need] for one in draft.people[who.id]]
    return (
        any(one.rule == "H3" for one in opening.obstacles),
        len(opening.obstacles),
        bool(promise.via),
        not knows(who, need),
        need.target not in {one.target for one in own},
        net(one.span for one in own),
        who.name,
        who.id,
        promise.via,
    )


def candidates(problem: Problem, plan: Plan, need: str) -> list[Candidate]:
    """Return everybody who is not promised to a need, those who can first, the best first."""
    draft = Draft(problem, plan)
    asked = draft.layout.demands.get(need)
    if asked is None:
        return []
    found = [_candidate(draft, one) for one in openings(draft, asked)]
    return sorted(found, key=lambda one: (len(one.obstacles), bool(one.via), one.losses))


def _candidate(draft: Draft, opening: Opening) -> Candidate:
    plan = draft.plan | {opening.promise}
    before, after = objective(draft.problem, draft.plan), objective(draft.problem, plan)
    return Candidate(
        opening.promise.person,
        opening.promise.via,
        tuple(conflict(draft.layout, plan, one) for one in opening.obstacles),
        tuple(there - here for here, there in zip(before, after, strict=True)),
        tuple(_reasons(draft, opening.promise)),
    )


def _reasons(draft: Draft, promise: Promise) -> Iterator[str]:
    """Return what speaks for somebody, each in some words."""
    layout, via = draft.layout, promise.via
    need, who = layout.demands[promise.need], layout.people[promise.person]
    own = [layout.demands[one.need] for one in draft.people[who.id]]
    source = via or need.source
    if who.tongues.works(source, need.target, b_from_b=draft.problem.profile.b_from_b):
        text = (
            _("takes {source} > {target} from the pivot") if via else _("works {source} > {target}")
        )
        yield text.format(source=source, target=need.target)
    if knows(who, need):
        yield _("knows the group or the activity")
    if any(one.group & need.group for one in own):
        yield _("is with this group already")
    if need.place and any(one.day == need.day and one.place == need.place for one in own):
        yield _("is at this place that day")
    minutes = net(one.span for one in own if one.day == need.day)
    limit = figure(layout.limits.day_net)
    text = _("has {sum} of {limit} that day") if limit else _("has {sum} that day")
    yield text.format(sum=telling.hours(minutes), limit=telling.hours(limit))
