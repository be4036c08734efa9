"""What is told of the plan of interpreters: plain values for programs, tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import (
    clash,
    double,
    needs,
    own_missing,
    own_needs,
    profile_words,
    promises,
    proposals,
    publishing,
    rules,
    situation,
    telling,
)
from checkin.interpreting.calls import Call
from checkin.interpreting.candidates import Candidate
from checkin.interpreting.conflict import Conflict, Repair
from checkin.interpreting.hours import Hours, Proof
from checkin.interpreting.own_needs import Due
from checkin.interpreting.problem import Plan, Problem, Promise
from checkin.interpreting.profile import Profile
from checkin.interpreting.proposals import Accepted, Line
from checkin.interpreting.publishing import Standing
from checkin.interpreting.solver import Solution
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import WRITTEN, Assignment
from checkin.model.person import VEILED
from checkin.telling import Told, plain, table
from checkin.vocabulary import modes

_SHOWN = 10  # candidates in words


def whole(desk: Desk, at: datetime) -> Told:
    """Return the plan as it stands: needs, assignments, and what is wrong with it."""
    known = needs.wanted(desk, at)
    problem, plan = situation.problem(desk, at, known), situation.plan(desk)
    found, states = rules.faults(problem, plan), rules.states(problem, plan)
    clashes, due = double.clashes(desk, at), own_needs.briefing_due(desk, at, known)
    asked = [_need(desk, one, states, plan) for one in known]
    version = publishing.version(desk)
    value = {
        "at": at.isoformat(),
        "profile": _profile(problem.profile),
        "version": asdict(version) if version else None,
        "needs": asked,
        "assignments": [_assignment(desk, one) for one in promises.standing(desk)],
        "people": [_told(desk, one) for one in publishing.standings(desk, at, known).values()],
        "conflicts": [conflict(problem, one) for one in found],
        "clashes": [asdict(one) for one in clashes],
        "briefing_due": [{"need": one.demand.id, "missing": list(one.missing)} for one in due],
    }
    other = profile_words.unknown(problem.profile)
    head = [other or _("By the rules of {profile}.").format(profile=problem.profile.title)]
    if version:
        head.append(_("Published: {version}.").format(version=version))
    sentences = map(plain, (*head, *(one.text for one in clashes)))
    below = (one for one in found if one.rule != "profile")
    rest = map(plain, (*_said(below), *_briefings(due)))
    return value, "\n".join([*sentences, _needs_table(desk, asked), *rest])


def refused(found: Iterable[Conflict]) -> str:
    """Return in words why something was not done."""
    return plain(" ".join(one.text for one in found))


def proposal(problem: Problem, solution: Solution, lines: Sequence[Line]) -> Told:
    """Return what a solution would change, its values in the soft order, and how sure it is."""
    soft = problem.profile.soft
    told = [_line(problem, n, one) for n, one in enumerate(lines, 1)]
    why = clash.clash(problem) if solution.uncovered else None
    value = {
        "profile": _profile(problem.profile),
        "lines": told,
        "values": dict(zip(soft, solution.values, strict=True)),
        "bounds": dict(zip(soft, solution.bounds, strict=True)),
        "greedy": dict(zip(soft, solution.greedy, strict=True)),
        "optimal": all(solution.proven),
        "uncovered": list(solution.uncovered),
        "clash": why.text if why else None,
    }
    signs = {proposals.ADD: "+", proposals.REMOVE: "-"}
    rows = [[str(n), signs[one.what], *_cells(problem, one)] for n, one in enumerate(lines, 1)]
    words = profile_words.order(problem.profile)
    parts = zip(words, solution.values, solution.bounds, strict=True)
    text = [table(rows) if rows else _("Nothing is to be changed."), _sure(solution)]
    text.append(table([[word, str(n), _gap(n, bound)] for word, n, bound in parts]))
    return value, "\n".join([*text, *(why.text.split("\n") if why else [])])


def accepted(desk: Desk, at: datetime, came: Accepted) -> Told:
    """Return what was accepted of a proposal, and what does not fit any more."""
    problem = situation.problem(desk, at)
    value = {
        "act": came.act,
        "accepted": [_line(problem, n, one) for n, one in enumerate(came.lines, 1)],
        "refused": [
            {**_line(problem, n, one.line), "reason": one.reason}
            for n, one in enumerate(came.refused, 1)
        ],
    }
    text = ngettext("{n} line was accepted.", "{n} lines were accepted.", len(came.lines))
    lines = [text.format(n=len(came.lines)), *(one.reason for one in came.refused)]
    return value, "\n".join(map(plain, lines))


def candidates(desk: Desk, found: Mapping[str, Sequence[Candidate]], problem: Problem) -> Told:
    """Return who could stand in for each assignment, and why the others cannot."""
    told, lines = [], []
    for name, some in found.items():
        one = promises.assignment(desk, name)
        demand = problem.demand(one.need) if one else None
        lines.append(telling.short(demand) if demand else name)
        rows = [_candidate(desk, problem, who) for who in some]
        told.append({"assignment": name, "candidates": rows})
        lines += [_fit(row) for row in rows[:_SHOWN]]
    return told, "\n".join(map(plain, lines)) or _("Nothing is open.")


def _fit(row: Mapping[str, Any]) -> str:
    """Return what speaks for a candidate, or what keeps them from it."""
    against = " ".join(one["text"] for one in row["obstacles"])
    return f"  - {against}" if against else f"  + {row['name']}: {', '.join(row['reasons'])}"


def calls(found: Sequence[Call]) -> Told:
    """Return whom to call, and what to say."""
    lines = []
    for one in found:
        state = _("has seen it") if one.acknowledged else _("was reached") if one.reached else ""
        head = " ".join(part for part in (one.name, one.mobile) if part)
        lines.append(f"{head} ({state})" if state else head)
        lines += [f"  {sentence}" for sentence in one.sentences]
    text = "\n".join(map(plain, lines))
    return [asdict(one) for one in found], text or _("Nobody has to be called.")


def hours(found: Sequence[Hours], rows: Sequence[Proof]) -> Told:
    """Return what was worked by day and person, and each time of work."""
    told = [
        {
            "person": one.person,
            "name": one.name,
            "day": one.day,
            "planned": one.planned,
            "confirmed": one.confirmed,
            "worked": one.worked,
            "overtime": one.overtime,
            "open": one.open,
        }
        for one in found
    ]
    head = ["", "", _("planned"), _("confirmed"), _("worked"), _("overtime")]
    figures = [[one.day, one.name, *_figures(one)] for one in found]
    value = {"days": told, "times": [asdict(one) for one in rows]}
    return value, table([head, *figures]) if found else _("Nobody has worked or is to work.")


def _figures(one: Hours) -> Iterable[str]:
    """Yield the sums of a day; what nobody ended is no work of no minutes."""
    yield from map(telling.hours, (one.planned, one.confirmed))
    worked = telling.hours(one.worked)
    if one.open:
        text = _("{sum}, still open") if one.worked else _("still open")
        worked = text.format(sum=worked)
    yield worked
    yield telling.hours(one.overtime)


def conflict(problem: Problem, one: Conflict) -> dict[str, Any]:
    """Return a broken rule for programs."""
    return {
        "rule": one.rule,
        "severity": one.severity,
        "who": list(one.who),
        "names": [_name(problem, who) for who in one.who],
        "when": f"{one.start}/{one.end}",
        "where": one.where,
        "needs": list(one.needs),
        "measured": one.measured,
        "limit": one.limit,
        "source": one.source,
        "text": one.text,
        "repairs": [_repair(repair) for repair in one.repairs],
    }


def _repair(one: Repair) -> dict[str, Any]:
    return {
        "text": one.text,
        "add": [_promise(promise) for promise in sorted(one.add)],
        "remove": [_promise(promise) for promise in sorted(one.remove)],
        "needs": list(one.needs),
        "change": dict(one.change),
        "release": [list(leave) for leave in sorted(one.release)],
    }


def _promise(one: Promise) -> dict[str, str]:
    return {"need": one.need, "person": one.person, "via": one.via}


def _need(desk: Desk, one: Wanted, states: Mapping[str, str], plan: Plan) -> dict[str, Any]:
    demand = one.demand
    place = desk.place(demand.place) if demand.place else None
    activity = demand.activity if demand.activity != demand.id else None
    return {
        "id": demand.id,
        "activity": activity,
        "title": demand.title,
        "source": demand.source,
        "target": demand.target,
        "start": demand.start.astimezone(desk.event.tz).isoformat(),
        "end": demand.end.astimezone(desk.event.tz).isoformat(),
        "place": place.title if place else "",
        "mode": demand.mode,
        "strength": demand.strength,
        "listeners": demand.listeners,
        "state": one.state,
        "ground": one.ground,
        "coverage": states.get(demand.id) if one.wanted else None,
        "people": sorted(promise.person for promise in plan if promise.need == demand.id),
    }


def _assignment(desk: Desk, one: Assignment) -> dict[str, Any]:
    """Return a promise; what is written of a protected person is only said to be there."""
    person = desk.person(one.person)
    values = dict(zip(("id", *Assignment.names()), one.values(), strict=True))
    del values["withdrawn"]
    if person and not person.named:
        values |= {name: VEILED for name in WRITTEN if values[name]}
    return {**values, "name": person.whole_name if person else ""}


def _told(desk: Desk, one: Standing) -> dict[str, Any]:
    """Return how far somebody knows the plan."""
    person = desk.person(one.person)
    return {
        "person": one.person,
        "name": person.whole_name if person else "",
        "state": one.state,
        "version": one.latest.version if one.latest else None,
        "changed": [found.assignment for found in one.changes],
    }


def _needs_table(desk: Desk, asked: Sequence[Mapping[str, Any]]) -> str:
    words = {
        "covered": _("covered"),
        "weak": _("weak"),
        "uncovered": _("uncovered"),
        "gone": _("nobody listens any more"),
        "closed": _("closed"),
    }
    rows = []
    for one in asked:
        people = (desk.person(who) for who in one["people"])
        names = ", ".join(known.whole_name for known in people if known)
        when = telling.between(*(datetime.fromisoformat(one[name]) for name in ("start", "end")))
        way = f"{one['source']}>{one['target']}"
        state = words.get(one["coverage"] or one["state"], "")
        team = f"{len(one['people'])}/{one['strength']}"
        mode = modes.title(one["mode"])
        rows.append([when, one["title"], way, mode, str(one["listeners"]), team, state, names])
    return table(rows) if rows else _("Nothing is to be interpreted.")


def _said(found: Iterable[Conflict]) -> Iterable[str]:
    signs = {"stop": "✕", "weak": "!", "note": "·"}
    for number, one in enumerate(found, 1):
        yield f"{signs.get(one.severity, '·')} {one.text}"
        yield from (f"    {number}.{n}  {each.text}" for n, each in enumerate(one.repairs, 1))


def _briefings(due: Iterable[Due]) -> Iterable[str]:
    parts = own_missing.briefings()
    text = _("{what}: the interpreters have not been given: {parts}.")
    for one in due:
        missing = ", ".join(parts[name] for name in one.missing)
        yield "✕ " + text.format(what=telling.short(one.demand), parts=missing)


def _line(problem: Problem, n: int, one: Line) -> dict[str, Any]:
    name, *words = _cells(problem, one)
    told = {"n": n, "what": one.what, **_promise(one.promise), "name": name}
    return {**told, "text": " ".join(word for word in words if word)}


def _cells(problem: Problem, one: Line) -> list[str]:
    """Return whom a line is about, when, in which direction, what, and from which pivot."""
    demand = problem.demand(one.promise.need)
    via = _("from {via}").format(via=one.promise.via) if one.promise.via else ""
    if demand is None:
        return [_name(problem, one.promise.person), "", "", one.promise.need, via]
    when, way = telling.when(demand), telling.direction(demand)
    return [_name(problem, one.promise.person), when, way, demand.title, via]


def _candidate(desk: Desk, problem: Problem, one: Candidate) -> dict[str, Any]:
    person = desk.person(one.person)
    return {
        "person": one.person,
        "name": person.whole_name if person else "",
        "via": one.via,
        "free": one.free,
        "reasons": list(one.reasons),
        "obstacles": [conflict(problem, found) for found in one.obstacles],
    }


def _profile(profile: Profile) -> dict[str, str]:
    return {"name": profile.name, "title": profile.title}


def _name(problem: Problem, person: str) -> str:
    known = problem.person(person)
    return known.name if known else ""


def _sure(solution: Solution) -> str:
    if all(solution.proven):
        return _("Proven: no plan is better in this order.")
    return _("The best that was found; what may be better is named.")


def _gap(value: int, bound: int) -> str:
    return _("at best {n}").format(n=bound) if bound < value else ""
