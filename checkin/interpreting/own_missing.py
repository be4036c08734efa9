"""What an interpreter must know of an assignment, and which of it nobody has said.

Always: the telephone of the interpreter, the languages, when to be there first on a day, the place,
who organises and how to reach them, the emergency number. With others: the team leader and the
partner. In a booth or into an ear: turns; in a booth also its number or channel, the technician and
the room plan. With a tour-guide system: its channel. On a visit: the host's contact, where one
meets, what is worn, how loud it is, and how one comes there and back. Where a delegation listens:
its head. Where guests come to a ceremony: how one dresses. Over noon: the meals. Where somebody
speaks from a desk: speakers, documents and all four briefings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time

from checkin.i18n import gettext as _
from checkin.interpreting.own_line import Line
from checkin.model.need import BRIEFING
from checkin.model.person import Person

STAGE = frozenset({"symposium", "session", "contribution", "ceremony", "meeting"})
VISIT = "site-visit"
NOON = (time(12, 0), time(13, 0))

PERSONAL = ("phone", "languages_a")
"""Fields of the interpreter that must be known."""


def of_line(line: Line, *, first: bool, over_noon: bool) -> tuple[str, ...]:
    """Return the names of what must be known of a line and is not."""
    known = _known(line)
    wanted = ["place", "organiser", "organiser_phone"]
    if first:
        wanted += ["call"]
    if line.team.strength > 1 or line.team.partners:
        wanted += ["partners", "leader", "leader_phone"]
    if line.booth and line.team.strength > 1:
        wanted += ["turns"]
    wanted += _by_mode(line)
    if line.kind == VISIT:
        wanted += ["contact", "contact_phone", "meeting_point", "gear", "noise"]
        wanted += ["departs", "returns"] if line.ride.bus else ["bus"]
    if line.guests.heads:
        wanted += ["heads"]
    if line.kind == "ceremony":
        wanted += ["dress"]
    if over_noon:
        wanted += ["meals"]
    if line.kind in STAGE:
        wanted += ["speakers", "documents", *BRIEFING]
    lacking = [name for name in dict.fromkeys(wanted) if not known[name]]
    return tuple(name for name in lacking if name.removesuffix("_phone") not in {*lacking} - {name})


def of_person(person: Person, emergency: str) -> tuple[str, ...]:
    """Return the names of what must be known whatever somebody interprets, and is not."""
    lacking = [name for name in PERSONAL if not getattr(person, name)]
    return (*lacking, *(() if emergency else ("emergency",)))


def over_noon(lines: Iterable[Line]) -> bool:
    """Tell whether the time from the first call to the last end takes in noon."""
    every = list(lines)
    if not every:
        return False
    first = min(one.call or one.start for one in every)
    last = max(one.end for one in every)
    return first.time() < NOON[1] and (last.time() > NOON[0] or last.date() > first.date())


def words(name: str) -> str:
    """Return what a thing that one must know is called."""
    return {
        "phone": _("own telephone"),
        "languages_a": _("A language"),
        "emergency": _("emergency number"),
        "call": _("call time"),
        "place": _("place"),
        "organiser": _("organiser"),
        "organiser_phone": _("organiser's telephone"),
        "partners": _("partner"),
        "leader": _("team leader"),
        "leader_phone": _("team leader's telephone"),
        "turns": _("turns"),
        "booth": _("booth or channel"),
        "technician": _("technician"),
        "room_plan": _("room plan"),
        "contact": _("host's contact"),
        "contact_phone": _("host's telephone"),
        "meeting_point": _("meeting point"),
        "gear": _("protective gear and shoes"),
        "noise": _("noise"),
        "bus": _("bus"),
        "departs": _("departure"),
        "returns": _("return"),
        "heads": _("head of the delegation"),
        "dress": _("dress code"),
        "meals": _("meals"),
        "speakers": _("speakers"),
        "documents": _("documents"),
        **briefings(),
    }[name]


def briefings() -> dict[str, str]:
    """Return what the parts of a briefing are called."""
    return {
        "brief_programme": _("programme"),
        "brief_participants": _("list of participants"),
        "brief_slides": _("slides"),
        "brief_glossary": _("glossary"),
    }


def _by_mode(line: Line) -> list[str]:
    if line.mode == "simultaneous":
        return ["booth", "technician", "room_plan"]
    return ["booth"] if line.mode == "tour-guide" else []


def _known(line: Line) -> Mapping[str, bool]:
    where, team, guests, ride = line.where, line.team, line.guests, line.ride
    told = {
        "call": line.call,
        "place": where.place,
        "organiser": line.organiser.name,
        "organiser_phone": line.organiser.phone,
        "partners": team.partners,
        "leader": team.leads or team.leader.name,
        "leader_phone": team.leader.phone,
        "turns": team.turns or team.turn_minutes,
        "booth": where.booth or where.channel,
        "technician": where.technician,
        "room_plan": where.plan,
        "contact": guests.contact.name,
        "contact_phone": guests.contact.phone,
        "meeting_point": where.meeting_point,
        "gear": line.gear,
        "noise": line.noise,
        "bus": ride.bus,
        "departs": ride.departs,
        "returns": ride.returns,
        "heads": all(head.name or head.native_name for head in guests.heads),
        "dress": line.dress,
        "meals": line.meals,
        "speakers": line.speakers,
        "documents": line.documents,
    }
    briefing = {name: line.briefing[name] not in {"", "missing"} for name in BRIEFING}
    return {name: bool(value) for name, value in told.items()} | briefing
