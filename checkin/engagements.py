"""What needs and assignments are called where people read of them, and whose they are."""

from __future__ import annotations

from checkin import clusters, schema
from checkin.desk import Desk
from checkin.journal import census
from checkin.model.assignment import Assignment
from checkin.model.need import BOTH_WAYS, Need


def need_title(desk: Desk, subject: str) -> str:
    """Return what a need is called: its activity and direction; '' for an unknown one."""
    need = schema.noun(desk.db, Need, subject)
    if need is None:
        return ""
    activity = desk.activity(need.activity) if need.activity else None
    title = need.title or (activity.title if activity else "")
    sign = "<>" if need.mode in BOTH_WAYS else ">"
    way = f"{need.source}{sign}{need.target}" if need.source and need.target else ""
    return " ".join(part for part in (title, way) if part)


def assignment_title(desk: Desk, subject: str) -> str:
    """Return who is promised to what; '' for an unknown assignment."""
    parts = (promised_person(desk, subject), promised_title(desk, subject))
    return " · ".join(part for part in parts if part)


def promised_title(desk: Desk, subject: str) -> str:
    """Return what an assignment is to; '' for an unknown one."""
    known = schema.noun(desk.db, Assignment, subject)
    return need_title(desk, known.need) if known else ""


def promised_person(desk: Desk, subject: str) -> str:
    """Return whose an assignment is, by name; '' for an unknown one."""
    known = schema.noun(desk.db, Assignment, subject)
    person = desk.person(known.person) if known else None
    return person.whole_name if person else ""


def promised_needs(desk: Desk, person: str) -> list[Need]:
    """Return the needs to which somebody is promised, under any of their ids."""
    found = (schema.noun(desk.db, Assignment, one) for one in of_person(desk, person))
    needs = [schema.noun(desk.db, Need, one.need) for one in found if one and not one.withdrawn]
    return [need for need in needs if need and not need.closed]


def of_person(desk: Desk, person: str) -> list[str]:
    """Return the subjects of all assignments that somebody ever had, under any of their ids."""
    members = clusters.members(desk.db, clusters.root(desk.db, person))
    return sorted(census.promised(desk.db, members))
