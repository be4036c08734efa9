"""What this machine does around the event file: who else writes there, which zone it keeps."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath

MOUNTS = Path("/proc/mounts")

_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "magentacloud": "MagentaCLOUD",
    "pcloud": "pCloud",
    "megasync": "MEGA",
    "tresorit": "Tresorit",
    "cloudstorage": "CloudStorage",
}
"""How folders begin that a program carries elsewhere behind the desk's back."""

_MARKS = {
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync": "Resilio Sync",
    ".tmp.drivedownload": "Google Drive",
}
"""What such programs leave in the top folder, whatever it is called."""

_DATABASES = {"._sync_": "Nextcloud", ".sync_": "Nextcloud", ".csync_journal": "ownCloud"}

_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smbfs",
        "smb3",
        "smb2",
        "ncpfs",
        "afs",
        "coda",
        "9p",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "davfs2",
        "vboxsf",
        "prl_fs",
        "virtiofs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.glusterfs",
        "fuse.cephfs",
        "fuse.onedriver",
        "fuse.s3fs",
        "fuse.google-drive-ocamlfuse",
        "fuse.vmhgfs-fuse",
    }
)
"""File systems on which SQLite's log and locks cannot be trusted."""

_REMOTE_DRIVE = 4  # of GetDriveTypeW


def shared_folder(path: Path, mounts: str | None = None) -> str:
    """Name what else writes to the folder of a file, or where it really lies; '' for nothing."""
    if found := named(path) or named(path.resolve()):
        return found
    for above in path.resolve().parents:
        if found := _marked(above):
            return found
    with suppress(OSError):
        return network(path.resolve(), MOUNTS.read_text("utf-8") if mounts is None else mounts)
    return _remote(path)


def named(path: PurePath) -> str:
    """Name what the folders above a file are called after; '' where they say nothing."""
    text = str(path)
    if text.startswith(("\\\\", "//")) and not text.startswith("\\\\?\\"):
        return text[:2] + text[2:].replace("/", "\\").split("\\")[0]
    if text.startswith("/Volumes/"):
        return "/Volumes"
    for part in path.parts[:-1]:
        for start, name in _SYNCHRONISED.items():
            if part.casefold().lstrip(".").startswith(start):
                return name
    return ""


def network(path: PurePath, mounts: str) -> str:
    """Name the network file system on which a path lies, by the lines of /proc/mounts."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:  # noqa: PLR2004  device, place, type
            place = PurePath(parts[1].replace("\\040", " "))
            if (place == path or place in path.parents) and len(place.parts) >= longest:
                longest, kind = len(place.parts), parts[2]
    return kind if kind in _NETWORK else ""


def same_medium(one: Path, other: Path) -> bool:
    """Tell whether two paths lie on one disk; where that cannot be known, they do."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return True


def machine_moment(moment: datetime) -> datetime:
    """Return a moment as the clock of this machine shows it."""
    return moment.astimezone(None)


def _marked(folder: Path) -> str:
    for name in _entries(folder):
        if name.casefold() in _MARKS:
            return _MARKS[name.casefold()]
        for start, program in _DATABASES.items():
            if name.startswith(start) and name.endswith(".db"):
                return program
    return ""


def _entries(folder: Path) -> Iterator[str]:
    """Yield the names of a folder that are hidden; one that cannot be read has none."""
    with suppress(OSError), os.scandir(folder) as found:
        yield from (item.name for item in found if item.name.startswith("."))


if sys.platform == "win32":
    import ctypes

    def _remote(path: Path) -> str:
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.resolve().drive}\\")
        return str(path.resolve().drive) if kind == _REMOTE_DRIVE else ""

else:

    def _remote(_path: Path) -> str:
        return ""
