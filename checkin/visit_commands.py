"""Visits and buses without a screen: how they stand, what is late, and the roll call of a leg."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checkin import alarms, buses, programme, visits
from checkin.answering import Command, written
from checkin.buses import Roll
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.telling import Told
from checkin.visits import Visit

_PATH = click.Path(path_type=Path)


@click.command("visits", cls=Command)
@click.argument("event", type=_PATH)
@click.option("--day", default="", metavar="YYYY-MM-DD", help="Only this day.")
@click.option("--at", metavar="ISO-TIME", help="The time to take for now.")
def visits_command(event: Path, day: str, at: str | None) -> Told:
    """Say how the visits stand, and what is late or lacking."""
    with Desk(event) as desk:
        found = visits.visits(desk, day)
        late = alarms.alarms(desk, desk.moment(at))
        told = [_told(one) for one in found]
    lines = [one.text for one in late]
    lines += [
        _("{when} {title}: {booked} booked, {boarded} boarded, {present} present").format(
            when=one["start"][11:16], **{name: one[name] for name in _SHOWN}
        )
        for one in told
    ]
    value = {"visits": told, "alarms": [asdict(one) for one in late]}
    return value, "\n".join(lines) or _("No visit is planned.")


_SHOWN = ("title", "booked", "boarded", "present")


@click.command(cls=Command)
@click.argument("event", type=_PATH)
@click.argument("leg", metavar="LEG")
@click.option("--depart", is_flag=True, help="It leaves now.")
@click.option("--alight", is_flag=True, help="Everybody gets off.")
@click.option("--at", metavar="ISO-TIME", help="When that was.")
def roll(event: Path, leg: str, at: str | None, *, depart: bool, alight: bool) -> Told:
    """Call the roll of a leg of a bus: who is missing, and how to reach them."""
    writing = depart or alight
    with written(event) if writing else Desk(event) as desk:
        meant = programme.activity(desk, leg)
        moment = desk.event.moment(at) if at else None
        if depart:
            buses.depart(desk, meant.id, moment)
        off = buses.alight(desk, meant.id, moment) if alight else 0
        found = buses.roll(desk, meant.id)
    told = _called(found, off)
    head = _("{title}: {boarded} of {expected} boarded, {aboard} aboard").format(
        title=found.leg.title,
        boarded=len(found.boarded),
        expected=len(found.expected),
        aboard=found.aboard,
    )
    text = _("Missing: {name} {phone}")
    lines = [
        text.format(name=one["name"], phone=one["phone"] or one["head"]).rstrip()
        for one in told["missing"]
    ]
    text = _("Not on the list: {name}")
    lines += [text.format(name=one.whole_name) for one in found.others]
    return told, "\n".join([head, *lines])


def _called(found: Roll, off: int) -> dict[str, Any]:
    missing = [
        {
            "id": one.person.id,
            "name": one.person.whole_name,
            "phone": one.person.phone,
            "head": f"{one.head.whole_name} {one.head.phone}" if one.head else "",
            "delegation": one.delegation,
            "seen": one.seen,
            "where": one.where,
        }
        for one in found.missing
    ]
    return {
        "leg": found.leg.id,
        "expected": len(found.expected),
        "boarded": len(found.boarded),
        "missing": missing,
        "others": [one.id for one in found.others],
        "unknown": found.unknown,
        "aboard": found.aboard,
        "departed": found.departed or None,
        "alighted": off,
    }


@click.command(cls=Command)
@click.argument("event", type=_PATH)
@click.argument("visit", metavar="VISIT")
@click.argument("people", metavar="PERSON", nargs=-1)
@click.option("--at", metavar="ISO-TIME", help="When that was.")
def brief(event: Path, visit: str, people: tuple[str, ...], at: str | None) -> Told:
    """Note that people were briefed on safety: these, else all who are there."""
    with written(event) as desk:
        meant = programme.activity(desk, visit)
        moment = desk.event.moment(at) if at else None
        number = visits.brief(desk, meant.id, people or visits.unbriefed(desk, meant), moment)
    text = ngettext("{n} briefed.", "{n} briefed.", number)
    return {"visit": meant.id, "briefed": number}, text.format(n=number)


@click.command("gate", cls=Command)
@click.argument("event", type=_PATH)
@click.argument("visit", metavar="VISIT")
@click.option("--at", metavar="ISO-TIME", help="When that was.")
def gate_sent(event: Path, visit: str, at: str | None) -> Told:
    """Note that the host of a visit has its gate list."""
    with written(event) as desk:
        meant = programme.activity(desk, visit)
        visits.gate_list_sent(desk, meant.id, desk.event.moment(at) if at else None)
        now = desk.activity(meant.id) or meant
    told = {"visit": meant.id, "gate_list_sent": now.gate_list_sent}
    return told, _("Noted: the host has its list.")


@click.command(cls=Command)
@click.argument("event", type=_PATH)
@click.argument("bus", metavar="BUS")
@click.argument("visit", metavar="VISIT", nargs=-1)
def seat(event: Path, bus: str, visit: tuple[str, ...]) -> Told:
    """Book for a bus all who are booked for visits: these, else those that name the bus."""
    with written(event) as desk:
        meant = buses.bus_of(desk, programme.activity(desk, bus).id)
        named = [programme.activity(desk, one).id for one in visit]
        number = buses.seat(desk, meant.id, named or buses.visits_of(desk, meant.id))
    text = ngettext("{n} has a seat now.", "{n} have a seat now.", number)
    return {"bus": meant.id, "seated": number}, text.format(n=number)


def _told(one: Visit) -> dict[str, Any]:
    return {
        "id": one.activity.id,
        "title": one.activity.title,
        "day": one.activity.day,
        "start": one.activity.start,
        "end": one.activity.end,
        "host": one.activity.host,
        "place": one.place,
        "gate": one.gate,
        "contact": one.contact.name,
        "contact_phone": one.contact.phone,
        "meeting_point": one.activity.meeting_point,
        "leader": one.leader,
        "languages": one.activity.languages,
        "gear": one.activity.gear,
        "interpreters": [person.id for person in one.interpreters],
        "legs": [leg.id for leg in one.legs],
        "booked": one.booked,
        "waiting": one.waiting,
        "boarded": one.boarded,
        "present": one.present,
        "here": one.here,
        "unbriefed": one.unbriefed,
        "places": one.places,
        "gate_list": one.activity.gate_list or None,
        "gate_list_sent": one.activity.gate_list_sent or None,
    }
