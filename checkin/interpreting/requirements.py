"""What a plan must meet, one by one: needs, fixed promises, rules of a person and of a need."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import telling
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Problem, Promise
from checkin.interpreting.profile import Limit
from checkin.interpreting.saying import named
from checkin.interpreting.saying_needs import asked_by

OF_PERSON = ("H1", "H8", "H9", "H12")
"""The rules of a person that somebody might give up. That nobody is at two places at once or speaks
what they do not know are no requirements but facts."""

OF_NEED = ("H5", "H6", "H7", "H10", "H11")


@dataclass(frozen=True, slots=True, order=True)
class Requirement:
    """One thing that a plan must meet."""

    rule: str  # H4: the need is covered; H13: the promise is fixed; else a rule of one of both
    need: str = ""
    person: str = ""
    via: str = ""


def requirements(problem: Problem) -> list[Requirement]:
    """Return all requirements of a problem: what is fixed, rules, and the needs last."""
    needs = {one.id for one in problem.demands}
    people = {one.id for one in problem.people}
    fixed = [one for one in sorted(problem.fixed) if one.need in needs and one.person in people]
    return [
        *(Requirement("H13", one.need, one.person, one.via) for one in fixed),
        *(Requirement(rule, person=who.id) for who in problem.people for rule in OF_PERSON),
        *(Requirement(rule, one.id) for one in problem.demands for rule in _of(problem, one)),
        *(Requirement("H4", one.id) for one in problem.demands),
    ]


def _of(problem: Problem, need: Demand) -> Iterator[str]:
    """Yield the rules of a need; H5 is one rule for all who could give relay to each other."""
    together = _together(problem, need)
    relay = len(together) > 1 and together[0] == need.id
    yield from (rule for rule in OF_NEED if relay or rule != "H5")


def _together(problem: Problem, need: Demand) -> list[str]:
    """Return the needs of one activity from one language."""
    said = need.activity, need.source
    return [one.id for one in problem.demands if (one.activity, one.source) == said]


def required(problem: Problem, parts: Collection[Requirement]) -> tuple[Problem, frozenset[str]]:
    """Return the problem with no other requirements than some, and the needs among these."""
    kept = frozenset(parts)
    every = [one for one in requirements(problem) if one not in kept]
    few = {one.need for one in every if one.rule == "H6"}
    fixed = {Promise(one.need, one.person, one.via) for one in kept if one.rule == "H13"}
    after = replace(
        problem,
        demands=tuple(replace(d, strength=1) if d.id in few else d for d in problem.demands),
        fixed=frozenset(fixed),
        overridden=problem.overridden | {own for one in every for own in _let_be(problem, one)},
    )
    return after, frozenset(one.need for one in kept if one.rule == "H4")


def _let_be(problem: Problem, one: Requirement) -> Iterator[tuple[str, str, str]]:
    if one.rule in OF_PERSON:
        yield from ((one.rule, need.id, one.person) for need in problem.demands)
    if one.rule == "H5":
        need = next(need for need in problem.demands if need.id == one.need)
        yield from ((one.rule, other, "") for other in _together(problem, need))
    elif one.rule in OF_NEED:
        yield one.rule, one.need, ""


def text(layout: Layout, one: Requirement) -> str:
    """Return a requirement in some words."""
    if one.rule in OF_PERSON:
        return _of_person(layout, one)
    need = layout.demands[one.need]
    if one.rule == "H4":
        said = _("{need} is to be covered")
        return said.format(need=telling.heading(layout, need))
    if one.rule == "H13":
        lock = layout.problem.locks.get(Promise(one.need, one.person, one.via))
        said = _("{who} is fixed at {need} (H13: {lock})")
        return said.format(
            who=telling.name(layout, one.person),
            need=telling.short(need),
            lock=lock or _("the promise is fixed"),
        )
    return _of_need(layout, need, one.rule)


def _of_person(layout: Layout, one: Requirement) -> str:
    limits = layout.limits
    days = (limits.runs_in_3_days, limits.runs_in_4_days, limits.runs_in_7_days)
    load = (limits.day_net, limits.day_sessions, limits.session, limits.session_break)
    said = {
        "H1": _("the times at which {who} is available (H1)"),
        "H8": _("the limits of a day for {who} (H8: {sources})"),
        "H9": _("the limits of days on end for {who} (H9: {sources})"),
        "H12": _("with whom {who} does not work (H12)"),
    }[one.rule]
    sources = _sources(load if one.rule == "H8" else days)
    return said.format(who=telling.name(layout, one.person), sources=sources)


def _sources(limits: Collection[Limit | None]) -> str:
    return "; ".join(dict.fromkeys(limit.source for limit in limits if limit))


def _of_need(layout: Layout, need: Demand, rule: str) -> str:
    limits = layout.limits
    if rule == "H6":
        said = ngettext(
            "{n} interpreter for {need} (H6: {source})",
            "{n} interpreters for {need} (H6: {source})",
            need.strength,
        )
        source = asked_by(layout, need)
        return said.format(n=need.strength, need=telling.short(need), source=source)
    said = {
        "H5": _("enough who give relay from {language} in {title} (H5: {source})"),
        "H7": _("nobody too long alone for {need} (H7: {source})"),
        "H10": _("not too many to whisper to for {need} (H10: {source})"),
    }.get(rule, _("not too many in the group for {need} (H11: {source})"))
    limit = {
        "H5": limits.relay_givers,
        "H7": limits.solo,
        "H10": limits.whisper_listeners,
    }.get(rule, limits.liaison_group if need.both_ways else limits.tour_receivers)
    source = named(limit)[1] or _("relay needs somebody who gives it")
    return said.format(
        need=telling.short(need), title=need.title, language=need.source, source=source
    )
