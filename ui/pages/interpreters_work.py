"""What is done with the plan of interpreters, each one act, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checkin import congress
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import (
    arrangements,
    assigning,
    grid_taking,
    hours,
    illness,
    mending,
    own_needs,
    promises,
    proposals,
    publishing,
)
from checkin.interpreting.conflict import Repair
from checkin.interpreting.planner import OF_THE_TEAM, Outcome
from checkin.interpreting.problem import Plan, Promise
from checkin.interpreting.proposals import Line
from ui.pages.people_work import Done
from ui.pages.programme_work import done
from ui.saying import shown


def change(desk: Desk, add: Iterable[Promise], remove: Iterable[Promise], reason: str = "") -> Done:
    """Promise and withdraw; refused, the sentences say why."""
    came = assigning.change(desk, add, remove, override=bool(reason), reason=reason)
    return _told(came)


def accept(desk: Desk, lines: Sequence[Line], before: Plan) -> Done:
    """Take over what was ticked of a proposal, without what does not fit any more."""
    came = proposals.accept(desk, lines, before=before)
    words = ngettext("{n} line accepted.", "{n} lines accepted.", len(came.lines))
    told = words.format(n=len(came.lines))
    if came.refused:
        more = ngettext("{n} not: {reason}", "{n} not: {reason}", len(came.refused))
        told = f"{told} {more.format(n=len(came.refused), reason=came.refused[0].reason)}"
    return Done(told, came.act or "", good=not came.refused)


def repair(desk: Desk, found: Repair, reason: str = "") -> Done:
    """Do what mends a conflict, whole."""
    return _told(mending.mend(desk, found, reason=reason))


def arrange(desk: Desk, assignments: Sequence[str], values: Mapping[str, str]) -> Done:
    """Set the booth, the call time and the like."""
    return Done(_("Saved."), arrangements.arrange(desk, assignments, values) or "")


def hold(desk: Desk, assignments: Sequence[str]) -> Done:
    """Let no proposal move what is fixed."""
    return Done(_("Held: no proposal moves it."), arrangements.hold(desk, assignments) or "")


def release(desk: Desk, assignments: Sequence[str]) -> Done:
    """Let proposals move what is fixed."""
    act = arrangements.release(desk, assignments)
    return Done(_("Released: proposals may move it."), act or "")


def take_table(desk: Desk, file: Path, reason: str) -> Done:
    """Take over a table of names and slots; for a reason also what rules are against."""
    came = grid_taking.take(desk, file, reason=reason)
    return Done(came.told, came.act or "", good=came.whole)


def put_need(desk: Desk, subject: str, values: Mapping[str, str]) -> Done:
    """Add a need by hand, or change what is said of one."""
    before = desk.last_act()
    if subject:
        own_needs.change_need(desk, subject, values)
    else:
        own_needs.add_need(desk, values)
    return done(desk, before, _("Saved."))


def brief(desk: Desk, needs: Sequence[str], values: Mapping[str, str]) -> Done:
    """Note what the interpreters of needs have been given."""
    before = desk.last_act()
    own_needs.brief(desk, needs, values)
    return done(desk, before, _("Saved."))


def close_needs(desk: Desk, needs: Sequence[str], reason: str = "") -> Done:
    """Say that nobody is to interpret there any more, and let go who was promised."""
    came = own_needs.close_needs(desk, needs, reason=reason)
    _require(came)
    words = ngettext("{n} need closed.", "{n} needs closed.", len(needs)).format(n=len(needs))
    return Done(words, came.act or "")


def open_need(desk: Desk, need: str) -> Done:
    """Say that somebody is to interpret there all the same."""
    before = desk.last_act()
    own_needs.reopen_need(desk, need)
    return done(desk, before, _("Somebody is wanted there again."))


def publish(desk: Desk) -> Done:
    """Publish the plan to everybody whom it concerns."""
    came = publishing.publish(desk)
    words = ngettext(
        "Version {version} is published. {n} person to call.",
        "Version {version} is published. {n} people to call.",
        len(came.touched),
    )
    return Done(words.format(version=came.version, n=len(came.touched)), came.act or "")


def reached(desk: Desk, person: str) -> Done:
    """Note that somebody was told on the telephone."""
    act = publishing.reached(desk, person)
    return Done(_("{name}: reached.").format(name=_name(desk, person)), act or "")


def acknowledged(desk: Desk, person: str) -> Done:
    """Note that somebody has seen the plan."""
    act = publishing.acknowledge(desk, person)
    return Done(_("{name}: acknowledged.").format(name=_name(desk, person)), act or "")


def fall_ill(desk: Desk, person: str, since: str) -> Done:
    """Note since when somebody is ill; without a time that they are there again."""
    if not since:
        return Done(_("Noted: there again."), illness.well(desk, person).act or "")
    away = illness.ill(desk, person, desk.event.moment(since))
    words = ngettext(
        "Noted. {n} assignment is open.", "Noted. {n} assignments are open.", len(away.open)
    )
    return Done(words.format(n=len(away.open)), away.act or "", good=not away.open)


def stand_in(desk: Desk, absent: str, taken: Promise, reason: str = "") -> Done:
    """Promise somebody in place of one who cannot."""
    gone = [
        Promise(one.need, one.person, one.via)
        for one in promises.of_need(desk, taken.need)
        if one.person == absent
    ]
    came = assigning.change(
        desk, [taken], gone, override=bool(reason), reason=reason, proposed_by="stand-in"
    )
    return _told(came)


def clock(desk: Desk, person: str) -> Done:
    """Begin the work of an interpreter, or end it."""
    before = desk.last_act()
    began = hours.clock(desk, person)
    words = _("{name}: work begins.") if began else _("{name}: work ends.")
    return done(desk, before, words.format(name=_name(desk, person)))


def choose_profile(desk: Desk, name: str) -> Done:
    """Plan by other rules."""
    before = desk.last_act()
    congress.settle(desk, {"profile": name})
    return done(desk, before, _("The plan is judged by these rules now."))


def _name(desk: Desk, person: str) -> str:
    known = desk.person(person)
    return shown(known.whole_name, 60) if known else ""


def _told(came: Outcome) -> Done:
    """Say what a change came to, and what is still missing."""
    _require(came)
    missing = [one for one in came.leaves if one.rule in OF_THE_TEAM]
    if not missing:
        return Done(_("Saved."), came.act or "")
    return Done(missing[0].text, came.act or "", good=False)


def _require(came: Outcome) -> None:
    if came.refused:
        raise DeskError(" ".join(one.text for one in came.conflicts))
