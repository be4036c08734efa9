"""Which activity a scan is for: the one asked for, else what takes people in at that time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from checkin import programme
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.model.activity import Activity


def meant(desk: Desk, asked: str, subject: str, moment: datetime, *, out: bool) -> Activity:
    """Return the activity meant: the one asked for, else what admits at that time, else the day.

    Whoever goes out leaves the innermost of what they are in. Raises DeskError where the activity
    asked for is unknown.
    """
    if asked:
        return desk.activity(asked) or programme.activity(desk, asked)
    if out and (inside := _innermost(desk, subject, moment)):
        return inside
    open_now = admitting(desk, moment)
    if len(open_now) > 1:
        open_now = _narrowed(desk, subject, open_now)
    return open_now[0] if len(open_now) == 1 else day(desk, moment)


def day(desk: Desk, moment: datetime) -> Activity:
    """Return the activity that is the day of a moment, also where the event has no such day."""
    subject = desk.day(moment)
    known = desk.activity(subject)
    return known or Activity(subject, kind="day", day=desk.event.day_of(moment).isoformat())


def event_day(desk: Desk, moment: datetime) -> Activity:
    """Return the activity that is the day of a moment; raises DeskError where there is none."""
    found = day(desk, moment)
    if not desk.activity(found.id):
        raise DeskError(_("{day} is no day of the event.").format(day=found.day))
    return found


def admitting(desk: Desk, moment: datetime) -> list[Activity]:
    """Return the activities, days aside, that take people in at a moment."""
    return [
        activity
        for activity in desk.programme.activities.values()
        if activity.kind != "day" and activity.start and admits(desk, activity, moment)
    ]


def admits(desk: Desk, activity: Activity, moment: datetime) -> bool:
    """Tell whether an activity takes people in at a moment; one without times follows its day."""
    times = desk.programme.admission(activity)
    if times is None:
        above = desk.wholes(activity.id)
        whole = desk.activity(above[-1]) if above else None
        times = desk.programme.admission(whole) if whole else None
        return times is None or times[0] <= moment < times[1]
    known = activity.kind != "day" or desk.activity(activity.id) is not None
    return known and times[0] <= moment < times[1]


def _innermost(desk: Desk, subject: str, moment: datetime) -> Activity | None:
    """Return the smallest activity in which a person is at a moment, of several the last entered.

    What was entered on the same day comes first: nobody goes out of yesterday's session today.
    """
    rows = desk.db.execute(
        "SELECT activity, moment FROM attendance WHERE person = ? AND here AND moment <= ?",
        (subject, moment.timestamp()),
    ).fetchall()
    if not rows:
        return None
    day = desk.day(moment)
    activity, _moment = max(
        rows,
        key=lambda row: (day in (row[0], *desk.wholes(row[0])), len(desk.wholes(row[0])), row[1]),
    )
    return desk.activity(activity)


def _narrowed(desk: Desk, subject: str, several: Sequence[Activity]) -> list[Activity]:
    """Choose among several: those the person is booked for, else the whole that holds them all."""
    booked = _booked(desk, subject)
    mine = [activity for activity in several if activity.id in booked]
    if mine:
        return [min(mine, key=lambda one: (-len(desk.wholes(one.id)), one.start, one.id))]
    return [
        activity
        for activity in several
        if all(one is activity or activity.id in desk.wholes(one.id) for one in several)
    ]


def _booked(desk: Desk, subject: str) -> set[str]:
    rows = desk.db.execute(
        "SELECT activity FROM booking WHERE person = ? AND status = 'booked'", (subject,)
    )
    return {row[0] for row in rows}
