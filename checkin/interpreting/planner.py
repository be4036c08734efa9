"""The plan of a moment, and what a change to it would break before anybody makes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checkin import clusters
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import needs, promises, situation
from checkin.interpreting.conflict import Break, Conflict
from checkin.interpreting.draft import Draft
from checkin.interpreting.explaining import conflict
from checkin.interpreting.problem import Plan, Promise
from checkin.interpreting.wanted import Wanted
from checkin.model.assignment import Assignment

OF_THE_TEAM = frozenset({"H4", "H6", "H7"})
"""Rules that ask for more people: nobody is refused because others are still missing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came, or would come, of a change to the plan."""

    act: str | None = None  # None where nothing was written
    conflicts: tuple[Conflict, ...] = ()  # what it breaks anew, which takes a reason
    leaves: tuple[Conflict, ...] = ()  # what is then still missing

    @property
    def refused(self) -> bool:
        """Tell whether nothing was done because of rules."""
        return self.act is None and bool(self.conflicts)


class Planner:
    """The needs and promises of a moment."""

    def __init__(self, desk: Desk, at: datetime | None) -> None:
        """Read them."""
        self.desk, self.at = desk, at or desk.moment(None)
        known = needs.wanted(desk, self.at)
        self.wanted = {one.demand.id: one for one in known}
        self.standing = promises.standing(desk)
        self.draft = Draft(situation.problem(desk, self.at, known), situation.plan(desk))

    def need(self, subject: str) -> Wanted:
        """Return a need that somebody may be promised to; raises DeskError for any other."""
        known = self.wanted.get(subject)
        if known is None:
            raise DeskError(_("There is no need {id}.").format(id=subject))
        if self.draft.problem.demand(subject) is None:
            demand = known.demand
            text = _("Nobody is wanted for {title}, {source} > {target}. Open the need first.")
            parts = {"source": demand.source, "target": demand.target}
            raise DeskError(text.format(title=demand.title, **parts))
        return known

    def interpreter(self, subject: str) -> str:
        """Return the subject of somebody who may be promised; raises DeskError for others."""
        root = clusters.root(self.desk.db, subject)
        person = self.draft.problem.person(root)
        if person and person.comes:
            return root
        known = self.desk.person(root)
        if known is None:
            raise DeskError(_("There is no person {id}.").format(id=subject))
        text = _("{name} is not among the interpreters.")
        raise DeskError(text.format(name=known.whole_name))

    def coming(self, promise: Promise) -> Promise:
        """Return a promise that could be given, with the person as the register knows them."""
        person = self.interpreter(promise.person)
        return Promise(self.need(promise.need).demand.id, person, promise.via)

    def going(self, promise: Promise) -> Plan:
        """Return what stands of a promise, by whichever way it is taken."""
        root = clusters.root(self.desk.db, promise.person)
        return frozenset(
            Promise(one.need, one.person, one.via) for one in self.of(promise.need, root)
        )

    def of(self, need: str, person: str) -> list[Assignment]:
        """Return the assignment that stands, if there is one."""
        return [one for one in self.standing if (one.need, one.person) == (need, person)]

    def weighed(self, add: Plan, remove: Plan) -> Weighed:
        """Return what a change would break."""
        return Weighed(self.draft, add, remove)


class Weighed:
    """What a change breaks anew: what takes a reason, and what is then only missing."""

    def __init__(self, draft: Draft, add: Plan, remove: Plan) -> None:
        """Look at a change; promises to needs that nobody wants any more break nothing."""
        known = remove & draft.plan
        found = draft.new(add, known)
        alone = {one.key: one.excess for one in draft.new(remove=known)}
        self._layout, self._plan = draft.layout, (draft.plan - known) | add
        self.against = [one for one in found if _refuses(one, alone)]
        self._leaves = [one for one in found if not _refuses(one, alone)]

    def outcome(self, act: str | None = None) -> Outcome:
        """Say it in words."""
        return Outcome(act, self._said(self.against), self._said(self._leaves))

    def rules(self, promise: Promise) -> str:
        """Return the rules that a promise breaks, parted by blanks."""
        found = {one.rule for one in self.against if concerns(one, promise)}
        return " ".join(sorted(found, key=lambda rule: int(rule[1:])))

    def _said(self, broken: list[Break]) -> tuple[Conflict, ...]:
        return tuple(conflict(self._layout, self._plan, one) for one in broken)


def concerns(broken: Break, promise: Promise) -> bool:
    """Tell whether a promise has its part in a break."""
    if promise.need not in broken.needs or broken.rule == "H13":
        return False
    return broken.person in {"", promise.person} or broken.figure == "colleague"


def _refuses(broken: Break, alone: dict[tuple[str, str, str, str], int]) -> bool:
    """Tell whether a break takes a reason: never because people are missing, or were let go."""
    if broken.rule in OF_THE_TEAM:
        return False
    return broken.rule == "H13" or broken.excess > alone.get(broken.key, 0)
