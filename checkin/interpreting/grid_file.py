"""The plan as a table of names and slots, as a chief interpreter keeps it and can hand it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.interpreting import grid_words, needs, promises, situation
from checkin.interpreting.problem import Demand
from checkin.model.assignment import Assignment
from checkin.tables.writing import write_csv, write_xlsx

LEADS = "TL"
"""Stands beside the languages of who leads a team."""

_HEADS = 3  # rows of headings below the days
Row = tuple[str, ...]


def write(desk: Desk, out: Path, preset: str = "raw", at: datetime | None = None) -> int:
    """Write the table as CSV or XLSX by its ending, and return how many people stand in it."""
    header, rows = table(desk, at or desk.moment(None))
    if out.suffix.lower() == ".xlsx":
        write_xlsx(out, header, rows, _("Interpreter plan"))
    else:
        write_csv(out, header, rows, preset)
    return len(rows) - _HEADS


def table(desk: Desk, at: datetime) -> tuple[Row, list[Row]]:
    """Return the rows of headings, days first, and a row for each interpreter.

    A cell says the directions, as zh>de; zh>de>ru where relay is taken from de; then a booth that
    somebody chose, and whether one leads, of each by itself where they differ. So it is read back
    as it was written.
    """
    known = needs.wanted(desk, at)
    standing = promises.standing(desk)
    promised = {one.need for one in standing}
    demands = [one.demand for one in known if one.wanted or one.demand.id in promised]
    slots: dict[tuple[str, datetime, datetime], list[Demand]] = {}
    for one in demands:  # needs of one activity may be at other times
        slots.setdefault((one.activity, one.start, one.end), []).append(one)
    columns = list(slots.values())
    first = [some[0] for some in columns]
    zone = desk.event.tz
    header = ("", *(one.day for one in first))
    rows: list[Row] = [
        ("", *(_span(one, zone) for one in first)),
        ("", *(one.title for one in first)),
        (_("Interpreter"), *(_number(desk, one) for one in first)),
    ]
    people = list(situation.interpreters(desk))
    shared = Counter(one.name for one in people)
    for person in people:
        own = [one for one in standing if one.person == person.id]
        name = f"{person.name} {person.id}" if shared[person.name] > 1 else person.name
        rows.append((name, *(_cell(own, some) for some in columns)))
    return header, rows


def _span(one: Demand, zone: ZoneInfo) -> str:
    start, end = one.start.astimezone(zone), one.end.astimezone(zone)
    return f"{start:%H:%M}-{end:%H:%M}"


def _number(desk: Desk, one: Demand) -> str:
    """Return by what a slot is known for certain: the number of the list, else our own."""
    activity = desk.activity(one.activity)
    return (activity.source_id or activity.id) if activity else one.id


def _cell(own: Sequence[Assignment], demands: Sequence[Demand]) -> str:
    by_need = {one.need: one for one in own}
    found = [
        (_way(one, by_need[one.id]), _beside(by_need[one.id]))
        for one in demands
        if one.id in by_need
    ]
    if len({beside for _way, beside in found}) == 1:
        return " ".join(filter(None, (", ".join(way for way, _beside in found), found[0][1])))
    found.sort(key=lambda one: not one[1])  # what stands last alone would be said of all
    return ", ".join(" ".join(filter(None, one)) for one in found)


def _beside(promise: Assignment) -> str:
    """Return what is written behind a direction: its booth, if it can be read, and the lead."""
    booth = f"({promise.booth})" if grid_words.booth(promise.booth) else ""
    return " ".join(filter(None, (booth, LEADS if promise.leader == "yes" else "")))


def _way(one: Demand, promise: Assignment) -> str:
    if one.both_ways:
        return f"{one.source}<>{one.target}"
    via = f"{promise.via}>" if promise.via else ""
    return f"{one.source}>{via}{one.target}"
