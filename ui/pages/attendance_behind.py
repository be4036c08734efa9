"""Who is behind a figure, a great one or a bar: the question for them, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from checkin.attendance import arrival_curve, whoever
from checkin.attendance.overview import Asked, Overview
from checkin.i18n import gettext as _
from ui import saying
from ui.pages import attendance_words as words
from ui.widgets.figures_table import Line


@dataclass(frozen=True, slots=True)
class Behind:
    """A question: who is behind this figure of an overview."""

    asked: Asked
    column: str
    key: str | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A question: who came between two moments."""

    activity: str
    bounds: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class People:
    """Whom one wants to see, how many that were, and what they are called."""

    what: Behind | Span
    number: int
    title: str


def behind_tile(found: Overview, key: str, caption: str) -> People:
    """Return whom a great figure counts."""
    if key == "lately":
        span = Span(found.live, arrival_curve.lately(found.at))
        return People(span, found.lately, _("Arrivals in the last 5 minutes"))
    asked = replace(found.asked, rule="persons")
    return People(Behind(asked, key, total=True), found.persons[key], caption)


def behind_figure(found: Overview, line: Line, figure: str) -> People:
    """Return whom a figure of the table counts."""
    title, number = dict(words.columns())[figure], line.figures[figure]
    if not line.total:
        title = f"{title} · {saying.shown(line.words, 60)}"
    if not whoever.counts_persons(figure, found.asked.rule):
        title = _("{title}: the people behind {n} visits").format(title=title, n=number)
    return People(Behind(found.asked, figure, line.key, total=line.total), number, title)


def behind_bar(found: Overview, bar: int) -> People:
    """Return whom a bar of the arrivals counts."""
    begin, end = found.curve.bounds(bar)
    title = _("Arrived from {begin} to {end}").format(
        begin=saying.clock(begin), end=saying.clock(end)
    )
    return People(Span(found.curve.activity, (begin, end)), found.curve.counts[bar], title)
