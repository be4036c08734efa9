"""A profile: the figures by which interpreters are planned, each with its unit and source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from checkin import paths
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.i18n import language
from checkin.tables.cells import clean

USUAL = "aiic-canada"
"""The profile of an event that names none."""

SOFT = (
    *("uncovered", "changes", "relay", "solo", "continuity", "fairness", "experience", "ways"),
    "overtime",
)
"""What a plan is made better in, in this order unless a profile orders it otherwise."""

_ENDING = ".toml"
_LONGEST_NAME = 60  # characters that are shown of an unknown one


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure of a profile."""

    value: int
    unit: str
    source: str
    edited_by: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of team strength: so many interpreters for so many net minutes."""

    interpreters: int
    up_to: int  # minutes
    source: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures that a profile may name; None is no rule. Units as the names of RULES.md say."""

    solo: Limit | None = None  # minutes that one may be alone in a booth or whisper (H7)
    relay_givers: Limit | None = None  # interpreters who can give relay (H5)
    pivot_both_ways: Limit | None = None  # interpreters in a pivot booth that works both ways (H5)
    whisper_listeners: Limit | None = None  # (H10)
    tour_receivers: Limit | None = None  # of one tour-guide case (H11)
    liaison_group: Limit | None = None  # persons in a group with a liaison interpreter (H11)
    alone_after: Limit | None = None  # minutes one may interpret alone outside a booth (H6)
    set_up: Limit | None = None  # minutes between two places beside the way (H2)
    way_unknown: Limit | None = None  # minutes for a way that nobody has said (H2)
    call: Limit | None = None  # minutes before the first need of a day
    run_break: Limit | None = None  # minutes of pause that end a run
    day_net: Limit | None = None  # minutes a day (H8)
    day_sessions: Limit | None = None  # runs a day (H8)
    session: Limit | None = None  # minutes of one run (H8)
    session_break: Limit | None = None  # minutes between two runs (H8)
    runs_in_3_days: Limit | None = None  # (H9)
    runs_in_4_days: Limit | None = None  # (H9)
    runs_in_7_days: Limit | None = None  # (H9)
    freeze: Limit | None = None  # minutes before the start from which nothing is moved (H13)
    comfort: Limit | None = None  # minutes of one turn
    overtime: Limit | None = None  # minutes a day after which they cost more
    threshold: Limit | None = None  # listeners from which a language is interpreted


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of rules."""

    name: str
    title: str
    note: str
    limits: Limits
    team: tuple[Row, ...]  # simultaneous and whispered, by net minutes of the run
    b_from_b: bool = False  # whether one may work from a B language into a B language
    soft: tuple[str, ...] = SOFT
    edited_by: str = ""
    unread: tuple[str, ...] = field(default=())  # names in the file that mean nothing here
    instead_of: str = ""  # the profile that an event names and this program does not have

    def strength(self, minutes: int) -> tuple[int, Row | None]:
        """Return how many a booth needs for a run of net minutes, and the row that says so.

        Beyond the last row one more interpreter is needed for each further piece as long as the
        last step. A profile without rows asks for one.
        """
        if not self.team:
            return 1, None
        for row in self.team:
            if minutes <= row.up_to:
                return row.interpreters, row
        last = self.team[-1]
        before = self.team[-2].up_to if len(self.team) > 1 else 0
        step = max(last.up_to - before, 1)
        return last.interpreters + -(-(minutes - last.up_to) // step), last


def names() -> list[str]:
    """Return the profiles that there are, in alphabetical order."""
    return sorted(path.name.removesuffix(_ENDING) for path in _folder().glob(f"*{_ENDING}"))


def load(name: str = "") -> Profile:
    """Return a profile by its name, the usual one for none; raises DeskError for an unknown one."""
    name = name or USUAL
    if name not in names():
        text = _("There is no profile {name}. There are: {names}.")
        raise DeskError(text.format(name=name[:_LONGEST_NAME], names=", ".join(names())))
    return read((_folder() / f"{name}{_ENDING}").read_text("utf-8"), name)


def standing(name: str) -> Profile:
    """Return the profile that an event names; the usual one, which says so, for an unknown one."""
    if not name or name in names():
        return load(name)
    return replace(load(), instead_of=clean(name)[:_LONGEST_NAME])


def read(text: str, name: str) -> Profile:
    """Return the profile that a TOML text says; raises DeskError where it is none."""
    try:
        told = tomllib.loads(text)
        limits = _limits(told.get("limits", {}))
        rows = [Row(int(r["interpreters"]), int(r["up_to"]), _source(r)) for r in _team(told)]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        text = _("The profile {name} cannot be read: {reason}")
        raise DeskError(text.format(name=name, reason=error)) from error
    soft = tuple(word for word in told.get("soft", SOFT) if word in SOFT)
    known = {one.name for one in fields(Limits)}
    return Profile(
        name=name,
        title=str(told.get("title", name)),
        note=_said(told, "note"),
        limits=limits,
        team=tuple(sorted(rows, key=lambda row: row.up_to)),
        b_from_b=told.get("b_from_b") is True,
        soft=(*soft, *(word for word in SOFT if word not in soft)),
        edited_by=str(told.get("edited_by", "")),
        unread=tuple(sorted(set(told.get("limits", {})) - known)),
    )


def _said(told: Mapping[str, Any], name: str) -> str:
    """Return a text in the language of the desk, where the profile says it in that one."""
    return str(told.get(f"{name}_{language()}") or told.get(name) or "")


def _source(told: Mapping[str, Any]) -> str:
    """Return where a figure is from; one without a source is none."""
    text = _said(told, "source")
    if not text:
        raise KeyError("source")
    return text


def _team(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = told.get("team", [])
    return rows


def _limits(told: Mapping[str, Mapping[str, Any]]) -> Limits:
    return Limits(
        **{
            one.name: Limit(
                int(told[one.name]["value"]),
                str(told[one.name]["unit"]),
                _source(told[one.name]),
                str(told[one.name].get("edited_by", "")),
            )
            for one in fields(Limits)
            if one.name in told
        }
    )


def _folder() -> Path:
    return paths.resources() / "interpreting"
