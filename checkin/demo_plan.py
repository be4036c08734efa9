"""The interpreters of the demo congress: planned, published, ill, stood in for."""

from __future__ import annotations

from checkin.demo_stage import Stage, Step, must
from checkin.desk import Desk
from checkin.interpreting import (
    assigning,
    illness,
    listening,
    needs,
    proposals,
    publishing,
    situation,
    solver,
)
from checkin.interpreting.standins import standins
from checkin.people import correct


def listen(stage: Stage, step: Step) -> None:
    """Let a guest listen to a language."""
    desk, who = stage.at(step)
    must(step, [one for one in who if listening.listen(desk, one, step["language"])], who)


def plan(stage: Stage, step: Step) -> None:
    """Find the best plan and accept it whole."""
    desk, _who = stage.at(step)
    at = desk.moment(None)
    problem = situation.problem(desk, at)
    solution = solver.solve(problem)
    accepted = proposals.accept(desk, proposals.lines(problem, solution.plan), at=at)
    must(step, (len(accepted.lines), len(accepted.refused)), (step["promised"], 0))
    must(step, len(solution.uncovered), step["uncovered"])


def publish(stage: Stage, step: Step) -> None:
    """Publish what is planned."""
    desk, _who = stage.at(step)
    must(step, publishing.publish(desk).version, step["version"])


def acknowledge(stage: Stage, step: Step) -> None:
    """Let interpreters see what they were told."""
    desk, who = stage.at(step)
    must(step, [one for one in who if publishing.acknowledge(desk, one)], who)


def ill(stage: Stage, step: Step) -> None:
    """Note that an interpreter is ill, and let somebody stand in wherever anybody can."""
    desk, person = stage.one(step)
    correct(desk, person.id, step["set"])
    away = illness.ill(desk, person.id)
    found = [one for one in away.open if _stand_in(desk, one.id, one.need, person.id)]
    must(step, "stood in for" if found else "stood in by nobody", "stood in for")


def _stand_in(desk: Desk, assignment: str, need: str, absent: str) -> bool:
    """Swap in the best who can, and tell whether there is one."""
    at = desk.moment(None)
    problem = situation.problem(desk, at, needs.wanted(desk, at))
    for one in standins(problem, situation.plan(desk), need, absent):
        if one.free:
            came = assigning.swap(
                desk, assignment, one.person, via=one.via, at=at, proposed_by="stand-in"
            )
            return not came.refused
    return False
