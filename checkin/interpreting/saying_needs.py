"""The broken rules of a need in words."""

from __future__ import annotations

from collections.abc import Iterable

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import telling
from checkin.interpreting.conflict import Break
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Plan, Promise
from checkin.interpreting.profile import Limit
from checkin.interpreting.runs import usual_strength
from checkin.interpreting.saying import Said, named
from checkin.interpreting.telling import hours


def said(layout: Layout, plan: Plan, broken: Break) -> Said:
    """Return what is to be said of a broken rule of a need."""
    need = layout.demands[broken.needs[0]]
    if broken.rule == "H4":
        return _nobody(layout, need)
    if broken.rule == "H5":
        return _relay(layout, plan, broken, need)
    if broken.rule == "H6":
        return _team(layout, broken, need, _team_of(plan, need.id))
    if broken.rule == "H7":
        return _solo(layout, broken, need, _team_of(plan, need.id))
    if broken.rule == "H13":
        return _fixed(layout, broken)
    return _listeners(layout, broken, need)


def asked_by(layout: Layout, need: Demand) -> str:
    """Return what says how many interpreters a need takes: somebody, a row, or a figure."""
    profile = layout.problem.profile
    if need.by_hand or need.strength != usual_strength(need, need.run_minutes, profile):
        return _("set by hand")
    if need.booth:
        row = profile.strength(need.run_minutes)[1]
        if row and need.run_minutes > row.up_to:
            return _("{source}; one more for what is beyond").format(source=row.source)
        return row.source if row else _("every need takes one")
    limit = layout.limits.alone_after
    return named(limit)[1] if limit and need.strength > 1 else _("every need takes one")


def _team_of(plan: Plan, need: str, *, direct: bool = False) -> set[str]:
    return {one.person for one in plan if one.need == need and not (direct and one.via)}


def _nobody(layout: Layout, need: Demand) -> Said:
    text = ngettext(
        "nobody is promised, {n} interpreter is needed",
        "nobody is promised, {n} interpreters are needed",
        need.strength,
    )
    limit = ngettext("{n} interpreter", "{n} interpreters", need.strength)
    sentence = text.format(n=need.strength)
    return Said(
        _("0 interpreters"), limit.format(n=need.strength), asked_by(layout, need), sentence
    )


def _relay(layout: Layout, plan: Plan, broken: Break, need: Demand) -> Said:
    via = broken.about.split()[1]
    pivot = layout.directions.get((need.activity, need.source, via))
    limit: Limit | None = getattr(layout.limits, broken.figure, None)
    takers = telling.names(layout, _team_of(plan, need.id) - _team_of(plan, need.id, direct=True))
    direct = _team_of(plan, pivot.id, direct=True) if pivot else set()
    if not pivot:
        text = _("relay from {via} for {takers}: {way} is not interpreted there")
    elif not direct:
        text = _("relay from {via} for {takers}: nobody works {way} directly, {least} must")
    elif broken.figure == "pivot_both_ways":
        text = _(
            "relay from {via} for {takers}: {way} works both ways with {n} ({givers}), {least} must"
        )
    else:
        text = _("relay from {via} for {takers}: {n} can give it ({givers}), {least} must")
    sentence = text.format(
        takers=takers,
        via=via,
        way=f"{need.source} > {via}",
        n=broken.measured,
        givers=telling.names(layout, direct),
        least=broken.limit,
    )
    counted = ngettext("{n} interpreter", "{n} interpreters", broken.measured)
    least = ngettext("{n} interpreter", "{n} interpreters", broken.limit).format(n=broken.limit)
    source = named(limit)[1] or _("relay needs somebody who gives it")
    return Said(counted.format(n=broken.measured), least, source, sentence)


def _team(layout: Layout, broken: Break, need: Demand, team: Iterable[str]) -> Said:
    source = asked_by(layout, need)
    text = _("{n} of {strength} interpreters ({team}) for {minutes} of work in one go")
    sentence = text.format(
        n=broken.measured,
        strength=broken.limit,
        team=telling.names(layout, team),
        minutes=hours(need.run_minutes),
    )
    counted = ngettext("{n} interpreter", "{n} interpreters", broken.measured)
    least = ngettext("{n} interpreter", "{n} interpreters", broken.limit)
    return Said(counted.format(n=broken.measured), least.format(n=broken.limit), source, sentence)


def _solo(layout: Layout, broken: Break, need: Demand, team: Iterable[str]) -> Said:
    limit, source = named(layout.limits.solo)
    text = _("{team} is alone in a session of {minutes}, alone {limit} are permitted by {profile}")
    sentence = text.format(
        team=telling.names(layout, team),
        minutes=hours(need.run_minutes),
        limit=hours(broken.limit),
        profile=layout.problem.profile.title,
    )
    return Said(_("{n} min").format(n=broken.measured), limit, source, sentence)


def _listeners(layout: Layout, broken: Break, need: Demand) -> Said:
    limit: Limit | None = getattr(layout.limits, broken.figure)
    allowed, source = named(limit)
    text = {
        "whisper_listeners": _("{n} listen to what is whispered, {limit} can"),
        "tour_receivers": _("{n} listen, the case of {whose} has {limit} receivers"),
    }.get(broken.figure, _("{n} are in a group with liaison, {limit} can be"))
    whose = telling.place(layout, need) or need.title
    sentence = text.format(n=broken.measured, limit=broken.limit, whose=whose)
    counted = ngettext("{n} listener", "{n} listeners", broken.measured).format(n=broken.measured)
    return Said(counted, allowed, source, sentence)


def _fixed(layout: Layout, broken: Break) -> Said:
    promise = Promise(broken.needs[0], broken.person, broken.about.partition(" ")[2])
    lock = layout.problem.locks.get(promise) or _("the promise is fixed")
    text = _("{who} is not to be moved: {lock}")
    sentence = text.format(who=telling.name(layout, broken.person), lock=lock)
    return Said(_("not in the plan"), lock, named(layout.limits.freeze)[1], sentence)
