"""The line to a print system: whatever sits at its other end, nobody waits for ever."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from checkin.errors import DeskError
from checkin.printing import line
from checkin.printing.ipp import Ipp
from checkin.printing.message import Group, Message, Of, Tag, Value, encode
from checkin.printing.printer import BrokenError, GoneError, RefusedError, UnknownPrinterError
from tests.printing.servers import heard, http, saying, server


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        b"HTTP/1.1 200 OK\r\n",
        http(b""),
        http(b"hello"),
        http(b"\2\0\0\0\0\0\0\1\4"),
    ],
)
def test_an_answer_that_is_none_is_told(content: bytes) -> None:
    with server(saying(content)) as name, pytest.raises(DeskError):
        Ipp().printer(name)


@pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "426 Upgrade Required"])
def test_a_refusal_of_the_web_is_told(status: str) -> None:
    with server(saying(http(b"", status))) as name, pytest.raises(RefusedError):
        Ipp().printer(name)


def test_one_that_says_nothing_or_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "ANSWERING", 0.4)

    def drip(wire: socket.socket) -> None:
        wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while True:
            wire.sendall(b"x")
            time.sleep(0.05)

    for answer in (lambda wire: wire.recv(1) and time.sleep(5), drip):
        with server(answer) as name, pytest.raises(GoneError):
            Ipp().printer(name)


@pytest.mark.parametrize("length", [b"-1", b"-5", b"FFFFFFFFFF"])
def test_a_part_of_an_impossible_length_is_not_taken_in_to_its_end(length: bytes) -> None:
    taken = []

    def pour(wire: socket.socket) -> None:
        heard(wire)
        wire.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%b\r\n" % length)
        while len(taken) < 100:
            wire.sendall(bytes(1 << 20))
            taken.append(1)

    with server(pour) as name, pytest.raises(DeskError):
        Ipp().printer(name)
    assert len(taken) < 50


def test_nothing_was_sent_where_nobody_listens() -> None:
    with server(saying(b"")) as name:
        pass
    with pytest.raises(GoneError, match="does not answer"):
        line.send(line.place(name), lambda: pytest.fail("noted"), [b"x"], 1)


def test_a_line_that_breaks_in_the_middle_leaves_a_doubt() -> None:
    noted = []

    def note() -> bytes:
        noted.append(1)
        return b"question"

    with server(socket.socket.close) as name, pytest.raises(BrokenError):
        line.send(line.place(name), note, [b"x" * 65536] * 100, 6553600)
    assert noted == [1]


@pytest.mark.parametrize(
    "name", ["ipp://", "ipp://a:x", "ipp://[", "ipp://a b", "ipps:///x", "é://ü"]
)
def test_an_address_that_is_none_is_told(name: str) -> None:
    with pytest.raises(UnknownPrinterError, match="no address"):
        line.place(name)


def test_an_address_is_read_as_people_write_it() -> None:
    assert line.place("ipp://printer").uri == "ipp://printer:631/ipp/print"
    assert line.place("ipps://10.0.0.2:443/x?y").uri == "ipps://10.0.0.2:443/x?y"
    assert line.place("ipp://[::1]/ipp").uri == "ipp://[::1]:631/ipp"


def test_the_print_system_of_this_machine_is_asked_over_its_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions: list[bytes] = []
    group = Group(Of.PRINTER, {"printer-name": (Value(Tag.NAME, "Badges"),)})
    answer = http(encode(Message(0, (group,))))

    def listen(wire: socket.socket) -> None:
        questions.append(heard(wire))
        wire.sendall(answer)

    with server(listen, tmp_path / "s") as path:
        monkeypatch.setenv("CUPS_SERVER", path)
        assert [one.name for one in Ipp().printers()] == ["Badges"]
        assert Ipp().printer("Badges").name == "Badges"
    assert all(b"Authorization: PeerCred " in one for one in questions)
    assert b"ipp://localhost:631/printers/Badges" in questions[1]
    monkeypatch.setenv("CUPS_SERVER", "10.0.0.9:6631/version=1.1")
    assert line.here("/").uri == "ipp://10.0.0.9:6631/"
    monkeypatch.delenv("CUPS_SERVER")
    assert line.here("/printers/a").uri == "ipp://localhost:631/printers/a"
