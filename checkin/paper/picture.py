"""Pictures of strangers, PNG, SVG or PDF, as the pixels that a page takes in."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import IO

from checkin.errors import DeskError
from checkin.i18n import gettext as _
from checkin.paper.decoding import HEADER, PIXELS, REFUSED

_PROGRAM = ("-P", "-m", "checkin.paper.decoding")  # -P: not from the folder one stands in
_PATIENCE = 30.0  # seconds; a logo takes one on a slow machine
_MOST_BYTES = 32_000_000  # of a file
_MOST_ANSWER = 60_000_000  # what the largest picture takes, unpackable noise included
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of three colours, packed, and how opaque each is, or nothing if all are."""

    digest: str
    width: int
    height: int
    colours: bytes = field(repr=False, compare=False)
    opacity: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class _File:
    digest: str
    name: str = field(compare=False)
    content: bytes = field(compare=False, repr=False)
    patience: float = field(compare=False)


def load(path: Path, patience: float = _PATIENCE) -> Picture:
    """Return the picture in a file, of a PDF its first page; one seen before is not read again.

    The file is decoded by a process of its own, which is ended after so many seconds.
    Raises DeskError naming the file where that fails.
    """
    content = contained(path)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return _decoded(_File(digest, path.name, content, patience))


def contained(path: Path) -> bytes:
    """Return what is in the file of a picture, undecoded; raises DeskError naming the file."""
    try:
        # A pipe would keep the program waiting, and a device has no end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise _refused(path.name, "kind")
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise DeskError(
            _("The picture {file} cannot be read: {reason}").format(
                file=path.name, reason=error.strerror or error
            )
        ) from error
    if len(content) > _MOST_BYTES:
        raise _refused(path.name, "large")
    return content


@lru_cache(maxsize=_KEPT)
def _decoded(file: _File) -> Picture:
    answer = _answer(file)
    if answer.startswith(REFUSED):
        raise _refused(file.name, answer.removeprefix(REFUSED).decode("ascii", "replace"))
    start = len(PIXELS) + HEADER.size
    if not answer.startswith(PIXELS) or not start < len(answer) <= _MOST_ANSWER:
        raise _refused(file.name, "damaged")
    width, height, length = HEADER.unpack_from(answer, len(PIXELS))
    return Picture(
        file.digest, width, height, answer[start : start + length], answer[start + length :]
    )


def _answer(file: _File) -> bytes:
    """Return what the decoding process says, as far as it came in time."""
    late = Event()
    with TemporaryFile() as source:
        source.write(file.content)
        source.seek(0)
        try:
            process = _begun(source)
        except OSError as error:
            raise _refused(file.name, "damaged") from error

        def end() -> None:
            late.set()
            process.kill()

        timer = Timer(file.patience, end)
        timer.start()
        try:
            with process:
                answer = process.stdout.read(_MOST_ANSWER + 1) if process.stdout else b""
                process.kill()  # nothing that it would still say is listened to
        finally:
            timer.cancel()
    if late.is_set():
        raise _refused(file.name, "slow")
    return answer


def _begun(source: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, *_PROGRAM],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _refused(name: str, why: str) -> DeskError:
    reasons = {
        "kind": _("it is neither PNG nor SVG nor PDF."),
        "large": _("it is too large."),
        "doctype": _("it declares entities; save it as plain SVG."),
        "outside": _("it points to something outside of the file."),
        "slow": _("drawing it takes too long."),
    }
    reason = reasons.get(why) or _("it is damaged.")
    return DeskError(
        _("The picture {file} cannot be used: {reason}").format(file=name, reason=reason)
    )
