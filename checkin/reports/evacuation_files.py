"""Evacuation lists as files: one every quarter of an hour, for the moment when nobody can ask."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.paper.listing import Progress
from checkin.readiness import Check
from checkin.reports import evacuation

EVERY = timedelta(minutes=15)
COPIES = 8  # files of this desk that stay
USUAL = "evacuation"  # the folder beside the event file
_LATE = 2 * EVERY
_FOLDER = "evacuation_folder"
_TIME = "%Y%m%dT%H%M%S"
_SHOWN = 300  # signs of a path


class Kept(NamedTuple):
    """A list that lies in the folder."""

    path: Path
    at: datetime
    people: int = 0  # of one that was just written


def folder(desk: Desk) -> Path:
    """Return where this desk keeps its lists: the folder that was chosen, else the usual one."""
    chosen = store.recall(desk.db, _FOLDER)
    return Path(chosen) if chosen else desk.path.parent / USUAL


def choose(desk: Desk, path: Path | None) -> None:
    """Keep the lists in this folder from here on, or in the usual one; raises DeskError."""
    if path is not None and not path.is_dir():
        raise DeskError(_("There is no folder {path}.").format(path=str(path)[:_SHOWN]))
    with desk.act():
        store.remember(desk.db, **{_FOLDER: str(path.resolve()) if path else ""})


def keep(desk: Desk, into: Path | None = None, progress: Progress | None = None) -> Kept:
    """Write the list of now, whole or not at all; of the older ones the last few stay.

    Raises DeskError where it cannot be written.
    """
    at, place = desk.this_moment(), into or folder(desk)
    path = place / f"{_stem(desk)}{at:{_TIME}}.pdf"
    if refused := _refused(desk, place):
        sentence = _("{path} could not be written ({reason}).")
        raise DeskError(sentence.format(path=path, reason=refused))
    printed = evacuation.write(desk, path, progress=progress)
    for old in _lists(desk, place)[:-COPIES]:
        with suppress(OSError):
            old.unlink()
    return Kept(path, at, printed.people)


def last(desk: Desk) -> Kept | None:
    """Return the newest list of this desk; None where there is none."""
    for path in reversed(_lists(desk, folder(desk))):
        with suppress(ValueError):
            at = datetime.strptime(path.stem.removeprefix(_stem(desk)), _TIME)  # noqa: DTZ007  given next
            return Kept(path, at.replace(tzinfo=desk.event.tz))
    return None


def due(desk: Desk) -> bool:
    """Tell whether a list is to be written: on a day of the event, a quarter of an hour after."""
    now = desk.this_moment()
    if desk.practising or not _on(desk, now):
        return False
    before = last(desk)
    return before is None or abs(now - before.at) >= EVERY


def check(desk: Desk) -> Check:
    """Tell whether lists are written, and since when."""
    name, place = _("Evacuation list"), folder(desk)
    if refused := _refused(desk, place):
        text = _("Nothing can be written into {path} ({reason}).").format(
            path=str(place)[:_SHOWN], reason=refused
        )
        remedy = _("Put the stick in, or choose a folder on the page Figures.")
        return Check(name, "stop", text, remedy)
    before, now = last(desk), desk.this_moment()
    told = _("Written every 15 minutes on the days of the event.")
    if before:
        told = _("Last written {at}.").format(at=f"{before.at:%d.%m. %H:%M}")
    late = _on(desk, now) and (before is None or now - before.at > _LATE)
    remedy = _("Leave the window open; the key Ctrl+Shift+E writes one now.") if late else ""
    return Check(name, "look" if late else "ok", told, remedy)


def _on(desk: Desk, now: datetime) -> bool:
    return desk.event.day_of(now) in set(desk.event.days())


def _refused(desk: Desk, place: Path) -> str:
    """Return why nothing can be written there, '' where it can.

    A folder that somebody chose lies on a stick, perhaps, and is not made where the stick was.
    """
    try:
        if str(place) != store.recall(desk.db, _FOLDER):
            place.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            return ""
    except OSError as error:
        return error.strerror or str(error)


def _lists(desk: Desk, place: Path) -> list[Path]:
    try:
        return sorted(place / one for one in os.listdir(place) if _ours(desk, one))  # noqa: PTH208  raises at once
    except OSError:
        return []


def _ours(desk: Desk, file: str) -> bool:
    return file.startswith(_stem(desk)) and file.endswith(".pdf")


def _stem(desk: Desk) -> str:
    """Return how the files of this desk and event begin."""
    return f"evacuation-{desk.event.id[2:8]}-{desk.label}-"
