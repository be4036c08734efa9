"""What moves in time: what runs late with all that follows it, and what is put off by days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from checkin import programme, programme_rules
from checkin.attendance import speakers
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.model.activity import Activity
from checkin.model.event import day_subject
from checkin.model.moment import instant
from checkin.model.person import Person
from checkin.programme_rules import Finding

_MOST = 12 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Moved:
    """What a change of times came to."""

    moved: tuple[str, ...]  # activities whose times changed
    stayed: tuple[str, ...]  # those of a hard time, at which the moving stopped
    people: tuple[Person, ...]  # whom it concerns, each once
    findings: tuple[Finding, ...]  # what does not fit now, and did before


Times = dict[str, tuple[datetime, datetime | None]]
"""Of each activity that moves: its new start and end."""


def delay(desk: Desk, subject: str, minutes: int) -> Moved:
    """Let an activity, and all that follows it there that day, begin later; or earlier.

    What a whole has between its parts takes up a delay before the next whole moves. A hard time
    stays where it is, with all after it (F38, F51). Raises DeskError for an activity without a
    time, or one that would begin before the one ahead of it is over.
    """
    with desk.act():
        return _written(desk, *late(desk, subject, minutes))


def late(desk: Desk, subject: str, minutes: int) -> tuple[Times, tuple[str, ...]]:
    """Return the times that a delay makes, and what of a hard time stays; nothing is written."""
    first = desk.activity(subject)
    if first is None or not first.start:
        raise DeskError(_("There is no activity {id} with a time.").format(id=subject))
    if abs(minutes) > _MOST:
        raise DeskError(_("By more than twelve hours something is moved by days."))
    by = timedelta(minutes=minutes)
    if by < timedelta():
        _require_room(desk, first, _start(first) + by)
    times: Times = {}
    stayed = _shift(desk, [first, *_following(desk, first)], by, times)
    _push(desk, first, times, stayed)
    return times, tuple(dict.fromkeys(stayed))


def reschedule(desk: Desk, subject: str, days: int, *, hard: bool = False) -> Moved:
    """Put an activity with its parts, or all that happens on a day, off by days (F06).

    Bookings stay, and one undo takes it back. Raises DeskError where a hard time would move and
    that was not said, or where the event has no such day.
    """
    known = desk.activity(subject)
    if known is None:
        raise DeskError(_("There is no activity {id}.").format(id=subject))
    inside = programme.parts(desk, known.id)
    concerned = inside if known.kind == "day" else [known, *inside]
    fixed = [one.title for one in concerned if one.hard_time == "yes"]
    if fixed and not hard:
        raise DeskError(
            _("{title} has a hard time. Say that it moves all the same.").format(title=fixed[0])
        )
    by = timedelta(days=days)
    for one in concerned:
        _require_day(desk, one, by)
    with desk.act():
        before = programme_rules.findings(desk)
        for one in concerned:
            desk.keep(desk.change("changed", one.id, _put_off(desk, one, by)))
        return _moved(desk, [one.id for one in concerned], (), before)


# What follows #########################################################################


def _following(desk: Desk, first: Activity) -> list[Activity]:
    """Return what starts later that day in the same whole at the same place, in its order."""
    day = desk.event.day_of(_start(first))
    whole = desk.wholes(first.id)[:1]
    found = [
        one
        for one in desk.programme.activities.values()
        if one.start
        and one.id != first.id
        and one.place == first.place
        and desk.wholes(one.id)[:1] == whole
        and desk.event.day_of(_start(one)) == day
        and (_start(one), one.id) > (_start(first), first.id)
    ]
    return sorted(found, key=lambda one: (_start(one), one.id))


def _shift(desk: Desk, row: Iterable[Activity], by: timedelta, times: Times) -> list[str]:
    """Shift activities with their parts up to the first hard time; return what stays there."""
    for one in row:
        if one.hard_time == "yes":
            return [one.id]
        inside = [part for part in programme.parts(desk, one.id) if part.start]
        if fixed := [part.id for part in inside if part.hard_time == "yes"]:
            return fixed
        for part in (one, *inside):
            end = _end(part)
            times[part.id] = _start(part) + by, end + by if end else None
    return []


def _push(desk: Desk, first: Activity, times: Times, stayed: list[str]) -> None:
    """Stretch each whole in which a part sticks out now, and push what it runs into."""
    for above in desk.wholes(first.id):
        whole = desk.activity(above)
        if whole is None or whole.kind == "day" or not whole.start or not whole.end:
            return
        inside = (one.id for one in programme.parts(desk, whole.id))
        ends = [end for one in inside if (end := times.get(one, (None, None))[1])]
        over = max(ends, default=_start(whole))
        whole_end = _end(whole)
        if whole_end is None or over <= whole_end:
            return
        times[whole.id] = _start(whole), over
        followers = _following(desk, whole)
        if followers and (push := over - _start(followers[0])) > timedelta():
            stayed += _shift(desk, followers, push, times)


def _require_room(desk: Desk, first: Activity, start: datetime) -> None:
    """Refuse to begin before what is ahead there is over."""
    whole = desk.wholes(first.id)[:1]
    for one in desk.programme.activities.values():
        end = _end(one) if one.start else None
        ahead = one.place == first.place and desk.wholes(one.id)[:1] == whole
        if ahead and one.id != first.id and end and start < end <= _start(first):
            raise DeskError(
                _("{title} is there until {time}.").format(
                    title=one.title, time=f"{end.astimezone(desk.event.tz):%H:%M}"
                )
            )


# Writing ##############################################################################


def _written(desk: Desk, times: Times, stayed: tuple[str, ...]) -> Moved:
    before = programme_rules.findings(desk)
    for subject, (start, end) in times.items():
        values = {"start": start.astimezone(desk.event.tz).isoformat()}
        if end:
            values["end"] = end.astimezone(desk.event.tz).isoformat()
        known = desk.activity(subject)
        if known and known.day == desk.event.day_of(_start(known)).isoformat():
            values["day"] = desk.event.day_of(start).isoformat()
        desk.keep(desk.change("changed", subject, values))
    return _moved(desk, list(times), stayed, before)


def _moved(
    desk: Desk, moved: list[str], stayed: tuple[str, ...], before: Iterable[Finding]
) -> Moved:
    known = {one.text for one in before}
    news = tuple(one for one in programme_rules.findings(desk) if one.text not in known)
    return Moved(tuple(moved), stayed, tuple(concerned(desk, moved)), news)


def concerned(desk: Desk, activities: Iterable[str]) -> Iterator[Person]:
    """Yield everybody on the lists of some activities, or speaking there, each once."""
    seen: set[str] = set()
    for subject in activities:
        rows = desk.db.execute(
            """SELECT person FROM booking JOIN person ON person.id = booking.person
               WHERE activity = ? AND booking.status IN ('booked', 'waiting') ORDER BY person.n""",
            (subject,),
        ).fetchall()
        activity = desk.activity(subject)
        speaking = speakers.named(desk, activity) if activity else []
        for person in [desk.person(row[0]) for row in rows] + speaking:
            if person and person.may_come and person.id not in seen:
                seen.add(person.id)
                yield person


def _put_off(desk: Desk, one: Activity, by: timedelta) -> Mapping[str, str]:
    """Return the fields of an activity some days later, at the same times by the clock."""
    fields = {}
    for name in ("start", "end", "gate_list"):
        text = getattr(one, name)
        if moment := instant(text):
            local = moment.astimezone(desk.event.tz).replace(tzinfo=None) + by
            fields[name] = local.replace(tzinfo=desk.event.tz).isoformat()
    if one.day:
        fields["day"] = (datetime.fromisoformat(one.day) + by).date().isoformat()
    whole = desk.activity(one.whole) if one.whole else None
    if whole and whole.kind == "day" and whole.day:
        day = (datetime.fromisoformat(whole.day) + by).date().isoformat()
        fields["whole"] = day_subject(desk.key, day)
    return fields


def _require_day(desk: Desk, one: Activity, by: timedelta) -> None:
    day = desk.event.day_of(_start(one)) if one.start else None
    if day is None:
        return
    if day + by not in set(desk.event.days()):
        raise DeskError(
            _("{title} would be on {day}, and the event has no such day.").format(
                title=one.title, day=f"{day + by:%d.%m.%Y}"
            )
        )


def _start(activity: Activity) -> datetime:
    moment = instant(activity.start)
    assert moment is not None  # noqa: S101  asked only of those that begin
    return moment


def _end(activity: Activity) -> datetime | None:
    return instant(activity.end)
