"""Printers for tests: real ones of the Internet Printing Protocol, and our own for labels."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from checkin.errors import DeskError
from checkin.printing.ipp import Ipp

PATIENCE = 30.0  # seconds
_PROGRAMS = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={path}</listen><policy context="default">
<allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
<allow send_destination="*"/><allow receive_sender="*"/></policy></busconfig>
"""

# A badge printer: A6, A4 and a roll of up to 110 mm, of which A6 is loaded.
ATTRIBUTES = """
ATTR keyword media-supported iso_a6_105x148mm,iso_a4_210x297mm
ATTR collection media-size-supported {{ MEMBER integer x-dimension 10500 MEMBER integer y-dimension 14800 }},{{ MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700 }},{{ MEMBER rangeOfInteger x-dimension 5000-9000 MEMBER rangeOfInteger y-dimension 5000-11000 }}
ATTR keyword media-ready iso_a6_105x148mm
ATTR collection media-col-ready {{ MEMBER collection media-size {{ MEMBER integer x-dimension 10500 MEMBER integer y-dimension 14800 }} }}
ATTR keyword media-col-supported media-size
ATTR keyword sides-supported one-sided,two-sided-long-edge,two-sided-short-edge
ATTR keyword print-scaling-supported none,fit
ATTR mimeMediaType document-format-supported {formats}
ATTR mimeMediaType document-format-default {first}
ATTR text printer-make-and-model "Example Badge"
ATTR resolution pwg-raster-document-resolution-supported {dpi}dpi
ATTR keyword pwg-raster-document-type-supported {kind}
ATTR keyword pwg-raster-document-sheet-back rotated
"""  # noqa: E501


def program(name: str) -> str | None:
    """Return where a program is, also where only the administrator looks."""
    return shutil.which(name, path=_PROGRAMS)


@contextmanager
def bus(folder: Path) -> Iterator[str]:
    """Run a message bus that belongs to nobody else; return its address."""
    file = folder / "bus.conf"
    file.write_text(BUS.format(path=folder / "bus"), encoding="utf-8")
    daemon = program("dbus-daemon")
    assert daemon
    with running([daemon, "--nofork", f"--config-file={file}"], folder, {}):
        until((folder / "bus").exists)
        yield f"unix:path={folder / 'bus'}"


@dataclass
class Machine:
    """A printer that can be switched off and on again; it keeps what it printed."""

    folder: Path
    bus: str
    port: int
    formats: str = "application/pdf,image/pwg-raster"
    dpi: int = 300
    kind: str = "srgb_8"
    script: str = "exit 0"  # what it does with a document
    process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        """Return its address."""
        return f"ipp://localhost:{self.port}/ipp/print"

    def on(self) -> None:
        """Switch it on, and wait until it answers."""
        self.folder.mkdir(exist_ok=True)
        attributes = ATTRIBUTES.format(
            formats=self.formats, first=self.formats.split(",")[0], dpi=self.dpi, kind=self.kind
        )
        (self.folder / "attributes").write_text(attributes, encoding="utf-8")
        command = self.folder / "command"
        command.write_text(f"#!/bin/sh\ncd '{self.folder}'\n{self.script}\n", encoding="utf-8")
        command.chmod(0o755)
        spool = self.folder / "spool"
        spool.mkdir(exist_ok=True)
        ippeveprinter = program("ippeveprinter")
        assert ippeveprinter
        words = [ippeveprinter, "-r", "off", "-p", str(self.port), "-k", "-d", str(spool)]
        words += ["-a", str(self.folder / "attributes"), "-c", str(command), "Badges"]
        environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": self.bus}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own words
                words, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        until(self.answers)

    def off(self) -> None:
        """Pull the plug."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def answers(self) -> bool:
        """Tell whether it is on."""
        try:
            return bool(Ipp().printer(self.name))
        except DeskError:
            return False

    def documents(self) -> list[Path]:
        """Return what was sent to it, the first one first."""
        files = [path for path in (self.folder / "spool").iterdir() if path.suffix != ".prn"]
        return sorted(files, key=lambda path: int(path.name.split("-")[0]))


@contextmanager
def running(words: list[str], folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a program in the background, and end it."""
    with (folder / "output").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  our own words
            words, env={**os.environ, **environment}, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port: int = made.getsockname()[1]
        return port


def until(done: object) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end, "waited for too long"
        time.sleep(0.05)


@dataclass
class Labels:
    """A label printer on the loopback, which reads ZPL as a real one does."""

    port: int = 0
    printed: list[Image.Image] = field(default_factory=list)
    paper: bool = True
    ends_after: int = 0  # labels after which the paper ends; 0 is never, below it none comes out
    answer: bytes | None = None  # instead of its state
    breaks_after: int = 0  # bytes after which it is gone; 0 is never
    texts: list[str] = field(default_factory=list)
    _waits: list[bytes] = field(default_factory=list)
    read: int = 0  # bytes

    def __post_init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", self.port))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def name(self) -> str:
        """Return its address."""
        return f"zpl://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Switch it off."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                wire, _address = self._socket.accept()
                with wire, suppress(OSError):
                    self._listen(wire)

    def _listen(self, wire: socket.socket) -> None:
        content = b""
        while some := wire.recv(65536):
            content += some
            self.read += len(some)
            if self.breaks_after and self.read > self.breaks_after:
                self.close()
                return
            while found := re.search(rb"\^XA.*?\^XZ\s*|~HS\s*|~JA\s*", content, re.DOTALL):
                content = content[found.end() :]
                self._obey(wire, found[0].strip())

    def _obey(self, wire: socket.socket, said: bytes) -> None:
        if said == b"~JA":
            self._waits.clear()
        elif said == b"~HS":
            self._print()
            wire.sendall(self._status() if self.answer is None else self.answer)
        else:
            self._waits.append(said)

    def _print(self) -> None:
        while self._waits and self.paper:
            if self.ends_after and len(self.printed) >= self.ends_after:
                self.paper = False
                return
            label = self._waits.pop(0)
            self.printed.append(drawn(label))
            self.texts.append(re.search(rb"\^FX(.*?)\^FS", label)[1].decode())  # type: ignore[index]

    def _status(self) -> bytes:
        out = int(not self.paper)
        return (
            b"\x02030,%d,0,1245,%03d,0,0,0,000,0,0,0\x03\r\n" % (out, len(self._waits))
            + b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
        )


def drawn(label: bytes) -> Image.Image:
    """Return the picture of a label: a field of dots, unpacked as the manual of ZPL says."""
    found = re.search(rb"\^GFA,(\d+),(\d+),(\d+),(.*?)\^FS", label, re.DOTALL)
    assert found
    total, length = int(found[2]), int(found[3])
    digits = 2 * length
    rows: list[str] = []
    row, times = "", 0
    for sign in found[4].decode("ascii"):
        if sign == ":":
            rows.append(rows[-1])
        elif sign == ",":
            rows.append(row.ljust(digits, "0"))
            row = ""
        elif "G" <= sign <= "Y":
            times += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            times += 20 * (ord(sign) - ord("f"))
        else:
            row += sign * (times or 1)
            times = 0
        if len(row) == digits:
            rows.append(row)
            row = ""
    content = bytes.fromhex("".join(rows))
    assert len(content) == total
    width = int(re.search(rb"\^PW(\d+)", label)[1])  # type: ignore[index]
    dots = Image.frombytes("1", (length * 8, total // length), bytes(255 - one for one in content))
    return dots.crop((0, 0, width, total // length)).convert("L")
