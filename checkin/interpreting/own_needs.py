"""Needs as people deal with them: added, changed, closed and opened by hand, and briefed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checkin import programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.interpreting import assigning, heirs, needs, promises
from checkin.interpreting.assigning import keep, parts
from checkin.interpreting.planner import Outcome
from checkin.interpreting.problem import Demand
from checkin.interpreting.wanted import Wanted
from checkin.journal.entry import Fact, fresh
from checkin.model.moment import instant
from checkin.model.need import BRIEFING, need_subject
from checkin.model.noun import number
from checkin.model.place import place_subject
from checkin.vocabulary import countries, modes

BRIEFED_BEFORE = timedelta(hours=24)
"""What an interpreter has not been given by then is red (INT-03)."""

STATUS = ("", "received", "passed-on")
"""How a part of a briefing stands: missing, received, passed on."""

_BY_HAND = frozenset(
    {"title", "start", "end", "place", "mode", "listeners", "strength", "turns", "note", *BRIEFING}
)


@dataclass(frozen=True, slots=True)
class Due:
    """A need whose interpreters lack a part of their briefing, and it begins soon."""

    demand: Demand
    missing: tuple[str, ...]  # of BRIEFING
    people: tuple[str, ...]  # subjects of who is promised


def add_need(desk: Desk, values: Mapping[str, str]) -> str:
    """Add a need that stands whoever is here, and return its subject.

    It belongs to an activity, or has a title, start and end of its own; activity, place and
    languages may be named. Raises DeskError for what cannot be.
    """
    activity = programme.activity(desk, values["activity"]) if values.get("activity") else None
    source, target = (_language(values.get(name, "")) for name in ("source", "target"))
    if source == target:
        raise DeskError(_("A language is not interpreted into itself."))
    subject = need_subject(desk.key, activity.id, source, target) if activity else fresh("n")
    before = desk.folded(subject).values()
    with desk.act():
        fields = {name: text for name, text in _checked(desk, values).items() if text}
        if not activity and not {"title", "start", "end"} <= fields.keys():
            raise DeskError(_("A need beside the programme takes a title, a start and an end."))
        _require_span({**before, **fields})
        at = {"activity": activity.id} if activity else {}
        again = {"closed": ""} if before.get("closed") else {}
        whole = {**at, "source": source, "target": target, "kept": "yes", **again, **fields}
        keep(desk, desk.change("planned", subject, whole))
    return subject


def change_need(
    desk: Desk, need_id: str, values: Mapping[str, str], at: datetime | None = None
) -> str | None:
    """Set what people say of a need, derived or not; '' is as it would be by itself.

    Returns the act, None where all stands so; raises DeskError for what cannot be.
    """
    with desk.act():
        return keep(desk, changing(desk, _known(desk, need_id, at), values))


def close_needs(
    desk: Desk, need_ids: Iterable[str], at: datetime | None = None, *, reason: str = ""
) -> Outcome:
    """Say that nobody is to interpret there any more, and withdraw who is promised, as one act.

    A promise that is fixed takes a reason; without one nothing is done.
    """
    moment = at or desk.moment(None)
    open_yet = [one for name in need_ids if (one := _known(desk, name, at)).state != "closed"]
    teams = [one for need in open_yet for one in promises.of_need(desk, need.demand.id)]
    gone = [assigning.promised(one) for one in teams]
    why = bool(assigning.plain_reason(reason))
    with desk.act():
        came = assigning.change(desk, remove=gone, at=moment, override=why, reason=reason)
        if came.refused:
            return came
        facts = [fact for one in open_yet for fact in _closing(desk, one, moment)]
        return replace(came, act=keep(desk, facts), leaves=())


def _closing(desk: Desk, known: Wanted, at: datetime) -> list[Fact]:
    return _saying(desk, known, {"closed": at.isoformat()})


def reopen_need(desk: Desk, need_id: str, at: datetime | None = None) -> str | None:
    """Say that somebody is to interpret here all the same, though nobody listens any more."""
    known = _known(desk, need_id, at)
    if known.wanted:
        return None
    values = {"closed": ""} if known.listening else {"closed": "", "kept": "yes"}
    return keep(desk, _saying(desk, known, values))


def brief(
    desk: Desk,
    need_id: str | Iterable[str],
    values: Mapping[str, str],
    at: datetime | None = None,
) -> str | None:
    """Note how parts of the briefing stand for a need, or for several, as one act."""
    ids = [need_id] if isinstance(need_id, str) else need_id
    said = {name: text for name, text in values.items() if name in BRIEFING}
    known = [_known(desk, name, at) for name in ids]
    with desk.act():
        return keep(desk, [fact for one in known for fact in changing(desk, one, said)])


def briefing_due(desk: Desk, at: datetime, known: Iterable[Wanted] | None = None) -> list[Due]:
    """Return the needs that begin within a day, or are on, and lack a part of their briefing."""
    teams: dict[str, list[str]] = defaultdict(list)
    for promise in promises.standing(desk):
        teams[promise.need].append(promise.person)
    found = []
    for one in known if known is not None else needs.wanted(desk, at):
        demand, said = one.demand, one.said
        missing = tuple(name for name in BRIEFING if not (said and getattr(said, name)))
        soon = at < demand.end and demand.start - at < BRIEFED_BEFORE
        if one.wanted and missing and soon and teams[demand.id]:
            found.append(Due(demand, missing, tuple(teams[demand.id])))
    return found


def changing(desk: Desk, known: Wanted, values: Mapping[str, str]) -> list[Fact]:
    """Return the facts that set what people say of a need; raises DeskError for what cannot be."""
    said = _checked(desk, values)
    now = {"start": known.demand.start.isoformat(), "end": known.demand.end.isoformat()}
    _require_span({**now, **said})
    return _saying(desk, known, said)


def _saying(desk: Desk, known: Wanted, values: Mapping[str, str]) -> list[Fact]:
    """Return the fact that says something of a need, and by what it is known, as it then stands."""
    subject, before = known.demand.id, desk.folded(known.demand.id).values()
    news = {name: text for name, text in values.items() if text or before.get(name)}
    facts = desk.change("planned", subject, {**parts(known), **news}) if news else []
    return [*facts, *_unsaid(desk, subject, values)]


def _unsaid(desk: Desk, subject: str, values: Mapping[str, str]) -> Iterator[Fact]:
    """Yield what takes back a field of a need where its activity was another one once."""
    for other in heirs.former(desk, subject):
        before = desk.folded(other).values()
        gone = {name: "" for name, text in values.items() if not text and before.get(name)}
        yield from desk.change("planned", other, gone) if gone else []


def _known(desk: Desk, subject: str, at: datetime | None) -> Wanted:
    every = needs.wanted(desk, at or desk.moment(None))
    found = next((one for one in every if one.demand.id == subject), None)
    if found is None:
        raise DeskError(_("There is no need {id}.").format(id=subject))
    return found


def _checked(desk: Desk, values: Mapping[str, str]) -> dict[str, str]:
    """Return typed fields as they are kept."""
    said = {name: text.strip() for name, text in values.items() if name in _BY_HAND}
    if said.get("place"):
        place = desk.place(said["place"]) or desk.place(place_subject(desk.key, said["place"]))
        said["place"] = (place or programme.put_place(desk, "", {"title": said["place"]})).id
    for name in ("start", "end"):
        if said.get(name):
            said[name] = desk.event.moment(said[name]).isoformat()
    if said.get("mode"):
        text, said["mode"] = said["mode"][:40], modes.mode(said["mode"])
        if not said["mode"]:
            raise DeskError(_("“{text}” is no mode of interpreting.").format(text=text))
    _require_words(said)
    return said


def _require_words(said: Mapping[str, str]) -> None:
    """Refuse counts and parts of a briefing that say nothing."""
    for name in ("listeners", "strength"):
        if said.get(name) and number(said[name]) is None:
            raise DeskError(_("“{text}” is no whole number.").format(text=said[name][:40]))
    if said.get("strength") and not number(said["strength"]):
        raise DeskError(_("A need takes at least one interpreter."))
    if (number(said.get("strength", "")) or 0) > needs.MOST_INTERPRETERS:
        text = _("A need takes at most {n} interpreters.")
        raise DeskError(text.format(n=needs.MOST_INTERPRETERS))
    for name in BRIEFING:
        if said.get(name, "") not in STATUS:
            text = _("A part of a briefing is “received” or “passed-on”, not “{text}”.")
            raise DeskError(text.format(text=said[name][:40]))


def _require_span(values: Mapping[str, str]) -> None:
    """Refuse a need that ends before it starts."""
    start, end = instant(values.get("start")), instant(values.get("end"))
    if start and end and end <= start:
        raise DeskError(_("The need ends before it starts."))


def _language(text: str) -> str:
    """Return the code of the one language that a text names; raises DeskError for any other."""
    codes, _unread = countries.languages(text)
    if len(codes.split()) != 1:
        raise DeskError(_("“{text}” is no language.").format(text=text[:40]))
    return codes
