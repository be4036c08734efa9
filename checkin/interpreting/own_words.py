"""The own plan of an interpreter in words: what a sheet, a calendar and a table say of a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting import own_missing
from checkin.interpreting.own_line import Line, Reach
from checkin.interpreting.own_plan import Gone, OwnPlan
from checkin.model.moment import instant
from checkin.model.need import BRIEFING
from checkin.model.person import Person
from checkin.vocabulary import modes


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is said of a line, and whether something of it is missing."""

    name: str
    text: str
    lacking: bool = False


def direction(line: Line) -> str:
    """Return from which language into which one works: ZH → DE, or ZH ↔ DE both ways."""
    arrow = "↔" if line.both_ways else "→"
    return f"{line.source.upper()} {arrow} {line.target.upper()}"


def summary(line: Line) -> str:
    """Return a line in a few words."""
    return f"{direction(line)} {line.title}"


def gone(one: Gone) -> str:
    """Return what is no more in a few words."""
    return f"{one.source.upper()} → {one.target.upper()} {one.title}"


def span(start: datetime, end: datetime) -> str:
    """Return from when until when."""
    return f"{start:%H:%M}–{end:%H:%M}"


def confidential() -> str:
    """Return what holds for everything that an interpreter hears."""
    return _("Whatever you hear and read here is confidential, also after the event.")


def said(line: Line, person: Person) -> list[Said]:
    """Return all that a line says beside when, what and from which language into which."""
    lacking = set(line.missing)
    rows = [*_place(line), *_team(line), *_guests(line), *_way(line, person), *_content(line)]
    found = []
    for name, parts, fields in rows:
        texts = [part for part in parts if part]
        gaps = [field for field in fields if field in lacking]
        if gaps and not texts and gaps[0] == fields[0] and fields != BRIEFING:
            texts = [_("missing")]
        elif gaps:
            texts += [_("missing: {what}").format(what=", ".join(map(own_missing.words, gaps)))]
        if texts:
            found.append(Said(name, ", ".join(texts), lacking=bool(gaps)))
    return found


def notes(line: Line, person: Person) -> list[str]:
    """Return the same as lines of text."""
    return [f"{one.name}: {one.text}" for one in said(line, person)]


_Row = tuple[str, tuple[str, ...], tuple[str, ...]]


def _place(line: Line) -> Iterator[_Row]:
    where = line.where
    booth = _("booth {n}").format(n=where.booth) if where.booth else ""
    channel = _("channel {n}").format(n=where.channel) if where.channel else ""
    yield _("Place"), (where.place, where.address), ("place",)
    yield _("Mode"), (modes.title(line.mode), booth, channel), ("mode", "booth")
    yield _("Room plan"), (where.plan,), ("room_plan",)
    yield _("Technician"), (where.technician,), ("technician",)


def _team(line: Line) -> Iterator[_Row]:
    team = line.team
    leads = _("you lead the team") if team.leads else ""
    leader = () if team.leads else (team.leader.name, team.leader.phone)
    yield _("Partner"), team.partners, ("partners",)
    yield _("Turns"), (turns(line),), ("turns",)
    yield _("Relay"), tuple(relay(line)), ()
    yield _("Team leader"), (leads, *leader), ("leader", "leader_phone")


def relay(line: Line) -> Iterator[str]:
    """Yield from whom one takes another language, and to whom one gives it."""
    team = line.team
    if team.via:
        whom = ", ".join(team.takes_from) or _("nobody yet")
        yield _("you take {language} from {names}").format(language=team.via.upper(), names=whom)
    if team.gives_to:
        yield _("you give it to {names}").format(names=", ".join(team.gives_to))


def turns(line: Line) -> str:
    """Return how one takes turns: as somebody planned, else as the profile asks."""
    n = line.team.turn_minutes
    if line.team.turns or not (line.booth and line.team.strength > 1 and n):
        return line.team.turns
    text = ngettext("about every {n} minute", "about every {n} minutes, not within a speech", n)
    return text.format(n=n)


def _guests(line: Line) -> Iterator[_Row]:
    guests = line.guests
    text = _("{n}, of whom {here} are checked in").format(n=guests.listening, here=guests.here)
    yield _("Delegation"), tuple(map(str, guests.heads)), ("heads",)
    yield f"{_('Listeners')} {line.target.upper()}", (text,), ()
    yield _("Organiser"), _reach(line.organiser), ("organiser", "organiser_phone")
    contact = (guests.host, *_reach(guests.contact))
    yield _("Host"), contact, ("contact", "contact_phone")


def _reach(reach: Reach) -> tuple[str, ...]:
    return (str(reach),)


def ride(line: Line) -> tuple[str, ...]:
    """Return the bus with seat, driver and times; '' for each that nobody knows."""
    own = line.ride
    seat = _("seat {n}").format(n=own.seat) if own.seat else ""
    leaves = _("departs {time}").format(time=clock(own.departs)) if own.departs else ""
    back = _("back {time}").format(time=clock(own.returns)) if own.returns else ""
    return own.bus, seat, own.driver, leaves, back


def _way(line: Line, person: Person) -> Iterator[_Row]:
    yield _("Meeting point"), (line.where.meeting_point,), ("meeting_point",)
    yield _("Bus"), ride(line), ("bus", "departs", "returns")
    yield _("Protective gear"), (line.gear, *_sizes(line, person)), ("gear",)
    yield _("Noise"), (line.noise,), ("noise",)
    yield _("Dress code"), (line.dress,), ("dress",)
    yield _("Meals"), (line.meals,), ("meals",)


def _sizes(line: Line, person: Person) -> Iterator[str]:
    if line.gear and person.shoe_size:
        yield _("your shoes {size}").format(size=person.shoe_size)
    if line.gear and person.clothing_size:
        yield _("your clothes {size}").format(size=person.clothing_size)


def _content(line: Line) -> Iterator[_Row]:
    names, states = own_missing.briefings(), briefing_states()
    given = [
        f"{names[name]} {states[line.briefing[name]]}"
        for name in BRIEFING
        if line.briefing[name] in states
    ]
    yield _("Speakers"), (line.speakers,), ("speakers",)
    yield _("Documents"), (line.documents,), ("documents",)
    yield _("Briefing"), tuple(given), BRIEFING
    yield _("Note"), (line.note,), ()


def briefing_states() -> dict[str, str]:
    """Return what is said of a part of a briefing that is there."""
    return {"received": _("received"), "passed-on": _("passed on")}


def clock(text: str) -> str:
    """Return the time of day of a stated time, as it was stated."""
    moment = instant(text)
    return f"{moment:%H:%M}" if moment else ""


# What changed #########################################################################


def changed(plan: OwnPlan, line: Line) -> str:
    """Return what is other than in the plan that the interpreter has seen; '' for nothing."""
    own = next((one for one in plan.changes if one.assignment == line.assignment), None)
    if own is None or plan.acknowledged is None:
        return ""
    n = plan.acknowledged.version
    if own.before is None:
        return _("New since v{n}").format(n=n)
    said = (_before(name, own.before.get(name, "")) for name in own.fields)
    before = ", ".join(dict.fromkeys(filter(None, said)))
    text = _("Changed since v{n}; before: {before}") if before else _("Changed since v{n}")
    return text.format(n=n, before=before)


def _before(field: str, text: str) -> str:
    if field in {"start", "end", "call"}:
        return clock(text)
    if field in {"source", "target", "via"}:
        return text.upper()
    if field == "leader":
        return _("team leader") if text else ""
    if field in {"booth", "channel"} and text:
        words = _("booth {booth}") if field == "booth" else _("channel {channel}")
        return words.format(booth=text, channel=text)
    return modes.title(text) if field == "mode" and text else text


def version(plan: OwnPlan) -> str:
    """Return which plan it is, from which desk, and as of when."""
    at = f"{plan.at:%d.%m.%Y %H:%M}"
    if plan.published is None:
        text = _("Draft, not yet published · desk {desk} · as of {at}")
        return text.format(desk=plan.desk, at=at)
    published = instant(plan.published.at)
    return _("Plan v{n} of {published} (desk {by}) · as of {at} (desk {desk})").format(
        n=plan.published.version,
        published=f"{published.astimezone(plan.at.tzinfo):%d.%m. %H:%M}" if published else "",
        by=plan.published.desk,
        at=at,
        desk=plan.desk,
    )


def lacking(plan: OwnPlan) -> list[str]:
    """Return what is missing in the whole plan, each once, with the numbers of its lines."""
    found = []
    for name, numbers in plan.lacking.items():
        every = len(numbers) == len(plan.lines)
        where = "" if every or not numbers else f" ({', '.join(map(str, numbers))})"
        found.append(f"{own_missing.words(name)}{where}")
    return found
