"""The line to a print system: HTTP over the network, encrypted or not, or over a socket here."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from threading import Timer
from typing import NamedTuple
from urllib.parse import urlsplit

from checkin.i18n import gettext as _
from checkin.printing.printer import BrokenError, GoneError, RefusedError, UnknownPrinterError

PORT = 631
CONNECTING = 5.0  # seconds
ANSWERING = 8.0  # seconds in which a question must be answered, to its last byte
STALLED = 300.0  # seconds in which a printer, perhaps out of paper, may take nothing of a document
_MOST = 8 << 20  # bytes of an answer
_SOME = 1 << 16  # of them that are read in one go
_OK, _FAULTY = 200, 500
_USUAL = "/ipp/print"
_UNKNOWN_HERE = {401, 403}

_SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")


class Place(NamedTuple):
    """Where a print system is asked."""

    host: str
    port: int
    path: str  # within it
    secure: bool = False
    socket: str = ""  # a file of this machine, instead of a host

    @property
    def uri(self) -> str:
        """Return the address as the protocol writes it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'ipps' if self.secure else 'ipp'}://{host}:{self.port}{self.path}"


def place(address: str) -> Place:
    """Return the place of an address such as ipp://host:port/ipp/print."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else PORT)
    except ValueError:
        parts, port = urlsplit(""), 0
    host = parts.hostname
    if not host or any(sign <= " " or sign > "~" for sign in address):
        raise UnknownPrinterError(
            _("“{address}” is no address of a printer.").format(address=address[:200])
        )
    path = (parts.path if parts.path.strip("/") else _USUAL) + (
        f"?{parts.query}" if parts.query else ""
    )
    return Place(host, port, path, secure=parts.scheme in {"ipps", "https"})


def here(path: str) -> Place:
    """Return where the print system of this machine is asked: CUPS_SERVER, its socket, or TCP."""
    server = os.environ.get("CUPS_SERVER", "")
    if server.startswith("/"):
        return Place("localhost", PORT, path, socket=server)
    if server:
        found = place(f"ipp://{server.partition('/')[0]}")
        return found._replace(path=path)
    sockets = [file for file in _SOCKETS if Path(file).exists()]
    return Place("localhost", PORT, path, socket=sockets[0] if sockets else "")


def ask(there: Place, question: bytes) -> bytes:
    """Return the answer to a question that changes nothing of importance."""
    with _connected(there, ANSWERING) as connection:
        return _answer(connection, there, [question], len(question), ANSWERING)


def send(there: Place, note: Callable[[], bytes], document: Iterable[bytes], length: int) -> bytes:
    """Send a document behind the question that `note` makes once the line stands.

    Raises GoneError as long as nothing was sent, and BrokenError from then on.
    """
    with _connected(there, STALLED) as connection:
        question = note()
        parts = _chain(question, document)
        return _answer(connection, there, parts, len(question) + length, STALLED)


def _chain(question: bytes, document: Iterable[bytes]) -> Iterator[bytes]:
    yield question
    yield from document


@contextmanager
def _connected(there: Place, seconds: float) -> Iterator[HTTPConnection]:
    """Open the line; it breaks where the other end takes nothing for so long."""
    connection = _line(there)
    try:
        connection.connect()
    except (OSError, HTTPException, ValueError) as error:
        connection.close()
        raise GoneError(_unreachable(there, error)) from error
    connection.sock.settimeout(seconds)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _watched(wire: socket.socket, seconds: float) -> Iterator[None]:
    """Cut a line when its time is over, also one over which something still drips."""
    watch = Timer(seconds, _cut, (wire,))
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _cut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)


def _answer(
    connection: HTTPConnection, there: Place, parts: Iterable[bytes], length: int, seconds: float
) -> bytes:
    headers = {"Content-Type": "application/ipp", "Content-Length": str(length)}
    if there.socket:
        headers["Authorization"] = f"PeerCred {_owner()}"
    path = there.path.partition("?")[0]
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # it may have answered early
            connection.request("POST", path, parts, headers)
        with _watched(connection.sock, seconds):
            response = connection.getresponse()
            content = _content(response)
    except (OSError, HTTPException, ValueError) as error:
        raise BrokenError(_("The line to the printer broke.")) from error
    if response.status >= _FAULTY or len(content) > _MOST:
        raise BrokenError(_("The printer answers what is no answer of a printer."))
    if response.status != _OK:
        raise RefusedError(_refusal(response.status))
    return content


def _content(response: HTTPResponse) -> bytes:
    """Return an answer as far as it is not too long, also if it says that a part is below 0 long.

    Read at once, such a part would be taken in to the end of the line, and that may never come.
    """
    content = bytearray()
    while len(content) <= _MOST and (some := response.read1(_SOME)):
        content += some
    return bytes(content)


def _refusal(status: int) -> str:
    if status in _UNKNOWN_HERE:
        return _("The print system does not let this user print.")
    return _("The print system refuses (HTTP {status}).").format(status=status)


def _line(there: Place) -> HTTPConnection:
    if there.socket:
        return _SocketConnection(there.socket)
    if not there.secure:
        return HTTPConnection(there.host, there.port, timeout=CONNECTING)
    # Printers sign their certificates themselves; what matters is that nobody else listens.
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return HTTPSConnection(there.host, there.port, timeout=CONNECTING, context=context)


class _SocketConnection(HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, file: str) -> None:
        super().__init__("localhost", timeout=CONNECTING)
        self._file = file

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(CONNECTING)
        self.sock.connect(self._file)


def _owner() -> str:
    """Return the name under which this machine knows who runs this program."""
    import pwd  # noqa: PLC0415  not on Windows, where there are no such sockets either

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return "anonymous"


def _unreachable(there: Place, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if there.socket or (there.host == "localhost" and there.path.startswith("/printers")):
        words = _("The print system of this machine does not answer ({reason}).")
        return words.format(reason=reason)
    words = _("The printer at {host} does not answer ({reason}).")
    return words.format(host=there.host, reason=reason)
