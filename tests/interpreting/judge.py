"""RULES.md once more, for tests: shares no code with the rules, the weighing or the solver."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from checkin.interpreting.problem import Demand, Interpreter, Problem, Promise

Key = tuple[str, ...]
Needs = list[Demand]


def minutes(needs: Iterable[Demand]) -> int:
    """Count the minutes in which at least one of some needs runs."""
    seconds, until = 0.0, -math.inf
    for start, end in sorted((one.start.timestamp(), one.end.timestamp()) for one in needs):
        seconds += max(0.0, end - max(start, until))
        until = max(until, end)
    return round(seconds / 60)


class Judge:
    """Says by how much a plan breaks what, and what it costs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.figures = {
            name: getattr(problem.profile.limits, name).value
            for name in problem.profile.limits.__dataclass_fields__
            if getattr(problem.profile.limits, name) is not None
        }
        self.need = {one.id: one for one in problem.demands}
        self.person = {one.id: one for one in problem.people}

    def known(self, plan: Iterable[Promise]) -> frozenset[Promise]:
        """Leave out promises of unknown people or to unknown needs."""
        return frozenset(p for p in plan if p.need in self.need and p.person in self.person)

    def faults(self, plan: Iterable[Promise]) -> dict[Key, int]:
        """Return what is broken and not let be, but for H4, and by how much."""
        plan = self.known(plan)
        found: dict[Key, int] = {}
        for person in self.person.values():
            found |= self.of_person(person, [p for p in plan if p.person == person.id])
        for activity in {one.activity for one in self.problem.demands}:
            found |= self.of_activity(
                activity, [p for p in plan if self.need[p.need].activity == activity]
            )
        for promise in self.known(self.problem.fixed) - plan:
            found["H13", promise.need, promise.person] = 1
        return found

    def of_person(self, person: Interpreter, own: list[Promise]) -> dict[Key, int]:
        """Judge H1, H2, H3, H8, H9, and the delegations of H12."""
        let_be = {(r, n) for r, n, who in self.problem.overridden if who == person.id}

        def counted(rule: str) -> list[Promise]:
            return [one for one in own if (rule, one.need) not in let_be]

        found: dict[Key, int] = {}
        for rule, holds in (("H1", self._inside), ("H3", self._speaks), ("H12", self._welcome)):
            for one in counted(rule):
                if not holds(person, self.need[one.need], one.via):
                    found[rule, person.id, one.need, one.via] = 1
        at_once = sorted({one.need for one in counted("H2")})
        for n, one in enumerate(at_once):
            for other in at_once[n + 1 :]:
                if not self._together(self.need[one], self.need[other]):
                    found["H2", person.id, one, other] = 1
        found |= self._day(person.id, [self.need[one.need] for one in counted("H8")])
        return found | self._row(person.id, [self.need[one.need] for one in counted("H9")])

    def _welcome(self, person: Interpreter, need: Demand, _via: str) -> bool:
        return need.group.isdisjoint(person.exclusions)

    def _inside(self, person: Interpreter, need: Demand, _via: str) -> bool:
        if person.away is not None and need.end > person.away:
            return False
        reached = need.start
        for start, end in sorted(person.windows):
            if start <= reached < end:
                reached = end
        return reached >= need.end

    def _speaks(self, person: Interpreter, need: Demand, via: str) -> bool:
        def works(source: str, target: str) -> bool:
            own = person.tongues
            if source == target or source not in own.a | own.b | own.c:
                return False
            back = source in own.a or (self.problem.profile.b_from_b and source in own.b)
            return target in own.a or (target in own.b and back)

        if person.modes and need.mode not in person.modes:
            return False
        if via:
            return via not in {need.source, need.target} and works(via, need.target)
        back = need.mode != "liaison" or works(need.target, need.source)
        return works(need.source, need.target) and back

    def _together(self, one: Demand, other: Demand) -> bool:
        elsewhere = "" not in {one.place, other.place} and one.place != other.place
        if one.start < other.end and other.start < one.end:
            if one.activity != other.activity or elsewhere:
                return False
            return "liaison" not in {one.mode, other.mode} and one.source != other.source
        if not elsewhere:
            return True
        way = self.problem.ways.get((one.place, other.place))
        takes = self.figures.get("way_unknown", 0) if way is None else way
        takes += self.figures.get("set_up", 0)
        return max(one.start, other.start) - min(one.end, other.end) >= timedelta(minutes=takes)

    def _day(self, person: str, own: Needs) -> dict[Key, int]:
        days: dict[str, Needs] = defaultdict(list)
        for one in own:
            days[one.day].append(one)
        found: dict[Key, int] = {}
        for day, needs in days.items():
            runs: dict[str, Needs] = defaultdict(list)
            for one in needs:
                runs[one.run].append(one)
            found |= self._above("day_net", person, day, minutes(needs))
            found |= self._above("day_sessions", person, day, len(runs))
            for run, within in runs.items():
                found |= self._above("session", person, run, minutes(within))
            if "session_break" in self.figures:
                found |= self._breaks(person, runs)
        return found

    def _above(self, name: str, person: str, what: str, measured: int) -> dict[Key, int]:
        over = measured - self.figures.get(name, measured)
        return {(name, person, what): over} if over > 0 else {}

    def _breaks(self, person: str, runs: dict[str, Needs]) -> dict[Key, int]:
        found: dict[Key, int] = {}
        row = sorted(
            (min(one.start for one in own), max(one.end for one in own), run)
            for run, own in runs.items()
        )
        for (_start, end, run), (start, _end, after) in pairwise(row):
            pause = (start - end) // timedelta(minutes=1)
            if pause < self.figures["session_break"]:
                pair = sorted((run, after))
                found["session_break", person, *pair] = self.figures["session_break"] - pause
        return found

    def _row(self, person: str, own: Needs) -> dict[Key, int]:
        touched = {(date.fromisoformat(one.day), one.run) for one in own}
        found: dict[Key, int] = {}
        for length in (3, 4, 7):
            for first in {day for day, _run in touched}:
                days = {first + timedelta(days=n) for n in range(length)}
                count = sum(day in days for day, _run in touched)
                found |= self._above(f"runs_in_{length}_days", person, str(first), count)
        return found

    def of_activity(self, activity: str, promises: list[Promise]) -> dict[Key, int]:
        """Judge H5, H6, H7, H10, H11, and the colleagues of H12."""
        found: dict[Key, int] = {}
        for need in (one for one in self.problem.demands if one.activity == activity):
            team = [one for one in promises if one.need == need.id]
            there = len({one.person for one in team})
            if not there:
                continue
            found |= self._need("H6", need, need.strength - there)
            alone = need.mode in {"simultaneous", "whispered"} and there == 1
            if alone and "solo" in self.figures:
                found |= self._need("H7", need, need.run_minutes - self.figures["solo"])
            crowd = {
                "whispered": ("H10", "whisper_listeners"),
                "tour-guide": ("H11", "tour_receivers"),
                "liaison": ("H11", "liaison_group"),
            }
            rule, figure = crowd.get(need.mode, ("", ""))
            if figure in self.figures:
                found |= self._need(rule, need, need.listeners - self.figures[figure])
            for one in team:
                found |= self._relay(need, one, promises)
        return found | self._colleagues(activity, promises)

    def _need(self, rule: str, need: Demand, over: int) -> dict[Key, int]:
        broken = over > 0 and (rule, need.id, "") not in self.problem.overridden
        return {(rule, need.id): over} if broken else {}

    def givers(self, need: Demand) -> int:
        """Return how many must be direct in a need from which relay is taken."""
        both = any(
            (one.activity, one.source, one.target) == (need.activity, need.target, need.source)
            for one in self.problem.demands
        )
        least = max(1, self.figures.get("relay_givers", 1))
        return max(least, self.figures.get("pivot_both_ways", 1)) if both else least

    def pivot(self, need: Demand, via: str) -> Demand | None:
        """Return the need of the same activity from which relay comes."""
        for one in self.problem.demands:
            if (one.activity, one.source, one.target) == (need.activity, need.source, via):
                return one
        return None

    def _relay(self, need: Demand, taker: Promise, promises: list[Promise]) -> dict[Key, int]:
        pivot = self.pivot(need, taker.via)
        if not taker.via or ("H5", need.id, "") in self.problem.overridden:
            return {}
        if pivot is None:
            return {("H5", need.id, taker.person, taker.via): 99}
        direct = {one.person for one in promises if one.need == pivot.id and not one.via}
        lacking = self.givers(pivot) - len(direct)
        broken = lacking > 0 and ("H5", pivot.id, "") not in self.problem.overridden
        return {("H5", need.id, taker.person, taker.via): lacking} if broken else {}

    def _colleagues(self, activity: str, promises: list[Promise]) -> dict[Key, int]:
        standing = {
            one.person
            for one in promises
            if ("H12", one.need, one.person) not in self.problem.overridden
        }
        return {
            ("H12", activity, one, other): 1
            for one in standing
            for other in standing
            if other in self.person[one].exclusions
        }

    def taken(self, need: Demand, plan: Iterable[Promise]) -> bool:
        """Tell whether anybody takes relay from a need."""
        return any(one.via and self.pivot(self.need[one.need], one.via) is need for one in plan)

    def asked(self, need: Demand, plan: Iterable[Promise]) -> int:
        """Return how many a need takes: its strength, more where relay is taken from it."""
        return max(need.strength, self.givers(need) if self.taken(need, plan) else 0)

    def costs(self, plan: Iterable[Promise]) -> tuple[int, ...]:
        """Return what a plan costs in the soft order."""
        plan = self.known(plan)
        told = {**self.need_costs(plan), **self.person_costs(plan)}
        told["uncovered"], told["changes"] = self.uncovered(plan), self.changes(plan)
        work = [[self.need[p.need] for p in plan if p.person == who] for who in self.person]
        loads = [minutes(own) for own in work] or [0]
        told["fairness"] = max(loads) - min(loads)
        return tuple(told[name] for name in self.problem.profile.soft)

    def uncovered(self, plan: Iterable[Promise], needs: Iterable[Demand] | None = None) -> int:
        """Count the minutes of needs that are not covered."""
        plan = list(plan)
        return sum(
            minutes([need])
            for need in (self.problem.demands if needs is None else needs)
            if len({p.person for p in plan if p.need == need.id}) < self.asked(need, plan)
        )

    def changes(self, plan: Iterable[Promise]) -> int:
        """Count promises that are gone, and new ones to needs that had some."""
        before = {(one.need, one.person) for one in self.problem.before}
        now = {(one.need, one.person) for one in plan}
        had = {need for need, _person in before}
        return len(before - now) + len({pair for pair in now - before if pair[0] in had})

    def need_costs(self, plan: Iterable[Promise]) -> dict[str, int]:
        """Return the costs that add up over needs."""
        plan = list(plan)
        relay = sum(minutes([self.need[one.need]]) for one in plan if one.via)
        lone = [
            minutes([need]) - self.figures.get("comfort", 10**9)
            for need in self.problem.demands
            if need.mode in {"simultaneous", "whispered"}
            and sum(one.need == need.id for one in plan) == 1
        ]
        strange = sum(
            not ({self.need[p.need].activity} | self.need[p.need].group)
            & self.person[p.person].experience
            for p in plan
        )
        return {"relay": relay, "solo": sum(n for n in lone if n > 0), "experience": strange}

    def person_costs(self, plan: Iterable[Promise]) -> dict[str, int]:
        """Return the costs that can only grow with each promise."""
        plan = list(plan)
        days: dict[tuple[str, str], Needs] = defaultdict(list)
        for one in plan:
            days[one.person, self.need[one.need].day].append(self.need[one.need])
        over = [minutes(own) - self.figures.get("overtime", 10**9) for own in days.values()]
        return {
            "continuity": len({(one.person, self.need[one.need].target) for one in plan}),
            "ways": len({(p.person, self.need[p.need].day, self.need[p.need].place) for p in plan}),
            "overtime": sum(n for n in over if n > 0),
        }
