"""A broken rule as a conflict: in figures and in words."""

from __future__ import annotations

from checkin.interpreting import saying_needs, telling
from checkin.interpreting.conflict import Break, Conflict
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Plan
from checkin.interpreting.saying import Said
from checkin.interpreting.saying_people import SENTENCES


def conflict(layout: Layout, plan: Plan, broken: Break, more: str = "") -> Conflict:
    """Return a conflict, with more sentences where there is more to say."""
    said = _said(layout, plan, broken)
    needs = [layout.demands[one] for one in broken.needs]
    first = min(needs, key=lambda need: need.span)
    last = max(needs, key=lambda need: need.span[1])
    text = telling.grounded(said.sentence, broken.rule, said.source)
    if len(needs) == 1 or broken.rule == "H5":
        text = f"{telling.heading(layout, needs[0])}: {text}"
    return Conflict(
        rule=broken.rule,
        severity="weak" if broken.let_be else "stop",
        who=_who(plan, broken),
        needs=broken.needs,
        start=first.start.isoformat(),
        end=last.end.isoformat(),
        where=telling.place(layout, needs[0]),
        measured=said.measured,
        limit=said.limit,
        source=said.source,
        text=f"{text} {more}" if more else text,
    )


def sentence(layout: Layout, plan: Plan, broken: Break) -> str:
    """Return one sentence that says what is broken and by which rule."""
    said = _said(layout, plan, broken)
    return telling.grounded(said.sentence, broken.rule, said.source)


def _said(layout: Layout, plan: Plan, broken: Break) -> Said:
    known = SENTENCES.get((broken.rule, broken.figure))
    return known(layout, broken) if known else saying_needs.said(layout, plan, broken)


def _who(plan: Plan, broken: Break) -> tuple[str, ...]:
    """Return whom a break is about: its person and colleague, else the team of its needs."""
    if broken.person:
        other = broken.about.rpartition(" ")[2] if broken.figure == "colleague" else ""
        return (broken.person, other) if other else (broken.person,)
    return tuple(sorted({one.person for one in plan if one.need in broken.needs}))
