"""What is arranged for an assignment beside who and what: booth, call, lead, release, leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import needs, promises
from checkin.interpreting.assigning import keep, plain_reason, setting, standing
from checkin.interpreting.conflict import HARD
from checkin.journal.entry import Fact
from checkin.model.assignment import ARRANGED

Leave = tuple[str, str, str]
"""A rule that is let be, the need, and the person; nobody for the rules of a need."""


def arrange(
    desk: Desk, assignment_id: str | Iterable[str], values: Mapping[str, str]
) -> str | None:
    """Set fields of an assignment, or of several, and return the act; None where all stand so.

    A call time without an offset is in the event's zone. Raises DeskError for what cannot be.
    """
    unknown = sorted(set(values) - set(ARRANGED))
    if unknown:
        raise DeskError(_("An assignment has no field {name}.").format(name=unknown[0]))
    ids = [assignment_id] if isinstance(assignment_id, str) else list(assignment_id)
    fields = {name: text.strip() for name, text in values.items()}
    if fields.get("call"):
        call = desk.event.moment(fields["call"])
        _require_before(desk, call, ids)
        fields["call"] = call.isoformat()
    if fields.get("leader") not in {None, "", "yes"}:
        raise DeskError(_("Who leads is said by “yes”."))
    return _set(desk, ids, fields)


def _require_before(desk: Desk, call: datetime, ids: Iterable[str]) -> None:
    """Refuse a call time at which some of the work has begun already."""
    asked = {standing(desk, one).need for one in ids}
    known = [one.demand for one in needs.wanted(desk, desk.moment(None))]
    start = min((one.start for one in known if one.id in asked), default=call)
    if call > start:
        text = _("The call time {call} is after the work begins at {start}.")
        times = {"call": f"{call:%H:%M}", "start": f"{start.astimezone(desk.event.tz):%H:%M}"}
        raise DeskError(text.format(**times))


def release(desk: Desk, assignment_id: str | Iterable[str]) -> str | None:
    """Let proposals move promises although they are fixed (H13); return the act."""
    return _set(desk, assignment_id, {"released": "yes"})


def hold(desk: Desk, assignment_id: str | Iterable[str]) -> str | None:
    """Let no proposal move promises that are fixed; return the act."""
    return _set(desk, assignment_id, {"released": ""})


def _set(desk: Desk, ids: str | Iterable[str], values: Mapping[str, str]) -> str | None:
    known = [standing(desk, one).id for one in ([ids] if isinstance(ids, str) else ids)]
    every = dict.fromkeys(name for one in known for name in promises.same(desk, one))
    return keep(desk, [fact for name in every for fact in setting(desk, name, values)])


def let_be(desk: Desk, leaves: Iterable[Leave], reason: str) -> str | None:
    """Note that rules are passed over for a reason, and return the act.

    Raises DeskError without a reason, or where nobody is promised to such a need.
    """
    why = plain_reason(reason)
    if not why:
        raise DeskError(_("Please say why it is planned all the same."))
    return keep(desk, leave_facts(desk, leaves, why))


def leave_facts(desk: Desk, leaves: Iterable[Leave], reason: str) -> Iterator[Fact]:
    """Yield what lets rules be: kept with the promise that it is about, or the first of a need."""
    rules: dict[str, set[str]] = {}
    for rule, need, person in leaves:
        team = [one for one in promises.of_need(desk, need) if person in {"", one.person}]
        if rule not in HARD or not team:
            raise DeskError(_("Nobody is promised there, so {rule} stays.").format(rule=rule))
        rules.setdefault(team[0].id, set(team[0].override.split())).add(rule)
    for subject, found in rules.items():
        said = " ".join(rule for rule in HARD if rule in found)
        yield from setting(desk, subject, {"override": said, "reason": reason})
