"""Other ends of a line, which answer as a test tells them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Answer = Callable[[socket.socket], None]


@contextmanager
def server(answer: Answer, path: Path | None = None) -> Iterator[str]:
    """Answer one line after the other on the loopback, or on a socket of this machine."""
    if path:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        listener.listen()
    else:
        listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                wire, _address = listener.accept()
                with wire, suppress(OSError):
                    answer(wire)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield str(path) if path else f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def http(content: bytes, status: str = "200 OK") -> bytes:
    """Return an answer of the web."""
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content


def saying(content: bytes) -> Answer:
    """Return what answers always the same, when it has heard enough."""

    def answer(wire: socket.socket) -> None:
        heard(wire)
        wire.sendall(content)

    return answer


def heard(wire: socket.socket) -> bytes:
    """Return a whole question."""
    content = b""
    while b"\r\n\r\n" not in content:
        content += wire.recv(100_000)
    head, _blank, body = content.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += wire.recv(100_000)
    return head + body
