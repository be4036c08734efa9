"""Carrying layouts: brought from somebody's file, given away as one, and thrown away."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts import layout_file, pictures, shelf
from checkin.layouts.layout import Layout


def keep(layout: Layout, name: str, own: Path, *, new: bool) -> Layout:
    """Keep a layout with its pictures in a folder under a name; return it as it is kept.

    A new one is called what its name says. Raises DeskError for a name that is taken, or that is
    no name of a file, for a missing picture, and where nothing can be written.
    """
    name = " ".join(name.split())
    if not name:
        raise DeskError(_("A layout needs a name."))
    if new and name.casefold() in _taken(own):
        raise DeskError(
            _("There is a layout “{name}” already. Please choose another name.").format(name=name)
        )
    named = replace(layout, name=name, titles={} if new else layout.titles)
    return shelf.keep(pictures.beside(named, own), own)


def bring(path: Path, own: Path) -> Layout:
    """Bring a layout and its pictures into a folder, under a name that is free; return it.

    Raises DeskError with file, line and key of a mistake in it.
    """
    layout = layout_file.read(path)
    name = free_name(layout.name, own)
    return shelf.keep(pictures.beside(replace(layout, name=name), own), own)


def give(layout: Layout, path: Path) -> None:
    """Write a layout into a file of its own, with its pictures beside it; raises DeskError."""
    named = replace(layout, name=path.stem)
    layout_file.write(pictures.beside(named, path.parent), path)


def discard(name: str, own: Path) -> None:
    """Throw a layout of the folder away; its pictures stay, as others may need them."""
    path = own / f"{name}.toml"
    try:
        path.unlink()
    except OSError as error:
        raise DeskError(
            _("{file} cannot be removed: {reason}").format(
                file=path.name, reason=error.strerror or error
            )
        ) from error


def free_name(name: str, own: Path) -> str:
    """Return a name that no layout has, the same with a number behind it where it is taken."""
    taken = _taken(own)
    numbered = (name if number == 1 else f"{name} {number}" for number in count(1))
    return next(one for one in numbered if one.casefold() not in taken)


def is_own(layout: Layout, own: Path) -> bool:
    """Tell whether a layout is kept in the folder, and is none of those that are shipped."""
    return layout.folder == own and (own / f"{layout.name}.toml").is_file()


def _taken(own: Path) -> set[str]:
    """Return all names and titles, so that nothing is called like something else."""
    found, _faults = shelf.layouts(own)
    titles = (title for layout in found for title in layout.titles.values())
    return {name.casefold() for name in (*shelf.names(own), *titles)}
