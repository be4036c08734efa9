"""Heirs: the needs as which those count whose activity was merged into another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checkin.desk import Desk
from checkin.model.need import Need, need_subject

_COLUMNS = ", ".join(("id", *Need.names()))
_MOVED = """SELECT need.id, root, source, target FROM need
  JOIN cluster ON cluster.subject = need.activity ORDER BY need.id"""
_ALL = ("kept", "closed")
"""What holds of needs that are one where it was said of the heir, else of all of them."""


def heirs(desk: Desk) -> Mapping[str, str]:
    """Return the needs whose activity counts as another one, each with the need that it is now."""
    rows = desk.db.execute(_MOVED).fetchall()
    return {one: need_subject(desk.key, *parts) for one, *parts in rows}


def said(desk: Desk) -> dict[str, Need]:
    """Return what people said of needs; of those that are one now, first what was said of it."""
    moved, found = heirs(desk), dict[str, Need]()
    rows = [Need(*row) for row in desk.db.execute(f"SELECT {_COLUMNS} FROM need")]  # noqa: S608
    own = {one.id for one in rows} - moved.keys()
    for one in sorted(rows, key=lambda one: (one.id in moved, one.id)) if moved else rows:
        heir = moved.get(one.id, one.id)
        known = found.get(heir)
        found[heir] = _both(known, one, own=heir in own) if known else replace(one, id=heir)
    return found


def former(desk: Desk, need: str) -> list[str]:
    """Return the other needs that count as one now."""
    return [one for one, heir in heirs(desk).items() if heir == need != one]


def _both(one: Need, other: Need, *, own: bool) -> Need:
    values = {name: getattr(one, name) or getattr(other, name) for name in Need.names()}
    for name in _ALL:
        values[name] = getattr(one, name) if own or getattr(other, name) else ""
    return replace(one, **values)
