"""A repair in words: what to start later, what to let be, whom to take for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from checkin.i18n import gettext as _
from checkin.interpreting import telling
from checkin.interpreting.conflict import Repair
from checkin.interpreting.draft import Draft
from checkin.interpreting.explaining import sentence
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Promise
from checkin.interpreting.trying import applied
from checkin.vocabulary import modes


def text(draft: Draft, repair: Repair) -> str:
    """Return what a repair does, in sentences."""
    after = Draft(*applied(draft.problem, draft.plan, repair))
    changes = _changes(draft.layout, repair)
    return " ".join((*changes, *_people(after.layout, repair), *_let_be(after, repair)))


def _changes(layout: Layout, repair: Repair) -> Iterator[str]:
    values = dict(repair.change)
    if "start" in values:
        need = layout.demands[repair.needs[0]]
        start = datetime.fromisoformat(values["start"])
        minutes = round((start.timestamp() - need.span[0]) / 60)
        said = _("Start {title} {n} min later, at {time}.")
        yield said.format(title=need.title, n=minutes, time=f"{start:%H:%M}")
    if "mode" in values:
        need = layout.demands[repair.needs[0]]
        said = _("Change {need} to this mode: {mode}.")
        yield said.format(need=telling.short(need), mode=modes.title(values["mode"]))


def _people(layout: Layout, repair: Repair) -> Iterator[str]:
    touched = {layout.demands[one.need] for one in repair.add | repair.remove}
    for need in sorted(touched, key=lambda one: (one.span, one.id)):
        new = sorted(one for one in repair.add if one.need == need.id)
        old = sorted(one for one in repair.remove if one.need == need.id)
        if new and old:
            said = _("Take {new} instead of {old} for {need}.")
        else:
            said = _("Take {new} for {need}.") if new else _("Take {old} off {need}.")
        yield said.format(
            new=", ".join(_promised(layout, one) for one in new),
            old=", ".join(_promised(layout, one) for one in old),
            need=telling.short(need),
        )


def _promised(layout: Layout, promise: Promise) -> str:
    name = telling.name(layout, promise.person)
    if not promise.via:
        return name
    return _("{name} (relay from {via})").format(name=name, via=promise.via)


def _let_be(after: Draft, repair: Repair) -> Iterator[str]:
    """Say what is let be, with the figures that then stand; where none do, for whom and where."""
    released = {(rule, person) for rule, _need, person in repair.release}
    needs = {need for _rule, need, _person in repair.release}
    found = [
        sentence(after.layout, after.plan, one)
        for one in (after.breaks() if released else ())
        if one.let_be and (one.rule, one.person) in released and needs & {*one.needs}
    ]
    for what in dict.fromkeys(found):
        yield _("Let this be: {what}").format(what=what)
    for rule, subject, person in sorted(repair.release if not found else ()):
        need, who = telling.short(after.layout.demands[subject]), telling.name(after.layout, person)
        yield _("Let {rule} be for {who}: {need}.").format(rule=rule, who=who, need=need)
