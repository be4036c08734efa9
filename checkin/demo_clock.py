"""The clock of a demo congress: it goes on where the story, or the last answer, has stopped."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from checkin.desk import Desk
from checkin.journal import clock, store
from checkin.journal.writer import Now

_MARK = "demo"  # in `me`: when a person goes on, in ms since 1970
_DAYS = 2 * 24 * 3600 * 1000  # ms after which an answer is no part of the congress any more


def mark(desk: Desk, begun: int) -> None:
    """Let the event file of a desk run on a clock of its own, which begins here."""
    with desk.act():
        store.remember(desk.db, **{_MARK: str(begun)})


def unmark(desk: Desk) -> None:
    """Let the event file run on the machine's clock, as one of a real congress does."""
    with desk.act():
        store.remember(desk.db, **{_MARK: ""})


def marked(desk: Desk) -> bool:
    """Tell whether this is a desk of the demo."""
    return bool(store.recall(desk.db, _MARK))


def of(path: Path) -> Now | None:
    """Return the clock of a demo's event file; None where it is the machine's.

    Raises DeskError where this is no event file.
    """
    with closing(store.connect(path)) as db:
        begun = int(store.recall(db, _MARK) or 0)
        last = next(store.latest(db, store.recall(db, "replica")), None)
    if not begun:
        return None
    written = clock.milliseconds(last.hlc) if last else begun
    start = written if begun < written < begun + _DAYS else begun
    opened = time.monotonic()
    return lambda: start + round((time.monotonic() - opened) * 1000)
