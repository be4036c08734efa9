"""The backup while one works: all that is new goes to a second folder, and a full copy on close."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checkin.desk import Desk
from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import identity, keeping, store

EVERY = 5 * 60  # seconds between two backups while one works
COPIES = 10  # full copies of this desk that stay
_SHOWN = 300  # signs of a path


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup came to, or why there is none."""

    at: datetime
    entries: int = 0  # written now; nothing new is no failure
    refused: str = ""  # a sentence, '' where all is kept

    @property
    def well(self) -> bool:
        """Tell whether everything is kept."""
        return not self.refused


def folder(desk: Desk) -> Path | None:
    """Return the folder in which this desk keeps its backup; None where nobody chose one."""
    text = store.recall(desk.db, "backup_folder")
    return Path(text) if text else None


def choose(desk: Desk, path: Path | None) -> None:
    """Keep the backup in this folder from here on, or nowhere; raises DeskError if it is none."""
    if path is not None and not _is_folder(path):
        raise DeskError(_("There is no folder {path}.").format(path=str(path)[:_SHOWN]))
    if path is not None and path.resolve() == desk.path.parent.resolve():
        raise DeskError(_("The event file lies in this folder; choose one on another medium."))
    with desk.act():
        store.remember(desk.db, backup_folder=str(path.resolve()) if path else "", backup_at="")


def last(desk: Desk) -> datetime | None:
    """Return when a backup last succeeded."""
    text = store.recall(desk.db, "backup_at")
    return datetime.fromisoformat(text) if text else None


def keep(desk: Desk) -> Kept:
    """Write what the folder lacks; whatever stands in the way is told, never raised."""
    at = desk.this_moment()
    try:
        path = _ready(desk)
        from checkin import exchange  # noqa: PLC0415  slow to load, and only a backup needs it

        met = exchange.sync(desk, path, noted=False)
        _note(desk, at)
    except (DeskError, OSError) as error:
        return Kept(at, refused=str(error))
    return Kept(at, met.written)


def keep_whole(desk: Desk) -> Kept:
    """Write what the folder lacks and copy the whole event file; of copies the newest stay."""
    kept = keep(desk)
    if not kept.well:
        return kept
    try:
        path = _ready(desk)
        keeping.backup(desk.path, _free(path, f"{_stem(desk)}-{kept.at:%Y%m%dT%H%M%S}"))
        for old in sorted(path.glob(f"{_stem(desk)}-*.checkin"))[:-COPIES]:
            with suppress(OSError):
                old.unlink()
    except (DeskError, OSError) as error:
        return Kept(kept.at, kept.entries, str(error))
    return kept


def _is_folder(path: Path) -> bool:
    """Tell whether this is a folder that one may look into."""
    try:
        return path.is_dir()
    except OSError:  # a name too long for any disk, or a folder of somebody else's
        return False


def _ready(desk: Desk) -> Path:
    path = folder(desk)
    if path is None:
        raise DeskError(_("No folder for the backup was chosen."))
    if not path.is_dir():
        raise DeskError(
            _("The backup folder {path} is not there. Is the stick in?").format(path=path)
        )
    return path


def _note(desk: Desk, at: datetime) -> None:
    with desk.act():
        store.remember(desk.db, backup_at=at.isoformat())


def _stem(desk: Desk) -> str:
    """Return how the copies of this desk are named, whatever identity it goes on under."""
    return f"backup_{desk.event.id[2:10]}_{identity.label(desk.replica).lower()}"


def _free(path: Path, stem: str) -> Path:
    return next(one for one in _names(path, stem) if not os.path.lexists(one))


def _names(path: Path, stem: str) -> Iterator[Path]:
    yield path / f"{stem}.checkin"
    number = 2
    while True:
        yield path / f"{stem}-{number}.checkin"
        number += 1
