"""Proposals: how a plan differs from what stands, and what people accept of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting.assigning import facts, keep
from checkin.interpreting.conflict import Break
from checkin.interpreting.planner import Outcome, Planner, Weighed, concerns
from checkin.interpreting.problem import Plan, Problem, Promise

ADD, REMOVE = "add", "remove"
SOLVER = "solver"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One promise that a proposal gives or takes back."""

    what: str  # ADD or REMOVE
    promise: Promise


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that does not fit any more, and why."""

    line: Line
    reason: str  # a sentence


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting a proposal."""

    act: str | None  # None where nothing was written
    lines: tuple[Line, ...]
    refused: tuple[Refused, ...]
    outcome: Outcome


def lines(problem: Problem, plan: Plan) -> list[Line]:
    """Return how a plan differs from what stood, by time; who takes another way is no loss."""
    pairs = {(one.need, one.person) for one in plan}
    gone = [one for one in problem.before - plan if (one.need, one.person) not in pairs]
    found = [Line(REMOVE, one) for one in gone]
    found += [Line(ADD, one) for one in plan - problem.before]
    spans = {one.id: one.span for one in problem.demands}
    return sorted(
        found,
        key=lambda one: (spans[one.promise.need], one.promise.need, one.what != REMOVE, one),
    )


def accept(
    desk: Desk,
    chosen: Iterable[Line],
    *,
    before: Plan | None = None,
    at: datetime | None = None,
    proposed_by: str = SOLVER,
) -> Accepted:
    """Accept lines of a proposal as one act, without those that do not fit any more.

    `before` is what stood when it was proposed: a team that others have completed since takes
    nobody else.
    """
    planner = Planner(desk, at)
    stood = planner.draft.problem.before if before is None else before
    asked = list(dict.fromkeys(chosen))
    refused = dict(_unfit(planner, asked))
    while True:
        taken = [one for one in asked if one not in refused]
        weighed = _weighed(planner, taken)
        news = {**dict(_against(weighed, taken)), **dict(_full(planner, taken, stood))}
        news |= dict(_alone(taken, {**refused, **news}))
        if not news:
            break
        refused |= news
    said = {"reason": "", "proposed_by": proposed_by, "instead_of": ""}
    act = keep(desk, facts(planner, weighed, _change(planner, taken), said))
    told = tuple(Refused(one, refused[one]) for one in asked if one in refused)
    return Accepted(act, tuple(taken), told, weighed.outcome(act))


def _unfit(planner: Planner, asked: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the lines whose need or interpreter is not there any more."""
    for one in asked:
        if one.what == ADD:
            try:
                planner.coming(one.promise)
            except DeskError as error:
                yield one, str(error)


def _change(planner: Planner, taken: Iterable[Line]) -> tuple[Plan, Plan]:
    """Return what really comes and goes by lines; what stands so already does neither."""
    some = list(taken)
    stands = frozenset(Promise(one.need, one.person, one.via) for one in planner.standing)
    coming = frozenset(planner.coming(one.promise) for one in some if one.what == ADD)
    going = frozenset(gone for one in some for gone in planner.going(one.promise))
    return coming - stands, going - coming


def _weighed(planner: Planner, taken: Iterable[Line]) -> Weighed:
    return planner.weighed(*_change(planner, taken))


def _against(weighed: Weighed, taken: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Yield the lines by which a hard rule would be broken."""
    for broken, said in zip(weighed.against, weighed.outcome().conflicts, strict=True):
        part = [one for one in taken if _has_part(broken, one)]
        for one in part or taken:
            yield one, said.text


def _has_part(broken: Break, line: Line) -> bool:
    promise = line.promise
    if broken.rule == "H13":  # it is somebody's being taken away, also for another way
        return (promise.need, promise.person) == (broken.needs[0], broken.person)
    return line.what == ADD and concerns(broken, promise)


def _full(planner: Planner, taken: Sequence[Line], stood: Plan) -> Iterator[tuple[Line, str]]:
    """Yield the lines that add to a team which others have completed since."""
    add, remove = _change(planner, taken)
    known = {(one.need, one.person) for one in stood | add}
    teams: dict[str, set[str]] = defaultdict(set)
    for one in (planner.draft.plan - remove) | add:
        teams[one.need].add(one.person)
    for line in taken:
        if line.what == ADD and planner.coming(line.promise) in add:
            demand, team = planner.need(line.promise.need).demand, teams[line.promise.need]
            others = any((demand.id, who) not in known for who in team)
            if others and len(team) > demand.strength:
                text = _("Somebody else was promised to {title} meanwhile.")
                yield line, text.format(title=demand.title)


def _alone(taken: Iterable[Line], refused: dict[Line, str]) -> Iterator[tuple[Line, str]]:
    """Yield the lines that would take somebody away whose successor was refused."""
    needs = {one.promise.need for one in refused if one.what == ADD}
    for one in taken:
        if one.what == REMOVE and one.promise.need in needs:
            yield one, _("Who should come instead was refused.")
