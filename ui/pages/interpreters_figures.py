"""The figures of a profile in words: what each limits, how much, and who says so."""

from __future__ import annotations

from dataclasses import fields

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting.profile import Limit, Limits, Profile
from ui.dialogs.plan_sheets import Figure
from ui.saying import shown


def figures(profile: Profile) -> list[Figure]:
    """Return the table of teams, then the limits that a profile names."""
    teams = []
    for row in profile.team:
        text = ngettext("{n} interpreter up to", "{n} interpreters up to", row.interpreters)
        value = _("{n} min").format(n=row.up_to)
        teams.append(Figure(text.format(n=row.interpreters), value, shown(row.source)))
    names = limit_names()
    limits = [
        Figure(names[one.name], _value(limit), _source(limit))
        for one in fields(Limits)
        if (limit := getattr(profile.limits, one.name))
    ]
    return [*teams, *limits]


def _value(limit: Limit) -> str:
    return f"{limit.value} {unit(limit.unit)}"


def _source(limit: Limit) -> str:
    edited = _("changed by {who}").format(who=shown(limit.edited_by)) if limit.edited_by else ""
    return " · ".join(part for part in (shown(limit.source), edited) if part)


def unit(word: str) -> str:
    """Return a unit in the language of the desk."""
    return {
        "min": _("min"),
        "interpreters": _("interpreters"),
        "listeners": _("listeners"),
        "receivers": _("receivers"),
        "persons": _("persons"),
        "assignments": _("assignments"),
        "sessions": _("sessions"),
    }.get(word, shown(word))


def limit_names() -> dict[str, str]:
    """Return what each limit is called."""
    return {
        "solo": _("Alone in a booth or whispering"),
        "relay_givers": _("Who can give relay"),
        "pivot_both_ways": _("In a pivot booth that works both ways"),
        "whisper_listeners": _("Listeners to one who whispers"),
        "tour_receivers": _("Receivers of one tour-guide case"),
        "liaison_group": _("Group with a liaison interpreter"),
        "alone_after": _("Alone outside a booth"),
        "set_up": _("Between two places, beside the way"),
        "way_unknown": _("A way that nobody has said"),
        "call": _("Call time before the first need"),
        "run_break": _("A pause that ends a run"),
        "day_net": _("Work a day"),
        "day_sessions": _("Runs a day"),
        "session": _("One run"),
        "session_break": _("Break between two runs"),
        "runs_in_3_days": _("Runs in 3 days"),
        "runs_in_4_days": _("Runs in 4 days"),
        "runs_in_7_days": _("Runs in 7 days"),
        "freeze": _("Nothing is moved before the start"),
        "comfort": _("One turn"),
        "overtime": _("Overtime after"),
        "threshold": _("Listeners from which a language is interpreted"),
    }
