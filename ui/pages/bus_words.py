"""Words of the roll call: legs, passengers, and who is missing."""

from __future__ import annotations

from collections.abc import Sequence

from checkin import buses
from checkin.buses import Missing, Roll
from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.model.activity import Activity
from checkin.model.person import Person
from ui import saying
from ui.rows import Column
from ui.saying import shown
from ui.theme import Tone


class Line:
    """One passenger as the roll call shows them."""

    def __init__(self, person: Person, lacking: Missing | None, *, stranger: bool = False) -> None:
        self.person, self.lacking, self.stranger = person, lacking, stranger
        self.name = person.whole_name  # with the organisation where another one is called so

    @property
    def words(self) -> str:
        """Return whether the passenger is aboard."""
        if self.lacking:
            return _("missing")
        return _("aboard, not on the list") if self.stranger else _("aboard")

    @property
    def tone(self) -> Tone:
        """Return the colour of that."""
        if self.lacking:
            return Tone.STOP
        return Tone.LOOK if self.stranger else Tone.WELCOME


def tell_apart(lines: Sequence[Line]) -> None:
    """Give those who share a name their organisation beside it."""
    names = buses.told_apart(one.person for one in lines)
    for line in lines:
        line.name = names[line.person.id]


def order(line: Line) -> tuple[bool, str]:
    """Return where a passenger stands: the missing first, then by name."""
    return line.lacking is None, line.person.family or line.person.whole_name


def columns() -> list[Column]:
    """Return the columns of a roll call."""
    return [
        Column(
            _("Aboard"), lambda one: one.words, "state", 190, tone=lambda one: one.tone, icon=_icon
        ),
        Column(_("Name"), lambda one: one.name, "name", 230),
        Column("", lambda one: one.person.native_name, "native", 130),
        Column(_("Telephone"), lambda one: one.person.phone, "phone", 170),
        Column(_("Last seen"), _seen, "seen", 230),
    ]


def _icon(one: Line) -> str:
    return "stop" if one.lacking else "tick"


def _seen(one: Line) -> str:
    if one.lacking is None or not one.lacking.seen:
        return ""
    return f"{saying.clock(one.lacking.seen)} {shown(one.lacking.where, 60)}"


def missing(one: Missing, name: str) -> str:
    """Return a missing passenger as it stands large: name, telephone or that of the head."""
    other = ""
    if one.head:
        other = _("by {name} {phone}").format(name=one.head.whole_name, phone=one.head.phone)
    parts = (name, one.person.phone, one.delegation, other)
    return "   ".join(shown(part, 60) for part in parts if part)


def legs(desk: Desk) -> list[tuple[Activity, Activity]]:
    """Return every leg with its bus, by their start."""
    return [(bus, leg) for bus in buses.buses(desk) for leg in buses.legs(desk, bus.id)]


def leg_words(bus: str, leg: str, start: str) -> str:
    """Return what a leg is called in a choice."""
    title = shown(leg, 50) if bus in leg else f"{shown(bus, 30)} · {shown(leg, 50)}"
    return f"{saying.day(start)} {saying.clock(start)} {title}" if start else title


def stops(rolls: Sequence[Roll]) -> list[tuple[str, Tone]]:
    """Return how each leg of a bus stands: where it goes, who boarded, who is still aboard."""
    told = []
    for place, one in enumerate(rolls, 1):
        count = _("{place}. {boarded}/{expected}").format(
            place=place, boarded=len(one.boarded), expected=len(one.expected)
        )
        if one.aboard:
            count += " · " + _("{n} aboard").format(n=one.aboard)
        if one.departed:
            told.append((count, Tone.STOP if one.missing else Tone.WELCOME))
        else:
            told.append((count, Tone.PLAIN))
    return told


def due(desk: Desk) -> str:
    """Return the leg that leaves next, by the clock and by what has left already."""
    now = desk.moment(None)
    waiting = [
        leg
        for _bus, leg in legs(desk)
        if not leg.departed and leg.end and desk.event.moment(leg.end) > now
    ]
    return min(waiting, key=lambda leg: leg.start).id if waiting else ""
