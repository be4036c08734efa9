"""The hard rules of a person: H1, H2, H3, H8, H9 and, for delegations, H12."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from checkin.interpreting.conflict import Break
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Interpreter, Problem, Promise
from checkin.interpreting.profile import Limit
from checkin.interpreting.spans import net

Work = list[tuple[Promise, Demand]]
"""What one person is promised to, by time."""

Rule = Callable[[Layout, Interpreter, Work], Iterator[Break]]


def of_person(layout: Layout, person: str, promises: Iterable[Promise]) -> list[Break]:
    """Return what the promises of one person break."""
    who = layout.people[person]
    own = sorted((layout.spans[one.need], one.need, one.via, one) for one in promises)
    work = [(one, layout.demands[one.need]) for *_at, one in own]
    return [one for name, rule in _RULES for one in _judged(layout, name, rule, who, work)]


def _judged(layout: Layout, name: str, rule: Rule, who: Interpreter, work: Work) -> Iterator[Break]:
    found = list(rule(layout, who, work))
    passed_over = layout.passed_over(name, who.id)
    if not found or not passed_over:
        yield from found
        return
    rest = [one for one in work if one[1].id not in passed_over]
    strict = list(rule(layout, who, rest))
    keys = {one.key for one in strict}
    yield from strict
    yield from (replace(one, let_be=True) for one in found if one.key not in keys)


def _available(layout: Layout, who: Interpreter, work: Work) -> Iterator[Break]:
    windows = layout.windows[who.id]
    away = who.away.timestamp() if who.away else None
    for _promise, need in work:
        start, end = layout.spans[need.id]
        if not any(since <= start and end <= until for since, until in windows):
            inside = ((max(since, start), min(until, end)) for since, until in windows)
            outside = need.minutes - net(span for span in inside if span[0] < span[1])
            yield Break("H1", "window", who.id, need.id, (need.id,), max(outside, 1))
        if away is not None and end > away:
            after = round((end - max(start, away)) / 60)
            yield Break(
                "H1", "away" if who.comes else "gone", who.id, need.id, (need.id,), max(after, 1)
            )


def _at_once(layout: Layout, who: Interpreter, work: Work) -> Iterator[Break]:
    own = {need.id: need for _promise, need in work}
    for one, other in combinations(own.values(), 2):
        clash = layout.clash(one, other)
        if clash:
            kind, between, takes = clash
            pair = (one.id, other.id)
            yield Break("H2", kind, who.id, " ".join(sorted(pair)), pair, between, takes)


def hindrance(problem: Problem, who: Interpreter, need: Demand, via: str) -> str:
    """Return why somebody does not interpret a need: pivot, direction, back or mode; '' if so."""
    if via and via in {need.source, need.target}:
        return "pivot"
    b_from_b = problem.profile.b_from_b
    if not who.tongues.works(via or need.source, need.target, b_from_b=b_from_b):
        return "direction"
    back = need.both_ways and not via
    if back and not who.tongues.works(need.target, need.source, b_from_b=b_from_b):
        return "back"
    return "mode" if who.modes and need.mode not in who.modes else ""


def _able(layout: Layout, who: Interpreter, work: Work) -> Iterator[Break]:
    for promise, need in work:
        lacking = hindrance(layout.problem, who, need, promise.via)
        if lacking:
            about = f"{need.id} {promise.via}".rstrip()
            yield Break("H3", lacking, who.id, about, (need.id,))


def _day(layout: Layout, who: Interpreter, work: Work) -> Iterator[Break]:
    days: dict[str, list[Demand]] = defaultdict(list)
    for _promise, need in work:
        days[need.day].append(need)
    limits = layout.limits
    for day, needs in days.items():
        minutes = net(layout.spans[need.id] for need in needs)
        runs: dict[str, list[Demand]] = defaultdict(list)
        for need in needs:
            runs[need.run].append(need)
        yield from _over(("day_net", limits.day_net), who, day, needs, minutes)
        yield from _over(("day_sessions", limits.day_sessions), who, day, needs, len(runs))
        for run, own in runs.items():
            spent = net(layout.spans[need.id] for need in own)
            yield from _over(("session", limits.session), who, run, own, spent)
        if limits.session_break:
            yield from _breaks(layout, who, runs, limits.session_break.value)


def _over(
    of: tuple[str, Limit | None], who: Interpreter, about: str, needs: list[Demand], measured: int
) -> Iterator[Break]:
    name, limit = of
    if limit and measured > limit.value:
        subjects = tuple(need.id for need in needs)
        yield Break("H8", name, who.id, about, subjects, measured, limit.value)


def _breaks(
    layout: Layout, who: Interpreter, runs: Mapping[str, list[Demand]], least: int
) -> Iterator[Break]:
    """Find breaks that are too short; the needs of each run are in the order of time."""
    for before, after in pairwise(runs.values()):
        last = max(before, key=lambda need: layout.spans[need.id][1])
        pause = (layout.spans[after[0].id][0] - layout.spans[last.id][1]) // 60
        if pause < least:
            about = " ".join(sorted((before[0].run, after[0].run)))
            pair = (last.id, after[0].id)
            yield Break("H8", "session_break", who.id, about, pair, int(pause), least)


def _days_on_end(layout: Layout, who: Interpreter, work: Work) -> Iterator[Break]:
    limits = layout.limits
    row = {3: limits.runs_in_3_days, 4: limits.runs_in_4_days, 7: limits.runs_in_7_days}
    run_days = {need.run: date.fromisoformat(need.day) for _promise, need in work}
    per_day = Counter(run_days.values())
    for length, limit in row.items():
        for first in sorted(per_day) if limit else ():
            within = {first + timedelta(days=n) for n in range(length)}
            count = sum(per_day[day] for day in within)
            if limit and count > limit.value:
                needs = tuple(n.id for _p, n in work if run_days[n.run] in within)
                name = f"runs_in_{length}_days"
                yield Break("H9", name, who.id, first.isoformat(), needs, count, limit.value)


def _excluded(_layout: Layout, who: Interpreter, work: Work) -> Iterator[Break]:
    for _promise, need in work:
        for group in sorted(need.group & who.exclusions.keys()):
            yield Break("H12", "group", who.id, f"{need.id} {group}", (need.id,))


_RULES: tuple[tuple[str, Rule], ...] = (
    ("H1", _available),
    ("H2", _at_once),
    ("H3", _able),
    ("H8", _day),
    ("H9", _days_on_end),
    ("H12", _excluded),
)
