"""Who this desk is, and how it notices that its file was copied, cloned or restored."""

from __future__ import annotations

import json
import platform
import re
import uuid
from base64 import b32encode
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal import store

if TYPE_CHECKING:
    from sqlite3 import Connection

_LABEL = re.compile("[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Witness:
    """What this machine knows of a desk, kept outside the event file."""

    last_seq: int
    last_id: str
    path: str
    machine: str


def minted(label: str) -> str:
    """Return a new replica for a desk of this label; raises DeskError for an unusable label."""
    if not _LABEL.fullmatch(label):
        raise DeskError(
            _("“{label}” cannot label a desk: take one to eight letters or digits.").format(
                label=label
            )
        )
    return f"r-{label.lower()}-{b32encode(token_bytes(10)).decode().lower()[:10]}"


def label(replica: str) -> str:
    """Return the label of the desk behind a replica, as it is shown."""
    return replica.split("-")[1].upper()


def ours(db: Connection, replica: str, path: Path, state: Path) -> bool:
    """Tell whether this file still is the desk that this machine knows under this replica."""
    file = _file(state, replica)
    try:
        known = Witness(**json.loads(file.read_text("utf-8")))
    except OSError:
        return not _writable(file.parent) or not _has_written(db, replica)
    except (ValueError, TypeError):
        return not _has_written(db, replica)
    if known.machine != machine():
        return False
    if known.path != str(path.resolve()) and _exists(known.path):
        return False
    return known.last_seq == 0 or _holds(db, known.last_id)


def witness(db: Connection, replica: str, path: Path, state: Path) -> None:
    """Note on this machine how far the desk has come; a machine without a home goes without."""
    row = db.execute(
        "SELECT seq, id FROM journal WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
    ).fetchone()
    seq, name = row or (0, "")
    note = Witness(seq, name, str(path.resolve()), machine())
    file = _file(state, replica)
    draft = file.with_suffix(".tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(note)), "utf-8")
        draft.replace(file)
    except OSError:
        return  # what was answered is in the event file, whatever becomes of this note


def forget(replica: str, state: Path) -> None:
    """Take back the note on a desk that never came to be."""
    with suppress(OSError):
        _file(state, replica).unlink(missing_ok=True)


def machine() -> str:
    """Return what tells this machine from others; images of one disk may share it."""
    try:
        return Path("/etc/machine-id").read_text("ascii").strip()
    except OSError:
        return f"{platform.node()}-{uuid.getnode():x}"


def _file(state: Path, replica: str) -> Path:
    return state / "desks" / f"{replica}.json"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{uuid.uuid4().hex}"
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _has_written(db: Connection, replica: str) -> bool:
    return bool(store.single(db, "SELECT 1 FROM journal WHERE replica = ? LIMIT 1", (replica,)))


def _holds(db: Connection, name: str) -> bool:
    return bool(store.single(db, "SELECT 1 FROM journal WHERE id = ?", (name,)))
