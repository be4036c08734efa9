"""Double planning: what desks promised without knowing of each other, each desk named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import publishing, telling
from checkin.interpreting.planner import Planner
from checkin.interpreting.problem import Demand
from checkin.interpreting.wanted import Wanted
from checkin.interpreting.weighing import givers
from checkin.model.assignment import Assignment

TOO_MANY, AT_ONCE, CLOSED, VERSIONS = "too-many", "at-once", "closed", "versions"
"""More people than a need takes, one at two needs, promised to a closed one, two versions."""


Labels = Mapping[str, str]
"""Per assignment, the label of the desk that promised it."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What several desks said of the plan that does not go together."""

    what: str
    needs: tuple[str, ...]
    assignments: tuple[str, ...]  # to choose from; withdrawing one, or undoing, settles it
    desks: tuple[str, ...]  # labels
    text: str  # a sentence


def clashes(desk: Desk, at: datetime | None = None) -> list[Clash]:
    """Return what does not go together because several desks planned, by time.

    What one desk alone promised is no clash: it was refused there, or passed over with a reason.
    A need that really takes more is settled by saying so, the others by withdrawing or undoing.
    """
    planner = Planner(desk, at)
    by = {one.id: _told_by(desk, one.id, {"person", "withdrawn"}) for one in planner.standing}
    found = [*_too_many(planner, by), *_at_once(planner, by), *_closed(planner, by)]
    spans = {name: one.demand.span for name, one in planner.wanted.items()}
    found.sort(key=lambda one: (spans[one.needs[0]], one.what, one.assignments))
    return [*_versions(desk), *found]


def _too_many(planner: Planner, by: Labels) -> Iterator[Clash]:
    """Yield the needs with more people than they take, promised at several desks."""
    teams: dict[str, list[Assignment]] = defaultdict(list)
    for one in planner.standing:
        teams[one.need].append(one)
    for need, team in teams.items():
        known = planner.wanted.get(need)
        takes = _takes(planner, known.demand) if known and known.wanted else len(team)
        if known and len({one.person for one in team}) > takes:
            text = _("{what} takes {n} and has {m}: {people}.")
            numbers = {"n": takes, "m": len(team), "people": _people(planner, team, by)}
            yield from _clash(TOO_MANY, text.format(what=_what(known), **numbers), team, by)


def _at_once(planner: Planner, by: Labels) -> Iterator[Clash]:
    """Yield who is promised to two needs at once, one of them at another desk."""
    for broken in planner.draft.breaks():
        if broken.rule == "H2" and not broken.let_be:
            both = [one for need in broken.needs for one in planner.of(need, broken.person)]
            whats = [f"{_what(planner.wanted[one.need])} ({_desk(by[one.id])})" for one in both]
            text = _("{name} is promised to two needs that do not go together: {whats}.")
            who = planner.draft.layout.people[broken.person].name
            sentence = text.format(name=who, whats=", ".join(whats))
            yield from _clash(AT_ONCE, sentence, both, by)


def _closed(planner: Planner, by: Labels) -> Iterator[Clash]:
    """Yield the promises to needs that another desk has closed."""
    for one in planner.standing:
        known = planner.wanted.get(one.need)
        if known and known.state == "closed":
            label = _told_by(planner.desk, one.need, {"closed"})
            text = _("{people} is promised to {what}, which {desk} has closed.")
            people = _people(planner, [one], by)
            sentence = text.format(people=people, what=_what(known), desk=_desk(label))
            desks = tuple(sorted({by[one.id], label}))
            yield Clash(CLOSED, (one.need,), (one.id,), desks, sentence)


def _versions(desk: Desk) -> Iterator[Clash]:
    """Yield that desks published without knowing of each other."""
    last = publishing.version(desk)
    if last and last.rivals:
        text = _("{versions} were published without each other; the last one stands.")
        desks = tuple(sorted({one.desk for one in (*last.rivals, last)}))
        yield Clash(VERSIONS, (), (), desks, text.format(versions=last))


def _clash(what: str, text: str, some: list[Assignment], by: Labels) -> Iterator[Clash]:
    """Yield a clash where more than one desk has part in it."""
    desks = tuple(sorted({by[one.id] for one in some}))
    if len(desks) > 1:
        needs = tuple(dict.fromkeys(one.need for one in some))
        yield Clash(what, needs, tuple(one.id for one in some), desks, text)


def _takes(planner: Planner, demand: Demand) -> int:
    """Return how many a need takes: its team, or more where relay is taken from it."""
    problem = planner.draft.problem
    ways = {one.direction for one in problem.demands}
    taken = any(
        one.via == demand.target
        and (need := problem.demand(one.need)) is not None
        and (need.activity, need.source) == (demand.activity, demand.source)
        for one in planner.draft.plan
    )
    both = (demand.activity, demand.target, demand.source) in ways
    return max(demand.strength, givers(problem, both_ways=both) if taken else 0)


def _told_by(desk: Desk, subject: str, fields: set[str]) -> str:
    """Return the label of the desk that set some fields last."""
    found = ""
    for entry, said in desk.folded(subject).live:
        settings = said.get("set")
        if isinstance(settings, dict) and fields & settings.keys():
            found = entry.desk
    return found


def _people(planner: Planner, team: list[Assignment], by: Labels) -> str:
    named = []
    for one in team:
        person = planner.desk.person(one.person)
        named.append(f"{person.whole_name if person else ''} ({_desk(by[one.id])})".strip())
    return ", ".join(named)


def _desk(label: str) -> str:
    return _("desk {label}").format(label=label)


def _what(known: Wanted) -> str:
    return f"{telling.when(known.demand)} {known.demand.title} {telling.direction(known.demand)}"
