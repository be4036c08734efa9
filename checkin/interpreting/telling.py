"""How needs, times and people are named in sentences about a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting.layout import Layout
from checkin.interpreting.problem import Demand, Interpreter

_HOUR = 60


def when(need: Demand) -> str:
    """Return the time of a need, short: 23.11. 10:15–11:00."""
    return between(need.start, need.end)


def between(start: datetime, end: datetime) -> str:
    """Return a time, short, with the second day where it is another."""
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%d.%m. %H:%M}"
    return f"{start:%d.%m. %H:%M}–{last}"


def day(text: str) -> str:
    """Return an ISO date, short: 23.11."""
    return f"{date.fromisoformat(text):%d.%m.}"


def direction(need: Demand) -> str:
    """Return from what into what: zh > ru; both ways: zh <> ru."""
    return f"{need.source} {'<>' if need.both_ways else '>'} {need.target}"


def place(layout: Layout, need: Demand) -> str:
    """Return the title of the place of a need, '' where there is none."""
    return layout.problem.titles.get(need.place, need.place)


def short(need: Demand) -> str:
    """Return a need within a sentence: 10:15–11:00 Sewage works (zh > ru)."""
    return f"{need.start:%H:%M}–{need.end:%H:%M} {need.title} ({direction(need)})"


def heading(layout: Layout, need: Demand) -> str:
    """Return a need with all that tells it apart, as its conflicts begin."""
    where = place(layout, need)
    title = need.title if not where or where == need.title else f"{need.title}, {where}"
    if not need.listeners:
        return f"{when(need)} {title}, {direction(need)}"
    text = ngettext("{n} listener", "{n} listeners", need.listeners).format(n=need.listeners)
    return f"{when(need)} {title}, {direction(need)} ({text})"


def hours(minutes: int) -> str:
    """Return minutes as people say them: 50 min, 6 h 05 min."""
    if abs(minutes) < _HOUR:
        return _("{n} min").format(n=minutes)
    whole, rest = divmod(minutes, _HOUR)
    return _("{hours} h {minutes} min").format(hours=whole, minutes=f"{rest:02}")


def name(layout: Layout, person: str) -> str:
    """Return what a person is called."""
    return layout.people[person].name


def names(layout: Layout, people: Iterable[str]) -> str:
    """Return some people in the order of their names."""
    return ", ".join(sorted(name(layout, one) for one in people))


def line(person: Interpreter) -> str:
    """Return a person with the line of their languages: Petrenko (A uk · B de)."""
    return f"{person.name} ({person.tongues})"


def grounded(sentence: str, rule: str, source: str = "") -> str:
    """Return a sentence with the rule and the source that it rests on."""
    return f"{sentence} ({rule}: {source})." if source else f"{sentence} ({rule})."
