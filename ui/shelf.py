"""The pages of the window, each made when somebody first goes there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from ui.page import Context, Page
from ui.places import places


class Shelf(Mapping[str, Page]):
    """Holds the pages by name; what was typed on one waits until it is made."""

    def __init__(
        self, context: Context, drafts: Mapping[str, Any], taken: Callable[[Page], None]
    ) -> None:
        """Remember what pages are made with; `taken` hears of each new one."""
        self._context, self._taken = context, taken
        self._drafts = dict(drafts)
        self._made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        if name not in self._made:
            module, made_by = places()[name].made_by.split(".")
            page: Page = getattr(import_module(f"ui.pages.{module}"), made_by)(self._context)
            self._made[name] = page
            self._taken(page)
            draft = self._drafts.pop(name, None)
            if isinstance(draft, dict):
                page.restore(draft)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(places())

    def __len__(self) -> int:
        return len(places())

    def made(self) -> list[Page]:
        """Return the pages that are there by now."""
        return list(self._made.values())

    def drafts(self) -> dict[str, Any]:
        """Return what is typed and not saved, per page."""
        typed = {name: page.draft() for name, page in self._made.items()}
        return {name: draft for name, draft in {**self._drafts, **typed}.items() if draft}


def typed(text: str) -> dict[str, Any]:
    """Return what was typed when the window closed or crashed, per page; nothing if it is odd."""
    try:
        drafts = json.loads(text or "{}")
    except ValueError:
        return {}
    return drafts if isinstance(drafts, dict) else {}
