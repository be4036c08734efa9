"""Two desks exchange both ways through a folder that a real synchroniser carries between them."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checkin import desks, exchange
from checkin.desk import Desk
from checkin.letters import inbox
from tests.journal.world import World, enter, journal, register

PROGRAM = shutil.which("syncthing")
PATIENCE = 120  # seconds; a loaded machine takes its time
KEY = "desk"

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="syncthing is not installed")


@dataclass
class Peer:
    """One synchroniser with its folder, on this machine alone."""

    home: Path
    name: str = ""
    listens: int = 0
    answers: int = 0

    @property
    def folder(self) -> Path:
        """Return the folder that it carries."""
        return self.home / "folder"

    def prepare(self) -> None:
        """Make its identity and find free ports for it."""
        self.folder.mkdir(parents=True)
        assert PROGRAM
        home = f"--home={self.home}"
        words = [PROGRAM, "generate", home, "--no-default-folder"]
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603  its own program
        words = [PROGRAM, home, "--device-id"]
        found = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603
        self.name = found.stdout.strip()
        self.listens, self.answers = free_port(), free_port()

    def know(self, other: Peer) -> None:
        """Write its configuration: one folder, one other, nothing beyond this machine."""
        devices = "".join(
            f'<device id="{peer.name}" name="{peer.home.name}">'
            f"<address>tcp://127.0.0.1:{peer.listens}</address></device>"
            for peer in (self, other)
        )
        shares = "".join(f'<device id="{peer.name}"/>' for peer in (self, other))
        (self.home / "config.xml").write_text(
            f"""<configuration version="36">
              <folder id="post" label="post" path="{self.folder}" type="sendreceive"
                rescanIntervalS="2" fsWatcherEnabled="true" fsWatcherDelayS="1">{shares}</folder>
              {devices}
              <gui enabled="true" tls="false"><address>127.0.0.1:{self.answers}</address>
                <apikey>{KEY}</apikey></gui>
              <options><listenAddress>tcp://127.0.0.1:{self.listens}</listenAddress>
                <globalAnnounceEnabled>false</globalAnnounceEnabled>
                <localAnnounceEnabled>false</localAnnounceEnabled>
                <relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>
                <reconnectionIntervalS>1</reconnectionIntervalS>
                <startBrowser>false</startBrowser><urAccepted>-1</urAccepted>
                <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
                <crashReportingEnabled>false</crashReportingEnabled></options>
            </configuration>""",
            "utf-8",
        )

    def ask(self, path: str) -> Any:
        """Return what it says of itself."""
        address = f"http://127.0.0.1:{self.answers}/rest/{path}"
        request = urllib.request.Request(address, headers={"X-API-Key": KEY})
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310  this machine
            return json.load(answer)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(there: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if there():
                return
        except OSError:
            pass  # it has not started yet
        assert time.monotonic() < end, "the synchroniser did not carry it"
        time.sleep(0.1)


@pytest.fixture
def peers(tmp_path: Path) -> Iterator[tuple[Peer, Peer]]:
    """Start two synchronisers that share a folder; both are ended afterwards."""
    one, other = Peer(tmp_path / "one"), Peer(tmp_path / "other")
    for peer in (one, other):
        peer.prepare()
    one.know(other)
    other.know(one)
    assert PROGRAM
    running = [
        subprocess.Popen(  # noqa: S603  its own program
            [PROGRAM, f"--home={peer.home}", "--no-browser", "--no-restart", "--no-upgrade"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for peer in (one, other)
    ]
    try:
        until(lambda: one.ask("system/connections")["connections"][other.name]["connected"])
        yield one, other
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def alike(one: Peer, other: Peer) -> bool:
    """Tell whether both folders hold the same whole files."""
    files = [inbox.files(peer.folder) for peer in (one, other)]
    names = [{file.name for file in some} for some in files]
    return names[0] == names[1] and all(map(inbox.is_finished, files[0] + files[1]))


def test_two_desks_exchange_both_ways_through_syncthing(
    world: World, desk: Desk, peers: tuple[Peer, Peer]
) -> None:
    one, other = peers
    person = register(desk, family="Li", given="Na")
    exchange.sync(desk, one.folder)
    until(lambda: inbox.files(other.folder) and alike(one, other))
    joined = world.join("B", other.folder)
    assert joined.person(person)
    enter(joined, person)
    register(joined)
    register(desk)
    for meeting in range(2):  # at the same time, then once more with what the other wrote
        exchange.sync(desk, one.folder)
        exchange.sync(joined, other.folder)
        until(lambda: alike(one, other))
        assert meeting or desks.unsent(desk) == 0
    assert journal(desk) == journal(joined)
    assert desk.db.execute("SELECT person FROM attendance").fetchone() == (person,)
    met = exchange.sync(desk, one.folder)
    assert (met.refused, met.written, met.new) == ((), 0, 0)
    assert not [file for file in one.folder.iterdir() if "sync-conflict" in file.name]
