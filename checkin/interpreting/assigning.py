"""Assigning: interpreters promised to needs and withdrawn again, each time one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import leaves, promises
from checkin.interpreting.leaves import Leave
from checkin.interpreting.planner import Outcome, Planner, Weighed
from checkin.interpreting.problem import Plan, Promise
from checkin.interpreting.wanted import Wanted
from checkin.journal.entry import Fact, act_name
from checkin.model.assignment import ARRANGED, Assignment, assignment_subject

LONGEST_REASON = 200  # characters

Values = Mapping[str, str]


def consequences(
    desk: Desk,
    add: Iterable[Promise] = (),
    remove: Iterable[Promise] = (),
    *,
    at: datetime | None = None,
) -> Outcome:
    """Return what a change would break and leave missing, and write nothing."""
    planner = Planner(desk, at)
    return planner.weighed(*_change(planner, add, remove)).outcome()


def change(  # noqa: PLR0913  all that a change is
    desk: Desk,
    add: Iterable[Promise] = (),
    remove: Iterable[Promise] = (),
    *,
    at: datetime | None = None,
    override: bool = False,
    reason: str = "",
    proposed_by: str = "",
    instead_of: str = "",
) -> Outcome:
    """Promise and withdraw as one act; nothing of it where a hard rule would be broken anew.

    With `override` it is done all the same, and the reason is kept with the rules; raises
    DeskError where none is given. Who takes a need that another one leaves stands in for them.
    """
    planner = Planner(desk, at)
    coming, going = _change(planner, add, remove)
    weighed = planner.weighed(coming, going)
    why = plain_reason(reason)
    if weighed.against and not override:
        return weighed.outcome()
    if weighed.against and not why:
        raise DeskError(_("Please say why it is planned all the same."))
    said = {"reason": why, "proposed_by": proposed_by, "instead_of": instead_of}
    return weighed.outcome(keep(desk, facts(planner, weighed, (coming, going), said)))


def assign(  # noqa: PLR0913  all that a promise is
    desk: Desk,
    need_id: str | Iterable[str],
    person_id: str,
    *,
    via: str = "",
    at: datetime | None = None,
    override: bool = False,
    reason: str = "",
    proposed_by: str = "",
    instead_of: str = "",
) -> Outcome:
    """Promise somebody to a need, or to several as one act, all or nothing."""
    ids = [need_id] if isinstance(need_id, str) else need_id
    add = [Promise(one, person_id, via) for one in ids]
    how = {"reason": reason, "proposed_by": proposed_by, "instead_of": instead_of}
    return change(desk, add, (), at=at, override=override, **how)


def withdraw(
    desk: Desk, assignment_id: str, *, at: datetime | None = None, reason: str = ""
) -> Outcome:
    """Withdraw a promise; one that is about to begin, or acknowledged, takes a reason."""
    gone = standing(desk, assignment_id)
    override = bool(plain_reason(reason))
    return change(desk, remove=[promised(gone)], at=at, override=override, reason=reason)


def swap(  # noqa: PLR0913  all that a promise is
    desk: Desk,
    assignment_id: str,
    person_id: str,
    *,
    via: str = "",
    at: datetime | None = None,
    override: bool = False,
    reason: str = "",
    proposed_by: str = "",
) -> Outcome:
    """Promise somebody instead of another one, as one act."""
    gone = standing(desk, assignment_id)
    add, remove = [Promise(gone.need, person_id, via)], [promised(gone)]
    how = {"reason": reason, "proposed_by": proposed_by, "instead_of": gone.id}
    return change(desk, add, remove, at=at, override=override, **how)


def standing(desk: Desk, subject: str) -> Assignment:
    """Return a promise that stands; raises DeskError for any other."""
    known = next((one for one in promises.every(desk) if one.id == subject), None)
    if known is None:
        raise DeskError(_("There is no assignment {id} that stands.").format(id=subject))
    return known


def promised(one: Assignment) -> Promise:
    """Return an assignment as rules see it."""
    return Promise(one.need, one.person, one.via)


def plain_reason(text: str) -> str:
    """Return a reason on one line, as long as it is kept."""
    return " ".join(text.split())[:LONGEST_REASON]


def keep(desk: Desk, some: Iterable[Fact]) -> str | None:
    """Write facts as one act and return its name; None where there is nothing to write."""
    told = list(some)
    entries = desk.write(*told) if told else []
    return act_name(entries[0].replica, entries[0].act) if entries else None


# Facts ################################################################################


def facts(
    planner: Planner, weighed: Weighed, change: tuple[Plan, Plan], said: Values
) -> Iterator[Fact]:
    """Yield what a change writes: who leaves, the needs, and who comes in spite of which rules."""
    add, remove = change
    staying = {(one.need, one.person) for one in add}
    leaving = {(one.need, one.person) for one in remove} - staying
    left: dict[str, str] = {}
    for one in promises.every(planner.desk):
        if (one.need, one.person) in leaving:
            values = {"withdrawn": planner.at.isoformat(), "reason": said["reason"]}
            yield from setting(planner.desk, one.id, values)
            left.setdefault(one.need, one.id)
    for need in sorted({one.need for one in add}):
        yield from planner.desk.change("planned", need, parts(planner.wanted[need]))
    kept = dict(leaves.inherited(planner.standing, add, remove))
    for promise in sorted(add):
        instead = said["instead_of"] or left.get(promise.need, "")
        news = Leave(weighed.rules(promise), said["reason"])
        old = kept.pop((promise.need, promise.person), Leave())
        leave = news.and_also(old.rules.split(), old.reason)
        values = {"override": leave.rules, "reason": leave.reason, "instead_of": instead}
        yield from _promising(planner, promise, {**said, **values})
    yield from _kept(planner, kept)


def parts(wanted: Wanted) -> dict[str, str]:
    """Return by what a need is known, so that it stands when the people it follows from change."""
    demand = wanted.demand
    if demand.activity == demand.id:
        return {}  # beside the programme, where somebody has added it
    return {"activity": demand.activity, "source": demand.source, "target": demand.target}


def setting(desk: Desk, assignment: str, values: Values) -> list[Fact]:
    """Return the fact that sets fields of an assignment; what was never said is not unsaid."""
    known = desk.folded(assignment).values()
    news = {name: value for name, value in values.items() if value or known.get(name)}
    return desk.change("assigned", assignment, news) if news else []


def _promising(planner: Planner, one: Promise, said: Values) -> list[Fact]:
    """Return the fact of a promise; one that was withdrawn once begins anew."""
    known = planner.of(one.need, one.person)
    subject = known[0].id if known else assignment_subject(planner.desk.key, one.need, one.person)
    values = {"need": one.need, "person": one.person, "via": one.via, "withdrawn": "", **said}
    again = {} if known else dict.fromkeys(("released", *ARRANGED), "")
    return setting(planner.desk, subject, {**values, **again})


def _kept(planner: Planner, kept: Mapping[leaves.Place, Leave]) -> Iterator[Fact]:
    """Yield what lets rules of a need be with those who stay there."""
    for (need, person), old in kept.items():
        one = planner.of(need, person)[0]
        leave = Leave(one.override, one.reason).and_also(old.rules.split(), old.reason)
        values = {"override": leave.rules, "reason": leave.reason}
        yield from setting(planner.desk, one.id, values)


def _change(
    planner: Planner, add: Iterable[Promise], remove: Iterable[Promise]
) -> tuple[Plan, Plan]:
    """Return what really comes and goes; a promise by another way replaces the one that stands."""
    coming = frozenset(map(planner.coming, add))
    stands = frozenset(map(promised, planner.standing))
    going = frozenset(gone for one in (*remove, *coming) for gone in planner.going(one))
    return coming - stands, going - coming
