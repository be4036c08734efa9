"""Copies of a whole event file, complete also while somebody writes to it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store
from checkin.journal.driver import sqlite3


def backup(path: Path, out: Path) -> None:
    """Copy an event file into a new file; raises DeskError, and leaves no half of one behind."""
    if os.path.lexists(out):
        raise DeskError(_("{path} exists already.").format(path=out))
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        with closing(store.connect(path)) as source:
            draft.touch(0o600, exist_ok=False)
            with closing(sqlite3.connect(draft)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
        _keep(draft)
        draft.rename(out)
    except (OSError, sqlite3.Error) as error:
        raise DeskError(
            _("{path} could not be written ({reason}).").format(path=out, reason=error)
        ) from error
    finally:
        store.remove(draft)


def _keep(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
