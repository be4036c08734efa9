"""Event files copied, restored, moved, cloned: nothing is lost, no identity is used twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from checkin import verification
from checkin.desk import Desk

AT = ("--at", "2012-11-22T09:00", "--json")
COPY = "This file is a copy."


def identity(path: Path) -> str:
    """Return under which identity a file is written."""
    with Desk(path) as desk:
        return desk.replica


def meet(run: Any, folder: Path, *desks: Path) -> None:
    """Let desks exchange until each has everything."""
    folder.mkdir(exist_ok=True)
    for desk in (*desks, *desks):
        met = json.loads(run("sync", desk, folder, "--json").stdout)
        assert not met["refused"]


def attended(run: Any, desk: Path) -> int:
    """Count who was there as a desk knows it."""
    number: int = json.loads(run("tally", desk, *AT).stdout)["total"]["attended"]
    return number


@pytest.mark.parametrize("how", ["copied", "backed up"])
def test_a_copy_goes_on_as_a_desk_of_its_own(
    run: Any, event: Path, badge_codes: Any, journal: Any, tmp_path: Path, how: str
) -> None:
    codes = badge_codes(event)
    copy = tmp_path / "copy.checkin"
    if how == "copied":
        shutil.copy(event, copy)
    else:
        run("backup", event, "-o", copy)
    first = run("scan", event, *codes[:3], *AT)
    second = run("scan", copy, *codes[3:7], *AT)
    assert first.stderr == ""
    assert second.stderr.startswith(COPY)
    assert run("scan", copy, "no code").stderr == ""
    assert identity(copy) != identity(event)
    meet(run, tmp_path / "stick", event, copy)
    assert journal(event) == journal(copy)
    assert attended(run, event) == attended(run, copy) == 7
    assert not verification.faults(event) + verification.faults(copy)


def test_a_restored_backup_gets_back_what_it_had_given_away(
    run: Any, event: Path, badge_codes: Any, journal: Any, tmp_path: Path
) -> None:
    codes = badge_codes(event)
    backup = tmp_path / "backup.checkin"
    run("backup", event, "-o", backup)
    run("scan", event, *codes[:5], *AT)
    stick = tmp_path / "stick"
    meet(run, stick, event)
    known, before = journal(event), identity(event)
    for file in tmp_path.glob("a.checkin*"):
        file.unlink()
    shutil.copy(backup, event)
    again = run("scan", event, codes[5], *AT)
    assert again.stderr.startswith(COPY)
    assert identity(event) != before
    meet(run, stick, event)
    assert journal(event) > known
    assert attended(run, event) == 6
    assert not verification.faults(event)


def test_a_moved_file_keeps_its_identity(run: Any, event: Path, tmp_path: Path) -> None:
    before = identity(event)
    folder = tmp_path / "Größe 测试 %41 ?#&"
    folder.mkdir()
    moved = folder / "b.checkin"
    shutil.move(event, moved)
    assert run("scan", moved, "no code").stderr == ""
    assert identity(moved) == before
    assert not verification.faults(moved)


def test_a_file_named_in_bytes_that_are_no_text_is_a_file_like_others(
    run: Any, event: Path, tmp_path: Path
) -> None:
    odd = bytes(tmp_path) + b"/caf\xe9.checkin"
    shutil.move(event, odd)
    assert json.loads(run("scan", odd, "no code", "--json").stdout)["verdict"] == "unknown"
    assert len(run("find", odd, "Muster").stdout.splitlines()) == 20
    run("verify", odd)
    copy = bytes(tmp_path) + b"/\xff.checkin"
    assert run("backup", odd, "-o", copy).returncode == 0
    assert "exists already" in run("backup", odd, "-o", copy, status=1).stderr
    assert run("export", odd, "people", "-o", bytes(tmp_path) + b"/\xff.csv", "--json").stdout


def test_a_laptop_that_was_cloned_whole_loses_nothing(
    run: Any, found: Any, listed: Any, badge_codes: Any, journal: Any, tmp_path: Path
) -> None:
    """Both have one home, one path, one identity, and wrote their next entries alike."""
    place, stick = tmp_path / "laptop", tmp_path / "stick"
    place.mkdir()
    desk = place / "a.checkin"
    homes = {name: {"HOME": str(tmp_path / f"home{name}")} for name in "12"}
    for home in homes.values():
        home["XDG_DATA_HOME"] = home["HOME"]
    found(desk, **homes["1"])
    run("import", desk, listed(tmp_path / "people.csv", 10), **homes["1"])
    codes = badge_codes(desk)
    shutil.copytree(tmp_path / "home1", tmp_path / "home2")
    shutil.copytree(place, tmp_path / "laptop2")
    place.rename(tmp_path / "laptop1")

    def on(name: str, *words: object) -> Any:
        (tmp_path / f"laptop{name}").rename(place)
        done = run(*words, **homes[name])
        place.rename(tmp_path / f"laptop{name}")
        return done

    stick.mkdir()
    on("1", "scan", desk, *codes[:3], *AT)
    on("2", "scan", desk, *codes[3:7], *AT)
    for name in "121212":
        assert '"refused": []' in on(name, "sync", desk, stick, "--json").stdout
        on(name, "scan", desk, "no code")
    for name in "1212":
        on(name, "sync", desk, stick)
    files = [tmp_path / f"laptop{name}" / "a.checkin" for name in "12"]
    assert journal(files[0]) == journal(files[1])
    assert identity(files[0]) != identity(files[1])
    assert attended(run, files[0]) == 7
    for file in files:
        assert not verification.faults(file)


def test_a_machine_without_a_home_works(
    run: Any, event: Path, badge_codes: Any, tmp_path: Path
) -> None:
    nowhere = {"HOME": "/dev/null", "XDG_DATA_HOME": "/dev/null/none"}
    code = badge_codes(event)[0]
    before = identity(event)
    assert json.loads(run("scan", event, code, *AT, **nowhere).stdout)["verdict"] == "welcome"
    assert identity(event) == before
    path = tmp_path / "new.checkin"
    days = ("--from", "2012-11-21", "--to", "2012-11-21", "--zone", "UTC")
    run("new", path, "--title", "T", *days, **nowhere)
    run("scan", path, "no code", **nowhere)
    assert not verification.faults(path)


def test_half_a_copy_is_found_out(run: Any, event: Path, tmp_path: Path) -> None:
    whole = event.read_bytes()
    half = tmp_path / "half.checkin"
    half.write_bytes(whole[: len(whole) // 2])
    for words in (("verify", half), ("find", half, "Muster"), ("scan", half, "x")):
        assert "half.checkin" in run(*words, status=1).stderr or words[0] == "verify"
