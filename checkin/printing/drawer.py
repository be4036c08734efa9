"""The drawer for pages on their way to a printer: of this user alone, and always emptied."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checkin import paths
from checkin.errors import DeskError
from checkin.i18n import gettext as _

_PRIVATE = 0o700


def place(event: Path) -> Path:
    """Return the folder for the pages of an event; only whoever writes the event uses it."""
    name = hashlib.sha256(str(event.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return paths.machine_state() / "printing" / name[:16]


def sweep(event: Path) -> None:
    """Throw away what a program that was killed has left."""
    shutil.rmtree(place(event), ignore_errors=True)


@contextmanager
def opened(event: Path) -> Iterator[Path]:
    """Lend a new folder, which is gone afterwards whatever happens."""
    folder = place(event)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=_PRIVATE)
        folder.chmod(_PRIVATE)
        made = Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        words = _("The pages cannot be written ({reason}).")
        raise DeskError(words.format(reason=error.strerror or error)) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
