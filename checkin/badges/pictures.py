"""Badges drawn as pictures, for where no PDF can be printed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checkin.badges import drawing
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper import pixels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.badges.badge import Badge
    from checkin.badges.drawing import Printout
    from checkin.layouts.layout import Layout
    from checkin.layouts.sheet import Sheet

DOTS = 300  # to the inch

SUFFIX = ".png"


def draw(
    badges: Iterable[Badge], layout: Layout, sheet: Sheet, out: Path, **how: Any
) -> tuple[Printout, list[Path]]:
    """Draw a picture of each page, as drawing.draw() does; return the files, too.

    One page is the file that was asked for, `badges.png`; several are `badges-001.png` and so on.
    They appear when all are complete, or none does. Raises DeskError.
    """
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".badges-") as folder:
            pdf = Path(folder) / "badges.pdf"
            printout = drawing.draw(badges, layout, sheet, pdf, **how)
            drawn = []
            for number, page in enumerate(pixels.pages_of(pdf, DOTS), 1):
                drawn.append(Path(folder) / f"{number}{SUFFIX}")
                page.save(drawn[-1], dpi=(DOTS, DOTS))
            files = [out] if len(drawn) == 1 else _numbered(out, len(drawn))
            for part, file in zip(drawn, files, strict=True):
                part.replace(file)
    except OSError as error:
        raise DeskError(
            _("{file} cannot be written: {reason}").format(
                file=out.name, reason=error.strerror or error
            )
        ) from error
    return printout, files


def _numbered(out: Path, count: int) -> list[Path]:
    digits = max(3, len(str(count)))
    return [out.with_stem(f"{out.stem}-{number:0{digits}}") for number in range(1, count + 1)]
