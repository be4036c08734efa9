"""The plan of a day as rows and bars: by people, and by needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting.problem import Demand, Interpreter
from ui import saying
from ui.pages import interpreters_words as words
from ui.pages.interpreters_sight import COVERED, GONE, TONES, UNCOVERED, WEAK, Sight
from ui.saying import shown
from ui.theme import Tone
from ui.widgets.grid_blocks import HOUR
from ui.widgets.plan_rows import Bar, Row

DAY = 24 * 60  # minutes
OPEN = "open"  # the row of what nobody is promised to
_JOIN = " "  # between the subjects that a bar stands for

Plan = tuple[list[Row], list[Bar]]


def needs_of(bar: str) -> list[str]:
    """Return the needs that a bar stands for."""
    return [part for part in bar.split(_JOIN) if part.startswith("n-")]


def person_of(bar: str) -> str:
    """Return the person whose promise a bar is; '' for a bar of a need itself."""
    return next((part for part in bar.split(_JOIN) if part.startswith("p-")), "")


def by_people(desk: Desk, sight: Sight, day: str) -> Plan:
    """Return a row for each interpreter, below what nobody is promised to."""
    today = _of_day(sight, day)
    open_needs = [one for one in today if sight.state(one.id) == UNCOVERED]
    bars = [_bar(desk, sight, day, OPEN, [one]) for one in open_needs]
    rows = [_open_row(len(bars))] if bars else []
    for person in sight.problem.people:
        mine = [one for one in sight.of(person.id) if one.day == day]
        rows.append(_person_row(desk, sight, day, person, mine))
        bars += [_bar(desk, sight, day, person.id, both) for both in _paired(mine)]
    return rows, bars


def by_needs(desk: Desk, sight: Sight, day: str) -> Plan:
    """Return a row for each need, under its activity."""
    rows: list[Row] = []
    bars: list[Bar] = []
    activities: dict[str, list[Demand]] = defaultdict(list)
    for one in _of_day(sight, day):
        activities[one.activity or one.id].append(one)
    for some in activities.values():
        some.sort(key=lambda one: (one.source, one.target, one.id))
        for number, one in enumerate(some):
            above = "" if number else _above(desk, one)
            rows.append(_need_row(sight, one, above))
            bars.append(_team_bar(desk, sight, day, one))
    return rows, bars


def minute(desk: Desk, day: str, at: datetime) -> int:
    """Return where a time stands on the clock of a day, in minutes, before it less than none."""
    local = at.astimezone(desk.event.tz)
    days = (local.date() - date.fromisoformat(day)).days
    return days * DAY + local.hour * HOUR + local.minute


def _of_day(sight: Sight, day: str) -> list[Demand]:
    """Return the needs of a day, by start."""
    return [one for one in sight.demands if one.day == day]


def _paired(demands: Sequence[Demand]) -> list[list[Demand]]:
    """Put two directions that one person works in one activity into one bar."""
    found: list[list[Demand]] = []
    for one in demands:
        for other in found:
            if len(other) == 1 and _reverse(other[0], one):
                other.append(one)
                break
        else:
            found.append([one])
    return found


def _reverse(one: Demand, other: Demand) -> bool:
    """Tell whether two needs are one activity at one time, each way."""
    when = (one.activity, one.start, one.end) == (other.activity, other.start, other.end)
    return when and (one.source, one.target) == (other.target, other.source)


# By people ############################################################################


def _open_row(number: int) -> Row:
    told = ngettext("{n} need", "{n} needs", number).format(n=number)
    return Row(OPEN, _("Nobody yet"), (told,), tone=Tone.STOP, lines=2)


def _person_row(
    desk: Desk, sight: Sight, day: str, person: Interpreter, mine: Sequence[Demand]
) -> Row:
    told = [words.tongues(person)]
    if mine:
        told.append(words.minutes(words.load(mine)))
    if person.away:
        at = person.away.astimezone(desk.event.tz).isoformat()
        told.insert(0, _("ill since {time}").format(time=saying.since(at, sight.at)))
    free = tuple(
        (max(minute(desk, day, begin), 0), min(minute(desk, day, end), 2 * DAY))
        for begin, end in _free(person)
        if minute(desk, day, end) > 0 and minute(desk, day, begin) < DAY
    )
    tone = Tone.STOP if person.away else Tone.PLAIN
    return Row(person.id, shown(person.name, 40), tuple(told), free, tone=tone, takes=True)


def _free(person: Interpreter) -> list[tuple[datetime, datetime]]:
    """Return when somebody is available, up to when they fell ill."""
    if person.away is None:
        return list(person.windows)
    return [(begin, min(end, person.away)) for begin, end in person.windows if begin < person.away]


def _bar(desk: Desk, sight: Sight, day: str, row: str, demands: Sequence[Demand]) -> Bar:
    first = demands[0]
    person = row if row != OPEN else ""
    states = [sight.state(one.id) for one in demands]
    word = next(one for one in (UNCOVERED, WEAK, GONE, COVERED) if one in states)
    below = [words.direction(*demands)]
    if person:
        below += _together(desk, sight, first, person)
    else:
        below += [words.count(sight, first), words.listeners(first.listeners)]
    return Bar(
        _JOIN.join([*([person] if person else []), *(one.id for one in demands)]),
        row,
        shown(first.title, 80),
        tuple(part for part in below if part),
        minute(desk, day, first.start),
        minute(desk, day, first.end),
        TONES[word],
        words.state(word),
        hollow=not person,
    )


def _together(desk: Desk, sight: Sight, demand: Demand, person: str) -> list[str]:
    """Return the booth or the mode, and with whom somebody works."""
    said = sight.standing.get((demand.id, person))
    booth = _("booth {booth}").format(booth=shown(said.booth, 20)) if said and said.booth else ""
    others = [
        words.family(desk, one.person) for one in sight.team(demand.id) if one.person != person
    ]
    return [booth or words.mode(demand.mode), ", ".join(others)]


# By needs #############################################################################


def _above(desk: Desk, one: Demand) -> str:
    title, place = shown(one.title, 80), words.place(desk, one.place)
    parts = (words.span(one, desk), title, place if place != title else "")
    return "  ·  ".join(part for part in parts if part)


def _need_row(sight: Sight, one: Demand, above: str) -> Row:
    told = (words.count(sight, one), words.listeners(one.listeners))
    return Row(one.id, words.direction(one), told, above=above, lines=2)


def _team_bar(desk: Desk, sight: Sight, day: str, one: Demand) -> Bar:
    word = sight.state(one.id)
    team = ", ".join(words.family(desk, each.person) for each in sight.team(one.id))
    return Bar(
        one.id,
        one.id,
        team or words.state(UNCOVERED if word != GONE else GONE),
        (words.mode(one.mode),),
        minute(desk, day, one.start),
        minute(desk, day, one.end),
        TONES[word],
        words.state(word),
        hollow=not team,
    )
