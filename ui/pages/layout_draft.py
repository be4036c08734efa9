"""A layout that is not kept yet, as plain values that outlive the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checkin.errors import DeskError
from checkin.layouts import layout_file, shelf
from checkin.layouts.layout import Layout
from checkin.layouts.sketch import Sketch, opened
from checkin.layouts.steps import Steps


def drafted(steps: Steps, own: Path) -> dict[str, Any]:
    """Return the layout under the hand, {} where it is kept."""
    layout = steps.now.layout
    if not steps.changed:
        return {}
    return {
        "name": layout.name,
        "folder": str(layout.folder or own),
        "layout": layout_file.text(layout),
        "side": steps.now.side,
    }


def steps(draft: dict[str, Any], own: Path) -> Steps | None:
    """Return the work where it was left; None where nothing was, or where it cannot be read.

    A draft of a sheet alone leads to the kept layout that it is of.
    """
    before = _kept(draft.get("name", draft.get("of")), own)
    said = draft.get("layout")
    if not isinstance(said, str):
        return Steps(before) if before and draft.get("sheet") else None
    name, folder = str(draft.get("name", "")), Path(str(draft.get("folder") or own))
    try:
        layout = layout_file.parsed(said, name, folder)
    except DeskError:
        return None  # a draft of another version
    made = Steps(before or opened(Layout("", layout.width, layout.height)))
    sketch = opened(layout)
    made.take(sketch.turn("back") if draft.get("side") == "back" else sketch)
    return made


def _kept(name: object, own: Path) -> Sketch | None:
    try:
        return opened(shelf.layout(name, own)) if isinstance(name, str) and name else None
    except DeskError:
        return None
