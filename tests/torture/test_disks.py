"""Full disks, sticks and disks that are read only: told in a sentence, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from checkin import verification
from checkin.journal.driver import sqlite3

AT = ("--at", "2012-11-22T09:00", "--json")


def fill(disk: Path, spare: int = 0) -> Path:
    """Take all room of a disk but so many bytes, and return the file that takes it."""
    free = os.statvfs(disk)
    size = free.f_bavail * free.f_frsize - spare
    file = disk / "filler"
    with suppress(OSError), file.open("wb", buffering=0) as out:
        out.write(b"\0" * max(size, 0))
    return file


def answers(text: str) -> list[dict[str, Any]]:
    """Read what a scan printed."""
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("spare", [0, 8_000, 40_000, 100_000, 300_000])
def test_a_full_disk_refuses_a_scan_and_keeps_every_answer(
    run: Any, disk: Any, event: Path, badge_codes: Any, journal: Any, spare: int
) -> None:
    codes = badge_codes(event)
    full = disk(8_000)
    path = full / "a.checkin"
    run("backup", event, "-o", path)
    run("scan", path, codes[0], *AT)
    before = journal(path)
    filler = fill(full, spare)
    scans = "\n".join([*codes, *codes] * 20)
    done = run("scan", path, *AT, stdin=scans, status=1)
    told = {answer["entry"] for answer in answers(done.stdout)} - {None}
    assert "full" in done.stderr or "cannot be written" in done.stderr
    assert len(done.stderr) < 300
    filler.unlink()
    written = journal(path) - before
    assert written >= told
    assert len(written) <= len(told) + 1
    assert answers(run("scan", path, "no code", *AT).stdout)[0]["verdict"] == "unknown"
    assert not verification.faults(path)


def test_a_list_does_not_fit_and_nothing_of_it_is_kept(
    run: Any, disk: Any, event: Path, listed: Any, journal: Any, tmp_path: Path
) -> None:
    full = disk(4_000)
    path = full / "a.checkin"
    run("backup", event, "-o", path)
    run("scan", path, "no code")
    before = journal(path)
    filler = fill(full, 150_000)
    people = listed(tmp_path / "many.csv", 3000, "Viele")
    done = run("import", path, people, status=1)
    assert done.stdout == ""
    assert "full" in done.stderr
    assert journal(path) == before
    filler.unlink()
    assert (
        json.loads(run("import", path, listed(people, 50, "Wenige"), "--json").stdout)["new"] == 50
    )
    assert not verification.faults(path)


def test_one_can_still_find_people_on_a_full_disk(run: Any, disk: Any, event: Path) -> None:
    full = disk(2_000)
    path = full / "a.checkin"
    run("backup", event, "-o", path)
    fill(full)
    assert len(run("find", path, "Muster").stdout.splitlines()) == 20


def test_no_event_is_made_on_a_full_disk(run: Any, disk: Any) -> None:
    full = disk(400)
    fill(full, 20_000)
    path = full / "a.checkin"
    days = ("--from", "2012-11-21", "--to", "2012-11-23", "--zone", "Europe/Berlin")
    assert run("new", path, "--title", "T", *days, status=1).stdout == ""
    assert [file.name for file in full.iterdir()] == ["filler"]


@pytest.mark.parametrize(
    "words",
    [
        ("export", "people", "-o", "out.csv"),
        ("export", "people", "-o", "out.xlsx"),
        ("export", "log", "-o", "out.csv"),
        ("badges", "-o", "out.pdf"),
        ("backup", "-o", "new.checkin"),
    ],
)
def test_what_does_not_fit_on_a_stick_is_not_there_at_all(
    run: Any, disk: Any, event: Path, words: tuple[str, ...]
) -> None:
    stick = disk(300)
    out = stick / words[-1]
    old = b"the list of yesterday"
    if words[0] != "backup":
        out.write_bytes(old)
    fill(stick, 4_000)
    done = run(words[0], event, *words[1:-1], out, status=1)
    assert done.stdout == ""
    assert out.name in done.stderr
    left = {file.name: file for file in stick.iterdir()} | {"filler": None}
    assert left.keys() <= {"filler", out.name}
    assert words[0] == "backup" or out.read_bytes() == old


def test_a_full_stick_takes_no_part_of_an_exchange(
    run: Any, disk: Any, event: Path, tmp_path: Path, listed: Any, journal: Any
) -> None:
    stick = disk(300)
    run("sync", event, stick)
    old = {file: file.read_bytes() for file in stick.glob("*.csv")}
    assert old
    run("import", event, listed(tmp_path / "more.csv", 200, "Neu"))
    before = journal(event)
    filler = fill(stick, 10_000)
    done = run("sync", event, stick, "--json", status=1)
    assert done.stdout == ""
    assert str(stick) in done.stderr
    assert {file: file.read_bytes() for file in stick.glob("*.csv")} == old
    assert {file.suffix for file in stick.iterdir()} <= {".csv", ""}
    filler.unlink()
    assert json.loads(run("sync", event, stick, "--json").stdout)["written"] == 201
    assert journal(event) == before


def test_rows_that_were_not_taken_fit_nowhere_so_nothing_is_taken(
    run: Any, disk: Any, event: Path, tmp_path: Path, journal: Any
) -> None:
    stick = disk(100)
    fill(stick)
    people = tmp_path / "odd.csv"
    people.write_text("name,email\nAnna Adam,a@example.org\n,b@example.org\n", "utf-8")
    before = journal(event)
    run("import", event, people, "--rejected", stick / "rejected.csv", status=1)
    assert journal(event) == before


@pytest.fixture
def protected(run: Any, disk: Any, event: Path, write_protect: Any) -> Path:
    """Return an event file on a disk that is read only."""
    folder: Path = disk(4_000)
    path = folder / "a.checkin"
    run("backup", event, "-o", path)
    write_protect(folder)
    return path


def test_one_reads_what_is_read_only(run: Any, protected: Path, tmp_path: Path) -> None:
    person = json.loads(run("find", protected, "Given7", "--json").stdout)[0]
    assert person["name"] == "Given7 Muster"
    run("show", protected, person["id"])
    run("tally", protected, "--by", "country")
    run("export", protected, "people", "-o", tmp_path / "people.csv")
    run("badges", protected, "-o", tmp_path / "badges.pdf", "--who", "Given7")
    run("verify", protected)
    run("backup", protected, "-o", tmp_path / "copy.checkin")


@pytest.mark.parametrize("command", ["scan", "undo", "import", "sync", "erase", "new", "backup"])
def test_one_is_told_that_nothing_can_be_written(
    run: Any, protected: Path, listed: Any, tmp_path: Path, command: str
) -> None:
    words = {
        "scan": (protected, "no code"),
        "undo": (protected,),
        "import": (protected, listed(tmp_path / "more.csv", 3)),
        "sync": (protected, tmp_path),
        "erase": (protected, "p-" + "a" * 26),
        "backup": (protected, "-o", protected.with_name("b.checkin")),
        "new": (
            *(protected.with_name("b.checkin"), "--title", "T"),
            *("--from", "2012-11-21", "--to", "2012-11-21", "--zone", "UTC"),
        ),
    }[command]
    done = run(command, *words, status=1)
    assert done.stdout == ""
    assert ".checkin" in done.stderr
    assert "ead-only" in done.stderr or "cannot be written" in done.stderr, done.stderr
    assert [file.name for file in protected.parent.iterdir()] == ["a.checkin"]


def test_a_stick_that_is_read_only_is_read_and_told_of(
    run: Any, disk: Any, event: Path, write_protect: Any, tmp_path: Path, badge_codes: Any
) -> None:
    stick = disk(4_000)
    run("sync", event, stick)
    other = tmp_path / "b.checkin"
    run("join", other, "--source", stick, "--desk", "B")
    run("scan", other, badge_codes(event)[0], *AT)
    run("sync", other, stick)
    write_protect(stick)
    run("scan", event, "no code")
    done = run("sync", event, stick, status=1)
    assert str(stick) in done.stderr
    assert json.loads(run("tally", event, *AT).stdout)["total"]["attended"] == 1


def test_a_file_that_was_never_closed_is_not_read_by_half(
    run: Any, disk: Any, event: Path, write_protect: Any
) -> None:
    folder = disk(8_000)
    path = folder / "a.checkin"
    run("backup", event, "-o", path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("INSERT OR REPLACE INTO me VALUES ('operator', 'ab')")
    db.commit()
    log = Path(f"{path}-wal").read_bytes()
    db.close()
    Path(f"{path}-wal").write_bytes(log)
    write_protect(folder)
    done = run("find", path, "Muster", status=1)
    assert "a.checkin-wal" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_an_answer_that_cannot_be_printed_is_told(event: Path, environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603  our own program
            [
                sys.executable,
                "-c",
                "from checkin.cli import main; main()",
                "scan",
                event,
                "no code",
            ],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"The answer could not be printed: No space left on device.\n"
