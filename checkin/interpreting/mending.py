"""Mending: a repair that was offered for a conflict, done as one act."""

from __future__ import annotations

from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import arrangements, assigning, own_needs
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
            for need in repair.needs:
                own_needs.change_need(desk, need, dict(repair.change), at)
            came = _moved(desk, repair, at, why)
            assigning.keep(desk, arrangements.leave_facts(desk, repair.release, why))
    except _RefusedError as error:
        return error.outcome
    act = desk.last_act()
    return Outcome(act if act != last else None, came.conflicts, came.leaves)


def _moved(desk: Desk, repair: Repair, at: datetime | None, why: str) -> Outcome:
    allowed = {rule for rule, _need, _person in repair.release}
    seen = assigning.consequences(desk, repair.add, repair.remove, at=at)
    if {one.rule for one in seen.conflicts} - allowed:
        raise _RefusedError(seen)
    override = bool(seen.conflicts)
    return assigning.change(desk, repair.add, repair.remove, at=at, override=override, reason=why)
