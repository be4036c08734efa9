"""Writing exchange files: always new ones, complete or not there at all."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, count, islice
from pathlib import Path
from typing import BinaryIO

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.journal.entry import REDACTED, Entry
from checkin.letters import k1

_LINES = 5_000  # written at once
_UNABLE = {errno.EINVAL, errno.ENOTSUP}  # what a system says that flushes no folders


class UnwrittenError(DeskError):
    """The disk took no exchange file; those that were there are as they were."""


def send(  # noqa: PLR0913  what a file says of its writer
    folder: Path,
    entries: Iterable[Entry],
    *,
    event: str,
    replica: str,
    have: Mapping[str, int],
    erasures: Mapping[str, Entry],
    now: int,
) -> list[Path]:
    """Write entries in as many new files as they need, each read back; raises UnwrittenError.

    A file that holds redacted entries also holds the `erased` ones that justify them, which are
    found in `erasures` by subject, so that each file stands for itself.
    """
    stamp = datetime.fromtimestamp(now / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    stem = f"sync_{event}_{replica}_{stamp}"
    stream = iter(entries)
    written = []
    for first in stream:
        part = _justified(chain([first], islice(stream, k1.ROWS - 1)), erasures)
        path = _free(folder, stem)
        draft = path.with_suffix(".tmp")
        try:
            proof = _write(draft, part, k1.End(event, replica, 0, "", "", have))
            _publish(draft, path, proof)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise _unwritten(folder, error) from error
        except BaseException:  # somebody stopped it
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
        written.append(path)
    return written


def _justified(entries: Iterable[Entry], erasures: Mapping[str, Entry]) -> Iterator[Entry]:
    """Yield the entries, and at the end the erasures on which redacted ones among them rely."""
    blank: set[str] = set()
    there: set[str] = set()
    for entry in entries:
        if entry.data == REDACTED:
            blank.add(entry.subject)
        elif entry.kind == "erased":
            there.add(entry.subject)
        yield entry
    yield from (erasures[subject] for subject in sorted(blank - there))


def _free(folder: Path, stem: str) -> Path:
    """Return a name in the folder that nothing bears."""
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    paths = (folder / f"{name}.csv" for name in names)
    return next(path for path in paths if not os.path.lexists(path))


def _write(draft: Path, entries: Iterable[Entry], end: k1.End) -> str:
    """Write a whole file and bring it to the disk; return the SHA-256 of its bytes."""
    sha256 = hashlib.sha256()
    names: list[str] = []
    stream = iter(entries)
    with draft.open("wb", buffering=0) as file:
        text = k1.HEADER + k1.BREAK
        while text:
            sha256.update(text.encode())
            _put(file, text.encode())
            some = list(islice(stream, _LINES))
            names += [entry.id for entry in some]
            text = "".join(k1.line(entry.cells()) for entry in some)
        whole = k1.End(
            end.event,
            end.replica,
            len(names),
            k1.ids_digest(names),
            sha256.hexdigest(),
            end.have,
        )
        last = k1.line(whole.cells()).encode()
        sha256.update(last)
        _put(file, last)
        os.fsync(file.fileno())
    return sha256.hexdigest()


def _put(file: BinaryIO, content: bytes) -> None:
    """Write all of it: a full disk may take a part and say so only in the count."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def _publish(draft: Path, path: Path, proof: str) -> None:
    """Give a finished file its name, and read it back from the disk; else it is not there."""
    draft.rename(path)
    try:
        flush(path.parent)
        _read_back(path, proof)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _read_back(path: Path, proof: str) -> None:
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):  # else what is read may be what memory still holds
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if hashlib.file_digest(file, "sha256").hexdigest() != proof:
            raise OSError(_("what was written reads back differently"))


def flush(folder: Path) -> None:
    """Bring the names in a folder to the disk, where its system can; raises OSError."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in _UNABLE:
                raise
        finally:
            os.close(descriptor)


def withdraw(folder: Path, files: Iterable[Path]) -> None:
    """Take away files in whose place there are others now, for good; raises UnwrittenError."""
    try:
        for file in files:
            file.unlink(missing_ok=True)
        flush(folder)
    except OSError as error:
        raise _unwritten(folder, error) from error


def _unwritten(folder: Path, error: OSError) -> UnwrittenError:
    return UnwrittenError(
        _("Nothing more could be written to {folder} ({reason}).").format(
            folder=folder, reason=error.strerror or error
        )
    )
