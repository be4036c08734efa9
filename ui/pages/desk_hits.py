"""Whom a text may mean, as lines of the list of hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from checkin import card, finding
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.delegation import Delegation
from checkin.model.person import Person
from checkin.search import folding
from ui.saying import clock, shown
from ui.widgets.hits import Hit

_MOST = 20


class Lines(Sequence[Hit]):
    """Lines that are made when they are looked at: most hits lie below the edge of the list."""

    def __init__(self, desk: Desk, subjects: Sequence[str], words: Sequence[str] = ()) -> None:
        self._desk, self._subjects, self._words = desk, subjects, words
        self._at = desk.moment(None)
        self._made: dict[int, Hit] = {}

    def __len__(self) -> int:
        return len(self._subjects)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place not in self._made:
            subject = self._subjects[place]
            make = _group if subject.startswith("d-") else _person
            self._made[place] = make(self._desk, subject, self._at, self._words)
        return self._made[place]

    def again(self) -> Lines:
        """Return the same lines as they are now."""
        return Lines(self._desk, self._subjects, self._words)


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a text may mean."""

    lines: Lines
    sure: tuple[int, ...] = ()  # the places of those of which not only the spelling is near

    @property
    def one(self) -> Hit | None:
        """Return the one who is meant; several, or a near spelling, are nobody yet."""
        return self.lines[self.sure[0]] if len(self.sure) == 1 else None


def hits(desk: Desk, text: str) -> Found:
    """Return the people and delegations that a text may mean, the best first."""
    if not text.strip():
        return Found(Lines(desk, ()))
    found = finding.find(desk.db, text, _MOST, desk.day(desk.moment(None)))
    groups = [one.id for one in finding.delegations(desk.db, text)]
    subjects = [*groups, *(one.person for one in found)]
    near = [*(False for _each in groups), *(one.near for one in found)]
    sure = tuple(place for place, doubtful in enumerate(near) if not doubtful)
    return Found(Lines(desk, subjects, folding.words(text)), sure)


def _person(desk: Desk, subject: str, at: datetime, words: Sequence[str]) -> Hit:
    person = desk.person(subject) or Person(subject)
    there = card.presence(desk, subject, at)
    state = _("not here yet")
    if there.here:
        state = _("here {time}").format(time=clock(there.since))
    elif there.left:
        state = _("left {time}").format(time=clock(there.left))
    elif person.status in {"cancelled", "substituted"}:
        state = {"cancelled": _("cancelled"), "substituted": _("substituted")}[person.status]
    delegation = desk.delegation(person.delegation) if person.delegation else None
    title = _("Delegation {title}").format(title=shown(delegation.title)) if delegation else ""
    name = shown(person.whole_name) or _("Unnamed guest")
    native = shown(person.native_name) if person.native_name != person.whole_name else ""
    below = " · ".join(part for part in (shown(person.organisation), title) if part)
    return Hit(person.id, name, native, below, state, there.here, _marked(name, words))


def _group(desk: Desk, subject: str, at: datetime, _words: Sequence[str]) -> Hit:
    delegation = desk.delegation(subject) or Delegation(subject)
    people = finding.members(desk.db, delegation.id)
    here = sum(card.presence(desk, one, at).here for one in people)
    number = ngettext("{n} person", "{n} people", len(people)).format(n=len(people))
    state = _("{n} of {all} here").format(n=here, all=len(people))
    title = _("Delegation {title}").format(title=shown(delegation.title))
    return Hit(delegation.id, title, "", number, state, bool(people) and here == len(people))


def _marked(name: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where words of a name begin with what was typed, as far as letters are the same."""
    marks = []
    place = 0
    for part in name.split(" "):
        told = folding.plain(part.casefold())
        length = max(
            (len(word) for word in words if told.startswith(folding.plain(word))), default=0
        )
        if length:
            marks.append((place, min(length, len(part))))
        place += len(part) + 1
    return tuple(marks)
