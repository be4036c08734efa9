"""The call list after publishing: whom to call, the sentences to say, and who was reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import publishing, telling
from checkin.interpreting.published_line import Difference, Line
from checkin.interpreting.wanted import Wanted
from checkin.model.moment import instant
from checkin.model.need import BOTH_WAYS
from checkin.model.person import Person
from checkin.vocabulary import modes


@dataclass(frozen=True, slots=True)
class Call:
    """One interpreter whom the published plan touches."""

    person: str
    name: str
    mobile: str
    version: int
    sentences: tuple[str, ...]  # what to say, each complete
    reached: str  # ISO, '' for not yet
    acknowledged: str

    @property
    def done(self) -> bool:
        """Tell whether the interpreter knows it."""
        return bool(self.reached or self.acknowledged)


def call_list(
    desk: Desk, at: datetime | None = None, known: Sequence[Wanted] | None = None
) -> list[Call]:
    """Return whom the published plan touches since what they knew, those to call first.

    Nobody is told of what is over, or of what they are too ill to take.
    """
    found, moment = [], at or desk.moment(None)
    for one in publishing.standings(desk, moment, known).values():
        latest, person = one.latest, desk.person(one.person)
        news = [change for change in one.news if person and _to_be_told(person, change, moment)]
        if latest and news and person:
            said = tuple(sentences(desk, news))
            times = (one.reached, one.acknowledged)
            name, mobile = person.whole_name, person.phone
            found.append(Call(one.person, name, mobile, latest.version, said, *times))
    return sorted(found, key=lambda one: (one.done, one.name, one.person))


def _to_be_told(person: Person, change: Difference, at: datetime) -> bool:
    ends = [instant(line.get("end", "")) for line in (change.before, change.now) if line]
    if all(end and end <= at for end in ends):
        return False
    away = instant(person.away)
    end = instant(change.now.get("end", "")) if change.now else None
    return not (away and end and end > away)


def sentences(desk: Desk, news: Sequence[Difference]) -> Iterator[str]:
    """Yield what has changed, as one says it to the interpreter."""
    for one in news:
        if one.now is None:
            text = _("{what}, {when}: you no longer take it.")
            yield _filled(desk, text, one.before or {})
        elif one.before is None:
            yield from _new(desk, one.now)
        else:
            yield from _changed(desk, one.before, one.now, one.fields)


def _new(desk: Desk, line: Line) -> Iterator[str]:
    partners = (desk.person(one) for one in line.get("partners", "").split())
    names = ", ".join(one.whole_name for one in partners if one)
    if names:
        text = _("{what}, {when}: you now take it with {names}.")
    else:
        text = _("{what}, {when}: you now take it.")
    yield _filled(desk, text, line, names=names)
    fields = tuple(name for name in ("place", "booth", "via", "leader", "call") if line.get(name))
    yield from _said(desk, {}, line, fields)


def _changed(desk: Desk, before: Line, now: Line, fields: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for each thing that is otherwise in a line."""
    if "title" in fields:
        text = _("{before} is now called {what}.")
        yield _filled(desk, text, now, before=_what(before))
    if "start" in fields:
        text = _("{what} moved to {when}; it was {before}.")
        yield _filled(desk, text, now, before=_when(desk, before))
    elif "end" in fields:
        yield _filled(desk, _("{what} now ends at {end}."), now)
    if "source" in fields or "target" in fields:
        text = _("{what}: the languages were {before}.")
        yield _filled(desk, text, now, before=_direction(before))
    yield from _said(desk, before, now, fields)


def _said(desk: Desk, before: Line, now: Line, fields: tuple[str, ...]) -> Iterator[str]:
    """Yield how one works, where it is new or otherwise."""
    texts = {
        "place": _("{what} is in {place}.") if now.get("place") else _("{what} has no room yet."),
        "mode": _("{what} is {mode}."),
        "via": _("{what}: you take it from {via}.") if now.get("via") else _("{what}: no relay."),
        "leader": _("{what}: you lead the team.")
        if now.get("leader")
        else _("{what}: you no longer lead the team."),
        "call": _("{what}: please be there at {call}."),
    }
    for name, text in texts.items():
        if name in fields and (name != "call" or now.get("call")):
            yield _filled(desk, text, now)
    if {"booth", "channel"} & set(fields) and (now.get("booth") or now.get("channel")):
        yield _filled(desk, _("{what}: booth {booth}, channel {channel}."), now)
    elif {"booth", "channel"} & set(fields) and before:
        yield _filled(desk, _("{what}: no booth yet."), now)


def _filled(desk: Desk, text: str, line: Line, **more: str) -> str:
    end, call = (instant(line.get(name, "")) for name in ("end", "call"))
    holes = {
        "what": _what(line),
        "when": _when(desk, line),
        "end": f"{end.astimezone(desk.event.tz):%H:%M}" if end else "",
        "call": f"{call.astimezone(desk.event.tz):%H:%M}" if call else "",
        "place": line.get("place", ""),
        "mode": modes.title(line.get("mode", "")),
        "via": line.get("via", ""),
        "booth": line.get("booth") or "–",
        "channel": line.get("channel") or "–",
    }
    return text.format(**{**holes, **more})


def _what(line: Line) -> str:
    """Return what is interpreted in a few words: Wasser in Harbin zh>de."""
    return f"{line.get('title', '')} {_direction(line)}".strip()


def _direction(line: Line) -> str:
    sign = "<>" if line.get("mode") in BOTH_WAYS else ">"
    return f"{line.get('source', '')}{sign}{line.get('target', '')}"


def _when(desk: Desk, line: Line) -> str:
    start, end = (instant(line.get(name, "")) for name in ("start", "end"))
    if not start or not end:
        return ""
    return telling.between(start.astimezone(desk.event.tz), end.astimezone(desk.event.tz))
