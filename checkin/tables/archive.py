"""Files that are ZIP archives inside, looked at before they are unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from checkin.errors import DeskError
from checkin.i18n import gettext as _

MEMBERS = 1000
BYTES = 200_000_000
RATIO = 100
_SMALL = 10_000_000

BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)


@contextmanager
def opened(path: Path) -> Iterator[tuple[ZipFile, set[str]]]:
    """Open an archive that is small enough, with the names in it; raises DeskError."""
    try:
        with ZipFile(path) as archive:
            names = {member.filename for member in archive.infolist()}
            if {"xl/vbaProject.bin", "word/vbaProject.bin"} & names:
                raise DeskError(
                    _("{file} contains macros. Save it as a plain XLSX or DOCX file.").format(
                        file=path.name
                    )
                )
            if not _fits(archive.infolist()):
                raise too_large(path)
            yield archive, names
    except BROKEN as fault:
        raise damaged(path) from fault


def is_document(path: Path) -> bool:
    """Tell whether this is a document of Word; whatever else it is, others will say."""
    try:
        with ZipFile(path) as archive:
            return any(name.startswith("word/document") for name in archive.namelist())
    except BROKEN:
        return False


def damaged(path: Path) -> DeskError:
    """Return what to say of a file that cannot be read."""
    return DeskError(_("{file} is damaged and cannot be read.").format(file=path.name))


def too_large(path: Path) -> DeskError:
    """Return what to say of a file that would fill the memory."""
    return DeskError(_("{file} is too large when unpacked.").format(file=path.name))


def _fits(members: list[zipfile.ZipInfo]) -> bool:
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    odd = any(m.filename.startswith(("/", "\\")) or ".." in m.filename for m in members)
    bomb = size > BYTES or (size > _SMALL and size / packed > RATIO)
    return len(members) <= MEMBERS and not odd and not bomb
