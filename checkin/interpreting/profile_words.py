"""A profile in words: each figure with what it limits, its unit and where it is from (INT-15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from checkin.i18n import gettext as _
from checkin.i18n import ngettext
from checkin.interpreting.profile import Limit, Limits, Profile


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a profile."""

    rule: str  # '' for comfort
    text: str  # what it limits
    value: str  # with its unit
    source: str
    edited_by: str


def figures(profile: Profile) -> list[Figure]:
    """Return all figures of a profile: the table of team strength, then its limits."""
    return [*_team(profile), *_limits(profile.limits)]


def unknown(profile: Profile) -> str:
    """Return that an event names rules which are not known here; '' where they are."""
    if not profile.instead_of:
        return ""
    text = _("The rules “{name}” are unknown here; {profile} is taken.")
    return text.format(name=profile.instead_of, profile=profile.title)


def order(profile: Profile) -> list[str]:
    """Return what a plan is made better in, the weightiest first."""
    words = {
        "uncovered": _("minutes without a whole team"),
        "changes": _("changes of what was promised"),
        "relay": _("minutes of relay"),
        "solo": _("minutes alone above one turn"),
        "continuity": _("interpreters for one language"),
        "fairness": _("most less least work of anybody"),
        "experience": _("promises without experience of it"),
        "ways": _("places per person and day"),
        "overtime": _("overtime"),
    }
    return [words[name] for name in profile.soft]


def _team(profile: Profile) -> Iterator[Figure]:
    for row in profile.team:
        text = ngettext(
            "{n} interpreter in a booth up to",
            "{n} interpreters in a booth up to",
            row.interpreters,
        )
        value = _unit(row.up_to, "min")
        text = text.format(n=row.interpreters)
        yield Figure("H6", text, value, row.source, profile.edited_by)
    if profile.b_from_b:
        text = _("From a B language into a B language")
        yield Figure("H3", text, _("allowed"), profile.title, profile.edited_by)


def _limits(limits: Limits) -> Iterator[Figure]:
    words = {**_hard(), **_comfort()}
    for one in fields(Limits):
        limit: Limit | None = getattr(limits, one.name)
        if limit:
            rule, text = words[one.name]
            value = _unit(limit.value, limit.unit)
            yield Figure(rule, text, value, limit.source, limit.edited_by)


def _unit(value: int, unit: str) -> str:
    known = {
        "min": _("{n} min"),
        "interpreters": ngettext("{n} interpreter", "{n} interpreters", value),
        "listeners": ngettext("{n} listener", "{n} listeners", value),
        "receivers": ngettext("{n} receiver", "{n} receivers", value),
        "persons": ngettext("{n} person", "{n} persons", value),
        "sessions": ngettext("{n} session", "{n} sessions", value),
        "runs": ngettext("{n} session", "{n} sessions", value),
    }
    return known.get(unit, f"{{n}} {unit}").format(n=value)


def _hard() -> dict[str, tuple[str, str]]:
    return {
        "solo": ("H7", _("Alone in a booth or into an ear, at most")),
        "relay_givers": ("H5", _("Who can give relay, at least")),
        "pivot_both_ways": ("H5", _("In a pivot booth that works both ways, at least")),
        "whisper_listeners": ("H10", _("Listeners of one who whispers, at most")),
        "tour_receivers": ("H11", _("Listeners of one tour-guide system, at most")),
        "liaison_group": ("H11", _("Group with a liaison interpreter, at most")),
        "alone_after": ("H6", _("Alone outside a booth, at most")),
        "set_up": ("H2", _("Between two places beside the way, at least")),
        "way_unknown": ("H2", _("A way that nobody has measured")),
        "run_break": ("H6", _("A pause longer than this ends a session")),
        "day_net": ("H8", _("Net work a day, at most")),
        "day_sessions": ("H8", _("Sessions a day, at most")),
        "session": ("H8", _("Own work in a session, at most")),
        "session_break": ("H8", _("Between two sessions, at least")),
        "runs_in_3_days": ("H9", _("Sessions in 3 days on end, at most")),
        "runs_in_4_days": ("H9", _("Sessions in 4 days on end, at most")),
        "runs_in_7_days": ("H9", _("Sessions in 7 days on end, at most")),
        "freeze": ("H13", _("Nothing is moved so long before it starts")),
    }


def _comfort() -> dict[str, tuple[str, str]]:
    return {
        "call": ("", _("To be there before the first session of a day")),
        "comfort": ("", _("One turn in a booth")),
        "overtime": ("", _("Overtime from, a day")),
        "threshold": ("", _("Listeners from which a language is interpreted")),
    }
