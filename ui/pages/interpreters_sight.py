"""The plan of interpreters as it stands, read beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import double, needs, promises, publishing, rules, situation, weighing
from checkin.interpreting.conflict import Conflict, Repair
from checkin.interpreting.problem import Demand, Plan, Problem, Promise
from checkin.interpreting.publishing import Standing, Version
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import Assignment
from ui.theme import Tone

DESKS = "desks"  # the rule of what several desks said against each other
COVERED, WEAK, UNCOVERED, GONE = "covered", "weak", "uncovered", "gone"
TONES = {COVERED: Tone.WELCOME, WEAK: Tone.LOOK, UNCOVERED: Tone.STOP, GONE: Tone.PLAIN}


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look at the desk found."""

    at: datetime
    problem: Problem
    plan: Plan
    wanted: Mapping[str, Wanted]  # by the need's subject, in the order of time
    standing: Mapping[tuple[str, str], Assignment]  # by need and person
    conflicts: tuple[Conflict, ...]  # stops first
    states: Mapping[str, str]  # of what is wanted
    asked: Mapping[str, int]  # how many each need takes
    version: Version | None  # what was published last
    told: Mapping[str, Standing]  # what each interpreter knows of it, by person

    @property
    def demands(self) -> list[Demand]:
        """Return the needs to be seen: what is wanted, and what somebody is promised to still."""
        promised = {one.need for one in self.plan}
        return [
            one.demand
            for key, one in self.wanted.items()
            if one.state != "closed" or key in promised
        ]

    def demand(self, need: str) -> Demand | None:
        """Return one need, also one that nobody wants any more."""
        return self.wanted[need].demand if need in self.wanted else None

    def team(self, need: str) -> list[Promise]:
        """Return who is promised to a need."""
        return sorted(one for one in self.plan if one.need == need)

    def of(self, person: str) -> list[Demand]:
        """Return what somebody is promised to, by start."""
        mine = {one.need for one in self.plan if one.person == person}
        return [one.demand for key, one in self.wanted.items() if key in mine]

    def about(self, need: str = "", person: str = "") -> list[Conflict]:
        """Return the conflicts that name a need and a person."""
        return [
            one
            for one in self.conflicts
            if (not need or need in one.needs) and (not person or person in one.who)
        ]

    def state(self, need: str) -> str:
        """Return how a need is covered."""
        known = self.wanted.get(need)
        return self.states.get(need, GONE) if known and known.wanted else GONE

    @property
    def coming(self) -> list[Conflict]:
        """Return the conflicts of what is not over yet."""
        now = self.at.timestamp()
        return [
            one
            for one in self.conflicts
            if not one.end or datetime.fromisoformat(one.end).timestamp() > now
        ]

    @property
    def gone(self) -> list[str]:
        """Return the needs whose removal is proposed."""
        return [key for key, one in self.wanted.items() if one.state == "gone"]


def _doubled(desk: Desk, found: double.Clash, wanted: Mapping[str, Wanted]) -> Conflict:
    """Return what desks said against each other as a conflict, which withdrawing one settles."""
    known = [promises.assignment(desk, one) for one in found.assignments]
    standing = [one for one in known if one]
    spans = [wanted[need].demand for need in found.needs if need in wanted]
    names = {one.id: person.whole_name for one in standing if (person := desk.person(one.person))}
    return Conflict(
        rule=DESKS,
        severity="stop",
        who=tuple(one.person for one in standing),
        needs=found.needs,
        start=min((one.start.isoformat() for one in spans), default=""),
        end=max((one.end.isoformat() for one in spans), default=""),
        where="",
        measured=", ".join(found.desks),
        limit="",
        source="",
        text=found.text,
        repairs=tuple(
            Repair(
                _("Withdraw {name}.").format(name=names[one.id]),
                remove=frozenset({Promise(one.need, one.person, one.via)}),
            )
            for one in standing
            if one.id in names
        ),
    )


def look(desk: Desk) -> Sight:
    """Read everything that the page shows, conflicts aside: repairs take their time."""
    at = desk.moment(None)
    wanted = needs.wanted(desk, at)
    problem = situation.problem(desk, at, wanted)
    standing = {(one.need, one.person): one for one in promises.standing(desk)}
    plan = situation.plan(desk)
    known = {one.demand.id: one for one in wanted}
    return Sight(
        at,
        problem,
        plan,
        known,
        standing,
        (),
        rules.states(problem, plan),
        weighing.asked(problem, plan),
        publishing.version(desk),
        publishing.standings(desk, at, wanted),
    )


def judge(desk: Desk) -> Sight:
    """Read everything, with what is wrong and what would mend it."""
    sight = look(desk)
    doubled = [_doubled(desk, one, sight.wanted) for one in double.clashes(desk, sight.at)]
    return replace(sight, conflicts=(*doubled, *rules.faults(sight.problem, sight.plan)))
