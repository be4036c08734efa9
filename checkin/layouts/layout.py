"""A layout: what stands where on one or two sides of a badge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.layouts.element import Element, Picture, Side

Fold = Literal["", "top", "side"]
"""Where paper is folded: not at all, at the top edge of the front, or at its left edge."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One badge; sizes are in millimetres."""

    name: str
    width: float
    height: float
    front: Side = ()
    back: Side = ()
    """Empty where the back stays white; equal to the front where both say the same."""
    fold: Fold = ""
    """Where a badge of a page of its own is folded, so that front and back are on one page."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What people call it, by language."""
    folder: Path | None = None
    """Where its pictures lie."""

    def title(self, language: str) -> str:
        """Return what people call it in a language, else in English, else its name."""
        return self.titles.get(language) or self.titles.get("en") or self.name

    def elements(self) -> tuple[Element, ...]:
        """Return the elements of both sides."""
        return self.front + self.back

    def pictures(self) -> dict[str, Path]:
        """Return where its pictures lie, by their names; raises DeskError for one that does not.

        A link to somewhere else is no picture of the layout, and neither is a pipe or a device.
        """
        files = dict.fromkeys(one.file for one in self.elements() if isinstance(one, Picture))
        return {file: self._beside(file) for file in files}

    def _beside(self, file: str) -> Path:
        if self.folder is not None:
            path = self.folder / file
            try:
                whole = path.resolve(strict=True)
                if whole.parent == self.folder.resolve() and whole.is_file():
                    return whole
            except (OSError, RuntimeError, ValueError):
                pass  # not there, or a link to itself
        raise DeskError(
            _("The layout {layout} needs the picture {file}, which is not beside it.").format(
                layout=self.name, file=file
            )
        )
