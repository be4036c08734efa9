"""What the organiser wants to reach, and how far that is (F15)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkin import congress
from checkin.attendance import phrases, tallies
from checkin.attendance.counting import BY, COLUMNS
from checkin.attendance.kept import Kept
from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.vocabulary import naming

_PART = re.compile(r"\s*(\w+)(?:\s*:\s*([^:%]+?))?\s+(\d{1,7})\s*(%?)\s*")
_ABROAD = "abroad"
_ALSO = {
    "ausland": "abroad",
    "teilgenommen": "attended",
    "angemeldet": "registered",
    "besuche": "visits",
    "land": "country",
}
"""How one writes the figures in German, too."""


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
        wanted = f"{self.target.goal} %" if self.target.share else str(self.target.goal)
        there = phrases.share(self.actual, self.whole) if self.target.share else str(self.actual)
        return _("{figure}: wanted {wanted}, reached {there}").format(
            figure=title(self.target), wanted=wanted, there=there or "0"
        )


def title(target: Target) -> str:
    """Return what the figure of a target is called."""
    key = naming.country(target.key, language()) if target.figure == "country" else target.key
    if key:
        return _("Attended, {key}").format(key=key)
    return {
        "abroad": _("From abroad"),
        "attended": _("Attended"),
        "registered": _("Registered"),
        "visits": _("Visits"),
        "expected": _("Expected"),
        "in_house": _("In the house"),
        "walk_in": _("Walk-ins"),
        "no_show": _("No-shows"),
    }.get(target.figure, target.figure)


def read(text: str) -> list[Target]:
    """Return the targets of a text like “abroad 25 %; attended 120; country:CN 10”.

    Raises DeskError, naming the part, for what is no target.
    """
    found = []
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        matched = _PART.fullmatch(part)
        word = matched[1].lower() if matched else ""
        figure = _ALSO.get(word, word)
        key = (matched[2] or "") if matched else ""
        known = figure in BY if key else figure in COLUMNS or figure == _ABROAD
        if not matched or not known:
            sentence = _("“{text}” is no target; one is “abroad 25 %” or “attended 120”.")
            raise DeskError(sentence.format(text=part.strip()[:60]))
        found.append(Target(figure, key, int(matched[3]), bool(matched[4])))
    return found


def settle(desk: Desk, values: Mapping[str, str]) -> bool:
    """Set fields of the event, its targets among them; raises DeskError for what cannot be."""
    read(values.get("targets", ""))
    return congress.settle(desk, values)


def reached(desk: Desk, abroad: str | None = None, kept: Kept | None = None) -> list[Reached]:
    """Return the event's targets, each with what there is now; those nobody can read are left."""
    try:
        wanted = read(desk.event.targets)
    except DeskError:
        return []
    if not wanted:
        return []
    rows: dict[str, Mapping[str, int]] = {}
    total = tallies.tally(desk, kept=kept).total
    for by in {_by(one) for one in wanted if _by(one)}:
        counted = tallies.tally(desk, by, abroad=abroad, kept=kept).rows
        rows[by] = {str(row["key"]).casefold(): row["attended"] for row in counted if row["key"]}
    found = []
    for one in wanted:
        key = _ABROAD if one.figure == _ABROAD else one.key.casefold()
        actual = rows[_by(one)].get(key, 0) if _by(one) else total[one.figure]
        found.append(Reached(one, actual, total["attended"]))
    return found


def _by(target: Target) -> str:
    """Return what a target counts by; '' where it is a figure of the whole."""
    if target.figure == _ABROAD:
        return "origin"
    return target.figure if target.key else ""
