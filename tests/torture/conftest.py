"""Real processes, small disks and lists of people for the tests that mistreat them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from checkin.journal import store

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = (sys.executable, "-c", "from checkin.cli import main; main()")

Run = Callable[..., subprocess.CompletedProcess[str]]
Disk = Callable[..., Path]


@pytest.fixture
def environment(machine: None) -> dict[str, str]:  # noqa: ARG001  it has set the home
    """Return what a process of the program is started with."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    """Return what runs one command as a process of its own."""

    def run(
        *words: object, status: int = 0, stdin: str | bytes = "", **more: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # noqa: S603  our own program
            [*PROGRAM, *map(os.fspath, map(_word, words))],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env={**environment, **more},
            check=False,
        )
        out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        assert "Traceback" not in err
        assert "database is locked" not in err
        assert done.returncode == status, f"{done.returncode}: {err}"
        if status == 1:
            assert len(err.splitlines()) == 1, err
        return subprocess.CompletedProcess(words, done.returncode, out, err)

    return run


def _word(word: object) -> str | bytes | os.PathLike[str]:
    return word if isinstance(word, str | bytes | os.PathLike) else str(word)


@pytest.fixture
def started(environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Return what starts a command with pipes; whatever still runs is ended afterwards."""
    running: list[subprocess.Popen[str]] = []

    def start(*words: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603  our own program
            [*PROGRAM, *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        with process:
            process.kill()


@pytest.fixture
def event(run: Run, tmp_path: Path) -> Path:
    """Return the event file of desk A with forty people."""
    path = tmp_path / "a.checkin"
    founded(run, path)
    run("import", path, people_file(tmp_path / "people.csv", 40))
    return path


def founded(run: Run, path: Path, **more: str) -> None:
    """Make an event file of three days in 2012."""
    days = ("--from", "2012-11-21", "--to", "2012-11-23", "--zone", "Europe/Berlin")
    run("new", path, "--title", "green cities", *days, **more)


def people_file(path: Path, number: int, family: str = "Muster") -> Path:
    """Write a list of so many people who differ in given name and e-mail."""
    rows = (f"{family},Given{n},Stadt {n % 7},DE,{family}{n}@example.org" for n in range(number))
    path.write_text("\n".join(["family,given,organisation,country,email", *rows, ""]), "utf-8")
    return path


def codes(run: Run, event: Path, text: str = "Muster") -> list[str]:
    """Return the badge codes of all whom a text finds."""
    found = json.loads(run("find", event, text, "--limit", 1000, "--json").stdout)
    return [row["code"] for row in found]


def ids(event: Path) -> set[str]:
    """Return the ids of all entries in an event file."""
    with closing(store.connect(event)) as db:
        return {row[0] for row in db.execute("SELECT id FROM journal")}


@pytest.fixture
def journal() -> Callable[[Path], set[str]]:
    """Return what reads the ids of all entries of an event file."""
    return ids


@pytest.fixture
def badge_codes(run: Run) -> Callable[..., list[str]]:
    """Return what reads the badge codes of an event file."""
    return lambda event, text="Muster": codes(run, event, text)


@pytest.fixture
def listed() -> Callable[..., Path]:
    """Return what writes a list of people."""
    return people_file


@pytest.fixture
def found(run: Run) -> Callable[..., None]:
    """Return what makes an event file."""
    return lambda path, **more: founded(run, path, **more)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Return what mounts a disk of so many kB; gone again afterwards."""
    mounted: list[Path] = []

    def mount(size: int) -> Path:
        path = tmp_path / f"disk{len(mounted)}"
        path.mkdir()
        done = system("mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", path)
        if done.returncode:
            pytest.skip("this process may not mount a disk")
        mounted.append(path)
        return path

    yield mount
    for path in mounted:
        system("umount", "-l", path)


@pytest.fixture
def write_protect() -> Callable[[Path], None]:
    """Return what makes a disk read only."""

    def protect(path: Path) -> None:
        assert not system("mount", "-o", "remount,ro", path).returncode

    return protect


def system(*words: object) -> subprocess.CompletedProcess[bytes]:
    """Run a program of the system, if it is there."""
    try:
        return subprocess.run(list(map(str, words)), capture_output=True, check=False)  # noqa: S603
    except OSError:
        return subprocess.CompletedProcess(words, 1)


class Forks:
    """Runs of the program that are killed after so many seconds."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._out, self._in = folder / "out.txt", folder / "in.txt"
        self._process = subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, Path(__file__).with_name("forks.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def killed(self, words: Sequence[object], seconds: float, stdin: str = "") -> list[Any]:
        """Run a command, kill it, and return the whole lines that it printed as JSON."""
        self._in.write_text(stdin, "utf-8")
        self._out.write_text("", "utf-8")
        request = {
            "words": list(map(str, words)),
            "seconds": seconds,
            "stdin": str(self._in),
            "stdout": str(self._out),
        }
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        assert int(self._process.stdout.readline()) in {0, -9}
        lines = self._out.read_text("utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def close(self) -> None:
        """End the process that forks."""
        self._process.communicate("")


@pytest.fixture
def forks(tmp_path: Path, environment: dict[str, str]) -> Iterator[Forks]:
    """Return what runs commands and kills them."""
    made = Forks(tmp_path, environment)
    yield made
    made.close()
