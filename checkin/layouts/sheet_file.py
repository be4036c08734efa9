"""A sheet as a TOML file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from checkin.i18n import gettext as _
from checkin.layouts import settings, tables
from checkin.layouts.layout import Fold
from checkin.layouts.layout_file import LARGEST, SMALLEST
from checkin.layouts.sheet import MOST_IN_A_ROW, Sheet, Turn

if TYPE_CHECKING:
    from checkin.layouts.tables import Table

_LONGEST_TITLE = 60

_TOP = """\
# A page of badges; millimetres from the upper left corner. With fold = "top" or "side" each back
# lies above or beside its front. Else the backs are on the next page, which is turned over its
# side, or with turn = "top" over its top.
"""


def read(path: Path) -> Sheet:
    """Read a sheet from its file; raises DeskError with file, line and key of a mistake."""
    return _sheet(tables.read(path), path.stem)


def write(sheet: Sheet, path: Path) -> None:
    """Write a sheet that reads back equal; raises DeskError for one that could not be read."""
    content = text(sheet).encode("utf-8", "replace")
    _sheet(tables.parsed(content, path.name), path.stem)
    settings.keep(content, path)


def text(sheet: Sheet) -> str:
    """Return a sheet as its file says it."""
    lines = [
        _TOP,
        *settings.by_language("titles", sheet.titles),
        *settings.pairs(
            width=sheet.width,
            height=sheet.height,
            badge=(sheet.badge_width, sheet.badge_height),
            columns=sheet.columns,
            rows=sheet.rows,
            left=sheet.left,
            top=sheet.top,
            gutter_across=sheet.gutter_across,
            gutter_down=sheet.gutter_down,
            cut_marks=sheet.cut_marks,
            fold=sheet.fold or None,
            turn=sheet.turn if sheet.turn != "side" else None,
        ),
    ]
    return "\n".join(lines) + "\n"


def _sheet(table: Table, name: str) -> Sheet:
    badge_width, badge_height = table.numbers("badge", 2, SMALLEST, LARGEST)
    found = Sheet(
        name=name,
        width=table.number("width", SMALLEST, LARGEST),
        height=table.number("height", SMALLEST, LARGEST),
        badge_width=badge_width,
        badge_height=badge_height,
        columns=table.whole_number("columns", 1, MOST_IN_A_ROW, 1),
        rows=table.whole_number("rows", 1, MOST_IN_A_ROW, 1),
        left=table.number("left", 0, LARGEST, 0),
        top=table.number("top", 0, LARGEST, 0),
        gutter_across=table.number("gutter_across", 0, LARGEST, 0),
        gutter_down=table.number("gutter_down", 0, LARGEST, 0),
        cut_marks=table.flag("cut_marks"),
        fold=table.word("fold", cast("tuple[Fold, ...]", get_args(Fold)), ""),
        turn=table.word("turn", cast("tuple[Turn, ...]", get_args(Turn)), "side"),
        titles=table.texts("titles", _LONGEST_TITLE),
    )
    table.done()
    if key := found.beyond():
        alone = replace(found, columns=1, rows=1).beyond()
        raise table.refuse((alone and "badge") or key, _("It reaches beyond the edge."))
    return found
