"""The own plan of an interpreter as a table: a row for each assignment, a column for each field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from checkin.i18n import gettext as _
from checkin.interpreting import own_words
from checkin.interpreting.own_line import Line
from checkin.interpreting.own_plan import Gone, OwnPlan
from checkin.model.need import BRIEFING
from checkin.tables.writing import write_csv

COLUMNS = (
    *("id", "state", "version", "changed", "day", "call", "start", "end", "title", "place"),
    *("address", "room_plan", "technician", "mode", "source", "target", "via", "takes_from"),
    *("gives_to", "booth", "channel", "partners", "turns", "leader", "leader_phone", "heads"),
    *("listeners", "checked_in", "organiser", "organiser_phone", "host", "contact"),
    *("contact_phone", "meeting_point", "bus", "seat", "driver", "departs", "returns", "gear"),
    *("dress", "noise", "meals", "speakers", "documents", *BRIEFING, "note"),
)
"""What stands in the table; a field that must be known and is not says so."""


def write(plan: OwnPlan, out: Path, preset: str = "excel-de") -> int:
    """Write the table as CSV, whole or not at all, and return its number of rows."""
    return write_csv(out, COLUMNS, rows(plan), preset)


def rows(plan: OwnPlan) -> list[tuple[str, ...]]:
    """Return a row for each assignment, and for each that is no more, by COLUMNS."""
    version = f"v{plan.published.version}" if plan.published else ""
    told = [{**_line(line), **_state(plan, line), "version": version} for line in plan.lines]
    told += [{**_gone(one), "version": f"v{one.version}"} for one in plan.gone]
    return [tuple(row.get(name, "") for name in COLUMNS) for row in told]


def _state(plan: OwnPlan, line: Line) -> Mapping[str, str]:
    draft = line.assignment in plan.drafts
    return {"state": "draft" if draft else "published", "changed": own_words.changed(plan, line)}


def _line(line: Line) -> Mapping[str, str]:
    where, ride = line.where, line.ride
    return {
        "id": line.assignment,
        "day": line.day,
        "call": line.call.isoformat() if line.call else "",
        "start": line.start.isoformat(),
        "end": line.end.isoformat(),
        "title": line.title,
        "place": where.place,
        "address": where.address,
        "room_plan": where.plan,
        "technician": where.technician,
        "booth": where.booth,
        "channel": where.channel,
        "meeting_point": where.meeting_point,
        **{name: getattr(ride, name) for name in ("bus", "seat", "driver", "departs", "returns")},
        **{name: getattr(line, name) for name in _OWN},
        **_people(line),
        **line.briefing,
        **dict.fromkeys(line.missing, _("missing")),
    }


def _people(line: Line) -> Mapping[str, str]:
    team, guests = line.team, line.guests
    return {
        "via": team.via,
        "takes_from": ", ".join(team.takes_from),
        "gives_to": ", ".join(team.gives_to),
        "partners": ", ".join(team.partners),
        "turns": own_words.turns(line),
        "leader": team.leader.name,
        "leader_phone": team.leader.phone,
        "heads": "; ".join(map(str, guests.heads)),
        "listeners": str(guests.listening),
        "checked_in": str(guests.here),
        "organiser": line.organiser.name,
        "organiser_phone": line.organiser.phone,
        "host": guests.host,
        "contact": guests.contact.name,
        "contact_phone": guests.contact.phone,
    }


_OWN = (
    *("mode", "source", "target", "gear", "dress", "noise", "meals", "speakers", "documents"),
    "note",
)


def _gone(gone: Gone) -> Mapping[str, str]:
    return {
        "id": gone.assignment,
        "state": "cancelled",
        "day": gone.start.date().isoformat(),
        "start": gone.start.isoformat(),
        "end": gone.end.isoformat(),
        "title": gone.title,
        "place": gone.place,
        "source": gone.source,
        "target": gone.target,
    }
