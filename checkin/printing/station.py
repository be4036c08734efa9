"""What this desk prints with: printers, paper, shifts, labels left; no part of the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store

LOW = 20  # labels left from which on one should look
PRINTER, STATION = "printer", "station"  # in the desk's own table

_FARTHEST = 20.0  # millimetres of shift
_MOST_LABELS = 100_000
_USUAL_LAYOUT = "a6"


@dataclass(frozen=True, slots=True)
class Station:
    """How badges are printed at this desk."""

    printer: str = ""  # for layouts that have none of their own; '' is none
    printers: Mapping[str, str] = field(default_factory=dict)  # by layout
    layout: str = _USUAL_LAYOUT
    sheet: str = ""  # '' is the layout's own
    offsets: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """By printer: how far everything is shifted right and down, in millimetres."""
    labels: Mapping[str, int] = field(default_factory=dict)  # left, by printer, where counted
    itself: bool = False
    """Whether badges are printed as they become due, without anybody's asking."""

    def printer_for(self, layout: str) -> str:
        """Return the printer of a layout, '' where none is chosen."""
        return self.printers.get(layout) or self.printer

    def offset(self, printer: str) -> tuple[float, float]:
        """Return how far a printer's pages are shifted right and down, in millimetres."""
        return self.offsets.get(printer, (0.0, 0.0))

    def left(self, printer: str) -> int | None:
        """Return how many labels a printer has left; None where nobody counts."""
        return self.labels.get(printer)

    def low(self, printer: str) -> bool:
        """Tell whether a printer will soon have no labels."""
        left = self.left(printer)
        return left is not None and left < LOW


def station(desk: Desk) -> Station:
    """Return how badges are printed here; what is damaged or odd counts as not set."""
    try:
        said = json.loads(store.recall(desk.db, STATION, "{}"))
    except ValueError:
        said = {}
    said = said if isinstance(said, dict) else {}
    return Station(
        printer=store.recall(desk.db, PRINTER),
        printers=_table(said.get("printers"), lambda one: one if isinstance(one, str) else None),
        layout=_text(said.get("layout")) or _USUAL_LAYOUT,
        sheet=_text(said.get("sheet")),
        offsets=_table(said.get("offsets"), _shift),
        labels=_table(said.get("labels"), _count),
        itself=said.get("itself") is True,
    )


def equip(desk: Desk, **values: Any) -> Station:
    """Set some of what a station is, by its names, and return it; raises DeskError if unusable."""
    with desk.act():
        return _keep(desk, replace(station(desk), **values))


def shift(desk: Desk, printer: str, right: float, down: float) -> Station:
    """Shift all that a printer prints by millimetres."""
    if max(abs(right), abs(down)) > _FARTHEST:
        words = _("A printer shifts its pages by at most {most} mm.")
        raise DeskError(words.format(most=f"{_FARTHEST:g}"))
    with desk.act():
        now = station(desk)
        return _keep(desk, replace(now, offsets={**now.offsets, printer: (right, down)}))


def load(desk: Desk, printer: str, labels: int | None) -> Station:
    """Say how many labels a printer has; with None nobody counts them any more."""
    if labels is not None and not 0 <= labels <= _MOST_LABELS:
        raise DeskError(_("Enter 0 to {most} labels.").format(most=_MOST_LABELS))
    with desk.act():
        now = station(desk)
        rest = {name: count for name, count in now.labels.items() if name != printer}
        return _keep(
            desk, replace(now, labels=rest if labels is None else {**rest, printer: labels})
        )


def use_up(desk: Desk, printer: str, labels: int) -> None:
    """Count labels down that came out of a printer, within the act under way."""
    now = station(desk)
    left = now.left(printer)
    if left:
        _keep(desk, replace(now, labels={**now.labels, printer: max(left - labels, 0)}))


def _keep(desk: Desk, now: Station) -> Station:
    said = {
        "printers": {layout: name for layout, name in now.printers.items() if name},
        "layout": now.layout,
        "sheet": now.sheet,
        "offsets": {name: list(shift) for name, shift in now.offsets.items() if any(shift)},
        "labels": dict(now.labels),
        "itself": now.itself,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    store.remember(desk.db, **{PRINTER: now.printer, STATION: text})
    return now


def _table(said: object, value: Any) -> dict[str, Any]:
    items = said.items() if isinstance(said, dict) else ()
    found = {name: value(one) for name, one in items}
    return {name: one for name, one in found.items() if one is not None}


def _text(said: object) -> str:
    return said if isinstance(said, str) else ""


def _shift(said: object) -> tuple[float, float] | None:
    if not isinstance(said, list) or len(said) != 2:  # noqa: PLR2004  right and down
        return None
    if not all(type(one) in {int, float} and abs(one) <= _FARTHEST for one in said):
        return None
    return float(said[0]), float(said[1])


def _count(said: object) -> int | None:
    return said if type(said) is int and 0 <= said <= _MOST_LABELS else None
