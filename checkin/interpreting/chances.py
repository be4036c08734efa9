"""Why nobody, or too few, take a need: each interpreter and each chain of relay in words."""

from __future__ import annotations

from collections.abc import Iterator

from checkin.i18n import gettext as _
from checkin.interpreting import telling
from checkin.interpreting.candidates import openings
from checkin.interpreting.draft import Draft
from checkin.interpreting.explaining import sentence
from checkin.interpreting.problem import Demand
from checkin.interpreting.rules_needs import too_many
from checkin.interpreting.weighing import givers


def chances(draft: Draft, need: Demand) -> str:
    """Return what everybody could do for a need or why not, and which chains there are."""
    wrong = too_many(draft.layout, need)
    if wrong and not wrong.let_be:
        return sentence(draft.layout, draft.plan, wrong)
    found = openings(draft, need)
    said: list[str] = []
    for one in found:
        plan = draft.plan | {one.promise}
        said += [sentence(draft.layout, plan, broken) for broken in one.obstacles]
        if not one.obstacles:
            text = _("{who} could, from {via}.") if one.promise.via else _("{who} could.")
            who = telling.name(draft.layout, one.promise.person)
            said.append(text.format(who=who, via=one.promise.via))
    if not found and not any(one.need == need.id for one in draft.plan):
        said.append(_("There is no interpreter."))
    if not any(not one.obstacles and not one.promise.via for one in found):
        said += _chains(draft, need)
    return " ".join(said)


def _chains(draft: Draft, need: Demand) -> Iterator[str]:
    """Return what is to be said of each chain of one pivot."""
    pivots = [
        one
        for one in draft.layout.activities[need.activity]
        if one.source == need.source and one.target != need.target
    ]
    if not pivots:
        text = _("No chain exists because nothing else is interpreted from {source} there.")
        yield text.format(source=need.source)
    for pivot in pivots:
        yield _chain(draft, need, pivot)


def _chain(draft: Draft, need: Demand, pivot: Demand) -> str:
    layout, via = draft.layout, pivot.target
    chain = f"{need.source} > {via} > {need.target}"
    b_from_b = draft.problem.profile.b_from_b
    able = [
        who.id
        for who in draft.problem.people
        if who.tongues.works(via, need.target, b_from_b=b_from_b)
    ]
    if not able:
        text = _("No chain {chain} exists because nobody interprets {via} > {target}.")
        return text.format(chain=chain, via=via, target=need.target)
    both = (need.activity, via, need.source) in layout.directions
    least = givers(draft.problem, both_ways=both)
    direct = {one.person for one in draft.plan if one.need == pivot.id and not one.via}
    takers = telling.names(layout, able)
    if len(direct) < least:
        text = _(
            "No chain {chain} exists because of {least} who must work {source} > {via} directly "
            "there are {n}; {takers} could take it."
        )
    else:
        text = _("A chain {chain} exists: given by {givers}, to be taken by {takers}.")
    return text.format(
        chain=chain,
        n=len(direct),
        source=need.source,
        via=via,
        least=least,
        givers=telling.names(layout, direct),
        takers=takers,
    )
