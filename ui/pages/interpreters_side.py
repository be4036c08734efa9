"""What has the mark in the plan, whole: a need, an assignment or a person, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting.conflict import Conflict
from checkin.interpreting.own_missing import briefings
from checkin.interpreting.own_needs import BRIEFED_BEFORE
from checkin.interpreting.own_words import briefing_states
from checkin.interpreting.problem import Demand, Interpreter
from checkin.model.assignment import Assignment
from checkin.model.need import BRIEFING
from checkin.model.person import Person
from ui import saying
from ui.dialogs.sheet_stack import SheetStack
from ui.page import Action
from ui.pages import interpreters_rows as rows
from ui.pages import interpreters_words as words
from ui.pages.interpreters_card import Apply, ConflictCard
from ui.pages.interpreters_sight import COVERED, TONES, UNCOVERED, WEAK, Sight
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.halves import scrolling
from ui.widgets.plain import Button, boxed, chip, column, empty, label, line, panel, refill

_SIGNS = {COVERED: "✓", WEAK: "!", UNCOVERED: "✕"}


class InterpretersSide(SheetStack):
    """The chosen part of the plan, or the sheet that is open about it."""

    def __init__(self, apply: Apply, tasks: Sequence[Action]) -> None:
        super().__init__()
        self._apply = apply
        self.heading, self.when = label("", "title", wrap=True), label("", "soft", wrap=True)
        self.chips, self._facts, self.cards = Flow(), column(), column(gap=1)
        self._tasks = Flow()
        for one in tasks:
            self._tasks.addWidget(Button(one.text, one.run, one.key, look="quiet"))
        parts = (boxed(self.chips), boxed(self._facts), boxed(self.cards))
        layout = column(self.heading, self.when, *parts, None, gap=1, margin=2)
        foot = column(self._tasks, margin=1)
        self._whole = panel(scrolling(layout), line(), foot, gap=0, margin=0)
        nothing = _("Enter interpreters, and who listens to which language, or a need by hand.")
        self._none = empty("speech", _("Nothing to interpret"), nothing)
        self.show_part(self._none)

    def show_mark(self, desk: Desk, sight: Sight, day: str, mark: tuple[str, str]) -> None:
        """Show what has the mark on a day: a row, and a bar in it or ''."""
        row, bar = mark
        ids = rows.needs_of(bar or row)
        demands = [known for one in ids if (known := sight.demand(one))]
        person = sight.problem.person(rows.person_of(bar) or row)
        if demands:
            self._show_needs(desk, sight, demands, rows.person_of(bar))
        elif person:
            self._show_person(desk, sight, person, day)
        else:
            self._show_day(sight)
        self.show_part(self._whole)

    def show_nothing(self) -> None:
        """Say that there is nothing to plan."""
        self.show_part(self._none)

    def _show_needs(self, desk: Desk, sight: Sight, demands: Sequence[Demand], person: str) -> None:
        first = demands[0]
        day = saying.day(first.start.astimezone(desk.event.tz).isoformat())
        where = words.place(desk, first.place)
        self.heading.setText(f"{words.direction(*demands)}  {shown(first.title, 100)}")
        told = (f"{day} {words.span(first, desk)}", where, words.mode(first.mode))
        self.when.setText(" · ".join(part for part in told if part))
        self.chips.refill(*_chips(sight, demands))
        pairs = [pair for one in demands for pair in _facts(desk, sight, one, len(demands) > 1)]
        if person:
            pairs += _promise(desk, sight.standing.get((first.id, person)))
        pairs += _briefing(sight, first)
        refill(self._facts, Facts(pairs))
        found = {id(one): one for need in demands for one in sight.about(need.id, person)}
        self._show_cards(list(found.values()))

    def _show_person(self, desk: Desk, sight: Sight, person: Interpreter, day: str) -> None:
        self.heading.setText(shown(person.name, 80))
        self.when.setText(words.tongues(person))
        mine = sorted(sight.of(person.id), key=lambda one: (one.day != day, one.start))
        chips = _loads(mine, day)
        if person.away:
            at = person.away.astimezone(desk.event.tz).isoformat()
            since = saying.since(at, sight.at)
            chips.append(chip("✕ " + _("ill since {time}").format(time=since), Tone.STOP))
        self.chips.refill(*chips)
        known = desk.person(person.id)
        refill(self._facts, Facts(_of_person(desk, known, mine)))
        self._show_cards(sight.about(person=person.id))

    def _show_day(self, sight: Sight) -> None:
        self.heading.setText(_("Nobody yet"))
        self.when.setText(_("Drag a need to somebody, or press Enter on it."))
        self.chips.refill()
        refill(self._facts)
        self._show_cards([one for one in sight.conflicts if one.rule == "H4"][:3])

    def _show_cards(self, found: Sequence[Conflict]) -> None:
        refill(self.cards, *(ConflictCard(one, self._apply) for one in found))


def _loads(mine: Sequence[Demand], day: str) -> list[QWidget]:
    """Return how much somebody works on a day, and on all of them."""
    if not mine:
        return []
    today = words.load(one for one in mine if one.day == day)
    told = _("{day}: {time}").format(day=saying.day(day), time=words.minutes(today))
    whole = _("{time} in all").format(time=words.minutes(words.load(mine)))
    return [chip(told, Tone.ACCENT), chip(whole)]


def _chips(sight: Sight, demands: Sequence[Demand]) -> list[QWidget]:
    found: list[QWidget] = []
    for one in demands:
        word = sight.state(one.id)
        sign = _SIGNS.get(word, "–")
        lead = f"{words.direction(one)}: " if len(demands) > 1 else ""
        found.append(chip(f"{sign} {lead}{words.state(word)}", TONES[word]))
    found.append(chip(words.count(sight, demands[0])))
    return found


def _facts(desk: Desk, sight: Sight, one: Demand, several: bool) -> list[tuple[str, str]]:  # noqa: FBT001
    """Return what is known of a need, each with its name."""
    asked = sight.wanted.get(one.id)
    number = words.listeners(one.listeners)
    if asked:
        number = f"{number} ({words.ground(asked.ground)})"
    groups = ", ".join(
        shown(known.title, 40) for group in sorted(one.group) if (known := desk.delegation(group))
    )
    said = asked.said if asked else None
    lead = f"{words.direction(one)} " if several else ""
    pairs = (
        (_("Direction"), words.spelled(one)),
        (lead + _("Team"), words.team(sight, one) or words.state(UNCOVERED)),
        (lead + _("Listeners"), number),
        (_("Groups"), groups),
        (_("Note"), said.note if said else ""),
    )
    return [pair for pair in pairs if pair[1]]


def _promise(desk: Desk, said: Assignment | None) -> list[tuple[str, str]]:
    """Return what is known of an assignment, each with its name."""
    if said is None:
        return []
    rules = ", ".join(words.rule(one) for one in said.override.split())
    reason = _("{rules}: {reason}").format(rules=rules, reason=said.reason) if rules else ""
    before = desk.event.moment(said.call).isoformat() if said.call else ""
    pairs = (
        (_("Booth"), said.booth),
        (_("Channel"), said.channel),
        (_("Call time"), saying.clock(before) if before else ""),
        (_("Leads the team"), _("yes") if said.leader == "yes" else ""),
        (_("All the same"), reason),
    )
    return [pair for pair in pairs if pair[1]]


def _briefing(sight: Sight, one: Demand) -> list[tuple[str, str]]:
    """Return how the briefing of a need stands, what is missing too late among it."""
    asked = sight.wanted.get(one.id)
    said = asked.said if asked else None
    states = {"": _("missing"), **briefing_states()}
    names = briefings()
    status = {field: getattr(said, field) if said else "" for field in BRIEFING}
    told = [
        f"{words}: {', '.join(names[field] for field, word in status.items() if word == state)}"
        for state, words in states.items()
        if state in status.values()
    ]
    late = "" in status.values() and one.start - sight.at < BRIEFED_BEFORE
    return [(_("Briefing"), ("✕ " if late else "") + "; ".join(told))]


def _of_person(desk: Desk, known: Person | None, mine: Sequence[Demand]) -> list[tuple[str, str]]:
    """Return what is known of an interpreter, each with its name."""
    days = []
    for one in mine[:_MOST]:
        day = saying.day(one.start.astimezone(desk.event.tz).isoformat())
        days.append(f"{day} {words.span(one, desk)} {words.direction(one)} {shown(one.title, 40)}")
    if len(mine) > _MOST:
        days.append(_("and {n} more").format(n=len(mine) - _MOST))
    pairs = (
        (_("Telephone"), known.phone if known else ""),
        (_("Available"), (known.availability if known else "") or _("the whole event")),
        (_("Agency"), known.agency if known else ""),
        *((_("Assignments") if not place else "", day) for place, day in enumerate(days)),
    )
    return [pair for pair in pairs if pair[1]]


_MOST = 8  # assignments that are named
