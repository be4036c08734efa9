"""Tallies: how many were registered, expected, there, by whatever one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from checkin.attendance import arrivals, counting, rules
from checkin.attendance.counting import BY, COLUMNS, Key, Question, Terms
from checkin.desk import Desk
from checkin.model.activity import Activity

__all__ = ["BY", "COLUMNS", "Figures", "Tally", "tally"]

_REGISTERED = """SELECT {key},
  sum({listed}), sum({listed} AND {cancelled}), sum({listed} AND NOT {cancelled}),
  sum({listed} AND NOT {cancelled} AND p.status = 'substituted')"""
_REGISTER = _REGISTERED + " FROM person AS p {bookings} WHERE p.visitor GROUP BY 1"
_ATTENDED = (
    _REGISTERED.replace("sum(", "sum(p.visitor AND ")
    + """,
  sum(p.visitor AND {listed} AND NOT {cancelled} AND p.status <> 'substituted'),
  sum(p.visitor AND {walk_in}), sum(p.visitor * {weight}), sum(p.visitor * came.here),
  sum({weight}), sum(p.visitor * came.visits)
  FROM came JOIN person AS p ON p.id = came.person {bookings} GROUP BY 1"""
)

Figures = dict[str, int]
_Sums = dict[Key, list[int]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures, and the rule by which they were counted."""

    rule: str
    text: str
    rows: tuple[dict[str, Any], ...]  # COLUMNS beside a `key`, which is None where unknown
    total: Figures


def tally(  # noqa: PLR0913, PLR0917  what is counted, how, and as of when
    desk: Desk,
    by: str | None = None,
    activity: str | None = None,
    rule: str = "persons",
    abroad: str | None = None,
    at: datetime | None = None,
) -> Tally:
    """Count people by a key, at the whole event or one activity, as of a time or as known now.

    Raises DeskError, naming the choices, for what cannot be counted by.
    """
    asked = counting.question(desk, by, rule, abroad, at)
    sentences = [rules.text(rule)]
    activity = counting.activity_of(desk, activity)
    if asked.by in {"activity", "day"}:
        every = replace(asked, by="")
        listed = counting.counted_activities(desk, asked.by, activity)
        rows = [{**_row(one, asked.by), **_total(_rows(desk, every, one.id))} for one in listed]
        total = _total(_rows(desk, every, activity))
        sentences.append(rules.overlap_text())
    else:
        rows = _rows(desk, asked, activity)
        total = _total(rows)
        if by == "origin":
            sentences.append(rules.origin_text(asked.abroad, desk.event.country))
        elif by == "tier":
            sentences.append(rules.tier_text(asked.abroad, desk.event.country))
    return Tally(rule, " ".join(sentences), tuple(rows) if by else (), total)


def _row(activity: Activity, by: str) -> dict[str, Any]:
    if by == "day":
        return {"key": activity.day}
    return {"key": activity.id, "title": activity.title}


def _rows(desk: Desk, asked: Question, activity: str | None) -> list[dict[str, Any]]:
    """Return the figures per key, unknown ones last."""
    terms = counting.terms(desk, asked, activity)
    came = _came(desk, terms)
    if asked.by == "hour":
        registered = _at_their_hour(_register(desk, terms, key="NULL"), came)
    else:
        registered = _register(desk, terms, key=terms.words["key"])
    merged = _named(_columns(registered, came), counting.key_names(desk, asked.by))
    return [
        {"key": key, **dict(zip(COLUMNS, merged[key], strict=True))}
        for key in sorted(merged, key=lambda key: (key is None, key or ""))
    ]


def _register(desk: Desk, terms: Terms, key: str) -> _Sums:
    """Return registered, cancelled, expected and substituted per key."""
    rows = desk.db.execute(_REGISTER.format(**{**terms.words, "key": key}), terms.values)
    return {row[0]: list(row[1:]) for row in rows}


def _came(desk: Desk, terms: Terms) -> _Sums:
    """Return the same of those who came, then how they came, per key."""
    head, more = arrivals.query(desk, terms.scope)
    bookings = terms.words["bookings"] and "LEFT " + terms.words["bookings"]
    attended = _ATTENDED.format(**{**terms.words, "bookings": bookings})
    rows = desk.db.execute(head + attended, {**terms.values, **more})
    return {row[0]: list(row[1:]) for row in rows}


def _at_their_hour(everybody: _Sums, came: _Sums) -> _Sums:
    """Put those who came at their hour, and all others at none."""
    sums = {key: figures[:4] for key, figures in came.items()}
    totals = everybody.get(None, [0, 0, 0, 0])
    arrived = [sum(column) for column in zip(*sums.values(), strict=True)] or [0, 0, 0, 0]
    left = [whole - part for whole, part in zip(totals, arrived, strict=True)]
    return {**sums, None: left} if any(left) else sums


def _columns(register: _Sums, came: _Sums) -> _Sums:
    """Return the figures of COLUMNS; no-shows are expected, without a substitute, and away."""
    found: _Sums = {}
    for key in {**register, **came}:
        registered, cancelled, expected, substituted = register.get(key, [0] * 4)
        seen, walk_in, attended, here, in_house, visits = came.get(key, [0] * 10)[4:]
        no_show = expected - substituted - seen
        found[key] = [registered, cancelled, expected, substituted, no_show, walk_in, attended]
        found[key] += [here, in_house, visits]
    return found


def _named(sums: _Sums, name: Callable[[Any], Key]) -> _Sums:
    """Add up what has one name."""
    found: _Sums = {}
    for key, figures in sums.items():
        named = None if key is None else name(key) or None
        known = found.get(named, [0] * len(figures))
        found[named] = [one + other for one, other in zip(known, figures, strict=True)]
    return found


def _total(rows: Iterable[Mapping[str, Any]]) -> Figures:
    every = list(rows)
    return {column: sum(row[column] for row in every) for column in COLUMNS}
