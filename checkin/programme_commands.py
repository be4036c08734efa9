"""The programme without a screen: what is when and where, lists, delays, and what does not fit."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import click

from checkin import bookings, programme
from checkin.answering import Command, written
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.model.activity import Activity
from checkin.telling import Told

_PATH = click.Path(path_type=Path)
_EVENT = click.argument("event", type=_PATH)
_ACTIVITY = click.argument("activity", metavar="ACTIVITY")


@click.command("programme", cls=Command)
@_EVENT
@click.option("--day", default="", metavar="YYYY-MM-DD", help="Only this day.")
@click.option("--list", "listed", metavar="ACTIVITY", help="Say who is booked, and who waits.")
@click.option("--check", is_flag=True, help="Say what does not fit.")
def programme_command(event: Path, day: str, listed: str, *, check: bool) -> Told:
    """Say what is when and where, and how many are on its list; who is; or what does not fit."""
    from checkin import programme_rules  # noqa: PLC0415

    with Desk(event) as desk:
        if listed:
            return _on_list(desk, programme.activity(desk, listed))
        if check:
            on_day = {one.id for one in desk.programme.activities.values() if one.day == day}
            found = programme_rules.findings(desk)
            found = [one for one in found if not day or on_day.intersection(one.activities)]
            text = "\n".join(one.text for one in found) or _("Everything fits.")
            return [asdict(one) for one in found], text
        every = sorted(
            (one for one in desk.programme.activities.values() if one.kind != "day"),
            key=lambda one: (one.day, one.start, one.end, one.title, one.id),
        )
        told = [_told(desk, one) for one in every if not day or one.day == day]
        return told, "\n".join(map(_line, told))


@click.command(cls=Command)
@_EVENT
@click.argument("person")
@_ACTIVITY
@click.option("--cancel", is_flag=True, help="Take the person off the list.")
@click.option("--instead-of", "instead", metavar="ACTIVITY", help="Take the person off that list.")
@click.option("--reason", default="", metavar="TEXT", help="Book in spite of what is against it.")
def book(  # noqa: PLR0913  all that a booking is
    event: Path, person: str, activity: str, instead: str | None, reason: str, *, cancel: bool
) -> Told:
    """Put a person on the list of an activity, or on its waiting list."""
    if cancel and (instead or reason):
        raise click.UsageError(_("Say either --cancel or how to book."))
    with written(event) as desk:
        where = programme.activity(desk, activity)
        if cancel:
            act = bookings.cancel(desk, person, where.id)
            said = _("Taken off the list.") if act else _("That person was not on the list.")
            return {"status": "cancelled" if act else "", "act": act}, said
        booked = partial(bookings.book, desk, person, where.id)
        if instead:
            left = programme.activity(desk, instead).id
            booked = partial(bookings.move, desk, person, left, where.id)
        came = booked(override=bool(reason), reason=reason)
    against = [asdict(one) for one in came.obstacles]
    told = {"status": came.status, "position": came.position, "obstacles": against, "act": came.act}
    if not came.status:
        raise DeskError(" ".join(one.text for one in came.obstacles))
    if came.status == "waiting":
        return told, _("On the waiting list, number {n}.").format(n=came.position)
    return told, _("Booked.")


@click.command(cls=Command)
@_EVENT
@_ACTIVITY
@click.option("--minutes", type=int, help="Runs late by so many; below 0 it is earlier.")
@click.option("--days", type=click.IntRange(-999, 999), help="Is put off by so many.")
@click.option("--hard", is_flag=True, help="Also what has a hard time, by days.")
def move(event: Path, activity: str, minutes: int | None, days: int | None, *, hard: bool) -> Told:
    """Move an activity, with all that follows it, by minutes, or with its parts by days."""
    from checkin import rescheduling  # noqa: PLC0415

    if (minutes is None) == (days is None):
        raise click.UsageError(_("Say either --minutes or --days."))
    with written(event) as desk:
        where = programme.activity(desk, activity)
        if minutes is not None:
            moved = rescheduling.delay(desk, where.id, minutes)
        else:
            moved = rescheduling.reschedule(desk, where.id, days or 0, hard=hard)
        now = [_told(desk, one) for one in map(desk.activity, moved.moved) if one]
        text = _("{title} stays: its time is hard.")
        fixed = (one for one in map(desk.activity, moved.stayed) if one)
        stayed = [text.format(title=one.title) for one in fixed]
        told = {
            "moved": now,
            "stayed": list(moved.stayed),
            "people": [one.id for one in moved.people],
            "findings": [asdict(one) for one in moved.findings],
        }
    n = len(moved.moved)
    head = ngettext("{n} activity moved.", "{n} activities moved.", n).format(n=n)
    lines = [head, *map(_line, now), *stayed]
    return told, "\n".join([*lines, *(one.text for one in moved.findings)])


@click.command(cls=Command)
@_EVENT
@_ACTIVITY
@click.option("--cap", type=click.IntRange(1), help="By default the places that it has.")
@click.option("--start", "starts", multiple=True, metavar="ISO-TIME", help="Of a further group.")
@click.option("--accept", is_flag=True, help="Make the groups, and book everybody.")
def split(
    event: Path, activity: str, cap: int | None, starts: tuple[str, ...], *, accept: bool
) -> Told:
    """Propose how a group over the cap is parted, with the fewest interpreters."""
    from checkin import splitting  # noqa: PLC0415

    with written(event) if accept else Desk(event) as desk:
        where = programme.activity(desk, activity)
        groups = splitting.proposal(desk, where.id, cap)
        made = splitting.split(desk, where.id, groups, starts) if accept else []
    told = [
        {"people": [one.id for one in group.people], "languages": list(group.languages)}
        for group in groups
    ]
    lines = [
        _("Group {n}: {people}").format(n=number, people=splitting.said(group))
        for number, group in enumerate(groups, 1)
    ]
    return {"groups": told, "activities": [one.id for one in made]}, "\n".join(lines)


def _on_list(desk: Desk, activity: Activity) -> Told:
    """Return who is on the list of an activity; the protected are counted without a name."""
    booked = [(one, "booked", 0) for one in bookings.on_list(desk, activity.id) if one.may_come]
    line = [(one.person, "waiting", one.position) for one in bookings.waiting(desk, activity.id)]
    told = [
        {"id": one.id, "name": one.whole_name, "status": status, "position": position}
        for one, status, position in booked + line
        if one.named
    ]
    lines = [f"{one['position'] or '':>3} {one['name']}" for one in told]
    hidden = len(booked + line) - len(told)
    if hidden:
        words = ngettext("{n} person is not named here.", "{n} people are not named here.", hidden)
        lines.append(words.format(n=hidden))
    return {"people": told, "unnamed": hidden}, "\n".join(lines)


def _told(desk: Desk, one: Activity) -> dict[str, Any]:
    place = desk.place(one.place) if one.place else None
    return {
        "id": one.id,
        "source_id": one.source_id,
        "title": one.title,
        "kind": one.kind,
        "day": one.day,
        "start": one.start,
        "end": one.end,
        "place": place.title if place else "",
        "languages": one.languages.split(),
        "hard_time": one.hard_time == "yes",
        "booked": bookings.taken(desk, one.id),
        "waiting": len(bookings.waiting(desk, one.id)),
        "places": bookings.permitted(desk, one),
    }


def _line(told: dict[str, Any]) -> str:
    span = f"{told['start'][11:16]}–{told['end'][11:16]}" if told["start"] else ""
    line = f"{told['day']} {span:<11} {told['title']}"
    if told["place"]:
        line += f" · {told['place']}"
    if told["booked"] or told["waiting"]:
        places = f"/{told['places']}" if told["places"] is not None else ""
        line += " · " + _("{n} booked").format(n=f"{told['booked']}{places}")
    if told["waiting"]:
        line += ", " + _("{n} waiting").format(n=told["waiting"])
    return line
