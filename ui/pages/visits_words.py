"""Words of the board of visits: its columns, and what a guide asks about one of them."""

from __future__ import annotations

from checkin.desk import Desk
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.visits import Visit
from checkin.vocabulary import naming
from ui import saying
from ui.rows import Column
from ui.saying import shown
from ui.theme import Tone


def columns(desk: Desk) -> list[Column]:
    """Return the columns of the board."""
    return [
        Column(_("Visit"), lambda one: saying.title(desk, one.activity.id), "title", 200),
        Column(_("When"), _when, "when", 190),
        Column(_("Booked"), _booked, "booked", 90, right=True, tone=_over),
        Column(_("Boarded"), _boarded, "boarded", 120, right=True),
        Column(_("Present"), lambda one: str(one.present), "present", 90, right=True),
        Column(_("Contact there"), _contact, "contact", 270),
        Column(_("Gate list"), _gate, "gate", 150, tone=_gate_tone),
        Column(_("Interpreters"), _guides, "interpreters", 170),
        Column(_("Protective gear"), lambda one: one.activity.gear, "gear", 160),
    ]


def _when(one: Visit) -> str:
    day = saying.day(one.activity.start)
    return f"{day} {saying.clock(one.activity.start)}–{saying.clock(one.activity.end)}"


def _booked(one: Visit) -> str:
    places = f"/{one.places}" if one.places is not None else ""
    return f"{one.booked}{places}" + (f" +{one.waiting}" if one.waiting else "")


def _boarded(one: Visit) -> str:
    return str(one.boarded) if one.legs else "–"


def _over(one: Visit) -> Tone:
    return Tone.STOP if one.places is not None and one.booked > one.places else Tone.PLAIN


def _contact(one: Visit) -> str:
    return " ".join(part for part in (one.contact.phone, one.contact.name) if part)


def _gate(one: Visit) -> str:
    if one.activity.gate_list_sent:
        return _("sent {time}").format(time=saying.clock(one.activity.gate_list_sent))
    if one.activity.gate_list:
        until = one.activity.gate_list
        return _("until {time}").format(time=f"{saying.day(until)} {saying.clock(until)}")
    return ""


def _gate_tone(one: Visit) -> Tone:
    sent = one.activity.gate_list_sent
    return Tone.WELCOME if sent else Tone.LOOK if one.activity.gate_list else Tone.PLAIN


def _guides(one: Visit) -> str:
    return ", ".join(person.whole_name for person in one.interpreters)


def told(one: Visit) -> str:
    """Return what there is to know about a visit beside its figures, '' for nothing."""
    activity = one.activity
    tongues = ", ".join(naming.tongue(code, language()) for code in activity.languages.split())
    asked = _("yes, still without: {n}").format(n=one.unbriefed)
    known = (
        (_("Telephone"), one.contact.phone),
        (_("Contact there"), one.contact.name),
        (_("Gate"), one.gate),
        (_("Meeting point"), activity.meeting_point),
        (_("Leader"), one.leader),
        (_("Languages"), tongues),
        (_("Protective gear"), activity.gear),
        (_("Briefing"), asked if activity.briefing == "yes" else ""),
        (_("Photos"), activity.photo_rule),
        (_("Access"), activity.access),
    )
    return "   ".join(f"{title}: {shown(text, 80)}" for title, text in known if text)
