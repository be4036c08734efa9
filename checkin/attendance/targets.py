"""What the organiser wants to reach, and how far that is (F15)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkin.attendance import phrases, tallies
from checkin.attendance.counting import BY, COLUMNS
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _

_PART = re.compile(r"\s*([a-z_]+)(?::([^\s:]+))?\s+(\d{1,7})\s*(%?)\s*", re.IGNORECASE)
_ABROAD = "abroad"


@dataclass(frozen=True, slots=True)
class Target:
    """One target as it was written: a figure, or a key of a break-down, as a number or a share."""

    figure: str  # a column of the tally, `abroad`, or what is counted by
    key: str  # of the break-down; '' for a figure of the whole
    goal: int
    share: bool  # the goal is percent of those who attended


@dataclass(frozen=True, slots=True)
class Reached:
    """A target beside what there is."""

    target: Target
    actual: int
    whole: int  # who attended

    @property
    def done(self) -> bool:
        """Tell whether the target is reached."""
        if self.target.share:
            return self.actual * 100 >= self.target.goal * self.whole and self.whole > 0
        return self.actual >= self.target.goal

    def text(self) -> str:
        """Return it in words: what is wanted, and what there is."""
        name = _(" from {key}").format(key=self.target.key) if self.target.key else ""
        wanted = f"{self.target.goal} %" if self.target.share else str(self.target.goal)
        there = phrases.share(self.actual, self.whole) if self.target.share else str(self.actual)
        return _("{figure}{name}: wanted {wanted}, reached {there}").format(
            figure=title(self.target.figure), name=name, wanted=wanted, there=there or "0"
        )


def title(figure: str) -> str:
    """Return what the figure of a target is called."""
    return {
        "abroad": _("From abroad"),
        "attended": _("Attended"),
        "registered": _("Registered"),
        "visits": _("Visits"),
        "country": _("Participants"),
        "delegation": _("Participants"),
    }.get(figure, figure)


def read(text: str) -> list[Target]:
    """Return the targets of a text like “abroad 25 %; attended 120; country:CN 10”.

    Raises DeskError, naming the part, for what is no target.
    """
    found = []
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        matched = _PART.fullmatch(part)
        figure = matched[1].lower() if matched else ""
        known = figure in COLUMNS or figure == _ABROAD or (figure in BY and matched and matched[2])
        if not matched or not known:
            sentence = _("“{text}” is no target; one is “abroad 25 %” or “attended 120”.")
            raise DeskError(sentence.format(text=part.strip()[:60]))
        found.append(Target(figure, matched[2] or "", int(matched[3]), bool(matched[4])))
    return found


def reached(desk: Desk, abroad: str | None = None) -> list[Reached]:
    """Return the event's targets, each with what there is now; those nobody can read are left."""
    try:
        wanted = read(desk.event.targets)
    except DeskError:
        return []
    total = tallies.tally(desk).total
    return [Reached(one, _actual(desk, one, total, abroad), total["attended"]) for one in wanted]


def _actual(desk: Desk, target: Target, total: Mapping[str, int], abroad: str | None) -> int:
    if target.figure in total:
        return total[target.figure]
    by, key = ("origin", _ABROAD) if target.figure == _ABROAD else (target.figure, target.key)
    rows = tallies.tally(desk, by, abroad=abroad).rows
    return next((int(row["attended"]) for row in rows if row["key"] == key), 0)
