"""Mending: a repair that was offered for a conflict, done as one act."""

from __future__ import annotations

from datetime import datetime

from checkin import programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import arrangements, assigning, needs, own_needs
from checkin.interpreting.conflict import Repair
from checkin.interpreting.planner import Outcome


class _RefusedError(Exception):
    """Takes back what was done already, as the rest is refused."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def mend(desk: Desk, repair: Repair, *, at: datetime | None = None, reason: str = "") -> Outcome:
    """Do what a repair says, all of it or nothing; passing over a rule takes a reason.

    It is refused where it would by now break a hard rule that it does not name.
    """
    why = assigning.plain_reason(reason)
    if repair.release and not why:
        raise DeskError(_("Please say why it is planned all the same."))
    last = desk.last_act()
    try:
        with desk.act():
            _change(desk, repair, at)
            came = _moved(desk, repair, at, why)
            assigning.keep(desk, arrangements.leave_facts(desk, repair.release, why))
    except _RefusedError as error:
        return error.outcome
    act = desk.last_act()
    return Outcome(act if act != last else None, came.conflicts, came.leaves)


def _change(desk: Desk, repair: Repair, at: datetime | None) -> None:
    """Change the needs; where they are at the time of their activity, it is what moves."""
    values = dict(repair.change)
    times = {name: text for name, text in values.items() if name in {"start", "end"}}
    known = {one.demand.id: one for one in needs.wanted(desk, at or desk.moment(None))}
    for subject in repair.needs:
        demand, said = known[subject].demand, known[subject].said
        activity = desk.activity(demand.activity)
        if times and activity and not (said and (said.start or said.end)):
            programme.put(desk, activity.id, times)
        else:
            own_needs.change_need(desk, subject, values, at)


def _moved(desk: Desk, repair: Repair, at: datetime | None, why: str) -> Outcome:
    allowed = {rule for rule, _need, _person in repair.release}
    seen = assigning.consequences(desk, repair.add, repair.remove, at=at)
    if {one.rule for one in seen.conflicts} - allowed:
        raise _RefusedError(seen)
    override = bool(seen.conflicts)
    return assigning.change(desk, repair.add, repair.remove, at=at, override=override, reason=why)
