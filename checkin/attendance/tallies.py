"""Tallies: how many were registered, expected, there, by whatever one asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from checkin.attendance import arrivals, counting, rules
from checkin.attendance.counting import BY, COLUMNS, Key, Question, Terms
from checkin.attendance.kept import Kept, Sums
from checkin.desk import Desk
from checkin.model.activity import Activity

__all__ = ["BY", "COLUMNS", "Figures", "Tally", "tally"]

_LISTED = (
    "{listed}",
    "{listed} AND {cancelled}",
    "{listed} AND NOT {cancelled}",
    "{listed} AND NOT {cancelled} AND p.status = 'substituted'",
)
_SEEN = (
    *(f"p.visitor AND {one}" for one in _LISTED),
    "p.visitor AND {listed} AND NOT {cancelled} AND p.status <> 'substituted'",
    "p.visitor AND {walk_in}",
    "p.visitor * {weight}",
    "p.visitor * came.here",
    "{weight}",
    "p.visitor * came.visits",
)
_REGISTER = "FROM person AS p {bookings} WHERE p.visitor"
_CAME = "FROM came JOIN person AS p ON p.id = came.person {bookings} WHERE 1"
_WHOSE = "AND p.id IN (SELECT value FROM json_each(:people))"

Figures = dict[str, int]


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
    kept: Kept | None = None,
) -> Tally:
    """Count people by a key, at the whole event or one activity, as of a time or as known now.

    With what was kept of the last time only those who changed are counted again. Raises
    DeskError, naming the choices, for what cannot be counted by.
    """
    asked = counting.question(desk, by, rule, abroad, at)
    sentences = [rules.text(rule)]
    activity = counting.activity_of(desk, activity)
    if asked.by in {"activity", "day"}:
        every, kept = replace(asked, by=""), kept or Kept()  # whom most expect is counted once
        listed = counting.counted_activities(desk, asked.by, activity)
        rows = [
            {**_row(one, asked.by), **_total(_rows(desk, every, one.id, kept))} for one in listed
        ]
        total = _total(_rows(desk, every, activity, kept))
        sentences.append(rules.overlap_text())
    else:
        rows = _rows(desk, asked, activity, kept)
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


def _rows(
    desk: Desk, asked: Question, activity: str | None, kept: Kept | None
) -> list[dict[str, Any]]:
    """Return the figures per key, unknown ones last."""
    terms = counting.terms(desk, asked, activity)
    came = _came(desk, terms, kept)
    if asked.by == "hour":
        registered = _at_their_hour(_register(desk, terms, "NULL", kept), came)
    else:
        registered = _register(desk, terms, terms.words["key"], kept)
    merged = _named(_columns(registered, came), counting.key_names(desk, asked.by))
    return [
        {"key": key, **dict(zip(COLUMNS, merged[key], strict=True))}
        for key in sorted(merged, key=lambda key: (key is None, key or ""))
    ]


def _register(desk: Desk, terms: Terms, key: str, kept: Kept | None) -> Sums:
    """Return registered, cancelled, expected and substituted per key."""
    words = {**terms.words, "key": key}
    values = dict(terms.values)
    if not words["bookings"]:
        values["activity"] = None  # an activity without a list expects whom all others expect
    query = _query(_LISTED, _REGISTER, words)

    def rows(people: Sequence[str] | None, form: str) -> Iterable[Sequence[Any]]:
        return desk.db.execute(form, {**values, "people": json.dumps(people)})

    return _counted(query, (query.alone, *values.values()), rows, kept)


def _came(desk: Desk, terms: Terms, kept: Kept | None) -> Sums:
    """Return the same of those who came, then how they came, per key."""
    bookings = terms.words["bookings"] and "LEFT " + terms.words["bookings"]
    query = _query(_SEEN, _CAME, {**terms.words, "bookings": bookings})

    def rows(people: Sequence[str] | None, form: str) -> Iterable[Sequence[Any]]:
        head, more = arrivals.query(desk, terms.scope, people)
        return desk.db.execute(head + form, {**terms.values, **more})

    since = arrivals.since(desk, terms.scope)
    return _counted(query, (query.alone, since, terms.scope, *terms.values.values()), rows, kept)


@dataclass(frozen=True, slots=True)
class _Query:
    """One question of the tables: per key, of every person, and of some."""

    summed: str
    alone: str
    some: str


def _query(columns: Sequence[str], source: str, words: Mapping[str, str]) -> _Query:
    summed = ", ".join(f"sum({one})" for one in columns)
    alone = f"SELECT p.id, {{key}}, {', '.join(columns)} {source}"
    return _Query(
        f"SELECT {{key}}, {summed} {source} GROUP BY 1".format(**words),
        alone.format(**words),
        f"{alone} {_WHOSE}".format(**words),
    )


def _counted(
    query: _Query,
    asked: Hashable,
    rows: Callable[[Sequence[str] | None, str], Iterable[Sequence[Any]]],
    kept: Kept | None,
) -> Sums:
    """Return the sums per key: counted by the tables, or from what was kept."""
    if kept is None:
        return {row[0]: list(row[1:]) for row in rows(None, query.summed)}
    part, changed = kept.part(asked)
    if changed is None:
        part.put((), rows(None, query.alone))
    elif changed:
        part.put(changed, rows(changed, query.some))
    return part.sums()


def _at_their_hour(everybody: Sums, came: Sums) -> Sums:
    """Put those who came at their hour, and all others at none."""
    sums = {key: figures[:4] for key, figures in came.items()}
    totals = everybody.get(None, [0, 0, 0, 0])
    arrived = [sum(column) for column in zip(*sums.values(), strict=True)] or [0, 0, 0, 0]
    left = [whole - part for whole, part in zip(totals, arrived, strict=True)]
    return {**sums, None: left} if any(left) else sums


def _columns(register: Sums, came: Sums) -> Sums:
    """Return the figures of COLUMNS; no-shows are expected, without a substitute, and away."""
    found: Sums = {}
    for key in {**register, **came}:
        registered, cancelled, expected, substituted = register.get(key, [0] * 4)
        seen, walk_in, attended, here, in_house, visits = came.get(key, [0] * 10)[4:]
        no_show = expected - substituted - seen
        found[key] = [registered, cancelled, expected, substituted, no_show, walk_in, attended]
        found[key] += [here, in_house, visits]
    return found


def _named(sums: Sums, name: Callable[[Any], Key]) -> Sums:
    """Add up what has one name."""
    found: Sums = {}
    for key, figures in sums.items():
        named = None if key is None else name(key) or None
        known = found.get(named, [0] * len(figures))
        found[named] = [one + other for one, other in zip(known, figures, strict=True)]
    return found


def _total(rows: Iterable[Mapping[str, Any]]) -> Figures:
    every = list(rows)
    return {column: sum(row[column] for row in every) for column in COLUMNS}
