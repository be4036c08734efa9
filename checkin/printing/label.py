"""Raw label printers that read ZPL: each page a picture of black and white dots, over the network.

Such a printer knows no jobs. Printed is believed only of what this program sent and has watched
ever since, when the printer has twice said that nothing is left; after any silence it is not known.
The addresses are zpl://host, zpl://host:9100 or zpl://host?dpi=300.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, urlsplit

from checkin.i18n import gettext as _
from checkin.printing import rendering, words
from checkin.printing.printer import (
    BrokenError,
    BusyError,
    Document,
    GoneError,
    Printer,
    Progress,
    UnknownPrinterError,
)

if TYPE_CHECKING:
    from PIL.Image import Image

PORT = 9100
RESOLUTIONS = (203, 300, 600)
_SECONDS = 5.0
_LEAST = 0.001  # seconds; none at all would mean not to wait for what is there already
_STALLED = 60.0  # seconds in which a printer may take nothing of a label
_CERTAIN = 2  # times that a printer says it has nothing left
_BLACK, _WHITE = 80, 235  # levels of grey that are no colour any more
_LINE = re.compile(rb"\x02([^\x02\x03]*)\x03\s*")
_TIMES = [*((20 * n, bytes([ord("f") + n])) for n in range(20, 0, -1))]
_TIMES += [(n, bytes([ord("F") + n])) for n in range(19, 0, -1)]


class Place(NamedTuple):
    """Where a label printer is, and how fine it prints."""

    host: str
    port: int
    dpi: int


class Status(NamedTuple):
    """What a label printer says of itself."""

    words: str  # what is in its way, '' where nothing is
    left: int  # labels that are still to come out


class Zpl:
    """Label printers by their addresses."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._watched: dict[str, int] = {}  # what was sent -> how often nothing was left since
        self._cancelled: set[str] = set()

    def printers(self) -> list[Printer]:
        """Return none: they do not say that they are there."""
        return []

    def printer(self, name: str) -> Printer:
        """Return how a printer is now; it takes paper of any size."""
        there = place(name)
        with _connected(there) as wire:
            now = _status(wire)
        state = "stopped" if now.words else "busy" if now.left else "idle"
        address = f"zpl://{there.host}:{there.port}"
        return Printer(name, address, _("Label printer"), state, now.words, formats=("ZPL",))  # type: ignore[arg-type]

    def send(self, name: str, document: Document, note: Callable[[], str]) -> str:
        """Send the labels of a document to a printer that could print them."""
        there = place(name)
        with _connected(there) as wire:
            now = _status(wire)
            if now.words:
                raise BusyError(now.words)
            title = note()
            try:
                wire.settimeout(_STALLED)
                for label in labels(document, there.dpi, title):
                    wire.sendall(label)
                wire.settimeout(_SECONDS)
                _status(wire)  # it has read all that was before the question
            except (OSError, GoneError) as error:
                raise BrokenError(_("The line to the printer broke.")) from error
        remote = f"{title}/{next(self._numbers)}"
        self._watched[remote] = 0
        return remote

    def progress(self, name: str, remote: str, title: str) -> Progress:  # noqa: ARG002  it has no titles
        """Return whether all of it came out, as far as somebody has watched."""
        try:
            with _connected(place(name)) as wire:
                now = _status(wire)
        except GoneError:
            self._watched.pop(remote, None)
            raise
        if now.left or now.words:
            if remote in self._watched:
                self._watched[remote] = 0
            return Progress("printing" if now.left else "waiting", now.words)
        if remote in self._cancelled:
            return Progress("cancelled")
        if remote not in self._watched:
            return Progress("lost")
        self._watched[remote] += 1
        return Progress("printed" if self._watched[remote] >= _CERTAIN else "printing")

    def find(self, name: str, title: str) -> str | None:  # noqa: ARG002  it has no titles
        """Return None where it answers: a label printer does not remember."""
        with _connected(place(name)) as wire:
            _status(wire)
        return None

    def cancel(self, name: str, remote: str) -> None:
        """Throw away what the printer has not printed yet; it knows no single documents."""
        with _connected(place(name)) as wire:
            wire.sendall(b"~JA")
        self._cancelled.add(remote)


def place(name: str) -> Place:
    """Return the place in an address; raises UnknownPrinterError where there is none."""
    try:
        parts = urlsplit(name)
        port = parts.port or PORT
        dpi = int((parse_qs(parts.query).get("dpi") or [str(RESOLUTIONS[0])])[0])
    except ValueError:
        parts, port, dpi = urlsplit(""), 0, 0
    if not parts.hostname or dpi not in RESOLUTIONS:
        text = _("“{address}” is no address of a printer.")
        raise UnknownPrinterError(text.format(address=name[:200]))
    return Place(parts.hostname, port, dpi)


def labels(document: Document, dpi: int, title: str) -> Iterator[bytes]:
    """Yield the label of each page; the title is a remark that is not printed."""
    how = rendering.drawing(document, dpi, grey=True, crisp=True)
    across, down = how.paper
    with rendering.pictures(document.path, how) as pages:
        for number, page in enumerate(pages, 1):
            yield (
                f"^XA^FX{title} {number}^FS^PW{across}^LL{down}^LH0,0^FO0,0".encode("ascii")
                + graphic(page)
                + b"^FS^PQ1^XZ\n"
            )


def graphic(page: Image) -> bytes:
    """Return a grey picture as a field of dots; colours are strewn with dots, black stays black."""
    levels = [0 if grey < _BLACK else 255 if grey > _WHITE else grey for grey in range(256)]
    dots = page.point([255 - level for level in levels]).convert("1")
    length = -(-dots.width // 8)
    content = dots.tobytes()
    packed, before = [], ""
    for start in range(0, len(content), length):
        row = content[start : start + length].hex().upper()
        packed.append(b":" if row == before else _packed(row))
        before = row
    return b"^GFA,%d,%d,%d," % (len(content), len(content), length) + b"".join(packed)


def _packed(row: str) -> bytes:
    """Return a row of hexadecimal digits with its repetitions counted."""
    bare = row.rstrip("0")
    parts = [_repeated(found[1], len(found[0])) for found in re.finditer(r"(.)\1*", bare)]
    return b"".join(parts) + (b"," if len(bare) < len(row) else b"")


def _repeated(digit: str, times: int) -> bytes:
    if times == 1:
        return digit.encode()
    parts = []
    for number, letter in _TIMES:
        while times >= number:
            parts.append(letter)
            times -= number
    return b"".join(parts) + digit.encode()


@contextmanager
def _connected(there: Place) -> Iterator[socket.socket]:
    try:
        wire = socket.create_connection((there.host, there.port), _SECONDS)
    except (OSError, UnicodeError) as error:
        text = _("The printer at {host} does not answer ({reason}).")
        reason = getattr(error, "strerror", None) or str(error)
        raise GoneError(text.format(host=there.host, reason=reason)) from error
    with wire:
        wire.settimeout(_SECONDS)
        yield wire


def _status(wire: socket.socket) -> Status:
    """Ask a printer how it is; out of paper or open, some say nothing at all."""
    try:
        wire.sendall(b"~HS\r\n")
        content = b""
        over = time.monotonic() + _SECONDS  # for all of it: one that drips says nothing either
        while len(lines := _LINE.findall(content)) < 3 and len(content) < 1000:  # noqa: PLR2004
            wire.settimeout(max(over - time.monotonic(), _LEAST))
            some = wire.recv(1000)
            if not some:
                break
            content += some
        first, second = ([int(cell) for cell in line.split(b",")] for line in lines[:2])
        return _read(first, second)
    except (OSError, ValueError, IndexError) as error:
        text = _("The label printer does not answer; it may be out of paper or ribbon, or open.")
        raise GoneError(text) from error


def _read(first: list[int], second: list[int]) -> Status:
    """Return what the first two lines of an answer to ~HS say."""
    flags = {
        "media-empty": first[1],
        "paused": first[2],
        "spool-area-full": first[5],
        "cover-open": second[2],
        "marker-supply-empty": second[3],
    }
    obstacles = [reason for reason, flag in flags.items() if flag == 1]
    left = max(first[4], 0) + max(second[8], 0) + (first[7] == 1)
    return Status(words.joined(words.reasons(obstacles)), left)
