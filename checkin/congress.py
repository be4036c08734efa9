"""What a desk does with the event itself: its titles, days and zone, and its own label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import identity, store
from checkin.journal.entry import Fact
from checkin.model.event import Event, day_subject, zone
from checkin.model.moment import YEARS, calendar_day

MOST_DAYS = 60

_STARTS = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


def settle(desk: Desk, values: Mapping[str, str]) -> bool:
    """Set fields of the event, and plan its days; return whether that changed anything.

    Raises DeskError, and changes nothing, for days, a zone or a time of day that cannot be.
    """
    whole = {name: getattr(desk.event, name) for name in Event.names()} | dict(values)
    days = _require_days(whole["first_day"], whole["last_day"])
    zone(whole["zone"])
    if not _STARTS.fullmatch(whole["day_starts"]):
        raise DeskError(
            _("“{text}” is no time of day; one is 04:00.").format(text=whole["day_starts"])
        )
    if not whole["title"]:
        raise DeskError(_("The event needs a title."))
    wanted = {day.isoformat() for day in days}
    facts = desk.change("changed", desk.event.id, values)
    facts += [*_planned(desk, wanted), *_dropped(desk, wanted)]
    if facts:
        desk.write(*facts)
    return bool(facts)


def relabel(desk: Desk, label: str) -> bool:
    """Call this desk otherwise from here on; what it wrote stays under its old label."""
    label = label.strip()
    if label.upper() == desk.label:
        return False
    identity.minted(label)
    with desk.act():
        assert desk.writer  # noqa: S101  act() has seen to it
        desk.writer.renew(label)
        desk.project([desk.event.id])
    return True


def _require_days(first: str, last: str) -> list[date]:
    start, end = calendar_day(first), calendar_day(last)
    if not start or not end:
        raise DeskError(_("A day is written as 2012-11-22."))
    if not (YEARS[0] <= start.year and start <= end and end.year <= YEARS[1]):
        raise DeskError(_("The last day is before the first, or no clock here knows these years."))
    if (end - start).days >= MOST_DAYS:
        raise DeskError(_("An event has at most {n} days.").format(n=MOST_DAYS))
    return [date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1)]


def _planned(desk: Desk, wanted: set[str]) -> Iterator[Fact]:
    """Plan the days that are not there yet."""
    for day in sorted(wanted):
        subject = day_subject(desk.key, day)
        if desk.activity(subject) is None:
            fields: dict[str, Any] = {"title": day, "kind": "day", "day": day}
            yield Fact("planned", subject, {"set": fields})


def _dropped(desk: Desk, wanted: set[str]) -> Iterator[Fact]:
    """Take back days that are not wanted, unless somebody came or something happens on them."""
    for activity in list(desk.programme.activities.values()):
        if activity.kind != "day" or activity.day in wanted:
            continue
        if activity.id != day_subject(desk.key, activity.day) or _used(desk, activity.id):
            continue
        of = [entry.id for entry, _said in desk.folded(activity.id).live]
        if of:
            yield Fact("undone", activity.id, {"of": of})


def _used(desk: Desk, day: str) -> bool:
    came = store.single(
        desk.db,
        """SELECT 1 WHERE EXISTS (SELECT 1 FROM attendance WHERE activity = ?1)
           OR EXISTS (SELECT 1 FROM booking WHERE activity = ?1)""",
        (day,),
    )
    parts = (one for one in desk.programme.activities if day in desk.wholes(one))
    return bool(came) or next(parts, None) is not None
