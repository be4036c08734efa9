"""Badges drawn as a PDF, one after the other, so that ten thousand need no more memory than ten."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from checkin.badges.badge import in_latin
from checkin.badges.brush import Brush
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper.page import Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.badges.badge import Badge
    from checkin.layouts.layout import Layout
    from checkin.layouts.sheet import Place, Sheet

CUT = "\u2026"
"""The character of the warning that a name was too long for the smallest size."""

Sides = Literal["both", "front", "back"]
SIDES: tuple[Sides, ...] = ("both", "front", "back")

Offset = tuple[float, float]
"""Millimetres to the right and down."""

_TITLE = "Badges"  # read in viewers and spoolers, so it names nobody


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  the word of the command line; Python's own is never raised here
    """A character of a person's badge that cannot be printed."""

    person: str
    character: str


@dataclass(frozen=True, slots=True)
class Printout:
    """How many badges were drawn, and what stood in the way of others."""

    badges: int
    warnings: list[Warning]


def draw(  # noqa: PLR0913  what is drawn where, and how
    badges: Iterable[Badge],
    layout: Layout,
    sheet: Sheet,
    out: Path,
    *,
    sides: Sides = "both",
    offset: Offset = (0.0, 0.0),
    latin: bool = False,
) -> Printout:
    """Draw badges into a file, as draw_to() does; it appears when it is complete, or not at all."""
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".badges-", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            printout = draw_to(badges, layout, sheet, file, sides=sides, offset=offset, latin=latin)
        part.replace(out)
    except OSError as error:
        raise DeskError(
            _("{file} cannot be written: {reason}").format(
                file=out.name, reason=error.strerror or error
            )
        ) from error
    finally:
        if part:
            part.unlink(missing_ok=True)
    return printout


def draw_to(  # noqa: PLR0913  what is drawn where, and how
    badges: Iterable[Badge],
    layout: Layout,
    sheet: Sheet,
    stream: BinaryIO,
    *,
    sides: Sides = "both",
    offset: Offset = (0.0, 0.0),
    latin: bool = False,
) -> Printout:
    """Draw badges on a stream; without any badge it is one empty page.

    The offset moves everything to the right and down. With `latin`, who has a character that
    cannot be printed gets the Latin name alone, where that can be. Raises DeskError for a sheet
    of another size, for a back that there is not, for a picture of the layout that is not there.
    """
    sheet.check(layout)
    if sides == "back" and not layout.back:
        raise DeskError(_("The layout {layout} has no back.").format(layout=layout.name))
    pages = Pages(stream, sheet.width, sheet.height, _TITLE)
    brush = Brush(layout)
    imposition = _Imposition.of(layout, sheet, sides, offset)
    warnings: list[Warning] = []
    drawn = 0
    for some in _paged(_ready(badges, brush, warnings, latin=latin), len(sheet.fronts())):
        warnings += [Warning(person, CUT) for person in imposition.draw(pages, brush, some)]
        drawn += len(some)
    pages.close()
    return Printout(drawn, warnings)


def _ready(
    badges: Iterable[Badge], brush: Brush, warnings: list[Warning], *, latin: bool
) -> Iterator[Badge]:
    """Yield the badges that can be drawn whole, and warn of the others."""
    for badge in badges:
        lacking = brush.missing(badge)
        if lacking and latin and not brush.missing(in_latin(badge)):
            yield in_latin(badge)
        elif lacking:
            warnings += [Warning(badge.person, character) for character in lacking]
        else:
            yield badge


def _paged(badges: Iterator[Badge], count: int) -> Iterator[list[Badge]]:
    """Yield the badges of each sheet; nobody makes one empty sheet."""
    page = list(islice(badges, count))
    while True:
        yield page
        page = list(islice(badges, count))
        if not page:
            return


@dataclass(frozen=True, slots=True)
class _Imposition:
    """Where the sides of some badges lie, on one page or on two."""

    sheet: Sheet
    sides: tuple[tuple[str, list[Place]], ...]
    offset: Offset

    @classmethod
    def of(cls, layout: Layout, sheet: Sheet, sides: Sides, offset: Offset) -> _Imposition:
        """Return where the sides lie that are wanted and that a layout has."""
        both = {"front": sheet.fronts(), "back": sheet.backs() if layout.back else []}
        wanted = [name for name, places in both.items() if places and sides in {name, "both"}]
        return cls(sheet, tuple((name, both[name]) for name in wanted), offset)

    def draw(self, pages: Pages, brush: Brush, badges: list[Badge]) -> list[str]:
        """Draw as many badges as a sheet takes; return whose name was shortened."""
        cut: dict[str, None] = {}
        for number, (side, places) in enumerate(self.sides, 1):
            for badge, place in zip(badges, places, strict=False):
                if brush.draw(pages, badge, side, self._moved(place)):
                    cut[badge.person] = None
            if side == "front":
                self._mark(pages)
            if number == len(self.sides) or not self.sheet.fold:
                pages.turn()
        return list(cut)

    def _moved(self, place: Place) -> Place:
        across, down = self.offset
        return place._replace(left=place.left + across, top=place.top + down)

    def _mark(self, pages: Pages) -> None:
        """Draw where to cut and to fold."""
        across, down = self.offset
        cuts = self.sheet.cuts() if self.sheet.cut_marks else ()
        for start, end in (*cuts, *self.sheet.folds()):
            pages.hairline((start[0] + across, start[1] + down), (end[0] + across, end[1] + down))
