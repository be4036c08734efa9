"""The hard rules of people as constraints: H2, H8, H9, and H12 of colleagues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, permutations, product

import pulp

from checkin.interpreting.milp import Model
from checkin.interpreting.problem import Demand, Interpreter
from checkin.interpreting.profile import Limit
from checkin.interpreting.program import Terms, times, total
from checkin.interpreting.spans import Span, net

Needs = tuple[Demand, ...]


class Person:
    """What one person could take, and what of it goes together."""

    def __init__(self, model: Model, who: Interpreter) -> None:
        self.model, self.who = model, who
        self.needs = tuple(one for one in model.demands if (one.id, who.id) in model.held)
        self.fixed = frozenset(one.need for one in model.fixed if one.person == who.id)
        self._pauses = self._fixed_pauses()
        self._either: dict[tuple[str, ...], Terms] = {}
        self._touches: dict[tuple[str, ...], Terms] = {}
        self._apart = {
            (one.id, other.id)
            for one, other in combinations(self.needs, 2)
            if self._clash(one, other)
        }

    def apart(self, one: Demand, other: Demand) -> bool:
        """Tell whether the person cannot take both of two needs."""
        return (one.id, other.id) in self._apart or (other.id, one.id) in self._apart

    def counted(self, rule: str, needs: Iterable[Demand] | None = None) -> Needs:
        """Return the needs by which a rule is judged: without those for which it was let be."""
        let_be = self.model.layout.passed_over(rule, self.who.id)
        return tuple(one for one in needs or self.needs if one.id not in let_be)

    def takes(self, need: Demand) -> Terms:
        """Return 1 where the person takes a need."""
        return self.model.holding(need.id, self.who.id)

    def either(self, needs: Needs) -> Terms:
        """Return 1 where the person takes one or more of some needs."""
        return total(*(self._any(group) for group in self._together(needs)))

    def _together(self, needs: Needs) -> list[Needs]:
        """Part needs into groups: whoever takes one of a group takes none of another."""
        groups: list[Needs] = []
        for one in needs:
            joined = [row for row in groups if not all(self.apart(one, other) for other in row)]
            rest = [row for row in groups if row not in joined]
            groups = [*rest, (*(other for row in joined for other in row), one)]
        return groups

    def _any(self, needs: Needs) -> Terms:
        if len(needs) == 1:
            return self.takes(needs[0])
        key = tuple(one.id for one in needs)
        if key not in self._either:
            program = self.model.program
            found = program.part()
            self.reach(found, needs)
            program.at_most(total({found: 1}, *(times(-1, self.takes(one)) for one in needs)), 0)
            self._either[key] = {found: 1}
        return self._either[key]

    def reach(self, found: pulp.LpVariable, needs: Needs) -> None:
        """Demand that a variable is at least 1 where the person takes one of some needs."""
        edges = [
            sum(1 << m for m, other in enumerate(needs) if self.apart(one, other)) for one in needs
        ]
        for clique in cliques(edges):
            taken = total(*(self.takes(needs[n]) for n in clique))
            self.model.program.at_most(total(taken, {found: -1}), 0)

    def touches(self, needs: Needs) -> Terms:
        """Return at least 1 where the person takes one or more of some needs."""
        key = tuple(one.id for one in needs)
        if key not in self._touches:
            found = self.model.program.part()
            self.reach(found, needs)
            self._touches[key] = {found: 1}
        return self._touches[key]

    def minutes(self, needs: Iterable[Demand]) -> Terms:
        """Return the minutes of the union of those needs that the person takes."""
        lengths: dict[Needs, float] = defaultdict(float)
        spans = [(one, self.model.layout.spans[one.id]) for one in needs]
        edges = sorted({edge for _one, span in spans for edge in span})
        for since, until in pairwise(edges):
            there = tuple(one for one, span in spans if span[0] <= since and until <= span[1])
            if there:
                lengths[there] += (until - since) / 60
        return total(*(times(length, self.either(there)) for there, length in lengths.items()))

    def _clash(self, one: Demand, other: Demand) -> bool:
        layout, both = self.model.layout, {one.id, other.id}
        if both <= self.fixed:
            return False
        if layout.clash(one, other) and both.isdisjoint(layout.passed_over("H2", self.who.id)):
            return True
        least = self.pause(one, other)
        return least is not None and _pause(one.span, other.span) < least

    def pause(self, one: Demand, other: Demand) -> int | None:
        """Return the least minutes between two needs of different runs of a day."""
        limit = self.model.layout.limits.session_break
        if not limit or one.day != other.day or one.run == other.run:
            return None
        if not {one.id, other.id}.isdisjoint(self.model.layout.passed_over("H8", self.who.id)):
            return None
        return min(limit.value, self._pauses.get(frozenset((one.run, other.run)), limit.value))

    def _fixed_pauses(self) -> dict[frozenset[str], int]:
        """Return the pauses between two runs of a day that fixed promises leave."""
        runs: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for one in self.counted("H8"):
            if one.id in self.fixed:
                runs[one.day, one.run].append(one.span)
        whole = {key: (min(own)[0], max(end for _since, end in own)) for key, own in runs.items()}
        return {
            frozenset((one[1], other[1])): _pause(*sorted((whole[one], whole[other])))
            for one, other in combinations(whole, 2)
            if one[0] == other[0]
        }


def _pause(one: Span, other: Span) -> int:
    """Return the minutes from the end of the earlier span to the start of the later one."""
    first, last = sorted((one, other))
    return int((last[0] - first[1]) // 60)


def rules(model: Model) -> dict[str, Person]:
    """Demand what the rules ask of each person; return the people by subject."""
    people = {who.id: Person(model, who) for who in model.people}
    for person in people.values():
        _at_once(person)
        _between(person)
        _days(person)
        _days_on_end(person)
    _colleagues(model, people)
    return people


def _at_once(person: Person) -> None:
    """Demand that of needs which do not go together (H2, H8) one is taken at most."""
    groups: dict[tuple[object, ...], list[Demand]] = defaultdict(list)
    for one in person.needs:
        groups[one.activity, one.span, one.place, one.run].append(one)
    blocks = [tuple(group) for group in groups.values()]
    edges = [0] * len(blocks)
    program = person.model.program
    for (n, block), (m, next_block) in combinations(enumerate(blocks), 2):
        pairs = [(a, b) for a in block for b in next_block if person.apart(a, b)]
        if len(pairs) == len(block) * len(next_block):
            edges[n] |= 1 << m
            edges[m] |= 1 << n
        else:
            for a, b in pairs:
                program.at_most(total(person.takes(a), person.takes(b)), 1)
    for clique in cliques(edges):
        terms = total(*(person.either(blocks[n]) for n in clique))
        if len(terms) > 1:
            program.at_most(terms, 1)


def cliques(edges: Sequence[int]) -> list[list[int]]:
    """Return sets of nodes that are all joined, which hold every node and every edge.

    `edges` holds for each node the joined ones as bits.
    """
    left = list(edges)
    found = []
    for n, joined in enumerate(edges):
        if not joined:
            found.append([n])
        while left[n] >> n:
            later = left[n] >> n << n
            first = _lowest(later)
            clique, common = [n, first], joined & edges[first]
            while common:
                clique.append(_lowest(common))
                common &= edges[clique[-1]]
            own = sum(1 << one for one in clique)
            for one in clique:
                left[one] &= ~own
            found.append(sorted(clique))
    return found


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _between(person: Person) -> None:
    """Demand that no run is taken before and after another without breaks between (H8)."""
    if not person.model.layout.limits.session_break:
        return
    counted = person.counted("H8")
    for one in counted:
        others = [other for other in counted if person.pause(one, other) is not None]
        for first, last in combinations(others, 2):
            inside = first.span[1] <= one.span[0] and one.span[1] <= last.span[0]
            if inside and first.run == last.run and not {one.id, first.id, last.id} <= person.fixed:
                taken = total(*(person.takes(need) for need in (first, one, last)))
                person.model.program.at_most(taken, 2)


def _days(person: Person) -> None:
    limits = person.model.layout.limits
    days = _grouped(person.counted("H8"), lambda one: (one.day,))
    for needs in days.values():
        runs = _grouped(needs, lambda one: (one.run,))
        _work(person, needs, limits.day_net)
        _touched(person, list(runs.values()), limits.day_sessions)
        for own in runs.values():
            _work(person, own, limits.session)


def _work(person: Person, needs: Needs, limit: Limit | None) -> None:
    """Demand that the net minutes of some needs are within a limit, or as they are fixed."""
    if not limit or net(one.span for one in needs) <= limit.value:
        return
    stands = net(one.span for one in needs if one.id in person.fixed)
    most = max(limit.value, stands) + person.model.loose
    person.model.program.at_most(person.minutes(needs), most)


def _touched(person: Person, runs: Sequence[Needs], limit: Limit | None) -> None:
    """Demand that so many runs are touched at most, or as many as are fixed."""
    if not limit or len(runs) <= limit.value:
        return
    stand = sum(any(one.id in person.fixed for one in own) for own in runs)
    touched = total(*(person.touches(own) for own in runs))
    person.model.program.at_most(touched, max(limit.value, stand))


def _days_on_end(person: Person) -> None:
    """Demand H9."""
    limits = person.model.layout.limits
    row = {3: limits.runs_in_3_days, 4: limits.runs_in_4_days, 7: limits.runs_in_7_days}
    runs = _grouped(person.counted("H9"), lambda one: (one.day, one.run))
    for first in sorted({day for day, _run in runs}):
        for length, limit in row.items():
            last = date.fromisoformat(first) + timedelta(days=length - 1)
            within = [own for (day, _r), own in runs.items() if first <= day <= last.isoformat()]
            _touched(person, within, limit)


def _colleagues(model: Model, people: Mapping[str, Person]) -> None:
    """Demand that nobody works in one activity with somebody whom they exclude (H12)."""
    for one, other in permutations(people.values(), 2):
        if other.who.id not in one.who.exclusions:
            continue
        for needs in model.layout.activities.values():
            own, theirs = (
                [need for need in person.counted("H12", needs) if person.takes(need)]
                for person in (one, other)
            )
            if _stands(one, own) and _stands(other, theirs):
                continue
            for a, b in product(own, theirs):
                model.program.at_most(total(one.takes(a), other.takes(b)), 1)


def _stands(person: Person, needs: Iterable[Demand]) -> bool:
    return any(one.id in person.fixed for one in needs)


def _grouped(
    needs: Iterable[Demand], key: Callable[[Demand], tuple[str, ...]]
) -> dict[tuple[str, ...], Needs]:
    found: dict[tuple[str, ...], Needs] = {}
    for one in needs:
        found[key(one)] = (*found.get(key(one), ()), one)
    return found
