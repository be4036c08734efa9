"""The shelf: where layouts and sheets are found, the shipped ones and those beside an event."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from checkin import paths
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts import layout_file, settings, sheet_file
from checkin.layouts.layout import Layout
from checkin.layouts.sheet import A4, Sheet, best_sheet, own_page
from checkin.paper import picture

DEFAULT = "a6"
A4_SHEET = "a4"
"""The sheet that is made for a layout where none is kept for its size."""

_MOST = 500  # files of a folder that are looked at
_NAME = re.compile(r"[^\W_][\w .()+,-]{0,59}")

Kept = TypeVar("Kept", Layout, Sheet)


def folder(event: Path) -> Path:
    """Return where an event has layouts of its own: `layouts` beside its file."""
    return event.parent / "layouts"


def names(own: Path | None = None) -> list[str]:
    """List the layouts: those of the folder, and those that are shipped."""
    return sorted({*_stems(_shipped()), *_stems(own)})


def layout(name: str, own: Path | None = None) -> Layout:
    """Return a layout; one of the folder goes before a shipped one of the same name.

    Raises DeskError for a name that there is not, or a file with a mistake.
    """
    mine = _stems(own)
    if name not in mine | _stems(_shipped()):
        raise DeskError(
            _("There is no layout {name}. There are: {names}.").format(
                name=name, names=", ".join(names(own))
            )
        )
    return _layout(name, own if name in mine else None)


def layouts(own: Path | None = None) -> tuple[list[Layout], list[str]]:
    """Return all layouts, and a sentence for each file that could not be read."""
    mine = _stems(own)
    return _all(names(own), lambda name: _layout(name, own if name in mine else None))


def keep(layout: Layout, own: Path) -> Layout:
    """Keep a layout and its pictures in a folder, in place of one of the same name; return it.

    Raises DeskError where that cannot be: a name that is no name of a file, a picture missing.
    """
    _check_name(layout.name)
    pictures = layout.pictures()
    path = own / f"{layout.name}.toml"
    for file, source in pictures.items():
        if source != own.resolve() / file:
            settings.keep(picture.contained(source), own / file)
    layout_file.write(layout, path)
    return replace(layout, folder=own)


def sheet_names(own: Path | None = None) -> list[str]:
    """List the sheets: those of the folder, and those that are shipped."""
    return sorted({*_stems(_shipped() / "sheets"), *_stems(own and own / "sheets")})


def sheet(name: str, layout: Layout, own: Path | None = None) -> Sheet:
    """Return a sheet for a layout: '' is a page of its own size, `a4` the grid on A4.

    Raises DeskError for a name that there is not, or for a sheet of another size.
    """
    if name in {"", layout.name}:
        return own_page(layout)
    if name == A4_SHEET:
        kept = [one for one in sheets(layout, own) if sorted((one.width, one.height)) == [*A4]]
        return kept[0] if kept else best_sheet(layout, A4, A4_SHEET)
    if name not in sheet_names(own):
        raise DeskError(
            _("There is no sheet {name}. There are: {names}.").format(
                name=name, names=", ".join([A4_SHEET, *sheet_names(own)])
            )
        )
    found = _sheet(name, own if name in _stems(own and own / "sheets") else None)
    found.check(layout)
    return found


def sheets(layout: Layout, own: Path | None = None) -> list[Sheet]:
    """Return the kept sheets that take a layout, folded if it is, those of the folder first."""
    kept = _stems(own and own / "sheets")
    found, _faults = _all(
        sheet_names(own), lambda name: _sheet(name, own if name in kept else None)
    )
    fitting = [one for one in found if one.fits(layout) and bool(one.fold) == bool(layout.fold)]
    return sorted(fitting, key=lambda one: (one.name not in kept, one.name))


def keep_sheet(sheet: Sheet, own: Path) -> Path:
    """Keep a sheet in a folder, in place of one of the same name; return its file."""
    _check_name(sheet.name)
    path = own / "sheets" / f"{sheet.name}.toml"
    sheet_file.write(sheet, path)
    return path


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name) or name.endswith((" ", ".")) or layout_file.device(name):
        raise DeskError(
            _("“{name}” cannot be the name of a file; letters and digits can.").format(
                name=name[:60]
            )
        )


def _all(known: list[str], read: Callable[[str], Kept]) -> tuple[list[Kept], list[str]]:
    found, faults = [], []
    for name in known:
        try:
            found.append(read(name))
        except DeskError as error:
            faults.append(str(error))
    return found, faults


def _layout(name: str, own: Path | None) -> Layout:
    """Return a layout of the folder, or with None a shipped one."""
    return layout_file.read(own / f"{name}.toml") if own else _shipped_layout(name)


def _sheet(name: str, own: Path | None) -> Sheet:
    return sheet_file.read(own / "sheets" / f"{name}.toml") if own else _shipped_sheet(name)


@cache
def _shipped_layout(name: str) -> Layout:
    return layout_file.read(_shipped() / f"{name}.toml")


@cache
def _shipped_sheet(name: str) -> Sheet:
    return sheet_file.read(_shipped() / "sheets" / f"{name}.toml")


def _shipped() -> Path:
    return paths.resources() / "layouts"


def _stems(place: Path | None) -> set[str]:
    """Return the names of the files in a folder, none where it cannot be read.

    What steers a screen, or is no text at all, names no layout.
    """
    if place is None:
        return set()
    try:
        found = sorted(path.stem for path in place.iterdir() if path.suffix == ".toml")
    except OSError:
        return set()
    return {stem for stem in found[:_MOST] if stem.isprintable() and not stem.startswith(".")}
