"""What stands beside an answer: since when, at which desk, who instead, for what else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from checkin.attendance import house
from checkin.desk import Desk
from checkin.journal import clock, store
from checkin.journal.fold import Folded
from checkin.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Beside:
    """The facts that a refusal is told with; what is unknown or of no concern is empty."""

    since: str = ""  # ISO: came, left, was replaced, cancelled
    desk: str = ""  # the label of the desk where that was
    booked: tuple[str, ...] = ()  # the activities of that day that the person is booked for
    other: str = ""  # the person who comes instead
    full: str = ""  # the activity or place that has no room
    permitted: int = 0  # persons there


NOTHING = Beside()


def beside(desk: Desk, verdict: Verdict, person: str, activity: str, at: datetime) -> Beside:
    """Return what a desk tells beside a verdict on a person."""
    tell = _TOLD.get(verdict) if person else None
    return tell(desk, person, activity, at) if tell else NOTHING


def _here(desk: Desk, person: str, activity: str, at: datetime) -> Beside:
    """Tell since when somebody is here."""
    stated = at.timestamp()
    for one in desk.arrivals(desk.folded(person)):
        if activity not in (one.activity, *desk.wholes(one.activity)):
            continue
        if not one.ended or one.moment <= stated < datetime.fromisoformat(one.ended).timestamp():
            return Beside(one.at, one.desk)
    return NOTHING


def _left(desk: Desk, person: str, activity: str, _at: datetime) -> Beside:
    """Tell when somebody left."""
    query = "SELECT gone FROM attendance WHERE person = ? AND activity = ?"
    return Beside(store.single(desk.db, query, (person, activity)) or "")


def _replaced(desk: Desk, person: str, _activity: str, _at: datetime) -> Beside:
    """Tell when and where the newest badge was made."""
    newest = store.single(desk.db, "SELECT issue FROM person WHERE id = ?", (person,))
    minted = (
        Beside(str(said.get("at", "")), entry.desk)
        for entry, said in desk.folded(person).live
        if entry.kind == "minted" and said.get("issue") == newest
    )
    return next(minted, NOTHING)


def _cancelled(desk: Desk, person: str, _activity: str, _at: datetime) -> Beside:
    """Tell when and where it was noted that somebody would not come."""
    return _set(desk, desk.folded(person), "status")


def _substituted(desk: Desk, person: str, _activity: str, _at: datetime) -> Beside:
    """Tell who comes instead, and since when that is known."""
    query = "SELECT id FROM person WHERE substitute_for = ? AND substitute_for <> '' ORDER BY n"
    said = _set(desk, desk.folded(person), "status")
    return Beside(said.since, said.desk, other=store.single(desk.db, query, (person,)) or "")


def _booked(desk: Desk, person: str, _activity: str, at: datetime) -> Beside:
    """Tell for what else of that day somebody is booked."""
    query = "SELECT activity FROM booking WHERE person = ? AND status = 'booked'"
    booked = {row[0] for row in desk.db.execute(query, (person,))}
    day = desk.event.day_of(at).isoformat()
    every = desk.programme.activities
    parts = [every[one] for one in booked if one in every and every[one].start[:10] == day]
    return Beside(booked=tuple(one.id for one in sorted(parts, key=lambda one: one.start)))


def _full(desk: Desk, person: str, activity: str, at: datetime) -> Beside:
    """Tell what is full, and how many it may hold."""
    known = desk.activity(activity)
    full = house.filled(desk, known, person, at) if known else None
    return Beside(full=full[0], permitted=full[1]) if full else NOTHING


def _set(desk: Desk, said: Folded, name: str) -> Beside:
    """Tell when and where a field was set to what it is."""
    heads = set(said.heads([name]))
    for entry, _said in reversed(said.live):
        if entry.id in heads:
            return Beside(desk.event.at(clock.milliseconds(entry.hlc)).isoformat(), entry.desk)
    return NOTHING


_TOLD: Mapping[Verdict, Callable[[Desk, str, str, datetime], Beside]] = {
    Verdict.ALREADY_HERE: _here,
    Verdict.NOT_HERE: _left,
    Verdict.REPLACED: _replaced,
    Verdict.CANCELLED: _cancelled,
    Verdict.SUBSTITUTED: _substituted,
    Verdict.NOT_BOOKED: _booked,
    Verdict.FULL: _full,
}
