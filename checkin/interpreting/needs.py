"""Needs: which languages must be interpreted where, from who is booked or here, and by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from checkin import schema
from checkin.desk import Desk
from checkin.interpreting import heirs, runs
from checkin.interpreting.audience import SETTLED, Audience, Crowd, counted
from checkin.interpreting.problem import Demand
from checkin.interpreting.profile import Profile, standing
from checkin.interpreting.wanted import Wanted
from checkin.model.activity import Activity
from checkin.model.moment import instant
from checkin.model.need import MODES, Need, need_subject
from checkin.model.noun import number
from checkin.model.place import Place
from checkin.vocabulary import countries

MOST_INTERPRETERS = 20
"""So many at most are asked for one need, whatever anybody says."""

_MOST_SOURCES = 12  # languages that may be spoken in one activity
_NO_SLOT = frozenset({"day", "transfer"})
_USUAL_MODES = {"site-visit": "consecutive", "meeting": "consecutive"}


def wanted(desk: Desk, at: datetime) -> list[Wanted]:
    """Return all needs at a moment, in the order of time; closed and vanished ones among them."""
    profile = profile_of(desk)
    said, moved = heirs.said(desk), heirs.heirs(desk)
    ground = _Ground(desk, Audience(desk, at), said, at, _threshold(desk, profile))
    rows = desk.db.execute("SELECT need FROM assignment").fetchall()
    promised = {moved.get(row[0], row[0]) for row in rows}
    found = {one.demand.id: one for slot in slots(desk) for one in _of_slot(ground, slot)}
    for need in said.values():
        if need.id not in found and (need.kept or need.closed or need.id in promised):
            by_hand = _by_hand(desk, need)
            found |= {need.id: by_hand} if by_hand else {}
    order = sorted(found.values(), key=lambda one: (one.demand.span, one.demand.id))
    # What nobody listens to any more is part of its run until somebody has accepted that.
    asked = [one.demand for one in order if one.state != "closed"]
    grouped = {one.id: one for one in runs.grouped(asked, profile)}
    rest = runs.grouped([one.demand for one in order if one.state == "closed"], profile)
    grouped |= {one.id: one for one in rest}
    return [replace(one, demand=grouped[one.demand.id]) for one in order]


def profile_of(desk: Desk) -> Profile:
    """Return the profile by which the interpreters of an event are planned."""
    return standing(desk.event.profile)


# Slots ################################################################################


@dataclass(frozen=True, slots=True)
class Slot:
    """An activity during which somebody speaks: one without parts of its own."""

    activity: Activity
    start: datetime
    end: datetime
    place: str
    sources: tuple[str, ...]
    mode: str
    hard: bool


def slots(desk: Desk, day: date | None = None) -> list[Slot]:
    """Return the activities that may be interpreted: the leaves with times and a language."""
    activities = desk.programme.activities
    spoken = [one for one in activities.values() if one.kind not in _NO_SLOT and one.start]
    wholes = {above for one in spoken for above in desk.wholes(one.id)}
    leaves = (one for one in spoken if one.id not in wholes)
    of_day = (one for one in leaves if day is None or _begins(desk, one) == day)
    return [slot for one in of_day if (slot := _slot(desk, one))]


def _begins(desk: Desk, activity: Activity) -> date | None:
    start = instant(activity.start)
    return desk.event.day_of(start) if start else None


def _slot(desk: Desk, activity: Activity) -> Slot | None:
    """Return an activity with what it does not say itself from what it is a part of."""
    above = [one for name in desk.wholes(activity.id) if (one := desk.activity(name))]
    line = [activity, *(one for one in above if one.kind not in _NO_SLOT)]
    start = instant(activity.start)
    end = next((end for one in line if (end := instant(one.end))), None)
    sources = next((some for one in line if (some := _sources(one))), ())
    if not start or not end or end <= start or not sources:
        return None
    place = next((one.place for one in line if one.place), "")
    mode = next((one.mode for one in line if one.mode in MODES), "")
    hard = any(one.hard_time for one in line)
    mode = mode or _usual_mode(desk, activity, place)
    return Slot(activity, start, end, place, sources, mode, hard)


def _sources(activity: Activity) -> tuple[str, ...]:
    """Return what is spoken in an activity, by code; words that are no language do not count."""
    codes = dict.fromkeys(filter(countries.spoken, activity.languages.split()))
    return tuple(codes)[:_MOST_SOURCES]


def _usual_mode(desk: Desk, activity: Activity, place: str) -> str:
    """Return how one interprets where nobody says: in booths where there are any, else after."""
    room = schema.noun(desk.db, Place, place) if place else None
    if room and room.booths:
        return "simultaneous"
    return _USUAL_MODES.get(activity.kind, "simultaneous")


# Needs of a slot ######################################################################


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all needs of a moment follow from."""

    desk: Desk
    audience: Audience
    said: dict[str, Need]
    at: datetime
    threshold: int


def _of_slot(ground: _Ground, slot: Slot) -> Iterator[Wanted]:
    """Yield the needs of a slot by who is booked, or really there while it is on."""
    booked = ground.audience.expected(slot.activity.id)
    settled = slot.start + SETTLED <= ground.at < slot.end
    live = settled and not ground.audience.bygone
    crowds = ground.audience.present(slot.activity.id) if live else booked
    asked = _directions(slot, crowds, ground.threshold)
    before = _directions(slot, booked, ground.threshold) if live else {}
    for way, (listeners, group) in {**before, **asked}.items():
        n = listeners if way in asked else 0
        demand = _demand(ground.desk, slot, way, n, group)
        told = ground.said.get(demand.id)
        state = _state(told, "open" if way in asked else "gone")
        why = "hand" if state == "kept" else "present" if live else "booked"
        yield Wanted(_as_said(ground.desk, demand, told) if told else demand, state, why, n, told)


def _state(said: Need | None, otherwise: str) -> str:
    if said and said.closed:
        return "closed"
    return "kept" if said and said.kept else otherwise


def _directions(
    slot: Slot, crowds: list[Crowd], threshold: int
) -> dict[tuple[str, str], tuple[int, frozenset[str]]]:
    """Return the directions that enough people need; a liaison interpreter works both ways."""
    found = {
        (source, target): (n, group)
        for source in slot.sources
        for target, (n, group) in counted(crowds, source).items()
        if n >= threshold and target != source
    }
    if slot.mode != "liaison":
        return found
    both: dict[tuple[str, str], tuple[int, frozenset[str]]] = {}
    for way, (n, group) in found.items():
        source, target = sorted(way, key=lambda one: (*_place(slot, one), one))
        known, groups = both.get((source, target), (0, frozenset()))
        both[source, target] = known + n, groups | group
    return both


def _place(slot: Slot, language: str) -> tuple[bool, int]:
    """Return where a language stands among those spoken, for one name of a need both ways."""
    spoken = language in slot.sources
    return not spoken, slot.sources.index(language) if spoken else 0


def _demand(
    desk: Desk, slot: Slot, way: tuple[str, str], listeners: int, group: frozenset[str]
) -> Demand:
    source, target = way
    return Demand(
        id=need_subject(desk.key, slot.activity.id, source, target),
        activity=slot.activity.id,
        title=slot.activity.title,
        source=source,
        target=target,
        start=slot.start,
        end=slot.end,
        place=slot.place,
        mode=slot.mode,
        day=desk.event.day_of(slot.start).isoformat(),
        run="",
        strength=1,
        run_minutes=0,
        listeners=listeners,
        group=group,
        hard=slot.hard,
    )


# What people said #####################################################################


def _by_hand(desk: Desk, need: Need) -> Wanted | None:
    """Return a need that follows from nobody: added by hand, closed, or still promised."""
    activity = desk.activity(need.activity) if need.activity else None
    slot = _slot(desk, activity) if activity else None
    start = instant(need.start) or (slot.start if slot else None)
    end = instant(need.end) or (slot.end if slot else None)
    if not start or not end or end <= start or not need.source or not need.target:
        return None
    demand = Demand(
        id=need.id,
        activity=activity.id if activity else need.id,
        title=activity.title if activity else need.title,
        source=need.source,
        target=need.target,
        start=start,
        end=end,
        place=slot.place if slot else "",
        mode=slot.mode if slot else "consecutive",
        day=desk.event.day_of(start).isoformat(),
        run="",
        strength=1,
        run_minutes=0,
        hard=bool(slot and slot.hard),
    )
    told = _as_said(desk, demand, need)
    ground = "hand" if need.kept else "booked"
    return Wanted(told, _state(need, "gone"), ground, told.listeners, need)


def _as_said(desk: Desk, demand: Demand, said: Need) -> Demand:
    """Return a need with what people set of it by hand."""
    start, end = instant(said.start) or demand.start, instant(said.end) or demand.end
    strength, listeners = number(said.strength), number(said.listeners)
    start, end = (start, end) if end > start else (demand.start, demand.end)
    return replace(
        demand,
        title=said.title or demand.title,
        start=start,
        end=end,
        day=desk.event.day_of(start).isoformat(),
        place=said.place or demand.place,
        mode=said.mode if said.mode in MODES else demand.mode,
        strength=min(strength or 1, MOST_INTERPRETERS),
        by_hand=bool(strength),
        listeners=demand.listeners if listeners is None else listeners,
    )


def _threshold(desk: Desk, profile: Profile) -> int:
    """Return from how many listeners a language is interpreted, at least one."""
    own, usual = number(desk.event.threshold), profile.limits.threshold
    return max(own if own is not None else usual.value if usual else 1, 1)
