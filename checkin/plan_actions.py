"""What each option of the command `plan` does: a verb, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from checkin import congress, programme, telling_plan
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import (
    arrangements,
    assigning,
    calls,
    hours,
    illness,
    mending,
    named,
    needs,
    own_needs,
    profile,
    proposals,
    publishing,
    rules,
    situation,
    solver,
    standins,
)
from checkin.interpreting.planner import Outcome
from checkin.interpreting.problem import Problem, Promise
from checkin.interpreting.proposals import Line
from checkin.interpreting.solver import Solution
from checkin.model.assignment import ARRANGED
from checkin.model.moment import instant
from checkin.model.need import BRIEFING
from checkin.reports import interpreter_sheet
from checkin.telling import Told

STAND_IN, MISSING = "stand-in", "missing"

Said = Mapping[str, Any]


def check(desk: Desk, _said: Said, at: datetime) -> Told:
    """Say what stands, and what is wrong with it."""
    return telling_plan.whole(desk, at)


# Proposals ############################################################################


def _solved(desk: Desk, said: Said, at: datetime) -> tuple[Problem, Solution, list[Line]]:
    problem = situation.problem(desk, at)
    found = solver.solve(problem, seconds=said["seconds"])
    return problem, found, proposals.lines(problem, found.plan)


def solve(desk: Desk, said: Said, at: datetime) -> Told:
    """Propose the best plan."""
    return telling_plan.proposal(*_solved(desk, said, at))


def accept(desk: Desk, said: Said, at: datetime) -> Told:
    """Find the best plan, and take over its lines, or some of them."""
    problem, _found, lines = _solved(desk, said, at)
    chosen = lines if said["lines"] is None else _chosen(lines, said["lines"])
    came = proposals.accept(desk, chosen, before=problem.before, at=at)
    return telling_plan.accepted(desk, at, came)


def _chosen(lines: list[Line], text: str) -> list[Line]:
    numbers = [part.strip() for part in text.split(",")]
    if not all(one.isdecimal() and 1 <= int(one) <= len(lines) for one in numbers):
        raise DeskError(_("The proposal has the lines 1 to {n}.").format(n=len(lines)))
    return [lines[int(one) - 1] for one in numbers]


# Promises #############################################################################


def assign(desk: Desk, said: Said, at: datetime) -> Told:
    """Promise somebody to a need, or several people to theirs, as one act."""
    coming = [
        Promise(named.need(desk, what, at).demand.id, named.interpreter(desk, whom), said["via"])
        for what, whom in said["assign"]
    ]
    came = assigning.change(desk, coming, at=at, **_why(said))
    told = [{"need": one.need, "person": one.person} for one in coming]
    return _came(came, {"assigned": told}, _("Assigned."), _("Stands already."))


def withdraw(desk: Desk, said: Said, at: datetime) -> Told:
    """Take a promise back."""
    gone = named.assignment(desk, said["withdraw"], at)
    came = assigning.withdraw(desk, gone.id, at=at, reason=said["reason"])
    return _came(came, {"assignment": gone.id}, _("Withdrawn."), "")


def swap(desk: Desk, said: Said, at: datetime) -> Told:
    """Take somebody instead of another one."""
    what, whom = said["swap"]
    gone, person = named.assignment(desk, what, at), named.interpreter(desk, whom)
    came = assigning.swap(
        desk, gone.id, person, via=said["via"], at=at, proposed_by=STAND_IN, **_why(said)
    )
    return _came(came, {"assignment": gone.id, "person": person}, _("Swapped."), "")


def mend(desk: Desk, said: Said, at: datetime) -> Told:
    """Do what mends a conflict, by the number that a look at the plan gives it."""
    number = said["repair"]
    conflict, _dot, place = number.partition(".")
    found = rules.faults(situation.problem(desk, at), situation.plan(desk))
    known = {
        (str(n), str(m)): repair
        for n, one in enumerate(found, 1)
        for m, repair in enumerate(one.repairs, 1)
    }
    repair = known.get((conflict, place))
    if repair is None:
        text = _("There is no repair {number}; see what the plan says now.")
        raise DeskError(text.format(number=number[:20]))
    came = mending.mend(desk, repair, at=at, reason=said["reason"])
    return _came(came, {"repair": number, "text": repair.text}, _("Mended."), "")


def arrange(desk: Desk, said: Said, at: datetime) -> Told:
    """Set the booth, the call time and the like of a promise."""
    known = named.assignment(desk, said["arrange"], at)
    values = {name: said[name] for name in ARRANGED if said[name] is not None}
    if not values:
        names = ", ".join(f"--{name}" for name in ARRANGED)
        raise click.UsageError(_("Say what is arranged: {options}.").format(options=names))
    act = arrangements.arrange(desk, known.id, values)
    return {"assignment": known.id, "act": act}, _("Noted.")


def hold(desk: Desk, said: Said, at: datetime) -> Told:
    """Let no proposal move a promise that is fixed."""
    known = named.assignment(desk, said["hold"], at)
    act = arrangements.hold(desk, known.id)
    return {"assignment": known.id, "act": act}, _("No proposal moves it.")


def release(desk: Desk, said: Said, at: datetime) -> Told:
    """Let proposals move a promise although it is fixed."""
    known = named.assignment(desk, said["release"], at)
    act = arrangements.release(desk, known.id)
    return {"assignment": known.id, "act": act}, _("Proposals may move it.")


def _why(said: Said) -> dict[str, Any]:
    return {"override": said["override"], "reason": said["reason"]}


def _came(came: Outcome, value: dict[str, Any], done: str, same: str) -> Told:
    """Return what came of a change; raises DeskError where rules refuse it."""
    if came.refused:
        raise DeskError(telling_plan.refused(came.conflicts))
    told = {
        **value,
        "act": came.act,
        "passed_over": [one.rule for one in came.conflicts],
        "leaves": [one.text for one in came.leaves],
    }
    head = done if came.act else same
    return told, " ".join(dict.fromkeys([head, *(one.text for one in came.leaves)]))


# Illness ##############################################################################


def ill(desk: Desk, said: Said, at: datetime) -> Told:
    """Note that somebody is ill."""
    person = named.interpreter(desk, said["ill"])
    since = desk.event.moment(said["since"]) if said["since"] else at
    came = illness.ill(desk, person, since, at=at)
    n = len(came.open)
    text = ngettext("{n} assignment is open now.", "{n} assignments are open now.", n)
    told = {"person": person, "act": came.act, "open": [one.id for one in came.open]}
    return told, text.format(n=n)


def well(desk: Desk, said: Said, at: datetime) -> Told:
    """Note that somebody is there again."""
    person = named.interpreter(desk, said["well"])
    came = illness.well(desk, person, at=at)
    return {"person": person, "act": came.act}, _("Noted.")


def stand_ins(desk: Desk, said: Said, at: datetime) -> Told:
    """Say who could stand in: for one assignment, or for all that somebody cannot keep."""
    name = said["stand_ins"]
    vacant = named.assignments(desk, name, at)
    if not vacant:
        person = desk.registered(named.interpreter(desk, name))
        away = instant(person.away) if person else None
        known = needs.wanted(desk, at)
        vacant = illness.unkept(desk, person.id, away or at, known) if person else []
    problem, plan = situation.problem(desk, at), situation.plan(desk)
    found = {one.id: standins.standins(problem, plan, one.need, one.person) for one in vacant}
    return telling_plan.candidates(desk, found, problem)


# Publishing ###########################################################################


def publish(desk: Desk, _said: Said, at: datetime) -> Told:
    """Publish the plan."""
    came = publishing.publish(desk, at)
    people = [one.person for one in came.touched]
    if not came.act:
        text = _("Nothing has changed since version {n}.").format(n=came.version)
    else:
        words = _("Version {n} is published; it touches: {names}.")
        names = (desk.person(one) for one in people)
        named = ", ".join(one.whole_name for one in names if one)
        text = words.format(n=came.version, names=named or "–")
    return {"version": came.version, "act": came.act, "touched": people}, text


def acknowledge(desk: Desk, said: Said, at: datetime) -> Told:
    """Note that somebody has seen the published plan."""
    person = named.interpreter(desk, said["acknowledge"])
    act = publishing.acknowledge(desk, person, at)
    return {"person": person, "act": act}, _("Noted.")


def reach(desk: Desk, said: Said, at: datetime) -> Told:
    """Note that somebody was told of it."""
    person = named.interpreter(desk, said["reached"])
    return {"person": person, "act": publishing.reached(desk, person, at)}, _("Noted.")


def call_list(desk: Desk, _said: Said, at: datetime) -> Told:
    """Say whom to call, and what to tell."""
    return telling_plan.calls(calls.call_list(desk, at))


def sheet(desk: Desk, said: Said, at: datetime) -> Told:
    """Write the sheet of an interpreter."""
    if not said["out"]:
        raise click.UsageError(_("Say with -o where the sheet goes."))
    person = named.interpreter(desk, said["sheet"])
    came = interpreter_sheet.write(desk, said["out"], person, said["day"], at)
    text = ngettext("{n} page in {file}.", "{n} pages in {file}.", came.pages)
    told = {"person": person, "pages": came.pages, "file": str(said["out"])}
    return told, text.format(n=came.pages, file=said["out"])


# Hours ################################################################################


def worked(desk: Desk, _said: Said, at: datetime) -> Told:
    """Say what was worked, and what was planned."""
    return telling_plan.hours(hours.hours(desk, at), hours.proof(desk, at))


def clock(desk: Desk, said: Said, at: datetime) -> Told:
    """Begin the work of somebody, or end it."""
    person = named.interpreter(desk, said["clock"])
    began = hours.clock(desk, person, at)
    told = {"person": person, "began": began, "act": desk.last_act()}
    return told, _("Work has begun.") if began else _("Work is over.")


# Needs ################################################################################

OF_A_NEED = ("start", "end", "place", "mode", "strength", "listeners", "turns", "note")
"""What people say of a need, and the options for that."""


def _values(said: Said) -> dict[str, str]:
    return {name: said[name] for name in OF_A_NEED if said[name] is not None}


def add_need(desk: Desk, said: Said, _at: datetime) -> Told:
    """Add a need to an activity, or beside the programme where it has a start of its own."""
    what, source, target = said["need"]
    beside = programme.activity_named(desk, what) is None and said["start"]
    where = {"title" if beside else "activity": what}
    subject = own_needs.add_need(
        desk, {**_values(said), **where, "source": source, "target": target}
    )
    return {"need": subject, "act": desk.last_act()}, _("Noted.")


def change_need(desk: Desk, said: Said, at: datetime) -> Told:
    """Change a need."""
    subject, values = named.need(desk, said["change"], at).demand.id, _values(said)
    if not values:
        names = ", ".join(f"--{name}" for name in OF_A_NEED)
        raise click.UsageError(_("Say what is changed: {options}.").format(options=names))
    act = own_needs.change_need(desk, subject, values, at)
    return {"need": subject, "act": act}, _("Noted.")


def brief(desk: Desk, said: Said, at: datetime) -> Told:
    """Note how a part of the briefing stands for a need."""
    what, part, status = said["brief"]
    subject, name = named.need(desk, what, at).demand.id, f"brief_{part}"
    if name not in BRIEFING:
        parts = ", ".join(one.removeprefix("brief_") for one in BRIEFING)
        raise DeskError(_("A briefing has the parts {parts}.").format(parts=parts))
    known = "" if status == MISSING else status
    act = own_needs.brief(desk, subject, {name: known}, at)
    return {"need": subject, "act": act}, _("Noted.")


def close_need(desk: Desk, said: Said, at: datetime) -> Told:
    """Say that nobody is to interpret here any more."""
    subject = named.need(desk, said["close"], at).demand.id
    came = own_needs.close_needs(desk, [subject], at, reason=said["reason"])
    return _came(came, {"need": subject}, _("Nobody is to interpret here any more."), "")


def reopen(desk: Desk, said: Said, at: datetime) -> Told:
    """Say that somebody is to interpret here all the same."""
    subject = named.need(desk, said["open"], at).demand.id
    act = own_needs.reopen_need(desk, subject, at)
    return {"need": subject, "act": act}, _("Somebody is to interpret here.")


def choose_profile(desk: Desk, said: Said, _at: datetime) -> Told:
    """Plan by other rules."""
    known = profile.load(said["profile"])
    changed = congress.settle(desk, {"profile": known.name})
    act = desk.last_act() if changed else None
    text = _("By the rules of {profile}.").format(profile=known.title)
    return {"profile": known.name, "act": act}, text
