"""The plan of interpreters as rows: one for each promise, and for each need that nobody has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import needs, own_plan, rules, situation
from checkin.interpreting.conflict import Conflict
from checkin.interpreting.own_line import Line
from checkin.interpreting.own_plan import OwnPlan
from checkin.interpreting.problem import Demand, Problem
from checkin.interpreting.wanted import Wanted
from checkin.model.moment import calendar_day

COLUMNS = (
    *("id", "need", "day", "start", "end", "activity_id", "activity", "place", "mode"),
    *("source", "target", "via", "booth", "channel", "interpreter_id", "interpreter"),
    *("native_name", "phone", "leader", "call", "listeners", "strength", "state", "version"),
    *("acknowledged", "rules", "note"),
)
"""What an exported plan says, a row for each promise."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The plan of all interpreters as it stands at a moment."""

    at: datetime
    problem: Problem
    wanted: tuple[Wanted, ...]  # also those that nobody wants any more and somebody is promised to
    plans: tuple[OwnPlan, ...]  # of everybody who could interpret, by name
    conflicts: tuple[Conflict, ...]
    states: dict[str, str]  # of rules.STATES, by need

    def promised(self, need: str) -> list[tuple[OwnPlan, Line]]:
        """Return who is promised to a need, with their lines."""
        return [(plan, line) for plan in self.plans for line in plan.lines if line.need == need]


def require_day(desk: Desk, day: str) -> None:
    """Raise DeskError for what is no day of the event; '' is all of them."""
    if day and calendar_day(day) not in list(desk.event.days()):
        raise DeskError(_("“{text}” is no day of this event.").format(text=day[:40]))


def whole(desk: Desk, at: datetime | None = None, day: str = "") -> Whole:
    """Return the plan of all interpreters, of a day or of all."""
    moment = at or desk.moment(None)
    known = needs.wanted(desk, moment)
    problem = situation.problem(desk, moment, known)
    plan = situation.plan(desk)
    promised = {one.need for one in plan}
    people = {one.id for one in problem.people} | {one.person for one in plan}
    plans = own_plan.several(desk, {one: [day] for one in sorted(people)}, moment, known)
    plans.sort(key=lambda one: (one.person.whole_name, one.person.id))
    shown = [
        one
        for one in known
        if (one.wanted or one.demand.id in promised) and day in {"", one.demand.day}
    ]
    ids = {one.demand.id for one in shown}
    conflicts = [one for one in rules.faults(problem, plan) if not day or ids & {*one.needs}]
    return Whole(
        moment,
        problem,
        tuple(shown),
        tuple(plans),
        tuple(conflicts),
        rules.states(problem, plan),
    )


def rows(found: Whole) -> list[tuple[str, ...]]:
    """Return the plan as rows of COLUMNS, by time."""
    broken: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found.conflicts:
        for subject in one.needs:
            for who in one.who or ("",):
                broken[subject, who].append(one.rule)
    made: list[tuple[str, ...]] = []
    for wanted in found.wanted:
        need = wanted.demand
        state = found.states.get(need.id, wanted.state)
        promised = found.promised(need.id)
        for plan, line in promised:
            hurt = dict.fromkeys((*broken[need.id, plan.person.id], *broken[need.id, ""]))
            made.append(_row(need, state, plan, line, " ".join(hurt)))
        if not promised:
            hurt = dict.fromkeys(broken[need.id, ""])
            place = found.problem.titles.get(need.place, "")
            made.append(_bare(need, place, state, " ".join(hurt)))
    return made


def _row(need: Demand, state: str, plan: OwnPlan, line: Line, broken: str) -> tuple[str, ...]:
    person = plan.person
    seen, published = plan.acknowledged, plan.published
    draft = line.assignment in plan.drafts or published is None
    return (
        line.assignment,
        *_when(need, line.where.place),
        line.team.via,
        line.where.booth,
        line.where.channel,
        person.id,
        person.whole_name,
        person.native_name,
        person.phone,
        "yes" if line.team.leads else "",
        line.call.isoformat() if line.call else "",
        str(need.listeners),
        str(need.strength),
        state,
        "draft" if draft or published is None else f"v{published.version}",
        f"v{seen.version}" if seen else "",
        broken,
        line.note,
    )


def _bare(need: Demand, place: str, state: str, broken: str) -> tuple[str, ...]:
    """Return the row of a need that nobody is promised to."""
    nobody = [""] * 9
    rest = (str(need.listeners), str(need.strength), state, "", "", broken, "")
    return ("", *_when(need, place), *nobody, *rest)


def _when(need: Demand, place: str) -> tuple[str, ...]:
    return (
        need.id,
        need.day,
        need.start.isoformat(),
        need.end.isoformat(),
        need.activity,
        need.title,
        place,
        need.mode,
        need.source,
        need.target,
    )
