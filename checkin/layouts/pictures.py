"""Pictures: brought beside a layout under names that take no other picture's place."""

from __future__ import annotations

import filecmp
import re
from dataclasses import replace
from itertools import count
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts import layout_file, settings
from checkin.layouts.element import Element, Picture
from checkin.layouts.layout import Layout
from checkin.paper import picture

_ODD = re.compile(r"[^\w ()+,-]")
_LONGEST = 60


def beside(layout: Layout, own: Path) -> Layout:
    """Return a layout with all of its pictures in a folder; raises DeskError for a missing one."""
    if layout.folder is not None and layout.folder.resolve() == own.resolve():
        return layout
    names = {file: _copied(path, own) for file, path in layout.pictures().items()}

    def renamed(element: Element) -> Element:
        if not isinstance(element, Picture):
            return element
        return replace(element, file=names[element.file])

    front, back = tuple(map(renamed, layout.front)), tuple(map(renamed, layout.back))
    return replace(layout, front=front, back=back, folder=own)


def taken(source: Path, own: Path) -> tuple[str, float]:
    """Copy a picture of anybody's into a folder; return its name there, and width by height.

    Raises DeskError for what is no PNG, SVG or PDF, cannot be drawn, or cannot be copied.
    """
    if not layout_file.picture_name(f"a{source.suffix.lower()}"):
        raise DeskError(_("{file} is no PNG, SVG or PDF.").format(file=source.name))
    drawn = picture.load(source)
    return _copied(source, own), drawn.width / drawn.height


def _copied(source: Path, own: Path) -> str:
    """Copy a file into a folder under a name that is free there, or that it has there already."""
    stem = _ODD.sub("-", source.stem).strip(" -")[:_LONGEST].rstrip() or "picture"
    if layout_file.device(stem):
        stem = f"picture {stem}"
    kind = source.suffix.lower()
    content = picture.contained(source)
    try:
        for number in count(1):
            path = own / (f"{stem}{kind}" if number == 1 else f"{stem} {number}{kind}")
            if path.is_symlink():  # to where nobody here has a say
                continue
            if not path.exists():
                settings.keep(content, path)
                return path.name
            if filecmp.cmp(source, path, shallow=False):
                return path.name
    except OSError as error:
        raise DeskError(
            _("{file} cannot be written: {reason}").format(
                file=source.name, reason=error.strerror or error
            )
        ) from error
    raise AssertionError  # numbers have no end
