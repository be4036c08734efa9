"""A sheet: how many badges one page takes, where they lie on it, and where it is cut and folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import floor
from typing import Literal, NamedTuple

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts.layout import Fold, Layout

Turn = Literal["side", "top"]
"""Over which edge the page is turned to print the backs: like that of a book, or of a calendar."""

Binding = Literal["", "long", "short"]

Stroke = tuple[tuple[float, float], tuple[float, float]]
"""Where a line begins and where it ends."""

A4 = (210.0, 297.0)
MOST_IN_A_ROW = 20
_CUT = 3.0  # length of a cut mark, millimetres
_TOLERANCE = 0.01  # millimetres


class Place(NamedTuple):
    """Where one side of a badge lies: its upper left corner on the page."""

    left: float
    top: float
    turned: bool = False
    """Whether it stands on its head there."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of places for badges on one page; millimetres from the upper left corner."""

    name: str
    width: float
    height: float
    badge_width: float
    badge_height: float
    columns: int = 1
    rows: int = 1
    left: float = 0.0
    top: float = 0.0
    gutter_across: float = 0.0
    gutter_down: float = 0.0
    cut_marks: bool = False
    fold: Fold = ""
    """Where each badge is folded: its back then lies beside its front, on the same page."""
    turn: Turn = "side"
    titles: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Return what people call it in a language, else in English, else its name."""
        return self.titles.get(language) or self.titles.get("en") or self.name

    def fronts(self) -> list[Place]:
        """Return the places of the fronts, row by row."""
        across = self.badge_width if self.fold == "side" else 0.0
        down = self.badge_height if self.fold == "top" else 0.0
        return [Place(x + across, y + down) for x, y in self._corners()]

    def backs(self) -> list[Place]:
        """Return the places of the backs in the order of the fronts.

        Of a folded sheet they are on the same page, else on the page after it, where they come
        to lie behind their fronts when the page is turned.
        """
        if self.fold:
            return [Place(x, y, self.fold == "top") for x, y in self._corners()]
        if self.turn == "side":
            return [Place(self.width - x - self.badge_width, y) for x, y in self._corners()]
        down = self.height - self.badge_height
        return [Place(x, down - y, turned=True) for x, y in self._corners()]

    def binding(self) -> Binding:
        """Return the edge that a printer of both sides must turn this page on; '' if it folds."""
        if self.fold:
            return ""
        return "long" if (self.turn == "side") == (self.height >= self.width) else "short"

    def cuts(self) -> Iterator[Stroke]:
        """Yield a short line at the edge of the page for every edge of a badge."""
        width, height = self._piece()
        for x in self._edges(self._starts_across(), width, self.width):
            yield (x, 0.0), (x, _CUT)
            yield (x, self.height - _CUT), (x, self.height)
        for y in self._edges(self._starts_down(), height, self.height):
            yield (0.0, y), (_CUT, y)
            yield (self.width - _CUT, y), (self.width, y)

    def folds(self) -> Iterator[Stroke]:
        """Yield dashes at the edge of the page for every fold."""
        third = _CUT / 5
        for step in (0, 2 * third, 4 * third) if self.fold else ():
            if self.fold == "side":
                for x in (start + self.badge_width for start in self._starts_across()):
                    yield (x, step), (x, step + third)
                    yield (x, self.height - step - third), (x, self.height - step)
            else:
                for y in (start + self.badge_height for start in self._starts_down()):
                    yield (step, y), (step + third, y)
                    yield (self.width - step - third, y), (self.width - step, y)

    def fits(self, layout: Layout) -> bool:
        """Tell whether its places are of the size of a layout."""
        wrong = max(abs(self.badge_width - layout.width), abs(self.badge_height - layout.height))
        return wrong <= _TOLERANCE

    def check(self, layout: Layout) -> None:
        """Refuse a layout of another size than the places."""
        if not self.fits(layout):
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

    def beyond(self) -> str:
        """Return which of `columns` and `rows` reaches beyond the page; '' where none does."""
        width, height = self._piece()
        if self._starts_across()[-1] + width > self.width + _TOLERANCE:
            return "columns"
        if self._starts_down()[-1] + height > self.height + _TOLERANCE:
            return "rows"
        return ""

    def _piece(self) -> tuple[float, float]:
        """Return the size of one badge before it is folded."""
        return _unfolded(self.badge_width, self.badge_height, self.fold)

    def _corners(self) -> list[tuple[float, float]]:
        return [(x, y) for y in self._starts_down() for x in self._starts_across()]

    def _starts_across(self) -> list[float]:
        step = self._piece()[0] + self.gutter_across
        return [self.left + column * step for column in range(self.columns)]

    def _starts_down(self) -> list[float]:
        step = self._piece()[1] + self.gutter_down
        return [self.top + row * step for row in range(self.rows)]

    @staticmethod
    def _edges(starts: list[float], length: float, page: float) -> list[float]:
        """Return where to cut; the edge of the page is cut already."""
        edges = {round(edge, 3) for start in starts for edge in (start, start + length)}
        return [edge for edge in sorted(edges) if _TOLERANCE < edge < page - _TOLERANCE]


def own_page(layout: Layout) -> Sheet:
    """Return the sheet of one badge on a page of its own size, the fold included."""
    width, height = _unfolded(layout.width, layout.height, layout.fold)
    return Sheet(
        name=layout.name,
        width=width,
        height=height,
        badge_width=layout.width,
        badge_height=layout.height,
        fold=layout.fold,
    )


def sheet_for(  # noqa: PLR0913  what a grid is made of
    layout: Layout,
    page_width: float,
    page_height: float,
    margin: float = 0.0,
    gutter: float = 0.0,
    *,
    cut_marks: bool = True,
    name: str = "",
) -> Sheet:
    """Return the grid of as many badges as a page takes, in its middle; raises DeskError for none.

    The margin is the white edge that at least remains, the gutter lies between two badges.
    """
    width, height = _unfolded(layout.width, layout.height, layout.fold)
    columns = _how_many(page_width - 2 * margin, width, gutter)
    rows = _how_many(page_height - 2 * margin, height, gutter)
    if not columns or not rows:
        raise DeskError(
            _("A page of {width} x {height} mm does not take the layout {layout}.").format(
                width=f"{page_width:g}", height=f"{page_height:g}", layout=layout.name
            )
        )
    return Sheet(
        name=name or layout.name,
        width=page_width,
        height=page_height,
        badge_width=layout.width,
        badge_height=layout.height,
        columns=columns,
        rows=rows,
        left=_start(page_width, columns, width, gutter),
        top=_start(page_height, rows, height, gutter),
        gutter_across=gutter,
        gutter_down=gutter,
        cut_marks=cut_marks,
        fold=layout.fold,
        turn="side" if page_height >= page_width else "top",
    )


def best_sheet(layout: Layout, page: tuple[float, float], name: str = "") -> Sheet:
    """Return the grid on a page, upright or lying, whichever takes more badges."""
    short, long = sorted(page)
    found = []
    for width, height in ((short, long), (long, short)):
        try:
            found.append(sheet_for(layout, width, height, name=name))
        except DeskError as error:
            refused = error
    if not found:
        raise refused
    return max(found, key=lambda sheet: sheet.columns * sheet.rows)


def _unfolded(width: float, height: float, fold: Fold) -> tuple[float, float]:
    across, down = {"": (1, 1), "top": (1, 2), "side": (2, 1)}[fold]
    return across * width, down * height


def _how_many(room: float, length: float, gutter: float) -> int:
    return min(MOST_IN_A_ROW, max(0, floor((room + gutter + _TOLERANCE) / (length + gutter))))


def _start(page: float, count: int, length: float, gutter: float) -> float:
    return round((page - count * length - (count - 1) * gutter) / 2, 3)
