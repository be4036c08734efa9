"""The closed list of answers to a scan, and the one function that decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checkin.model.code import Reading


class Verdict(StrEnum):
    """What the desk says to a scan."""

    WELCOME = "welcome"
    WELCOME_BACK = "welcome-back"
    ATTENTION = "attention"
    NOT_YET_KNOWN = "not-yet-known"
    LEFT = "left"
    ALREADY_HERE = "already-here"
    NOT_BOOKED = "not-booked"
    NOT_TODAY = "not-today"
    FULL = "full"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    SUBSTITUTED = "substituted"
    AMBIGUOUS = "ambiguous"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    NOT_HERE = "not-here"


ACTING = frozenset(
    {
        Verdict.WELCOME,
        Verdict.WELCOME_BACK,
        Verdict.ATTENTION,
        Verdict.NOT_YET_KNOWN,
        Verdict.LEFT,
    }
)
"""Verdicts with which somebody comes in or goes out; all others refuse."""

OVERRIDABLE = frozenset(
    {
        Verdict.CANCELLED,
        Verdict.NOT_BOOKED,
        Verdict.NOT_TODAY,
        Verdict.FULL,
        Verdict.ALREADY_HERE,
    }
)
"""Refusals in spite of which a human may let somebody in."""


OVERRIDE_REASONS = ("left-unseen", "in-charge", "short", "other")
"""Why somebody comes in although it is full: words that name nobody, as they outlive an erasure."""


@dataclass(frozen=True, slots=True)
class Look:
    """All that an answer depends on, as the desk sees it before it decides."""

    reading: Reading = Reading.GENUINE
    people: int = 1  # how many the code belongs to, as far as this desk knows
    out: bool = False
    newest_issue: bool = True
    status: str = ""  # of the person
    admitting: bool = True  # the activity takes people in at the stated time
    here: bool = False  # in the activity or a part of it
    been: bool = False  # was there before
    listed: bool = False  # the activity is for those booked
    booked: bool = False
    full: bool = False
    attention: bool = False


def decide(look: Look) -> Verdict:
    """Return the answer: the code first, then the person, the activity, and its room."""
    unread = _unreadable(look)
    if unread:
        return unread
    if look.out:
        return Verdict.LEFT if look.here else Verdict.NOT_HERE
    return _barred(look) or _admitted(look)


def _unreadable(look: Look) -> Verdict | None:
    """Return the answer to a code that names nobody, or more than one."""
    if look.people > 1:
        return Verdict.AMBIGUOUS
    if look.people == 1 or look.reading is Reading.GENUINE:
        return None
    if look.reading is Reading.DAMAGED:
        return Verdict.DAMAGED
    return Verdict.FOREIGN if look.reading is Reading.FOREIGN else Verdict.UNKNOWN


def _barred(look: Look) -> Verdict | None:
    """Return why this badge or this person does not come in here and now."""
    reasons = (
        (look.people == 1 and not look.newest_issue, Verdict.REPLACED),
        (look.status == "substituted", Verdict.SUBSTITUTED),
        (look.status == "cancelled", Verdict.CANCELLED),
        (not look.admitting, Verdict.NOT_TODAY),
        (look.here, Verdict.ALREADY_HERE),
    )
    return next((verdict for applies, verdict in reasons if applies), None)


def _admitted(look: Look) -> Verdict:
    """Return the answer to somebody whom nothing bars, as far as the activity has room."""
    if look.people == 0:
        return Verdict.NOT_YET_KNOWN
    if look.listed and not look.booked:
        return Verdict.NOT_BOOKED
    if look.full:
        return Verdict.FULL
    if look.attention:
        return Verdict.ATTENTION
    return Verdict.WELCOME_BACK if look.been else Verdict.WELCOME
