"""What breaks no rule and is worth a look: relay, long turns alone, overtime, unread words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from checkin.i18n import gettext as _
from checkin.interpreting import profile_words, telling
from checkin.interpreting.conflict import Break, Conflict
from checkin.interpreting.draft import Draft
from checkin.interpreting.problem import Demand
from checkin.interpreting.saying import Said, named
from checkin.interpreting.spans import net


def notes(draft: Draft, broken: list[Break]) -> list[Conflict]:
    """Return the notes on a plan, without those that a broken rule says already."""
    said = {(one.rule, one.about) for one in broken}
    days = {(one.person, one.about) for one in broken if one.figure == "day_net"}
    return [
        *_rules(draft),
        *_relays(draft),
        *(one for one in _alone(draft) if ("H7", one.needs[0]) not in said),
        *(found for day, found in _overtime(draft) if day not in days),
        *_unread(draft),
    ]


_LONGEST = 80  # characters of what nobody can read


def _rules(draft: Draft) -> Iterator[Conflict]:
    """Yield that other rules are taken than the event names, at the first need."""
    text = profile_words.unknown(draft.problem.profile)
    first = min(draft.problem.demands, key=lambda need: (need.span, need.id), default=None)
    if text and first:
        yield replace(
            _note(draft, ("profile", "note"), [], [first], Said("", "", "", "")), text=text
        )


def _teams(draft: Draft) -> Iterator[tuple[Demand, list[str], set[str]]]:
    """Return who is promised to each need, and the languages that they take from pivots."""
    people: dict[str, list[str]] = defaultdict(list)
    vias: dict[str, set[str]] = defaultdict(set)
    for one in sorted(draft.plan):
        people[one.need].append(one.person)
        vias[one.need] |= {one.via} - {""}
    for need in draft.problem.demands:
        if people[need.id]:
            yield need, people[need.id], vias[need.id]


def _relays(draft: Draft) -> Iterator[Conflict]:
    for need, team, vias in _teams(draft):
        if vias:
            via = ", ".join(sorted(vias))
            text = _("relay from {via}: {team}")
            sentence = text.format(team=telling.names(draft.layout, team), via=via)
            measured = _("{n} min by relay").format(n=need.minutes)
            said = Said(measured, "", draft.problem.profile.title, sentence)
            yield _note(draft, ("relay", "note"), team, [need], said)


def _alone(draft: Draft) -> Iterator[Conflict]:
    comfort = draft.layout.limits.comfort
    limit, source = named(comfort)
    for need, team, _vias in _teams(draft):
        if comfort and need.booth and len(set(team)) == 1 and need.minutes > comfort.value:
            text = _("{who} is alone for {minutes}, a turn is {comfort}")
            sentence = text.format(
                who=telling.names(draft.layout, team),
                minutes=telling.hours(need.minutes),
                comfort=telling.hours(comfort.value),
            )
            said = Said(_("{n} min").format(n=need.minutes), limit, source, sentence)
            yield _note(draft, ("solo", "weak"), team, [need], said)


def _overtime(draft: Draft) -> Iterator[tuple[tuple[str, str], Conflict]]:
    overtime = draft.layout.limits.overtime
    limit, source = named(overtime)
    days: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for one in sorted(draft.plan):
        need = draft.layout.demands[one.need]
        days[one.person, need.day].append(need)
    for (who, day), needs in days.items():
        minutes = net(need.span for need in needs)
        if overtime and minutes > overtime.value:
            text = _("{who} has {sum} on {day}, {over} of it overtime")
            sentence = text.format(
                who=telling.name(draft.layout, who),
                sum=telling.hours(minutes),
                day=telling.day(day),
                over=telling.hours(minutes - overtime.value),
            )
            said = Said(_("{n} min").format(n=minutes), limit, source, sentence)
            yield (who, day), _note(draft, ("overtime", "note"), [who], needs, said)


def _unread(draft: Draft) -> Iterator[Conflict]:
    """Yield whose availability nobody can read, which shuts nobody out."""
    demands = draft.problem.demands
    for who in draft.problem.people if demands else ():
        for said in who.unread:
            text = _("When {who} is available cannot be read, and is not heeded: “{text}”.")
            yield Conflict(
                rule="H1",
                severity="note",
                who=(who.id,),
                needs=(),
                start=min(one.start for one in demands).isoformat(),
                end=max(one.end for one in demands).isoformat(),
                where="",
                measured=said,
                limit="",
                source=who.told or _("the list of interpreters"),
                text=text.format(who=who.name, text=said[:_LONGEST]),
            )


def _note(
    draft: Draft, what: tuple[str, str], who: list[str], needs: list[Demand], said: Said
) -> Conflict:
    rule, severity = what
    first = min(needs, key=lambda need: need.span)
    text = f"{said.sentence} ({said.source})." if said.source else f"{said.sentence}."
    if rule != "overtime":
        text = f"{telling.heading(draft.layout, first)}: {text}"
    return Conflict(
        rule=rule,
        severity=severity,
        who=tuple(who),
        needs=tuple(need.id for need in needs),
        start=first.start.isoformat(),
        end=max(needs, key=lambda need: need.span[1]).end.isoformat(),
        where=telling.place(draft.layout, first),
        measured=said.measured,
        limit=said.limit,
        source=said.source,
        text=text,
    )
