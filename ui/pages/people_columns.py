"""The columns of the register: what each shows of a person, in words."""

from __future__ import annotations

from checkin.i18n import gettext as _
from checkin.lists.seen import Row
from checkin.roll import ROLES, STATES, Roll
from checkin.vocabulary import fields
from ui import saying
from ui.rows import Column
from ui.theme import Tone
from ui.widgets import facts
from ui.widgets.people_filter import PeopleFilter

USUAL = ("name", "native_name", "organisation", "delegation", "country", "role", "state")
"""The columns shown until somebody chooses others."""

_PLAIN = (
    "title",
    "position",
    "city",
    "email",
    "phone",
    "languages",
    "organisation_type",
    "native_organisation",
    "note",
    "attention",
)
_WIDTHS = {"title": 90, "city": 120, "phone": 140, "email": 200, "note": 220, "attention": 220}


def columns() -> list[Column]:
    """Return all columns in the language of the window."""
    return [
        Column(_("Name"), lambda row: row.listed_name or _("Unnamed guest"), "name", 200),
        Column(_("In its own script"), lambda row: row.person.native_name, "native_name", 152),
        Column(_("Organisation"), lambda row: row.person.organisation, "organisation", 210),
        Column(_("Delegation"), lambda row: row.delegation, "delegation", 130),
        Column(_("Country"), _country, "country", 130),
        Column(_("Role"), lambda row: saying.role(row.person.role), "role", 110),
        Column(_("Here"), state, "state", 130, tone=_tone),
        Column(_("Badge"), badge, "badge", 130),
        Column(_("Rank"), lambda row: row.rank, "rank", 70, right=True),
        *(_plain(one) for one in _PLAIN),
    ]


def state(row: Row) -> str:
    """Say whether somebody is here."""
    if row.state == "here":
        return _("here {time}").format(time=saying.clock(row.since))
    if row.state == "left":
        return _("left {time}").format(time=saying.clock(row.left))
    return state_title(row.state)


def state_title(word: str) -> str:
    """Return what a state is called."""
    return {
        "here": _("here"),
        "expected": _("not here yet"),
        "left": _("left again"),
        "waiting": _("on the waiting list"),
        "cancelled": _("cancelled"),
        "substituted": _("substituted"),
    }.get(word, word)


def badge(row: Row) -> str:
    """Say where a badge is, in short."""
    return {
        "": "",
        "queued": _("waits"),
        "sent": _("is printing"),
        "failed": _("not printed"),
        "printed": _("printed"),
        "handed-out": _("handed out"),
    }.get(row.badge, row.badge)


def _country(row: Row) -> str:
    person = row.person
    return facts.value("country", person.country) if person.country else person.country_text


def _tone(row: Row) -> Tone:
    return {"here": Tone.WELCOME, "left": Tone.NOTE, "expected": Tone.PLAIN}.get(
        row.state, Tone.LOOK
    )


def _plain(one: str) -> Column:
    return Column(
        fields.title(one),
        lambda row: facts.value(one, getattr(row.person, one)),
        one,
        _WIDTHS.get(one, 150),
    )


def orders() -> list[tuple[str, str]]:
    """Return the orders that names can be in, and what they are called."""
    return [
        ("names", _("German names (ä as ae)")),
        ("dictionary", _("Dictionary (ä as a)")),
        ("latvian", _("Latvian (č after c)")),
    ]


def offer(where: PeopleFilter, roll: Roll) -> None:
    """Offer what people of the register can be chosen by."""
    where.offer("delegation", roll.delegations())
    where.offer("country", roll.countries())
    where.offer("role", [(role, saying.role(role)) for role in ROLES])
    where.offer("state", [(one, state_title(one)) for one in STATES])
    looks = [("attention", _("with a warning")), ("conflict", _("entered differently"))]
    where.offer("look", looks)
