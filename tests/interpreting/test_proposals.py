"""Proposals: accepted wholly or line by line, and refused where somebody changed the plan since."""

from __future__ import annotations

import pytest

from checkin import people
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.interpreting import (
    mending,
    own_needs,
    promises,
    proposals,
    rules,
    situation,
    solver,
)
from checkin.interpreting.conflict import Repair
from checkin.interpreting.problem import Problem, Promise
from checkin.interpreting.proposals import ADD, REMOVE, Accepted, Line
from tests.conftest import Clock
from tests.interpreting.talks import Congress


@pytest.fixture
def congress(desk: Desk, clock: Clock) -> Congress:
    """Plan a congress on the day before."""
    clock.at("2012-11-21T08:00:00+01:00")
    return Congress(desk)


def proposed(congress: Congress) -> tuple[Problem, list[Line]]:
    """Ask the solver, and return the problem and the lines of what it proposes."""
    problem = situation.problem(congress.desk, congress.at())
    return problem, proposals.lines(problem, solver.solve(problem).plan)


def line(congress: Congress, what: str, need: str, person: str) -> Line:
    return Line(what, Promise(congress.need(need), congress.people[person]))


def test_a_solution_accepted_wholly_is_one_act(congress: Congress) -> None:
    desk = congress.desk
    problem, lines = proposed(congress)
    assert lines
    assert promises.standing(desk) == []
    came = proposals.accept(desk, lines, before=problem.before, at=congress.at())
    assert (len(came.lines), came.refused) == (len(lines), ())
    assert situation.plan(desk) == solver.solve(problem).plan
    assert {one.proposed_by for one in promises.standing(desk)} == {"solver"}
    after, more = proposed(congress)
    assert not more
    assert after.before == situation.plan(desk)
    assert came.act
    desk.undo(came.act)
    assert promises.standing(desk) == []


def test_some_lines_are_accepted_alone(congress: Congress) -> None:
    _problem, lines = proposed(congress)
    came = proposals.accept(congress.desk, lines[:1], at=congress.at())
    assert came.lines == (lines[0],)
    assert situation.plan(congress.desk) == {lines[0].promise}
    again = proposals.accept(congress.desk, lines[:1], at=congress.at())
    assert (again.act, again.refused) == (None, ())


def accept(congress: Congress, *lines: Line, before: Problem | None = None) -> Accepted:
    stood = before.before if before else None
    return proposals.accept(congress.desk, lines, before=stood, at=congress.at())


def test_a_need_that_others_filled_meanwhile_takes_nobody_else(congress: Congress) -> None:
    problem = situation.problem(congress.desk, congress.at())
    congress.assign("K07 zh de", "Wang")
    demand = problem.demand(congress.need("K07 zh de"))
    assert demand
    congress.assign("K07 zh de", "Müller")
    fresh = line(congress, ADD, "K07 zh de", "Pan")
    came = accept(congress, fresh, before=problem)
    assert came.act is None
    assert "meanwhile" in came.refused[0].reason


def test_a_line_that_breaks_a_rule_by_now_is_refused_with_the_rule(congress: Congress) -> None:
    desk = congress.desk
    lines = [
        line(congress, ADD, "K07 zh de", "Pan"),
        line(congress, ADD, "K09 zh de", "Wang"),
    ]
    people.correct(desk, congress.people["Pan"], {"away": "2012-11-22T08:00:00+01:00"})
    came = accept(congress, *lines)
    assert came.lines == (lines[1],)
    assert "H1" in came.refused[0].reason


def test_nobody_is_taken_away_whose_successor_is_refused(congress: Congress) -> None:
    congress.assign("K07 zh de", "Pan")
    lines = [
        line(congress, REMOVE, "K07 zh de", "Pan"),
        line(congress, ADD, "K07 zh de", "Petrenko"),
    ]
    came = accept(congress, *lines)
    assert came.act is None
    assert [one.line for one in came.refused] == lines
    assert congress.team("K07 zh de") == ["Pan"]


def test_what_became_fixed_meanwhile_is_not_moved(congress: Congress, clock: Clock) -> None:
    congress.assign("K07 zh de", "Pan")
    clock.at("2012-11-22T08:30:00+01:00")
    came = accept(congress, line(congress, REMOVE, "K07 zh de", "Pan"))
    assert "H13" in came.refused[0].reason


def test_lines_of_needs_and_people_that_are_gone_are_refused(congress: Congress) -> None:
    desk = congress.desk
    lines = [line(congress, ADD, "K07 zh de", "Pan"), line(congress, ADD, "K09 zh de", "Wang")]
    own_needs.close_needs(desk, [congress.need("K07 zh de")], congress.at())
    people.cancel(desk, congress.people["Wang"])
    came = accept(congress, *lines)
    assert came.act is None
    assert "Open the need first" in came.refused[0].reason
    assert "not among the interpreters" in came.refused[1].reason


def test_another_way_of_the_same_promise_is_one_line(congress: Congress) -> None:
    congress.assign("K07 zh de", "Pan")
    problem = situation.problem(congress.desk, congress.at())
    other = Promise(congress.need("K07 zh de"), congress.people["Pan"], "en")
    assert proposals.lines(problem, frozenset({other})) == [Line(ADD, other)]


def test_every_offered_repair_can_be_done(congress: Congress) -> None:
    desk, at = congress.desk, congress.at()
    congress.assign("K07 zh de", "Petrenko", reason="there was nobody else")
    problem = situation.problem(desk, at)
    offered = [
        (one.rule, repair)
        for one in rules.faults(problem, situation.plan(desk))
        for repair in one.repairs
    ]
    assert offered
    for _rule, repair in offered:
        came = mending.mend(desk, repair, at=at, reason="it was agreed")
        assert came.act, repair
        desk.undo(came.act)


def test_a_repair_changes_the_need_and_is_taken_back_whole(congress: Congress) -> None:
    desk, need = congress.desk, congress.need("K07 zh de")
    change = (("start", "2012-11-22T09:10:00+01:00"),)
    repair = Repair("Begin later.", needs=(need,), change=change)
    came = mending.mend(desk, repair, at=congress.at())
    known = situation.problem(desk, congress.at()).demand(need)
    assert known
    assert f"{known.start:%H:%M}" == "09:10"
    assert came.act
    desk.undo(came.act)
    again = situation.problem(desk, congress.at()).demand(need)
    assert again
    assert f"{again.start:%H:%M}" == "09:00"


def test_to_start_later_moves_the_activity_not_only_its_interpreters(congress: Congress) -> None:
    desk, talk = congress.desk, congress.talks["K07"]
    need = congress.need("K07 zh de")
    times = ("2012-11-22T09:10:00+01:00", "2012-11-22T09:40:00+01:00")
    repair = Repair(
        "Later.", needs=(need,), change=tuple(zip(("start", "end"), times, strict=True))
    )
    came = mending.mend(desk, repair, at=congress.at())
    moved = desk.activity(talk)
    assert moved
    assert (moved.start, moved.end) == times
    assert came.act
    desk.undo(came.act)
    own_needs.change_need(desk, need, {"start": "2012-11-22T09:05"}, congress.at())
    mending.mend(desk, repair, at=congress.at())
    again, known = desk.activity(talk), situation.problem(desk, congress.at()).demand(need)
    assert again
    assert again.start == "2012-11-22T09:00:00+01:00"
    assert known
    assert known.start.isoformat() == times[0]


def test_a_repair_that_breaks_another_rule_by_now_changes_nothing(congress: Congress) -> None:
    desk, need = congress.desk, congress.need("K07 zh de")
    add = frozenset({Promise(need, congress.people["Petrenko"])})
    change = (("start", "2012-11-22T09:10:00+01:00"),)
    came = mending.mend(
        desk, Repair("Take Petrenko.", add, needs=(need,), change=change), at=congress.at()
    )
    assert came.refused
    assert promises.standing(desk) == []
    known = situation.problem(desk, congress.at()).demand(need)
    assert known
    assert f"{known.start:%H:%M}" == "09:00"


def test_a_release_takes_a_reason_and_is_kept(congress: Congress) -> None:
    desk, need = congress.desk, congress.need("K07 zh de")
    petrenko = congress.people["Petrenko"]
    release = frozenset({("H3", need, petrenko)})
    repair = Repair("Let it be.", frozenset({Promise(need, petrenko)}), release=release)
    with pytest.raises(DeskError, match="say why"):
        mending.mend(desk, repair, at=congress.at())
    assert mending.mend(desk, repair, at=congress.at(), reason="speaks it").act
    kept = promises.of_need(desk, need)[0]
    assert (kept.override, kept.reason) == ("H3", "speaks it")
