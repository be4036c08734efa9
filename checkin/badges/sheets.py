"""Sheets: how many badges one page takes, and where they lie on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from checkin import paths
from checkin.badges import tables
from checkin.errors import DeskError
from checkin.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.badges.layouts import Layout

_LARGEST = 1000.0
_CUT = 3.0  # length of a cut mark, millimetres
_TOLERANCE = 0.01  # millimetres


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of places for badges on one page; millimetres from the upper left corner."""

    name: str
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    badge_width: float
    badge_height: float
    gutter_across: float
    gutter_down: float
    cut_marks: bool

    def places(self) -> list[tuple[float, float]]:
        """Return the upper left corner of every badge, row by row."""
        return [(x, y) for y in self._starts_down() for x in self._starts_across()]

    def cuts(self) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        """Yield a short line at the edge of the page for every edge of a badge."""
        for x in self._edges(self._starts_across(), self.badge_width, self.width):
            yield (x, 0.0), (x, _CUT)
            yield (x, self.height - _CUT), (x, self.height)
        for y in self._edges(self._starts_down(), self.badge_height, self.height):
            yield (0.0, y), (_CUT, y)
            yield (self.width - _CUT, y), (self.width, y)

    def check(self, layout: Layout) -> None:
        """Refuse a layout of another size than the places."""
        wrong = max(abs(self.badge_width - layout.width), abs(self.badge_height - layout.height))
        if wrong > _TOLERANCE:
            raise DeskError(
                _(
                    "The sheet {sheet} takes badges of {width} x {height} mm; "
                    "the layout {layout} is of another size."
                ).format(
                    sheet=self.name,
                    width=f"{self.badge_width:g}",
                    height=f"{self.badge_height:g}",
                    layout=layout.name,
                )
            )

    def _starts_across(self) -> list[float]:
        step = self.badge_width + self.gutter_across
        return [self.left + column * step for column in range(self.columns)]

    def _starts_down(self) -> list[float]:
        step = self.badge_height + self.gutter_down
        return [self.top + row * step for row in range(self.rows)]

    @staticmethod
    def _edges(starts: list[float], length: float, page: float) -> list[float]:
        """Return where to cut; the edge of the page is cut already."""
        edges = {round(edge, 3) for start in starts for edge in (start, start + length)}
        return [edge for edge in sorted(edges) if _TOLERANCE < edge < page - _TOLERANCE]


def names() -> list[str]:
    """List the sheets that are shipped."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


@cache
def sheet(name: str) -> Sheet:
    """Return a shipped sheet; its file is read once."""
    if name not in names():
        raise DeskError(
            _("There is no sheet {name}. There are: {names}.").format(
                name=name, names=", ".join(names())
            )
        )
    return read(_folder() / f"{name}.toml")


def read(path: Path) -> Sheet:
    """Read a sheet from its file."""
    table = tables.read(path)
    badge_width, badge_height = table.numbers("badge", 2, 20, _LARGEST)
    found = Sheet(
        name=path.stem,
        width=table.number("width", 20, _LARGEST),
        height=table.number("height", 20, _LARGEST),
        columns=int(table.number("columns", 1, 20, 1)),
        rows=int(table.number("rows", 1, 20, 1)),
        left=table.number("left", 0, _LARGEST, 0),
        top=table.number("top", 0, _LARGEST, 0),
        badge_width=badge_width,
        badge_height=badge_height,
        gutter_across=table.number("gutter_across", 0, _LARGEST, 0),
        gutter_down=table.number("gutter_down", 0, _LARGEST, 0),
        cut_marks=table.flag("cut_marks"),
    )
    table.done()
    right, bottom = found.places()[-1]
    if right + badge_width > found.width + _TOLERANCE:
        raise table.refuse("columns", _("It reaches beyond the edge."))
    if bottom + badge_height > found.height + _TOLERANCE:
        raise table.refuse("rows", _("It reaches beyond the edge."))
    return found


def _folder() -> Path:
    return paths.resources() / "layouts" / "sheets"
