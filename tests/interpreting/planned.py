"""Planning problems written in short for tests: who, what, and by which figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from checkin.interpreting.conflict import Break, Conflict
from checkin.interpreting.draft import breaks
from checkin.interpreting.problem import Demand, Interpreter, Plan, Problem, Promise, Window
from checkin.interpreting.profile import Limit, Limits, Profile, Row
from checkin.interpreting.rules import faults
from checkin.interpreting.runs import grouped
from checkin.interpreting.tongues import Tongues

ZONE = timezone(timedelta(hours=1))
DAY = "2012-11-22"


def at(time: str, day: str = DAY) -> datetime:
    """Return a time of a day."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZONE)


def window(start: str, end: str, day: str = DAY) -> Window:
    """Return a time in which somebody is available."""
    return at(start, day), at(end, day)


def need(subject: str, when: str = "10:00-11:00", way: str = "zh>de", **fields: Any) -> Demand:
    """Return a need, consecutive and for one interpreter unless said otherwise."""
    day = fields.pop("day", DAY)
    start, end = (at(time, day) for time in when.split("-"))
    source, target = way.split(">")
    values = {"activity": f"a-{subject}", "title": subject.title(), "place": "", **fields}
    values = {"mode": "consecutive", "strength": 1, "by_hand": "strength" in fields, **values}
    return Demand(
        id=subject,
        source=source,
        target=target,
        start=start,
        end=end,
        day=day,
        run="",
        run_minutes=0,
        **values,
    )


def who(subject: str, a: str = "de", b: str = "", c: str = "zh", **fields: Any) -> Interpreter:
    """Return an interpreter, available from the day before to the day after."""
    tongues = Tongues(*(frozenset(own.split()) for own in (a, b, c)))
    windows = ((at("00:00", "2012-11-15"), at("00:00", "2012-11-30")),)
    values = {"windows": windows, **fields}
    return Interpreter(id=subject, name=subject.title(), tongues=tongues, **values)


def profile(team: Iterable[tuple[int, int]] = (), **limits: int) -> Profile:
    """Return a profile of some figures; their sources are called after them."""
    rows = tuple(Row(people, up_to, f"row {people}") for people, up_to in team)
    known = {name: Limit(value, "min", f"source of {name}") for name, value in limits.items()}
    return Profile("test", "Test", "", Limits(**known), rows)


def problem(
    people: Iterable[Interpreter], needs: Iterable[Demand], by: Profile | None = None, **fields: Any
) -> Problem:
    """Return a problem, its needs grouped in runs."""
    by = by or profile()
    return Problem(tuple(people), grouped(needs, by), by, **fields)


def ways(**minutes: int) -> Mapping[tuple[str, str], int]:
    """Return the ways between places, both ways: here_there=25."""
    pairs = {tuple(name.split("_")): value for name, value in minutes.items()}
    return {pair: value for (a, b), value in pairs.items() for pair in ((a, b), (b, a))}


def promised(*texts: str) -> Plan:
    """Return promises written as “need person” or “need person via”."""
    return frozenset(Promise(*text.split()) for text in texts)


def broken(asked: Problem, plan: Plan) -> list[str]:
    """Return the hard rules that a plan breaks, with what of them, but for nobody being there."""
    return sorted(
        f"{one.rule} {one.figure}".rstrip()
        for one in breaks(asked, plan)
        if one.rule != "H4" and not one.let_be
    )


def the_break(asked: Problem, plan: Plan, rule: str) -> Break:
    """Return the one break of a rule."""
    (found,) = (one for one in breaks(asked, plan) if one.rule == rule)
    return found


def fault(asked: Problem, plan: Plan, rule: str) -> Conflict:
    """Return the one conflict of a rule."""
    (found,) = (one for one in faults(asked, plan) if one.rule == rule)
    return found
